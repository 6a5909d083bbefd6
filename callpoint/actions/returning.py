"""Coming back with a private code, and reading the messages that wait.

ReturningError
└── CodeNotKnownError   no report has this code, or the reference is another report's
"""

from datetime import datetime
from uuid import UUID

from callpoint.actions.acting import Actor, check_is_reporter
from callpoint.actions.journalling import write_leaf
from callpoint.records.keys import keyring
from callpoint.records.models import Message, Report
from callpoint.records.transaction import writing
from callpoint.sealing.index import code_hashes


class ReturningError(Exception):
    """Somebody cannot come back to a report."""


class CodeNotKnownError(ReturningError):
    """No report has this code, or the reference is another report's; which of the two is not told."""


@writing
def come_back(*, code: str, reference: str, by: Actor, at: datetime) -> UUID:
    """
    Find the report of a private code and note the return.

    A reference may be left empty. Where one is given it must be the same report's.

    :raises CodeNotKnownError: nothing fits; the answer is the same for a wrong code and a wrong reference.
    """
    report = Report.objects.filter(code_hash__in=code_hashes(keyring(), code)).first()
    if report is None or (reference and report.reference != reference):
        raise CodeNotKnownError
    write_leaf(what="report.return", about=report.id, by=by, at=at)
    return report.id


@writing
def read_own_messages(*, report_id: UUID, by: Actor, at: datetime) -> int:
    """Note that the reporter has seen the messages sent to them, and return how many were new."""
    check_is_reporter(by, report_id)
    unread = list(
        Message.objects.filter(report_id=report_id, read_at__isnull=True).exclude(
            staff__isnull=True, is_from_service=False
        )
    )
    for message in unread:
        message.read_at = at
        message.save(update_fields=["read_at"])
    if unread:
        write_leaf(what="message.read", about=report_id, by=by, at=at, wrote=unread)
    return len(unread)
