"""An exhibit blacked out: its bytes go through one child program and what comes out is sealed as a new file.

The plaintext passes through pipes and memory and touches no disk.
"""

import json
import subprocess
import sys
from collections.abc import Iterable, Sequence
from contextlib import suppress
from typing import IO, cast
from uuid import UUID

from callpoint.rules.disclosing import Box
from callpoint.vault import redactor
from callpoint.vault.errors import VaultError
from callpoint.vault.intake import Intake, SealedFile, end_child
from callpoint.vault.opening import PIECE

MOST_BYTES = 500 * 1024 * 1024
"""Of what is blacked out, and of what comes out."""
PDF = "application/pdf"


class NotRedactedError(VaultError):
    """The file cannot be drawn anew: it is broken, too large, or of another kind."""


class NoSuchPageError(VaultError):
    """A box is on a page that the file does not have."""


def redacted(pieces: Iterable[bytes], *, media_type: str, boxes: Sequence[Box], as_id: UUID) -> SealedFile:
    """
    Draw a file anew with black boxes and seal the result under a new id.

    :raises NotRedactedError, NoSuchPageError: it cannot be.
    :raises callpoint.vault.errors.ExhibitChangedError: the original is not what was kept; nothing comes out.
    """
    child = subprocess.Popen(  # noqa: S603 - our own program, our own words
        [sys.executable, "-m", redactor.__name__],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
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
