"""A person's own desk: whether single keys work, and which notices they get."""

from dataclasses import dataclass
from typing import ClassVar

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from callpoint.actions.desk import MailNotTakenError, choose_desk
from callpoint.actions.welfare import choose_welfare
from callpoint.clock import now
from callpoint.pages.access import Audience, opens_to
from callpoint.pages.page import FieldError, Page, show
from callpoint.pages.services_shown import view_of
from callpoint.pages.shown import ChoiceLine, ServiceView
from callpoint.pages.staff.frame import signed_in_actor, staff_frame
from callpoint.pages.staff.staff_page import StaffPage
from callpoint.records.knowledge import knowledge
from callpoint.records.queries.desk import Choices, choices_of
from callpoint.records.queries.welfare import Wishes, wishes_of
from callpoint.rules.welfare import help_for_staff

HOURS = 24


@dataclass(frozen=True, kw_only=True)
class OwnDeskPage(StaffPage):
    """What a person chose for their own desk."""

    template: ClassVar[str] = "staff/own_desk.html"
    has_keys: bool
    mail: str
    mail_error: str
    hours: tuple[ChoiceLine, ...]
    notices: tuple[ChoiceLine, ...]
    welfare: tuple[ChoiceLine, ...]
    help_services: tuple[ServiceView, ...]
    """Where staff find somebody to talk to; only what the content names."""
    is_kept: bool


@opens_to(Audience.STAFF)
@require_http_methods(["GET", "POST"])
def staff_desk(request: HttpRequest) -> HttpResponse:
    """Show and keep what a person chose."""
    by = signed_in_actor(request)
    if request.method != "POST":
        return show(request, _page(request, choices_of(int(by.id)), wishes_of(int(by.id))))
    choices, wishes = _read(request), _read_wishes(request)
    try:
        choose_desk(choices=choices, by=by, at=now())
        choose_welfare(wishes=wishes, by=by, at=now())
    except MailNotTakenError:
        return show(
            request,
            _page(request, choices, wishes, error=_("Type one mail address, such as you@force.example.")),
            status=422,
        )
    return redirect(f"{reverse('staff_desk')}?kept=yes")


def _read(request: HttpRequest) -> Choices:
    hour, wanted = request.POST.get("hour", ""), request.POST.getlist("notices")
    return Choices(
        has_keys=request.POST.get("keys") == "on",
        mail=request.POST.get("mail", "")[:254],
        digest_hour=int(hour) if hour in {str(each) for each in range(HOURS)} else None,
        tells_news="tells_news" in wanted,
    )


def _read_wishes(request: HttpRequest) -> Wishes:
    wanted = request.POST.getlist("welfare")
    return Wishes(is_warned="warned" in wanted, is_told_of_breaks="breaks" in wanted)


def _page(request: HttpRequest, choices: Choices, wishes: Wishes, *, error: str = "") -> OwnDeskPage:
    return OwnDeskPage(
        heading=_("Your desk"),
        has_keys=choices.has_keys,
        mail=choices.mail,
        mail_error=error,
        hours=(
            ChoiceLine(value="", label=_("Never"), chosen=choices.digest_hour is None),
            *(
                ChoiceLine(value=str(hour), label=f"{hour:02}:00", chosen=hour == choices.digest_hour)
                for hour in range(HOURS)
            ),
        ),
        notices=(
            ChoiceLine(
                value="tells_news",
                label=_("When there is more to read in a report of mine"),
                chosen=choices.tells_news,
            ),
        ),
        welfare=(
            ChoiceLine(
                value="warned",
                label=_("Warn me before a report that is hard to read"),
                chosen=wishes.is_warned,
            ),
            ChoiceLine(
                value="breaks", label=_("Tell me when a break is due"), chosen=wishes.is_told_of_breaks
            ),
        ),
        help_services=tuple(view_of(each, at=now()) for each in help_for_staff(knowledge())),
        is_kept=request.GET.get("kept") == "yes",
        errors=(FieldError(text=error, href="#mail"),) if error else (),
        **staff_frame(request, back=reverse("staff_queue")),
    )


OWN_DESK_PAGES: tuple[type[Page], ...] = (OwnDeskPage,)
"""Every page of this module."""
