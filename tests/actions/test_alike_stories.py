"""What a report's page shows of reports that tell it in nearly the same words."""

from uuid import UUID

import pytest
from django.urls import reverse

from callpoint.actions.judging import judge
from callpoint.actions.reading import open_report
from callpoint.analysis.settling import settle_judgement, settle_report
from callpoint.analysis.stories import sign_story
from callpoint.records.models import Judgement, Report
from callpoint.rules.access import Role
from callpoint.rules.links import AlikeStory
from callpoint.rules.standing import Verdict
from tests.analysis.makers import groups
from tests.makers import a_report, an_actor, at, signed_in_client
from tests.pages.public.browsing import Browser, text_of

pytestmark = [pytest.mark.django_db, pytest.mark.database]

TOLD = (
    "A text said my parcel could not be delivered because the fee of {} pounds was not paid. "
    "I put my card in on the page and the next day {} pounds had gone from my account."
)


def looked_at(*, paid: int, phone: str) -> UUID:
    """A report with this story that the worker has looked at."""
    report_id = a_report(story=TOLD.format(paid, 900), suspect_phone=phone)
    settle_report(report_id=report_id, at=at())
    sign_story(report_id=report_id)
    return report_id


def alike_to(report_id: UUID) -> tuple[AlikeStory, ...]:
    by = an_actor(role=Role.ANALYST, unit="")
    return open_report(report_id=report_id, by=by, at=at(hours=1)).linked.near_copies


def page_of(report_id: UUID) -> str:
    browser = Browser()
    browser.client = signed_in_client(role=Role.ANALYST, unit="")
    return text_of(browser.go(reverse("staff_links", args=[report_id])).tree)


def test_near_copies_are_shown_and_join_no_series_until_a_person_judges_them_the_same() -> None:
    one, other = looked_at(paid=2, phone="07700 900123"), looked_at(paid=3, phone="07700 900456")
    [shown] = alike_to(one)
    before = groups()
    by = an_actor(role=Role.ANALYST, unit="")
    judge(report_id=one, other_id=other, verdict=Verdict.SAME, reason="one text", by=by, at=at())
    settle_judgement(judgement_id=Judgement.objects.get().id, at=at())
    [judged] = alike_to(one)
    assert (shown.report_id, shown.alike, shown.judgement) == (other, 1.0, None)
    assert (before, groups()) == (set(), {frozenset({one, other})})
    assert judged.judgement is not None
    assert judged.judgement.verdict is Verdict.SAME


def test_the_page_says_how_alike_they_are_and_offers_to_judge_them() -> None:
    one, other = looked_at(paid=2, phone="07700 900123"), looked_at(paid=3, phone="07700 900456")
    said = page_of(one)
    words = (
        "Reports that tell it in nearly the same words",
        "100 in 100 alike",
        str(Report.objects.get(id=other).reference),
        "They join one series only where a person judges that they belong together.",
        "Judge this link",
    )
    assert [word for word in words if word not in said] == []


def test_a_near_copy_that_is_linked_too_is_judged_among_the_links() -> None:
    one, _other = looked_at(paid=2, phone="07700 900123"), looked_at(paid=3, phone="07700 900123")
    said = page_of(one)
    assert (said.count("Judge this link"), said.count("Judge it there.")) == (1, 1)
