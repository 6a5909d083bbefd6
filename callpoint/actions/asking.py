"""Asking a reporter for missing facts, the one reminder, and what ends an ask; no report is closed for want of an answer.

AskingError
├── AskNotNowError     a report in this state cannot wait for its reporter
└── NoSuchAskError     no ask with this id is open
What cannot be asked at all is an error of `callpoint.rules.missing_facts`.
"""

import json
import secrets
from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from callpoint.actions.acting import Actor, check_is_reporter
from callpoint.actions.admitting import check_may_about
from callpoint.actions.ask_words import ask_words, reminder_words
from callpoint.actions.changing_state import change_state, go_on
from callpoint.actions.clocks import reckon
from callpoint.actions.corresponding import sent_report
from callpoint.actions.journalling import write_leaf
from callpoint.actions.posting import once_key, post
from callpoint.actions.telling_reporter import keep_message
from callpoint.actions.waiting import take_answers
from callpoint.records.additions import told_by_now
from callpoint.records.asks import asked_keys, open_keys, state_before, still_asked
from callpoint.records.knowledge import knowledge
from callpoint.records.models import Ask, Message, Report
from callpoint.records.sealed import ReportSeal
from callpoint.records.transaction import writing
from callpoint.rules.access import Deed
from callpoint.rules.chance import Chance
from callpoint.rules.journal import SALT_SIZE
from callpoint.rules.lifecycle import MOVES, ReportState
from callpoint.rules.missing_facts import Wanted, answer_due, checked_ask, missing_facts, remind_at


class AskingError(Exception):
    """A step about an ask cannot be taken."""


class AskNotNowError(AskingError):
    """A report in this state cannot wait for its reporter: it was not read yet, or it is closed."""

    def __init__(self, state: ReportState) -> None:
        super().__init__(f"A report that is {state} cannot wait.")
        self.state = state


class NoSuchAskError(AskingError):
    """No ask with this id is open."""


@writing
def ask_reporter(
    *,
    report_id: UUID,
    wanted: Wanted,
    send_key: str,
    by: Actor,
    at: datetime,
    chance: Chance = secrets.token_bytes,
) -> None:
    """
    Ask a reporter for facts in one message, in their language; the report waits until they answer or the day passes.

    A repeat with the same key asks nothing more.

    :raises NotAllowedError: this role or unit may not.
    :raises AskNotNowError, callpoint.rules.missing_facts.AskError: it cannot be asked now, or not so.
    """
    report = sent_report(report_id)
    check_may_about(report, Deed.WRITE_TO_REPORTER, by=by, at=at)
    key = once_key(report.id, "ask", send_key, *wanted.keys, wanted.sentence)
    if Message.objects.filter(send_key=key).exists():
        return
    before, seal = _state_to_come_back_to(report), ReportSeal.of(report)
    asked = checked_ask(wanted, missing=_missing(report, seal), is_open=open_keys(report, seal))
    if report.state != ReportState.WAITING:
        change_state(report, ReportState.WAITING, at=at)
    message = _message(report, asked, key=key, by=by, at=at, chance=chance)
    ask = _kept(message, asked, before, by=by, at=at, chance=chance)
    write_leaf(what="ask.send", about=report.id, by=by, at=at, wrote=[report, ask, message])
    reckon(report, by=by, at=at)
    post(name="message.sent", about=message.id, at=at)


def _kept(
    message: Message, asked: Wanted, before: ReportState, *, by: Actor, at: datetime, chance: Chance
) -> Ask:
    return Ask.objects.create(
        id=UUID(bytes=chance(16), version=4),
        report=message.report,
        salt=chance(SALT_SIZE),
        message=message,
        questions=json.dumps(asked.keys),
        state_before=before,
        asked_by_id=int(by.id),
        asked_at=at,
        due_at=_due(message.report, at=at),
    )


def _state_to_come_back_to(report: Report) -> ReportState:
    state = ReportState(report.state)
    if state is not ReportState.WAITING and ReportState.WAITING not in MOVES[state]:
        raise AskNotNowError(state)
    return state_before(report)


def _due(report: Report, *, at: datetime) -> datetime:
    return answer_due(knowledge(), unit=knowledge().content.units.get(report.unit), at=at)


def _message(report: Report, asked: Wanted, *, key: str, by: Actor, at: datetime, chance: Chance) -> Message:
    text = ask_words(asked, due=_due(report, at=at), language=report.language).text
    return keep_message(report, text, key=key, by=by, at=at, chance=chance)


def _missing(report: Report, seal: ReportSeal) -> Collection[str]:
    answers = told_by_now(report, seal).answers
    return {one.id for one in missing_facts(knowledge().content, kind=report.kind, answers=answers)}


@writing
def say_not_known(*, report_id: UUID, keys: Collection[str], by: Actor, at: datetime) -> None:
    """
    Note that the reporter does not know facts they were asked for; that is an answer, and a repeat changes nothing.

    Keys that nobody asked for are passed by.

    :raises callpoint.records.opened.NoSuchReportError: none with this id was sent.
    """
    check_is_reporter(by, report_id)
    report = sent_report(report_id)
    changed: list[Ask] = []
    for ask in still_asked(report):
        held = json.loads(ask.not_known)
        new = [key for key in asked_keys(ask) if key in keys and key not in held]
        if new:
            ask.not_known = json.dumps([*held, *new])
            ask.save(update_fields=["not_known"])
            changed.append(ask)
    if changed:
        write_leaf(what="ask.not-known", about=report.id, by=by, at=at, wrote=changed)
        take_answers(report=report, seal=ReportSeal.of(report), by=by, at=at)


@writing
def settle_ask(*, report_id: UUID, ask_id: UUID, by: Actor, at: datetime) -> None:
    """
    Say that nothing more of an ask is wanted: they answered in a message or on the phone, or it was asked by mistake.

    :raises callpoint.records.opened.NoSuchReportError: none with this id was sent.
    :raises callpoint.rules.access.NotAllowedError: this role or unit may not.
    :raises NoSuchAskError: it is answered or settled, or is another report's.
    """
    report = sent_report(report_id)
    check_may_about(report, Deed.WRITE_TO_REPORTER, by=by, at=at)
    ask = next((one for one in still_asked(report) if one.id == ask_id), None)
    if ask is None:
        raise NoSuchAskError
    ask.settled_by_id, ask.settled_at = int(by.id), at
    ask.save(update_fields=["settled_by", "settled_at"])
    moved = go_on(report, at=at)
    write_leaf(what="ask.settle", about=report.id, by=by, at=at, wrote=[ask, *moved])
    reckon(report, by=by, at=at)


@writing
def look_after_ask(
    *, ask_id: UUID, report_id: UUID, by: Actor, at: datetime, chance: Chance = secrets.token_bytes
) -> None:
    """
    Send the one reminder of an ask at half of its time; let its report go on once the time is over.

    :raises callpoint.records.opened.NoSuchReportError: it was erased meanwhile.
    """
    report = sent_report(report_id)
    ask = next((one for one in still_asked(report) if one.id == ask_id and one.lapsed_at is None), None)
    if ask is None:
        return
    if at >= ask.due_at:
        ask.lapsed_at = at
        ask.save(update_fields=["lapsed_at"])
        moved = go_on(report, at=at)
        write_leaf(what="ask.lapse", about=report.id, by=by, at=at, wrote=[ask, *moved])
        reckon(report, by=by, at=at)
    elif ask.reminded_at is None and at >= remind_at(asked_at=ask.asked_at, due=ask.due_at):
        _remind(report, ask, by=by, at=at, chance=chance)


def _remind(report: Report, ask: Ask, *, by: Actor, at: datetime, chance: Chance) -> None:
    """Write the reminder; who wrote meanwhile, asked to withdraw, or has a closed report is left in peace."""
    ask.reminded_at = at
    ask.save(update_fields=["reminded_at"])
    if report.state != ReportState.WAITING or report.withdraw_asked_at is not None:
        write_leaf(what="ask.remind", about=report.id, by=by, at=at, wrote=[ask])
        return
    text = reminder_words(due=ask.due_at, language=report.language)
    key = once_key(report.id, "ask-reminder", ask.id)
    message = keep_message(report, text, key=key, at=at, chance=chance)
    write_leaf(what="ask.remind", about=report.id, by=by, at=at, wrote=[ask, message])
    post(name="message.sent", about=message.id, at=at)
