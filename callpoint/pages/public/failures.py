"""Pages for what went wrong: each says what to do next, and what was typed is never lost."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from callpoint.pages.page import show
from callpoint.pages.public.fields import ASKED
from callpoint.pages.public.frame import frame
from callpoint.pages.public.late import ask_for_code, late_form
from callpoint.pages.public.pages import ExpiredPage, KeptField, MessagePage
from callpoint.pages.public.session import held_report_id

NEVER_KEPT = frozenset({"csrfmiddlewaretoken", "password", "oldpassword", "password1", "password2", "code"})
"""Fields that are not shown again: a person types them anew."""

NEVER_TYPED = frozenset({"submit_key", "send_key", "shared", ASKED})
"""Fields that a form carries and nobody typed."""


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
    """Say that this page is for somebody else."""
    del exception
    return _message(
        request,
        403,
        heading=_("This page is not open to you"),
        words=_("Your role does not open it. Ask your supervisor if you need it."),
    )


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
    """Say that we failed, and that saved answers are still there."""
    return _message(
        request,
        500,
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
    """Show again what was typed in a form whose session had ended, ready to be sent once more."""
    del reason
    late = late_form(request)
    if late and held_report_id(request) is None:
        return ask_for_code(request, late)
    fields = tuple(
        KeptField(name=name, value=value, is_hidden=name in NEVER_TYPED)
        for name, values in request.POST.lists()
        if name not in NEVER_KEPT
        for value in values
    )
    page = ExpiredPage(
        heading=_("Please send this once more"),
        action=request.path,
        fields=fields,
        **frame(request, has_form=True),
    )
    return show(request, page, status=403)
