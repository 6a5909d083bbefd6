"""What a reporter is told of requests to other bodies and of statements. No account, no name."""

from babel.numbers import format_currency, format_decimal
from django.utils.translation import gettext as _

from callpoint.actions.said_times import babel_locale
from callpoint.records.models import Intervention
from callpoint.rules.content.request_model import RequestKind
from callpoint.rules.reading.currencies import is_coin
from callpoint.rules.statements import StatementKind
from callpoint.rules.sums import Sum


def sum_words(what: Sum) -> str:
    """Write a sum as people of the language in force do: £9,400.00, or 0.5 BTC."""
    if is_coin(what.currency):
        number = format_decimal(what.amount, locale=babel_locale(), decimal_quantization=False)
        return f"{number} {what.currency}"
    return format_currency(what.amount, what.currency, locale=babel_locale())


def asked_words(made: Intervention, kind: RequestKind | None) -> str:
    """Say in the language in force that a body was asked about money."""
    who = _asked_of(kind)
    if made.asked_minor:
        about = sum_words(Sum(minor=made.asked_minor, currency=made.currency))
        line = _("%(who)s It is about the %(sum)s that you paid.") % {"who": who, "sum": about}
    else:
        line = who
    ending = _("We cannot say yet if it works. We write to you when they answer.")
    return f"{line}\n\n{ending}"


def _asked_of(kind: RequestKind | None) -> str:
    words = {
        "sending-bank": _("We asked your bank to stop a payment, or to get it back."),
        "receiving-bank": _("We asked the bank that got your money to hold it."),
        "crypto": _("We asked the firm that got your coins to hold them."),
        "gift-card": _("We asked the gift card firm to freeze the card."),
    }
    return words.get(kind.target if kind else "", _("We asked a firm to hold your money."))


def came_words(made: Intervention, told: str) -> str:
    """
    Say in the language in force what a body answered: its sums where some came with it.

    Else it is `told`, the words that the content has for this answer and no other: no body is said to have done or
    found what it did not.
    """
    sums = []
    if made.held_minor:
        sums.append(_("Held for now: %(sum)s.") % {"sum": _sum(made, made.held_minor)})
    if made.returned_minor:
        sums.append(_("Sent back: %(sum)s.") % {"sum": _sum(made, made.returned_minor)})
    return " ".join([_("We have an answer about your money."), *sums]) if sums else _(told)


def back_words() -> str:
    """Say in the language in force that a body is asked no longer, and what one can do oneself."""
    return _(
        "We wrote that we asked about your money. We no longer ask for it. "
        "If you paid from a bank, you can ask it to pay you back. Write to us here if you want to know why."
    )


def _sum(made: Intervention, minor: int) -> str:
    return sum_words(Sum(minor=minor, currency=made.currency))


def offer_words(kind: StatementKind) -> str:
    """Say in the language in force that a statement waits, and that nobody has to sign it."""
    if kind is StatementKind.PERSONAL:
        return _(
            "If you want, you can tell us in your own words what this did to you. "
            "You do not have to. You find it at the top of your report."
        )
    return _(
        "We wrote a statement from your report. You can read it, correct it and sign it. "
        "You do not have to. You find it at the top of your report."
    )
