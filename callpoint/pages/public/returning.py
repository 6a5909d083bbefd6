"""Coming back with the private code: status, messages, and a way to write."""

import secrets

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import resolve, reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from callpoint.actions.acting import newcomer, reporter
from callpoint.actions.corresponding import (
    MESSAGE_LIMIT,
    EmptyMessageError,
    MessageTooLongError,
    write_to_staff,
)
from callpoint.actions.returning import CodeNotKnownError, come_back, read_own_messages
from callpoint.clock import now
from callpoint.pages.access import Audience, opens_to
from callpoint.pages.filters import translated
from callpoint.pages.kept import forget_typed, keep_typed, typed_before
from callpoint.pages.page import FieldError, show
from callpoint.pages.public.copying import answer_lines
from callpoint.pages.public.frame import QUICK_EXIT, exit_for, frame
from callpoint.pages.public.help_now import elsewhere
from callpoint.pages.public.late import Late, ask_for_code, late_form
from callpoint.pages.public.limits import may_try_code, may_write
from callpoint.pages.public.pages import MessagePage, OwnReportPage, ReturnPage
from callpoint.pages.public.reporting import Held, held
from callpoint.pages.public.session import hold_report, let_go
from callpoint.pages.shown import MessageLine, ThreadLine
from callpoint.records.knowledge import knowledge
from callpoint.records.opened import OwnReport
from callpoint.rules.dates import promised
from callpoint.rules.lifecycle import ReportState
from callpoint.rules.reference import (
    CODE_WHAT_TO_DO,
    WHAT_TO_DO,
    CodeNotReadError,
    ReferenceNotReadError,
    read_code,
    read_reference,
)


@opens_to(Audience.ANYONE)
@require_http_methods(["GET", "POST"])
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
        words = _("We know no report with this code. Please check each group of four.")
        return _show_return(request, code_error=words)
    hold_report(request, report_id)
    mine = held(request)
    sent = bool(mine and mine.report.reference)
    late = late_form(request)
    return _put_back(request, late, sent=sent) if late else redirect("own_report" if sent else "check")


def _put_back(request: HttpRequest, late: Late, *, sent: bool) -> HttpResponse:
    """Lead to the form whose words came too late; of a report sent since, a message can still carry them."""
    is_answer = resolve(late.place).url_name == "question"
    place = reverse("own_report") if sent and is_answer else late.place
    keep_typed(request, place, late.text)
    return redirect(place)


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
    return read_reference(typed, prefix=settings.CALLPOINT.service.reference_prefix) if typed else ""


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


@opens_to(Audience.REPORTER)
@require_http_methods(["GET", "POST"])
def own_report_page(request: HttpRequest) -> HttpResponse:
    """Show a reporter their report; take a message."""
    mine = held(request)
    if mine is None:
        late = late_form(request)
        return ask_for_code(request, late) if late else redirect("return")
    if not mine.report.reference:
        return redirect("check")
    return _take_message(request, mine) if request.method == "POST" else _show_own(request, mine)


def _take_message(request: HttpRequest, mine: Held) -> HttpResponse:
    if not may_write(request):
        words = _("Many messages came from your network just now. Please send this again in an hour.")
        return _show_own(request, mine, error=words)
    try:
        write_to_staff(
            report_id=mine.report.id,
            text=request.POST.get("message", ""),
            send_key=request.POST.get("send_key", ""),
            by=reporter(mine.report.id),
            at=now(),
        )
    except EmptyMessageError:
        return _show_own(request, mine, error=_("Write your message in the box. Then send it."))
    except MessageTooLongError as refused:
        words = ngettext(
            "Please make your message %(over)s letter shorter.",
            "Please make your message %(over)s letters shorter.",
            refused.over,
        ) % {"over": refused.over}
        return _show_own(request, mine, error=words)
    forget_typed(request, request.path_info)
    return redirect("own_report")


def _show_own(request: HttpRequest, mine: Held, *, error: str = "") -> HttpResponse:
    report = mine.report
    new = read_own_messages(report_id=report.id, by=reporter(report.id), at=now())
    status, text = status_words(report.state)
    known = knowledge()
    unit = known.content.units.get(report.unit)
    page = OwnReportPage(
        heading=_("Your report"),
        reference=report.reference,
        status=status,
        status_text=text,
        timeline=timeline(report),
        next_update_by=promised(
            known,
            "first-update",
            unit=unit,
            role=settings.CALLPOINT.service.role,
            at=report.submitted_at or report.created_at,
        ),
        messages=_messages(report),
        new_messages=new,
        typed=request.POST.get("message", typed_before(request, request.path_info)),
        error=error,
        send_key=secrets.token_hex(16),
        limit=MESSAGE_LIMIT,
        answers=answer_lines(mine),
        not_yet=elsewhere(mine.suggestion),
        other_number=report.other_number,
        done_url=reverse("done"),
        copy_url=reverse("copy"),
        leave_url=reverse("leave"),
        exit_url=exit_for(mine.suggestion),
        errors=(FieldError(text=error, href="#message"),) if error else (),
        **frame(request, has_form=True),
    )
    return show(request, page, status=422 if error else 200)


def _messages(report: OwnReport) -> tuple[MessageLine, ...]:
    return tuple(
        MessageLine(
            text=each.text,
            sent_at=each.sent_at,
            is_ours=not each.from_staff and not each.from_service,
            who=each.from_staff or (_("This service") if each.from_service else _("You")),
        )
        for each in report.messages
    )


def status_words(state: ReportState) -> tuple[str, str]:
    """Say where a report stands in one of five plain phrases (stories, section 6), and what that means."""
    words = {
        ReportState.DRAFT: (_("Not sent yet"), _("You can go on with it.")),
        ReportState.RECEIVED: (_("We have it"), _("A person will read it soon.")),
        ReportState.READING: (_("Someone is reading it"), _("We write to you here when there is news.")),
        ReportState.WAITING: (_("We need something from you"), _("Please read our last message.")),
        ReportState.WITH_OFFICER: (_("An officer has it"), _("They write to you here when there is news.")),
        ReportState.CLOSED: (_("Closed"), _("Our last message says why.")),
    }
    return words[state]


def timeline(report: OwnReport) -> tuple[ThreadLine, ...]:
    """Give the steps of a report with their dates, oldest first."""
    steps = (
        (_("You sent the report"), report.submitted_at),
        (_("A person first read it"), report.first_read_at),
    )
    return tuple(ThreadLine(text=text, at=at) for text, at in steps if at)


@opens_to(Audience.ANYONE)
def exit_now(request: HttpRequest) -> HttpResponse:
    """End the session on the server first, then lead to an everyday page."""
    let_go(request)
    response = redirect(QUICK_EXIT)
    response["Clear-Site-Data"] = '"cache", "cookies", "storage"'
    return response
