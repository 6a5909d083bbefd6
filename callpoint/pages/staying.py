"""How long a session stays open: until when, when to warn, and whether its device is shared (stories, rule R16)."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.http import HttpRequest
from django.urls import reverse

from callpoint.clock import now
from callpoint.pages.filters import time_of_day

LAST_VISIT, SHARED, REPORT, REQUEST = "visited", "shared", "report", "support-request"
"""Keys of the session: the minute of the last visit, whether the device is shared, and what it holds."""

BEFORE_A_REPORT = frozenset({"question", "begin_with"})
"""Names of the addresses on which a report begins: who shares the device can say so before the first answer."""

BEFORE_A_REQUEST = "talk_ask"
"""Name of the address on which a request to be called begins."""

WARN_MINUTES = 20


@dataclass(frozen=True, kw_only=True)
class Stay:
    """What a page says about the time it stays open."""

    until: str
    """The time of day at which it closes if nothing is done; '' where nothing is kept yet."""
    minutes: int
    warn_minutes: int
    is_shared: bool
    shared_minutes: int
    is_of_request: bool
    """Whether it is a request to be called that closes, and no report."""
    stay_url: str
    device_url: str
    leave_url: str


def stay_of(request: HttpRequest) -> Stay | None:
    """Give how long the session of a person stays open; None where it holds nothing of theirs and is not about to."""
    session = getattr(request, "session", None)
    if session is None:
        return None
    name = request.resolver_match.url_name if request.resolver_match else ""
    holds = REPORT in session or REQUEST in session
    if not (holds or name in BEFORE_A_REPORT or name == BEFORE_A_REQUEST):
        return None
    minutes = idle_minutes(request)
    return Stay(
        until=time_of_day(closes_at(request)) if holds else "",
        minutes=minutes,
        warn_minutes=warn_minutes(minutes),
        is_shared=bool(session.get(SHARED)),
        shared_minutes=settings.CALLPOINT.sessions.shared_idle_minutes,
        is_of_request=REPORT not in session and name not in BEFORE_A_REPORT,
        stay_url=reverse("stay"),
        device_url=reverse("device"),
        leave_url=reverse("leave"),
    )


def closes_at(request: HttpRequest) -> datetime:
    """Give the time at which the session ends if nobody comes; up to a minute early, as visits are noted."""
    seen = request.session.get(LAST_VISIT, int(now().timestamp()))
    return datetime.fromtimestamp(seen, UTC) + timedelta(minutes=idle_minutes(request))


def idle_minutes(request: HttpRequest) -> int:
    """
    Give the minutes a session may stay idle: those of staff, of a shared device, or of anybody else.

    One in which staff signed in is theirs on every page, also where they are nobody of the staff yet.
    """
    idle = settings.CALLPOINT.sessions
    if SESSION_KEY in request.session:
        return int(idle.staff_idle_minutes)
    shared = request.session.get(SHARED)
    return int(
        min(idle.shared_idle_minutes, idle.public_idle_minutes) if shared else idle.public_idle_minutes
    )


def warn_minutes(minutes: int) -> int:
    """Give how many minutes before the end to warn: 20, and a third of a short time."""
    return WARN_MINUTES if minutes > 2 * WARN_MINUTES else max(1, minutes // 3)
