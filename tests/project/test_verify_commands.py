"""`callpoint verify` on the live database: what it says, and how it ends."""

import re
from datetime import timedelta
from pathlib import Path
from typing import NamedTuple

import pytest

from callpoint.actions.acting import system
from callpoint.actions.checkpointing import make_checkpoint
from callpoint.actions.journalling import write_leaf
from callpoint.project.verify_commands import verify_live
from callpoint.records.models import Report
from callpoint.vault.checkpoints import CheckedTree
from callpoint.vault.models import Checkpoint, Exhibit, JournalLeaf
from tests.actions.story import Told, everything_happens
from tests.makers import at
from tests.tampering import overwrite, without_triggers

pytestmark = [pytest.mark.django_db, pytest.mark.database]


class Ended(NamedTuple):
    code: int
    said: str
    told: str


@pytest.fixture
def verified(capsys: pytest.CaptureFixture[str]) -> "Verify":
    return Verify(capsys)


class Verify:
    """Runs the command and gives what it printed."""

    def __init__(self, capsys: pytest.CaptureFixture[str]) -> None:
        self._capsys = capsys

    def __call__(self, *witnessed: Path) -> Ended:
        code = verify_live(witnessed=witnessed)
        out = self._capsys.readouterr()
        return Ended(code, out.out, out.err)


def test_an_empty_database_is_well(verified: Verify) -> None:
    assert verified().code == 0


@pytest.fixture(scope="class")
def told(kept: None) -> Told:
    """One deed of every kind, for all tests of a class."""
    del kept
    return everything_happens("quokka")


class TestEverything:
    """After one deed of every kind."""

    @pytest.mark.usefixtures("told")
    def test_where_all_is_well_it_says_what_that_proves_and_what_not(self, verified: Verify) -> None:
        ended = verified()
        leaves = JournalLeaf.objects.count()
        assert (ended.code, ended.said.splitlines()[:2], "Nothing is wrong." in ended.said) == (
            0,
            ["Proved:", f"- {leaves - 1} of {leaves} leaves lead to the roots of 2 signed checkpoints."],
            True,
        )
        assert "1 newest leaves are under no checkpoint yet" in ended.said
        longest = re.search(r"before that of the leaf before them, by (\d+)\.000 s at most", ended.said)
        assert longest is not None
        assert int(longest[1]) >= timedelta(days=40).total_seconds()
        assert "A checkpoint kept outside would show that." in ended.said
        assert f"Files to read: {Exhibit.objects.count()}" in ended.told

    def test_a_changed_row_is_named_and_the_end_is_one(self, verified: Verify, told: Told) -> None:
        overwrite(Report, told.report_id, unit="another")
        ended = verified()
        wrong = f"- records_report {told.report_id}: is not as the journal last saw it"
        assert (ended.code, ended.said.splitlines()[-2:]) == (
            1,
            ["WRONG: 1. The first is named first.", wrong],
        )


def test_a_checkpoint_kept_outside_shows_a_journal_that_was_written_and_signed_anew(
    verified: Verify, tmp_path: Path
) -> None:
    kept = tmp_path / "kept.txt"
    kept.write_bytes(a_journal_of("three"))
    good = verified(kept)
    with without_triggers():
        JournalLeaf.objects.all().delete()
        Checkpoint.objects.all().delete()
    a_journal_of("others")
    anew, shown = verified(), verified(kept)
    wrong = "- vault_journalleaf 0 to 4: are not those that the witnessed checkpoint at 5 counted"
    assert (good.code, "A checkpoint kept outside would" in good.said, anew.code) == (0, False, 0)
    assert (shown.code, wrong in shown.said) == (1, True)


def a_journal_of(words: str) -> bytes:
    """As many leaves as a word has letters, and the checkpoint over them."""
    for letter in words:
        write_leaf(what="test", about=letter, by=system("test"), at=at())
    made = make_checkpoint(tree=CheckedTree(), origin="a", by=system("test"), at=at())
    assert made is not None
    return bytes(made.note)


def test_what_is_no_checkpoint_of_ours_is_named_and_what_cannot_be_read_is_bad_input(
    verified: Verify, tmp_path: Path
) -> None:
    (tmp_path / "kept.txt").write_text("hello")
    assert "witnessed checkpoint : is no checkpoint that a key" in verified(tmp_path / "kept.txt").said
    assert verified(tmp_path / "absent.txt").code == 2
