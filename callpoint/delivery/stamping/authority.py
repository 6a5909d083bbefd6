"""Asks the time stamp authority of the settings to stamp a checkpoint of the journal; only a hash goes out."""

import http.client
import urllib.request
from datetime import datetime

from django.conf import settings

from callpoint.actions.acting import system
from callpoint.actions.checkpointing import checkpoint_was_stamped
from callpoint.delivery.errors import NotDeliveredError
from callpoint.formats.time_stamp import QUESTION_TYPE, StampNotTrustedError, question_for, stamped_at
from callpoint.vault.checkpoints import checkpoint_of

CHANNEL = "time stamp authority"
LONGEST_SECONDS = 20
MOST_BYTES = 100_000
"""An answer has some thousand bytes."""


def stamp_checkpoint(*, size: int, at: datetime) -> None:
    """
    Get a time stamp for the checkpoint over `size` leaves, and keep it once it was checked; does nothing without an authority.

    :raises callpoint.delivery.errors.NotDeliveredError: no answer came, or one that cannot be trusted.
    """
    chosen, checkpoint = settings.CALLPOINT.journal, checkpoint_of(size)
    root = chosen.timestamp_certificate
    if not chosen.timestamp_url or root is None or checkpoint is None or checkpoint.token is not None:
        return
    note = bytes(checkpoint.note)
    answer = _answer_of(chosen.timestamp_url, question_for(note))
    try:
        stamped_at(answer, content=note, root=root.read_bytes())
    except (StampNotTrustedError, OSError) as error:
        raise NotDeliveredError(CHANNEL, permanent=False) from error
    checkpoint_was_stamped(size=size, token=answer, by=system("worker"), at=at)


def _answer_of(url: str, question: bytes) -> bytes:
    request = urllib.request.Request(  # noqa: S310 - the setting holds it to https
        url, data=question, headers={"Content-Type": QUESTION_TYPE}
    )
    try:
        with urllib.request.urlopen(request, timeout=LONGEST_SECONDS) as answer:  # noqa: S310 - as above
            return bytes(answer.read(MOST_BYTES))
    except (OSError, http.client.HTTPException) as failed:
        raise NotDeliveredError(CHANNEL, permanent=False) from failed
