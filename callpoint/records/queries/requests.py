"""Lists of requests for support: readable columns only."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import F

from callpoint.records.models import SupportRequest
from callpoint.rules.access import EVERY_UNIT, Badge
from callpoint.rules.support_requests import RequestState

PAGE_SIZE = 50


@dataclass(frozen=True, kw_only=True)
class RequestRow:
    """One line of the list; it holds nothing that was sealed."""

    id: UUID
    reference: str
    state: RequestState
    service: str
    unit: str
    language: str
    created_at: datetime
    due_at: datetime | None


@dataclass(frozen=True, kw_only=True)
class RequestPage:
    """One page of the list and how many requests there are in all."""

    rows: Sequence[RequestRow]
    total: int
    number: int
    pages: int


def requests_to_talk(
    *, badge: Badge, state: RequestState = RequestState.WAITING, number: int = 1
) -> RequestPage:
    """
    List the requests of one state that a badge may see: what is due first, then what came first.

    `number` counts pages from 1 and is brought into range.
    """
    requests = SupportRequest.objects.filter(state=state)
    if badge.role not in EVERY_UNIT:
        requests = requests.filter(unit=badge.unit)
    total = requests.count()
    pages = max(1, -(-total // PAGE_SIZE))
    number = min(max(1, number), pages)
    chosen = requests.order_by(F("due_at").asc(nulls_last=True), "created_at")[
        (number - 1) * PAGE_SIZE : number * PAGE_SIZE
    ]
    return RequestPage(rows=[_row(request) for request in chosen], total=total, number=number, pages=pages)


def unit_of_request(request_id: UUID) -> str:
    """Give the id of the unit that holds a request; '' where there is none."""
    return SupportRequest.objects.values_list("unit", flat=True).filter(id=request_id).first() or ""


def _row(request: SupportRequest) -> RequestRow:
    return RequestRow(
        id=request.id,
        reference=request.reference,
        state=RequestState(request.state),
        service=request.service,
        unit=request.unit,
        language=request.language,
        created_at=request.created_at,
        due_at=request.due_at,
    )
