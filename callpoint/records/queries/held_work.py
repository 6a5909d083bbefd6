"""What work somebody holds, and what of it they may do no more in another place: readable columns only."""

from dataclasses import dataclass
from typing import TypeVar

from django.db.models import Model, Q, QuerySet

from callpoint.records.models import Case, CaseHandOver, CaseTask, Report
from callpoint.rules.access import Badge, Deed, may
from callpoint.rules.cases import CaseState, HandOverKind
from callpoint.rules.lifecycle import ReportState

Row = TypeVar("Row", bound=Model)


@dataclass(frozen=True, kw_only=True)
class HeldWork:
    """How much there is; an offer of a case that waits for an answer is no work yet."""

    reports: int
    cases: int
    tasks: int

    @property
    def is_any(self) -> bool:
        """Say whether there is any."""
        return bool(self.reports or self.cases or self.tasks)


def held_work(staff_id: int, *, but_for: Badge) -> HeldWork:
    """Count the work of somebody that they may do no more once they have this badge."""
    return HeldWork(
        reports=held_reports(staff_id, but_for=but_for).count(),
        cases=held_cases(staff_id, but_for=but_for).count(),
        tasks=held_tasks(staff_id, but_for=but_for).count(),
    )


def held_reports(staff_id: int, *, but_for: Badge | None) -> QuerySet[Report]:
    """Give the reports somebody has that are not closed; but for those that they may work on with this badge."""
    rows = Report.objects.filter(assignee=staff_id).exclude(state=ReportState.CLOSED)
    return _lost(rows, Deed.TAKE_REPORT, unit="unit", keeps=but_for).order_by("pk")


def held_cases(staff_id: int, *, but_for: Badge | None) -> QuerySet[Case]:
    """Give the open cases somebody is in charge of; but for those that they may work on with this badge."""
    rows = Case.objects.filter(officer=staff_id, state=CaseState.OPEN)
    return _lost(rows, Deed.WORK_ON_CASE, unit="unit", keeps=but_for).order_by("pk")


def held_tasks(staff_id: int, *, but_for: Badge | None) -> QuerySet[CaseTask]:
    """Give the tasks somebody has not done yet; but for those of cases that they may work on with this badge."""
    rows = CaseTask.objects.filter(assignee=staff_id, done_at=None)
    return _lost(rows, Deed.WORK_ON_CASE, unit="case__unit", keeps=but_for).order_by("pk")


def waiting_offers(staff_id: int, *, but_for: Badge | None) -> QuerySet[CaseHandOver]:
    """Give the offers of cases to or by somebody that wait; but for those that they may work on with this badge."""
    between = Q(to=staff_id) | Q(offered_by=staff_id)
    rows = CaseHandOver.objects.filter(between, kind=HandOverKind.COLLEAGUE, answered_at=None)
    return _lost(rows, Deed.WORK_ON_CASE, unit="case__unit", keeps=but_for).order_by("pk")


def _lost(rows: QuerySet[Row], deed: Deed, *, unit: str, keeps: Badge | None) -> QuerySet[Row]:
    """Leave out what this badge still lets them do; without a badge, nothing."""
    if keeps is None:
        return rows
    units = set(rows.order_by().values_list(unit, flat=True).distinct())
    lost = [each for each in units if not may(keeps, deed, unit=each)]
    return rows.filter(**{f"{unit}__in": lost})
