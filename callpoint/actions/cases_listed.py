"""Listing cases: titles are opened, so each list has a leaf that says who looked."""

from collections.abc import Collection, Container
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from callpoint.actions.acting import Actor
from callpoint.actions.admitting import shut_to
from callpoint.actions.journalling import write_leaf
from callpoint.records.models import Case, CaseHandOver, CaseReport
from callpoint.records.sealed import UNREADABLE
from callpoint.records.sealed_cases import CaseSeal, CaseText
from callpoint.records.transaction import writing
from callpoint.rules.access import EVERY_UNIT, Badge, Deed, check_may
from callpoint.rules.cases import CaseState, is_review_due

PAGE_SIZE: Final = 50


@dataclass(frozen=True, kw_only=True)
class CaseLine:
    """One case in a list."""

    id: UUID
    reference: str
    title: str
    """'' where it cannot be opened, or a report of the case is shut to who looks."""
    state: CaseState
    unit: str
    officer: str
    reports: int
    """Without those that are shut to who looks."""
    opened_at: datetime
    review_on: date | None
    is_due: bool
    """Whether the day of its review has come."""
    tasks_late: int
    is_offered_to_you: bool
    """Whether it waits for the answer of who looks."""
    is_shut: bool = False
    """Whether a report of it is restricted, and not open to whoever looks."""


@dataclass(frozen=True, kw_only=True)
class CaseList:
    """A page of the list of cases."""

    lines: tuple[CaseLine, ...]
    total: int
    number: int
    pages: int


@writing
def list_cases(
    *, by: Actor, at: datetime, state: CaseState = CaseState.OPEN, only_own: str = "", number: int = 1
) -> CaseList:
    """
    List cases: open ones by the day of their review, closed ones the newest first; titles are opened, with one leaf.

    The title of a case with a report that is shut to this person stays sealed: it tells what the report does.

    `only_own` is the number of the officer whose cases are wanted, '' for all; `number` counts pages from 1 and is
    brought into range.

    :raises callpoint.rules.access.NotAllowedError: this role may not.
    """
    check_may(by.badge, Deed.WORK_ON_CASE)
    hidden = shut_to(by, at=at)
    rows = _counted(Case.objects.filter(_of_unit(by.badge), state=state), today=at.date(), shut=hidden)
    if only_own:
        rows = rows.filter(officer=int(only_own))
    order = ("review_on", "opened_at") if state is CaseState.OPEN else ("-closed_at",)
    rows = rows.order_by(*order, "id")
    total = rows.count()
    pages = max(1, -(-total // PAGE_SIZE))
    number = min(max(1, number), pages)
    shown = list(rows[(number - 1) * PAGE_SIZE : number * PAGE_SIZE])
    waiting = CaseHandOver.objects.filter(case__in=shown, answered_at=None, to=int(by.id))
    yours = set(waiting.values_list("case_id", flat=True))
    write_leaf(what="case.list", about=number, by=by, at=at)
    shut = _shut_cases(hidden)
    lines = tuple(_line(row, yours, shut=shut, today=at.date()) for row in shown)
    return CaseList(lines=lines, total=total, number=number, pages=pages)


@writing
def cases_to_choose(*, by: Actor, at: datetime) -> tuple[CaseLine, ...]:
    """
    List the open cases into which this person may put a report, those begun last first; one leaf says who looked.

    Those with a report that is shut to them are left out.

    :raises callpoint.rules.access.NotAllowedError: this role may not.
    """
    check_may(by.badge, Deed.WORK_ON_CASE)
    cases, hidden = Case.objects.filter(_of_unit(by.badge), state=CaseState.OPEN), shut_to(by, at=at)
    rows = _counted(cases.exclude(id__in=_shut_cases(hidden)), today=at.date(), shut=hidden)
    write_leaf(what="case.list", about=0, by=by, at=at)
    shown = rows.order_by("-opened_at", "id")[:PAGE_SIZE]
    return tuple(_line(row, frozenset(), shut=frozenset(), today=at.date()) for row in shown)


def _counted(rows: QuerySet[Case], *, today: date, shut: Collection[UUID]) -> QuerySet[Case]:
    """Count beside each case its reports that are not in `shut`, and its tasks that are late."""
    known = Q(members__taken_out_at=None) & ~Q(members__report__in=shut)
    return rows.select_related("officer").annotate(
        size=Count("members", filter=known, distinct=True),
        late=Count("tasks", filter=Q(tasks__done_at=None, tasks__due_on__lt=today), distinct=True),
    )


def _shut_cases(shut: Collection[UUID]) -> frozenset[UUID]:
    """Name the cases with one of these reports."""
    members = CaseReport.objects.filter(report__in=shut, taken_out_at=None)
    return frozenset(members.values_list("case_id", flat=True)) if shut else frozenset()


def _line(row: Any, yours: Container[UUID], *, shut: Container[UUID], today: date) -> CaseLine:
    """Give a case of `_counted` as a line; `yours` are those that wait for the answer of who looks."""
    is_shut = row.id in shut
    return CaseLine(
        id=row.id,
        reference=row.reference,
        title="" if is_shut else _title(row),
        state=CaseState(row.state),
        unit=row.unit,
        officer=str(row.officer or ""),
        reports=row.size,
        opened_at=row.opened_at,
        review_on=row.review_on,
        is_due=is_review_due(row.review_on, today=today),
        tasks_late=row.late,
        is_offered_to_you=row.id in yours,
        is_shut=is_shut,
    )


def _of_unit(badge: Badge) -> Q:
    return Q() if badge.role in EVERY_UNIT else Q(unit__in=["", badge.unit])


def _title(case: Case) -> str:
    """Open a title; '' where that is impossible, so that the other cases are listed all the same."""
    try:
        return CaseSeal.of(case).open(CaseText.TITLE, case)
    except UNREADABLE:
        return ""
