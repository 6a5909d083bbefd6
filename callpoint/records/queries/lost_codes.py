"""The list of requests for a new private code: when each was asked, and nothing of what it says."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from callpoint.records.models import LostCodeRequest

MOST_LISTED = 200


@dataclass(frozen=True, kw_only=True)
class WaitingRequest:
    """One request that waits for a person."""

    id: UUID
    asked_at: datetime


def lost_codes_waiting() -> tuple[WaitingRequest, ...]:
    """List the requests that wait, oldest first, at most 200."""
    rows = LostCodeRequest.objects.filter(closed_at=None).order_by("asked_at")[:MOST_LISTED]
    return tuple(WaitingRequest(id=row.id, asked_at=row.asked_at) for row in rows)
