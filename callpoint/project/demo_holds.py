"""What a made-up officer asked of made-up banks about made-up reports: some answered, some waiting, one late."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

from callpoint.actions.acting import Actor, reporter
from callpoint.actions.intervening import Asking, answer_intervention, make_intervention, send_intervention
from callpoint.actions.reading import OpenedReport
from callpoint.actions.stating import offer_statement, sign_statement
from callpoint.records.knowledge import knowledge
from callpoint.rules.intervening import Channel, Reply, Wording
from callpoint.rules.offers import Offer, offers, told_of
from callpoint.rules.statements import Signature, StatementKind

ASKED, SENT, ANSWERED, STATED = (timedelta(minutes=minutes) for minutes in (20, 25, 70, 200))
"""How long after its sending each was done."""
MOST_REPORTS: Final = 8
"""Reports with requests: enough to look real, few enough to read."""
RESULTS: Final = ("held", "gone", "", "part-held")
"""What came of the requests about money, by turns; '' has no answer yet."""
EXAMPLE_BODY: Final = "Example body (made up)"


def ask_others(opened: Sequence[tuple[OpenedReport, str]], *, by: Actor) -> None:
    """Make the first request of each report that tells of a payment, and offer one reporter a statement."""
    told = [(report, mark, money) for report, mark in opened if (money := _about_money(report))]
    for number, (report, mark, offer) in enumerate(told[:MOST_REPORTS]):
        _ask(report, mark, offer, turn=number, by=by)
    if told:
        _state(told[0][0], told[0][1], by=by)


def _about_money(report: OpenedReport) -> Offer | None:
    found = offers(knowledge(), told_of(report.answers, report.linked.values))
    return next((offer for offer in found if offer.kind.money), None)


def _ask(report: OpenedReport, mark: str, offer: Offer, *, turn: int, by: Actor) -> None:
    sent_at, result = report.submitted_at, RESULTS[turn % len(RESULTS)]
    wording = Wording(to=offer.to or EXAMPLE_BODY, words=mark, is_confirmed=True)
    asking = Asking(kind=offer.kind.id, about=offer.about, seen=offer.seen, wording=wording, send_key="demo")
    made = make_intervention(report_id=report.id, asking=asking, by=by, at=sent_at + ASKED)
    send_intervention(
        report_id=report.id,
        intervention_id=made,
        channel=Channel.PORTAL,
        contact=EXAMPLE_BODY,
        by=by,
        at=sent_at + SENT,
    )
    if result in {each.id for each in offer.kind.results}:
        reply = Reply(result=result, held=_held(offer, result), words=mark)
        answer_intervention(
            report_id=report.id,
            intervention_id=made,
            reply=reply,
            send_key="demo",
            by=by,
            at=sent_at + ANSWERED,
        )


def _held(offer: Offer, result: str) -> str:
    """Give what is held: all that was paid, or half of it; nothing where no sum is sure."""
    share = {"held": 1, "part-held": 2}.get(result)
    return f"{offer.sum.amount / share:.2f}" if offer.sum and share and offer.sum.currency == "GBP" else ""


def _state(report: OpenedReport, mark: str, *, by: Actor) -> None:
    sent_at: datetime = report.submitted_at
    text = f"I was asked to pay, and I paid. {mark}"
    offered = offer_statement(
        report_id=report.id, kind=StatementKind.WITNESS, text=text, by=by, at=sent_at + ANSWERED
    )
    said = Signature(text=text, name="Example Person (made up)", is_agreed=True)
    me = reporter(report.id)
    sign_statement(report_id=report.id, statement_id=offered, signature=said, by=me, at=sent_at + STATED)
