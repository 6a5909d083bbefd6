"""Who may open a page: said above every view, and held by one test that walks all addresses."""

from collections.abc import Callable
from enum import StrEnum
from functools import wraps
from typing import Concatenate, ParamSpec, cast

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse

from callpoint.pages.kept import WHOLE_FORM, forget_typed, keep_form, keep_words
from callpoint.pages.way_in import NO_WORK, name_of
from callpoint.rules.abuse import ReporterBlockedError
from callpoint.rules.access import Deed, may
from callpoint.rules.restricting import DoorClosedError

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponseBase]


class StaysShutError(PermissionDenied):
    """Nobody opens this file, whatever their role."""


class Audience(StrEnum):
    """Who opens a page that needs no member of staff."""

    ANYONE = "anyone"
    REPORTER = "the reporter whose session holds the report"
    STAFF = "any member of staff who has signed in"


def opens_to(who: Audience | Deed) -> Callable[[View[P]], View[P]]:
    """
    Say whom a view opens to: an audience, or staff whose role allows a deed.

    Staff pages ask for a sign-in first. What a person may do to one report is checked again by
    the action, which alone knows the report's unit.
    """

    def declare(view: View[P]) -> View[P]:
        @wraps(view)
        def checked(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            had_signed_in = request.user.is_authenticated
            if _is_of_staff(who):
                if not request.user.is_authenticated:
                    return _ask_to_sign_in(request)
                if isinstance(who, Deed) and not may(request.user.badge(), who):
                    raise PermissionDenied
            try:
                answer = view(request, *args, **kwargs)
            except (PermissionDenied, ReporterBlockedError) as refused:
                return _lead_on(request, refused)
            if request.method == "POST" and had_signed_in and name_of(request) not in NO_WORK:
                forget_typed(request, WHOLE_FORM)
            return answer

        checked.opens_to = who  # type: ignore[attr-defined]  # read by the tests that walk all addresses
        return cast("View[P]", checked)

    return declare


def _is_of_staff(who: object) -> bool:
    return isinstance(who, Deed) or who is Audience.STAFF


def needs_staff(view: object) -> bool:
    """Say whether a view opens to nobody but staff."""
    return _is_of_staff(getattr(view, "opens_to", None))


def _lead_on(request: HttpRequest, refused: PermissionDenied | ReporterBlockedError) -> HttpResponse:
    """
    Lead to where one asks to be let in, the same from every page of a report; or to why no new words are taken.

    What was typed about a report that was restricted meanwhile is at its door, to be copied.

    :raises PermissionDenied: it was refused for good.
    """
    if isinstance(refused, ReporterBlockedError):
        return redirect("own_report")
    shut = refused.__cause__
    if not isinstance(shut, DoorClosedError):
        raise refused
    door = reverse("staff_door", args=[shut.report_id])
    keep_words(request, door)
    return redirect(f"{door}?behind={shut.behind}")


def _ask_to_sign_in(request: HttpRequest) -> HttpResponse:
    """Lead to the sign-in and back; a form that came after its session ended waits behind it, but for secrets."""
    if request.method == "POST" and name_of(request) in NO_WORK:
        return redirect("account_login")
    if request.method == "POST":
        keep_form(request)
        return redirect_to_login(reverse("staff_unsent"))
    return redirect_to_login(request.get_full_path())
