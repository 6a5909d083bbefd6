"""Makers for tests about suspected abuse: floods, and reporters whose words are stopped."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from callpoint.actions.abuse import (
    Stop,
    confirm_block,
    disagree_with_block,
    end_block,
    look_at_blocks,
    lower_reports,
    propose_block,
    put_reports_back,
)
from callpoint.actions.acting import Actor, reporter
from callpoint.records.models import StaffMember
from callpoint.rules.abuse import Sign
from tests.actions.restrictions import a_boss
from tests.makers import DESK, a_report, acting, at

CALM = "I got a text about a parcel. I did not click. I lost nothing."
"""What needs no person now."""
STOP = Stop(reason="Forty messages in an hour.", told="Please wait. We read what you sent.", days=3)


def a_flood(number: int, *, apart: timedelta = timedelta(minutes=1), **told: Any) -> list[UUID]:
    """Reports that came one after another, with the same answers unless their story says otherwise."""
    said: dict[str, Any] = {"unit": DESK, "story": CALM, **told}
    return [a_report(when=at() + apart * each, **said) for each in range(number)]


def a_calm_report() -> UUID:
    """A report that needs no person now."""
    return a_report(unit=DESK, story=CALM)


def stopped(report_id: UUID, *, by: Actor | None = None, minutes: float = 1, **stop: Any) -> None:
    """Stop the words of a reporter, by two people."""
    said = Stop(**{"reason": STOP.reason, "told": STOP.told, "days": STOP.days, **stop})
    propose_block(report_id=report_id, stop=said, by=by or a_boss(), at=at(minutes=minutes))
    confirm_block(report_id=report_id, by=a_boss(), at=at(minutes=minutes))


def abuse_is_met(mark: str, officer: StaffMember) -> None:
    """Let each action about abuse happen once; `mark` stands in every text that is sealed."""
    by, report_id = acting(officer), a_report(unit=DESK, story=f"story {mark}")
    lower_reports(reports=[report_id], sign=Sign.SAME_TEXT, reason=f"low {mark}", by=by, at=at())
    put_reports_back(reports=[report_id], by=by, at=at())
    lower_reports(reports=[report_id], sign=Sign.SAME_TEXT, reason=f"low {mark}", by=by, at=at())
    stopped(report_id, by=by, reason=f"why {mark}", told=f"told {mark}")
    disagree_with_block(report_id=report_id, words=f"no {mark}", by=reporter(report_id), at=at(minutes=2))
    look_at_blocks(report_id=report_id, by=by, at=at(minutes=2))
    end_block(report_id=report_id, by=by, at=at(minutes=3))
