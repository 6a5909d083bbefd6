"""The page for somebody whose one-time password was not used in time."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from callpoint.pages.page import show
from callpoint.pages.staff.frame import staff_frame
from callpoint.pages.staff.pages import StaffMessagePage


def ran_out(request: HttpRequest) -> HttpResponse:
    """Say that the password was right but is too old, and who gives a new one."""
    days = settings.CALLPOINT.sign_in.one_time_password_days
    page = StaffMessagePage(
        heading=_("Your one-time password has run out"),
        paragraphs=(
            ngettext("It was good for %(days)s day.", "It was good for %(days)s days.", days)
            % {"days": days},
            _("Ask who looks after accounts here. They give you a new one under People."),
            _("Nobody there yet? Who runs this service gives one with callpoint staff reset."),
        ),
        next_text=_("Back to sign-in"),
        next_url=reverse("account_login"),
        **staff_frame(request),
    )
    return show(request, page, status=403)
