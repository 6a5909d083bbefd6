"""The crime number: written into a report by staff once police recorded it, and told to its reporter.

CrimeNumberNotTakenError   nothing was typed, or more than a number can be
"""

import secrets
from datetime import datetime
from uuid import UUID

from django.utils import translation

from callpoint.actions.acting import Actor
from callpoint.actions.admitting import check_may_about
from callpoint.actions.clocks import reckoned
from callpoint.actions.corresponding import sent_report
from callpoint.actions.journalling import write_leaf
from callpoint.actions.posting import once_key, post
from callpoint.actions.telling_reporter import keep_message
from callpoint.records.models import Message, Report
from callpoint.records.sealed import ReportSeal
from callpoint.records.transaction import writing
from callpoint.rules.access import Deed
from callpoint.rules.chance import Chance

CRIME_NUMBER_LIMIT = 40
"""Characters; forces number their crimes in many ways, all of them shorter."""


class CrimeNumberNotTakenError(ValueError):
    """What was typed can be no crime number: it is empty, too long, or more than one line."""


@writing
def record_crime_number(
    *, report_id: UUID, number: str, by: Actor, at: datetime, chance: Chance = secrets.token_bytes
) -> None:
    """
    Keep the number under which police recorded a report, and tell its reporter; the same number twice tells them once.

    Another number takes the place of a wrong one. The message names no number: it may be mailed.

    :raises callpoint.records.opened.NoSuchReportError: none with this id was sent.
    :raises callpoint.rules.access.NotAllowedError: this role or unit may not.
    :raises CrimeNumberNotTakenError: nothing was typed, or more than a number can be.
    """
    report = sent_report(report_id)
    check_may_about(report, Deed.RECORD_CRIME_NUMBER, by=by, at=at)
    typed = number.strip()
    if not typed or len(typed) > CRIME_NUMBER_LIMIT or not typed.isprintable():
        raise CrimeNumberNotTakenError
    seal = ReportSeal.of(report)
    if seal.crime_number(report) == typed:
        return
    report.crime_number = seal.seal_crime_number(report.id, typed, chance)
    report.save(update_fields=["crime_number"])
    message = _news_of_it(report, key=once_key(report.id, "crime-number", typed, at), at=at, chance=chance)
    reckoned(report, at=at)
    write_leaf(what="report.crime-number", about=report.id, by=by, at=at, wrote=[report, message])
    post(name="message.sent", about=message.id, at=at)


def _news_of_it(report: Report, *, key: str, at: datetime, chance: Chance) -> Message:
    """Write the message that there is a crime number; the number itself stands on the reporter's page."""
    with translation.override(report.language):
        text = translation.gettext("You now have a crime number. You find it at the top of this page.")
    return keep_message(report, text, key=key, at=at, chance=chance)
