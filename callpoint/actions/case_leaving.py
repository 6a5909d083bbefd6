"""Hands on what somebody who leaves had of cases: those they lead, tasks that are not done, and offers that wait."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Model, Q, QuerySet

from callpoint.actions.acting import Actor
from callpoint.actions.journalling import write_leaf
from callpoint.records.models import Case, CaseHandOver, CaseTask, StaffMember
from callpoint.rules.access import Deed, may
from callpoint.rules.cases import CaseState, HandOverKind


def may_take_cases(member: StaffMember, colleague: StaffMember) -> bool:
    """Say whether a colleague may work on every case in which they would take something over."""
    badge = colleague.badge()
    taken = Case.objects.filter(_in_charge(member) | Q(id__in=_tasks(member).values("case")))
    return all(may(badge, Deed.WORK_ON_CASE, unit=unit) for unit in taken.values_list("unit", flat=True))


def hand_on_cases(member: StaffMember, colleague: StaffMember | None, *, by: Actor, at: datetime) -> None:
    """
    Give open cases and tasks to a colleague, or to nobody, and take back what was offered to or by who leaves.

    One leaf for each case names all that changed in it. A hand-over to another force stays: whoever works on the case
    enters its answer.
    """
    tasks, offers = _tasks(member), _offers(member)
    wanted = _in_charge(member) | Q(id__in=tasks.values("case")) | Q(id__in=offers.values("case"))
    for case in list(Case.objects.select_for_update(of=("self",)).filter(wanted).order_by("pk")):
        wrote: list[Model] = []
        if case.officer_id == member.pk and case.state == CaseState.OPEN:
            case.officer = colleague
            case.save(update_fields=["officer"])
            wrote.append(case)
        wrote += _given(tasks.filter(case=case), colleague)
        wrote += _taken_back(offers.filter(case=case), by=by, at=at)
        write_leaf(what="case.change-hands", about=case.id, by=by, at=at, wrote=wrote)


def _in_charge(member: StaffMember) -> Q:
    return Q(officer=member, state=CaseState.OPEN)


def _tasks(member: StaffMember) -> QuerySet[CaseTask]:
    return CaseTask.objects.filter(assignee=member, done_at=None).order_by("pk")


def _offers(member: StaffMember) -> QuerySet[CaseHandOver]:
    between = Q(to=member) | Q(offered_by=member)
    return CaseHandOver.objects.filter(between, kind=HandOverKind.COLLEAGUE, answered_at=None).order_by("pk")


def _given(tasks: Iterable[CaseTask], colleague: StaffMember | None) -> list[CaseTask]:
    changed = list(tasks)
    for task in changed:
        task.assignee = colleague
        task.save(update_fields=["assignee"])
    return changed


def _taken_back(offers: Iterable[CaseHandOver], *, by: Actor, at: datetime) -> list[CaseHandOver]:
    changed = list(offers)
    for offer in changed:
        offer.answered_by_id, offer.answered_at = int(by.id), at
        offer.save(update_fields=["answered_by", "answered_at"])
    return changed
