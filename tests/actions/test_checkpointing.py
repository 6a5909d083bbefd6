"""What is noted of a checkpoint after it was signed: once, with a leaf; and which one goes out."""

import pytest

from callpoint.actions.acting import system
from callpoint.actions.checkpointing import checkpoint_was_mailed, checkpoint_was_stamped, make_checkpoint
from callpoint.vault.checkpoints import CheckedTree, checkpoint_of
from callpoint.vault.models import Checkpoint
from tests.makers import a_draft, all_kept, at, deeds, posted

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def a_checkpoint(**later: float) -> Checkpoint:
    """A checkpoint over the journal with one more draft begun."""
    a_draft(when=at(**later))
    made = make_checkpoint(tree=CheckedTree(), origin="a", by=system("test"), at=at(**later))
    assert made is not None
    return made


def test_the_first_checkpoint_of_a_day_goes_out() -> None:
    sizes = [a_checkpoint(hours=hours).size for hours in (0, 11, 12, 13)]
    assert [row for row in posted() if row[0].startswith("journal.")] == [
        ("journal.day-signed", str(sizes[0])),
        ("journal.day-signed", str(sizes[2])),
    ]


def test_that_it_was_mailed_is_noted_once() -> None:
    size = a_checkpoint().size
    checkpoint_was_mailed(size=size, by=system("test"), at=at(minutes=1))
    before = all_kept()
    checkpoint_was_mailed(size=size, by=system("test"), at=at(minutes=2))
    noted = checkpoint_of(size)
    assert noted is not None
    assert (noted.mailed_at, deeds()[-1], all_kept()) == (at(minutes=1), "journal.mail", before)


def test_the_first_stamp_stays() -> None:
    size = a_checkpoint().size
    checkpoint_was_stamped(size=size, token=b"first", by=system("test"), at=at(minutes=1))
    before = all_kept()
    checkpoint_was_stamped(size=size, token=b"second", by=system("test"), at=at(minutes=2))
    noted = checkpoint_of(size)
    assert noted is not None
    assert (bytes(noted.token or b""), deeds()[-1], all_kept()) == (b"first", "journal.stamp", before)
