"""Papers and files that a reporter takes along: the copy, the dates, the hold request, the code of our address."""

import logging
from collections.abc import Callable
from datetime import datetime

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from callpoint.clock import now
from callpoint.formats.ics import calendar_file
from callpoint.formats.paper import Paper
from callpoint.formats.pdf import PaperNotMadeError, pdf
from callpoint.formats.plain_json import plain_json
from callpoint.formats.qr import qr
from callpoint.pages.access import Audience, opens_to
from callpoint.pages.attachments import attachment
from callpoint.pages.page import show
from callpoint.pages.public.ended import ended_part, letter_paper
from callpoint.pages.public.frame import frame
from callpoint.pages.public.holding import hold_page, hold_paper, hold_request
from callpoint.pages.public.own_papers import copy_paper, own_copy, reminders
from callpoint.pages.public.pages import MessagePage
from callpoint.pages.public.reporting import Held, held

log = logging.getLogger(__name__)
Written = Callable[[Held, datetime], Paper]
PDF, JSON, CALENDAR, SVG = (
    "application/pdf",
    "application/json",
    "text/calendar; charset=utf-8",
    "image/svg+xml",
)


@opens_to(Audience.REPORTER)
@require_safe
def copy_pdf(request: HttpRequest) -> HttpResponse:
    """Give the copy of the report as a paper."""
    return _paper(request, copy_paper, name="my-copy.pdf")


@opens_to(Audience.REPORTER)
@require_safe
def copy_json(request: HttpRequest) -> HttpResponse:
    """Give the copy of the report as a file for programs."""
    mine = held(request)
    if mine is None:
        return redirect("begin")
    return attachment(plain_json(own_copy(mine, made_at=now())), name="my-copy.json", kind=JSON)


@opens_to(Audience.REPORTER)
@require_safe
def dates(request: HttpRequest) -> HttpResponse:
    """Give the promised dates for a calendar; before the report is sent none are promised."""
    mine = held(request)
    if mine is None:
        return redirect("begin")
    events = reminders(mine) if mine.report.reference else ()
    if not events:
        return redirect("done")
    return attachment(calendar_file(events, made_at=now()), name="my-dates.ics", kind=CALENDAR)


@opens_to(Audience.REPORTER)
@require_safe
def address_code(request: HttpRequest) -> HttpResponse:
    """Give the address of the return page as a QR code: the same for everybody, with no secret in it."""
    if held(request) is None:
        return redirect("begin")
    if not settings.CALLPOINT.address.startswith("https://"):
        raise Http404
    drawn = qr(f"{settings.CALLPOINT.address}{reverse('return')}", title=_("Our address"))
    return attachment(drawn, name="our-address.svg", kind=SVG)


@opens_to(Audience.REPORTER)
@require_safe
def hold(request: HttpRequest) -> HttpResponse:
    """Show what to say to the bank, filled from what was already told."""
    mine = held(request)
    if mine is None:
        return redirect("begin")
    return show(request, hold_page(request, mine))


@opens_to(Audience.REPORTER)
@require_safe
def hold_pdf(request: HttpRequest) -> HttpResponse:
    """Give the hold request as a sheet, in the language of the deployment: a bank reads it."""
    with translation.override(settings.LANGUAGE_CODE):
        return _paper(request, hold_paper, name="for-my-bank.pdf")


@opens_to(Audience.REPORTER)
@require_safe
def hold_json(request: HttpRequest) -> HttpResponse:
    """Give the hold request as a file for the bank's programs."""
    mine = held(request)
    if mine is None:
        return redirect("begin")
    return attachment(plain_json(hold_request(mine, made_at=now())), name="for-my-bank.json", kind=JSON)


@opens_to(Audience.REPORTER)
@require_safe
def letter_pdf(request: HttpRequest) -> HttpResponse:
    """Give the letter that closed the report as a paper, in the language it was written in."""
    mine = held(request)
    if mine is None or ended_part(mine) is None:
        return redirect("own_report" if mine else "return")
    with translation.override(mine.report.language):
        return _paper(request, letter_paper, name="our-letter.pdf")


def _paper(request: HttpRequest, written: Written, *, name: str) -> HttpResponse:
    mine = held(request)
    if mine is None:
        return redirect("begin")
    made_at = now()
    try:
        made = pdf(written(mine, made_at), made_at=made_at)
    except PaperNotMadeError as error:
        log.exception("A paper was not made: status %s", error.status)
        return show(request, not_made(request), status=503)
    return attachment(made, name=name, kind=PDF)


def not_made(request: HttpRequest) -> MessagePage:
    """Say that a paper could not be made, and what to do."""
    return MessagePage(
        heading=_("We could not make the file"),
        paragraphs=(_("Nothing is lost. You can print the page instead, or try again."),),
        next_text=_("Show my ready copy"),
        next_url=reverse("copy"),
        **frame(request),
    )
