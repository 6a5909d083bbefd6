"""The search: what was typed is read as all that it may be, and stays out of the address, as it may be a name."""

import re
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from callpoint.actions.searching import Looked, search_values, search_words
from callpoint.clock import now
from callpoint.pages.access import opens_to
from callpoint.pages.filters import held_together, translated
from callpoint.pages.page import FieldError, show
from callpoint.pages.shown import ChoiceLine
from callpoint.pages.staff.frame import signed_in_actor, staff_frame
from callpoint.pages.staff.report_lines import said_urgently
from callpoint.pages.staff.search_pages import FoundLine, SearchPage
from callpoint.pages.staff.words import whose_words
from callpoint.records.knowledge import knowledge
from callpoint.records.queries.searching import (
    FoundRow,
    Narrowed,
    Place,
    by_reference,
    series_of_number,
)
from callpoint.rules.access import Deed, NotAllowedError
from callpoint.rules.identifiers.kinds import show as in_words
from callpoint.rules.searching import (
    MOST_WORDS,
    NothingToFindError,
    Piece,
    Query,
    SearchError,
    TooMuchTypedError,
    read_query,
)

GROUPS: Final = re.compile(r"\+?\d+(?:[ ()./-]+\d+)+")
PERIODS: Final = {"": 0, "week": 7, "month": 30, "quarter": 91, "year": 365}
"""How far back to look, in days; 0 for no limit."""
NOTHING_LOOKED_AT: Final = Looked(hits=(), looked_at=0, left=0, place=None)


@opens_to(Deed.SEARCH)
@require_http_methods(["GET", "POST"])
def staff_search(request: HttpRequest) -> HttpResponse:
    """Show the box; look for what was typed, and lead on at once where it is a reference."""
    if request.method != "POST":
        return show(request, _page(request))
    try:
        query = read_query(
            request.POST.get("looked_for", ""),
            prefix=settings.CALLPOINT.service.reference_prefix,
            region=knowledge().jurisdiction.country,
        )
    except SearchError as refused:
        return show(request, _page(request, error=_advice(refused)), status=422)
    row = by_reference(query.reference, badge=signed_in_actor(request).badge) if query.reference else None
    if row:
        return redirect("staff_report", row.id)
    series_id = series_of_number(query.series, badge=signed_in_actor(request).badge) if query.series else None
    if series_id:
        return redirect("staff_series", series_id)
    try:
        return show(request, _found(request, query))
    except NotAllowedError as refused:  # pragma: no cover - who may not search is stopped at the address
        raise PermissionDenied from refused


def _found(request: HttpRequest, query: Query) -> SearchPage:
    """Look for identifiers in the tables, and for the words in the reports."""
    by = signed_in_actor(request)
    found = search_values(values=query.values, by=by, at=now())
    looked = search_words(
        words=query.words,
        narrowed=_narrowed(request),
        after=_place(request.POST.get("after", "")),
        by=by,
        at=now(),
    )
    return _page(
        request,
        query=query,
        shared=tuple(_line(row, whose=whose_words(whose)) for row, whose in found.rows),
        more_sharing=found.more,
        looked=looked,
    )


def _page(
    request: HttpRequest,
    *,
    error: str = "",
    query: Query | None = None,
    shared: tuple[FoundLine, ...] = (),
    more_sharing: int = 0,
    looked: Looked = NOTHING_LOOKED_AT,
) -> SearchPage:
    return SearchPage(
        heading=_("Search"),
        typed=request.POST.get("looked_for", ""),
        error=error,
        errors=(FieldError(text=error, href="#looked-for"),) if error else (),
        kinds=_kinds(request.POST.get("kind", "")),
        periods=_periods(request.POST.get("period", "")),
        has_looked=query is not None,
        values=tuple(in_words(kind, value) for kind, value in query.values) if query else (),
        sharing=shared,
        more_sharing=more_sharing,
        hits=tuple(_line(hit.row, pieces=hit.snippet) for hit in looked.hits),
        looked_at=looked.looked_at,
        left=looked.left,
        back_to=looked.place.sent_at if looked.place else None,
        after=f"{looked.place.sent_at.isoformat()}|{looked.place.report_id}" if looked.place else "",
        **staff_frame(request, back=reverse("staff_queue")),
    )


def _line(row: FoundRow, *, whose: str = "", pieces: tuple[Piece, ...] = ()) -> FoundLine:
    return FoundLine(
        **said_urgently(row, row.urgency),
        url=reverse("staff_report", args=[row.id]),
        whose=whose,
        pieces=tuple(Piece(text=_held(piece.text), is_found=piece.is_found) for piece in pieces),
    )


def _held(text: str) -> str:
    """Hold each number of several groups in its own order, whatever the direction of what stands around it."""
    return GROUPS.sub(lambda found: held_together(found[0]), text)


def _advice(refused: SearchError) -> str:
    """Say what to do about what cannot be looked for."""
    match refused:
        case NothingToFindError():
            return _("Type what you look for: a reference, a number, a name or a few words.")
        case TooMuchTypedError():
            return _("Type less: at most %(most)s words, the ones that stand out most.") % {
                "most": MOST_WORDS
            }
        case _:
            raise refused


def _narrowed(request: HttpRequest) -> Narrowed:
    kind, days = request.POST.get("kind", ""), PERIODS.get(request.POST.get("period", ""), 0)
    return Narrowed(
        kind=kind if kind in knowledge().content.kinds else "",
        since=now() - timedelta(days=days) if days else None,
    )


def _place(text: str) -> Place | None:
    """Read where an earlier look ended; None where it says nothing that we gave."""
    sent_at, _bar, report_id = text.partition("|")
    try:
        return Place(sent_at=datetime.fromisoformat(sent_at), report_id=UUID(report_id))
    except ValueError:
        return None


def _kinds(chosen: str) -> tuple[ChoiceLine, ...]:
    kinds = sorted((translated(kind.label), kind.id) for kind in knowledge().content.kinds.values())
    return tuple(
        ChoiceLine(value=value, label=label, chosen=value == chosen)
        for label, value in ((_("Any kind"), ""), *kinds)
    )


def _periods(chosen: str) -> tuple[ChoiceLine, ...]:
    return tuple(
        ChoiceLine(value=value, label=_period_words(days), chosen=value == chosen)
        for value, days in PERIODS.items()
    )


def _period_words(days: int) -> str:
    if not days:
        return _("Any time")
    return ngettext("The last %(days)s day", "The last %(days)s days", days) % {"days": days}
