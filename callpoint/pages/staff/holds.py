"""The legal hold on the page of a report: who holds it and why, and the form that places or lifts it."""

from uuid import UUID

from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from callpoint.actions.holding_reports import (
    AlreadyHeldError,
    NotHeldError,
    ReasonNotTakenError,
    lift_hold,
    place_hold,
)
from callpoint.actions.reading import OpenedReport
from callpoint.clock import now
from callpoint.pages.staff.frame import signed_in_actor
from callpoint.pages.staff.pages import HoldView

DEEDS = {"hold": place_hold, "lift": lift_hold}
"""What the form's buttons do."""


def change_hold(request: HttpRequest, report_id: UUID) -> str:
    """Place or lift a hold and say what is wrong with the reason, '' where nothing is; a repeat does nothing more."""
    deed = DEEDS[request.POST.get("do", "")]
    try:
        deed(
            report_id=report_id,
            reason=request.POST.get("reason", ""),
            by=signed_in_actor(request),
            at=now(),
        )
    except ReasonNotTakenError as refused:
        return _too_long(refused.over) if refused.over else _("Say why. A court or another officer may ask.")
    except (AlreadyHeldError, NotHeldError):
        return ""
    return ""


def holds_shown(report: OpenedReport) -> tuple[HoldView, ...]:
    """Give the holds of a report, the newest first."""
    return tuple(
        HoldView(
            reason=each.reason,
            placed_by=each.placed_by,
            placed_at=each.placed_at,
            lift_reason=each.lift_reason,
            lifted_by=each.lifted_by,
            lifted_at=each.lifted_at,
        )
        for each in report.holds
    )


def _too_long(over: int) -> str:
    words = ngettext(
        "Make the reason %(over)s letter shorter.", "Make the reason %(over)s letters shorter.", over
    )
    return words % {"over": over}
