"""Words of requests to other bodies: what is asked, which facts go along, how a request stands, and its paper."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from callpoint.actions.intervention_words import sum_words
from callpoint.formats.paper import Big, Block, Fact, Facts, Heading, Note, Paper, Steps, Text
from callpoint.formats.pdf import pdf
from callpoint.pages.filters import translated
from callpoint.pages.languages import direction_of, language_in_force
from callpoint.pages.staff.bundle_paper import time_with_zone
from callpoint.pages.staff.intervention_pages import FactLine
from callpoint.records.knowledge import knowledge
from callpoint.rules.intervening import TAKEN_BACK, Channel, Standing, result_of
from callpoint.rules.request_letter import RequestLetter
from callpoint.rules.sums import Recovered, Sum

CHOSEN = frozenset({"pay_way", "pay_status"})
"""Facts that were chosen, and not typed: their words are those of the content."""


def title_words(kind: str) -> str:
    """Name a request; one that the content has no longer keeps its id."""
    found = knowledge().content.requests.get(kind)
    return translated(found.title) if found else kind


def fact_term(name: str) -> str:
    """Say in plain words what a fact is."""
    terms = {
        "name": _("Name of our reporter, your customer"),
        "phone": _("Phone number of our reporter"),
        "pay_amount": _("How much"),
        "pay_when": _("When"),
        "pay_way": _("How it was paid"),
        "pay_status": _("Did it go through?"),
        "pay_from_bank": _("From which bank"),
        "pay_from_account": _("From which account"),
        "pay_to_name": _("To which name"),
        "pay_to_account": _("To which account"),
        "pay_to_bank": _("To which bank and country"),
        "pay_reference": _("Words on the payment"),
        "crypto_asset": _("Which coin"),
        "crypto_from": _("From which wallet or exchange"),
        "crypto_to": _("To which wallet"),
        "crypto_hash": _("Transaction hash"),
        "gift_card": _("Which gift card"),
        "bank_account": _("Account"),
        "iban": _("IBAN"),
        "wallet": _("Wallet"),
        "phone_number": _("Phone number"),
        "url": _("Address of the site"),
        "domain": _("Name of the site"),
        "email": _("Mail address"),
        "handle": _("Profile"),
        "remote_id": _("Number of the remote tool"),
        "firm_name": _("Name that the firm used"),
        "firm_number": _("Number that it gave of itself"),
    }
    return terms.get(name, name)


def fact_lines(letter_facts: Iterable[tuple[str, str]], *, is_value: bool) -> tuple[FactLine, ...]:
    """Give facts with their terms; a phone number that a request is about is nobody's own."""
    own = {"phone": "phone_number"} if is_value else {}
    return tuple(
        FactLine(term=fact_term(own.get(name, name)), value=translated(value) if name in CHOSEN else value)
        for name, value in letter_facts
    )


def facts_of(letter: RequestLetter) -> tuple[FactLine, ...]:
    """Give the facts of a request that was made."""
    is_value = len(letter.facts) == 1
    return fact_lines(((fact.name, fact.value) for fact in letter.facts), is_value=is_value)


def channel_words(channel: str) -> str:
    """Name a way in which a request went out."""
    return {
        Channel.SECURE_MAIL: _("Secure e-mail"),
        Channel.PORTAL: _("Their own web site for police"),
        Channel.PHONE: _("Read out on the phone"),
        Channel.MAIL: _("E-mail"),
        Channel.POST: _("Post"),
        Channel.BY_HAND: _("By hand"),
    }[Channel(channel)]


def standing_words(standing: Standing) -> tuple[str, str]:
    """Say how a request stands, and in which colour its clock shows."""
    return {
        "ready": (_("Ready, not sent yet"), ""),
        "open": (_("Waits for an answer"), "in time"),
        "due soon": (_("Answer due soon"), "amber"),
        "overdue": (_("Answer overdue"), "late"),
        "answered": (_("Answered"), ""),
    }[standing]


def result_words(kind: str, result: str) -> str:
    """Say what a body answered."""
    if result == TAKEN_BACK:
        return _("Taken back")
    found = result_of(knowledge().content.requests.get(kind), result)
    return translated(found.label) if found else result


def sums_words(held: Sum, returned: Sum) -> str:
    """Say what is held and what came back; '' where neither is."""
    parts = []
    if held.minor:
        parts.append(_("Held: %(sum)s.") % {"sum": sum_words(held)})
    if returned.minor:
        parts.append(_("Sent back: %(sum)s.") % {"sum": sum_words(returned)})
    return " ".join(parts)


def total_words(totals: Iterable[Recovered]) -> tuple[str, ...]:
    """Say what is held and came back in all, a line a currency."""
    return tuple(
        sums_words(
            Sum(minor=each.held, currency=each.currency), Sum(minor=each.returned, currency=each.currency)
        )
        for each in totals
    )


def request_pdf(letter: RequestLetter) -> bytes:
    """
    Set the paper of a request, in the service's own language; the same request gives the same bytes.

    :raises callpoint.formats.pdf.PaperNotMadeError: it cannot be set now.
    """
    with translation.override(settings.LANGUAGE_CODE):
        return pdf(request_paper(letter), made_at=datetime.fromisoformat(letter.made_at))


def request_paper(letter: RequestLetter) -> Paper:
    """Put a request on a paper."""
    return Paper(
        title=translated(letter.title),
        language=language_in_force(),
        direction=direction_of(language_in_force()),
        lead=_("To %(who)s. From %(service)s.") % {"who": letter.to, "service": letter.service},
        blocks=tuple(_blocks(letter)),
        footer=_("Request about report %(reference)s") % {"reference": letter.reference},
        unshown=_("Some letters could not be shown here. The other file holds them all."),
    )


def _blocks(letter: RequestLetter) -> Iterator[Block]:
    yield Big(label=_("Report reference"), groups=tuple(letter.reference.split("-")))
    yield Note(text=_("This is not a crime number. Please give it in your answer."))
    yield Heading(text=_("What we ask"))
    yield Steps(steps=tuple(translated(each) for each in letter.asks))
    if letter.words:
        yield Text(text=letter.words)
    yield Heading(text=_("The facts, as our reporter told them"))
    yield Facts(
        term=_("What"),
        value=_("As told"),
        rows=tuple(Fact(term=line.term, value=line.value) for line in facts_of(letter)),
    )
    yield Heading(text=_("On what authority"))
    yield Text(text=translated(letter.authority))
    yield Heading(text=_("Who asks"))
    made_at = time_with_zone(datetime.fromisoformat(letter.made_at))
    yield Text(text=f"{letter.officer}\n{letter.service}\n{made_at}")
    yield Note(
        text=_("Please check that this is genuine before you act. Use contact details that you already have.")
    )
