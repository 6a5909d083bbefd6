"""How was it: three questions about the service, which are counted and belong to nobody.

The form needs no session and sets no cookie, so that an answer can be joined to nothing. It is
told from a foreign form by what the browser says of it; a forged one could add one count, within the limits.
"""

import secrets
from urllib.parse import urlsplit

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from callpoint.actions.acting import newcomer
from callpoint.actions.figures import NothingSaidError, say_how_it_went
from callpoint.clock import now
from callpoint.pages.access import Audience, opens_to
from callpoint.pages.page import FieldError, show
from callpoint.pages.public.figure_pages import AskedOfUs, FeedbackPage
from callpoint.pages.public.frame import frame
from callpoint.pages.public.limits import is_first_press, may_say
from callpoint.pages.public.pages import MessagePage
from callpoint.pages.shown import ChoiceLine
from callpoint.rules.figures import QUESTIONS, STEPS_OF_AN_ANSWER, Came, Counted

CAME = "after"


def feedback_url(came: Came) -> str:
    """Give the address of the three questions for somebody who comes from one of the known places."""
    return f"{reverse('feedback')}?{CAME}={came}"


@csrf_exempt
@opens_to(Audience.ANYONE)
@require_http_methods(["GET", "HEAD", "POST"])
def how_was_it(request: HttpRequest) -> HttpResponse:
    """Ask the three questions, and count what is answered."""
    if request.method != "POST":
        return _ask(request, request.GET.get(CAME, ""))
    check_is_own_form(request)
    if not may_say(request):
        return show(request, _too_many(request), status=429)
    came = request.POST.get(CAME, "")
    said = {name.value: request.POST.get(name, "") for name in QUESTIONS}
    if any(said.values()) and not is_first_press(request.POST.get("send_key", "")):
        return redirect("feedback_thanks")
    try:
        say_how_it_went(said=said, came=came, by=newcomer(), at=now())
    except NothingSaidError:
        return _ask(request, came, error=_("Please choose one answer or more."))
    return redirect("feedback_thanks")


@opens_to(Audience.ANYONE)
@require_safe
def thanks(request: HttpRequest) -> HttpResponse:
    """Say thank you, on a page that can be loaded again and counts nothing."""
    page = MessagePage(
        heading=_("Thank you"),
        paragraphs=(
            _("Your answers are counted. They help us make this better."),
            _("Nobody can tell that they are yours."),
        ),
        next_text=_("See how we do"),
        next_url=reverse("figures"),
        **frame(request, back=reverse("start")),
    )
    return show(request, page)


def check_is_own_form(request: HttpRequest) -> None:
    """
    Let a form of our own pages pass, as far as the browser says where it came from.

    :raises PermissionDenied: the browser names another site.
    """
    origin = urlsplit(request.META.get("HTTP_ORIGIN", ""))
    if request.META.get("HTTP_SEC_FETCH_SITE", "same-origin") != "same-origin":
        raise PermissionDenied
    if origin.netloc and origin.netloc != request.get_host():
        raise PermissionDenied


def question_words() -> dict[Counted, str]:
    """Give the three questions in the person's language."""
    return {
        Counted.EASY: _("Was it easy to use?"),
        Counted.RESPECT: _("Did you feel treated with respect?"),
        Counted.NEXT: _("Did you know what to do next?"),
    }


def _ask(request: HttpRequest, came: str, *, error: str = "") -> HttpResponse:
    came = came if came in set(Came) else Came.OTHER
    leads = {
        Came.SENT: _("Your report is with us. Nothing here changes it."),
        Came.GAVE_UP: _("You can stop here. It is fine to stop."),
    }
    page = FeedbackPage(
        heading=_("How was it?"),
        lead=leads.get(Came(came), ""),
        came=came,
        send_key=secrets.token_hex(16),
        questions=tuple(
            AskedOfUs(name=name, words=words, steps=_steps()) for name, words in question_words().items()
        ),
        error=error,
        errors=(FieldError(text=error, href=f"#{Counted.EASY}"),) if error else (),
        **frame(request, back=reverse("start")),
    )
    return show(request, page, status=422 if error else 200)


def _steps() -> tuple[ChoiceLine, ...]:
    words = (_("Yes, very much"), _("Yes"), _("In between"), _("Not much"), _("Not at all"))
    return tuple(
        ChoiceLine(value=step, label=label) for step, label in zip(STEPS_OF_AN_ANSWER, words, strict=True)
    )


def _too_many(request: HttpRequest) -> MessagePage:
    return MessagePage(
        heading=_("Please wait a little"),
        paragraphs=(
            _("Many answers came from your network in the last hour."),
            _("Please try again in an hour."),
        ),
        next_text=_("Who can help you now"),
        next_url=reverse("directory"),
        **frame(request),
    )
