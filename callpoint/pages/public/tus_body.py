"""The body of one request of a resumable upload: read 4 MiB at a time, sealed, durable, and only then counted."""

import secrets
from dataclasses import dataclass, field, replace
from typing import Final
from uuid import UUID

from django.http import HttpRequest, UnreadablePostError

from callpoint.actions.acting import reporter
from callpoint.actions.exhibits import ExhibitError
from callpoint.actions.uploading import UploadError, Whole, finish_upload, keep_upload_parts
from callpoint.clock import now
from callpoint.formats.tus_headers import Checksum
from callpoint.records.opened import NoSuchReportError
from callpoint.vault.folder import remove_files
from callpoint.vault.uploads import (
    PART_BYTES,
    PIECE,
    OpenUpload,
    SealedPart,
    drop_parts,
    seal_part,
    seal_whole,
)

LEAST_KEPT: Final = 65536
"""Of a body that was cut off so many bytes are worth a part of their own."""
LONGEST_SILENCE_SECONDS: Final = 60
"""A phone that lost its line says nothing more; its thread is free again after so long."""


class ChecksumMismatchError(Exception):
    """The bytes of a request are not those that its checksum names; none of them counts."""


class CutOffError(Exception):
    """The line broke in the middle of a request; what came before counts, unless a checksum was to be looked at."""


@dataclass(kw_only=True)
class Reception:
    """Takes in the bytes of one request for one upload."""

    request: HttpRequest
    report_id: UUID
    upload: OpenUpload
    word: str
    checksum: Checksum | None
    _waiting: list[SealedPart] = field(default_factory=list)
    """Parts that count only once the checksum of the whole request is seen to be right."""

    def take(self, length: int) -> int:
        """
        Read so many bytes and return how many bytes of the file are here to stay.

        :raises ChecksumMismatchError, CutOffError: see there.
        :raises VaultError, UploadError, ExhibitError, NoSuchReportError: see the actions of uploads.
        """
        be_patient(self.request)
        try:
            return self._take(length)
        finally:
            drop_parts(self._waiting)

    def _take(self, length: int) -> int:
        found = self.checksum.begin() if self.checksum else None
        tail = b""
        while length and not tail:
            wanted = min(length, PART_BYTES)
            content, length = self._read(wanted), length - wanted
            if found:
                found.update(content)
            is_cut_off = len(content) < wanted
            if is_cut_off and (found or len(content) < LEAST_KEPT):
                raise CutOffError
            if self._offset + len(content) == self.upload.length:
                tail = content
            else:
                self._seal(content)
            if is_cut_off:
                raise CutOffError
        if found and self.checksum and not self.checksum.fits(found.digest()):
            raise ChecksumMismatchError
        return self._finish(tail) if tail else self._count()

    def _read(self, most: int) -> bytes:
        """Read so many bytes; fewer where the line broke."""
        pieces, left = [], most
        try:
            while left and (piece := self.request.read(min(left, PIECE))):
                pieces.append(piece)
                left -= len(piece)
        except UnreadablePostError:
            pass
        return b"".join(pieces)

    @property
    def _offset(self) -> int:
        """Where the next bytes belong."""
        return self.upload.received + sum(part.size for part in self._waiting)

    def _seal(self, content: bytes) -> None:
        """Seal a part; without a checksum to wait for it counts at once."""
        part = seal_part(self.upload, content, before=self._waiting, chance=secrets.token_bytes)
        self._waiting.append(part)
        if not self.checksum:
            self._count()

    def _count(self) -> int:
        """Let the parts that wait count."""
        parts = tuple(self._waiting)
        if parts:
            received = keep_upload_parts(
                report_id=self.report_id,
                upload_id=self.upload.id,
                parts=parts,
                by=reporter(self.report_id),
                at=now(),
            )
            self._waiting.clear()
            self.upload = replace(self.upload, received=received, parts=self.upload.parts + len(parts))
        return self.upload.received

    def _finish(self, tail: bytes) -> int:
        """Seal all parts and the last bytes as one file, and make it an exhibit."""
        exhibit_id = UUID(bytes=secrets.token_bytes(16), version=4)
        file = seal_whole(self.upload, tail, exhibit_id=exhibit_id, before_tail=self._waiting)
        try:
            finish_upload(
                report_id=self.report_id,
                upload_id=self.upload.id,
                whole=Whole(file=file, offset=self.upload.received, word=self.word),
                by=reporter(self.report_id),
                at=now(),
            )
        except (UploadError, ExhibitError, NoSuchReportError):
            # Refused for good. After any other failure the database may have the exhibit: then the file must stay.
            remove_files(exhibit_id)
            raise
        return self.upload.length


def be_patient(request: HttpRequest) -> None:
    """Let the server give up reading once nothing came for a minute; by itself it would wait for ever."""
    line = request.META.get("gunicorn.socket")
    if line is not None:
        line.settimeout(LONGEST_SILENCE_SECONDS)
