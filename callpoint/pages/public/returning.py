"""Coming back with the private code: status, messages, and a way to write."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from callpoint.actions.acting import newcomer
from callpoint.actions.returning import CodeNotKnownError, come_back
from callpoint.actions.support_requests import come_back_to_request
from callpoint.clock import now
from callpoint.pages.access import Audience, opens_to
from callpoint.pages.filters import translated
from callpoint.pages.kept import keep_typed
from callpoint.pages.page import FieldError, show
from callpoint.pages.public.frame import frame, quick_exit
from callpoint.pages.public.late import Late, ask_for_code, in_words, late_form, name_at
from callpoint.pages.public.limits import may_try_code
from callpoint.pages.public.pages import MessagePage, ReturnPage
from callpoint.pages.public.reporting import held
from callpoint.pages.public.session import forget_report, hold_report, let_go
from callpoint.pages.public.talk_late import MINE
from callpoint.pages.public.talk_session import forget_request, hold_request
from callpoint.rules.reference import (
    CODE_WHAT_TO_DO,
    WHAT_TO_DO,
    CodeNotReadError,
    ReferenceNotReadError,
    read_code,
)
from callpoint.rules.support_requests import read_any_reference


@opens_to(Audience.ANYONE)
@require_http_methods(["GET", "HEAD", "POST"])
def return_with_code(request: HttpRequest) -> HttpResponse:
    """Ask for the private code, and open the report it belongs to."""
    if request.method != "POST":
        return _show_return(request)
    try:
        code = read_code(request.POST.get("code", ""))
        reference = _reference_typed(request)
    except CodeNotReadError as refused:
        return _show_return(request, code_error=code_words(refused))
    except ReferenceNotReadError as refused:
        return _show_return(request, reference_error=reference_words(refused))
    if not may_try_code(request, code):
        return _refuse_try(request)
    return _come_back(request, code, reference)


def _come_back(request: HttpRequest, code: str, reference: str) -> HttpResponse:
    try:
        report_id = come_back(code=code, reference=reference, by=newcomer(), at=now())
    except CodeNotKnownError:
        return _come_back_to_request(request, code, reference)
    forget_request(request)
    hold_report(request, report_id)
    mine = held(request)
    sent = bool(mine and mine.report.reference)
    late = late_form(request)
    return _put_back(request, late, sent=sent) if late else redirect("own_report" if sent else "check")


def _come_back_to_request(request: HttpRequest, code: str, reference: str) -> HttpResponse:
    """Open the request to be called that a code belongs to; a wrong code meets both look-ups, whatever is wrong."""
    try:
        request_id = come_back_to_request(code=code, reference=reference, by=newcomer(), at=now())
    except CodeNotKnownError:
        words = _("We know no report with this code. Please check each group of four.")
        return _show_return(request, code_error=words)
    forget_report(request)
    forget_request(request)
    hold_request(request, request_id)
    late = late_form(request)
    if late:
        keep_typed(request, late.place, late.text)
    return redirect(MINE)


def _put_back(request: HttpRequest, late: Late, *, sent: bool) -> HttpResponse:
    """
    Lead to the form whose words came too late; of a report sent since, a message can still carry them.

    Words for a request to be called wait until its own code is typed.
    """
    name = name_at(late.place)
    if name == MINE:
        keep_typed(request, late.place, late.text)
        return redirect("own_report" if sent else "check")
    is_answer = name == "question"
    if sent and is_answer:
        keep_typed(request, reverse("own_report"), in_words(late))
        return redirect("own_report")
    keep_typed(request, late.place, late.text)
    return redirect(late.place)


def _refuse_try(request: HttpRequest) -> HttpResponse:
    """Ask to wait; words that came along stay on the page."""
    late = late_form(request)
    if late is None:
        return show(request, _too_many_tries(request), status=429)
    words = _("There were many tries to open a report just now. Please try again in an hour.")
    return ask_for_code(request, late, error=words, status=429)


def code_words(refused: CodeNotReadError) -> str:
    """Say in the person's language what is wrong with a code."""
    return translated(CODE_WHAT_TO_DO[refused.problem]).format(found=refused.found, expected=refused.expected)


def reference_words(refused: ReferenceNotReadError) -> str:
    """Say in the person's language what is wrong with a reference."""
    return translated(WHAT_TO_DO[refused.problem]).format(found=refused.found, expected=refused.expected)


def _reference_typed(request: HttpRequest) -> str:
    typed = request.POST.get("reference", "").strip()
    return read_any_reference(typed, prefix=settings.CALLPOINT.service.reference_prefix) if typed else ""


def _show_return(request: HttpRequest, *, code_error: str = "", reference_error: str = "") -> HttpResponse:
    late = late_form(request)
    if late:
        return ask_for_code(request, late, error=code_error or reference_error, status=422)
    errors = ((code_error, "#code"), (reference_error, "#reference"))
    page = ReturnPage(
        heading=_("Come back to your report"),
        code=request.POST.get("code", ""),
        reference=request.POST.get("reference", ""),
        code_error=code_error,
        reference_error=reference_error,
        lost_url=reverse("lost_code"),
        errors=tuple(FieldError(text=text, href=href) for text, href in errors if text),
        **frame(request, back=reverse("start"), has_form=True),
    )
    return show(request, page, status=422 if page.errors else 200)


def _too_many_tries(request: HttpRequest) -> MessagePage:
    return MessagePage(
        heading=_("Please wait a little"),
        paragraphs=(
            _("There were many tries to open a report just now."),
            _("Your report is safe. Please try again in an hour."),
        ),
        next_text=_("Who can help you now"),
        next_url=reverse("directory"),
        **frame(request),
    )


@opens_to(Audience.ANYONE)
def exit_now(request: HttpRequest) -> HttpResponse:
    """
    End the session on the server first, then lead to an everyday page.

    The cache is not cleared on this way: a browser may take seconds for it and waits with the next
    page until then. Our pages are stored in none.
    """
    let_go(request)
    response = redirect(quick_exit())
    response["Clear-Site-Data"] = '"cookies", "storage"'
    return response
