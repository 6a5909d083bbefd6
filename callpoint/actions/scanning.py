"""Scanning of exhibits: which wait, what a scanner needs to look at one, and the note of what it said."""

from collections.abc import Iterator
from datetime import datetime
from uuid import UUID

from callpoint.actions.acting import Actor
from callpoint.actions.custody import write_exhibit_leaf
from callpoint.records.models import Report
from callpoint.records.sealed import ReportSeal
from callpoint.records.transaction import writing
from callpoint.rules.custody import ExhibitDeed
from callpoint.vault.exhibits import identity_of, report_of
from callpoint.vault.models import Exhibit, ExhibitState, ScanState
from callpoint.vault.opening import opened_pieces
from callpoint.vault.scanning import Scanned

MOST_AT_ONCE = 200


def exhibits_to_scan() -> tuple[UUID, ...]:
    """
    Give the exhibits no scanner has looked at, oldest first, at most 200.

    What is withheld stays shut for a scanner too.
    """
    waiting = Exhibit.objects.filter(scan=ScanState.NOT_SCANNED, state=ExhibitState.KEPT)
    return tuple(waiting.order_by("created_at").values_list("id", flat=True)[:MOST_AT_ONCE])


def pieces_to_scan(*, exhibit_id: UUID) -> Iterator[bytes] | None:
    """
    Open an exhibit for the scanner alone; None where it was taken back, withheld, or scanned meanwhile.

    :raises callpoint.vault.errors.ExhibitMissingError: its file is gone.
    """
    exhibit = Exhibit.objects.filter(
        id=exhibit_id, state=ExhibitState.KEPT, scan=ScanState.NOT_SCANNED
    ).first()
    report = Report.objects.filter(id=exhibit.report_id).first() if exhibit else None
    if exhibit is None or report is None:
        return None
    return opened_pieces(exhibit, identity=identity_of(ReportSeal.of(report).key, exhibit))


@writing
def note_scan(*, exhibit_id: UUID, scanned: Scanned, by: Actor, at: datetime) -> None:
    """
    Note what a scanner said of an exhibit; one that went or was scanned meanwhile needs no note.

    All who change an exhibit lock its report first. Read without that lock, the digest would be of words
    that somebody has just replaced, and an honest row would be called changed.
    """
    report_id = report_of(exhibit_id)
    report = Report.objects.select_for_update().filter(id=report_id).first() if report_id else None
    waiting = Exhibit.objects.select_for_update().filter(id=exhibit_id, scan=ScanState.NOT_SCANNED)
    exhibit = waiting.first() if report else None
    if exhibit is None:
        return
    exhibit.scan, exhibit.scanned_at, exhibit.scanner = scanned.state, at, scanned.said
    exhibit.save(update_fields=["scan", "scanned_at", "scanner"])
    write_exhibit_leaf(
        what=ExhibitDeed.SCAN, exhibits=[exhibit.id], about=exhibit.id, by=by, at=at, wrote=[exhibit]
    )
