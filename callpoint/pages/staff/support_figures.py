"""The quarterly figures of victim support for the commissioner, as a page and as a file; counts under five are held back."""

from collections.abc import Sequence
from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from callpoint.clock import now
from callpoint.formats.csv_table import csv_file
from callpoint.pages.access import opens_to
from callpoint.pages.page import Link, show
from callpoint.pages.staff.caseload_pages import FigureLine, SupportFiguresPage
from callpoint.pages.staff.frame import signed_in_actor, staff_frame
from callpoint.pages.staff.support_words import close_words, return_words
from callpoint.records.knowledge import knowledge
from callpoint.records.queries.caseload import facts_between
from callpoint.rules.access import Deed
from callpoint.rules.figures import FEWEST_TOLD
from callpoint.rules.support_figures import Figure, Line, Quarter, figures_of, latest_quarters

HEADER = ("quarter", "figure", "reason", "number")
HELD_BACK = f"under {FEWEST_TOLD}"
"""What a file says in place of a number that is too small to tell."""


@opens_to(Deed.SEE_SUPPORT_FIGURES)
@require_GET
def staff_support_figures(request: HttpRequest) -> HttpResponse:
    """Show the figures of one quarter, this one unless another is asked for."""
    quarter, offered = _quarter(request)
    page = SupportFiguresPage(
        heading=_("Figures of victim support"),
        quarters=tuple(
            Link(text=_quarter_words(one), url=_url("staff_support_figures", one), current=one == quarter)
            for one in offered
        ),
        quarter=_quarter_words(quarter),
        lines=tuple(_figure_line(line) for line in _lines(request, quarter)),
        csv_url=_url("staff_support_csv", quarter),
        **staff_frame(request),
    )
    return show(request, page)


@opens_to(Deed.SEE_SUPPORT_FIGURES)
@require_GET
def staff_support_csv(request: HttpRequest) -> HttpResponse:
    """Give the same as a file for a spreadsheet; only ids and numbers stand in it."""
    quarter, _offered = _quarter(request)
    rows = (
        (quarter.name, line.figure, line.reason, HELD_BACK if line.number is None else line.number)
        for line in _lines(request, quarter)
    )
    response = HttpResponse(csv_file(HEADER, rows), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="victim-support-{quarter.name}.csv"'
    return response


def _quarter(request: HttpRequest) -> tuple[Quarter, tuple[Quarter, ...]]:
    """Give the quarter that is asked for, and those that are offered; what is none of them is passed over."""
    offered = latest_quarters(timezone.localtime(now()).date())
    asked = request.GET.get("quarter", "")
    return next((one for one in offered if one.name == asked), offered[0]), offered


def _lines(request: HttpRequest, quarter: Quarter) -> Sequence[Line]:
    start, end = quarter.span(ZoneInfo(knowledge().jurisdiction.timezone))
    badge = signed_in_actor(request).badge
    return figures_of(facts_between(badge=badge, start=start, end=end), at=now())


def _url(name: str, quarter: Quarter) -> str:
    return f"{reverse(name)}?quarter={quarter.name}"


def _quarter_words(quarter: Quarter) -> str:
    return _("Quarter %(number)s of %(year)s") % {"number": quarter.number, "year": str(quarter.year)}


def _figure_line(line: Line) -> FigureLine:
    number = _("fewer than %(fewest)s") % {"fewest": FEWEST_TOLD} if line.number is None else str(line.number)
    return FigureLine(what=_what(line), is_part=bool(line.reason), number=number)


def _what(line: Line) -> str:
    if line.reason:
        return return_words(line.reason) if line.figure is Figure.RETURNED else close_words(line.reason)
    return {
        Figure.REFERRED: _("Referred to a service"),
        Figure.FROM_POLICE: _("Referred by police"),
        Figure.SELF_REFERRED: _("Asked for it themselves"),
        Figure.PASSED_ON: _("Passed on by another service"),
        Figure.ACCEPTED: _("Taken on"),
        Figure.IN_TIME: _("Taken on within two working days"),
        Figure.LATE: _("Taken on later, or late now"),
        Figure.CONTACTED: _("Contacted, or tried"),
        Figure.RETURNED: _("Given back"),
        Figure.WITHDRAWN: _("Consent withdrawn"),
        Figure.CLOSED: _("Closed"),
        Figure.COMPARED: _("Needs scored at the start and at the end"),
        Figure.LESS_NEED: _("Needs lower at the end"),
        Figure.SAME_NEED: _("Needs the same at the end"),
        Figure.MORE_NEED: _("Needs higher at the end"),
    }[line.figure]
