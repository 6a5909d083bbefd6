"""Where help from a support service stands, in one line on the page of somebody's own report."""

from django.urls import reverse
from django.utils.translation import gettext as _

from callpoint.actions.support_words import call_words
from callpoint.pages.filters import day, translated
from callpoint.pages.public.reporting import Held
from callpoint.pages.public.return_pages import SupportLine
from callpoint.records.knowledge import knowledge
from callpoint.records.opened_support import OwnSupport, own_support
from callpoint.rules.support_contact import phone_of
from callpoint.rules.support_needs import OFFER_FIRST
from callpoint.rules.support_service import Said


def support_line(mine: Held) -> SupportLine | None:
    """Make the line; None where no service takes them and none was asked."""
    held = own_support(mine.report.id, mine.report.answers)
    if not held.services and held.said is None:
        return None
    is_open = held.said in (None, Said.ASKED)
    wants = mine.report.answers.get("support_wanted") == "yes" and is_open
    return SupportLine(
        text=standing_words(held),
        url=reverse("own_support"),
        link=_("Say yes or no") if is_open else _("See it, or change your mind"),
        is_first=held.said is Said.ASKED or wants or (is_open and held.vulnerability >= OFFER_FIRST),
    )


def standing_words(held: OwnSupport) -> str:
    """Say where it stands; a day is told as long as nobody has taken them on."""
    name = service_name(held.service or (held.services[0] if held.services else ""))
    if held.is_accepted:
        words = (
            _("%(service)s has taken you on. They reach you the way you called safe.")
            if held.is_reached
            else _("%(service)s has taken you on. They do not contact you. They wait for you.")
        )
        return _and_how(words % {"service": name}, held)
    if held.due_at is not None:
        days = {"service": name, "day": day(held.due_at.date())}
        words = (
            _("%(service)s takes you on by %(day)s. Then they reach you, the way you called safe.")
            if held.is_reached
            else _("%(service)s takes you on by %(day)s. They do not contact you. They wait for you.")
        )
        return _and_how(words % days, held)
    lines = {
        None: _("%(service)s can help you, for free. You choose."),
        Said.ASKED: _("We asked you: may %(service)s help you? You choose."),
        Said.YES: _("You said yes to %(service)s. They have ended their work, or gave it back to us."),
        Said.NO: _("You said no. We pass nothing on. You can change your mind."),
        Said.WITHDRAWN: _("You took your yes back. The service reads nothing about you."),
    }
    return lines[held.said] % {"service": name}


def _and_how(words: str, held: OwnSupport) -> str:
    """Add the number to call for somebody whom nobody contacts."""
    number = "" if held.is_reached else phone_of(knowledge().content, held.service)
    return f"{words} {call_words(number)}" if number else words


def service_name(service: str) -> str:
    """Name a service; '' for none."""
    services = knowledge().content.services
    return translated(services[service].name) if service in services else service
