"""One exhibit before staff: the original as a file to keep, a preview, its pictures, its chain of custody."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from callpoint.actions.exhibits import DangerousError, NoSuchExhibitError, WithheldError
from callpoint.actions.opening import (
    OpenedExhibit,
    open_custody,
    open_dangerous_exhibit,
    open_exhibit,
    preview_exhibit,
    show_picture,
)
from callpoint.clock import now
from callpoint.pages.access import StaysShutError, opens_to
from callpoint.pages.page import show
from callpoint.pages.sizes import size_words
from callpoint.pages.staff.exhibit_pages import CustodyPage, DangerousPage, PreviewPage
from callpoint.pages.staff.exhibit_words import (
    covered_picture,
    custody_rows,
    entry_rows,
    fact_rows,
    kind_words,
    scan_words,
    unseen_words,
    warnings,
)
from callpoint.pages.staff.frame import signed_in_actor, staff_frame
from callpoint.pages.staff.handing_out import hand_out
from callpoint.records.opened import NoSuchReportError
from callpoint.rules.access import Deed, NotAllowedError
from callpoint.rules.file_kinds import Family, read_kind
from callpoint.vault.errors import ExhibitChangedError, ExhibitMissingError
from callpoint.vault.looking.seen import NotSeenError, Seen
from callpoint.vault.previewing import preview_of


@opens_to(Deed.OPEN_REPORT)
@require_GET
def staff_exhibit(request: HttpRequest, report_id: UUID, number: int) -> HttpResponseBase:
    """Hand out the file as it was sent; where a scanner calls it dangerous, ask for one more press first."""
    try:
        return hand_out(request, _opened(open_exhibit, request, report_id, number=number))
    except DangerousError:
        return _ask_once_more(request, report_id, number)


@opens_to(Deed.OPEN_REPORT)
@require_POST
def staff_dangerous(request: HttpRequest, report_id: UUID, number: int) -> HttpResponseBase:
    """Hand out a file that a scanner calls dangerous, after the press that says so."""
    return hand_out(request, _opened(open_dangerous_exhibit, request, report_id, number=number))


@opens_to(Deed.OPEN_REPORT)
@require_GET
def staff_preview(request: HttpRequest, report_id: UUID, number: int) -> HttpResponse:
    """Show what is seen of an exhibit, or say why nothing is; the original is offered either way."""
    try:
        opened = _opened(preview_exhibit, request, report_id, number=number)
    except DangerousError:
        return _ask_once_more(request, report_id, number)
    seen, unseen = Seen(), ""
    try:
        seen = preview_of(opened.pieces, kind=read_kind(opened.media_type))
    except NotSeenError as refused:
        unseen = unseen_words(refused.why, read_kind(opened.media_type))
    except ExhibitChangedError:
        unseen = _("This file was changed on our disk. Do not use it. Tell who runs the service.")
    return show(request, _preview_page(request, opened, seen, unseen=unseen, place=(report_id, number)))


@opens_to(Deed.OPEN_REPORT)
@require_GET
def staff_picture(request: HttpRequest, report_id: UUID, number: int, *, picture: int) -> HttpResponseBase:
    """Hand out one picture of a preview, drawn anew."""
    try:
        return hand_out(
            request, _opened(show_picture, request, report_id, number=number), picture=max(picture, 1)
        )
    except DangerousError as refused:
        raise PermissionDenied from refused


@opens_to(Deed.OPEN_REPORT)
@require_GET
def staff_custody(request: HttpRequest, report_id: UUID, number: int) -> HttpResponse:
    """Show the chain of custody of an exhibit, to print."""
    with refusals():
        opened = open_custody(report_id=report_id, number=number, by=signed_in_actor(request), at=now())
    page = CustodyPage(
        heading=_("Chain of custody"),
        reference=opened.reference,
        number=opened.line.number,
        name=opened.line.name,
        size=size_words(opened.line.size),
        sha256=opened.line.sha256,
        kind=kind_words(opened.line.media_type),
        scan=scan_words(opened.line.scan),
        shown_at=now(),
        rows=custody_rows(opened.custody),
        **staff_frame(request, back=reverse("staff_report", args=[report_id])),
    )
    return show(request, page)


def _opened(
    deed: Callable[..., OpenedExhibit], request: HttpRequest, report_id: UUID, *, number: int
) -> OpenedExhibit:
    with refusals():
        return deed(report_id=report_id, number=number, by=signed_in_actor(request), at=now())


@contextmanager
def refusals() -> Iterator[None]:
    """Turn what actions refuse into what a page answers."""
    try:
        yield
    except (NoSuchReportError, NoSuchExhibitError, ExhibitMissingError) as missing:
        raise Http404 from missing
    except WithheldError as shut:
        raise StaysShutError from shut
    except NotAllowedError as refused:
        raise PermissionDenied from refused


def _ask_once_more(request: HttpRequest, report_id: UUID, number: int) -> HttpResponse:
    with refusals():
        line = open_custody(report_id=report_id, number=number, by=signed_in_actor(request), at=now()).line
    page = DangerousPage(
        heading=_("This file is dangerous"),
        name=line.name,
        action=reverse("staff_dangerous", args=[report_id, number]),
        **staff_frame(request, back=reverse("staff_report", args=[report_id])),
    )
    return show(request, page)


def _preview_page(
    request: HttpRequest, opened: OpenedExhibit, seen: Seen, *, unseen: str, place: tuple[UUID, int]
) -> PreviewPage:
    kind = read_kind(opened.media_type)
    return PreviewPage(
        heading=_("Preview"),
        number=place[1],
        name=opened.name,
        size=size_words(opened.size),
        kind=kind_words(opened.media_type),
        warnings=warnings(opened.name, kind),
        unseen=unseen,
        facts=fact_rows(seen),
        text=seen.text,
        entries=entry_rows(seen),
        is_mail=kind.family is Family.MAIL,
        is_cut=seen.is_cut,
        pictures=tuple(
            covered_picture(reverse("staff_picture", args=[*place, picture]), veil)
            for picture, veil in enumerate(seen.veils[: seen.pictures], start=1)
        ),
        original_url=reverse("staff_exhibit", args=[*place]),
        **staff_frame(request, back=reverse("staff_report", args=[place[0]])),
    )
