"""Signs the journal: a checkpoint over all leaves so far, with a leaf of its own that nobody can take away unseen."""

import secrets
from datetime import UTC, date, datetime

from callpoint.actions.acting import Actor
from callpoint.actions.journalling import write_leaf
from callpoint.actions.posting import post
from callpoint.records.keys import keyring
from callpoint.records.transaction import writing
from callpoint.rules.chance import Chance
from callpoint.rules.journal import SALT_SIZE
from callpoint.sealing.signing import signed
from callpoint.vault.checkpoints import CheckedTree, latest_checkpoint
from callpoint.vault.journal import lock_journal
from callpoint.vault.models import Checkpoint


@writing
def make_checkpoint(
    *, tree: CheckedTree, origin: str, by: Actor, at: datetime, chance: Chance = secrets.token_bytes
) -> Checkpoint | None:
    """
    Sign that the journal holds the leaves it now holds; None where nothing was written since the last checkpoint.

    The leaf of a checkpoint is the first that it does not count, and counts as nothing new by itself. The first
    checkpoint of a day (UTC) also goes out, to whom the settings name. Let `tree` catch up before: what is left to
    read here is read while nobody else can write.

    :raises callpoint.vault.checkpoints.JournalNotWholeError: the journal was changed, and nothing is signed.
    """
    lock_journal()
    tree.catch_up()
    said = tree.statement(origin=origin)
    last = latest_checkpoint()
    if said.size <= (last.size + 1 if last else 0):
        return None
    checkpoint = Checkpoint.objects.create(
        size=said.size, at=at, root=said.root, note=signed(keyring(), said), salt=chance(SALT_SIZE)
    )
    write_leaf(what="journal.checkpoint", about=said.size, by=by, at=at, wrote=[checkpoint])
    if last is None or _day_of(last.at) != _day_of(at):
        post(name="journal.day-signed", about=said.size, at=at)
    return checkpoint


def _day_of(at: datetime) -> date:
    return at.astimezone(UTC).date()


@writing
def checkpoint_was_mailed(*, size: int, by: Actor, at: datetime) -> None:
    """Note that a checkpoint was sent to the witness; doing it twice notes it once."""
    checkpoint = Checkpoint.objects.select_for_update().get(size=size)
    if checkpoint.mailed_at is not None:
        return
    checkpoint.mailed_at = at
    checkpoint.save(update_fields=["mailed_at"])
    write_leaf(what="journal.mail", about=size, by=by, at=at, wrote=[checkpoint])


@writing
def checkpoint_was_stamped(*, size: int, token: bytes, by: Actor, at: datetime) -> None:
    """Keep the time stamp (RFC 3161) that an authority gave for a checkpoint; the first one stays."""
    checkpoint = Checkpoint.objects.select_for_update().get(size=size)
    if checkpoint.token is not None:
        return
    checkpoint.token = token
    checkpoint.save(update_fields=["token"])
    write_leaf(what="journal.stamp", about=size, by=by, at=at, wrote=[checkpoint])
