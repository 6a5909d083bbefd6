"""Makers for tests of requests to other bodies and of statements: a report that was paid for, and requests at each step."""

from typing import Any
from uuid import UUID

from callpoint.actions.acting import Actor, reporter
from callpoint.actions.intervening import (
    Asking,
    answer_intervention,
    make_intervention,
    send_intervention,
)
from callpoint.actions.links_shown import links_shown
from callpoint.actions.request_files import hand_out_request, open_request
from callpoint.actions.stating import (
    decline_statement,
    keep_statement,
    offer_statement,
    open_statement,
    sign_statement,
    use_statement,
    withdraw_statement,
)
from callpoint.records.additions import told_by_now
from callpoint.records.knowledge import knowledge
from callpoint.records.models import Intervention, Report
from callpoint.records.sealed import ReportSeal
from callpoint.rules.access import Role
from callpoint.rules.intervening import Channel, Reply, Wording
from callpoint.rules.offers import Offer, offers, told_of
from callpoint.rules.statements import Signature, StatementKind
from tests.makers import DESK, a_report, an_actor, at

PAID = {
    "story": "A man from http://safe-zone.example rang me on 07700 900123. I sent him money.",
    "money_left": "last-24h",
    "name": "Ada Quint",
    "phone": "07700 900999",
    "pay_amount": "£9,400.50",
    "pay_when": "10:15 on 21 November 2026",
    "pay_way": "faster-payment",
    "pay_from_bank": "Northern Example Bank",
    "pay_from_account": "20-00-00 11111111",
    "pay_to_name": "J Smith",
    "pay_to_account": "20-11-22 55779911",
    "pay_to_bank": "Southern Example Bank",
    "pay_reference": "SAFE ACCOUNT",
}
"""What a reporter tells who was paid out of their money within the day."""
HOLD, STOP = "hold-money", "stop-payment"


def a_paid_report(*, unit: str = DESK, **answers: Any) -> UUID:
    """A report of one bank transfer, of the class now."""
    return a_report(unit=unit, **{**PAID, **answers})


def an_officer(*, unit: str = DESK, role: Role = Role.INVESTIGATOR) -> Actor:
    """Somebody who may ask others."""
    return an_actor(role=role, unit=unit)


def offered(report_id: UUID) -> tuple[Offer, ...]:
    """All that can be asked for a report."""
    report = Report.objects.get(id=report_id)
    seal = ReportSeal.of(report)
    told = told_of(told_by_now(report, seal).answers, links_shown(report, seal).values)
    return offers(knowledge(), told)


def asking(report_id: UUID, kind: str = HOLD, *, key: str = "1", **wording: Any) -> Asking:
    """The form of a request, filled as it was drafted."""
    offer = next(one for one in offered(report_id) if one.kind.id == kind)
    said = Wording(**{"to": offer.to or "A firm", "is_confirmed": True, **wording})
    return Asking(kind=kind, about=offer.about, seen=offer.seen, wording=said, send_key=key)


def made(report_id: UUID, kind: str = HOLD, *, by: Actor | None = None, **wording: Any) -> UUID:
    """A request that was made an hour after the report."""
    by = by or an_officer()
    new = asking(report_id, kind, key=kind, **wording)
    return make_intervention(report_id=report_id, asking=new, by=by, at=at(hours=1))


def went_out(report_id: UUID, kind: str = HOLD, *, by: Actor | None = None, **wording: Any) -> UUID:
    """A request that went out two hours after the report."""
    request_id, by = made(report_id, kind, by=by, **wording), by or an_officer()
    send_intervention(
        report_id=report_id,
        intervention_id=request_id,
        channel=Channel.PORTAL,
        contact="Fraud desk",
        by=by,
        at=at(hours=2),
    )
    return request_id


def replied(request_id: UUID, result: str, *, by: Actor | None = None, hours: int = 3, **said: str) -> None:
    """Note an answer to a request."""
    row = Intervention.objects.get(id=request_id)
    answer_intervention(
        report_id=row.report_id,
        intervention_id=request_id,
        reply=Reply(result=result, **said),
        send_key=f"{result} {hours}",
        by=by or an_officer(),
        at=at(hours=hours),
    )


def others_are_asked(mark: str) -> None:
    """Let each action about requests to others, and about statements, happen once; `mark` is in every sealed text."""
    told = {
        "story": f"story {mark}",
        "pay_to_name": f"name {mark}",
        "pay_to_bank": f"bank {mark}",
        "pay_reference": f"words {mark}",
    }
    report_id = a_paid_report(**told)
    by = an_officer()
    request_id = made(report_id, by=by, words=f"please {mark}", authority=f"power {mark}")
    open_request(report_id=report_id, intervention_id=request_id, by=by, at=at(hours=1))
    hand_out_request(
        report_id=report_id,
        intervention_id=request_id,
        paper=lambda _letter: b"",
        by=by,
        at=at(hours=1),
    )
    send_intervention(
        report_id=report_id,
        intervention_id=request_id,
        channel=Channel.POST,
        contact=f"desk {mark}",
        by=by,
        at=at(hours=2),
    )
    replied(request_id, "refused", by=by, words=f"no {mark}")
    _statements_are_signed(mark, report_id, by)


def _statements_are_signed(mark: str, report_id: UUID, by: Actor) -> None:
    me = reporter(report_id)
    kinds = (StatementKind.WITNESS, StatementKind.PERSONAL)
    signed = [
        offer_statement(report_id=report_id, kind=kind, text=f"draft {mark}", by=by, at=at(hours=3))
        for kind in kinds
    ]
    for one in signed:
        keep_statement(report_id=report_id, statement_id=one, text=f"kept {mark}", by=me, at=at(hours=4))
        said = Signature(text=f"signed {mark}", name=f"Ada {mark}", is_agreed=True)
        sign_statement(report_id=report_id, statement_id=one, signature=said, by=me, at=at(hours=5))
        open_statement(report_id=report_id, statement_id=one, by=by, at=at(hours=6))
    use_statement(report_id=report_id, statement_id=signed[0], by=by, at=at(hours=7))
    withdraw_statement(report_id=report_id, statement_id=signed[1], by=me, at=at(hours=7))
    last = offer_statement(
        report_id=report_id, kind=StatementKind.WITNESS, text=f"last {mark}", by=by, at=at(hours=8)
    )
    decline_statement(report_id=report_id, statement_id=last, by=me, at=at(hours=9))
