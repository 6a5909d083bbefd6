"""Handing over one exhibit: the file as it lies sealed, and on a page of its own, once, the key that opens it."""

import secrets
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from callpoint.actions.disclosing import DangerousItemError, NoSuchDisclosureError
from callpoint.actions.exhibits import NoSuchExhibitError, WithheldError
from callpoint.actions.handing_over import (
    HandedOver,
    HandOver,
    KeyAlreadyShownError,
    get_sealed_exhibit,
    hand_over_exhibit,
    hand_overs,
)
from callpoint.actions.reading import open_report
from callpoint.clock import now
from callpoint.pages.access import StaysShutError, opens_to
from callpoint.pages.page import FieldError, show
from callpoint.pages.staff.disclosure_pages import BundleView, HandOverPage, KeyPage
from callpoint.pages.staff.frame import signed_in_actor, staff_frame
from callpoint.pages.staff.handing_out import SANDBOX
from callpoint.records.opened import NoSuchReportError
from callpoint.rules.access import Deed, NotAllowedError
from callpoint.rules.disclosing import Terms, TermsNotCompleteError
from callpoint.vault.errors import ExhibitMissingError

Errors = dict[str, str]
"""The name of a field to what is wrong with it."""
MISSING = (NoSuchReportError, NoSuchExhibitError, NoSuchDisclosureError, ExhibitMissingError)


@opens_to(Deed.HAND_OVER)
@require_http_methods(["GET", "POST"])
def staff_hand_over(request: HttpRequest, report_id: UUID, number: int) -> HttpResponse:
    """Ask to whom and what for; then show the key once."""
    try:
        return (_hand_over if request.method == "POST" else _ask)(request, report_id, number)
    except MISSING as missing:
        raise Http404 from missing
    except WithheldError as shut:
        raise StaysShutError from shut
    except NotAllowedError as refused:
        raise PermissionDenied from refused


@opens_to(Deed.HAND_OVER)
@require_GET
def staff_sealed(
    request: HttpRequest, report_id: UUID, number: int, *, hand_over_id: UUID
) -> HttpResponseBase:
    """Stream the sealed file; where it was changed on the disk it ends too early, and `age` says so too."""
    try:
        sealed = get_sealed_exhibit(
            report_id=report_id,
            number=number,
            hand_over_id=hand_over_id,
            by=signed_in_actor(request),
            at=now(),
        )
    except MISSING as missing:
        raise Http404 from missing
    except WithheldError as shut:
        raise StaysShutError from shut
    except (NotAllowedError, DangerousItemError) as refused:
        raise PermissionDenied from refused
    response = StreamingHttpResponse(sealed.pieces, content_type="application/octet-stream")
    # As with an exhibit: its length stays true, and what is sealed is not squeezed.
    response["Content-Encoding"] = "identity"
    response["Content-Length"] = str(sealed.size)
    response["Content-Disposition"] = content_disposition_header(True, sealed.name)
    response["Content-Security-Policy"] = SANDBOX
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _hand_over(request: HttpRequest, report_id: UUID, number: int) -> HttpResponse:
    terms = Terms(
        authority=request.POST.get("authority", ""),
        purpose=request.POST.get("purpose", ""),
        items=(),
        with_dangerous=request.POST.get("dangerous") == "yes",
    )
    try:
        made = hand_over_exhibit(
            report_id=report_id,
            number=number,
            terms=terms,
            send_key=request.POST.get("send_key", ""),
            by=signed_in_actor(request),
            at=now(),
        )
    except TermsNotCompleteError as refused:
        words = {
            "authority": _("Say who gets it, in at most 500 letters."),
            "purpose": _("Say what it is for, in at most 500 letters."),
        }
        return _ask(request, report_id, number, wrong={name: words[name] for name in refused.fields})
    except DangerousItemError:
        return _ask(
            request, report_id, number, wrong={"dangerous": _("This file is dangerous. Tick this box.")}
        )
    except KeyAlreadyShownError:
        shown = _("This key was shown before. Was it lost? Then hand the file over once more.")
        return _ask(request, report_id, number, wrong={"authority": shown})
    return _show_key(request, made, place=(report_id, number))


def _ask(request: HttpRequest, report_id: UUID, number: int, *, wrong: Errors | None = None) -> HttpResponse:
    report = open_report(report_id=report_id, by=signed_in_actor(request), at=now())
    found, errors = hand_overs(report_id=report_id, number=number), wrong or {}
    page = HandOverPage(
        heading=_("Hand over exhibit %(number)s of %(reference)s, sealed")
        % {"number": number, "reference": report.reference},
        name=found.name,
        authority=request.POST.get("authority", ""),
        purpose=request.POST.get("purpose", ""),
        authority_error=errors.get("authority", ""),
        purpose_error=errors.get("purpose", ""),
        has_dangerous=found.is_dangerous,
        dangerous_too=request.POST.get("dangerous") == "yes",
        dangerous_error=errors.get("dangerous", ""),
        send_key=secrets.token_hex(16),
        made=tuple(_made(each, place=(report_id, number)) for each in found.made),
        disclose_url=reverse("staff_disclose", args=[report_id]),
        errors=tuple(FieldError(text=text, href=f"#{name}") for name, text in errors.items()),
        **staff_frame(request, back=reverse("staff_report", args=[report_id])),
    )
    return show(request, page, status=422 if errors else 200)


def _made(each: HandOver, *, place: tuple[UUID, int]) -> BundleView:
    return BundleView(
        url=reverse("staff_sealed", args=[*place, each.id]),
        authority=each.terms.authority,
        purpose=each.terms.purpose,
        made_by=each.made_by,
        made_at=each.made_at,
    )


def _show_key(request: HttpRequest, made: HandedOver, *, place: tuple[UUID, int]) -> HttpResponse:
    page = KeyPage(
        heading=_("The sealed file and its key"),
        sha256=made.sha256,
        secret=made.identity,
        opens=f"age -d -i key.txt -o {made.file_name} {made.file_name}.age",
        compares=f"sha256sum {made.file_name}",
        sealed_url=reverse("staff_sealed", args=[*place, made.id]),
        done_url=reverse("staff_hand_over", args=[*place]),
        **staff_frame(request),
    )
    return show(request, page)
