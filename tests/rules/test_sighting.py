"""What a report names, from texts alone: whose it is, whether it may link, and how much of it is kept."""

import pytest

from callpoint.rules.identifiers import IdentifierKind, Own, Whose
from callpoint.rules.linking.common import common_values
from callpoint.rules.reporters import people_among
from callpoint.rules.sighting import MOST_MENTIONS, MOST_VALUES, Sighted, Written, own_among, sight
from callpoint.rules.standing import Standing
from tests.rules.known import known

PHONE = "07700 900123"
COMMON = common_values(known().content)


def sighted(*texts: Written) -> tuple[Sighted, ...]:
    return sight(texts, own=Own(), region="GB", common=COMMON)


def typed(whose: Whose, *, source: str = "answer:a") -> Written:
    return Written(source=source, text=PHONE, kind=IdentifierKind.PHONE, whose=whose)


@pytest.mark.parametrize(
    ("first", "second", "holds"),
    [
        (Whose.SUSPECT, Whose.REPORTER, Whose.REPORTER),
        (Whose.REPORTER, Whose.SUSPECT, Whose.REPORTER),
        (Whose.SUSPECT, Whose.ORGANISATION, Whose.SUSPECT),
    ],
)
def test_of_two_questions_about_one_value_the_reporters_own_holds_and_else_the_first(
    first: Whose, second: Whose, holds: Whose
) -> None:
    [one] = sighted(typed(first), typed(second, source="answer:b"))
    assert (one.whose, len(one.mentions)) == (holds, 2)


def test_a_question_knows_better_than_the_words_around_a_value_whichever_comes_first() -> None:
    story = Written(source="answer:story", text=f"My own number is {PHONE}.")
    found = [
        sighted(*texts)[0].whose for texts in ((typed(Whose.SUSPECT), story), (story, typed(Whose.SUSPECT)))
    ]
    assert found == [Whose.SUSPECT, Whose.SUSPECT]


def test_an_answer_that_holds_nothing_else_is_read_whole_as_what_was_asked_for() -> None:
    asked = Written(source="answer:a", text="anydesk 123 456 789", kind=IdentifierKind.REMOTE_ID)
    none = Written(source="answer:b", text="I do not know", kind=IdentifierKind.PHONE)
    [one] = sighted(asked, none)
    assert (one.kind, one.value) == (IdentifierKind.REMOTE_ID, "anydesk:123456789")


def test_a_bare_number_that_only_its_question_explains_is_read_by_it() -> None:
    asked = Written(source="answer:a", text="7700900123", kind=IdentifierKind.PHONE, whose=Whose.SUSPECT)
    [one] = sighted(asked)
    assert (one.value, one.mentions[0].start, one.mentions[0].end) == ("+447700900123", 0, 10)


def test_what_tells_nobody_apart_never_links() -> None:
    asked = Written(source="answer:a", text="1234", kind=IdentifierKind.CARD, whose=Whose.SUSPECT)
    [card] = sighted(asked)
    assert (card.kind, card.standing) == (IdentifierKind.CARD, Standing.KIND)


def test_no_more_values_and_no_more_places_are_kept_than_a_report_may_have() -> None:
    many = " ".join(f"a{number}@evil.example" for number in range(MOST_VALUES + 9))
    again = [typed(Whose.SUSPECT, source=f"message:{number}") for number in range(MOST_MENTIONS + 9)]
    assert len(sighted(Written(source="answer:story", text=many))) == MOST_VALUES
    assert len(sighted(*again)[0].mentions) == MOST_MENTIONS


def test_only_what_a_question_calls_theirs_is_the_reporters_from_the_start() -> None:
    texts = (typed(Whose.REPORTER), Written(source="answer:story", text="pay@evil.example"))
    assert own_among(texts, region="GB") == {(IdentifierKind.PHONE, "+447700900123")}


def test_reports_that_name_one_own_value_are_one_person_also_by_way_of_a_third() -> None:
    own = [("a", "phone"), ("b", "mail"), ("c", "phone"), ("c", "mail"), ("e", "phone")]
    assert (people_among("abcd", own), people_among("", [])) == (2, 0)


@pytest.mark.parametrize(
    ("whose", "text", "standing"),
    [
        (Whose.SUSPECT, "https://www.hsbc.co.uk/security", Standing.COMMON),
        (Whose.SUSPECT, "https://bit.ly/3xYz", Standing.LINKING),
        (Whose.REPORTER, "https://www.hsbc.co.uk/security", Standing.OWN),
    ],
)
def test_what_anybody_may_name_does_not_link_whoever_it_is_said_to_be_of(
    whose: Whose, text: str, standing: Standing
) -> None:
    [one] = sighted(Written(source="answer:a", text=text, kind=IdentifierKind.URL, whose=whose))
    assert one.standing is standing


def test_a_common_value_stays_common_when_it_is_named_again() -> None:
    story = Written(source="answer:story", text="It looked like barclays.co.uk to me.")
    [one] = sighted(story, Written(source="message:a", text="The site barclays.co.uk again"))
    assert (one.standing, len(one.mentions)) == (Standing.COMMON, 2)
