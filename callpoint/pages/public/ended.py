"""How a report ended, to its own reporter: the letter, another look, something new, and how it went after."""

from collections.abc import Iterator
from datetime import datetime

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from callpoint.actions.acting import reporter
from callpoint.actions.corresponding import MESSAGE_LIMIT
from callpoint.actions.following_up import Answer, NoAnswerError, NotAskedError, answer_follow_up
from callpoint.actions.reviewing import WORDS_LIMIT, NothingToReviewError, WordsTooLongError, ask_review
from callpoint.clock import now
from callpoint.formats.paper import Block, Heading, Paper, Text
from callpoint.pages.access import Audience, opens_to
from callpoint.pages.closing_shown import letter_parts
from callpoint.pages.filters import day, moment
from callpoint.pages.kept import forget_typed, keep_typed, typed_before
from callpoint.pages.languages import direction_of, language_in_force
from callpoint.pages.page import FieldError, show
from callpoint.pages.public.ended_late import WENT, answer_in_words, unpacked, went_words
from callpoint.pages.public.ended_pages import EndedPart, HowItWentPage, LookAgainPage
from callpoint.pages.public.frame import exit_for, frame
from callpoint.pages.public.holding import unshown
from callpoint.pages.public.limits import may_write
from callpoint.pages.public.reporting import Held
from callpoint.pages.public.sent_report import sent_report
from callpoint.pages.shown import ChoiceLine
from callpoint.records.knowledge import knowledge
from callpoint.records.opened_closings import OwnClosing, own_closing
from callpoint.records.queries.closings import helped
from callpoint.rules.closing import HowItWent, is_told, rounded_down
from callpoint.rules.dates import promised


def ended_part(mine: Held) -> EndedPart | None:
    """Give what the page of a report shows of how it ended; None where no letter was sent."""
    ended = own_closing(mine.report.id)
    if ended is None:
        return None
    review = ended.review
    is_waiting = review is not None and review.decided_at is None
    return EndedPart(
        parts=letter_parts(ended.letter),
        sent_at=ended.sent_at,
        is_closed=ended.is_closed,
        paper_url=reverse("letter_pdf"),
        look_again_url=reverse("look_again") if ended.is_closed and not is_waiting else "",
        look_again_by=_promised(mine, "review-window", at=ended.sent_at),
        add_url=reverse("add"),
        helped=tuple(_helped(mine)),
        asked_at=review.asked_at if review else None,
        answer_by=_promised(mine, "review-answer", at=review.asked_at) if review and is_waiting else None,
        how_it_went_url=reverse(WENT) if ended.is_asked and ended.is_closed else "",
        happened_again=ended.is_closed and ended.went == HowItWent.HAPPENED_AGAIN,
    )


def letter_paper(mine: Held, made_at: datetime) -> Paper:
    """Give the letter as a paper to keep."""
    ended = own_closing(mine.report.id)
    return Paper(
        title=_("Our letter about your report"),
        language=language_in_force(),
        direction=direction_of(language_in_force()),
        lead=_("Report reference: %(reference)s") % {"reference": mine.report.reference},
        blocks=tuple(_blocks(ended)) if ended else (),
        footer=_("Made at %(time)s.") % {"time": moment(made_at)},
        unshown=unshown(),
    )


def _blocks(ended: OwnClosing) -> Iterator[Block]:
    yield Text(text=f"{settings.CALLPOINT.service.name}\n{day(localtime(ended.sent_at).date())}")
    for part in letter_parts(ended.letter):
        yield Heading(text=part.heading)
        yield Text(text=part.text)


def _helped(mine: Held) -> Iterator[str]:
    """Say what the report was part of: counts in tens and days that are public, which tell nobody what is known."""
    found = helped(mine.report.id)
    if found is None:
        return
    if is_told(found.reports):
        yield _("It is one of at least %(num)s like it from your area around that time.") % {
            "num": rounded_down(found.reports)
        }
    if found.warned_at:
        yield _("On %(day)s we warned people of this kind of thing.") % {
            "day": day(localtime(found.warned_at).date())
        }


def _promised(mine: Held, promise: str, *, at: datetime) -> datetime | None:
    known = knowledge()
    unit = known.content.units.get(mine.report.unit)
    return promised(known, promise, unit=unit, role=settings.CALLPOINT.service.role, at=at)


@opens_to(Audience.REPORTER)
@require_http_methods(["GET", "POST"])
def look_again(request: HttpRequest) -> HttpResponse:
    """Ask to look at the closing again."""
    mine = sent_report(request)
    if not isinstance(mine, Held):
        return mine
    if request.method != "POST":
        part = ended_part(mine)
        if part and part.look_again_url:
            return _show_look(request, mine)
        return _to_report(request, typed_before(request, request.path_info))
    return _ask(request, mine)


def _to_report(request: HttpRequest, late: str) -> HttpResponse:
    """Lead to the report; words that came too late and that nobody asks for any more can go as a message."""
    if late:
        keep_typed(request, reverse("own_report"), late)
    return redirect("own_report")


def _ask(request: HttpRequest, mine: Held) -> HttpResponse:
    if not may_write(request):
        error = _("Many messages came from your network just now. Please send this again in an hour.")
        return _show_look(request, mine, error=error)
    words = request.POST.get("words", "")
    try:
        ask_review(report_id=mine.report.id, words=words, by=reporter(mine.report.id), at=now())
    except WordsTooLongError as refused:
        return _show_look(request, mine, error=_shorter(refused.over))
    except NothingToReviewError:
        # It was opened again meanwhile: their page says so.
        return redirect("own_report")
    forget_typed(request, request.path_info)
    return redirect("own_report")


def _show_look(request: HttpRequest, mine: Held, *, error: str = "") -> HttpResponse:
    part = ended_part(mine)
    page = LookAgainPage(
        heading=_("Ask us to look again"),
        last_at=part.look_again_by if part else None,
        typed=request.POST.get("words", typed_before(request, request.path_info)),
        error=error,
        limit=WORDS_LIMIT,
        stay_url=reverse("own_report"),
        exit_url=exit_for(mine.suggestion),
        errors=(FieldError(text=error, href="#words"),) if error else (),
        **frame(request, back=reverse("own_report"), has_form=True),
    )
    return show(request, page, status=422 if error else 200)


@opens_to(Audience.REPORTER)
@require_http_methods(["GET", "POST"])
def how_it_went(request: HttpRequest) -> HttpResponse:
    """Ask how it went, once; the answer opens nothing again by itself."""
    mine = sent_report(request)
    if not isinstance(mine, Held):
        return mine
    if request.method != "POST":
        part = ended_part(mine)
        if part and part.how_it_went_url:
            return _show_went(request, mine)
        return _to_report(request, answer_in_words(typed_before(request, request.path_info)))
    return _answer(request, mine)


def _answer(request: HttpRequest, mine: Held) -> HttpResponse:
    answer = Answer(choice=request.POST.get("choice", ""), words=request.POST.get("words", ""))
    try:
        answer_follow_up(report_id=mine.report.id, answer=answer, by=reporter(mine.report.id), at=now())
    except NoAnswerError as refused:
        return _show_went(request, mine, refused=refused)
    except NotAskedError:
        return redirect("own_report")
    forget_typed(request, request.path_info)
    return redirect("own_report")


def _show_went(request: HttpRequest, mine: Held, *, refused: NoAnswerError | None = None) -> HttpResponse:
    unchosen = _("Choose one of these.") if refused and not refused.over else ""
    too_long = _shorter(refused.over) if refused and refused.over else ""
    wrong = ((unchosen, "#choice"), (too_long, "#words"))
    late = unpacked(typed_before(request, request.path_info))
    page = HowItWentPage(
        heading=_("How are you now?"),
        choices=tuple(ChoiceLine(value=choice, label=words) for choice, words in went_words().items()),
        chosen=request.POST.get("choice", late.get("choice", "")),
        typed=request.POST.get("words", late.get("words", "")),
        choice_error=unchosen,
        words_error=too_long,
        limit=MESSAGE_LIMIT,
        stay_url=reverse("own_report"),
        exit_url=exit_for(mine.suggestion),
        errors=tuple(FieldError(text=text, href=href) for text, href in wrong if text),
        **frame(request, back=reverse("own_report"), has_form=True),
    )
    return show(request, page, status=422 if refused else 200)


def _shorter(over: int) -> str:
    return ngettext(
        "Please make your message %(over)s letter shorter.",
        "Please make your message %(over)s letters shorter.",
        over,
    ) % {"over": over}
