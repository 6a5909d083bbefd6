"""Signs the journal: a checkpoint over all leaves so far, with a leaf of its own that nobody can take away unseen."""

import secrets
from datetime import datetime

from callpoint.actions.acting import Actor
from callpoint.actions.journalling import write_leaf
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

    The leaf of a checkpoint is the first that it does not count, and counts as nothing new by itself. Let `tree`
    catch up before: what is left to read here is read while nobody else can write.

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
    return checkpoint
