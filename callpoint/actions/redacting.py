"""A file blacked out: what comes out is a new exhibit, which names the one it was drawn from; the original stays."""

import secrets
from collections.abc import Iterator
from datetime import datetime
from uuid import UUID

from django.db.models import Max

from callpoint.actions.acting import Actor
from callpoint.actions.admitting import check_may_about
from callpoint.actions.committing import committed
from callpoint.actions.custody import write_exhibit_leaf
from callpoint.actions.entering import items_of_redaction
from callpoint.actions.exhibits import DangerousError, NoSuchExhibitError, WithheldError
from callpoint.actions.posting import once_key, post
from callpoint.actions.reporting import held_report
from callpoint.records.models import Report
from callpoint.records.opened import NoSuchReportError
from callpoint.records.sealed import ReportSeal
from callpoint.records.transaction import writing
from callpoint.rules.access import Deed
from callpoint.rules.chance import Chance
from callpoint.rules.custody import ExhibitDeed
from callpoint.rules.disclosing import REDACTABLE, DisclosingError
from callpoint.rules.journal import SALT_SIZE
from callpoint.rules.lifecycle import ReportState
from callpoint.vault.exhibits import ExhibitWords, identity_of, seal_identity, seal_words
from callpoint.vault.intake import SealedFile
from callpoint.vault.models import Exhibit, ExhibitState, ScanState
from callpoint.vault.opening import opened_pieces


class NotRedactableError(DisclosingError):
    """A file of this type cannot be blacked out: only pictures and PDFs can."""


@writing
def open_for_redaction(
    *, report_id: UUID, number: int, by: Actor, at: datetime
) -> tuple[Iterator[bytes], str]:
    """
    Open an exhibit to be blacked out, and give its bytes in pieces and its media type; each opening is one leaf.

    :raises NoSuchReportError, NoSuchExhibitError: there is none.
    :raises WithheldError: nobody may open it.
    :raises DangerousError: a scanner calls it dangerous.
    :raises NotRedactableError: it is neither a picture nor a PDF.
    :raises callpoint.rules.access.NotAllowedError: this role or unit may not.
    """
    report, exhibit = _found(report_id, number, by=by, at=at)
    if exhibit.media_type not in REDACTABLE:
        raise NotRedactableError
    key = ReportSeal.of(report).key
    pieces = opened_pieces(exhibit, identity=identity_of(key, exhibit))
    write_exhibit_leaf(what=ExhibitDeed.OPEN, exhibits=[exhibit.id], about=exhibit.id, by=by, at=at)
    return pieces, exhibit.media_type


@writing
def keep_redaction(
    *,
    report_id: UUID,
    number: int,
    file: SealedFile,
    by: Actor,
    at: datetime,
    chance: Chance = secrets.token_bytes,
) -> int:
    """
    Make a blacked-out file an exhibit of its own, and return its number.

    :raises NoSuchReportError, NoSuchExhibitError, WithheldError, DangerousError: as above.
    :raises callpoint.rules.access.NotAllowedError: this role or unit may not.
    """
    report, original = _found(report_id, number, by=by, at=at)
    made = _drawn(report, original, file, at=at, chance=chance)
    items = committed(items_of_redaction(report, made))
    write_exhibit_leaf(
        what=ExhibitDeed.REDACT,
        exhibits=[original.id, made.id],
        about=report.id,
        by=by,
        at=at,
        wrote=[made],
        commitments=items,
    )
    post(name="exhibit.taken-in", about=made.id, at=at)
    return made.number


_ENDINGS = {"image/png": ".png", "application/pdf": ".pdf"}


def _drawn(report: Report, original: Exhibit, file: SealedFile, *, at: datetime, chance: Chance) -> Exhibit:
    """Write the row of a file that was drawn anew."""
    key = ReportSeal.of(report).key
    last = Exhibit.objects.filter(report_id=report.id).aggregate(last=Max("number"))["last"]
    words = ExhibitWords(name=f"blacked-out-{original.number}{_ENDINGS.get(file.media_type, '')}")
    return Exhibit.objects.create(
        id=file.id,
        report_id=report.id,
        number=last + 1,
        salt=chance(SALT_SIZE),
        state=ExhibitState.KEPT,
        source="redaction",
        media_type=file.media_type,
        size=file.size,
        sha256=file.sha256,
        sealed_sha256=file.sealed_sha256,
        words=seal_words(key, file.id, words, chance=chance),
        identity=seal_identity(key, file.id, file.identity, chance=chance),
        send_key=once_key(report.id, "redaction", file.id),
        created_at=at,
        made_from_id=original.id,
    )


def _found(report_id: UUID, number: int, *, by: Actor, at: datetime) -> tuple[Report, Exhibit]:
    """Lock a report and give one of its exhibits that may be opened."""
    report = held_report(report_id)
    if report.state == ReportState.DRAFT:
        raise NoSuchReportError
    check_may_about(report, Deed.DISCLOSE, by=by, at=at)
    exhibit = Exhibit.objects.filter(report_id=report.id, number=number).first()
    if exhibit is None:
        raise NoSuchExhibitError
    if exhibit.state != ExhibitState.KEPT:
        raise WithheldError
    if exhibit.scan == ScanState.DANGEROUS:
        raise DangerousError
    return report, exhibit
