"""What to do now, what a report is taken for, what comes after sending, and ways to leave."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from callpoint.actions.acting import reporter
from callpoint.actions.reporting import answer, discard_draft
from callpoint.clock import now
from callpoint.pages.access import Audience, opens_to
from callpoint.pages.filters import translated
from callpoint.pages.page import FieldError, Link, show
from callpoint.pages.public.copying import keep_number, other_body, other_number
from callpoint.pages.public.dates_shown import NEWS, READS, first_of
from callpoint.pages.public.feedback import feedback_url
from callpoint.pages.public.files_shown import file_lines
from callpoint.pages.public.frame import exit_for, frame
from callpoint.pages.public.help_now import WayOn, clock_of, elsewhere, help_page, listens
from callpoint.pages.public.late import ask_for_code, late_form
from callpoint.pages.public.now_parts import Told
from callpoint.pages.public.pages import ConfirmDiscardPage, DonePage, KindPage
from callpoint.pages.public.receipts import receipt_view
from callpoint.pages.public.reporting import Held, held
from callpoint.pages.public.session import end_report, is_first_sight, let_go
from callpoint.pages.public.steps import CHECK, HELP
from callpoint.pages.public.takeaways import address_code_url, takeaways
from callpoint.pages.services_shown import in_order, view_of
from callpoint.pages.shown import ChoiceLine, ServiceView
from callpoint.records.knowledge import knowledge
from callpoint.records.queries.promises import clocks_of
from callpoint.rules.figures import Came
from callpoint.rules.reference import spoken


@opens_to(Audience.REPORTER)
def help_for_report(request: HttpRequest) -> HttpResponse:
    """Show what to do now, from everything told so far."""
    mine = held(request)
    if mine is None:
        return redirect("begin")
    sent = bool(mine.report.reference)
    way = WayOn(
        heading=_("What to do now"),
        next_url=reverse("own_report") if sent else mine.way.after(_seen_after(request, mine)),
        next_text=_("Back to your report") if sent else _("Go on with the report"),
        kept=True,
        code_groups=mine.code_groups,
        code_is_new=is_first_sight(request),
        told=Told(answers=mine.report.answers, held=True),
    )
    page = help_page(mine.suggestion, way, frame(request, back=mine.way.before(HELP)))
    return show(request, page)


def _seen_after(request: HttpRequest, mine: Held) -> str:
    """Say after which step somebody came here: an answer in mid-way may have made it urgent."""
    step = request.GET.get("after", "")
    return step if step in mine.way.steps else HELP


@opens_to(Audience.REPORTER)
@require_http_methods(["GET", "POST"])
def kind(request: HttpRequest) -> HttpResponse:
    """Let the person correct what we took it for; they see words, never codes."""
    mine = held(request)
    if mine is None:
        return redirect("begin")
    kinds = knowledge().content.kinds
    chosen = request.POST.get("answer", "")
    if request.method == "POST" and chosen in kinds and not mine.report.reference:
        answer(report_id=mine.report.id, answers={"own_kind": chosen}, by=reporter(mine.report.id), at=now())
        return redirect(HELP)
    error = _("Please choose one.") if request.method == "POST" else ""
    likely = [score.id for score in mine.suggestion.result.kinds]
    page = KindPage(
        heading=_("What fits best?"),
        likely=tuple(
            ChoiceLine(value=name, label=translated(kinds[name].label), chosen=name == mine.suggestion.kind)
            for name in likely
        ),
        others=tuple(
            ChoiceLine(value=each.id, label=translated(each.label))
            for each in kinds.values()
            if each.id not in likely
        ),
        error=error,
        errors=(FieldError(text=error, href="#answer"),) if error else (),
        exit_url=exit_for(mine.suggestion),
        **frame(request, back=reverse(HELP), has_form=True),
    )
    return show(request, page, status=422 if error else 200)


@opens_to(Audience.REPORTER)
@require_http_methods(["GET", "POST"])
def done(request: HttpRequest) -> HttpResponse:
    """Show the reference, what happens next, and by which date; take the number of another body."""
    mine = held(request)
    late = late_form(request)
    if mine is None and late:
        return ask_for_code(request, late)
    if mine is None or not mine.report.reference:
        return redirect("check")
    error = keep_number(request, mine) if request.method == "POST" else ""
    if request.method == "POST" and not error:
        return redirect("done")
    page = _done_page(request, mine, error)
    return show(request, page, status=422 if error else 200)


def _done_page(request: HttpRequest, mine: Held, error: str) -> DonePage:
    known = knowledge()
    kind_of_it = known.content.kinds[mine.suggestion.kind]
    clocks = clocks_of(mine.report.id)
    return DonePage(
        heading=_("Your report is sent"),
        reference_groups=tuple(mine.report.reference.split("-")),
        crime_number=mine.report.crime_number,
        spoken=spoken(mine.report.reference),
        code_groups=mine.code_groups,
        address_code_url=address_code_url(),
        takeaways=takeaways(mine),
        files=file_lines(mine),
        receipt=receipt_view(mine),
        talk_url=reverse("talk_ask") if mine.report.answers.get("support_wanted") == "yes" else "",
        acting=tuple(view for view in _offered(mine) if not listens(view)) if _cannot_wait(mine) else (),
        clock=clock_of(mine.suggestion, Told(answers=mine.report.answers, held=True)),
        read_by=first_of(clocks, READS),
        news_by=first_of(clocks, NEWS),
        not_yet=elsewhere(mine.suggestion),
        other_body=other_body(mine),
        other_number=other_number(request, mine),
        copy_url=reverse("copy"),
        support=tuple(view for view in _offered(mine) if listens(view)),
        advice=tuple(translated(line) for line in (*kind_of_it.advice_now, *kind_of_it.advice_prevent)),
        guidance=tuple(
            Link(text=translated(page.title), url=reverse("guidance", args=[page.id]))
            for page in in_order(known.content.guidance.values())
        ),
        return_url=reverse("return"),
        feedback_url=feedback_url(Came.SENT),
        exit_url=exit_for(mine.suggestion),
        error=error,
        errors=(FieldError(text=error, href="#number"),) if error else (),
        **frame(request, has_form=True),
    )


def _cannot_wait(mine: Held) -> bool:
    """Say whether help has to come before the report is read: it is urgent, or a person is harmed."""
    return mine.suggestion.result.critical or mine.suggestion.result.blocks_upload


def _offered(mine: Held) -> tuple[ServiceView, ...]:
    services = knowledge().content.services
    return tuple(
        view_of(services[offer.service_id], at=now(), why=offer.reason)
        for offer in mine.suggestion.result.offers
    )


@opens_to(Audience.REPORTER)
@require_http_methods(["GET", "POST"])
def discard(request: HttpRequest) -> HttpResponse:
    """Throw a draft away, after asking once; then ask how it was, also those who stop."""
    mine = held(request)
    if mine is None or mine.report.reference:
        return redirect("start")
    if request.method == "POST":
        discard_draft(report_id=mine.report.id, by=reporter(mine.report.id), at=now())
        end_report(request)
        return redirect(feedback_url(Came.GAVE_UP))
    page = ConfirmDiscardPage(
        heading=_("Delete what you wrote?"),
        exit_url=exit_for(mine.suggestion),
        **frame(request, back=reverse(CHECK), has_form=True),
    )
    return show(request, page)


@opens_to(Audience.ANYONE)
@require_POST
def leave(request: HttpRequest) -> HttpResponse:
    """End the session here on the server, and show the first page."""
    let_go(request)
    response = redirect("start")
    response["Clear-Site-Data"] = '"cache", "cookies", "storage"'
    return response
