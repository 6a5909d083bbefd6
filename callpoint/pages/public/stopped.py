"""What a reporter reads whose new words were stopped for a time, and how they say that this is wrong."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.http import HttpRequest
from django.utils.translation import gettext as _

from callpoint.actions.abuse import NoBlockError, SaidBeforeError, disagree_with_block
from callpoint.actions.acting import reporter
from callpoint.clock import now
from callpoint.records.opened_abuse import own_block
from callpoint.rules.closing_reasons import ReasonNotTakenError


@dataclass(frozen=True, kw_only=True)
class StoppedPart:
    """Until when no new words are taken, why, and the form to disagree."""

    until: datetime
    told: str
    is_said: bool
    typed: str
    error: str


def stopped_part(request: HttpRequest, report_id: UUID, *, error: str = "") -> StoppedPart | None:
    """Make the part; None where nothing is stopped."""
    found = own_block(report_id, at=now())
    if found is None:
        return None
    return StoppedPart(
        until=found.until,
        told=found.told,
        is_said=found.disagreed_at is not None,
        typed=request.POST.get("disagree", ""),
        error=error,
    )


def disagree(request: HttpRequest, report_id: UUID) -> str:
    """Take what a reporter says against it, and say what is wrong with that; '' where nothing is, or it was said."""
    words = request.POST.get("disagree", "")
    try:
        disagree_with_block(report_id=report_id, words=words, by=reporter(report_id), at=now())
    except ReasonNotTakenError:
        return _("Write why this is wrong, in at most 2,000 letters.")
    except (NoBlockError, SaidBeforeError):
        return ""
    return ""
