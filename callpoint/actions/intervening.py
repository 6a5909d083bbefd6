"""Asking another body to hold money or to stop something: the request is made, goes out, and is answered.

InterventionDeedError
├── NoSuchOfferError          the report does not tell what such a request needs
├── FactsChangedError         the report tells other facts than those that the officer looked at
├── NoSuchInterventionError   no request with this id
└── AlreadySentError          it went out before, or was taken back
"""

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TypedDict, Unpack
from uuid import UUID

from django.conf import settings

from callpoint.actions.acting import Actor
from callpoint.actions.admitting import check_may_about
from callpoint.actions.clocks import reckon
from callpoint.actions.committing import committed
from callpoint.actions.corresponding import sent_report
from callpoint.actions.custody import write_exhibit_leaf
from callpoint.actions.intervention_words import asked_words, back_words, came_words
from callpoint.actions.journalling import write_leaf
from callpoint.actions.links_shown import links_shown
from callpoint.actions.posting import once_key
from callpoint.actions.shown_to import Seen, shown_to
from callpoint.actions.stated import items_of_request
from callpoint.actions.telling_reporter import tell_reporter
from callpoint.records.additions import told_by_now
from callpoint.records.knowledge import knowledge
from callpoint.records.models import Intervention, InterventionAnswer, Report, StaffMember
from callpoint.records.sealed import ReportSeal
from callpoint.records.sealed_interventions import InterventionSeal
from callpoint.records.transaction import writing
from callpoint.rules.access import Deed
from callpoint.rules.chance import Chance
from callpoint.rules.custody import ExhibitDeed
from callpoint.rules.dates import calendar_of
from callpoint.rules.intervening import (
    TAKEN_BACK,
    NotedReply,
    Reply,
    Wording,
    answer_due,
    checked_reply,
    checked_sending,
    checked_wording,
    result_of,
)
from callpoint.rules.journal import SALT_SIZE
from callpoint.rules.offers import Offer, offer_of, told_of
from callpoint.rules.receipt import time_value
from callpoint.rules.request_letter import NO_POWER, RequestLetter
from callpoint.rules.sums import Sum


class InterventionDeedError(Exception):
    """A step about a request cannot be taken."""


class NoSuchOfferError(InterventionDeedError):
    """The report does not tell what such a request needs."""


class FactsChangedError(InterventionDeedError):
    """The report tells other facts than those that the officer looked at."""


class NoSuchInterventionError(InterventionDeedError):
    """No request with this id."""


class AlreadySentError(InterventionDeedError):
    """It went out before, or was taken back."""


@dataclass(frozen=True, kw_only=True)
class Asking:
    """Which request is made, with what the officer adds to it."""

    kind: str
    about: str
    seen: str
    """The digest of the facts that the officer looked at (`rules.offers.Offer.seen`)."""
    wording: Wording
    send_key: str


@writing
def make_intervention(
    *, report_id: UUID, asking: Asking, by: Actor, at: datetime, chance: Chance = secrets.token_bytes
) -> UUID:
    """
    Make a request from the facts of a report; from then on it does not change, and its leaf commits to it.

    A form that comes twice makes one request.

    :raises callpoint.records.opened.NoSuchReportError: none with this id was sent.
    :raises callpoint.rules.access.NotAllowedError: this role or unit may not.
    :raises NoSuchOfferError, FactsChangedError: the facts are not, or not any more, those of such a request.
    :raises callpoint.rules.intervening.InterventionError: what the officer adds cannot be kept so.
    """
    report = sent_report(report_id)
    check_may_about(report, Deed.ASK_OTHERS, by=by, at=at)
    key = once_key(report.id, "request", by.id, asking.send_key)
    if earlier := Intervention.objects.filter(send_key=key).values_list("id", flat=True).first():
        return earlier
    wording, offer = checked_wording(asking.wording), _offer(report, asking, by=by, at=at)
    letter = _letter(report, offer, wording, by=by, at=at)
    made = _kept(report, offer, letter, send_key=key, tells=wording.tells, by=by, at=at, chance=chance)
    items = items_of_request(report, made, letter)
    write_exhibit_leaf(
        what=ExhibitDeed.DISCLOSE,
        exhibits=[],
        about=report.id,
        by=by,
        at=at,
        wrote=[made],
        commitments=committed(items),
    )
    return made.id


@writing
def send_intervention(
    *,
    report_id: UUID,
    intervention_id: UUID,
    channel: str,
    contact: str,
    by: Actor,
    at: datetime,
    chance: Chance = secrets.token_bytes,
) -> None:
    """
    Note by which way a request went out, and to whom; its answer clock starts, and the reporter may hear of it.

    Nothing is sent by this service itself.

    :raises callpoint.records.opened.NoSuchReportError, NoSuchInterventionError: there is none.
    :raises AlreadySentError: it went out before, or was taken back.
    :raises callpoint.rules.access.NotAllowedError: this role or unit may not.
    :raises callpoint.rules.intervening.InterventionError: no such way, or too many words.
    """
    report, made = _held(report_id, intervention_id, by=by, at=at)
    if made.sent_at or made.answered_at:
        raise AlreadySentError
    way, said = checked_sending(channel, contact)
    content = knowledge().content
    made.channel, made.sent_by_id, made.sent_at = way.value, int(by.id), at
    made.contact = InterventionSeal.of(report).seal_contact(made.id, said, chance)
    kind = content.requests.get(made.kind)
    unit = content.units.get(report.unit)
    if kind:
        calendar = calendar_of(knowledge(), unit)
        made.due_at = answer_due(kind, urgency=report.urgency, sent_at=at, calendar=calendar)
    made.save()
    messages = []
    if made.tells and made.is_money:
        messages = [
            tell_reporter(report, lambda: asked_words(made, kind), about=made.id, by=by, at=at, chance=chance)
        ]
    write_leaf(what="intervention.send", about=report.id, by=by, at=at, wrote=[made, *messages])
    reckon(report, by=by, at=at)


@writing
def answer_intervention(
    *,
    report_id: UUID,
    intervention_id: UUID,
    reply: Reply,
    send_key: str,
    by: Actor,
    at: datetime,
    chance: Chance = secrets.token_bytes,
) -> None:
    """
    Note what a body answered, or that a request was taken back; a later answer goes before an earlier one.

    A form that comes twice notes one answer, and its reporter hears of it once.

    :raises callpoint.records.opened.NoSuchReportError, NoSuchInterventionError: there is none.
    :raises callpoint.rules.access.NotAllowedError: this role or unit may not.
    :raises callpoint.rules.intervening.InterventionError: this request has no such answer, or it lacks its reason.
    :raises callpoint.rules.sums.NotASumError: a sum is none, or of another currency than what was paid.
    """
    report, made = _held(report_id, intervention_id, by=by, at=at)
    kind = knowledge().content.requests.get(made.kind)
    asked = Sum(minor=made.asked_minor, currency=made.currency) if made.asked_minor is not None else None
    home = knowledge().jurisdiction.currency
    checked = checked_reply(kind if made.sent_at else None, reply, asked=asked, home=home)
    held, returned = checked.held, checked.returned
    said = (checked.result, held.minor, returned.minor, held.currency, checked.words)
    key = once_key(made.id, "answer", by.id, send_key, *said)
    if InterventionAnswer.objects.filter(send_key=key).exists():
        return
    answer = _noted(made, checked, send_key=key, by=by, at=at, chance=chance)
    words = _news(made, checked)
    _settle(made, checked, at=at)
    messages = []
    if words:
        messages = [tell_reporter(report, words, about=answer.id, by=by, at=at, chance=chance)]
    write_leaf(what="intervention.answer", about=report.id, by=by, at=at, wrote=[made, answer, *messages])
    reckon(report, by=by, at=at)


def _offer(report: Report, asking: Asking, *, by: Actor, at: datetime) -> Offer:
    """Find what is asked for among what the report tells now, and compare it with what the officer looked at."""
    seal = ReportSeal.of(report)
    seen = Seen(told=told_by_now(report, seal), linked=links_shown(report, seal))
    # As this officer sees the report: a reporter who chose to be without a name is not named by who does not know it.
    shown = shown_to(report, seen, by=by, at=at)
    told = told_of(shown.told.answers, shown.linked.values, kind=report.kind)
    offer = offer_of(knowledge(), told, kind=asking.kind, about=asking.about)
    if offer is None:
        raise NoSuchOfferError
    if offer.seen != asking.seen:
        raise FactsChangedError
    return offer


class _Said(TypedDict):
    """What is kept of a request besides what it asks."""

    send_key: str
    tells: bool
    by: Actor
    at: datetime
    chance: Chance


def _kept(report: Report, offer: Offer, letter: RequestLetter, **said: Unpack[_Said]) -> Intervention:
    made_id, chance = UUID(bytes=said["chance"](16), version=4), said["chance"]
    return Intervention.objects.create(
        id=made_id,
        report=report,
        salt=chance(SALT_SIZE),
        kind=offer.kind.id,
        about=offer.about,
        letter=InterventionSeal.of(report).seal_letter(made_id, letter, chance),
        send_key=said["send_key"],
        asked_minor=offer.sum.minor if offer.sum else None,
        currency=offer.sum.currency if offer.sum else "",
        is_money=offer.kind.money,
        tells=said["tells"],
        made_by_id=int(said["by"].id),
        made_at=said["at"],
    )


def _held(report_id: UUID, intervention_id: UUID, *, by: Actor, at: datetime) -> tuple[Report, Intervention]:
    """Lock and give a report and one request of it, for somebody who may ask others."""
    report = sent_report(report_id)
    check_may_about(report, Deed.ASK_OTHERS, by=by, at=at)
    made = Intervention.objects.select_for_update().filter(id=intervention_id, report=report).first()
    if made is None:
        raise NoSuchInterventionError
    return report, made


def _settle(made: Intervention, checked: NotedReply, *, at: datetime) -> None:
    held, returned = checked.held, checked.returned
    made.result, made.answered_at = checked.result, at
    made.held_minor, made.returned_minor = held.minor, returned.minor
    if made.asked_minor is None:
        # Nobody knows what was paid: the currency is that of the sums which came, and of none where none came.
        made.currency = held.currency if held.minor or returned.minor else ""
    made.save()


def _news(made: Intervention, checked: NotedReply) -> Callable[[], str] | None:
    """Give what makes the words that the reporter hears of an answer; None where they hear nothing."""
    if checked.result == TAKEN_BACK:
        was_told = made.tells and made.is_money and made.sent_at and made.result != TAKEN_BACK
        return back_words if was_told else None
    result = result_of(knowledge().content.requests.get(made.kind), checked.result)
    told = result.told if result and made.tells else ""
    return (lambda: came_words(made, told)) if told else None


def _noted(
    made: Intervention, checked: NotedReply, *, send_key: str, by: Actor, at: datetime, chance: Chance
) -> InterventionAnswer:
    answer_id = UUID(bytes=chance(16), version=4)
    return InterventionAnswer.objects.create(
        id=answer_id,
        report=made.report,
        intervention=made,
        salt=chance(SALT_SIZE),
        send_key=send_key,
        result=checked.result,
        words=InterventionSeal.of(made.report).seal_words(answer_id, checked.words, chance),
        currency=checked.held.currency,
        held_minor=checked.held.minor,
        returned_minor=checked.returned.minor,
        noted_by_id=int(by.id),
        noted_at=at,
    )


def _letter(report: Report, offer: Offer, wording: Wording, *, by: Actor, at: datetime) -> RequestLetter:
    return RequestLetter(
        kind=offer.kind.id,
        title=offer.kind.title,
        to=wording.to,
        reference=report.reference or "",
        made_at=time_value(at),
        service=settings.CALLPOINT.service.name,
        officer=StaffMember.objects.get(id=int(by.id)).display_name,
        asks=offer.kind.asks,
        facts=offer.facts,
        words=wording.words,
        authority=wording.authority or NO_POWER,
    )
