"""Adding to a report that was sent: the list of what is still missing, and each of its sheets as a form."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from callpoint.actions.acting import reporter
from callpoint.actions.adding import add_to_report
from callpoint.actions.asking import say_not_known
from callpoint.clock import now
from callpoint.pages.access import Audience, opens_to
from callpoint.pages.kept import forget_typed
from callpoint.pages.page import show
from callpoint.pages.public.fields import typed_in, with_asked
from callpoint.pages.public.frame import exit_for, frame
from callpoint.pages.public.limits import may_write
from callpoint.pages.public.missing import BANK, BANK_SAID, bank_lines, missing_lines, more_lines
from callpoint.pages.public.offering import ANOTHER, THEN, offers_shown, ticked
from callpoint.pages.public.own_report import too_many_words
from callpoint.pages.public.question_page import Asked, question_page
from callpoint.pages.public.reporting import Held, held
from callpoint.pages.public.return_pages import AddPage, AddStepPage
from callpoint.pages.public.sent_report import sent_report
from callpoint.pages.public.standing import Given, Typed, read_typed, standing
from callpoint.pages.public.steps import EVIDENCE, HELP, SITUATION, way_at
from callpoint.pages.public.wanted import JUST_ANSWERED, NOT_KNOWN, asked_questions, open_questions
from callpoint.records.knowledge import knowledge
from callpoint.rules.adding import stays_as_sent
from callpoint.rules.content.model import Question
from callpoint.rules.rows import Answers, key_of, split_key
from callpoint.rules.way import next_row, run_of

JUST_ADDED = "just-added"
"""Set in the session by an addition, and gone once the list has said so."""
REACHED_BY = {"you": "reach"}
"""After whether contact is safe comes how; both are changed together."""


@opens_to(Audience.REPORTER)
def add(request: HttpRequest) -> HttpResponse:
    """Show what can be added, with how much of it is there."""
    mine = held(request)
    if mine is None or not mine.report.reference:
        return redirect("return" if mine is None else "check")
    page = AddPage(
        heading=_("Add information"),
        is_added=bool(request.session.pop(JUST_ADDED, False)),
        bank=bank_lines(mine),
        missing=missing_lines(mine),
        more=more_lines(mine),
        words_url=f"{reverse('own_report')}#message",
        files_url=reverse(EVIDENCE),
        exit_url=exit_for(mine.suggestion),
        **frame(request, back=reverse("own_report")),
    )
    return show(request, page)


@dataclass(frozen=True, kw_only=True)
class Opened:
    """One sheet that somebody opened to add to it."""

    mine: Held
    step: str
    questions: tuple[Question, ...]

    @property
    def answers(self) -> Answers:
        """Give what is told by now."""
        return self.mine.report.answers

    @property
    def asked(self) -> str:
        """Give the question that staff asked for, where it is this one alone; else ''."""
        names = [one.id for one in self.questions]
        return names[0] if len(names) == 1 and names[0] in asked_questions(self.mine.report) else ""


@opens_to(Audience.REPORTER)
@require_http_methods(["GET", "POST"])
def add_step(request: HttpRequest, step: str) -> HttpResponse:
    """Put the questions of one sheet with what stands there now, or add what was typed."""
    mine = sent_report(request)
    if not isinstance(mine, Held):
        return mine
    opened = Opened(mine=mine, step=step, questions=_questions_of(request, mine, step))
    if not opened.questions:
        return _elsewhere(step)
    return _take(request, opened) if request.method == "POST" else _ask(request, opened)


def _questions_of(request: HttpRequest, mine: Held, step: str) -> tuple[Question, ...]:
    """Give the questions of a step; whether the bank was reached, and what staff asked for, is asked by itself."""
    name = split_key(step)[0]
    if stays_as_sent(step) or name == EVIDENCE:
        return ()
    if name == BANK:
        return (knowledge().content.questions[BANK],)
    if name in knowledge().content.sheets or (step in mine.way.steps and step != SITUATION):
        return with_asked(request, step, way_at(mine.way.told, here=step).questions(step))
    wanted = knowledge().content.questions.get(step)
    return (wanted,) if wanted and step in asked_questions(mine.report) else ()


def _elsewhere(step: str) -> HttpResponse:
    """Lead to where a step has its place, or back to the list where it does not fit any more; a name of none is not found."""
    name = split_key(step)[0]
    if stays_as_sent(step):
        return redirect(f"{reverse('own_report')}#message")
    if name not in knowledge().content.sheets:
        raise Http404
    return redirect(EVIDENCE if name == EVIDENCE else "add")


def _take(request: HttpRequest, opened: Opened) -> HttpResponse:
    """Check the answers and add them; what is wrong stays in its field."""
    typed = typed_in(request, opened.questions)
    read, errors = read_typed(opened.questions, typed)
    row = split_key(opened.step)[1]
    given: Given = {key_of(name, row): value for name, value in read.items()}
    if not errors:
        given, errors = ticked(request, opened.step, opened.answers, given=given, questions=opened.questions)
    if not errors and not may_write(request):
        errors = {opened.questions[0].id: too_many_words()}
    if errors:
        return _ask(request, opened, typed=typed, errors=errors)
    is_new = add_to_report(
        report_id=opened.mine.report.id,
        answers=given,
        send_key=request.POST.get("send_key", ""),
        by=reporter(opened.mine.report.id),
        at=now(),
    )
    if opened.asked and request.POST.get(THEN) == NOT_KNOWN:
        me = opened.mine.report.id
        say_not_known(report_id=me, keys=[opened.asked], by=reporter(me), at=now())
    forget_typed(request, request.path_info)
    if is_new:
        request.session[JUST_ADDED] = True
    after = held(request)
    return redirect(_next(request, opened, after) if after else reverse("return"))


def _next(request: HttpRequest, opened: Opened, after: Held) -> str:
    """Give the address of the page that comes now: help before all else, then what belongs to what was just told."""
    if after.suggestion.result.critical and not opened.mine.suggestion.result.critical:
        return reverse(HELP)
    if opened.asked:
        return _next_asked(request, opened, after)
    if request.POST.get(THEN) == ANOTHER:
        row = next_row(knowledge().content, after.report.answers, opened.step)
        return reverse("add_step", args=[row]) if row else reverse("add")
    following = _following(opened.step, after)
    return reverse("add_step", args=[following]) if following else reverse("add")


def _next_asked(request: HttpRequest, opened: Opened, after: Held) -> str:
    """Give the next question that staff asked for, or the report once none is left or this one stays open."""
    left = open_questions(after.report)
    if opened.asked in left:
        return reverse("own_report")
    request.session.pop(JUST_ADDED, None)
    request.session[JUST_ANSWERED] = True
    return reverse("add_step", args=[left[0]]) if left else reverse("own_report")


def _following(step: str, after: Held) -> str:
    """Give the step that belongs to what was just told, where it is still empty; '' where none does."""
    name, row = split_key(step)
    if name == BANK:
        return key_of(BANK_SAID, row) if after.report.answers.get(step) == "yes" else ""
    if name in REACHED_BY:
        return REACHED_BY[name] if after.way.questions(REACHED_BY[name]) else ""
    following = way_at(after.way.told, here=step).laid.after(step)
    content = knowledge().content
    run = run_of(content, step)
    if not run or run != run_of(content, following) or split_key(following)[1] != row:
        return ""
    keys = [key_of(one.id, row) for one in after.way.questions(following)]
    return "" if any(after.report.answers.get(key) for key in keys) else following


def _ask(
    request: HttpRequest,
    opened: Opened,
    *,
    typed: Typed | None = None,
    errors: Mapping[str, str] | None = None,
) -> HttpResponse:
    """Ask with what stands there now, or with what was typed and why it cannot stay so."""
    asked = _asked(request, opened, typed=typed, errors=errors or {})
    plain = question_page(request, asked)
    page = AddStepPage(
        heading=plain.heading,
        lead=plain.lead,
        row=plain.row,
        fields=plain.fields,
        another=plain.another,
        warning=plain.warning,
        send_key=secrets.token_hex(16),
        list_url=reverse("own_report" if opened.asked else "add"),
        is_asked=bool(opened.asked),
        errors=plain.errors,
        exit_url=plain.exit_url,
        **frame(request, back=reverse("add"), has_form=True),
    )
    return show(request, page, status=422 if errors else 200)


def _asked(request: HttpRequest, opened: Opened, *, typed: Typed | None, errors: Mapping[str, str]) -> Asked:
    mine, questions = opened.mine, opened.questions
    return Asked(
        step=opened.step,
        questions=questions,
        given={**standing(request, questions, opened.answers, step=opened.step), **(typed or {})},
        errors=errors,
        offers=offers_shown(request, opened.step, opened.answers, questions=questions),
        back_url=reverse("add"),
        skip_url="",
        progress="",
        code_groups=(),
        code_is_new=False,
        no_pictures=mine.suggestion.result.blocks_upload,
        exit_url=exit_for(mine.suggestion),
    )
