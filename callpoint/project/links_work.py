"""What the worker does about links: reads files through for what they name, and keeps values and series up."""

import logging
from datetime import datetime
from uuid import UUID

from callpoint.actions.acting import system
from callpoint.actions.links_shown import linked_with
from callpoint.actions.sighting_exhibits import exhibit_to_read, exhibits_to_read, note_read_through
from callpoint.actions.suggesting_again import suggest_again
from callpoint.analysis.settling import settle_judgement, settle_report, settle_ruling, settle_stale
from callpoint.clock import now
from callpoint.records.queries import reports
from callpoint.records.queries.doors import report_of
from callpoint.records.queries.links import ruled_on
from callpoint.vault.errors import ExhibitChangedError, ExhibitMissingError
from callpoint.vault.looking.seen import NotSeenError, Seen, Why
from callpoint.vault.previewing import preview_of

log = logging.getLogger(__name__)


def look_for_links(report_id: str, at: datetime) -> None:
    """Put a report into its series, and do so again once its files were read through."""
    settle_report(report_id=UUID(report_id), at=at)
    files = exhibits_to_read(report_id=UUID(report_id))
    for exhibit_id in files:
        read_through(exhibit_id)
    if files:
        settle_report(report_id=UUID(report_id), at=now())
    suggest_around(UUID(report_id), at)


def suggest_around(report_id: UUID, at: datetime) -> None:
    """Suggest again for a report, and for those that it links to: who reports the same counts for each of them."""
    by = system("worker")
    for other in suggest_again(report_id=report_id, by=by, at=at):
        suggest_again(report_id=other, by=by, at=at)


def read_through(exhibit_id: UUID) -> None:
    """
    Let the confined reader look at a text or a mail, outside any transaction, and keep what it names.

    :raises callpoint.vault.looking.seen.NotSeenError: others are looking; the outbox tries again.
    """
    try:
        found = exhibit_to_read(exhibit_id=exhibit_id)
        if found is None:
            return
        seen = preview_of(found.pieces, kind=found.kind)
    except (ExhibitMissingError, ExhibitChangedError) as unfit:
        # Its page says so to whoever opens it; the report's other files and its series do not wait for it.
        log.warning("An exhibit was not read through: %s", type(unfit).__name__)
        return
    except NotSeenError as refused:
        if refused.why is Why.BUSY:
            raise
        seen = Seen()
    note_read_through(exhibit_id=exhibit_id, text=seen.text, facts=seen.facts, by=system("worker"), at=now())


def after_addition(addition_id: str, at: datetime) -> None:
    """Look again at the report of an addition."""
    _look_at(reports.of_addition(UUID(addition_id)), at)


def after_message(message_id: str, at: datetime) -> None:
    """Look again at the report of a message that its reporter wrote."""
    _look_at(reports.of_own_message(UUID(message_id)), at)


def after_exhibit(report_id: UUID | None, at: datetime) -> None:
    """Look again at the report of a file that came after sending."""
    if report_id is not None:
        look_for_links(str(report_id), at)


def after_judgement(judgement_id: str, at: datetime) -> None:
    """Regroup what a judgement concerns, or its undoing."""
    settle_judgement(judgement_id=UUID(judgement_id), at=at)


def after_ruling(ruling_id: str, at: datetime) -> None:
    """Regroup what a ruling concerns, or its undoing."""
    settle_ruling(ruling_id=UUID(ruling_id), at=at)
    report_id = ruled_on(UUID(ruling_id))
    if report_id is not None:
        suggest_around(report_id, at)


def after_restriction(restriction_id: str, at: datetime) -> None:
    """Suggest again for all that a report links to that was restricted, or is so no more: fewer may link to them."""
    report_id = report_of(UUID(restriction_id))
    for each in (report_id, *linked_with(report_id)) if report_id is not None else ():
        suggest_again(report_id=each, by=system("worker"), at=at)


def after_erasing(mark: str, at: datetime) -> None:
    """Look at all values and series of which a report went, a few in each transaction."""
    del mark
    while settle_stale(at=at):
        pass


def _look_at(concerned: reports.Concerned | None, at: datetime) -> None:
    if concerned is not None:
        settle_report(report_id=concerned.report_id, at=at)
        suggest_around(concerned.report_id, at)
