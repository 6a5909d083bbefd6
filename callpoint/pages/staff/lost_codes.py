"""Lost codes: the list of who waits, and one request, where a person makes sure who asks and gives a new code."""

from datetime import timedelta
from uuid import UUID

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from callpoint.actions.lost_codes import (
    AlreadyAnsweredError,
    IdentityNotCheckedError,
    NoSuchLostCodeError,
    NoSuchReferenceError,
    OpenedLostCode,
    give_new_code,
    open_lost_code,
    turn_down_lost_code,
)
from callpoint.clock import now
from callpoint.pages.access import opens_to
from callpoint.pages.filters import translated
from callpoint.pages.page import FieldError, show
from callpoint.pages.shown import AnswerLine, ChoiceLine
from callpoint.pages.staff.frame import signed_in_actor, staff_frame
from callpoint.pages.staff.given_code import SHOWN_FOR, forget_given, given_code, keep_given
from callpoint.pages.staff.lost_code_pages import LostCodeLine, LostCodeRequestPage, LostCodesPage
from callpoint.records.queries.lost_codes import lost_codes_waiting
from callpoint.rules.access import Deed, NotAllowedError
from callpoint.rules.lost_codes import IdentityCheck
from callpoint.rules.reference import WHAT_TO_DO, ReferenceNotReadError, read_reference, show_code


@opens_to(Deed.SEE_LOST_CODES)
@require_GET
def staff_lost_codes(request: HttpRequest) -> HttpResponse:
    """List the requests that wait."""
    page = LostCodesPage(
        heading=_("Lost codes"),
        rows=tuple(
            LostCodeLine(url=reverse("staff_lost_code", args=[row.id]), asked_at=row.asked_at)
            for row in lost_codes_waiting()
        ),
        **staff_frame(request),
    )
    return show(request, page)


@opens_to(Deed.GIVE_NEW_CODE)
@require_http_methods(["GET", "POST"])
def staff_lost_code(request: HttpRequest, lost_id: UUID) -> HttpResponse:
    """Open one request; give a new code, say that it was given, or close it without one."""
    try:
        if request.method != "POST":
            return _show(request, lost_id)
        return _DEEDS.get(request.POST.get("deed", ""), _give)(request, lost_id)
    except NoSuchLostCodeError as missing:
        raise Http404 from missing
    except AlreadyAnsweredError:
        return redirect("staff_lost_code", lost_id)
    except NotAllowedError as refused:
        raise PermissionDenied from refused


def _turn_down(request: HttpRequest, lost_id: UUID) -> HttpResponse:
    turn_down_lost_code(request_id=lost_id, by=signed_in_actor(request), at=now())
    return redirect("staff_lost_codes")


def _was_given(request: HttpRequest, lost_id: UUID) -> HttpResponse:
    """Show the code no more: the officer gave it."""
    del lost_id
    forget_given(request)
    return redirect("staff_lost_codes")


_DEEDS = {"turn-down": _turn_down, "given": _was_given}


def _give(request: HttpRequest, lost_id: UUID) -> HttpResponse:
    """Make the new code and lead to the page that shows it, which can be loaded again."""
    checks = [IdentityCheck(value) for value in request.POST.getlist("checks") if value in set(IdentityCheck)]
    try:
        reference = read_reference(
            request.POST.get("reference", ""), prefix=settings.CALLPOINT.service.reference_prefix
        )
        code = give_new_code(
            request_id=lost_id, reference=reference, checks=checks, by=signed_in_actor(request), at=now()
        )
    except ReferenceNotReadError as refused:
        words = translated(WHAT_TO_DO[refused.problem]).format(found=refused.found, expected=refused.expected)
        return _show(request, lost_id, reference_error=words)
    except NoSuchReferenceError:
        return _show(request, lost_id, reference_error=_("No report that was sent has this reference."))
    except IdentityNotCheckedError:
        return _show(request, lost_id, checks_error=_("Say how you made sure who it is."))
    keep_given(request, lost_id, code)
    return redirect("staff_lost_code", lost_id)


def _show(
    request: HttpRequest, lost_id: UUID, *, reference_error: str = "", checks_error: str = ""
) -> HttpResponse:
    found = open_lost_code(request_id=lost_id, by=signed_in_actor(request), at=now())
    code = given_code(request, lost_id)
    errors = ((reference_error, "#reference"), (checks_error, "#checks"))
    chosen = request.POST.getlist("checks")
    page = LostCodeRequestPage(
        heading=_("A lost code"),
        told=_told(found),
        asked_at=found.asked_at,
        is_waiting=not found.outcome,
        reference=request.POST.get("reference", found.told.get("reference", "")),
        reference_error=reference_error,
        checks=tuple(
            ChoiceLine(value=check.value, label=label, chosen=check.value in chosen)
            for check, label in _check_words().items()
        ),
        checks_error=checks_error,
        code_groups=tuple(show_code(code).split()) if code else (),
        shown_minutes=SHOWN_FOR // timedelta(minutes=1),
        list_url=reverse("staff_lost_codes"),
        errors=tuple(FieldError(text=text, href=href) for text, href in errors if text),
        **staff_frame(request, back=reverse("staff_lost_codes")),
    )
    return show(request, page, status=422 if page.errors else 200)


def _told(found: OpenedLostCode) -> tuple[AnswerLine, ...]:
    labels = {
        "name": _("Name"),
        "postcode": _("Postcode"),
        "sent_on": _("About when it was sent"),
        "reference": _("Reference"),
        "contact": _("A safe way to reach them"),
    }
    return tuple(
        AnswerLine(question=label, answer=found.told.get(name, "") or _("Not given"))
        for name, label in labels.items()
    )


def _check_words() -> dict[IdentityCheck, str]:
    return {
        IdentityCheck.ANSWERS: _("They told things that only the reporter knows"),
        IdentityCheck.CALLED_BACK: _("I rang a number that stands in the report"),
        IdentityCheck.DOCUMENT: _("I saw a proof of who they are"),
    }
