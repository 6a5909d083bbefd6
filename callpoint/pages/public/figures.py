"""How we do: the published figures as a page and as a file."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final

from babel.dates import format_date
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from callpoint.clock import now
from callpoint.formats.csv_table import csv_file
from callpoint.pages.access import Audience, opens_to
from callpoint.pages.filters import babel_locale, translated
from callpoint.pages.page import show
from callpoint.pages.public.feedback import feedback_url, question_words
from callpoint.pages.public.figure_pages import FigureLine, FiguresPage, SaidLine, StopLine
from callpoint.pages.public.frame import frame
from callpoint.records.knowledge import knowledge
from callpoint.records.queries.figures import counts_between
from callpoint.rules.figures import (
    FEWEST_TOLD,
    LONGER,
    LONGEST_COUNTED,
    TARGET_DAYS,
    TARGET_FINISHED,
    TARGET_SATISFIED,
    Came,
    Figures,
    PageLeft,
    Share,
    Verdict,
    figures_of,
    verdict_on,
    verdict_on_days,
    weeks_before,
)
from callpoint.rules.stopping import NOTHING, pages_in_order
from callpoint.rules.way import CHECK, SITUATION

HEADER: Final = ("figure", "part", "value", "low", "high", "unit", "target", "from", "to", "made_up")


@dataclass(frozen=True, kw_only=True)
class Published:
    """The figures of a period of whole weeks."""

    figures: Figures
    first: date
    last: date
    is_modelled: bool

    @property
    def left(self) -> tuple[PageLeft, ...]:
        """Give where people stopped, in the order of the pages."""
        order = {page: place for place, page in enumerate(pages_in_order(knowledge().content))}
        return tuple(
            sorted(self.figures.left, key=lambda each: (order.get(each.page, len(order)), each.page))
        )


@opens_to(Audience.ANYONE)
@require_safe
def figures(request: HttpRequest) -> HttpResponse:
    """Show how the service does."""
    published = _published()
    ours = published.figures
    page = FiguresPage(
        heading=_("How we do"),
        from_day=day_words(published.first),
        to_day=day_words(published.last),
        is_modelled=published.is_modelled,
        main=_main_lines(ours),
        said=tuple(
            SaidLine(
                question=question_words()[said.question],
                everybody=share_words(said.everybody),
                gave_up=share_words(said.gave_up),
                verdict=verdict_words(verdict_on(said.everybody, TARGET_SATISFIED)),
            )
            for said in ours.said
        ),
        satisfied_aim=_aim(TARGET_SATISFIED),
        totals=(
            StopLine(page=_("Begun"), number=number_words(ours.begun)),
            StopLine(page=_("Sent"), number=number_words(ours.sent)),
            StopLine(page=_("Not sent yet"), number=number_words(ours.still_open)),
        ),
        stops=tuple(
            StopLine(page=page_words(each.page), number=number_words(each.number)) for each in published.left
        ),
        csv_url=reverse("figures_csv"),
        areas_url=reverse("areas"),
        feedback_url=feedback_url(Came.OTHER),
        keep_days=settings.CALLPOINT.drafts.keep_days,
        **frame(request, back=reverse("start")),
    )
    return show(request, page)


@opens_to(Audience.ANYONE)
@require_safe
def figures_csv(request: HttpRequest) -> HttpResponse:
    """Give the same figures as a file for a spreadsheet, under names that stay the same in every language."""
    del request
    published = _published()
    about = (
        published.first.isoformat(),
        published.last.isoformat(),
        "yes" if published.is_modelled else "no",
    )
    rows = ((*row, *about) for row in _rows(published))
    response = HttpResponse(csv_file(HEADER, rows), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="how-we-do.csv"'
    return response


def _published() -> Published:
    first, end = weeks_before(timezone.localdate(now()))
    period = counts_between(first, end)
    ours = figures_of(period.counts)
    if settings.CALLPOINT.service.role == "guide":
        # Nothing can be sent to a guide: a share of nought would blame its people or its pages.
        ours = replace(ours, finished=None)
    return Published(
        figures=ours,
        first=first,
        last=end - timedelta(days=1),
        is_modelled=period.is_modelled,
    )


def _main_lines(ours: Figures) -> tuple[FigureLine, ...]:
    return (
        FigureLine(
            what=_("Reports that were finished and sent"),
            ours=share_words(ours.finished),
            aim=_aim(TARGET_FINISHED),
            verdict=verdict_words(verdict_on(ours.finished, TARGET_FINISHED)),
        ),
        FigureLine(
            what=_("Working days until a person reads a report"),
            ours=days_words(ours.days_to_read),
            aim=_("%(days)s or fewer") % {"days": TARGET_DAYS},
            verdict=verdict_words(verdict_on_days(ours.days_to_read)),
        ),
    )


def _aim(target: int) -> str:
    return _("%(share)s in 100 or more") % {"share": target}


def day_words(day: date) -> str:
    """Write a day in full, as people of the language do."""
    return format_date(day, "long", locale=babel_locale())


def number_words(told: int | None) -> str:
    """Say a published number."""
    if told is None:
        return _("fewer than %(number)s") % {"number": FEWEST_TOLD}
    return _("about %(number)s") % {"number": told}


def share_words(share: Share | None) -> str:
    """Say a published share, and how sure it is."""
    if share is None:
        return _("too few to say")
    return _("about %(about)s in 100 (%(low)s to %(high)s)") % {
        "about": share.about,
        "low": share.low,
        "high": share.high,
    }


def days_words(days: int | None) -> str:
    """Say the median number of working days."""
    if days is None:
        return _("too few to say")
    if days == LONGER:
        return _("more than %(days)s") % {"days": LONGEST_COUNTED}
    return ngettext("%(days)s day", "%(days)s days", days) % {"days": days}


def verdict_words(verdict: Verdict) -> str:
    """Say whether an aim is reached; nothing where that cannot be said."""
    words = {
        Verdict.MET: _("We are there."),
        Verdict.NOT_MET: _("We are not there yet."),
        Verdict.CLOSE: _("It is too close to say."),
        Verdict.UNKNOWN: "",
    }
    return words[verdict]


def page_words(page: str) -> str:
    """Name a page by what stands at its head."""
    content = knowledge().content
    own = {
        SITUATION: _("What is going on?"),
        CHECK: _("Check what you told us"),
        NOTHING: _("No answer was left"),
    }
    if page in content.sheets:
        sheet = content.sheets[page]
        return translated(sheet.heading or content.questions[sheet.questions[0]].ask)
    if page in content.questions:
        return translated(content.questions[page].ask)
    return own.get(page) or _("Another page")


Row = tuple[str, str, str | int, str | int, str | int, str, str | int]


def _rows(published: Published) -> tuple[Row, ...]:
    ours = published.figures
    days = "" if ours.days_to_read is None else ours.days_to_read
    return (
        _number_row("begun", "", ours.begun),
        _number_row("sent", "", ours.sent),
        _number_row("open", "", ours.still_open),
        _share_row("finished", "", ours.finished, target=TARGET_FINISHED),
        *(_number_row("stopped", each.page, each.number) for each in published.left),
        _number_row("received", "", ours.received),
        (
            "days-to-read",
            "median",
            f"over {LONGEST_COUNTED}" if days == LONGER else days,
            "",
            "",
            "working days",
            TARGET_DAYS,
        ),
        *(
            row
            for said in ours.said
            for row in (
                _number_row("answers", said.question, said.answers),
                _share_row(said.question, "everybody", said.everybody, target=TARGET_SATISFIED),
                _share_row(said.question, Came.GAVE_UP, said.gave_up, target=TARGET_SATISFIED),
            )
        ),
    )


def _number_row(figure: str, part: str, told: int | None) -> Row:
    value = f"fewer than {FEWEST_TOLD}" if told is None else told
    return (figure, part, value, "", "", "rounded to 10", "")


def _share_row(figure: str, part: str, share: Share | None, *, target: int) -> Row:
    if share is None:
        return (figure, part, "", "", "", "in 100", target)
    return (figure, part, share.about, share.low, share.high, "in 100", target)
