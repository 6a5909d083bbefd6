"""How a service of the directory becomes what a page shows: looked up each time, so that one change changes all."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from typing import Protocol, TypeVar

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from callpoint.pages.filters import moment, time_of_day, translated
from callpoint.pages.shown import ChannelLine, ServiceView
from callpoint.records.knowledge import knowledge
from callpoint.rules.content.model import Channel, Service
from callpoint.rules.directory import (
    OpenState,
    channel_standing,
    emergency_numbers,
    open_state,
    standing,
)

STAFFED = frozenset({"phone", "textphone", "chat", "in_person", "video-bsl"})
"""Channels that a person answers, so that opening hours mean something."""


class Ordered(Protocol):
    """Content that has a place in a list."""

    @property
    def order(self) -> int:
        """Give the place."""


T = TypeVar("T", bound=Ordered)


def in_order(things: Iterable[T]) -> list[T]:
    """Sort content by its place in a list."""
    return sorted(things, key=lambda thing: thing.order)


def view_of(service: Service, *, at: datetime, why: str = "") -> ServiceView:
    """Show a service as it stands at a moment, with the reason it is shown for."""
    content = knowledge().content
    zone = content.timezone_of(service.id)
    return ServiceView(
        id=service.id,
        name=translated(service.name),
        for_whom=translated(service.for_whom),
        why=translated(why),
        lines=tuple(_line(service, channel, at=at, zone=zone) for channel in service.channels),
        cost=translated(service.cost),
        warnings=_warnings(service, at=at),
        url=reverse("service", args=[service.id]),
    )


def view_for_country(service: Service, country: str, *, at: datetime, why: str = "") -> ServiceView:
    """Show a service to somebody in a country: the emergency service abroad gets that country's own numbers."""
    shown = view_of(service, at=at, why=why)
    content = knowledge().content
    if "*" not in service.serves.countries or country not in content.countries:
        return shown
    numbers = [
        number.channel for number in emergency_numbers(content, country) if number.service == service.id
    ]
    lines = tuple(
        ChannelLine(
            label=_("Phone"), text=channel.value, url=f"tel:{channel.value}", state="", when="", notes=()
        )
        for channel in numbers
    )
    if not lines:
        return shown
    return replace(
        shown,
        name=_("Emergency numbers: %(country)s") % {"country": translated(content.countries[country].name)},
        lines=lines,
        warnings=(_("These come from a list of numbers. We have not checked each one."),),
    )


def reporting_page_of(country: str) -> ServiceView | None:
    """Show where a country takes reports of cybercrime, as far as one list knew; None where it did not."""
    found = knowledge().content.countries.get(country)
    if found is None or found.reporting is None:
        return None
    page = found.reporting
    phones = tuple(
        ChannelLine(
            label=_("Phone"), text=phone, url=f"tel:{phone.replace(' ', '')}", state="", when="", notes=()
        )
        for phone in page.phones
    )
    web = page.web.removeprefix("https://").rstrip("/")
    site = (
        (ChannelLine(label=_("Website"), text=web, url=page.web, state="", when="", notes=()),)
        if page.web
        else ()
    )
    return ServiceView(
        id="",
        name=_("Reporting in %(country)s") % {"country": translated(found.name)},
        for_whom=_("People who live there."),
        why="",
        lines=(*phones, *site),
        cost="",
        warnings=(_("We have not checked this. Look it up before you use it."),),
        url=page.web,
    )


def first_phone(view: ServiceView) -> ChannelLine | None:
    """Give the first number to dial that is not closed at the moment shown; None where there is none."""
    return next((line for line in view.lines if line.url.startswith("tel:") and line.state != "closed"), None)


def first_way(view: ServiceView) -> ChannelLine | None:
    """Give the first number to dial now, else the first address to write or go to; None where there is neither."""
    return first_phone(view) or next(
        (line for line in view.lines if line.url and line.state != "closed"), None
    )


def offered_here(service: Service) -> bool:
    """Say whether a service is still there to be shown."""
    return service.status != "replaced"


def _line(service: Service, channel: Channel, *, at: datetime, zone: str) -> ChannelLine:
    state = open_state(channel, at=at, timezone=zone)
    staffed = channel.type in STAFFED
    return ChannelLine(
        label=channel_label(channel.type) if _url(channel) or channel.type != "phone" else _("Or"),
        text=_text(channel),
        url=_url(channel),
        state=state.state if staffed and channel.hours else "",
        when=_when(channel, state, at=at) if staffed else "",
        notes=_notes(service, channel, at=at),
    )


def _text(channel: Channel) -> str:
    """Give the number or address as people read it; one that is words is translated."""
    if channel.value.startswith("https://"):
        return channel.value.removeprefix("https://").rstrip("/")
    return translated(channel.value)


def channel_label(sort: str) -> str:
    """Name a sort of channel."""
    return {
        "phone": _("Phone"),
        "textphone": _("Textphone"),
        "sms": _("Text"),
        "web": _("Website"),
        "email": _("Email"),
        "chat": _("Chat"),
        "in_person": _("In person"),
        "video-bsl": _("BSL video"),
    }[sort]


def _url(channel: Channel) -> str:
    """Give the address that dials, writes or opens; '' where the value is words."""
    dialled = channel.value.replace(" ", "")
    number = channel.e164 if channel.e164 and len(channel.e164) > 8 else dialled
    is_number = dialled.lstrip("+").replace("-", "").isdigit()
    return {
        "phone": f"tel:{number}" if is_number else "",
        "textphone": f"tel:{dialled}" if is_number else "",
        "sms": f"sms:{dialled}" if is_number else "",
        "web": channel.value if channel.value.startswith("https://") else "",
        "chat": channel.value if channel.value.startswith("https://") else "",
        "email": f"mailto:{channel.value}",
    }.get(channel.type, "")


def _when(channel: Channel, state: OpenState, *, at: datetime) -> str:
    """Say when a line opens or closes, or that its hours are not known."""
    if not channel.hours:
        return "" if channel.note or not _url(channel) else _("Hours not known.")
    if channel.hours == "24/7":
        return _("Day and night.")
    if state.state == "open" and state.until:
        return _("Open until %(time)s.") % {"time": _clock(state.until, at)}
    if state.opens:
        return _("Opens at %(time)s.") % {"time": _clock(state.opens, at)}
    return ""


def _clock(when: datetime, at: datetime) -> str:
    """Write the time alone where it is today, else with the day."""
    zone = timezone.get_default_timezone()
    if when.astimezone(zone).date() == at.astimezone(zone).date():
        return time_of_day(when)
    return moment(when)


def _notes(service: Service, channel: Channel, *, at: datetime) -> tuple[str, ...]:
    """Say what to do with the channel, and what of it was not checked."""
    told = [translated(channel.note)] if channel.note else []
    if channel.keyword:
        told.append(_("Text the word %(word)s.") % {"word": channel.keyword})
    if channel.menu_option:
        told.append(_("Then press %(key)s.") % {"key": channel.menu_option})
    words = channel_standing(service, channel, on=at.date(), stale_after_days=_stale_days(service)).words
    own = standing(service, on=at.date(), stale_after_days=_stale_days(service)).words
    if "check-before-publishing" in words and "check-before-publishing" not in own:
        told.append(_("We have not checked this one yet."))
    if "sources-disagree" in words:
        told.append(_("Sources differ on this one."))
    return tuple(told)


def _warnings(service: Service, *, at: datetime) -> tuple[str, ...]:
    """Say what of a service is not certain."""
    words = standing(service, on=at.date(), stale_after_days=_stale_days(service)).words
    told = {
        "could-not-confirm-still-open": _("We could not confirm that this is still open."),
        "check-before-publishing": _("We have not checked these details yet."),
        "sources-disagree": _("Sources differ on some of this. We show what is most likely."),
        "stale": _("We last checked this a long time ago. Look at their own site as well."),
    }
    return tuple(told[word] for word in words if word in told)


def _stale_days(service: Service) -> int:
    content = knowledge().content
    return content.jurisdiction_of("services", service.id).stale_after_days
