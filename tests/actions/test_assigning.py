"""Taking a report, giving it to a colleague, putting it back: who may, what is refused, and the leaf of each."""

import pytest

from callpoint.actions.assigning import (
    AssigningError,
    HeldByAnotherError,
    NoSuchColleagueError,
    NotHeldByAnyoneError,
    give_report,
    put_back_report,
    take_report,
)
from callpoint.records.models import Report, StaffMember
from callpoint.records.opened import NoSuchReportError
from callpoint.rules.access import Badge, Deed, NotAllowedError, Role, may
from tests.makers import (
    DESK,
    OTHER_DESK,
    a_draft,
    a_report,
    a_staff_member,
    acting,
    all_kept,
    an_actor,
    at,
    deeds,
    leaves,
)

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def held() -> tuple[int | None, object]:
    report = Report.objects.get()
    return report.assignee_id, report.assigned_at


def test_a_report_is_taken_given_and_put_back_with_a_leaf_each() -> None:
    report_id, ann, bob = a_report(unit=DESK), an_actor(), a_staff_member()[0]
    before = len(deeds())
    take_report(report_id=report_id, by=ann, at=at(minutes=1))
    seen = [held()]
    give_report(report_id=report_id, to=bob.pk, by=ann, at=at(minutes=2))
    seen.append(held())
    put_back_report(report_id=report_id, by=ann, at=at(minutes=3))
    seen.append(held())
    assert seen == [(int(ann.id), at(minutes=1)), (bob.pk, at(minutes=2)), (None, None)]
    assert deeds()[before:] == ["report.take", "report.give", "report.put-back"]
    assert {leaf.object_id for leaf in leaves()[before:]} == {str(report_id)}


def test_taking_ones_own_again_and_giving_to_who_has_it_change_nothing() -> None:
    report_id, ann = a_report(unit=DESK), an_actor()
    take_report(report_id=report_id, by=ann, at=at())
    before = all_kept()
    take_report(report_id=report_id, by=ann, at=at(minutes=1))
    give_report(report_id=report_id, to=int(ann.id), by=ann, at=at(minutes=1))
    assert all_kept() == before


def test_what_a_colleague_has_is_not_taken_and_is_named() -> None:
    report_id = a_report(unit=DESK)
    take_report(report_id=report_id, by=acting(a_staff_member(name="Ann Lee")[0]), at=at())
    with pytest.raises(HeldByAnotherError) as refused:
        take_report(report_id=report_id, by=an_actor(), at=at())
    assert refused.value.name == "Ann Lee"


@pytest.mark.parametrize("change", [{"is_active": False}, {"role": Role.AUDITOR}, {"unit": OTHER_DESK}])
def test_what_somebody_has_who_no_longer_may_is_taken_as_if_nobody_had_it(change: dict[str, object]) -> None:
    report_id, ann, bob = a_report(unit=DESK), an_actor(), an_actor()
    take_report(report_id=report_id, by=ann, at=at())
    StaffMember.objects.filter(pk=int(ann.id)).update(**change)
    take_report(report_id=report_id, by=bob, at=at())
    assert held() == (int(bob.id), at())


def somebody(**change: object) -> int:
    member = a_staff_member()[0]
    StaffMember.objects.filter(pk=member.pk).update(**change)
    return member.pk


@pytest.mark.parametrize(
    "change", [{"is_active": False}, {"role": Role.CALL_HANDLER}, {"unit": OTHER_DESK}, None]
)
def test_nothing_is_given_to_somebody_who_may_not_have_it(change: dict[str, object] | None) -> None:
    report_id, ann = a_report(unit=DESK), an_actor()
    to = somebody(**change) if change else 10**9
    before = all_kept()
    with pytest.raises(NoSuchColleagueError):
        give_report(report_id=report_id, to=to, by=ann, at=at())
    assert all_kept() == before


def test_what_nobody_has_is_not_put_back() -> None:
    report_id = a_report(unit=DESK)
    with pytest.raises(NotHeldByAnyoneError) as refused:
        put_back_report(report_id=report_id, by=an_actor(), at=at())
    assert isinstance(refused.value, AssigningError)


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize("unit", [DESK, OTHER_DESK])
def test_who_may_follows_the_table_of_access(role: Role, unit: str) -> None:
    report_id, by = a_report(unit=DESK), an_actor(role=role, unit=unit)
    colleague = a_staff_member()[0].pk
    before = all_kept()
    if may(Badge(role=role, unit=unit), Deed.TAKE_REPORT, unit=DESK):
        take_report(report_id=report_id, by=by, at=at())
        assert held()[0] == int(by.id)
        return
    for deed, more in ((take_report, {}), (give_report, {"to": colleague}), (put_back_report, {})):
        with pytest.raises(NotAllowedError):
            deed(report_id=report_id, by=by, at=at(), **more)
    assert all_kept() == before


def test_a_draft_is_nobodys_to_take() -> None:
    draft, by = a_draft().report_id, an_actor(role=Role.SUPERVISOR)
    with pytest.raises(NoSuchReportError):
        take_report(report_id=draft, by=by, at=at())
