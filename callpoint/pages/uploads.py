"""What becomes of files in forms: refused wherever a page asks for none, else streamed into the vault."""

import secrets
from dataclasses import dataclass
from typing import Any, Never
from uuid import UUID

from django.core.files.uploadhandler import FileUploadHandler, SkipFile
from django.http import HttpRequest

from callpoint.vault.errors import DiskFullError, VaultError
from callpoint.vault.folder import has_room_for, remove_files
from callpoint.vault.intake import Intake, SealedFile


class RefuseFiles(FileUploadHandler):
    """
    Skips every file before its first byte is kept.

    The handler of every page but those that set one of their own before the body is read
    (architecture, decision 15).
    """

    def new_file(self, *args: object, **kwargs: object) -> None:  # noqa: ARG002 - Django's signature
        """Skip the file that begins here."""
        raise SkipFile

    def receive_data_chunk(self, raw_data: bytes, start: int) -> Never:  # noqa: ARG002 - Django's signature
        """Never reached: each file is skipped at its head."""
        raise SkipFile

    def file_complete(self, file_size: int) -> None:  # noqa: ARG002 - Django's signature
        """Give no file."""
        return


@dataclass(frozen=True, kw_only=True)
class Arrived:
    """A file of a form that lies sealed in the vault's folder, and its name as given."""

    name: str
    file: SealedFile


@dataclass(frozen=True, kw_only=True)
class NotTaken:
    """A file of a form that was not taken, and why; None where the form may bring no more files."""

    name: str
    why: VaultError | None


@dataclass(frozen=True, kw_only=True)
class Allowance:
    """What a form may bring: the name of its field for files, how many, and how large each."""

    field: str
    most_files: int
    most_bytes: int


class TakeInFiles(FileUploadHandler):
    """
    Streams each file of a form into the vault as it comes; nothing of it is held in memory or on disk in clear.

    What arrived lies in `arrived` until the view takes it; `drop_untaken` removes the rest, so
    that a form that is refused leaves nothing.
    """

    def __init__(self, request: HttpRequest, *, allowance: Allowance) -> None:
        super().__init__(request)
        self.arrived: list[Arrived] = []
        self.not_taken: list[NotTaken] = []
        self.was_cut_off = False
        self._allowance = allowance
        self._to_come = int(request.META.get("CONTENT_LENGTH") or 0)
        self._intake: Intake | None = None

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """Begin to take a file in, where there is room for it."""
        super().new_file(*args, **kwargs)
        if self.field_name != self._allowance.field:
            raise SkipFile
        if len(self.arrived) >= self._allowance.most_files:
            self._refuse(None)
        if not has_room_for(self._to_come):
            self._refuse(DiskFullError())
        self._intake = Intake(
            UUID(bytes=secrets.token_bytes(16), version=4), most_bytes=self._allowance.most_bytes
        )

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Pass a piece on."""
        del start
        self._to_come = max(0, self._to_come - len(raw_data))
        if self._intake:
            try:
                self._intake.write(raw_data)
            except VaultError as error:
                self._refuse(error)

    def file_complete(self, file_size: int) -> None:
        """Wait until the file is durable; Django itself gets no file."""
        del file_size
        if self._intake is None:
            return
        try:
            self.arrived.append(Arrived(name=str(self.file_name), file=self._intake.finish()))
        except VaultError as error:
            self._note(error)
        self._intake = None

    def upload_interrupted(self) -> None:
        """Note that the body ended in the middle of a file."""
        self.was_cut_off = True

    def take(self) -> Arrived | None:
        """
        Hand the next arrived file to the view; None where all are taken.

        The view answers for it from now on: where its transaction ends without an answer, the file
        stays, since the database may have it; the sweep removes it where it has not.
        """
        return self.arrived.pop(0) if self.arrived else None

    def drop_untaken(self) -> None:
        """Remove what was not taken by the view, whole or not."""
        if self._intake:
            self._intake.abandon()
            self._intake = None
        while left := self.take():
            self.drop(left)

    def drop(self, arrived: Arrived) -> None:
        """Remove a file that was refused after all."""
        remove_files(arrived.file.id)

    def _refuse(self, why: VaultError | None) -> Never:
        self._note(why)
        raise SkipFile

    def _note(self, why: VaultError | None) -> None:
        self.not_taken.append(NotTaken(name=str(self.file_name), why=why))
        if self._intake:
            self._intake.abandon()
            self._intake = None
