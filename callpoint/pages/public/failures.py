"""Pages for what went wrong: each says what to do next, and what was typed is never lost."""

import sys
from copy import copy

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.backends.base import SessionBase
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from callpoint.pages.access import StaysShutError
from callpoint.pages.kept import words_in
from callpoint.pages.page import show
from callpoint.pages.public.frame import frame
from callpoint.pages.public.late import ask_for_code, late_form
from callpoint.pages.public.not_saved import kept_fields, not_saved, status_of
from callpoint.pages.public.pages import ExpiredPage, MessagePage, NotAllowedPage
from callpoint.pages.public.session import held_report_id

FOREIGN = frozenset({"cross-site", "same-site"})
"""What browsers say of a form that comes from another site, or from another host beside ours."""
WITHHELD = "null"
"""What a browser sends for an origin that it does not tell; Sec-Fetch-Site tells then."""


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Say that there is no such page."""
    del exception
    return _message(
        request,
        404,
        heading=_("We cannot find this page"),
        words=_("The address may be mistyped, or the page has moved."),
    )


def not_allowed(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Say that this page is for somebody else, or for nobody; what was typed into a form is shown once more."""
    page = NotAllowedPage(
        heading=_("This page is not open to you"),
        paragraphs=(
            _("This file stays shut. Nobody opens it.")
            if isinstance(exception, StaysShutError)
            else _("Your role does not open it. Ask your supervisor if you need it."),
            _("In danger? Do not wait for this page. Call for help now."),
        ),
        typed=words_in(request),
        next_text=_("Go to the first page"),
        next_url=reverse("start"),
        **frame(request),
    )
    return show(request, page, status=403)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Say that the request could not be read."""
    del exception
    return _message(
        request,
        400,
        heading=_("We could not read that"),
        words=_("It may have been too long. Go back, make it shorter, and send it again."),
    )


def broken(request: HttpRequest) -> HttpResponse:
    """Say that we failed; a form is shown again with all that was typed, anything else says that saved answers stay."""
    error = sys.exception()
    try:
        return _broken(request, error)
    except (DatabaseError, OSError):
        # Not even the session can be read. The page does without; the request keeps its own, or its cookie would go.
        alone = copy(request)
        alone.session, alone.user = SessionBase(), AnonymousUser()
        return _broken(alone, error)


def _broken(request: HttpRequest, error: BaseException | None) -> HttpResponse:
    if request.method == "POST":
        return not_saved(request, error)
    return _message(
        request,
        status_of(error),
        heading=_("Something went wrong on our side"),
        words=_("Answers you saved are still here. Please try again in a minute."),
    )


def _message(request: HttpRequest, status: int, *, heading: str, words: str) -> HttpResponse:
    page = MessagePage(
        heading=heading,
        paragraphs=(words, _("In danger? Do not wait for this page. Call for help now.")),
        next_text=_("Go to the first page"),
        next_url=reverse("start"),
        **frame(request),
    )
    return show(request, page, status=status)


def form_expired(request: HttpRequest, reason: str = "") -> HttpResponse:
    """
    Show again what was typed in a form whose session had ended, ready to be sent once more.

    What a page of somebody else sent is not shown: one press would send it as if it had been typed here.
    """
    del reason
    if _is_foreign(request):
        return _message(
            request,
            403,
            heading=_("We could not take this form"),
            words=_(
                "It came from a page that is not ours. Nothing was kept. Please begin on our first page."
            ),
        )
    late = late_form(request)
    if late and held_report_id(request) is None:
        return ask_for_code(request, late)
    page = ExpiredPage(
        heading=_("Please send this once more"),
        action=request.path,
        fields=kept_fields(request),
        **frame(request, has_form=True),
    )
    return show(request, page, status=403)


def _is_foreign(request: HttpRequest) -> bool:
    """Say whether a browser tells that a form came from somebody else's page."""
    ours = {f"{request.scheme}://{request.get_host()}", WITHHELD, *settings.CSRF_TRUSTED_ORIGINS}
    is_elsewhere = request.headers.get("Origin", WITHHELD) not in ours
    return is_elsewhere or request.headers.get("Sec-Fetch-Site") in FOREIGN
