"""The moves of a report between units, and which of them can be taken back."""

from dataclasses import dataclass
from datetime import datetime

from callpoint.records.models import Move, Report
from callpoint.records.sealed import ReportSeal
from callpoint.records.sealed_moves import open_move_reason


@dataclass(frozen=True, kw_only=True)
class OpenedMove:
    """One move of a report, with its reason open."""

    from_unit: str
    to_unit: str
    reason: str
    moved_by: str
    moved_at: datetime
    undone_at: datetime | None


def undoable_move(report: Report, *, staff_id: int) -> Move | None:
    """Give the last move of a report where this person can take it back; a reading by whoever moved it counts too."""
    last = Move.objects.filter(report=report).order_by("-moved_at", "-pk").first()
    if last is None or last.undone_at is not None or last.moved_by_id != staff_id:
        return None
    was_read = report.last_read_at is not None and report.last_read_at > last.moved_at
    return None if was_read or report.assignee_id not in {None, staff_id} else last


def opened_moves(report: Report, seal: ReportSeal) -> tuple[OpenedMove, ...]:
    """Open the moves of a report, the newest first, for the action that shows them and writes the leaf."""
    rows = Move.objects.filter(report=report).select_related("moved_by").order_by("-moved_at", "-pk")
    return tuple(
        OpenedMove(
            from_unit=row.from_unit,
            to_unit=row.to_unit,
            reason=open_move_reason(seal, row),
            moved_by=row.moved_by.display_name,
            moved_at=row.moved_at,
            undone_at=row.undone_at,
        )
        for row in rows
    )
