"""The hold request: what a person's own bank needs to stop a payment, read from the answers they gave."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from callpoint.clock import now
from callpoint.formats.hold_request import (
    Amount,
    HoldRequest,
    Mentioned,
    Moment,
    Paid,
    Paying,
    Payment,
    Person,
)
from callpoint.formats.letters import held_in_order
from callpoint.formats.paper import Big, Block, Fact, Facts, Heading, Note, Paper, Steps, Text
from callpoint.pages.filters import moment, translated
from callpoint.pages.languages import direction_of, language_in_force
from callpoint.pages.public.frame import exit_for, frame
from callpoint.pages.public.offering import offers_at
from callpoint.pages.public.papers_pages import HoldLine, HoldPayment, HoldRequestPage
from callpoint.pages.public.reporting import Held
from callpoint.pages.public.steps import HELP, address_of, question_of
from callpoint.pages.read_back import read_back
from callpoint.records.knowledge import knowledge
from callpoint.rules.questionnaire import DO_NOT_KNOW
from callpoint.rules.reading.money import read_money
from callpoint.rules.reading.when import order_in, read_when
from callpoint.rules.rows import key_of, rows_of
from callpoint.rules.way import PAYMENT

ALWAYS = ("pay_amount", "pay_when", "pay_way", "pay_status")
BY_BANK = (
    "pay_from_bank",
    "pay_from_account",
    "pay_to_name",
    "pay_to_account",
    "pay_to_bank",
    "pay_reference",
)
BY_COIN = ("crypto_asset", "crypto_from", "crypto_to", "crypto_hash")
BY_WAY = {
    "crypto-exchange": ("pay_from_bank", "pay_to_name", *BY_COIN),
    "crypto-atm": ("pay_to_name", *BY_COIN),
    "gift-card": ("pay_from_bank", "pay_from_account", "gift_card"),
}
"""What a bank or exchange asks besides, where it is no transfer between accounts."""
PAYMENT_QUESTIONS = (*ALWAYS, *BY_BANK, *BY_COIN, "gift_card")
PLACES = {
    "pay_amount": "amount",
    "pay_when": "paid_when",
    "pay_way": "way",
    "pay_status": "status",
    "pay_from_bank": "paying/bank",
    "pay_from_account": "paying/account",
    "pay_to_name": "paid/name",
    "pay_to_account": "paid/account",
    "pay_to_bank": "paid/bank",
    "pay_reference": "reference",
    "crypto_asset": "crypto_asset",
    "crypto_from": "paying/wallet",
    "crypto_to": "paid/wallet",
    "crypto_hash": "transaction_hash",
    "gift_card": "gift_card",
}
"""Where the answer to each question stands in a payment of the file."""
TERMS = {
    "name": gettext_noop("Name"),
    "phone": gettext_noop("Phone"),
    "pay_amount": gettext_noop("How much"),
    "pay_when": gettext_noop("When"),
    "pay_way": gettext_noop("How it was paid"),
    "pay_status": gettext_noop("Did it go through?"),
    "pay_from_bank": gettext_noop("From which bank"),
    "pay_from_account": gettext_noop("From which account"),
    "pay_to_name": gettext_noop("To which name"),
    "pay_to_account": gettext_noop("To which account"),
    "pay_to_bank": gettext_noop("To which bank and country"),
    "pay_reference": gettext_noop("Words on the payment"),
    "crypto_asset": gettext_noop("Which coin"),
    "crypto_from": gettext_noop("From which wallet or exchange"),
    "crypto_to": gettext_noop("To which wallet"),
    "crypto_hash": gettext_noop("Transaction hash"),
    "gift_card": gettext_noop("Which gift card"),
}
"""What a bank calls each of them, in plain words."""
ABOUT = {"name": "name", "phone": "phone"}
"""Which question gives what of the person."""


@dataclass(frozen=True, kw_only=True)
class Row:
    """One payment of a report: its number and its answers, as typed or chosen."""

    mine: Held
    number: int

    def given(self, name: str) -> str:
        """Give the answer to a question in this row; '' where there is none."""
        value = self.mine.report.answers.get(key_of(name, self.number), "")
        return ", ".join(value) if isinstance(value, list) else value.strip()

    def known(self, name: str) -> str | None:
        """Give the answer, or None; "I do not know" is none."""
        value = self.given(name)
        return None if value in {"", DO_NOT_KNOW} else value

    @property
    def asked(self) -> tuple[str, ...]:
        """Give the questions that whoever holds the money asks, by the way it was paid."""
        besides = BY_WAY.get(self.given("pay_way"), BY_BANK)
        more = tuple(name for name in PAYMENT_QUESTIONS if name not in besides and self.known(name))
        return tuple(dict.fromkeys((*ALWAYS, *besides, *more)))


def payment_rows(mine: Held) -> tuple[Row, ...]:
    """Give every payment of a report; one that is empty where none was told."""
    return tuple(Row(mine=mine, number=row) for row in rows_of(mine.report.answers, PAYMENT_QUESTIONS))


def hold_request(mine: Held, *, made_at: datetime) -> HoldRequest:
    """Give the request as a file for the bank's programs."""
    person, rows = Row(mine=mine, number=1), payment_rows(mine)
    return HoldRequest(
        service=settings.CALLPOINT.service.name,
        made_at=made_at,
        language=mine.report.language,
        report_reference=mine.report.reference or None,
        reporter=Person(name=person.known("name"), phone=person.known("phone")),
        payments=tuple(_payment(row) for row in rows),
        mentioned=mentioned(mine),
        not_known=tuple(_gaps(person, rows)),
    )


def mentioned(mine: Held) -> Mentioned:
    """Give what the story says of amounts and accounts; it is never taken for an answer unseen."""
    names = ("pay_amount", "pay_to_account")
    questions = tuple(one for name in names if (one := question_of(name)))
    offers = offers_at(PAYMENT, questions, mine.report.answers)
    amounts, accounts = (tuple(line.value for line in offers.get(name, ())) for name in names)
    return Mentioned(amounts=amounts, accounts=accounts)


def _amount(row: Row) -> Amount | None:
    text = row.known("pay_amount")
    money = read_money(text, home=knowledge().jurisdiction.currency) if text else None
    if text is None or money is None:
        return Amount(text=text) if text else None
    return Amount(text=text, value=money.amount, currency=money.currency, is_about=money.is_about)


def _moment(row: Row) -> Moment | None:
    """Read when it was as of the sending, or as of now; the text stands beside it."""
    text = row.known("pay_when")
    told_at = row.mine.report.told_at(key_of("pay_when", row.number))
    at = (told_at or now()).astimezone(timezone.get_default_timezone())
    order = order_in(knowledge().jurisdiction.country)
    when = read_when(text, at=at, order=order) if text else None
    if text is None or when is None:
        return Moment(text=text) if text else None
    return Moment(text=text, earliest=when.earliest, latest=when.latest, is_about=when.is_about)


def _payment(row: Row) -> Payment:
    return Payment(
        amount=_amount(row),
        paid_when=_moment(row),
        way=row.known("pay_way"),
        status=row.known("pay_status"),
        paying=Paying(
            bank=row.known("pay_from_bank"),
            account=row.known("pay_from_account"),
            wallet=row.known("crypto_from"),
        ),
        paid=Paid(
            name=row.known("pay_to_name"),
            account=row.known("pay_to_account"),
            bank=row.known("pay_to_bank"),
            wallet=row.known("crypto_to"),
        ),
        reference=row.known("pay_reference"),
        crypto_asset=row.known("crypto_asset"),
        transaction_hash=row.known("crypto_hash"),
        gift_card=row.known("gift_card"),
    )


def _gaps(person: Row, rows: tuple[Row, ...]) -> Iterator[str]:
    yield from (f"/reporter/{place}" for name, place in ABOUT.items() if person.known(name) is None)
    for number, row in enumerate(rows):
        yield from (f"/payments/{number}/{PLACES[name]}" for name in row.asked if row.known(name) is None)


def hold_page(request: HttpRequest, mine: Held) -> HoldRequestPage:
    """Show what to say to the bank and all that is known, with the gaps and where to fill them."""
    return HoldRequestPage(
        heading=_("Ask your bank to stop the payment"),
        steps=_steps(),
        words=_words(),
        asked=_asked(),
        about=_about(mine),
        payments=_payments(mine),
        own_words=_own_words(mine),
        paper_url=reverse("hold_pdf"),
        json_url=reverse("hold_json"),
        help_url=address_of(HELP),
        exit_url=exit_for(mine.suggestion),
        **frame(request, back=address_of(HELP)),
    )


def hold_paper(mine: Held, made_at: datetime) -> Paper:
    """Give the request as a sheet to read out on the phone, or to hand in at a branch."""
    return Paper(
        title=_("Please stop this payment"),
        language=language_in_force(),
        direction=direction_of(language_in_force()),
        lead=_("For my bank. I was tricked into this payment. I ask you to act on it now."),
        blocks=tuple(_blocks(mine)),
        footer=_("Made at %(time)s.") % {"time": moment(made_at)},
        unshown=unshown(),
    )


def unshown() -> str:
    """Say what stands at the end of a paper where a letter could not be shown."""
    return _("Some letters could not be shown here. The other file that you can save holds them all.")


def _blocks(mine: Held) -> Iterator[Block]:
    yield Heading(text=_("What I ask"))
    yield Steps(steps=_asked())
    for payment in _payments(mine):
        yield Heading(text=payment.heading)
        yield _facts(line for line in payment.lines if line.value)
    if own_words := _own_words(mine):
        yield Heading(text=_("Also named in my own words"))
        yield Text(text=own_words)
    if reference := mine.report.reference:
        yield Big(label=_("Report reference"), groups=tuple(reference.split("-")))
        yield Note(text=_("This is not yet a crime number."))
    yield Heading(text=_("Who asks"))
    yield _facts(_about(mine))
    yield from _unknown(mine)
    yield Heading(text=_("Say this on the phone"))
    yield Steps(steps=_steps())
    yield Note(text=_words())


def _own_words(mine: Held) -> str:
    found = mentioned(mine)
    return ", ".join((*found.amounts, *found.accounts))


def _facts(lines: Iterator[HoldLine] | tuple[HoldLine, ...]) -> Facts:
    return Facts(
        term=_("What the bank asks"),
        value=_("Answer"),
        rows=tuple(Fact(term=line.term, value=line.value or _("Not given")) for line in lines),
    )


def _unknown(mine: Held) -> Iterator[Block]:
    """List plainly what is not known, so that nobody looks for it in vain."""
    payments = _payments(mine)
    rows = tuple(
        Fact(term=payment.heading, value="\n".join(line.term for line in payment.lines if not line.value))
        for payment in payments
        if any(not line.value for line in payment.lines)
    )
    if rows:
        yield Heading(text=_("What we do not know"))
        yield Facts(term=_("Payment"), value=_("Not given"), rows=rows)


def _steps() -> tuple[str, ...]:
    """Say how to reach the bank without falling into a second trap (stories, A3)."""
    return (
        _("Ring your bank now. Use the number on your card or in its app."),
        _("Never ring a number that the caller or a message gave you."),
        _("Read out the words below. Then read out the facts."),
        _("Ask for a reference. Write it down, with the time and the name."),
    )


def _words() -> str:
    """Give the words to say: tricked, stop it, get it back, hold it (stories, A3 and U14)."""
    return _(
        "I was tricked into a payment. Please stop it, or get it back. "
        "Please ask the other bank to hold the money."
    )


def _asked() -> tuple[str, ...]:
    return (
        _("Stop the payment, or call it back."),
        _("Ask the bank that got it to hold the money."),
        _("Tell me what you did, and your reference."),
    )


def _payments(mine: Held) -> tuple[HoldPayment, ...]:
    rows = payment_rows(mine)
    return tuple(
        HoldPayment(
            heading=_("Payment %(number)s") % {"number": row.number} if len(rows) > 1 else _("The payment"),
            lines=tuple(_line(row, name) for name in row.asked),
        )
        for row in rows
    )


def _about(mine: Held) -> tuple[HoldLine, ...]:
    person = Row(mine=mine, number=1)
    return tuple(_line(person, name) for name in ABOUT)


def _line(row: Row, name: str) -> HoldLine:
    known = row.known(name)
    return HoldLine(
        term=translated(TERMS[name]),
        value=_in_order(_in_words(row, name, known)) if known else "",
        add_url="" if known or row.mine.report.reference else _where_asked(name, row.number),
    )


def _in_words(row: Row, name: str, value: str) -> str:
    """Give the words of a choice, and of a time or an amount what we read in it; what was typed stays as it is."""
    question = question_of(name)
    if question is None:
        return value
    labels = {choice.id: translated(choice.label) for choice in question.choices}
    read_as = read_back(question.type, value, at=row.mine.report.told_at(key_of(name, row.number)) or now())
    return f"{value}\n{read_as}" if read_as else labels.get(value, value)


def _in_order(text: str) -> str:
    """Keep numbers in their own order on a page that runs from the right; elsewhere nothing is put in."""
    if direction_of(language_in_force()) == "ltr":
        return text
    return "\n".join(map(held_in_order, text.split("\n")))


def _where_asked(name: str, row: int) -> str:
    """Give the address of the page that asks a question, in its row; '' where no page does."""
    sheets = knowledge().content.sheets.values()
    return next((address_of(key_of(each.id, row)) for each in sheets if name in each.questions), "")
