"""Resumable uploads by the tus protocol 1.0: creation, checksum, expiration and termination, for one's own report.

The address of an upload opens nothing by itself: the session has to hold its report, and our own page's token has to
come as a header. To everybody else there is no such upload.
"""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Final
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.http import http_date
from django.utils.translation import gettext as _

from callpoint.actions.acting import reporter
from callpoint.actions.exhibits import ExhibitError
from callpoint.actions.uploading import (
    NewUpload,
    OffsetMismatchError,
    UploadError,
    begin_upload,
    check_has_room,
    drop_lost_upload,
    drop_upload,
    longest_pause,
    open_upload,
)
from callpoint.clock import now
from callpoint.formats.tus_headers import (
    ALGORITHMS,
    TusHeaderError,
    read_checksum,
    read_metadata,
    read_whole_number,
)
from callpoint.pages.access import Audience, opens_to
from callpoint.pages.public.evidence import door_of, given_word
from callpoint.pages.public.limits import may_add_files, places_for_files
from callpoint.pages.public.reporting import Held, held
from callpoint.pages.public.tus_body import ChecksumMismatchError, CutOffError, Reception
from callpoint.pages.public.tus_refusals import Refused, refusal_of
from callpoint.records.opened import NoSuchReportError
from callpoint.rules.exhibits import Door
from callpoint.vault.errors import PartsLostError, VaultError
from callpoint.vault.exhibits import ExhibitWords
from callpoint.vault.uploads import OpenUpload, Said

VERSION: Final = "1.0.0"
EXTENSIONS: Final = ("creation", "checksum", "expiration", "termination")
BODY_TYPE: Final = "application/offset+octet-stream"
FORMS: Final = frozenset({"application/x-www-form-urlencoded", "multipart/form-data"})
"""Forms bring their token in the body; here it comes as a header, which no form can send."""
EXPECTED: Final = (
    Refused,
    TusHeaderError,
    ChecksumMismatchError,
    CutOffError,
    VaultError,
    UploadError,
    ExhibitError,
    NoSuchReportError,
)

Deed = Callable[..., HttpResponse]


@opens_to(Audience.REPORTER)
def uploads(request: HttpRequest) -> HttpResponse:
    """Begin an upload, or say what this server can do."""
    return _answer(request, {"POST": _begin, "OPTIONS": _options})


@opens_to(Audience.REPORTER)
def upload(request: HttpRequest, upload_id: UUID) -> HttpResponse:
    """Say how far an upload is, take more of it, or drop it."""
    deeds: Mapping[str, Deed] = {"HEAD": _tell, "PATCH": _take, "DELETE": _drop, "OPTIONS": _options}
    return _answer(request, deeds, upload_id=upload_id)


def _answer(request: HttpRequest, deeds: Mapping[str, Deed], **about: UUID) -> HttpResponse:
    """Do what the method says, and turn every refusal into its status and a sentence."""
    method = _method_of(request)
    try:
        if method not in deeds:
            response = HttpResponse(status=405, headers={"Allow": ", ".join(deeds)})
        elif method != "OPTIONS" and request.headers.get("Tus-Resumable") != VERSION:
            response = HttpResponse(status=412, headers={"Tus-Version": VERSION})
        else:
            response = deeds[method](request, **about)
    except EXPECTED as refused:
        response = refusal_of(refused)
    response["Tus-Resumable"] = VERSION
    response["Cache-Control"] = "no-store"
    return response


def _method_of(request: HttpRequest) -> str:
    """Read the method; a POST may name another, as the protocol has it for clients that can send no PATCH."""
    named = request.headers.get("X-HTTP-Method-Override", "").upper()
    # Of a GET the token was not looked at, so it may not become anything else.
    return named if named and request.method == "POST" else str(request.method)


def _options(request: HttpRequest, **about: UUID) -> HttpResponse:
    del request, about
    return HttpResponse(
        status=204,
        headers={
            "Tus-Version": VERSION,
            "Tus-Extension": ",".join(EXTENSIONS),
            "Tus-Max-Size": str(settings.CALLPOINT.exhibits.most_bytes),
            "Tus-Checksum-Algorithm": ",".join(ALGORITHMS),
        },
    )


def _begin(request: HttpRequest) -> HttpResponse:
    mine = _mine(request)
    if request.content_type in FORMS:
        raise Refused(415)
    length = read_whole_number(request.headers.get("Upload-Length"))
    header = request.headers.get("Upload-Metadata", "")
    told = read_metadata(header)
    _check_door(request, mine)
    if not may_add_files(request):
        raise Refused(429, _("Many files came from your network just now. Please try again in an hour."))
    begun = begin_upload(
        report_id=mine.report.id,
        new=NewUpload(
            length=length,
            said=Said(words=_words(told), metadata=header),
            send_key=told.get("key", ""),
            word=given_word(request, mine),
        ),
        by=reporter(mine.report.id),
        at=now(),
    )
    return HttpResponse(
        status=201,
        headers={"Location": reverse("upload", args=[begun]), "Upload-Expires": _expiry(now())},
    )


def _words(told: Mapping[str, str]) -> ExhibitWords:
    """Take the words from the metadata; a file without a name is called so."""
    name = told.get("filename") or told.get("name") or _("File without a name")
    return ExhibitWords(
        name=name, **{each: told.get(each, "").strip() for each in ("shows", "taken", "original")}
    )


def _tell(request: HttpRequest, upload_id: UUID) -> HttpResponse:
    mine = _mine(request, upload_id)
    found = open_upload(report_id=mine.report.id, upload_id=upload_id, at=now())
    headers = {"Upload-Offset": str(found.received), "Upload-Length": str(found.length)}
    if found.said.metadata:
        headers["Upload-Metadata"] = found.said.metadata
    if not found.is_whole:
        headers["Upload-Expires"] = _expiry(found.changed_at)
    return HttpResponse(headers=headers)


def _take(request: HttpRequest, upload_id: UUID) -> HttpResponse:
    mine = _mine(request, upload_id)
    if request.content_type != BODY_TYPE:
        raise Refused(415)
    offset = read_whole_number(request.headers.get("Upload-Offset"))
    to_come = read_whole_number(request.META.get("CONTENT_LENGTH") or "0")
    checksum = read_checksum(request.headers.get("Upload-Checksum"))
    found = open_upload(report_id=mine.report.id, upload_id=upload_id, at=now())
    _check_may_go_on(request, mine, found, offset=offset, to_come=to_come)
    with places_for_files.one() as is_free:
        if not is_free:
            raise Refused(503, _("Many files are coming in just now. Please try again in a minute."))
        reception = Reception(
            request=request,
            report_id=mine.report.id,
            upload=found,
            word=given_word(request, mine),
            checksum=checksum,
        )
        received = _received(reception, to_come)
    headers = {"Upload-Offset": str(received)}
    if received < found.length:
        headers["Upload-Expires"] = _expiry(now())
    return HttpResponse(status=204, headers=headers)


def _received(reception: Reception, to_come: int) -> int:
    """Take the body in; an upload whose parts are gone can never be whole, so it is dropped, where it is still so."""
    try:
        return reception.take(to_come)
    except PartsLostError:
        drop_lost_upload(
            report_id=reception.report_id,
            seen=reception.upload,
            by=reporter(reception.report_id),
            at=now(),
        )
        raise


def _check_may_go_on(
    request: HttpRequest, mine: Held, found: OpenUpload, *, offset: int, to_come: int
) -> None:
    if offset != found.received:
        raise OffsetMismatchError
    if offset + to_come > found.length:
        raise Refused(413)
    if found.is_whole:
        return
    _check_door(request, mine)
    check_has_room(length=found.length, received=found.received)


def _drop(request: HttpRequest, upload_id: UUID) -> HttpResponse:
    mine = _mine(request, upload_id)
    open_upload(report_id=mine.report.id, upload_id=upload_id, at=now())
    _let_go(mine.report.id, upload_id)
    return HttpResponse(status=204)


def _let_go(report_id: UUID, upload_id: UUID) -> None:
    drop_upload(report_id=report_id, upload_id=upload_id, by=reporter(report_id), at=now())


def _mine(request: HttpRequest, upload_id: UUID | None = None) -> Held:
    """Open the report of the session; without one there is no upload either."""
    mine = held(request)
    if mine is None:
        raise (
            Refused(404)
            if upload_id
            else Refused(403, _("Your visit has ended. Please come back with your code."))
        )
    return mine


def _check_door(request: HttpRequest, mine: Held) -> None:
    if door_of(request, mine) is not Door.OPEN:
        raise Refused(403, _("We cannot take files for this report. It is kept without them."))


def _expiry(changed_at: datetime) -> str:
    return http_date((changed_at + longest_pause()).timestamp())
