"""Deciding on what is suggested of a report: accept it, change one value on a page of its own, take a decision back."""

from dataclasses import dataclass, replace
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from callpoint.actions.assessing import (
    WORDS_LIMIT,
    AssessingError,
    Choice,
    DecidedMeanwhileError,
    NoReasonCodeError,
    NoSuchChoiceError,
    Page,
    SuggestionChangedError,
    WordsNeededError,
    WordsTooLongError,
    accept,
    change,
    undo_decision,
)
from callpoint.actions.reading import OpenedReport, open_report
from callpoint.clock import now
from callpoint.pages.access import opens_to
from callpoint.pages.filters import translated
from callpoint.pages.page import FieldError, show
from callpoint.pages.shown import ChoiceLine
from callpoint.pages.staff.assessment_pages import ChangePage
from callpoint.pages.staff.assessment_view import decided_meanwhile_words, value_shown
from callpoint.pages.staff.assessment_words import title_of, value_words
from callpoint.pages.staff.desk_view import on_to_next
from callpoint.pages.staff.frame import signed_in_actor, staff_frame
from callpoint.pages.staff.keyed import DIGITS, HOME_ROW, with_keys
from callpoint.pages.staff.queue import lead_on
from callpoint.pages.staff.queue_address import seen_before
from callpoint.records.knowledge import knowledge
from callpoint.records.opened import NoSuchReportError
from callpoint.rules.access import Deed, NotAllowedError
from callpoint.rules.deciding import DECIDED, choices_of, read_choice, written_choice

MOST_RADIOS = 6
"""Choices that stand one below the other; more are a list to pick from."""
UNKNOWN = "u"
"""The key that says that a score is not known."""
ACCEPT = "accept"
ACCEPT_AND_NEXT = "accept-next"
UNDO = "undo-decision"
DECISIONS = (ACCEPT, ACCEPT_AND_NEXT, UNDO)
"""What the forms of the report's own page say that they do."""


def decide(request: HttpRequest, report_id: UUID) -> str:
    """Accept what is suggested, or take the newest decision back; give what is wrong, '' where nothing is."""
    by, at = signed_in_actor(request), now()
    try:
        if request.POST.get("do") == UNDO:
            undo_decision(report_id=report_id, decision_id=_id_in(request), by=by, at=at)
        else:
            accept(report_id=report_id, seen=_seen(request), by=by, at=at)
    except AssessingError as wrong:
        return advice(wrong)
    return ""


def after_deciding(request: HttpRequest, report_id: UUID) -> HttpResponse:
    """Go back to the report, or on to the next one."""
    if request.POST.get("do") != ACCEPT_AND_NEXT:
        return redirect(request.get_full_path())
    return lead_on(request, seen_before(request), left=report_id, place=request.POST.get("place", ""))


def _seen(request: HttpRequest) -> Page:
    return Page(decision=request.POST.get("decision", ""), suggestion=request.POST.get("suggestion", ""))


def _id_in(request: HttpRequest) -> UUID:
    try:
        return UUID(request.POST.get("decision", ""))
    except ValueError as unread:
        raise Http404 from unread


@dataclass(frozen=True, kw_only=True)
class Typed:
    """What was chosen and typed, and what is wrong with it; '' where nothing is."""

    said: str = ""
    code: str = ""
    words: str = ""
    choice_error: str = ""
    code_error: str = ""
    words_error: str = ""
    page_error: str = ""


@opens_to(Deed.ASSESS)
@require_http_methods(["GET", "POST"])
def staff_change(request: HttpRequest, report_id: UUID, name: str) -> HttpResponse:
    """Show one value with its reasons; keep what a person decides instead."""
    if name not in DECIDED:
        raise Http404
    try:
        if request.method != "POST":
            return _show(request, report_id, name, typed=Typed())
        typed = _change(request, report_id, name)
        return (
            _after_change(request, report_id)
            if typed is None
            else _show(request, report_id, name, typed=typed)
        )
    except NoSuchReportError as missing:
        raise Http404 from missing
    except NotAllowedError as refused:
        raise PermissionDenied from refused


def _change(request: HttpRequest, report_id: UUID, name: str) -> Typed | None:
    said, code = request.POST.get("value", ""), request.POST.get("why", "")
    words = request.POST.get("words", "")
    try:
        change(
            report_id=report_id,
            choice=Choice(name=name, said=said, reason_code=code, words=words),
            seen=Page(decision=request.POST.get("decision", "")),
            by=signed_in_actor(request),
            at=now(),
        )
    except AssessingError as wrong:
        error = advice(wrong)
        return Typed(
            said=said,
            code=code,
            words=words,
            choice_error=error if isinstance(wrong, NoSuchChoiceError) else "",
            code_error=error if isinstance(wrong, NoReasonCodeError) else "",
            words_error=error if isinstance(wrong, WordsNeededError | WordsTooLongError) else "",
            page_error=error if isinstance(wrong, DecidedMeanwhileError | SuggestionChangedError) else "",
        )
    return None


def _after_change(request: HttpRequest, report_id: UUID) -> HttpResponse:
    """Go back to the report; or accept all that was left as it is suggested, and go on to the next one."""
    if request.POST.get("do") != ACCEPT_AND_NEXT:
        return redirect("staff_report", report_id)
    seen = Page(suggestion=request.POST.get("suggestion", ""))
    try:
        accept(report_id=report_id, seen=seen, by=signed_in_actor(request), at=now())
    except AssessingError:
        # Something new came in between: the change is kept, and its page says what is suggested now.
        return redirect("staff_report", report_id)
    return on_to_next(request, report_id)


def advice(wrong: AssessingError) -> str:
    """Say what to do about a decision that could not be taken."""
    if isinstance(wrong, DecidedMeanwhileError):
        return decided_meanwhile_words(wrong.name, wrong.at)
    if isinstance(wrong, WordsTooLongError):
        return ngettext(
            "Make it %(over)s letter shorter.", "Make it %(over)s letters shorter.", wrong.over
        ) % {"over": wrong.over}
    return {
        SuggestionChangedError: _(
            "Something new came in, and another suggestion stands. Look again, then decide."
        ),
        NoReasonCodeError: _("Choose why."),
        WordsNeededError: _("Say why, in a few words. Others will read it."),
    }.get(type(wrong), _("Choose one of the answers."))


def _show(request: HttpRequest, report_id: UUID, name: str, *, typed: Typed) -> HttpResponse:
    report = open_report(report_id=report_id, by=signed_in_actor(request), at=now())
    page = _page(request, report, name, typed=typed)
    return show(request, page, status=422 if page.errors else 200)


def _page(request: HttpRequest, report: OpenedReport, name: str, *, typed: Typed) -> ChangePage:
    opened = report.assessment
    chosen = typed.said or written_choice(getattr(opened.values, name))
    choices = tuple(
        ChoiceLine(value=said, label=value_words(name, read_choice(name, said)), chosen=said == chosen)
        for said in choices_of(name, knowledge().content)
    )
    wrong = (
        (typed.page_error, "#value"),
        (typed.choice_error, "#value"),
        (typed.code_error, "#code"),
        (typed.words_error, "#words"),
    )
    return ChangePage(
        heading=_("Change: %(what)s") % {"what": title_of(name)},
        reference=report.reference,
        value=value_shown(report, name, may_assess=False),
        choices=choices if len(choices) > MOST_RADIOS else _with_keys(choices),
        is_long=len(choices) > MOST_RADIOS,
        codes=_codes(typed.code),
        words=typed.words,
        limit=WORDS_LIMIT,
        choice_error=typed.choice_error,
        code_error=typed.code_error,
        words_error=typed.words_error,
        decision_mark=opened.decision_mark,
        suggestion_mark=opened.suggestion_mark,
        is_assessed=opened.assessed_at is not None,
        version=opened.suggestion.version,
        criteria_url=reverse("how_we_decide"),
        errors=tuple(FieldError(text=text, href=href) for text, href in wrong if text),
        **staff_frame(request, back=reverse("staff_report", args=[report.id])),
    )


def _with_keys(choices: tuple[ChoiceLine, ...]) -> tuple[ChoiceLine, ...]:
    """Pick a score by its own digit; where choices are words, by their place."""
    if not any(choice.value.isdecimal() for choice in choices):
        return with_keys(choices, DIGITS)
    return tuple(replace(each, key=each.value if each.value.isdecimal() else UNKNOWN) for each in choices)


def _codes(chosen: str) -> tuple[ChoiceLine, ...]:
    criteria = knowledge().content.criteria
    lines = (
        ChoiceLine(value=each.id, label=translated(each.text), chosen=each.id == chosen)
        for each in (criteria.file.reason_codes if criteria else ())
    )
    return with_keys(lines, HOME_ROW)
