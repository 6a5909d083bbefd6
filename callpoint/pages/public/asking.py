"""The steps of a report, one page each; what was answered is saved before the next page comes."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from callpoint.actions.acting import newcomer, reporter
from callpoint.actions.reporting import AlreadySentError, answer, begin_report
from callpoint.clock import now
from callpoint.pages.access import Audience, opens_to
from callpoint.pages.kept import forget_typed
from callpoint.pages.public.fields import typed_in, with_asked
from callpoint.pages.public.frame import exit_for, exit_for_situation
from callpoint.pages.public.late import FIRST_STEPS, ask_for_code, late_form
from callpoint.pages.public.limits import may_begin
from callpoint.pages.public.offering import ANOTHER, THEN, offers_shown, ticked
from callpoint.pages.public.question_page import Asked, show_step
from callpoint.pages.public.reporting import Held, held, held_with
from callpoint.pages.public.sent_meanwhile import after_sending
from callpoint.pages.public.session import hold_report, is_first_sight
from callpoint.pages.public.standing import Given, Typed, read_typed, standing
from callpoint.pages.public.steps import (
    CHECK,
    EVIDENCE,
    HELP,
    SITUATION,
    STORY,
    Way,
    address_of,
    question_of,
    way_at,
)
from callpoint.records.knowledge import knowledge
from callpoint.rules.content.model import Question
from callpoint.rules.followups import ON_BEHALF
from callpoint.rules.rows import key_of, split_key
from callpoint.rules.way import next_row, run_of


@dataclass(frozen=True, kw_only=True)
class Visit:
    """Somebody at a step: what they told so far, and the way they are on."""

    step: str
    questions: tuple[Question, ...]
    mine: Held | None
    way: Way
    chosen: str = ""
    """The situation that brought them here, where nothing is kept yet."""

    @property
    def answers(self) -> Mapping[str, str | list[str]]:
        """Give what was told so far."""
        return self.mine.report.answers if self.mine else {}


@opens_to(Audience.ANYONE)
def begin(request: HttpRequest) -> HttpResponse:
    """Lead to the first question."""
    del request
    return redirect("question", SITUATION)


@opens_to(Audience.ANYONE)
@require_http_methods(["GET", "POST"])
def begin_with(request: HttpRequest, situation: str) -> HttpResponse:
    """Ask for the story of a situation chosen already; nothing is kept before the first answer."""
    situations = question_of(SITUATION)
    if situations is None or situation not in {choice.id for choice in situations.choices}:
        raise Http404
    return _visit(request, STORY, chosen=situation)


@opens_to(Audience.ANYONE)
@require_http_methods(["GET", "POST"])
def question(request: HttpRequest, step: str) -> HttpResponse:
    """Put the questions of one step, or save their answers and go on."""
    if step == EVIDENCE:
        return redirect(EVIDENCE)
    return _visit(request, step, chosen="")


def _visit(request: HttpRequest, step: str, *, chosen: str) -> HttpResponse:
    mine = held(request)
    if mine and mine.report.reference:
        return after_sending(request, step)
    way = way_at(mine.way.told if mine else None, here=step)
    questions = with_asked(request, step, way.questions(step))
    if not questions:
        return _nothing_to_ask(step, way)
    visit = Visit(step=step, questions=questions, mine=mine, way=way, chosen=chosen)
    return _take(request, visit) if request.method == "POST" else _ask(request, visit)


def _nothing_to_ask(step: str, way: Way) -> HttpResponse:
    """Lead from a question to its sheet, and on where a sheet does not fit any more; a name of none is not found."""
    name, row = split_key(step)
    sheets = knowledge().content.sheets
    sheet = next((one.id for one in sheets.values() if name in one.questions), "")
    if sheet:
        return redirect(address_of(key_of(sheet, row)))
    if name not in sheets:
        raise Http404
    return redirect(way.after(step))


def _take(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Check the answers and keep them; without a report only the first questions are taken."""
    late = late_form(request)
    if late and visit.mine is None:
        return ask_for_code(request, late)
    typed = typed_in(request, visit.questions)
    read, errors = read_typed(visit.questions, typed)
    row = split_key(visit.step)[1]
    given: Given = {key_of(name, row): value for name, value in read.items()}
    if not errors:
        given, errors = ticked(request, visit.step, visit.answers, given=given, questions=visit.questions)
    if not errors and _says_nothing(visit, read):
        errors[STORY] = _("Tell us a few words about what happened. Or go back and choose what fits.")
    if errors:
        return _ask(request, visit, typed=typed, errors=errors)
    if visit.mine is None and not may_begin(request):
        words = _("Many reports came from your network just now. Please send this again in an hour.")
        return _ask(request, visit, typed=typed, errors={visit.questions[0].id: words})
    return _keep(request, visit, given | ({SITUATION: visit.chosen} if visit.chosen else {}))


def _says_nothing(visit: Visit, read: Given) -> bool:
    """Say whether somebody sent an empty story and has said nothing else either."""
    nothing_else = not visit.answers.get(SITUATION) and not visit.chosen
    return visit.step == STORY and nothing_else and not str(read.get(STORY, "")).strip()


def _keep(request: HttpRequest, visit: Visit, given: Given) -> HttpResponse:
    """Save and lead on; the first answer of all begins the report."""
    after: Held | None = None
    try:
        if visit.mine:
            me = visit.mine.report.id
            after = held_with(visit.mine, answer(report_id=me, answers=given, by=reporter(me), at=now()))
        elif visit.step in FIRST_STEPS and any(given.values()):
            language = get_language() or "en"
            begun = begin_report(answers=given, language=language, channel="web", by=newcomer(), at=now())
            hold_report(request, begun.report_id, begun.code)
            after = held(request)
    except AlreadySentError:
        return after_sending(request, visit.step)
    forget_typed(request, request.path_info)
    if after is None:
        return redirect(visit.way.after(visit.step))
    return redirect(_next(request, visit, after))


def _next(request: HttpRequest, visit: Visit, after: Held) -> str:
    """Give the address of the page that comes now: help before all else, then another row if one was asked for."""
    was, is_now = visit.mine.suggestion.result if visit.mine else None, after.suggestion.result
    known_already = was is not None and was.critical and was.first == is_now.first
    if is_now.critical and not known_already and visit.step not in {SITUATION, STORY}:
        # What was just said makes it urgent, or somebody else comes first: help before the next question.
        return f"{reverse(HELP)}?after={visit.step}"
    way = way_at(after.way.told, here=visit.step)
    following = way.laid.after(visit.step)
    if request.POST.get(THEN) == ANOTHER and not _is_same_row(visit.step, following):
        row = next_row(knowledge().content, after.report.answers, visit.step)
        if row:
            return reverse("question", args=[row])
    return reverse(CHECK) if comes_from_check(request) else way.after(visit.step)


def _is_same_row(step: str, following: str) -> bool:
    """Say whether the next step still asks about the same row, such as the same payment."""
    content = knowledge().content
    return (
        run_of(content, step) == run_of(content, following) and split_key(step)[1] == split_key(following)[1]
    )


def comes_from_check(request: HttpRequest) -> bool:
    """Say whether somebody came from the check page to change one answer, and goes back there."""
    return request.GET.get("from") == CHECK


def _ask(
    request: HttpRequest, visit: Visit, *, typed: Typed | None = None, errors: Mapping[str, str] | None = None
) -> HttpResponse:
    """Ask with what was answered before, or with what was typed and why it cannot stay so."""
    number, of = visit.way.place(visit.step)
    asked = Asked(
        step=visit.step,
        questions=visit.questions,
        given={**standing(request, visit.questions, visit.answers, step=visit.step), **(typed or {})},
        errors=errors or {},
        offers=offers_shown(request, visit.step, visit.answers, questions=visit.questions),
        back_url=_back(request, visit),
        skip_url=_skip(request, visit),
        finish_url=_finish(request, visit),
        progress=_("Step %(number)s of about %(of)s") % {"number": number, "of": of},
        code_groups=visit.mine.code_groups if visit.mine else (),
        code_is_new=is_first_sight(request),
        no_pictures=bool(visit.mine and visit.mine.suggestion.result.blocks_upload),
        is_for_another=bool(visit.mine) and visit.answers.get("who") in ON_BEHALF,
        exit_url=exit_for(visit.mine.suggestion) if visit.mine else exit_for_situation(visit.chosen),
    )
    return show_step(request, asked)


def _back(request: HttpRequest, visit: Visit) -> str:
    if comes_from_check(request):
        return reverse(CHECK)
    return reverse("now", args=[visit.chosen]) if visit.chosen else visit.way.before(visit.step)


def _skip(request: HttpRequest, visit: Visit) -> str:
    """Give the way past a step; the first answer of a report is the one that cannot be skipped."""
    if comes_from_check(request):
        return reverse(CHECK)
    return visit.way.after(visit.step) if visit.mine or visit.step == SITUATION else ""


def _finish(request: HttpRequest, visit: Visit) -> str:
    """Give the check page once the story is told; whoever came from there has it in the link past the page."""
    told = bool(visit.answers.get(STORY)) and visit.step != STORY
    return reverse(CHECK) if told and not comes_from_check(request) else ""
