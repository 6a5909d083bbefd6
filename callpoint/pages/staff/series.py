"""Series: the list, one series as tables and as a picture, and its name."""

from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods

from callpoint.actions.series import (
    NAME_LIMIT,
    NameTooLongError,
    NoSuchSeriesError,
    SeriesNotWholeError,
    list_series,
    name_series,
    open_series,
)
from callpoint.clock import now
from callpoint.pages.access import opens_to
from callpoint.pages.page import Link, show
from callpoint.pages.staff.frame import signed_in_actor, staff_frame
from callpoint.pages.staff.link_pages import SeriesListPage, SeriesRow
from callpoint.pages.staff.links_view import series_name
from callpoint.pages.staff.series_view import series_page
from callpoint.rules.access import Deed, NotAllowedError
from callpoint.rules.series_shown import SeriesLine, WhichSeries


@opens_to(Deed.SEE_SERIES)
@require_GET
def staff_series_list(request: HttpRequest) -> HttpResponse:
    """List the series, those that grew last first."""
    said, number = request.GET.get("which", ""), request.GET.get("page", "1")
    which = WhichSeries(said) if said in set(WhichSeries) else WhichSeries.ALL
    found = list_series(
        by=signed_in_actor(request), at=now(), which=which, number=int(number) if number.isdecimal() else 1
    )
    page = SeriesListPage(
        heading=_("Series"),
        rows=tuple(_row(line) for line in found.lines),
        total=found.total,
        number=found.number,
        pages=found.pages,
        previous_url=_list_url(which, found.number - 1) if found.number > 1 else "",
        next_url=_list_url(which, found.number + 1) if found.number < found.pages else "",
        views=tuple(
            Link(text=text, url=_list_url(each, 1), current=each is which)
            for each, text in ((WhichSeries.ALL, _("All")), (WhichSeries.RAISED, _("Raised, not seen yet")))
        ),
        **staff_frame(request, back=reverse("staff_queue")),
    )
    return show(request, page)


@opens_to(Deed.SEE_SERIES)
@require_http_methods(["GET", "POST"])
def staff_series(request: HttpRequest, series_id: UUID) -> HttpResponse:
    """Show one series; name it."""
    try:
        if request.method != "POST":
            return _show(request, series_id)
        return _name(request, series_id)
    except NoSuchSeriesError as gone:
        if gone.into:
            return redirect("staff_series", gone.into)
        raise Http404 from gone
    except (NotAllowedError, SeriesNotWholeError) as refused:
        raise PermissionDenied from refused


def _name(request: HttpRequest, series_id: UUID) -> HttpResponse:
    name = request.POST.get("name", "")
    try:
        name_series(series_id=series_id, name=name, by=signed_in_actor(request), at=now())
    except NameTooLongError as refused:
        words = ngettext(
            "Make the name %(over)s letter shorter. It may have %(most)s.",
            "Make the name %(over)s letters shorter. It may have %(most)s.",
            refused.over,
        ) % {"over": refused.over, "most": NAME_LIMIT}
        return _show(request, series_id, typed=name, error=words)
    return redirect("staff_series", series_id)


def _show(request: HttpRequest, series_id: UUID, *, typed: str = "", error: str = "") -> HttpResponse:
    by = signed_in_actor(request)
    number = request.GET.get("page", "1")
    page = series_page(
        open_series(series_id=series_id, by=by, at=now()),
        by,
        number=int(number) if number.isdecimal() else 1,
        typed=typed,
        error=error,
        frame=staff_frame(request, back=reverse("staff_series_list")),
    )
    return show(request, page, status=422 if page.errors else 200)


def _row(line: SeriesLine) -> SeriesRow:
    return SeriesRow(
        url=reverse("staff_series", args=[line.id]),
        name=series_name(line.number, line.name),
        reports=line.reports,
        grown_at=line.grown_at,
        is_raised=line.is_raised,
        has_shut=line.has_shut,
    )


def _list_url(which: WhichSeries, number: int) -> str:
    query = "&".join(
        part
        for part in (
            f"which={which.value}" if which is not WhichSeries.ALL else "",
            f"page={number}" if number > 1 else "",
        )
        if part
    )
    return reverse("staff_series_list") + (f"?{query}" if query else "")
