"""What a reporter does with a file that comes in parts: begin it, send parts, finish it, drop it; and its time runs out.

UploadError
├── NoSuchUploadError       the report has no such upload
├── UploadExpiredError      nothing came for so long that it has to begin anew
├── OffsetMismatchError     the bytes do not begin where the upload goes on
└── TooManyPartsError       it came in more parts than an upload may have

An upload counts as whole only with its exhibit, in one transaction: before, its last bytes have to be sent again.
"""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import F

from callpoint.actions.acting import Actor, check_is_reporter
from callpoint.actions.exhibits import NewExhibit, check_may_add, take_in_exhibit
from callpoint.actions.journalling import write_leaf
from callpoint.actions.posting import once_key
from callpoint.actions.reporting import held_report
from callpoint.records.models import Report
from callpoint.records.opened import NoSuchReportError
from callpoint.records.sealed import ReportSeal
from callpoint.records.transaction import writing
from callpoint.rules.chance import Chance
from callpoint.sealing.envelope import RecordKey
from callpoint.sealing.key_files import KEY_SIZE
from callpoint.vault import folder
from callpoint.vault.errors import DiskFullError, EmptyFileError, TooLargeError
from callpoint.vault.exhibits import let_go_of_upload
from callpoint.vault.intake import SealedFile
from callpoint.vault.models import Exhibit, Upload
from callpoint.vault.uploads import (
    OpenUpload,
    Said,
    SealedPart,
    keep_parts,
    opened,
    seal_part_key,
    seal_said,
)

MOST_PARTS = 10_000
"""Of one upload; a client that sends next to nothing at a time would fill the disk with names."""
MOST_AT_ONCE = 500


class UploadError(Exception):
    """Something about a file that comes in parts that a caller may meet."""


class NoSuchUploadError(UploadError):
    """The report has no such upload."""


class UploadExpiredError(UploadError):
    """Nothing came for so long that it has to begin anew."""


class OffsetMismatchError(UploadError):
    """The bytes do not begin where the upload goes on."""


class TooManyPartsError(UploadError):
    """It came in more parts than an upload may have."""


@dataclass(frozen=True, kw_only=True)
class NewUpload:
    """A file that is about to come, and what was said of it."""

    length: int
    said: Said
    send_key: str = ""
    """The client's own name for the file: the same name, file name and length go on with the same upload."""
    word: str = ""
    """As `NewExhibit.word`."""


@dataclass(frozen=True, kw_only=True)
class Whole:
    """All bytes of an upload as one sealed file, and from where on they had not counted yet."""

    file: SealedFile
    offset: int
    word: str = ""


@writing
def begin_upload(
    *, report_id: UUID, new: NewUpload, by: Actor, at: datetime, chance: Chance = secrets.token_bytes
) -> UUID:
    """
    Make room for a file that will come in parts, and return its id; a repeat returns the same, with the newest words.

    :raises NoSuchReportError: no report with this id.
    :raises NoFilesHereError, TooManyFilesError: as for a whole file; others on their way count too.
    :raises EmptyFileError, TooLargeError, DiskFullError: such a file is not taken.
    """
    check_is_reporter(by, report_id)
    report = held_report(report_id)
    seal = ReportSeal.of(report)
    send_key = once_key(
        report_id, "upload", new.send_key or chance(16).hex(), new.said.words.name, new.length
    )
    known = Upload.objects.filter(send_key=send_key).first()
    if known is not None and _goes_on(seal.key, known, at=at):
        if known.received < known.length:
            known.words = seal_said(seal.key, known.id, new.said, chance=chance)
            known.save(update_fields=["words"])
        return known.id
    if known is not None:
        let_go_of_upload(known)
    check_may_add(report=report, seal=seal, word=new.word, at=at, coming=_coming(report_id))
    _check_fits(new.length)
    upload_id = UUID(bytes=chance(16), version=4)
    Upload.objects.create(
        id=upload_id,
        report_id=report_id,
        length=new.length,
        words=seal_said(seal.key, upload_id, new.said, chance=chance),
        part_key=seal_part_key(seal.key, upload_id, chance(KEY_SIZE), chance=chance),
        send_key=send_key,
        created_at=at,
        changed_at=at,
    )
    write_leaf(what="upload.begin", about=report_id, by=by, at=at)
    return upload_id


def _goes_on(key: RecordKey, known: Upload, *, at: datetime) -> bool:
    """Say whether an upload can go on, or is whole and its exhibit still there; else the same file begins anew."""
    if known.received < known.length:
        return known.changed_at >= at - longest_pause()
    return Exhibit.objects.filter(id=UUID(opened(key, known).said.exhibit_id)).exists()


def _coming(report_id: UUID) -> int:
    return Upload.objects.filter(report_id=report_id, received__lt=F("length")).count()


def _check_fits(length: int) -> None:
    most = settings.CALLPOINT.exhibits.most_bytes
    if not length:
        raise EmptyFileError
    if length > most:
        raise TooLargeError(most)
    check_has_room(length=length, received=0)


def check_has_room(*, length: int, received: int) -> None:
    """
    Let an upload go on where there is room for what is to come and, beside all parts, for the whole file.

    :raises DiskFullError: there is none.
    """
    if not folder.has_room_for(length - received + length):
        raise DiskFullError


def longest_pause() -> timedelta:
    """Say for how long an upload is kept to which nothing comes."""
    return timedelta(hours=settings.CALLPOINT.exhibits.keep_unfinished_hours)


@writing
def keep_upload_parts(
    *, report_id: UUID, upload_id: UUID, parts: Sequence[SealedPart], by: Actor, at: datetime
) -> int:
    """
    Let sealed parts count, and return how many bytes are here to stay.

    No leaf: parts say nothing that the exhibit's leaf will not say, and there are many.

    :raises NoSuchReportError, NoSuchUploadError: it was dropped meanwhile.
    :raises OffsetMismatchError: another request brought these bytes first.
    :raises TooManyPartsError: they came in too small pieces.
    :raises NotKeptError: the disk failed.
    """
    check_is_reporter(by, report_id)
    upload = _held(report_id, upload_id)
    if (upload.received, upload.parts) != (parts[0].start, parts[0].number):
        raise OffsetMismatchError
    if upload.parts + len(parts) > MOST_PARTS:
        raise TooManyPartsError
    keep_parts(parts)
    upload.received += sum(part.size for part in parts)
    upload.parts += len(parts)
    upload.changed_at = at
    upload.save(update_fields=["received", "parts", "changed_at"])
    return upload.received


@writing
def finish_upload(
    *,
    report_id: UUID,
    upload_id: UUID,
    whole: Whole,
    by: Actor,
    at: datetime,
    chance: Chance = secrets.token_bytes,
) -> int:
    """
    Make the sealed file of an upload an exhibit, let the upload count as whole, and return the exhibit's number.

    The row stays until its time is over, to tell a client that missed the answer. Who begins the same file again is
    told that it is here, unless its exhibit was taken back.

    :raises NoSuchReportError, NoSuchUploadError: it was dropped meanwhile.
    :raises OffsetMismatchError: another request brought these bytes first.
    :raises NoFilesHereError, TooManyFilesError: as for a whole file.
    """
    check_is_reporter(by, report_id)
    upload = _held(report_id, upload_id)
    if upload.received != whole.offset:
        raise OffsetMismatchError
    key = _report_key(report_id)
    said = opened(key, upload).said
    new = NewExhibit(
        file=whole.file, words=said.words, send_key=f"upload {upload_id}", word=whole.word, source="web"
    )
    number = take_in_exhibit(report_id=report_id, new=new, by=by, at=at, chance=chance)
    upload.received, upload.parts, upload.changed_at = upload.length, 0, at
    upload.words = seal_said(key, upload_id, replace(said, exhibit_id=str(whole.file.id)), chance=chance)
    upload.save(update_fields=["received", "parts", "changed_at", "words"])
    transaction.on_commit(lambda: folder.remove_parts(upload_id), robust=True)
    return number


@writing
def drop_upload(*, report_id: UUID, upload_id: UUID, by: Actor, at: datetime) -> None:
    """
    Forget an upload with its parts; a repeat forgets nothing more, and an exhibit that was made of it stays.

    :raises NoSuchReportError: no report with this id.
    """
    check_is_reporter(by, report_id)
    held_report(report_id)
    upload = Upload.objects.filter(id=upload_id, report_id=report_id).first()
    if upload is None:
        return
    let_go_of_upload(upload)
    write_leaf(what="upload.drop", about=report_id, by=by, at=at)


@writing
def discard_old_uploads(*, before: datetime, by: Actor, at: datetime) -> int:
    """
    Forget uploads to which nothing came since a time; returns how many, at most 500 a call.

    Whoever brings a part holds the report meanwhile. So do we, and look again then: one that goes on just now stays.
    """
    waiting = Upload.objects.filter(changed_at__lt=before).order_by("changed_at", "id")
    of_reports = waiting.values_list("report_id", flat=True)[:MOST_AT_ONCE]
    reports = Report.objects.select_for_update(skip_locked=True).filter(id__in=set(of_reports))
    old = list(waiting.filter(report_id__in=[report.id for report in reports])[:MOST_AT_ONCE])
    for upload in old:
        is_whole = upload.received == upload.length
        let_go_of_upload(upload)
        if not is_whole:
            write_leaf(what="upload.expire", about=upload.report_id, by=by, at=at)
    return len(old)


def open_upload(*, report_id: UUID, upload_id: UUID, at: datetime) -> OpenUpload:
    """
    Open an upload for its own reporter.

    :raises NoSuchReportError, NoSuchUploadError: there is none.
    :raises UploadExpiredError: its time is over.
    """
    upload = Upload.objects.filter(id=upload_id, report_id=report_id).first()
    if upload is None:
        raise NoSuchUploadError
    if upload.changed_at < at - longest_pause():
        raise UploadExpiredError
    return opened(_report_key(report_id), upload)


def unfinished_uploads(*, report_id: UUID, at: datetime) -> tuple[OpenUpload, ...]:
    """Open the uploads of a report that are not whole and can go on, in the order in which they began."""
    found = list(
        Upload.objects.filter(
            report_id=report_id, received__lt=F("length"), changed_at__gte=at - longest_pause()
        ).order_by("created_at", "id")
    )
    if not found:
        return ()
    key = _report_key(report_id)
    return tuple(opened(key, upload) for upload in found)


def _report_key(report_id: UUID) -> RecordKey:
    report = Report.objects.filter(id=report_id).first()
    if report is None:
        raise NoSuchReportError
    return ReportSeal.of(report).key


def _held(report_id: UUID, upload_id: UUID) -> Upload:
    """Lock the report, then its upload: always in this order, so that no two wait for each other."""
    held_report(report_id)
    upload = Upload.objects.select_for_update().filter(id=upload_id, report_id=report_id).first()
    if upload is None:
        raise NoSuchUploadError
    return upload
