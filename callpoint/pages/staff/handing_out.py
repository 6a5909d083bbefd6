"""How a file leaves: as an attachment or a picture that no browser takes for a page of ours, from the second name if set."""

from typing import Final

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import redirect
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_GET

from callpoint.actions.opening import OpenedExhibit
from callpoint.clock import now
from callpoint.pages.access import Audience, opens_to
from callpoint.pages.page import send_uncompressed
from callpoint.pages.passes import PASS_PATH, FilePass, NoSuchPassError, give_pass, use_pass
from callpoint.rules.file_kinds import read_kind
from callpoint.vault.errors import VaultError
from callpoint.vault.looking.seen import NotSeenError
from callpoint.vault.previewing import picture_of

SANDBOX: Final = "sandbox; default-src 'none'"


def hand_out(request: HttpRequest, opened: OpenedExhibit, *, picture: int = 0) -> HttpResponseBase:
    """Answer with the file or one picture of it; where a second name is set, lead there with a pass."""
    given = FilePass(
        exhibit_id=str(opened.id),
        name=opened.name,
        size=opened.size,
        media_type=opened.media_type,
        sha256=opened.sha256,
        identity=opened.identity,
        picture=picture,
        session=request.session.session_key or "",
    )
    host = settings.CALLPOINT.exhibits.host
    if host:
        token = give_pass(given, at=now())
        return redirect(f"{request.scheme}://{host}{PASS_PATH}{token}/")
    return _answer(given)


@opens_to(Audience.ANYONE)
@require_GET
def file_for_pass(request: HttpRequest, token: str) -> HttpResponseBase:
    """Answer whoever holds a pass, once."""
    del request
    try:
        response = _answer(use_pass(token, at=now()))
    except NoSuchPassError as refused:
        raise Http404 from refused
    response["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response


def no_such_file(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Say nothing but that there is nothing: this name has no pages."""
    del request, exception
    return HttpResponse(status=404, content_type="text/plain")


def _answer(given: FilePass) -> HttpResponseBase:
    try:
        return _as_picture(given) if given.picture else _as_attachment(given)
    except (NotSeenError, VaultError) as missing:
        raise Http404 from missing


def _as_attachment(given: FilePass) -> StreamingHttpResponse:
    response = StreamingHttpResponse(_opened(given).pieces, content_type="application/octet-stream")
    # Told so, the compressing middleware leaves it alone: its length stays true, and what is sealed is not squeezed.
    response["Content-Encoding"] = "identity"
    response["Content-Length"] = str(given.size)
    response["Content-Disposition"] = content_disposition_header(True, given.name)
    response["Content-Security-Policy"] = SANDBOX
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _as_picture(given: FilePass) -> HttpResponse:
    kind = read_kind(given.media_type)
    drawn = picture_of(_opened(given).pieces, kind=kind, number=given.picture)
    response = HttpResponse(drawn, content_type="image/png")
    send_uncompressed(response)
    response["Content-Disposition"] = "inline"
    response["Content-Security-Policy"] = SANDBOX
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _opened(given: FilePass) -> OpenedExhibit:
    return OpenedExhibit(
        id=given.id,
        name=given.name,
        size=given.size,
        media_type=given.media_type,
        sha256=given.sha256,
        identity=given.identity,
    )
