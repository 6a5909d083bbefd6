"""Hands an exhibit out to staff: as a file to keep, never as a page of this site."""

from collections.abc import Iterator
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponseBase, StreamingHttpResponse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_GET

from callpoint.actions.exhibits import NoSuchExhibitError, WithheldError
from callpoint.actions.reading import OpenedExhibit, open_exhibit
from callpoint.clock import now
from callpoint.pages.access import opens_to
from callpoint.pages.staff.frame import signed_in_actor
from callpoint.records.opened import NoSuchReportError
from callpoint.rules.access import Deed, NotAllowedError
from callpoint.vault.errors import ExhibitMissingError


@opens_to(Deed.OPEN_REPORT)
@require_GET
def staff_exhibit(request: HttpRequest, report_id: UUID, number: int) -> HttpResponseBase:
    """Stream the file of an exhibit as it was sent; a file that was changed ends too early and is seen as broken."""
    try:
        opened = open_exhibit(report_id=report_id, number=number, by=signed_in_actor(request), at=now())
    except (NoSuchReportError, NoSuchExhibitError, ExhibitMissingError) as missing:
        raise Http404 from missing
    except (NotAllowedError, WithheldError) as refused:
        raise PermissionDenied from refused
    return _as_attachment(opened)


def _as_attachment(opened: OpenedExhibit) -> StreamingHttpResponse:
    """Answer so that no browser shows the file or takes it for a page of ours."""
    pieces: Iterator[bytes] = opened.pieces
    response = StreamingHttpResponse(pieces, content_type="application/octet-stream")
    # Told so, the compressing middleware leaves it alone: its length stays true, and what is sealed is not squeezed.
    response["Content-Encoding"] = "identity"
    response["Content-Length"] = str(opened.size)
    response["Content-Disposition"] = content_disposition_header(True, opened.name)
    response["Content-Security-Policy"] = "sandbox"
    response["X-Content-Type-Options"] = "nosniff"
    return response
