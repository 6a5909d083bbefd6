"""Reads the texts and mails among a report's exhibits for what they name: which wait, what opens one, what it names."""

import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from callpoint.actions.acting import Actor
from callpoint.actions.custody import write_exhibit_leaf
from callpoint.actions.sighting import keep_sightings, names_in
from callpoint.records.additions import told_by_now
from callpoint.records.models import Report
from callpoint.records.sealed import ReportSeal
from callpoint.records.transaction import writing
from callpoint.rules.chance import Chance
from callpoint.rules.custody import ExhibitDeed
from callpoint.rules.file_kinds import FileKind, read_kind
from callpoint.rules.lifecycle import ReportState
from callpoint.rules.sighting import Written
from callpoint.vault.exhibits import identity_of, report_of
from callpoint.vault.models import CustodyEntry, Exhibit, ExhibitState, ScanState
from callpoint.vault.opening import opened_pieces
from callpoint.vault.previewing import reader_for

READERS = frozenset({"texts", "mails"})
"""The readers of `vault.looking` that give text; a picture has none that we could trust."""


@dataclass(frozen=True, kw_only=True)
class ToRead:
    """An exhibit that may be read through: its kind, and its bytes in pieces."""

    kind: FileKind
    pieces: Iterator[bytes]


def exhibits_to_read(*, report_id: UUID) -> tuple[UUID, ...]:
    """Give the exhibits of a report that was sent which hold text, are open, and were not read through yet."""
    if not Report.objects.filter(id=report_id).exclude(state=ReportState.DRAFT).exists():
        return ()
    rows = Exhibit.objects.filter(report_id=report_id, state=ExhibitState.KEPT)
    return tuple(row.id for row in rows.order_by("number") if _waits(row))


def exhibit_to_read(*, exhibit_id: UUID) -> ToRead | None:
    """
    Open an exhibit for the reader alone; None where it was taken back, withheld, or read meanwhile.

    :raises callpoint.vault.errors.ExhibitMissingError: its file is gone.
    """
    exhibit = Exhibit.objects.filter(id=exhibit_id, state=ExhibitState.KEPT).first()
    report = Report.objects.filter(id=exhibit.report_id).first() if exhibit else None
    if exhibit is None or report is None or not _waits(exhibit):
        return None
    pieces = opened_pieces(exhibit, identity=identity_of(ReportSeal.of(report).key, exhibit))
    return ToRead(kind=read_kind(exhibit.media_type), pieces=pieces)


@writing
def note_read_through(
    *, exhibit_id: UUID, text: str, by: Actor, at: datetime, chance: Chance = secrets.token_bytes
) -> None:
    """
    Keep what an exhibit names; one that went, was shut or was read meanwhile needs no note.

    `text` is what the confined reader saw of it, '' where it saw none.
    """
    report_id = report_of(exhibit_id)
    report = Report.objects.select_for_update().filter(id=report_id).first() if report_id else None
    kept = Exhibit.objects.select_for_update().filter(id=exhibit_id, state=ExhibitState.KEPT)
    exhibit = kept.first() if report else None
    if report is None or exhibit is None or not _waits(exhibit):
        return
    seal = ReportSeal.of(report)
    texts = (Written(source=f"exhibit:{exhibit_id}", text=text),)
    names = names_in(told_by_now(report, seal).answers)
    seen = keep_sightings(texts, report=report, seal=seal, at=at, chance=chance, names=names)
    write_exhibit_leaf(
        what=ExhibitDeed.READ_THROUGH, exhibits=[exhibit.id], about=exhibit.id, by=by, at=at, wrote=seen
    )


def _waits(exhibit: Exhibit) -> bool:
    """Say whether it holds text, nobody calls it dangerous, and it was not read through yet."""
    is_text = reader_for(read_kind(exhibit.media_type)) in READERS
    if not is_text or exhibit.scan == ScanState.DANGEROUS:
        return False
    return not CustodyEntry.objects.filter(exhibit_id=exhibit.id, what=ExhibitDeed.READ_THROUGH).exists()
