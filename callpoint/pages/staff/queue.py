"""The queue: its views, what is done with ticked reports, the next report, and what came since."""

from datetime import datetime
from typing import TypedDict
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods

from callpoint.actions.acting import Actor
from callpoint.actions.desk import (
    MOST_VIEWS,
    NAME_LIMIT,
    NameNotTakenError,
    TooManyViewsError,
    ViewNotTakenError,
    drop_view,
    keep_view,
)
from callpoint.actions.moving import REASON_LIMIT
from callpoint.clock import now
from callpoint.pages.access import opens_to
from callpoint.pages.page import FieldError, Link, show
from callpoint.pages.staff.bulk import Bulk, do_in_bulk, done_words
from callpoint.pages.staff.frame import signed_in_actor, staff_frame
from callpoint.pages.staff.queue_address import FILTERS, Seen, next_url, seen_before, seen_by, seen_in
from callpoint.pages.staff.queue_choices import chosen_of, colleague_choices, filter_fields, unit_choices
from callpoint.pages.staff.queue_due import due_list
from callpoint.pages.staff.queue_lines import queue_line
from callpoint.pages.staff.queue_pages import BulkForm, QueuePage, SavedViewLine
from callpoint.records.queries.colleagues import kept_views
from callpoint.records.queries.queue import QueuePage as FoundPage
from callpoint.records.queries.queue import next_in_view, place_of_report, queue, sent_since
from callpoint.rules.access import EVERY_UNIT, Deed, NotAllowedError, may
from callpoint.rules.queue_order import FIRST, BadPlaceError, Place, View, read_place, views_for

MOVED = "moved"
"""Where a session keeps which reports were moved last, until the next page offered to take that back."""


@opens_to(Deed.SEE_QUEUE)
@require_http_methods(["GET", "POST"])
def staff_queue(request: HttpRequest) -> HttpResponse:
    """Show a view of the queue; keep or drop a view; do something with the ticked reports."""
    deeds = {"keep-view": _keep_view, "drop-view": _drop_view}
    if request.method != "POST":
        return show(request, _page(request))
    try:
        return deeds.get(request.POST.get("do", ""), _with_ticked)(request)
    except NotAllowedError as refused:
        raise PermissionDenied from refused


@opens_to(Deed.OPEN_REPORT)
@require_GET
def staff_next(request: HttpRequest) -> HttpResponse:
    """Lead to the report of a view that comes after one; at its end, back to the view, which then says so."""
    left = _left(request)
    return lead_on(request, seen_by(request), left=left, place=request.GET.get("place", ""))


def lead_on(request: HttpRequest, seen: Seen, *, left: UUID | None, place: str) -> HttpResponse:
    """Lead to the report that comes after one that stood at a place when it was opened; '' where that is not known."""
    by = signed_in_actor(request)
    after = _place_after(by, left, place)
    report_id = next_in_view(seen.asked(by), after=after or FIRST, but=left)
    if report_id is None:
        return redirect(seen.url(end="yes"))
    return redirect(f"{reverse('staff_report', args=[report_id])}?{seen.query()}")


def _left(request: HttpRequest) -> UUID | None:
    """Name the report that one comes from; what was done to it may have moved it further down, and it is not the next."""
    try:
        return UUID(request.GET.get("after", ""))
    except ValueError:
        return None


def _place_after(by: Actor, left: UUID | None, place: str) -> Place | None:
    """Read where to go on: the place that the report had when it was opened, else the one it has now."""
    try:
        return read_place(place)
    except BadPlaceError:
        pass
    return place_of_report(left, badge=by.badge) if left else None


@opens_to(Deed.SEE_QUEUE)
@require_GET
def staff_queue_news(request: HttpRequest) -> HttpResponse:
    """Say how many reports of a view came since a time; a repeat that brings the tag of the last answer gets no body."""
    asked = seen_by(request).asked(signed_in_actor(request))
    number = sent_since(asked, since=_time(request.GET.get("since", "")) or asked.at)
    tag = f'"{number}"'
    if request.headers.get("If-None-Match") == tag:
        return HttpResponse(status=304, headers={"ETag": tag})
    words = ngettext("%(num)s new report", "%(num)s new reports", number) % {"num": number}
    return JsonResponse({"number": number, "words": words}, headers={"ETag": tag})


def _time(text: str) -> datetime | None:
    """Read a time with its zone; None where it says none."""
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        return None
    return at if at.tzinfo else None


def _keep_view(request: HttpRequest) -> HttpResponse:
    seen, name = seen_by(request), request.POST.get("name", "")
    try:
        keep_view(name=name, query=seen.query(), by=signed_in_actor(request), at=now())
    except NameNotTakenError:
        words = _("Give the view a name of at most %(most)s letters.") % {"most": NAME_LIMIT}
        return _not_kept(request, words)
    except TooManyViewsError:
        words = _("You keep %(most)s views. Drop one first.") % {"most": MOST_VIEWS}
        return _not_kept(request, words)
    except ViewNotTakenError:
        return _not_kept(request, _("This view has too many filters to keep. Take some away."))
    return redirect(seen.url())


def _not_kept(request: HttpRequest, words: str) -> HttpResponse:
    return show(request, _page(request, name_error=words), status=422)


def _drop_view(request: HttpRequest) -> HttpResponse:
    try:
        view_id = UUID(request.POST.get("saved", ""))
    except ValueError as no_id:
        raise Http404 from no_id
    drop_view(view_id=view_id, by=signed_in_actor(request), at=now())
    return redirect(seen_by(request).url())


def _with_ticked(request: HttpRequest) -> HttpResponse:
    """Do one thing with each ticked report; what was refused is named, and the rest is done."""
    bulk = do_in_bulk(request.POST, by=signed_in_actor(request), at=now())
    if bulk.moved:
        request.session[MOVED] = [str(each) for each in bulk.moved]
    if bulk.refused:
        return show(request, _page(request, bulk=bulk), status=422)
    return redirect(seen_by(request).url(did=bulk.deed, number=bulk.done))


def _page(request: HttpRequest, *, name_error: str = "", bulk: Bulk | None = None) -> QueuePage:
    seen, by = seen_by(request), signed_in_actor(request)
    asked, said = seen.asked(by), request.GET.get("page", "1")
    found = queue(asked, number=int(said) if said.isdecimal() and len(said) < len("1000000") else 1)
    ticked, moved = set(request.POST.getlist("report")), tuple(request.session.pop(MOVED, ()))
    errors = [FieldError(text=name_error, href="#name")] if name_error else []
    errors += [FieldError(text=words, href="#ticked") for words in (bulk.refused if bulk else ())]
    return QueuePage(
        heading=_("Reports that wait"),
        rows=[
            queue_line(row, badge=by.badge, seen=seen, at=asked.at, ticked=str(row.id) in ticked)
            for row in found.rows
        ],
        total=found.total,
        number=found.number,
        pages=found.pages,
        **_ways(seen, found, by),
        filters=filter_fields(seen, by),
        is_narrowed=any(name in seen.said for name in FILTERS),
        all_url=Seen(view=seen.view, said={}).url(),
        view=seen.view.value,
        share_query=seen.query(),
        saved=_saved(by.id, request),
        name=request.POST.get("name", ""),
        name_error=name_error,
        bulk=_bulk_form(request),
        done=_done(request, bulk) or done_words("move", len(moved)),
        undo_ids=moved,
        news_url=f"{reverse('staff_queue_news')}?{seen.query(since=asked.at.isoformat())}",
        at_end=request.GET.get("end") == "yes",
        due=due_list(by, seen, said=request.GET.get("due", "1"), at=asked.at)
        if seen.view is View.DUE and found.number == 1
        else None,
        errors=tuple(errors),
        **staff_frame(request),
    )


class _Ways(TypedDict):
    """The ways on from a page of the queue."""

    previous_url: str
    next_url: str
    views: tuple[Link, ...]


def _ways(seen: Seen, found: FoundPage, by: Actor) -> _Ways:
    return _Ways(
        previous_url=seen.url(page=found.number - 1) if found.number > 1 else "",
        next_url=seen.url(page=found.number + 1) if found.number < found.pages else "",
        views=tuple(
            Link(
                text=f"{view_words(view)} ({found.counts[view]})",
                url=seen.with_view(view).url(),
                current=view is seen.view,
            )
            for view in views_for(by.badge)
        ),
    )


def view_words(view: View) -> str:
    """Name a view."""
    return {
        View.NOW: _("Now"),
        View.MINE: _("Mine"),
        View.UNIT: _("Unit"),
        View.WAITING: _("Waiting for reply"),
        View.DUE: _("Due"),
        View.ALL: _("All open"),
    }[view]


def _saved(staff_id: str, request: HttpRequest) -> tuple[SavedViewLine, ...]:
    by = signed_in_actor(request)
    return tuple(
        SavedViewLine(id=str(each.id), name=each.name, url=seen_in(QueryDict(each.query).dict(), by).url())
        for each in kept_views(int(staff_id))
    )


def _bulk_form(request: HttpRequest) -> BulkForm | None:
    badge = signed_in_actor(request).badge
    if not may(badge, Deed.TAKE_REPORT):
        return None
    return BulkForm(
        colleagues=chosen_of(
            colleague_choices("" if badge.role in EVERY_UNIT else badge.unit), request.POST.get("to", "")
        ),
        units=chosen_of(unit_choices(), request.POST.get("unit", "")),
        reason=request.POST.get("reason", ""),
        limit=REASON_LIMIT,
    )


def _done(request: HttpRequest, bulk: Bulk | None) -> str:
    if bulk:
        return done_words(bulk.deed, bulk.done)
    number = request.GET.get("number", "")
    return (
        done_words(request.GET.get("did", ""), int(number)) if number.isdecimal() and len(number) < 4 else ""
    )


def next_report_url(request: HttpRequest, *, after: UUID, place: object = "") -> str:
    """Give the address that leads on from a report, in the view from which it was opened."""
    return next_url(seen_before(request), after=after, place=place)
