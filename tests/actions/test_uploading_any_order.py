"""Requests for files in parts in any order: repeated, out of order, dropped, cut, on two threads' old knowledge."""

import hashlib
import secrets
import tempfile
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from django.conf import settings
from django.test import override_settings
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from callpoint.actions.acting import reporter
from callpoint.actions.exhibits import exhibit_lines
from callpoint.actions.uploading import (
    NewUpload,
    NoSuchUploadError,
    OffsetMismatchError,
    Whole,
    begin_upload,
    drop_upload,
    finish_upload,
    keep_upload_parts,
    open_upload,
)
from callpoint.vault import folder
from callpoint.vault.errors import NotKeptError, PartsLostError
from callpoint.vault.exhibits import ExhibitWords
from callpoint.vault.uploads import OpenUpload, Said, drop_parts, seal_part, seal_whole
from tests.makers import a_draft, at

CONTENT = bytes(range(40))
MOST_AT_ONCE = 15


class AnyOrder(RuleBasedStateMachine):
    """
    One file, and a client that remembers every state of it that it ever saw and may act on any of them.

    The model is a number and a word: how many bytes the service said that it keeps, and whether the file is whole.
    """

    def __init__(self) -> None:
        super().__init__()
        self.place = tempfile.TemporaryDirectory()
        self.folder = override_settings(CALLPOINT_EXHIBITS=Path(self.place.name))
        self.folder.enable()
        self.report_id = a_draft().report_id
        self.seen: list[OpenUpload] = []
        self.acknowledged, self.is_whole, self.wholes = 0, False, 0

    def teardown(self) -> None:
        """Remove the folder."""
        self.folder.disable()
        self.place.cleanup()

    @initialize()
    def first(self) -> None:
        """Begin the file."""
        self.begin()

    @rule()
    def begin(self) -> None:
        """Begin the file, or, where that was done and not finished, go on with it."""
        new = NewUpload(length=len(CONTENT), said=Said(words=ExhibitWords(name="film.mp4")), send_key="film")
        upload_id = begin_upload(report_id=self.report_id, new=new, by=reporter(self.report_id), at=at())
        if not self.seen or upload_id != self.seen[-1].id:
            self.acknowledged, self.is_whole = 0, False
        self.look(upload_id)

    def look(self, upload_id: UUID) -> None:
        """Remember the file as it is now."""
        self.seen.append(open_upload(report_id=self.report_id, upload_id=upload_id, at=at()))

    @rule(known=st.integers(0, 99), size=st.integers(1, MOST_AT_ONCE))
    def send(self, known: int, size: int) -> None:
        """Send bytes to the file as it was once seen; the bytes that follow what was seen then."""
        upload = self.seen[known % len(self.seen)]
        body = CONTENT[upload.received : upload.received + size]
        if not body or upload.is_whole:
            return
        is_last = upload.received + len(body) == len(CONTENT)
        try:
            (self.send_last if is_last else self.send_part)(upload, body)
        except (NoSuchUploadError, OffsetMismatchError, NotKeptError, PartsLostError):
            assert upload.id != self.seen[-1].id or upload.received != self.acknowledged or self.is_whole
        else:
            assert (upload.id, upload.received) == (self.seen[-1].id, self.acknowledged)
            self.acknowledged += len(body)
            self.is_whole = is_last
            self.wholes += is_last
            self.look(upload.id)

    def send_part(self, upload: OpenUpload, body: bytes) -> None:
        """Send bytes of the middle."""
        part = seal_part(upload, body, chance=secrets.token_bytes)
        try:
            keep_upload_parts(
                report_id=self.report_id,
                upload_id=upload.id,
                parts=[part],
                by=reporter(self.report_id),
                at=at(),
            )
        finally:
            drop_parts([part])

    def send_last(self, upload: OpenUpload, body: bytes) -> None:
        """Send the last bytes."""
        file = seal_whole(upload, body, exhibit_id=uuid4())
        whole = Whole(file=file, offset=upload.received)
        try:
            finish_upload(
                report_id=self.report_id,
                upload_id=upload.id,
                whole=whole,
                by=reporter(self.report_id),
                at=at(),
            )
        except (NoSuchUploadError, OffsetMismatchError):
            folder.remove_files(file.id)
            raise

    @precondition(lambda self: not self.is_whole)
    @rule()
    def drop(self) -> None:
        """Drop the newest file and begin it again; old knowledge of it stays with the client."""
        drop_upload(
            report_id=self.report_id, upload_id=self.seen[-1].id, by=reporter(self.report_id), at=at()
        )
        self.begin()

    @invariant()
    def what_was_acknowledged_is_there(self) -> None:
        """The service keeps what it said it keeps, and every whole file is what was sent."""
        if not self.seen:
            return
        now_there = open_upload(report_id=self.report_id, upload_id=self.seen[-1].id, at=at())
        assert (now_there.received, now_there.is_whole) == (self.acknowledged, self.is_whole)
        lines = exhibit_lines(report_id=self.report_id)
        assert [each.sha256 for each in lines] == [hashlib.sha256(CONTENT).hexdigest()] * self.wholes
        kept = {file.name for file in Path(settings.CALLPOINT_EXHIBITS).glob("*.age")}
        assert kept == {f"{each.id}.age" for each in lines}


@pytest.mark.database
@pytest.mark.django_db
def test_whatever_is_sent_in_whatever_order_what_was_acknowledged_is_there() -> None:
    limits = hypothesis_settings(max_examples=15, stateful_step_count=20, deadline=None)
    run_state_machine_as_test(AnyOrder, settings=limits)
