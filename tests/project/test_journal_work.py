"""The worker signs the journal when that is due, and never what was changed."""

import pytest
from django.core import mail
from pytest_django import Settings

from callpoint.actions.acting import system
from callpoint.actions.journalling import write_leaf
from callpoint.project.journal_work import Signer
from callpoint.project.worker import WORKS
from callpoint.rules.checkpoint import read_checkpoint, read_note
from callpoint.rules.journal import leaf_hash
from callpoint.vault.checkpoints import latest_checkpoint
from callpoint.vault.models import Checkpoint, JournalLeaf
from tests.makers import at, deeds, posted, with_section
from tests.tampering import overwrite

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def some_leaves(count: int = 1) -> None:
    for number in range(count):
        write_leaf(what="test", about=number, by=system("test"), at=at())


def sizes() -> list[int]:
    return list(Checkpoint.objects.order_by("size").values_list("size", flat=True))


def test_a_new_leaf_is_signed_at_once_and_the_next_within_a_minute() -> None:
    signer = Signer()
    signer.look(at=at())
    some_leaves()
    signer.look(at=at(seconds=1))
    some_leaves()
    for seconds in (2, 59, 61, 62):
        signer.look(at=at(seconds=seconds))
    assert sizes() == [1, 3]


def test_a_thousand_leaves_are_signed_before_the_minute_is_over() -> None:
    signer = Signer()
    some_leaves()
    signer.look(at=at())
    some_leaves(1000)
    signer.look(at=at(seconds=0.5))
    assert sizes() == [1]
    signer.look(at=at(seconds=1))
    assert sizes() == [1, 1002]


def test_a_clock_that_was_set_back_makes_nobody_wait() -> None:
    signer = Signer()
    some_leaves()
    signer.look(at=at())
    some_leaves()
    signer.look(at=at(days=-3650))
    assert sizes() == [1, 3]


def test_the_whole_journal_is_read_anew_each_day() -> None:
    signer = Signer()
    some_leaves(3)
    signer.look(at=at())
    overwrite(JournalLeaf, 1, body=b"changed", leaf_hash=leaf_hash(b"changed"))
    some_leaves()
    signer.look(at=at(hours=23))
    some_leaves()
    signer.look(at=at(hours=24))
    assert sizes() == [3, 5]


def test_what_was_changed_is_not_signed_and_the_log_says_so_now_and_then(
    caplog: pytest.LogCaptureFixture,
) -> None:
    signer = Signer()
    some_leaves(3)
    overwrite(JournalLeaf, 1, body=b"changed")
    for seconds in (0, 1, 299, 300):
        signer.look(at=at(seconds=seconds))
    said = "Nothing is signed: Leaf 1 of the journal was changed. Run callpoint verify."
    assert (sizes(), caplog.messages) == ([], [said, said])


def test_the_worker_signs_in_the_name_of_the_deployment_and_tells_the_witness(settings: Settings) -> None:
    with_section(settings, "mail", host="mail.example")
    with_section(settings, "journal", origin="report.example.org/log", witness="keeper@auditor.example")
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    some_leaves()
    Signer().look(at=at())
    for name, about in posted():
        WORKS[name](about, at())
    made = latest_checkpoint()
    assert made is not None
    assert read_checkpoint(read_note(bytes(made.note)).text).origin == "report.example.org/log"
    assert [letter.body.encode() for letter in mail.outbox] == [bytes(made.note)]
    assert deeds() == ["test", "journal.checkpoint", "journal.mail"]
