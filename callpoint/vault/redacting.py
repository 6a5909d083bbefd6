"""An exhibit blacked out: its bytes go through one child program and what comes out is sealed as a new file.

The plaintext passes through pipes and memory and touches no disk. The child is confined as that of a preview is, and
both kinds share the few places there are.
"""

import json
import os
import subprocess
import sys
import threading
from collections.abc import Iterable, Sequence
from contextlib import suppress
from typing import IO, cast
from uuid import UUID

from callpoint.rules.disclosing import Box
from callpoint.vault import redactor
from callpoint.vault.errors import VaultError
from callpoint.vault.intake import Intake, SealedFile, end_child
from callpoint.vault.looking.seen import NotSeenError
from callpoint.vault.opening import PIECE
from callpoint.vault.previewing import ENVIRONMENT, one_of_few

MOST_BYTES = 500 * 1024 * 1024
"""Of what is blacked out, and of what comes out."""
LONGEST_SECONDS = 300
"""On the wall, from the first byte in to the last byte out."""
PDF = "application/pdf"


class NotRedactedError(VaultError):
    """The file cannot be drawn anew: it is broken, too large, or of another kind."""


class RedactorBusyError(VaultError):
    """Others are looking at files or blacking out; it works again in a while."""


class NoSuchPageError(VaultError):
    """A box is on a page that the file does not have."""


def redacted(pieces: Iterable[bytes], *, media_type: str, boxes: Sequence[Box], as_id: UUID) -> SealedFile:
    """
    Draw a file anew with black boxes and seal the result under a new id.

    :raises NotRedactedError, NoSuchPageError, RedactorBusyError: it cannot be.
    :raises callpoint.vault.errors.ExhibitChangedError: the original is not what was kept; nothing comes out.
    """
    try:
        with one_of_few():
            return _redacted(pieces, media_type=media_type, boxes=boxes, as_id=as_id)
    except NotSeenError as busy:
        raise RedactorBusyError from busy


def _redacted(pieces: Iterable[bytes], *, media_type: str, boxes: Sequence[Box], as_id: UUID) -> SealedFile:
    child = subprocess.Popen(  # noqa: S603 - our own program, our own words
        [sys.executable, "-B", "-m", redactor.__name__],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={name: os.environ[name] for name in ENVIRONMENT if name in os.environ},
        start_new_session=True,
    )
    timer = threading.Timer(LONGEST_SECONDS, child.kill)
    timer.start()
    wanted = {
        "pdf": media_type == PDF,
        "boxes": [[box.page, box.left, box.top, box.width, box.height] for box in boxes],
    }
    try:
        # The child reads all before it writes anything, so neither waits for the other.
        with suppress(BrokenPipeError), cast("IO[bytes]", child.stdin) as way_in:
            way_in.write(json.dumps(wanted).encode() + b"\n")
            for piece in pieces:
                way_in.write(piece)
        return _sealed(child, as_id)
    finally:
        timer.cancel()
        end_child(child)


def _sealed(child: "subprocess.Popen[bytes]", as_id: UUID) -> SealedFile:
    intake, source = Intake(as_id, most_bytes=MOST_BYTES), cast("IO[bytes]", child.stdout)
    try:
        while piece := source.read(PIECE):
            intake.write(piece)
        _check_ended_well(child.wait())
        return intake.finish()
    except BaseException:
        intake.abandon()
        raise


def _check_ended_well(ended: int) -> None:
    if ended == redactor.NO_SUCH_PAGE:
        raise NoSuchPageError
    if ended:
        raise NotRedactedError
