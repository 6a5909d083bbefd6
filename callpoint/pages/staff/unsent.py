"""A form of staff that came after their session had ended: it waits behind the sign-in, and one press sends it."""

from dataclasses import dataclass
from typing import ClassVar

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from callpoint.pages.access import Audience, opens_to
from callpoint.pages.kept import KeptField, form_before
from callpoint.pages.page import Page, show
from callpoint.pages.staff.frame import staff_frame
from callpoint.pages.staff.staff_page import StaffPage


@dataclass(frozen=True, kw_only=True)
class UnsentPage(StaffPage):
    """What was typed before the sign-in, ready to be sent to where it was meant to go."""

    template: ClassVar[str] = "staff/unsent.html"
    action: str
    fields: tuple[KeptField, ...]


@opens_to(Audience.STAFF)
@require_GET
def staff_unsent(request: HttpRequest) -> HttpResponse:
    """Show a form that was kept; where it goes, what this person may do is looked at as ever."""
    kept = form_before(request)
    if kept is None:
        return redirect("staff_queue")
    page = UnsentPage(
        heading=_("This was not sent yet"),
        action=kept.action,
        fields=kept.fields,
        **staff_frame(request, back=reverse("staff_queue")),
    )
    return show(request, page)


UNSENT_PAGES: tuple[type[Page], ...] = (UnsentPage,)
"""Every page of this module."""
