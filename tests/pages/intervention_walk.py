"""A walk through requests to other bodies and statements: each page in each state, on both sides."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.test import Client

from callpoint.actions.acting import reporter
from callpoint.actions.intervening import answer_intervention, make_intervention, send_intervention
from callpoint.actions.stating import (
    decline_statement,
    offer_statement,
    sign_statement,
    use_statement,
    withdraw_statement,
)
from callpoint.clock import now
from callpoint.records.knowledge import knowledge
from callpoint.records.models import Intervention, Report
from callpoint.rules.access import Role
from callpoint.rules.intervening import TAKEN_BACK, Channel, Reply
from callpoint.rules.statements import Signature, StatementKind
from tests.actions.interventions import asking, offered
from tests.makers import a_report, an_actor
from tests.pages.desk_walk import Pages

ZZZ = {
    "story": "zzz",
    "money_left": "last-24h",
    "pay_amount": "€9400",
    "pay_way": "faster-payment",
    "pay_from_bank": "zzz",
    "pay_to_account": "zzz",
    "pay_to_bank": "zzz",
    "crypto_to": "zzz",
    "gift_card": "zzz",
}
"""Answers that open each request about money, and some others."""


def a_told_report() -> UUID:
    """A report of today with payments of each sort."""
    return a_report(when=now() - timedelta(hours=3), **ZZZ)


def a_request_now(report_id: UUID, kind: str = "hold-money") -> UUID:
    """A request that was made just now."""
    by, new = an_actor(role=Role.SUPERVISOR, unit=""), asking(report_id, kind, key=kind, to="zzz")
    return make_intervention(report_id=report_id, asking=new, by=by, at=now())


def sent_now(request_id: UUID, *, channel: Channel = Channel.PORTAL, hours: int = 0) -> Intervention:
    """Let a request go out, some hours ago."""
    row, by = Intervention.objects.get(id=request_id), an_actor(role=Role.SUPERVISOR, unit="")
    send_intervention(
        report_id=row.report_id,
        intervention_id=row.id,
        channel=channel,
        contact="zzz",
        by=by,
        at=now() - timedelta(hours=hours),
    )
    return Intervention.objects.get(id=request_id)


def replied_now(request_id: UUID, result: str, **said: str) -> None:
    """Note an answer to a request."""
    row, by = Intervention.objects.get(id=request_id), an_actor(role=Role.SUPERVISOR, unit="")
    reply = Reply(result=result, **said)
    answer_intervention(
        report_id=row.report_id, intervention_id=row.id, reply=reply, send_key=result, by=by, at=now()
    )


def offered_now(report_id: UUID, kind: StatementKind) -> UUID:
    """A statement that was offered just now."""
    by = an_actor(role=Role.SUPERVISOR, unit="")
    return offer_statement(report_id=report_id, kind=kind, text="zzz", by=by, at=now())


def signed_now(report_id: UUID, kind: StatementKind) -> UUID:
    """A statement that its reporter signed just now."""
    statement_id, said = offered_now(report_id, kind), Signature(text="zzz", name="zzz", is_agreed=True)
    by = reporter(report_id)
    sign_statement(report_id=report_id, statement_id=statement_id, signature=said, by=by, at=now())
    return statement_id


def walk_interventions(walk: Pages, desk: Client, language: str) -> None:
    """Every page about asking others, at the desk."""
    walk.get("staff_hold_requests", of=desk)
    report_id = a_told_report()
    Report.objects.filter(id=report_id).update(language=language)
    walk.get("staff_report", report_id, of=desk)
    walk.get("staff_interventions", report_id, of=desk)
    for offer in offered(report_id):
        query = f"?ask={offer.kind.id}&about={offer.about}"
        walk.get("staff_interventions", report_id, of=desk, query=query)
    results = {kind.id: [each.id for each in kind.results] for kind in knowledge().content.requests.values()}
    every = dict.fromkeys(offer.kind.id for offer in offered(report_id))
    for kind in every:
        _walk_one(walk, desk, a_request_now(report_id, kind), results[kind])
    for channel in Channel:
        other = a_told_report()
        row = sent_now(a_request_now(other), channel=channel, hours=2)
        walk.get("staff_intervention", other, row.id, of=desk)
    walk.get("staff_report", report_id, of=desk)
    walk.get("staff_interventions", report_id, of=desk)
    walk.get("staff_hold_requests", of=desk)
    walk_statements(walk, desk, report_id)


def _walk_one(walk: Pages, desk: Client, request_id: UUID, results: list[str]) -> None:
    row = Intervention.objects.get(id=request_id)
    places = (row.report_id, request_id)
    walk.get("staff_intervention", *places, of=desk)
    walk.post("staff_intervention", *places, of=desk, do="sent")
    walk.post("staff_intervention", *places, of=desk, do="sent", channel="post", contact="zzz" * 100)
    walk.post("staff_intervention", *places, of=desk, do="answer", result=TAKEN_BACK)
    sent_now(request_id)
    walk.get("staff_intervention", *places, of=desk)
    for told in ({}, {"result": results[-1], "held": "zzz"}, {"result": results[0], "held": "zzz"}):
        walk.post("staff_intervention", *places, of=desk, do="answer", **told)
    for result in results:
        replied_now(request_id, result, words="zzz")
    if row.is_money:
        replied_now(request_id, results[0], held="€1", returned="€2", words="zzz")
    walk.get("staff_intervention", *places, of=desk)


def walk_statements(walk: Pages, desk: Client, report_id: UUID) -> None:
    """Statements at the desk in each state."""
    walk.get("staff_statement", report_id, of=desk)
    walk.post("staff_statement", report_id, of=desk, do="witness", text="")
    walk.post("staff_statement", report_id, of=desk, do="witness", text="zzz" * 7000)
    by = an_actor(role=Role.SUPERVISOR, unit="")
    for kind in StatementKind:
        statement_id = signed_now(report_id, kind)
        walk.get("staff_statement", report_id, of=desk)
        if kind is StatementKind.WITNESS:
            use_statement(report_id=report_id, statement_id=statement_id, by=by, at=now())
        else:
            withdraw_statement(
                report_id=report_id, statement_id=statement_id, by=reporter(report_id), at=now()
            )
        offered_now(report_id, kind)
    walk.get("staff_statement", report_id, of=desk)
    walk.get("staff_report", report_id, of=desk)


def walk_own_statements(walk: Pages, report_id: UUID) -> None:
    """A reporter's own statements in each state."""
    by = an_actor(role=Role.SUPERVISOR, unit="")
    for kind in StatementKind:
        statement_id = offered_now(report_id, kind)
        walk.get("own_statement", statement_id)
        forms: tuple[dict[str, Any], ...] = (
            {"do": "keep", "text": ""},
            {"do": "keep", "text": "zzz" * 7000},
            {"do": "sign", "text": "zzz"},
            {"do": "sign", "text": "zzz", "name": "zzz"},
        )
        for told in forms:
            walk.post("own_statement", statement_id, **told)
        decline_statement(report_id=report_id, statement_id=statement_id, by=reporter(report_id), at=now())
        walk.get("own_statement", statement_id)
        signed = signed_now(report_id, kind)
        walk.get("own_statement", signed)
        use_statement(report_id=report_id, statement_id=signed, by=by, at=now())
        walk.get("own_statement", signed)
    taken = signed_now(report_id, StatementKind.PERSONAL)
    withdraw_statement(report_id=report_id, statement_id=taken, by=reporter(report_id), at=now())
    walk.get("own_statement", taken)
    walk.get("own_report")
