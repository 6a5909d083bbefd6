"""Opens what is suggested of a report and what people decided, for the action that shows it and writes the leaf."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from callpoint.actions.assessment_basis import NOTHING_DECIDED, decisions_of, mark_of, suggested_now
from callpoint.records.additions import ToldByNow
from callpoint.records.models import Assessment, Report
from callpoint.records.sealed import ReportSeal
from callpoint.records.sealed_assessments import AssessmentSeal
from callpoint.rules.assessment import model
from callpoint.rules.assessment.model import VALUE_NAMES, Values
from callpoint.rules.deciding import Chosen, Decision, Step, Value, in_force, values_in
from callpoint.rules.links import ReportLinks
from callpoint.rules.suggesting import Suggestion


@dataclass(frozen=True, kw_only=True)
class OpenedDecision:
    """One decision of a person that stands."""

    id: UUID
    step: Step
    set: Chosen
    before: Chosen
    reason_code: str
    words: str
    by: str
    at: datetime
    criteria_version: str


@dataclass(frozen=True, kw_only=True)
class Difference:
    """What is suggested otherwise than before."""

    name: str
    was: Value
    is_now: Value


@dataclass(frozen=True, kw_only=True)
class OpenedAssessment:
    """What is suggested of a report, what people decided, and what changed since."""

    suggestion: model.Assessment
    values: Values
    """What is in force: as decided, else as the columns say."""
    decided: Chosen
    decisions: tuple[OpenedDecision, ...]
    """Those that stand, the newest first."""
    differences: tuple[Difference, ...]
    """What is suggested otherwise since it was decided, or, where nobody decided, since it was first suggested."""
    assessed_at: datetime | None
    suggestion_mark: str

    @property
    def decision_mark(self) -> str:
        """Give the mark of the newest decision, which a form sends back."""
        return str(self.decisions[0].id) if self.decisions else NOTHING_DECIDED


def assessment_shown(
    report: Report, seal: ReportSeal, *, told: ToldByNow, linked: ReportLinks, read: Suggestion
) -> OpenedAssessment:
    """Open what is suggested of a report whose answers were `read` so, and the decisions on it."""
    suggestion, own = suggested_now(report, told, linked, suggestion=read), AssessmentSeal(seal.key)
    rows = decisions_of(report)
    opened = tuple(_opened(row, own) for row in reversed(rows))
    return OpenedAssessment(
        suggestion=suggestion,
        values=_in_force(report),
        decided=in_force([Decision.read(own.opened(row, "decision")) for row in rows]),
        decisions=opened,
        differences=_differences(_before(report, rows, own), suggestion.values),
        assessed_at=report.assessed_at,
        suggestion_mark=mark_of(suggestion),
    )


def _opened(row: Assessment, seal: AssessmentSeal) -> OpenedDecision:
    decision = Decision.read(seal.opened(row, "decision"))
    return OpenedDecision(
        id=row.id,
        step=Step(row.step),
        set=decision.set,
        before=decision.before,
        reason_code=row.reason_code,
        words=seal.words(row),
        by=row.made_by.display_name if row.made_by else "",
        at=row.made_at,
        criteria_version=row.criteria_version,
    )


def _in_force(report: Report) -> Values:
    found: Mapping[str, Value] = {name: getattr(report, name) for name in VALUE_NAMES}
    return Values(**{**found, "call_for_service": int(report.call_for_service)})  # type: ignore[arg-type]  # columns hold what the values are


def _before(report: Report, rows: Sequence[Assessment], seal: AssessmentSeal) -> Values | None:
    """Give the suggestion that the newest decision was made on, else the first that was kept; None where there is none."""
    of_report = Assessment.objects.filter(report=report, step=Step.SUGGESTED)
    row = rows[-1] if rows else of_report.order_by("made_at", "id").first()
    return values_in(seal.opened(row, "suggestion")) if row else None


def _differences(before: Values | None, now: Values) -> tuple[Difference, ...]:
    if before is None:
        return ()
    return tuple(
        Difference(name=name, was=getattr(before, name), is_now=getattr(now, name))
        for name in before.differing(now)
    )
