"""The frame around every staff page."""

from typing import TypedDict

from django.http import HttpRequest
from django.middleware.csrf import get_token
from django.urls import reverse
from django.utils.translation import gettext as _

from callpoint.actions.acting import Actor, ActorKind
from callpoint.clock import now
from callpoint.pages.desk import Desk, Place
from callpoint.pages.page import Link
from callpoint.pages.staff.breaks import break_words
from callpoint.records.queries.desk import has_keys
from callpoint.rules.access import Badge, Deed, may

IN_SIGHT = 7
"""Links of the row at the top; the others stand behind More."""


class StaffFrame(TypedDict):
    """What every staff page is given besides its own content."""

    navigation: tuple[Link, ...]
    more_navigation: tuple[Link, ...]
    footer_links: tuple[Link, ...]
    back_url: str
    csrf_token: str
    who: str
    desk: Desk | None


def staff_frame(request: HttpRequest, *, back: str = "") -> StaffFrame:
    """Make the frame for whoever is signed in, or for nobody yet."""
    signed_in = request.user.is_authenticated
    badge = request.user.badge() if request.user.is_authenticated else Badge(role="", unit="")
    links = _links(badge) if signed_in else ()
    near = {url for _, url in links[:IN_SIGHT]} | {request.path}
    return StaffFrame(
        navigation=tuple(
            Link(text=text, url=url, current=request.path == url) for text, url in links if url in near
        ),
        more_navigation=tuple(Link(text=text, url=url) for text, url in links if url not in near),
        footer_links=(Link(text=_("Public pages"), url=reverse("start")),),
        back_url=back,
        csrf_token=get_token(request),
        who=str(request.user) if signed_in else "",
        desk=_desk(request, links) if signed_in else None,
    )


def _links(badge: Badge) -> tuple[tuple[str, str], ...]:
    """Give the pages that a badge opens, those of every hour first."""
    known: tuple[tuple[str, str, bool], ...] = (
        (_("Queue"), "staff_queue", True),
        (_("Caseload"), "staff_caseload", may(badge, Deed.SEE_CASELOAD)),
        (_("Cases"), "staff_cases", may(badge, Deed.WORK_ON_CASE)),
        (_("Series"), "staff_series_list", may(badge, Deed.SEE_SERIES)),
        (_("Search"), "staff_search", may(badge, Deed.SEARCH)),
        (_("Promises"), "staff_promises", may(badge, Deed.SEE_PROMISES)),
        (_("Letters to check"), "staff_closings", may(badge, Deed.CLOSE_REPORT)),
        (_("Requests to banks"), "staff_hold_requests", may(badge, Deed.ASK_OTHERS)),
        (_("Requests to talk"), "staff_requests", may(badge, Deed.SEE_REQUESTS)),
        (_("Overview"), "staff_overview", may(badge, Deed.SEE_OVERVIEW)),
        (_("Support figures"), "staff_support_figures", _counts_only(badge)),
        (_("Lost codes"), "staff_lost_codes", may(badge, Deed.SEE_LOST_CODES)),
        (_("Restricted"), "staff_restricted", may(badge, Deed.LET_IN)),
        (_("Reads"), "staff_reads", may(badge, Deed.LOOK_AT_READS)),
        (_("Suspected abuse"), "staff_abuse", may(badge, Deed.SEE_ABUSE)),
        (_("Rising"), "staff_trends", may(badge, Deed.SEE_TRENDS)),
        (_("Erasing"), "staff_retention", may(badge, Deed.ERASE_MONTH)),
        (_("People"), "staff_people", may(badge, Deed.MANAGE_STAFF)),
        (_("Content"), "staff_content", True),
        (_("Your desk"), "staff_desk", True),
        (_("Your sign-in"), "staff_sessions", True),
        (_("Sign out"), "account_logout", True),
    )
    return tuple((text, reverse(name)) for text, name, is_open in known if is_open)


def _counts_only(badge: Badge) -> bool:
    """Say whether a badge sees the figures of victim support and no caseload, which leads to them."""
    return may(badge, Deed.SEE_SUPPORT_FIGURES) and not may(badge, Deed.SEE_CASELOAD)


def _desk(request: HttpRequest, links: tuple[tuple[str, str], ...]) -> Desk:
    staff_id = int(request.user.pk or 0)
    return Desk(
        has_keys=has_keys(staff_id),
        choices_url=reverse("staff_desk"),
        places=tuple(Place(text=text, url=url) for text, url in links),
        here=request.get_full_path(),
        break_url=reverse("staff_break"),
        pause=break_words(request, staff_id=staff_id, at=now()),
    )


def signed_in_actor(request: HttpRequest) -> Actor:
    """Make the actor of the member of staff who is signed in; the views ask for a sign-in first."""
    member = request.user
    return Actor(kind=ActorKind.STAFF, id=str(member.pk), badge=member.badge())  # type: ignore[union-attr]  # opens_to lets only staff through
