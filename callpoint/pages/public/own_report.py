"""A report that was sent, to its own reporter: where it stands, what is expected, messages, and taking it back."""

import secrets
from typing import TypedDict

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from callpoint.actions.acting import reporter
from callpoint.actions.corresponding import (
    MESSAGE_LIMIT,
    EmptyMessageError,
    MessageTooLongError,
    write_to_staff,
)
from callpoint.actions.returning import read_own_messages
from callpoint.actions.withdrawing import REASON_LIMIT, ask_to_withdraw, take_back_withdrawal
from callpoint.clock import now
from callpoint.pages.access import Audience, opens_to
from callpoint.pages.kept import forget_typed, typed_before
from callpoint.pages.page import FieldError, Link, show
from callpoint.pages.public.answers import addition_parts, told_lines
from callpoint.pages.public.dates_shown import due_lines, late_words
from callpoint.pages.public.ended import ended_part
from callpoint.pages.public.feedback import feedback_url
from callpoint.pages.public.frame import exit_for, frame
from callpoint.pages.public.help_now import elsewhere
from callpoint.pages.public.limits import may_write
from callpoint.pages.public.own_support_line import support_line
from callpoint.pages.public.receipts import receipt_view
from callpoint.pages.public.reporting import Held
from callpoint.pages.public.return_pages import DueLine, OwnReportPage, WantedPart, WithdrawPage
from callpoint.pages.public.sent_report import sent_report
from callpoint.pages.public.statement_view import statement_lines
from callpoint.pages.public.steps import STORY
from callpoint.pages.public.stopped import disagree, stopped_part
from callpoint.pages.public.wanted import JUST_ANSWERED, recorded_part, wanted_part
from callpoint.pages.shown import MessageLine, ThreadLine
from callpoint.records.opened import OwnReport
from callpoint.records.queries.promises import clocks_of
from callpoint.rules.abuse import ReporterBlockedError
from callpoint.rules.figures import Came
from callpoint.rules.lifecycle import ReportState
from callpoint.rules.missing_facts import WINDOW


@opens_to(Audience.REPORTER)
@require_http_methods(["GET", "POST"])
def own_report_page(request: HttpRequest) -> HttpResponse:
    """Show a reporter their report; take a message."""
    mine = sent_report(request)
    if not isinstance(mine, Held):
        return mine
    if request.method != "POST":
        return _show_own(request, mine)
    return _DEEDS.get(request.POST.get("do", ""), _take_message)(request, mine)


def _take_message(request: HttpRequest, mine: Held) -> HttpResponse:
    if not may_write(request):
        return _show_own(request, mine, error=too_many_words())
    try:
        write_to_staff(
            report_id=mine.report.id,
            text=request.POST.get("message", ""),
            send_key=request.POST.get("send_key", ""),
            by=reporter(mine.report.id),
            at=now(),
        )
    except ReporterBlockedError:
        return _show_own(request, mine, error=_("You cannot send us new words now. See above."))
    except EmptyMessageError:
        return _show_own(request, mine, error=_("Write your message in the box. Then send it."))
    except MessageTooLongError as refused:
        return _show_own(request, mine, error=_too_long_words(refused))
    forget_typed(request, request.path_info)
    return redirect("own_report")


def _disagree(request: HttpRequest, mine: Held) -> HttpResponse:
    wrong = disagree(request, mine.report.id)
    return _show_own(request, mine, stopped_error=wrong) if wrong else redirect("own_report")


_DEEDS = {"disagree": _disagree}


def too_many_words() -> str:
    """Say that much came from one network, and what to do."""
    return _("Many messages came from your network just now. Please send this again in an hour.")


def _too_long_words(refused: MessageTooLongError) -> str:
    return ngettext(
        "Please make your message %(over)s letter shorter.",
        "Please make your message %(over)s letters shorter.",
        refused.over,
    ) % {"over": refused.over}


def _show_own(request: HttpRequest, mine: Held, *, error: str = "", stopped_error: str = "") -> HttpResponse:
    report = mine.report
    new = read_own_messages(report_id=report.id, by=reporter(report.id), at=now())
    status, text = status_words(report.state)
    page = OwnReportPage(
        heading=_("Your report"),
        reference=report.reference,
        crime_number=report.crime_number,
        recorded=recorded_part(report),
        stopped=stopped_part(request, report.id, error=stopped_error),
        is_answered=bool(request.session.pop(JUST_ANSWERED, False)),
        status=status,
        status_text=text,
        since=report.state_changed_at,
        **_awaited(report),
        support=support_line(mine),
        ended=ended_part(mine),
        statements=statement_lines(mine),
        timeline=timeline(report),
        messages=_messages(report),
        new_messages=new,
        **_writing(request, error),
        story=str(report.answers.get(STORY, "")),
        answers=told_lines(mine),
        additions=addition_parts(mine),
        receipt=receipt_view(mine),
        not_yet=elsewhere(mine.suggestion),
        other_number=report.other_number,
        links=_links(),
        done_url=reverse("done"),
        leave_url=reverse("leave"),
        feedback_url=feedback_url(Came.CAME_BACK),
        withdraw_url=reverse("withdraw"),
        withdraw_asked_at=report.withdraw_asked_at,
        exit_url=exit_for(mine.suggestion),
        errors=(errors := _errors(error, stopped_error)),
        **frame(request, has_form=True),
    )
    return show(request, page, status=422 if errors else 200)


class Writing(TypedDict):
    """The box in which the reporter writes to us."""

    typed: str
    error: str
    send_key: str
    limit: int


def _writing(request: HttpRequest, error: str) -> Writing:
    typed = request.POST.get("message", typed_before(request, request.path_info))
    return Writing(typed=typed, error=error, send_key=secrets.token_hex(16), limit=MESSAGE_LIMIT)


def _errors(error: str, stopped_error: str) -> tuple[FieldError, ...]:
    wrong = ((error, "#message"), (stopped_error, "#disagree"))
    return tuple(FieldError(text=text, href=href) for text, href in wrong if text)


class Awaited(TypedDict):
    """What is expected of the reporter and of us, as shown."""

    wanted: WantedPart | None
    due: tuple[DueLine, ...]
    late: str


def _awaited(report: OwnReport) -> Awaited:
    """Give what is expected by when; what is asked for shows its own day, beside its questions."""
    wanted = wanted_part(report)
    clocks = [each for each in clocks_of(report.id) if not (wanted and each.promise == WINDOW)]
    return Awaited(wanted=wanted, due=due_lines(clocks), late=late_words(clocks, at=now()))


def _links() -> tuple[Link, ...]:
    """Name what can be done with a report that was sent, most used first."""
    return (
        Link(text=_("Add information"), url=reverse("add")),
        Link(text=_("Your files, and more to add"), url=reverse("evidence")),
        Link(text=_("Change how we reach you"), url=reverse("add_step", args=["you"])),
        Link(text=_("What happens next"), url=reverse("done")),
        Link(text=_("Get a ready copy to take along"), url=reverse("copy")),
    )


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
        ReportState.WAITING: (
            _("We need something from you"),
            _("Please read our last message. Then answer it here."),
        ),
        ReportState.WITH_OFFICER: (_("An officer has it"), _("They write to you here when there is news.")),
        ReportState.CLOSED: (
            _("Closed"),
            _("Our letter says why. Do you think this is wrong? Ask us to look again."),
        ),
    }
    return words[state]


def timeline(report: OwnReport) -> tuple[ThreadLine, ...]:
    """Give the steps of a report with their dates, oldest first."""
    reached = {
        ReportState.WAITING: _("We asked you for something"),
        ReportState.WITH_OFFICER: _("An officer took it"),
        ReportState.CLOSED: _("It was closed"),
    }
    steps = (
        (_("You sent the report"), report.submitted_at),
        (_("A person first read it"), report.first_read_at),
        (reached.get(report.state, ""), report.state_changed_at),
        (_("You asked to withdraw it"), report.withdraw_asked_at),
    )
    found = (ThreadLine(text=text, at=at) for text, at in steps if text and at)
    return tuple(sorted(found, key=lambda line: line.at))


@opens_to(Audience.REPORTER)
@require_http_methods(["GET", "POST"])
def withdraw(request: HttpRequest) -> HttpResponse:
    """Ask once before a reporter says that they want it to stop; take that back by one press."""
    mine = sent_report(request)
    if not isinstance(mine, Held):
        return mine
    if request.method != "POST":
        return redirect("own_report") if mine.report.withdraw_asked_at else _show_withdraw(request, mine)
    return _go_on(request, mine) if request.POST.get("do") == "go-on" else _withdraw(request, mine)


def _go_on(request: HttpRequest, mine: Held) -> HttpResponse:
    take_back_withdrawal(
        report_id=mine.report.id,
        send_key=request.POST.get("send_key", ""),
        by=reporter(mine.report.id),
        at=now(),
    )
    return redirect("own_report")


def _withdraw(request: HttpRequest, mine: Held) -> HttpResponse:
    if not may_write(request):
        return _show_withdraw(request, mine, error=too_many_words())
    try:
        ask_to_withdraw(
            report_id=mine.report.id,
            words=request.POST.get("words", ""),
            send_key=request.POST.get("send_key", ""),
            by=reporter(mine.report.id),
            at=now(),
        )
    except MessageTooLongError as refused:
        return _show_withdraw(request, mine, error=_too_long_words(refused))
    forget_typed(request, request.path_info)
    return redirect("own_report")


def _show_withdraw(request: HttpRequest, mine: Held, *, error: str = "") -> HttpResponse:
    page = WithdrawPage(
        heading=_("Withdraw your report?"),
        typed=request.POST.get("words", typed_before(request, request.path_info)),
        error=error,
        send_key=secrets.token_hex(16),
        limit=REASON_LIMIT,
        stay_url=reverse("own_report"),
        exit_url=exit_for(mine.suggestion),
        errors=(FieldError(text=error, href="#words"),) if error else (),
        **frame(request, back=reverse("own_report"), has_form=True),
    )
    return show(request, page, status=422 if error else 200)
