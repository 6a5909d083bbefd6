"""Near-copies of stories: found once the report is sent, gone with it, and keyed."""

from uuid import UUID

import pytest

from callpoint.analysis.stories import sign_story
from callpoint.records.models import StoryBand, StorySign
from callpoint.records.queries.near_copies import near_copies_of
from callpoint.rules.near_copies import signature
from tests.actions.retention import a_confirmed_order, a_due_report, a_month, carry_out
from tests.makers import a_draft, a_report

pytestmark = [pytest.mark.django_db, pytest.mark.database]

TOLD = (
    "A text said my parcel could not be delivered because the fee of {} pounds was not paid. "
    "I put my card in on the page and the next day {} pounds had gone from my account."
)
OTHER = (
    "Somebody who said she was from my bank rang me at work and told me to move all of my savings to "
    "another account, because a member of staff at my own branch was stealing from it."
)


def signed(story: str) -> UUID:
    """A report with this story whose signature was kept."""
    report_id = a_report(story=story)
    sign_story(report_id=report_id)
    return report_id


def found(report_id: UUID) -> list[UUID]:
    """The reports whose stories are near-copies."""
    return [copy.report_id for copy in near_copies_of(report_id)]


def test_a_near_copy_is_found_from_both_sides_and_another_story_is_not() -> None:
    one, other, third = (signed(story) for story in (TOLD.format(2, 900), TOLD.format(3, 70), OTHER))
    assert (found(one), found(other), found(third)) == ([other], [one], [])


def test_signing_twice_keeps_one_signature() -> None:
    report_id = signed(OTHER)
    sign_story(report_id=report_id)
    assert (StorySign.objects.count(), StoryBand.objects.count()) == (1, 16)


def test_a_story_of_few_words_has_no_signature() -> None:
    assert found(signed("I was robbed")) == []
    assert (StorySign.objects.count(), StoryBand.objects.count()) == (0, 0)


def test_a_draft_is_not_signed() -> None:
    sign_story(report_id=a_draft(story=OTHER).report_id)
    assert StorySign.objects.count() == 0


def test_what_is_kept_does_not_show_the_story_without_the_key() -> None:
    signed(OTHER)
    guessed = signature(OTHER, secret=b"not the key of this deployment")
    assert bytes(StorySign.objects.get().slots) != guessed


def test_a_signature_goes_when_its_month_is_erased() -> None:
    due = a_month()
    sign_story(report_id=a_due_report(due, story=OTHER))
    before = StorySign.objects.count(), StoryBand.objects.count()
    carry_out(a_confirmed_order(due))
    assert (before, StorySign.objects.count(), StoryBand.objects.count()) == ((1, 16), 0, 0)
