"""Somebody lost their private code: a short form that goes to a person, and the same answer for everyone (rule R6)."""

import secrets

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from callpoint.actions.acting import newcomer
from callpoint.actions.lost_codes import NotEnoughToldError, ask_for_new_code
from callpoint.clock import now
from callpoint.pages.access import Audience, opens_to
from callpoint.pages.page import FieldError, show
from callpoint.pages.public.frame import frame
from callpoint.pages.public.limits import may_ask_for_code
from callpoint.pages.public.pages import MessagePage
from callpoint.pages.public.session_pages import LostCodePage, TypedLine
from callpoint.rules.lost_codes import LIMITS

LONG = frozenset({"contact"})
AUTOCOMPLETE = {"name": "name", "postcode": "postal-code"}


@opens_to(Audience.ANYONE)
@require_http_methods(["GET", "HEAD", "POST"])
def lost_code(request: HttpRequest) -> HttpResponse:
    """Ask how a person can find the report and reach its reporter; keep the request for a person."""
    if request.method != "POST":
        return _ask(request, {}, status=200)
    if not may_ask_for_code(request):
        words = _("Many people on your network asked just now. Please send this again in an hour.")
        return _ask(request, {}, error=words, status=429)
    try:
        ask_for_new_code(
            told=request.POST.dict(), send_key=request.POST.get("send_key", ""), by=newcomer(), at=now()
        )
    except NotEnoughToldError as refused:
        return _ask(request, _errors(refused), status=422)
    return show(request, _taken(request))


def _errors(refused: NotEnoughToldError) -> dict[str, str]:
    """Say for each field what to do."""
    needed = {
        "name": _("Type your name, as you gave it in the report."),
        "contact": _("Tell us a safe way to reach you."),
    }
    long = {
        name: ngettext(
            "Please use at most %(most)s letter here.",
            "Please use at most %(most)s letters here.",
            LIMITS[name],
        )
        % {"most": LIMITS[name]}
        for name in refused.long
    }
    return {name: needed[name] for name in refused.missing} | long


def _ask(request: HttpRequest, errors: dict[str, str], *, status: int, error: str = "") -> HttpResponse:
    fields = tuple(
        TypedLine(
            name=name,
            label=label,
            hint=hint,
            value=request.POST.get(name, ""),
            autocomplete=AUTOCOMPLETE.get(name, "off"),
            is_long=name in LONG,
            error=errors.get(name, ""),
        )
        for name, (label, hint) in _asked().items()
    )
    whole = (FieldError(text=error, href="#name"),) if error else ()
    page = LostCodePage(
        heading=_("I lost my private code"),
        fields=fields,
        send_key=request.POST.get("send_key") or secrets.token_hex(16),
        error=error,
        errors=(
            *whole,
            *(FieldError(text=each.error, href=f"#{each.name}") for each in fields if each.error),
        ),
        **frame(request, back=reverse("return"), has_form=True),
    )
    return show(request, page, status=status)


def _asked() -> dict[str, tuple[str, str]]:
    """Give what is asked, in order: field to label and hint."""
    return {
        "name": (_("Your name"), _("As you gave it in the report.")),
        "postcode": (_("Your postcode, if you gave one"), ""),
        "sent_on": (_("About when did you send the report?"), _("For example: last Tuesday, or 3 November.")),
        "reference": (_("Your report reference, if you have it"), ""),
        "contact": (
            _("How can we reach you safely?"),
            _("A number, a mail or an address that nobody else reads. Say when it is safe."),
        ),
    }


def _taken(request: HttpRequest) -> MessagePage:
    return MessagePage(
        heading=_("A person will look at this"),
        paragraphs=(
            _("We keep what you wrote, locked."),
            _(
                "If a person finds your report and is sure that it is you, they reach you in the way you gave."
            ),
            _("They never ask for your old code, a password or money."),
        ),
        next_text=_("Go to the first page"),
        next_url=reverse("start"),
        **frame(request),
    )
