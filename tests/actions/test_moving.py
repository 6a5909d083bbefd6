"""Giving a report to another unit with a reason, and taking that back while nobody there has read it."""

from uuid import UUID

import pytest

from callpoint.actions.assigning import take_report
from callpoint.actions.moving import (
    REASON_LIMIT,
    MoveNotUndoneError,
    MoveReasonNotTakenError,
    NoSuchUnitError,
    SameUnitError,
    move_report,
    undo_move,
)
from callpoint.actions.reading import open_report
from callpoint.records.models import Move, Report, StaffMember
from callpoint.rules.access import Badge, Deed, NotAllowedError, Role, may
from tests.makers import DESK, OTHER_DESK, a_report, all_kept, an_actor, at, deeds, leaves

pytestmark = [pytest.mark.django_db, pytest.mark.database]

WHY = "The quokka lives in their area."


def with_whom() -> tuple[str, int | None]:
    report = Report.objects.get()
    return report.unit, report.assignee_id


def moved(**who: str) -> UUID:
    report_id = a_report(unit=DESK)
    move_report(report_id=report_id, unit=OTHER_DESK, reason=WHY, by=an_actor(**who), at=at(minutes=1))
    return report_id


def test_a_report_goes_to_another_unit_with_a_sealed_reason_and_a_leaf() -> None:
    report_id, ann = a_report(unit=DESK), an_actor()
    take_report(report_id=report_id, by=ann, at=at())
    before = len(deeds())
    move_report(report_id=report_id, unit=OTHER_DESK, reason=f" {WHY}\r\n", by=ann, at=at(minutes=1))
    (leaf,) = leaves()[before:]
    row = Move.objects.get()
    assert (leaf.what, {each.table for each in leaf.rows}) == (
        "report.move",
        {"records_report", "records_move"},
    )
    assert (with_whom(), WHY.encode() in bytes(row.reason)) == ((OTHER_DESK, None), False)
    opened = open_report(report_id=report_id, by=an_actor(role=Role.SUPERVISOR), at=at(minutes=2))
    assert [(each.from_unit, each.to_unit, each.reason, each.undone_at) for each in opened.moves] == [
        (DESK, OTHER_DESK, WHY, None)
    ]


def test_who_works_for_every_unit_keeps_what_they_have() -> None:
    report_id, supervisor = a_report(unit=DESK), an_actor(role=Role.SUPERVISOR)
    take_report(report_id=report_id, by=supervisor, at=at())
    move_report(report_id=report_id, unit=OTHER_DESK, reason=WHY, by=supervisor, at=at())
    assert with_whom() == (OTHER_DESK, int(supervisor.id))


@pytest.mark.parametrize(
    ("unit", "reason", "error"),
    [
        ("nowhere", WHY, NoSuchUnitError),
        (DESK, WHY, SameUnitError),
        (OTHER_DESK, " \r\n", MoveReasonNotTakenError),
        (OTHER_DESK, "x" * (REASON_LIMIT + 1), MoveReasonNotTakenError),
    ],
)
def test_what_cannot_be_moved_is_refused_and_leaves_no_trace(
    unit: str, reason: str, error: type[Exception]
) -> None:
    report_id, ann = a_report(unit=DESK), an_actor()
    before = all_kept()
    with pytest.raises(error):
        move_report(report_id=report_id, unit=unit, reason=reason, by=ann, at=at())
    assert all_kept() == before


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize("unit", [DESK, OTHER_DESK])
def test_moving_follows_the_table_of_access(role: Role, unit: str) -> None:
    report_id, by = a_report(unit=DESK), an_actor(role=role, unit=unit)
    before = all_kept()
    if may(Badge(role=role, unit=unit), Deed.MOVE_REPORT, unit=DESK):
        move_report(report_id=report_id, unit=OTHER_DESK, reason=WHY, by=by, at=at())
        assert with_whom() == (OTHER_DESK, None)
        return
    with pytest.raises(NotAllowedError):
        move_report(report_id=report_id, unit=OTHER_DESK, reason=WHY, by=by, at=at())
    assert all_kept() == before


def test_who_moved_it_takes_it_back_and_the_move_stays_with_its_end() -> None:
    report_id, ann = a_report(unit=DESK), an_actor()
    move_report(report_id=report_id, unit=OTHER_DESK, reason=WHY, by=ann, at=at(minutes=1))
    undo_move(report_id=report_id, by=ann, at=at(minutes=2))
    row = Move.objects.get()
    assert (with_whom(), row.undone_by_id, row.undone_at) == ((DESK, None), int(ann.id), at(minutes=2))
    assert deeds()[-1] == "report.undo-move"


def test_what_was_read_or_taken_there_moved_by_another_or_taken_back_before_is_not_taken_back() -> None:
    ann = an_actor()
    there = an_actor(unit=OTHER_DESK)
    read, taken, undone = (a_report(unit=DESK) for _ in range(3))
    others, never = moved(), a_report(unit=DESK)
    for report_id in (read, taken, undone):
        move_report(report_id=report_id, unit=OTHER_DESK, reason=WHY, by=ann, at=at(minutes=1))
    open_report(report_id=read, by=there, at=at(minutes=2))
    take_report(report_id=taken, by=there, at=at(minutes=2))
    undo_move(report_id=undone, by=ann, at=at(minutes=2))
    before = all_kept()
    for report_id in (read, taken, undone, others, never):
        with pytest.raises(MoveNotUndoneError):
            undo_move(report_id=report_id, by=ann, at=at(minutes=3))
    assert all_kept() == before


def test_a_reading_before_the_move_does_not_stand_in_the_way() -> None:
    report_id, ann = a_report(unit=DESK), an_actor()
    open_report(report_id=report_id, by=ann, at=at())
    move_report(report_id=report_id, unit=OTHER_DESK, reason=WHY, by=ann, at=at(minutes=1))
    undo_move(report_id=report_id, by=ann, at=at(minutes=2))
    assert with_whom() == (DESK, None)


@pytest.mark.parametrize(
    ("stays", "holder"), [({}, "bob"), ({"is_active": False}, ""), ({"unit": OTHER_DESK}, "")]
)
def test_who_had_it_has_it_again_unless_they_left_or_work_elsewhere(
    stays: dict[str, object], holder: str
) -> None:
    report_id, ann, bob = a_report(unit=DESK), an_actor(), an_actor()
    take_report(report_id=report_id, by=bob, at=at())
    move_report(report_id=report_id, unit=OTHER_DESK, reason=WHY, by=ann, at=at(minutes=1))
    StaffMember.objects.filter(id=int(bob.id)).update(**stays)
    undo_move(report_id=report_id, by=ann, at=at(minutes=2))
    assert with_whom() == (DESK, int(bob.id) if holder else None)


def test_who_works_for_every_unit_takes_back_what_they_hold_themselves() -> None:
    report_id, supervisor = a_report(unit=DESK), an_actor(role=Role.SUPERVISOR)
    take_report(report_id=report_id, by=supervisor, at=at())
    move_report(report_id=report_id, unit=OTHER_DESK, reason=WHY, by=supervisor, at=at(minutes=1))
    undo_move(report_id=report_id, by=supervisor, at=at(minutes=2))
    assert with_whom() == (DESK, int(supervisor.id))
