"""A reporter asks that nothing more be done, or takes that back: a message each time, and never a deletion."""

import secrets
from datetime import datetime
from uuid import UUID

from django.utils import translation

from callpoint.actions.acting import Actor, check_is_reporter
from callpoint.actions.blocking_words import check_may_say
from callpoint.actions.corresponding import MessageTooLongError, say_to_staff, sent_report
from callpoint.actions.journalling import write_leaf
from callpoint.records.models import Report
from callpoint.records.transaction import writing
from callpoint.rules.chance import Chance

REASON_LIMIT = 2000
"""Characters of what somebody says with it; with the fixed words it fits one message."""


@writing
def ask_to_withdraw(
    *,
    report_id: UUID,
    words: str,
    send_key: str,
    by: Actor,
    at: datetime,
    chance: Chance = secrets.token_bytes,
) -> None:
    """
    Note that the reporter wants it to stop, and tell staff in a message; asking twice asks once.

    `words` may be empty. Nothing is deleted and the state stays: what police must do is for a person to decide.

    :raises callpoint.records.opened.NoSuchReportError: none with this id was sent.
    :raises callpoint.actions.corresponding.MessageTooLongError: the words have too many characters.
    :raises callpoint.rules.abuse.ReporterBlockedError: there are words, and two people stopped those for now.
    """
    check_is_reporter(by, report_id)
    report = sent_report(report_id)
    if report.withdraw_asked_at:
        return
    if words.strip():
        check_may_say(report_id, at=at)
    over = len(words.replace("\r\n", "\n")) - REASON_LIMIT
    if over > 0:
        raise MessageTooLongError(over)
    with translation.override(report.language):
        fixed = translation.gettext("I want to withdraw my report. Please tell me what happens now.")
    text = f"{fixed}\n\n{words}" if words.strip() else fixed
    _note(report, asked_at=at)
    write_leaf(what="report.ask-withdraw", about=report.id, by=by, at=at, wrote=[report])
    key = _key_of_this_time(send_key, at)
    say_to_staff(report_id=report.id, text=text, send_key=key, by=by, at=at, chance=chance)


@writing
def take_back_withdrawal(
    *, report_id: UUID, send_key: str, by: Actor, at: datetime, chance: Chance = secrets.token_bytes
) -> None:
    """
    Note that the reporter wants it to go on after all, and tell staff; where they never asked, do nothing.

    :raises callpoint.records.opened.NoSuchReportError: none with this id was sent.
    """
    check_is_reporter(by, report_id)
    report = sent_report(report_id)
    if not report.withdraw_asked_at:
        return
    with translation.override(report.language):
        text = translation.gettext("I changed my mind. Please go on with my report.")
    _note(report, asked_at=None)
    write_leaf(what="report.go-on", about=report.id, by=by, at=at, wrote=[report])
    key = _key_of_this_time(send_key, at)
    say_to_staff(report_id=report.id, text=text, send_key=key, by=by, at=at, chance=chance)


def _key_of_this_time(send_key: str, at: datetime) -> str:
    """Give a key for this time only: who asks, goes on and asks again may do so from one form."""
    return f"{send_key} {at.isoformat()}"


def _note(report: Report, *, asked_at: datetime | None) -> None:
    report.withdraw_asked_at = asked_at
    report.save(update_fields=["withdraw_asked_at"])
