"""What people choose for their visit: a language, a device that is shared, and to stay a little longer."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import Resolver404, resolve, reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET, require_POST

from callpoint.pages.access import Audience, opens_to
from callpoint.pages.languages import languages_offered
from callpoint.pages.staying import SHARED, stay_of

NEVER_LED_TO = frozenset({"exit", "leave", "language", "device", "stay"})
"""Names of addresses that only do something: nobody comes back to them."""

GONE = 410


@opens_to(Audience.ANYONE)
@require_GET
def language(request: HttpRequest, code: str) -> HttpResponse:
    """Speak another language from here on, and lead back to the page."""
    if code not in {line.code for line in languages_offered()}:
        raise Http404
    response = redirect(place_of_ours(request.GET.get("next", "")))
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        code,
        secure=settings.LANGUAGE_COOKIE_SECURE,
        httponly=settings.LANGUAGE_COOKIE_HTTPONLY,
        samesite="Lax",
    )
    return response


@opens_to(Audience.ANYONE)
@require_POST
def device(request: HttpRequest) -> HttpResponse:
    """Note that others use the device too, or take that back."""
    if request.POST.get("shared") == "yes":
        request.session[SHARED] = True
    else:
        request.session.pop(SHARED, None)
    return redirect(place_of_ours(request.GET.get("next", "")))


@opens_to(Audience.ANYONE)
@require_GET
def stay(request: HttpRequest) -> HttpResponse:
    """Keep the session open, as any visit does, and say until when; 410 where it has ended."""
    open_now = stay_of(request)
    if open_now is None:
        return HttpResponse(status=GONE, content_type="text/plain; charset=utf-8")
    return HttpResponse(open_now.until, content_type="text/plain; charset=utf-8")


def place_of_ours(wanted: str) -> str:
    """Give an address of ours to lead back to: the one that is wanted, else the first page."""
    is_path = wanted.startswith("/") and url_has_allowed_host_and_scheme(wanted, allowed_hosts=None)
    try:
        found = resolve(wanted.partition("?")[0]) if is_path else None
    except Resolver404:
        found = None
    return wanted if found and found.url_name not in NEVER_LED_TO else reverse("start")
