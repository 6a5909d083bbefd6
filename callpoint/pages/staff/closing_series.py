"""Closing the reports of a series together: what would happen first, then what did."""

from uuid import UUID

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from callpoint.actions.closing_batch import MOST_AT_ONCE, BatchLine, Plan, close_batch, preview_batch
from callpoint.actions.series import NoSuchSeriesError
from callpoint.clock import now
from callpoint.pages.access import opens_to
from callpoint.pages.closing_shown import letter_parts
from callpoint.pages.filters import translated
from callpoint.pages.page import FieldError, show
from callpoint.pages.shown import ChoiceLine
from callpoint.pages.staff.closing_pages import BatchPage, BatchRow
from callpoint.pages.staff.closing_words import outcome_label, refusal_words, why_words
from callpoint.pages.staff.frame import signed_in_actor, staff_frame
from callpoint.records.knowledge import knowledge
from callpoint.records.queries.closings import letters_in_use
from callpoint.rules.access import Deed, NotAllowedError
from callpoint.rules.closing import outcomes_for
from callpoint.rules.letters import grade_of

CONFLICT = 409
"""Answer where nothing of what was ticked could be closed."""


@opens_to(Deed.CLOSE_REPORT)
@require_http_methods(["GET", "POST"])
def staff_close_series(request: HttpRequest, series_id: UUID) -> HttpResponse:
    """Show what closing the reports of a series would do; do it for those that are ticked."""
    asked = request.POST if request.method == "POST" else request.GET
    plan = Plan(
        series_id=series_id,
        outcome=asked.get("outcome", ""),
        letter_id=asked.get("letter", ""),
        # Words of an officer come in a form and never in an address.
        gap=request.POST.get("gap", "").replace("\r\n", "\n"),
    )
    try:
        if request.method != "POST" or request.POST.get("do") == "show":
            return _show(request, plan, _preview(request, plan), done="")
        if not _ticked(request):
            return _show(
                request, plan, _preview(request, plan), done="", error=_("Tick at least one report.")
            )
        return _show(request, plan, _close(request, plan), done="done")
    except NoSuchSeriesError as missing:
        raise Http404 from missing
    except NotAllowedError as refused:
        raise PermissionDenied from refused


def _preview(request: HttpRequest, plan: Plan) -> tuple[BatchLine, ...]:
    lines = preview_batch(plan=plan, by=signed_in_actor(request), at=now())
    # Before an outcome is chosen no letter can be written, and each line would only say so.
    return lines if plan.outcome else ()


def _close(request: HttpRequest, plan: Plan) -> tuple[BatchLine, ...]:
    return close_batch(plan=plan, reports=_ticked(request), by=signed_in_actor(request), at=now())


def _ticked(request: HttpRequest) -> list[UUID]:
    return [UUID(each) for each in request.POST.getlist("report") if _is_id(each)]


def _is_id(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True


def _show(
    request: HttpRequest, plan: Plan, lines: tuple[BatchLine, ...], *, done: str, error: str = ""
) -> HttpResponse:
    outcomes = outcomes_for(knowledge(), role=settings.CALLPOINT.service.role)
    chosen = next((one for one in outcomes if one.id == plan.outcome), None)
    letters = letters_in_use(outcome=chosen.id, language=settings.LANGUAGE_CODE) if chosen else ()
    page = BatchPage(
        heading=_("Close the reports of a series"),
        outcomes=tuple(ChoiceLine(value=one.id, label=outcome_label(one)) for one in outcomes),
        outcome=chosen.id if chosen else "",
        outcome_words=outcome_label(chosen) if chosen else "",
        letters=tuple(ChoiceLine(value=str(line.id), label=line.name) for line in letters),
        letter=plan.letter_id,
        note=translated(chosen.gap) if chosen else "",
        gap=plan.gap,
        rows=tuple(_row(line, done=done) for line in lines),
        ready=sum(line.letter is not None for line in lines),
        is_done=bool(done),
        has_left=bool(done) and any(line.letter is None for line in lines),
        is_ticked=not error,
        errors=_tick_errors(lines, error),
        most=MOST_AT_ONCE,
        **staff_frame(request, back=reverse("staff_series", args=[plan.series_id])),
    )
    stands_still = bool(done) and not any(line.letter for line in lines)
    return show(request, page, status=422 if error else CONFLICT if stands_still else 200)


def _tick_errors(lines: tuple[BatchLine, ...], error: str) -> tuple[FieldError, ...]:
    """Lead to the first report that can be ticked; where there is none, to how they end."""
    first = next((f"#report-{line.report_id}" for line in lines if line.letter), "#outcome")
    return (FieldError(text=error, href=first),) if error else ()


def _row(line: BatchLine, *, done: str) -> BatchRow:
    what = _("Its letter was sent.") if line.is_sent else _("It waits for a second person.")
    return BatchRow(
        report_id=str(line.report_id),
        reference=line.reference,
        url=reverse("staff_report", args=[line.report_id]),
        refusal=refusal_words(line.refusal) if line.refusal else "",
        because=tuple(why_words(why) for why in line.because),
        done=what if done and line.letter else "",
        grade=f"{grade_of(line.letter):.1f}" if line.letter else "",
        parts=letter_parts(line.letter) if line.letter else (),
    )
