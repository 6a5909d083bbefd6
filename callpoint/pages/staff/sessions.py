"""Where somebody is signed in, and signing out everywhere else."""

import re
from datetime import UTC, datetime
from importlib import import_module

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from callpoint.actions.people import sign_out_elsewhere
from callpoint.clock import now
from callpoint.pages.access import Audience, opens_to
from callpoint.pages.page import show
from callpoint.pages.staff.frame import signed_in_actor, staff_frame
from callpoint.pages.staff.people_pages import SessionLine, SessionsPage
from callpoint.pages.staying import LAST_VISIT

BROWSERS = (
    ("Edg", "Edge"),
    ("OPR", "Opera"),
    ("Firefox", "Firefox"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)
"""What browsers call themselves, the more special first: most say they are Chrome and Safari too."""
SYSTEMS = (
    ("Android", "Android"),
    ("iPhone|iPad", "iOS"),
    ("Windows", "Windows"),
    ("Mac OS", "macOS"),
    ("Linux", "Linux"),
)


@opens_to(Audience.STAFF)
@require_http_methods(["GET", "HEAD", "POST"])
def staff_sessions(request: HttpRequest) -> HttpResponse:
    """Show where one is signed in; sign out everywhere else."""
    key = request.session.session_key or ""
    if request.method == "POST":
        sign_out_elsewhere(but=key, by=signed_in_actor(request), at=now())
        return redirect("staff_sessions")
    rows = UserSession.objects.purge_and_list(request.user)
    page = SessionsPage(
        heading=_("Where you are signed in"),
        rows=tuple(
            _line(each, key) for each in sorted(rows, key=lambda row: (row.session_key != key, row.pk))
        ),
        factor_url=reverse("mfa_index"),
        password_url=reverse("account_change_password"),
        **staff_frame(request),
    )
    return show(request, page)


def _line(session: UserSession, key: str) -> SessionLine:
    store = import_module(settings.SESSION_ENGINE).SessionStore(session.session_key)
    seen = store.get(LAST_VISIT)
    return SessionLine(
        device=device_words(session.user_agent),
        address=session.ip,
        since=session.created_at,
        seen_at=datetime.fromtimestamp(seen, UTC) if seen else session.created_at,
        is_this=session.session_key == key,
    )


def device_words(user_agent: str) -> str:
    """Name browser and system as far as they say; what a browser says of itself is a hint and no proof."""
    browser, system = (
        next((name for sign, name in known if re.search(sign, user_agent)), "")
        for known in (BROWSERS, SYSTEMS)
    )
    if browser and system:
        return _("%(browser)s on %(system)s") % {"browser": browser, "system": system}
    return browser or system or _("A device that does not say what it is")
