"""The questions of a report, one a page; each answer is saved before the next page comes."""

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
from callpoint.pages.filters import translated
from callpoint.pages.kept import forget_typed, typed_before
from callpoint.pages.page import show
from callpoint.pages.public.frame import exit_for
from callpoint.pages.public.late import ask_for_code, late_form
from callpoint.pages.public.limits import may_begin
from callpoint.pages.public.question_page import Asked, question_page, quick_question
from callpoint.pages.public.reporting import Held, held
from callpoint.pages.public.session import hold_report, is_first_sight
from callpoint.pages.public.steps import CHECK, HELP, SITUATION, STORY, Way, question_of, way_of
from callpoint.rules.content.model import Question
from callpoint.rules.questionnaire import AnswerNotAcceptedError, check_answer

Given = dict[str, str | list[str]]


@dataclass(frozen=True, kw_only=True)
class Visit:
    """Somebody at a question: what they told so far, and the way they are on."""

    found: Question
    mine: Held | None
    chosen: str = ""
    """The situation that brought them here, where nothing is kept yet."""

    @property
    def way(self) -> Way:
        """Give the way through the report as it now looks."""
        return self.mine.way if self.mine else way_of({}, None)

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
    """Ask one question, or save its answer and go on."""
    return _visit(request, step, chosen="")


def _visit(request: HttpRequest, step: str, *, chosen: str) -> HttpResponse:
    found = question_of(step)
    if found is None:
        raise Http404
    mine = held(request)
    if mine and mine.report.reference:
        return redirect("own_report")
    visit = Visit(found=found, mine=mine, chosen=chosen)
    return _take(request, visit) if request.method == "POST" else _ask(request, visit)


def _take(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Check an answer and keep it; without a report only the first questions are taken."""
    try:
        accepted = check_answer(visit.found, tuple(request.POST.getlist("answer")) or "")
    except AnswerNotAcceptedError as refused:
        return _ask(request, visit, error=translated(refused.template).format(**refused.values))
    if _says_nothing(visit, accepted.as_stored()):
        words = _("Tell us a few words about what happened. Or go back and choose what fits.")
        return _ask(request, visit, error=words)
    late = late_form(request)
    if late and visit.mine is None:
        return ask_for_code(request, late)
    if visit.mine is None and not may_begin(request):
        words = _("Many reports came from your network just now. Please send this again in an hour.")
        return _ask(request, visit, error=words)
    given: Given = {visit.found.id: accepted.as_stored()}
    return _keep(request, visit, given | ({SITUATION: visit.chosen} if visit.chosen else {}))


def _says_nothing(visit: Visit, told: str | list[str]) -> bool:
    """Say whether somebody sent an empty story and has said nothing else either."""
    nothing_else = not visit.answers.get(SITUATION) and not visit.chosen
    return visit.found.id == STORY and nothing_else and not str(told).strip()


def _keep(request: HttpRequest, visit: Visit, given: Given) -> HttpResponse:
    """Save and lead on; the first answer of all begins the report."""
    try:
        if visit.mine:
            answer(report_id=visit.mine.report.id, answers=given, by=reporter(visit.mine.report.id), at=now())
        elif any(given.values()):
            language = get_language() or "en"
            begun = begin_report(answers=given, language=language, channel="web", by=newcomer(), at=now())
            hold_report(request, begun.report_id, begun.code)
    except AlreadySentError:
        return redirect("own_report")
    forget_typed(request, request.path_info)
    after = held(request)
    if after is None:
        return redirect(visit.way.after(visit.found.id))
    was_critical = visit.mine is not None and visit.mine.suggestion.result.critical
    if after.suggestion.result.critical and not was_critical and visit.found.id not in {SITUATION, STORY}:
        # What was just said makes it urgent: help comes before the next question.
        return redirect(f"{reverse(HELP)}?after={visit.found.id}")
    return redirect("check" if comes_from_check(request) else after.way.after(visit.found.id))


def comes_from_check(request: HttpRequest) -> bool:
    """Say whether somebody came from the check page to change one answer, and goes back there."""
    return request.GET.get("from") == CHECK


def _ask(request: HttpRequest, visit: Visit, *, error: str = "") -> HttpResponse:
    """Ask with what was answered before, or with what was typed and why it cannot stay so."""
    found, way = visit.found, visit.way
    told = typed_before(request, request.path_info) or visit.answers.get(found.id, "")
    typed = request.POST.get("answer", "") if error else told
    number, of = way.place(found.id)
    asked = Asked(
        found=found,
        value=typed if isinstance(typed, str) else ", ".join(typed),
        error=error,
        back_url=_back(request, visit),
        skip_url=_skip(request, visit),
        progress=_("Step %(number)s of about %(of)s") % {"number": number, "of": of},
        code_groups=visit.mine.code_groups if visit.mine else (),
        code_is_new=is_first_sight(request),
        no_pictures=bool(visit.mine and visit.mine.suggestion.result.blocks_upload),
        exit_url=exit_for(visit.mine.suggestion) if visit.mine else "",
    )
    if error:
        return show(request, question_page(request, asked), status=422)
    return quick_question(request, asked)


def _back(request: HttpRequest, visit: Visit) -> str:
    if comes_from_check(request):
        return reverse(CHECK)
    return reverse("now", args=[visit.chosen]) if visit.chosen else visit.way.before(visit.found.id)


def _skip(request: HttpRequest, visit: Visit) -> str:
    """Give the way past a question; the first answer of a report is the one that cannot be skipped."""
    if comes_from_check(request):
        return reverse(CHECK)
    return visit.way.after(visit.found.id) if visit.mine or visit.found.id == SITUATION else ""
