"""What falls due for one person beside the promises to reporters: readable columns only.

A case stays due for who has it though a report of it is shut to them: its reference says nothing of the report, and
else nobody would be told. The answer to a request about a shut report is not shown.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Any, Final
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import Q, QuerySet

from callpoint.records.models import Case, CaseHandOver, CaseTask, Intervention
from callpoint.records.queries.doors import shut_to
from callpoint.rules.access import EVERY_UNIT, Badge, Deed, may
from callpoint.rules.cases import CaseState

PAGE_SIZE: Final = 50
"""Lines of one page, of all sorts; the first due come first."""


class DueSort(StrEnum):
    """What falls due."""

    OFFER = "offer"
    """A case that a colleague offers: it waits from the day on which it was offered."""
    ANSWER = "answer"
    """An answer of another body to a request."""
    TASK = "task"
    REVIEW = "review"


@dataclass(frozen=True, kw_only=True)
class DueThing:
    """One thing that is due."""

    sort: DueSort
    about: UUID
    """The case; of an answer the report."""
    request: UUID | None
    """Of an answer the request."""
    reference: str
    due_on: date
    is_late: bool
    is_nobodys: bool
    """Whether it is this person's only because nobody has it."""


@dataclass(frozen=True, kw_only=True)
class Asker:
    """For whom it is asked, when, and up to which day."""

    staff_id: int
    badge: Badge
    at: datetime
    until: date

    @property
    def today(self) -> date:
        """The day where the service is."""
        return self.at.astimezone(ZoneInfo(settings.TIME_ZONE)).date()


@dataclass(frozen=True, kw_only=True)
class DuePage:
    """One page of what is due, and how much there is in all."""

    things: tuple[DueThing, ...]
    total: int
    number: int
    pages: int


def due_page(asker: Asker, *, number: int = 1) -> DuePage:
    """
    Give a page of what is this person's and falls due by a day, the first due first.

    A case or a task that nobody has is everybody's who may work on it, a task first of all that of who leads its case:
    else what somebody left behind would be told to nobody. `number` counts pages from 1 and is brought into range.
    """
    total = sum(due_counts(asker).values())
    pages = max(1, -(-total // PAGE_SIZE))
    number = min(max(1, number), pages)
    most = number * PAGE_SIZE
    found = [thing for sort in DueSort for thing in _SORTS[sort].things(asker, most)]
    # Sorting keeps the order within a sort and day, so that the pages fit each other.
    found.sort(key=lambda each: (each.due_on, each.sort))
    return DuePage(things=tuple(found[most - PAGE_SIZE : most]), total=total, number=number, pages=pages)


def due_counts(asker: Asker) -> Mapping[DueSort, int]:
    """Count all that is this person's and falls due by a day."""
    return {sort: _SORTS[sort].rows(asker).count() for sort in DueSort}


def _reviews(asker: Asker) -> QuerySet[Case, Any]:
    own = Q(officer=asker.staff_id) | Q(officer=None)
    return _cases(asker).filter(own, review_on__lte=asker.until).order_by("review_on", "id")


def _review_things(asker: Asker, most: int) -> Iterator[DueThing]:
    for row in _reviews(asker)[:most]:
        if row.review_on:
            yield _of_case(DueSort.REVIEW, row, row.review_on, asker=asker, is_nobodys=row.officer_id is None)


def _tasks(asker: Asker) -> QuerySet[CaseTask, Any]:
    of_nobody = Q(assignee=None) & (Q(case__officer=asker.staff_id) | Q(case__officer=None))
    rows = CaseTask.objects.filter(
        Q(assignee=asker.staff_id) | of_nobody,
        case__in=_cases(asker),
        done_at=None,
        due_on__lte=asker.until,
    )
    return rows.select_related("case").order_by("due_on", "id")


def _task_things(asker: Asker, most: int) -> Iterator[DueThing]:
    for row in _tasks(asker)[:most]:
        yield _of_case(DueSort.TASK, row.case, row.due_on, asker=asker, is_nobodys=row.assignee_id is None)


def _offers(asker: Asker) -> QuerySet[CaseHandOver, Any]:
    rows = CaseHandOver.objects.filter(to=asker.staff_id, answered_at=None, case__in=_cases(asker))
    return rows.select_related("case").order_by("offered_at", "id")


def _offer_things(asker: Asker, most: int) -> Iterator[DueThing]:
    for row in _offers(asker)[:most]:
        yield _of_case(DueSort.OFFER, row.case, _day(row.offered_at), asker=asker, is_nobodys=False)


def _answers(asker: Asker) -> QuerySet[Intervention, Any]:
    if not may(asker.badge, Deed.SEE_QUEUE):
        return Intervention.objects.none()
    ends = datetime.combine(asker.until + timedelta(days=1), time(), tzinfo=ZoneInfo(settings.TIME_ZONE))
    own = Q(made_by=asker.staff_id) | Q(report__assignee=asker.staff_id)
    shut = shut_to(asker.staff_id, at=asker.at)
    rows = Intervention.objects.filter(own, answered_at=None, due_at__lt=ends).exclude(report__in=shut)
    if asker.badge.role not in EVERY_UNIT:
        rows = rows.filter(report__unit=asker.badge.unit)
    columns = ("due_at", "report_id", "report__reference")
    return rows.select_related("report").only(*columns).order_by("due_at", "id")


def _answer_things(asker: Asker, most: int) -> Iterator[DueThing]:
    for row in _answers(asker)[:most]:
        if row.due_at:
            yield DueThing(
                sort=DueSort.ANSWER,
                about=row.report_id,
                request=row.id,
                reference=row.report.reference or "",
                due_on=_day(row.due_at),
                is_late=row.due_at < asker.at,
                is_nobodys=False,
            )


@dataclass(frozen=True)
class _Sort:
    """How one sort is asked for: its rows, the first due first, and the things that some of them are."""

    rows: Callable[[Asker], QuerySet[Any, Any]]
    things: Callable[[Asker, int], Iterator[DueThing]]


_SORTS: Final[Mapping[DueSort, _Sort]] = {
    DueSort.OFFER: _Sort(_offers, _offer_things),
    DueSort.ANSWER: _Sort(_answers, _answer_things),
    DueSort.TASK: _Sort(_tasks, _task_things),
    DueSort.REVIEW: _Sort(_reviews, _review_things),
}


def _cases(asker: Asker) -> QuerySet[Case, Any]:
    """Give the open cases that are this person's to work on, or to ask to be let in to."""
    if not may(asker.badge, Deed.WORK_ON_CASE):
        return Case.objects.none()
    rows = Case.objects.filter(state=CaseState.OPEN)
    return rows if asker.badge.role in EVERY_UNIT else rows.filter(unit__in=["", asker.badge.unit])


def _of_case(sort: DueSort, case: Case, due_on: date, *, asker: Asker, is_nobodys: bool) -> DueThing:
    return DueThing(
        sort=sort,
        about=case.id,
        request=None,
        reference=case.reference,
        due_on=due_on,
        is_late=sort is not DueSort.OFFER and due_on < asker.today,
        is_nobodys=is_nobodys,
    )


def _day(at: datetime) -> date:
    return at.astimezone(ZoneInfo(settings.TIME_ZONE)).date()
