"""Hands on what somebody who leaves, or goes to another place, had of cases: those they lead, tasks, and offers that wait."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Model, Q

from callpoint.actions.acting import Actor
from callpoint.actions.journalling import write_leaf
from callpoint.records.models import Case, CaseHandOver, CaseTask, StaffMember
from callpoint.records.queries.held_work import held_cases, held_tasks, waiting_offers
from callpoint.rules.access import Badge, Deed, may
from callpoint.rules.cases import CaseState


def may_take_cases(member: StaffMember, colleague: StaffMember, *, keeps: Badge | None) -> bool:
    """Say whether a colleague may work on every case in which they would take something over."""
    badge, tasks = colleague.badge(), held_tasks(member.pk, but_for=keeps)
    taken = Case.objects.filter(
        Q(id__in=held_cases(member.pk, but_for=keeps)) | Q(id__in=tasks.values("case"))
    )
    return all(may(badge, Deed.WORK_ON_CASE, unit=unit) for unit in taken.values_list("unit", flat=True))


def hand_on_cases(
    member: StaffMember, colleague: StaffMember | None, *, keeps: Badge | None, by: Actor, at: datetime
) -> None:
    """
    Give open cases and tasks to a colleague, or to nobody, and take back what was offered to or by who leaves.

    What they may still work on with the badge that they keep stays theirs; without one, nothing does. One leaf for each
    case names all that changed in it. A hand-over to another force stays: whoever works on the case enters its answer.
    """
    tasks, offers = held_tasks(member.pk, but_for=keeps), waiting_offers(member.pk, but_for=keeps)
    led = held_cases(member.pk, but_for=keeps)
    wanted = Q(id__in=led.values("id")) | Q(id__in=tasks.values("case")) | Q(id__in=offers.values("case"))
    for case in list(Case.objects.select_for_update(of=("self",)).filter(wanted).order_by("pk")):
        wrote: list[Model] = []
        if case.officer_id == member.pk and case.state == CaseState.OPEN:
            case.officer = colleague
            case.save(update_fields=["officer"])
            wrote.append(case)
        wrote += _given(tasks.filter(case=case), colleague)
        wrote += _taken_back(offers.filter(case=case), by=by, at=at)
        write_leaf(what="case.change-hands", about=case.id, by=by, at=at, wrote=wrote)


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
