"""Deciding: the person's own word for it, and what is left when the tables have a gap."""

from dataclasses import replace

from callpoint.rules.triage import Facts, triage
from tests.rules.content.makers import real_content
from tests.rules.triage.makers import NOW


def test_what_the_person_says_it_is_leads_and_an_unknown_word_changes_nothing() -> None:
    story = "I paid for shoes online and they never came"
    plain = triage(story=story, facts=Facts(), at=NOW, content=real_content())
    own = triage(story=story, facts=Facts(), at=NOW, content=real_content(), own_kind="harassment")
    odd = triage(story=story, facts=Facts(), at=NOW, content=real_content(), own_kind="no-such-kind")
    assert (own.kinds[0].id, own.first, odd) == ("harassment", "police-101", plain)


def test_a_gap_in_the_tables_still_leaves_the_emergency_number() -> None:
    tables = {
        name: table.model_copy(update={"routes": ()}) for name, table in real_content().triage_tables.items()
    }
    bare = replace(real_content(), triage_tables=tables, version="bare")
    result = triage(story="", facts=Facts(country="GB"), at=NOW, content=bare)
    assert (result.first, [offer.service_id for offer in result.offers]) == (
        "emergency-999",
        ["emergency-999"],
    )


def test_a_correction_leads_to_the_help_for_that_kind_and_takes_no_urgent_help_away() -> None:
    shop = "I paid for shoes online and they never came"
    threat = "he says he will send my nudes to everyone if I do not pay him"
    corrected = triage(
        story=shop, facts=Facts(), at=NOW, content=real_content(), own_kind="child-abuse-images"
    )
    kept = triage(story=threat, facts=Facts(), at=NOW, content=real_content(), own_kind="shopping-fraud")
    assert (corrected.first, kept.blocks_upload) == ("iwf", True)
