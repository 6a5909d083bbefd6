"""Legal holds: placed and lifted with a reason, by those who may, and the key moves at once."""

from uuid import UUID

import pytest

from callpoint.actions.holding_reports import (
    REASON_LIMIT,
    AlreadyHeldError,
    NotHeldError,
    ReasonNotTakenError,
    lift_hold,
    place_hold,
)
from callpoint.actions.reading import open_report
from callpoint.records.keys import keyring
from callpoint.records.models import Report
from callpoint.records.opened import NoSuchReportError, OpenedHold
from callpoint.rules.access import Deed, NotAllowedError, Role, may
from tests.actions.retention import a_due_report, a_month, a_supervisor
from tests.makers import OTHER_DESK, STORY, a_draft, a_report, all_kept, an_actor, at, deeds

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def month_of_key(report_id: UUID) -> str:
    cohort = Report.objects.get(id=report_id).wrapped_key.split(".")[2]
    return str(keyring().by_id(cohort).month)


def test_a_hold_moves_the_key_at_once_and_lifting_moves_it_back() -> None:
    report_id, by = a_report(), a_supervisor()
    months = [month_of_key(report_id)]
    place_hold(report_id=report_id, reason=" Court\r\norder ", by=by, at=at())
    months.append(month_of_key(report_id))
    lift_hold(report_id=report_id, reason="Case over", by=by, at=at(days=9))
    months.append(month_of_key(report_id))
    opened = open_report(report_id=report_id, by=by, at=at(days=10))
    hold = OpenedHold(
        reason="Court\norder",
        placed_by="Asha Patel",
        placed_at=at(),
        lift_reason="Case over",
        lifted_by="Asha Patel",
        lifted_at=at(days=9),
    )
    assert (months, opened.holds, opened.answers["story"]) == (
        ["2033-11", "9026-11", "2033-11"],
        (hold,),
        STORY,
    )
    assert deeds()[-3:] == ["hold.place", "hold.lift", "report.open"]


def test_a_report_whose_month_is_over_goes_back_to_this_month() -> None:
    report_id, by = a_due_report(a_month()), a_supervisor()
    place_hold(report_id=report_id, reason="Court", by=by, at=at())
    lift_hold(report_id=report_id, reason="Over", by=by, at=at(days=9))
    assert month_of_key(report_id) == "2026-11"


def test_the_newest_hold_comes_first_and_while_it_stands_nobody_lifted_it() -> None:
    report_id, by = a_report(), a_supervisor()
    place_hold(report_id=report_id, reason="First", by=by, at=at())
    lift_hold(report_id=report_id, reason="Over", by=by, at=at(days=1))
    place_hold(report_id=report_id, reason="Second", by=by, at=at(days=2))
    holds = open_report(report_id=report_id, by=by, at=at(days=3)).holds
    assert [(hold.reason, hold.lifted_by, hold.lift_reason) for hold in holds] == [
        ("Second", "", ""),
        ("First", "Asha Patel", "Over"),
    ]


@pytest.mark.parametrize(("reason", "over"), [("", 0), (" \r\n", 0), ("x" * (REASON_LIMIT + 3), 3)])
def test_without_a_reason_that_fits_nothing_is_held_or_lifted(reason: str, over: int) -> None:
    report_id, held_id, by = a_report(), a_report(), a_supervisor()
    place_hold(report_id=held_id, reason="Court", by=by, at=at())
    before = all_kept()
    for deed, about in ((place_hold, report_id), (lift_hold, held_id)):
        with pytest.raises(ReasonNotTakenError) as refused:
            deed(report_id=about, reason=reason, by=by, at=at())
        assert refused.value.over == over
    assert all_kept() == before


def test_there_is_one_hold_at_a_time() -> None:
    report_id, by = a_report(), a_supervisor()
    with pytest.raises(NotHeldError):
        lift_hold(report_id=report_id, reason="Over", by=by, at=at())
    place_hold(report_id=report_id, reason="Court", by=by, at=at())
    with pytest.raises(AlreadyHeldError):
        place_hold(report_id=report_id, reason="Again", by=by, at=at())


def test_a_draft_is_not_held() -> None:
    draft = a_draft().report_id
    with pytest.raises(NoSuchReportError):
        place_hold(report_id=draft, reason="Court", by=a_supervisor(), at=at())


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize("unit", ["", OTHER_DESK])
def test_holding_and_lifting_follow_the_table_of_access(role: Role, unit: str) -> None:
    by = an_actor(role=role)
    for deed, action in ((Deed.PLACE_HOLD, place_hold), (Deed.LIFT_HOLD, lift_hold)):
        report_id = a_report(unit=unit)
        if action is lift_hold:
            place_hold(report_id=report_id, reason="Court", by=a_supervisor(), at=at())
        if may(by.badge, deed, unit=unit or by.badge.unit):
            action(report_id=report_id, reason="A reason", by=by, at=at())
            continue
        before = all_kept()
        with pytest.raises(NotAllowedError):
            action(report_id=report_id, reason="A reason", by=by, at=at())
        assert all_kept() == before
