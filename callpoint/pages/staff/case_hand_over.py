"""Handing a case over: what the next person must know, the offer, the answer, and the pack for another force."""

import logging
from collections.abc import Callable
from itertools import chain
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from callpoint.actions.case_basis import CaseError, NoSuchCaseError
from callpoint.actions.case_handing_over import (
    NotForYouError,
    accept_case,
    offer_case,
    offer_case_to_force,
    refuse_case,
)
from callpoint.actions.case_packing import NoSuchPackError, hand_out_pack
from callpoint.actions.cases_shown import read_case
from callpoint.clock import now
from callpoint.formats.pdf import PaperNotMadeError
from callpoint.pages.access import opens_to
from callpoint.pages.page import show
from callpoint.pages.staff.case_hand_over_view import hand_over_page, hours_of
from callpoint.pages.staff.case_paper import pack_pdf
from callpoint.pages.staff.case_words import Wrong, wrong_with
from callpoint.pages.staff.frame import signed_in_actor, staff_frame
from callpoint.rules.access import Deed, NotAllowedError
from callpoint.rules.cases import CaseRuleError

log = logging.getLogger(__name__)


@opens_to(Deed.WORK_ON_CASE)
@require_http_methods(["GET", "POST"])
def staff_case_hand_over(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Show what the next person must know; offer the case, accept or refuse it."""
    try:
        if request.method != "POST":
            return _show(request, case_id, {})
        wrong = _done(request, case_id)
        if wrong:
            return _show(request, case_id, wrong)
    except NoSuchCaseError as missing:
        raise Http404 from missing
    except (NotAllowedError, NotForYouError) as refused:
        raise PermissionDenied from refused
    return redirect("staff_case_hand_over", case_id)


@opens_to(Deed.DISCLOSE)
@require_POST
def staff_case_pack(request: HttpRequest, case_id: UUID, offer_id: UUID) -> HttpResponseBase:
    """Stream the pack of a case as it now stands."""
    try:
        opened = hand_out_pack(
            case_id=case_id, offer_id=offer_id, paper=pack_pdf, by=signed_in_actor(request), at=now()
        )
        first = next(opened.pieces)
    except (NoSuchCaseError, NoSuchPackError) as missing:
        raise Http404 from missing
    except NotAllowedError as refused:
        raise PermissionDenied from refused
    except PaperNotMadeError as error:
        log.exception("A paper was not made: status %s", error.status)
        return _show(request, case_id, {"": _("The paper in it could not be made. Try again.")})
    response = StreamingHttpResponse(chain([first], opened.pieces), content_type="application/octet-stream")
    response["Content-Encoding"] = "identity"
    response["Content-Disposition"] = content_disposition_header(True, opened.name)
    response["Content-Security-Policy"] = "sandbox"
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _done(request: HttpRequest, case_id: UUID) -> Wrong:
    deed = _DEEDS.get(request.POST.get("do", ""))
    if deed is None:
        return {}
    try:
        deed(request, case_id)
    except (NoSuchCaseError, NotForYouError):
        raise
    except (CaseRuleError, CaseError) as refused:
        return {name: text for name, text in wrong_with(refused).items() if name != "task-who"}
    return {}


def _offer_to_colleague(request: HttpRequest, case_id: UUID) -> None:
    to, note = request.POST.get("to", ""), request.POST.get("note", "")
    colleague = int(to) if to.isdecimal() else 0
    offer_case(case_id=case_id, to=colleague, note=note, by=signed_in_actor(request), at=now())


def _offer_to_force(request: HttpRequest, case_id: UUID) -> None:
    body, purpose = request.POST.get("body", ""), request.POST.get("purpose", "")
    offer_case_to_force(case_id=case_id, body=body, purpose=purpose, by=signed_in_actor(request), at=now())


def _accept(request: HttpRequest, case_id: UUID) -> None:
    answer = request.POST.get("answer", "")
    accept_case(case_id=case_id, answer=answer, by=signed_in_actor(request), at=now())


def _refuse(request: HttpRequest, case_id: UUID) -> None:
    answer = request.POST.get("answer", "")
    refuse_case(case_id=case_id, answer=answer, by=signed_in_actor(request), at=now())


_DEEDS: dict[str, Callable[[HttpRequest, UUID], None]] = {
    "offer": _offer_to_colleague,
    "offer-force": _offer_to_force,
    "accept": _accept,
    "refuse": _refuse,
}


def _show(request: HttpRequest, case_id: UUID, wrong: Wrong) -> HttpResponse:
    by, at = signed_in_actor(request), now()
    case = read_case(case_id=case_id, by=by, at=at)
    typed = request.POST.dict() if wrong else {}
    page = hand_over_page(
        case,
        by,
        typed=typed,
        wrong=wrong,
        hours=hours_of(request.GET.get("hours", "")),
        frame=staff_frame(request, back=reverse("staff_case", args=[case.id])),
        at=at,
    )
    return show(request, page, status=422 if wrong else 200)
