"""Why a report is restricted and who was let in, opened to be shown."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from callpoint.records.models import Admission, Report, Restriction
from callpoint.records.sealed import ReportSeal
from callpoint.records.sealed_restrictions import DoorSeal
from callpoint.rules.restricting import Answer, Behind, Why


@dataclass(frozen=True, kw_only=True)
class OpenedAdmission:
    """One person and one door: why they asked, and what came of it."""

    id: UUID
    behind: Behind
    name: str
    staff_id: int
    reason: str
    asked_at: datetime
    answer: Answer | None
    """None while nobody decided."""
    decided_by: str
    decided_at: datetime | None
    words: str
    until: datetime | None


@dataclass(frozen=True, kw_only=True)
class OpenedRestriction:
    """Why a report is restricted, and who was let in since."""

    id: UUID
    why: Why
    reason: str
    kept_from: str
    """The name of whom nobody lets in; '' for nobody."""
    kept_from_id: int | None
    placed_by: str
    placed_at: datetime
    admissions: tuple[OpenedAdmission, ...]
    """To the report, the newest first."""


def opened_restriction(report: Report, seal: ReportSeal) -> OpenedRestriction | None:
    """Open the restriction that holds; None where there is none."""
    people = ("placed_by", "kept_from")
    row = Restriction.objects.filter(report=report, lifted_at=None).select_related(*people).first()
    if row is None:
        return None
    door = DoorSeal(seal.key)
    since = Admission.objects.filter(report=report, behind=Behind.REPORT, asked_at__gte=row.placed_at)
    return OpenedRestriction(
        id=row.id,
        why=Why(row.why),
        reason=door.reason(row),
        kept_from=str(row.kept_from or ""),
        kept_from_id=row.kept_from_id,
        placed_by=str(row.placed_by),
        placed_at=row.placed_at,
        admissions=tuple(
            opened_admission(each, door)
            for each in since.select_related("staff", "decided_by").order_by("-asked_at", "id")
        ),
    )


def opened_admission(row: Admission, door: DoorSeal) -> OpenedAdmission:
    """Open what was asked and answered."""
    return OpenedAdmission(
        id=row.id,
        behind=Behind(row.behind),
        name=str(row.staff),
        staff_id=row.staff_id,
        reason=door.asked(row),
        asked_at=row.asked_at,
        answer=Answer(row.answer) if row.answer else None,
        decided_by=str(row.decided_by or ""),
        decided_at=row.decided_at,
        words=door.answered(row),
        until=row.until,
    )
