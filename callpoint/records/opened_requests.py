"""A request for support, opened for the person who made it, whose session holds it.

A member of staff opens one by `actions.support_requests` only, which checks access and writes the leaf.

NoSuchRequestError   no request with this id
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from callpoint.records.models import SupportRequest
from callpoint.records.sealed_requests import Call, SupportSeal, Told
from callpoint.rules.support_requests import RequestState


class NoSuchRequestError(LookupError):
    """No request with this id."""


@dataclass(frozen=True, kw_only=True)
class OpenedRequest:
    """A request with its sealed text open."""

    id: UUID
    reference: str
    state: RequestState
    service: str
    unit: str
    language: str
    told: Told
    calls: tuple[Call, ...]
    created_at: datetime
    due_at: datetime | None
    report_id: UUID | None


def opened(request: SupportRequest) -> OpenedRequest:
    """Open every sealed column of a request."""
    seal = SupportSeal.of(request)
    return OpenedRequest(
        id=request.id,
        reference=request.reference,
        state=RequestState(request.state),
        service=request.service,
        unit=request.unit,
        language=request.language,
        told=seal.told(request),
        calls=seal.calls(request),
        created_at=request.created_at,
        due_at=request.due_at,
        report_id=request.report_id,
    )


def own_request(request_id: UUID) -> OpenedRequest:
    """
    Open a request for the person who made it.

    :raises NoSuchRequestError: there is none.
    """
    request = SupportRequest.objects.filter(id=request_id).first()
    if request is None:
        raise NoSuchRequestError
    return opened(request)
