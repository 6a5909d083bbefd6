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


class StaffFrame(TypedDict):
    """What every staff page is given besides its own content."""

    navigation: tuple[Link, ...]
    footer_links: tuple[Link, ...]
    back_url: str
    csrf_token: str
    who: str
    desk: Desk | None


def staff_frame(request: HttpRequest, *, back: str = "") -> StaffFrame:
    """Make the frame for whoever is signed in, or for nobody yet."""
    signed_in = request.user.is_authenticated
    badge = request.user.badge() if request.user.is_authenticated else Badge(role="", unit="")
    links = (
        (_("Queue"), reverse("staff_queue")),
        *(((_("Series"), reverse("staff_series_list")),) if may(badge, Deed.SEE_SERIES) else ()),
        *(((_("Cases"), reverse("staff_cases")),) if may(badge, Deed.WORK_ON_CASE) else ()),
        *(((_("Search"), reverse("staff_search")),) if may(badge, Deed.SEARCH) else ()),
        *(((_("Requests to talk"), reverse("staff_requests")),) if may(badge, Deed.SEE_REQUESTS) else ()),
        *(((_("Caseload"), reverse("staff_caseload")),) if may(badge, Deed.SEE_CASELOAD) else ()),
        *(((_("Support figures"), reverse("staff_support_figures")),) if _counts_only(badge) else ()),
        *(((_("Lost codes"), reverse("staff_lost_codes")),) if may(badge, Deed.SEE_LOST_CODES) else ()),
        *(((_("Promises"), reverse("staff_promises")),) if may(badge, Deed.SEE_PROMISES) else ()),
        *(((_("Overview"), reverse("staff_overview")),) if may(badge, Deed.SEE_OVERVIEW) else ()),
        *(((_("Letters to check"), reverse("staff_closings")),) if may(badge, Deed.CLOSE_REPORT) else ()),
        *(((_("Restricted"), reverse("staff_restricted")),) if may(badge, Deed.LET_IN) else ()),
        *(((_("Reads"), reverse("staff_reads")),) if may(badge, Deed.LOOK_AT_READS) else ()),
        *(((_("Suspected abuse"), reverse("staff_abuse")),) if may(badge, Deed.SEE_ABUSE) else ()),
        *(((_("Requests to banks"), reverse("staff_hold_requests")),) if may(badge, Deed.ASK_OTHERS) else ()),
        *(((_("Rising"), reverse("staff_trends")),) if may(badge, Deed.SEE_TRENDS) else ()),
        *(((_("Erasing"), reverse("staff_retention")),) if may(badge, Deed.ERASE_MONTH) else ()),
        *(((_("People"), reverse("staff_people")),) if may(badge, Deed.MANAGE_STAFF) else ()),
        (_("Content"), reverse("staff_content")),
        (_("Your desk"), reverse("staff_desk")),
        (_("Your sign-in"), reverse("staff_sessions")),
        (_("Sign out"), reverse("account_logout")),
    )
    return StaffFrame(
        navigation=tuple(Link(text=text, url=url, current=request.path == url) for text, url in links)
        if signed_in
        else (),
        footer_links=(Link(text=_("Public pages"), url=reverse("start")),),
        back_url=back,
        csrf_token=get_token(request),
        who=str(request.user) if signed_in else "",
        desk=_desk(request, links) if signed_in else None,
    )


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
