"""Somebody's own request to be called: its code, where it stands, changing it, taking it back, telling more."""

from collections.abc import Mapping

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from callpoint.actions.acting import reporter
from callpoint.actions.support_requests import (
    LackingError,
    begin_report_from_request,
    change_support_request,
    withdraw_support_request,
)
from callpoint.clock import now
from callpoint.pages.access import Audience, opens_to
from callpoint.pages.kept import forget_typed, typed_before
from callpoint.pages.page import FieldError, Link, show
from callpoint.pages.public.frame import frame
from callpoint.pages.public.sent_report import without_a_report
from callpoint.pages.public.session import held_report_id, hold_report
from callpoint.pages.public.talk_late import unpacked
from callpoint.pages.public.talk_pages import TalkDonePage, TalkMinePage, TalkWithdrawPage
from callpoint.pages.public.talk_session import held_request, request_code
from callpoint.pages.public.talk_words import (
    call_words,
    id_of,
    lack_words,
    service_name,
    status_words,
    told_lines,
    typed_form,
)
from callpoint.pages.public.talking import young_lines
from callpoint.pages.services_shown import view_of
from callpoint.pages.shown import AnswerLine, ThreadLine
from callpoint.records.knowledge import knowledge
from callpoint.records.opened_requests import OpenedRequest
from callpoint.rules.asking_support import CHANGED_LATER, CODE_ONLY, UNDER_18
from callpoint.rules.reference import show_code, spoken
from callpoint.rules.support_requests import OPEN, RequestMoveNotAllowedError

CHANGED = "support-changed"
"""Set in the session by a change, and gone once the page has said so."""


@opens_to(Audience.REPORTER)
def talk_done(request: HttpRequest) -> HttpResponse:
    """Show the reference and the code of a request that was just sent, and what happens next."""
    mine = held_request(request)
    if mine is None:
        return redirect("talk")
    if mine.state not in OPEN:
        return redirect("talk_mine")
    code = request_code(request)
    name = service_name(mine.service)
    page = TalkDonePage(
        heading=_("Your request is sent"),
        reference_groups=tuple(mine.reference.split("-")),
        spoken=spoken(mine.reference),
        code_groups=tuple(show_code(code).split()) if code else (),
        next_words=_next_words(mine, name),
        due_words=_("%(service)s has it by") % {"service": name},
        due_at=mine.due_at,
        young=young_lines() if mine.told.get("age") in UNDER_18 else (),
        mine_url=reverse("talk_mine"),
        withdraw_url=reverse("talk_withdraw"),
        tell_url=reverse("talk_report"),
        report=_report_link(request),
        exit_url=reverse("exit"),
        **frame(request, has_form=True),
    )
    return show(request, page)


def _next_words(mine: OpenedRequest, name: str) -> str:
    if mine.told.get("way") == CODE_ONLY:
        return _("Nobody contacts you. Come back here with your code to read the answer.")
    return _("We pass it on to %(service)s. They reach you the way you chose.") % {"service": name}


def _report_link(request: HttpRequest) -> Link | None:
    """Lead to the report of this session, where it holds one."""
    return Link(text=_("Go to your report"), url=reverse("check")) if held_report_id(request) else None


@opens_to(Audience.REPORTER)
@require_http_methods(["GET", "POST"])
def talk_mine(request: HttpRequest) -> HttpResponse:
    """Show somebody their request; take a change of how they can be reached."""
    mine = held_request(request)
    if mine is None:
        return without_a_report(request)
    if request.method != "POST":
        return _show_mine(request, mine, told=unpacked(typed_before(request, request.path_info)))
    told = {field: request.POST.get(field, "") for field in CHANGED_LATER}
    try:
        change_support_request(request_id=mine.id, told=told, by=reporter(mine.id), at=now())
    except LackingError as refused:
        wrong = {field: lack_words(lack, field) for field, lack in refused.lacks.items()}
        return _show_mine(request, mine, told=told, wrong=wrong)
    except RequestMoveNotAllowedError:
        return redirect("talk_mine")
    forget_typed(request, request.path_info)
    request.session[CHANGED] = True
    return redirect("talk_mine")


def _show_mine(
    request: HttpRequest,
    mine: OpenedRequest,
    *,
    told: Mapping[str, str] | None = None,
    wrong: Mapping[str, str] | None = None,
) -> HttpResponse:
    wrong, name = wrong or {}, service_name(mine.service)
    status, text = status_words(mine.state, name)
    is_open = mine.state in OPEN
    service = knowledge().content.services.get(mine.service)
    page = TalkMinePage(
        heading=_("Your request"),
        reference=mine.reference,
        status=status,
        status_text=text,
        due_words=_("%(service)s has it by") % {"service": name},
        due_at=mine.due_at if is_open else None,
        calls=tuple(ThreadLine(text=call_words(call.outcome), at=call.at) for call in mine.calls),
        answers=tuple(AnswerLine(question=call.by, answer=call.answer) for call in mine.calls if call.answer),
        told=told_lines(mine.told),
        form=typed_form(told or mine.told, wrong),
        is_open=is_open,
        is_changed=bool(request.session.pop(CHANGED, False)),
        service=view_of(service, at=now()) if service else None,
        withdraw_url=reverse("talk_withdraw"),
        tell_url=reverse("talk_report"),
        report=_report_link(request),
        leave_url=reverse("leave"),
        errors=tuple(FieldError(text=words, href=id_of(field)) for field, words in wrong.items()),
        exit_url=reverse("exit"),
        **frame(request, has_form=True),
    )
    return show(request, page, status=422 if wrong else 200)


@opens_to(Audience.REPORTER)
@require_http_methods(["GET", "POST"])
def talk_withdraw(request: HttpRequest) -> HttpResponse:
    """Take a request back, after asking once."""
    mine = held_request(request)
    if mine is None:
        return redirect("return")
    if mine.state not in OPEN:
        return redirect("talk_mine")
    if request.method == "POST":
        withdraw_support_request(request_id=mine.id, by=reporter(mine.id), at=now())
        return redirect("talk_mine")
    page = TalkWithdrawPage(
        heading=_("Take your request back?"),
        exit_url=reverse("exit"),
        **frame(request, back=reverse("talk_mine"), has_form=True),
    )
    return show(request, page)


@opens_to(Audience.REPORTER)
@require_http_methods(["GET", "POST"])
def talk_report(request: HttpRequest) -> HttpResponse:
    """Begin a report by the person's own press; only with their tick does it take over what the request holds."""
    mine = held_request(request)
    if mine is None or request.method != "POST" or held_report_id(request):
        return redirect("begin")
    if request.POST.get("use") == "yes":
        begun = begin_report_from_request(request_id=mine.id, by=reporter(mine.id), at=now())
        hold_report(request, begun.report_id, begun.code)
    return redirect("begin")
