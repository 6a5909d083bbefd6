"""What every request passes: privacy headers, own forms, idle sessions, the second factor, fresh content."""

from collections.abc import Callable
from functools import cache

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth import logout
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from callpoint.clock import now
from callpoint.pages.access import needs_staff
from callpoint.pages.kept import note_whose_ended, sign_out_but_for_form
from callpoint.pages.staff.ran_out import ran_out
from callpoint.pages.staying import LAST_VISIT, SHARED, idle_minutes
from callpoint.pages.way_in import BEFORE_SECOND_FACTOR, name_of, note_way_on, was_reached
from callpoint.records.knowledge import refresh_knowledge
from callpoint.rules.one_time import has_run_out

Respond = Callable[[HttpRequest], HttpResponse]

NOTE_EVERY_SECONDS = 60


class PrivacyHeaders:
    """Nothing we answer is stored by a browser or a proxy, and no device sensor is offered."""

    def __init__(self, get_response: Respond) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer with the headers."""
        response = self.get_response(request)
        response.setdefault("Cache-Control", "no-store")
        response.setdefault("X-Robots-Tag", "noindex")
        response.setdefault(
            "Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()"
        )
        response.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        return response


class ReadableSessionCookie:
    """Drops a session cookie that can be none of ours; a database may not even be able to look for it."""

    def __init__(self, get_response: Respond) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer as to somebody without a session."""
        name = settings.SESSION_COOKIE_NAME
        if not (request.COOKIES.get(name, "a").isascii() and request.COOKIES.get(name, "a").isalnum()):
            del request.COOKIES[name]
        return self.get_response(request)


class OriginOfOwnForms:
    """
    Tells our own forms from foreign ones, although our pages send no referrer.

    `Referrer-Policy: no-referrer` makes browsers send "Origin: null" with every form. Where the
    browser itself says that the form came from our own pages (Sec-Fetch-Site), or is too old to
    say, the origin is ours, and the token of the session decides; a foreign form stays refused.
    """

    def __init__(self, get_response: Respond) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Fill in the origin, then answer."""
        came_from = request.META.get("HTTP_SEC_FETCH_SITE", "same-origin")
        if request.META.get("HTTP_ORIGIN") == "null" and came_from == "same-origin":
            request.META["HTTP_ORIGIN"] = f"{request.scheme}://{request.get_host()}"
        return self.get_response(request)


PRESENCE_ENDS = "/presence/"
"""How the address ends by which an open report says that it is open."""


@cache
def _beats() -> frozenset[str]:
    """Give the addresses that a page asks by itself: nobody visits by them, and they keep no session alive."""
    return frozenset({reverse("staff_queue_news")})


class SessionsEndWhenIdle:
    """Lets a session live for its idle time after each visit; that of staff is shorter (stories, rule R16)."""

    def __init__(self, get_response: Respond) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """End what was idle for too long, note the visit at most once a minute, then answer."""
        session, at = request.session, int(now().timestamp())
        if session.is_empty():
            return self.get_response(request)
        last = session.get(LAST_VISIT, at)
        if at - last > 60 * idle_minutes(request):
            return self._end(request)
        is_visit = request.path not in _beats() and not request.path.endswith(PRESENCE_ENDS)
        if is_visit and (at - last >= NOTE_EVERY_SECONDS or LAST_VISIT not in session):
            session[LAST_VISIT] = at
        return self.get_response(request)

    def _end(self, request: HttpRequest) -> HttpResponse:
        """End the session; a shared device also forgets the pages it has seen."""
        was_shared, whose = bool(request.session.get(SHARED)), request.user.pk
        logout(request)
        if whose is not None and request.method == "POST":
            note_whose_ended(request, whose)
        response = self.get_response(request)
        if was_shared:
            response.setdefault("Clear-Site-Data", '"cache", "storage"')
        return response


class StaffNeedSecondFactor:
    """
    Sends signed-in staff who have no second factor, or a one-time password, to set that right first.

    Whose one-time password has run out meanwhile is signed out. On a public page they are nobody of the staff: what a
    reporter sends from the same browser reaches its page.
    """

    def __init__(self, get_response: Respond) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer with the next step where one is missing."""
        return self.get_response(request)

    def process_view(  # noqa: PLR0917 - Django's signature
        self, request: HttpRequest, view: object, args: object, kwargs: object
    ) -> HttpResponse | None:
        """Look before the view runs: by then the address is known."""
        del args, kwargs
        if not request.user.is_authenticated:
            return None
        has_app = Authenticator.objects.filter(user_id=request.user.pk, type=Authenticator.Type.TOTP).exists()
        if has_app and not request.user.must_change_password:
            was_reached(request)
            return None
        if not request.path_info.startswith(reverse("staff_queue")):
            # What a reporter types in the same browser is theirs, and none of staff's business.
            request.user = AnonymousUser()
            return None
        return _next_step(request, view, has_app=has_app)


def _next_step(request: HttpRequest, view: object, *, has_app: bool) -> HttpResponse | None:
    """Lead to what is missing; None where this page is the way to it."""
    if _is_too_late(request):
        sign_out_but_for_form(request)
        return ran_out(request)
    if name_of(request) in BEFORE_SECOND_FACTOR:
        return None
    if needs_staff(view):
        note_way_on(request)
    return redirect("account_change_password" if has_app else "mfa_activate_totp")


def _is_too_late(request: HttpRequest) -> bool:
    """Say whether a one-time password was good when it was typed, and is not any more."""
    user, days = request.user, settings.CALLPOINT.sign_in.one_time_password_days
    return (
        user.is_authenticated
        and user.must_change_password
        and has_run_out(user.password_given_at, days=days, at=now())
    )


class FreshKnowledge:
    """Lets changed content come into force without a restart."""

    def __init__(self, get_response: Respond) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Look for changed content, then answer."""
        refresh_knowledge(at=now())
        return self.get_response(request)
