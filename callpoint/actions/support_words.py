"""What a reporter is told about support, in plain words; the caller sets the language."""

from collections.abc import Collection
from datetime import datetime

from django.utils import timezone
from django.utils.dateformat import format as date_words
from django.utils.translation import gettext as _

from callpoint.rules.content.model import Service
from callpoint.rules.support_contact import ContactWay
from callpoint.rules.support_service import Basis

DAY = "l j F"
"""How a message writes a day: with its weekday, without a time or a year."""


def asked_words(service: Service) -> str:
    """Ask whether a service may call, and say what it would be told."""
    return "\n\n".join(
        (
            _("Would you like help from %(service)s? It is free. The choice is yours.")
            % {"service": _(service.name)},
            _(
                "If you say yes, we tell them your name and how to reach you. We tell them when it is safe. "
                "We tell them what sort of crime it was, and what you need."
            ),
            _("They read your story only if you say so. You can take your yes back at any time."),
            _("Please answer on the page of your report, under “Help for you”."),
        )
    )


def referred_words(
    service: Service, *, due_at: datetime | None, basis: Basis, ways: Collection[ContactWay], phone: str
) -> str:
    """
    Say who will call, and by when they have what they need.

    Where the person called none of the `ways` safe, nobody calls: it says so, and the number of the service.
    """
    named = {"service": _(service.name)}
    first = (
        _("You said yes. We have passed you on to %(service)s.")
        if basis is Basis.CONSENT
        else _("We want you to be safe. So we have passed you on to %(service)s.")
    ) % named
    lines = [first]
    if due_at is not None:
        day = date_words(timezone.localtime(due_at), DAY)
        taken_on = (
            _("They take it on by %(day)s. Then they reach you, the way you called safe.")
            if ways
            else _("They take it on by %(day)s.")
        )
        lines.append(taken_on % {"day": day})
    if not ways:
        lines.append(waits_words(phone))
    if basis is Basis.CONSENT:
        lines.append(_("You can say stop at any time, on the page of your report."))
    return "\n\n".join(lines)


def waits_words(phone: str) -> str:
    """Say that a service contacts nobody who called no way safe, and how to reach it."""
    waits = _("They do not contact you. They wait for you.")
    return f"{waits} {call_words(phone)}" if phone else waits


def call_words(phone: str) -> str:
    """Say which number to call, held in its own order within a line of any direction (Unicode's isolates)."""
    held = f"\N{LEFT-TO-RIGHT ISOLATE}{phone}\N{POP DIRECTIONAL ISOLATE}"
    return _("You can call them: %(phone)s.") % {"phone": held}


def passed_on_words(service: Service, *, due_at: datetime | None) -> str:
    """Tell somebody who asked for a call themselves that another service has their request now."""
    named = {"service": _(service.name)}
    if due_at is None:
        return _("You are passed on to %(service)s, as you agreed.") % named
    day = date_words(timezone.localtime(due_at), DAY)
    return _("You are passed on to %(service)s, as you agreed. They have it by %(day)s.") % {
        **named,
        "day": day,
    }


def no_more_words() -> str:
    """Say that a yes no longer holds."""
    return _("You said no. The support service reads nothing about you any more, and does not call.")
