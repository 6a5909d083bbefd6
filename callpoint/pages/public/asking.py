"""The questions of a report, one a page; each answer is saved before the next page comes."""

from collections.abc import Mapping

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
from callpoint.pages.page import show
from callpoint.pages.public.question_page import Asked, question_page, quick_question
from callpoint.pages.public.reporting import Held, held
from callpoint.pages.public.session import hold_report
from callpoint.pages.public.steps import HELP, SITUATION, Way, question_of, way_of
from callpoint.rules.content.model import Question
from callpoint.rules.questionnaire import AnswerNotAcceptedError, check_answer

@opens_to(Audience.ANYONE)
def begin(request: HttpRequest) -> HttpResponse:
    """Lead to the first question."""
    del request
    return redirect("question", SITUATION)


@opens_to(Audience.ANYONE)
@require_http_methods(["GET", "POST"])
def begin_with(request: HttpRequest, situation: str) -> HttpResponse:
    """Show the story's page for a situation chosen already; nothing is kept before the first answer."""
    found = question_of(SITUATION)
    if found is None or situation not in {choice.id for choice in found.choices}:
        raise Http404
    if request.method == "POST" or held(request):
        return question(request, "story", chosen=situation)
    story = question_of("story")
    if story is None:
        raise Http404
    return _show_question(request, story, way_of({}, None), answers={}, back=reverse("now", args=[situation]))


@opens_to(Audience.ANYONE)
@require_http_methods(["GET", "POST"])
def question(request: HttpRequest, step: str, chosen: str = "") -> HttpResponse:
    """Ask one question, or save its answer and go on."""
    found = question_of(step)
    if found is None:
        raise Http404
    mine = held(request)
    if mine and mine.report.reference:
        return redirect("own_report")
    way = mine.way if mine else way_of({}, None)
    answers = mine.report.answers if mine else {}
    if request.method != "POST":
        return _show_question(request, found, way, answers=answers, mine=mine)
    try:
        accepted = check_answer(found, tuple(request.POST.getlist("answer")) or "")
    except AnswerNotAcceptedError as refused:
        words = translated(refused.template).format(**refused.values)
        return _show_question(request, found, way, answers=answers, mine=mine, error=words)
    if step == "story" and not str(accepted.as_stored()).strip() and not answers.get(SITUATION) and not chosen:
        words = _("Tell us a few words about what happened. Or go back and choose what fits.")
        return _show_question(request, found, way, answers=answers, mine=mine, error=words)
    given: dict[str, str | list[str]] = {step: accepted.as_stored()}
    if chosen:
        given[SITUATION] = chosen
    return _keep(request, step, given, mine)


def _keep(request: HttpRequest, step: str, given: Mapping[str, str | list[str]], mine: Held | None) -> HttpResponse:
    """Save and lead on; the first answer of all begins the report."""
    try:
        if mine:
            answer(report_id=mine.report.id, answers=given, by=reporter(mine.report.id), at=now())
        elif any(given.values()):
            begun = begin_report(
                answers=given, language=get_language() or "en", channel="web", by=newcomer(), at=now()
            )
            hold_report(request, begun.report_id, begun.code)
    except AlreadySentError:
        return redirect("own_report")
    after = held(request)
    if after is None:
        return redirect(way_of({}, None).after(step))
    if request.POST.get("then") == "check":
        return redirect("check")
    if after.suggestion.result.critical and step in (SITUATION, "story"):
        return redirect(HELP)
    return redirect(after.way.after(step))


def _show_question(
    request: HttpRequest,
    found: Question,
    way: Way,
    *,
    answers: Mapping[str, str | list[str]],
    mine: Held | None = None,
    error: str = "",
    back: str = "",
) -> HttpResponse:
    """Show a question with what was answered before, or with what was typed and why it cannot stay so."""
    typed = request.POST.get("answer", "") if error else answers.get(found.id, "")
    value = typed if isinstance(typed, str) else ", ".join(typed)
    number, of = way.place(found.id)
    asked = Asked(
        found=found,
        value=value,
        error=error,
        back_url=back or way.before(found.id),
        skip_url=way.after(found.id) if (mine or found.id == SITUATION) else "",
        progress=_("Step %(number)s of about %(of)s") % {"number": number, "of": of},
        code_groups=mine.code_groups if mine else (),
        no_pictures=bool(mine and mine.suggestion.result.blocks_upload),
    )
    if error:
        return show(request, question_page(request, asked), status=422)
    return quick_question(request, asked)
