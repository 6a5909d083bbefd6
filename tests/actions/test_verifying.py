"""The live database against its journal: all well where nothing was touched, and each edit found with its object named."""

import os
from functools import partial
from uuid import UUID, uuid4

import pytest
from django.db import connection, models

from callpoint.actions.acting import reporter, system
from callpoint.actions.checkpointing import make_checkpoint
from callpoint.actions.exhibits import NewExhibit, take_in_exhibit
from callpoint.actions.journalling import write_leaf
from callpoint.actions.reporting import discard_draft
from callpoint.actions.verifying import verify_database
from callpoint.records.models import AskedQuestionnaire, Report
from callpoint.rules.journal import RowDigest
from callpoint.vault import checking, folder
from callpoint.vault.checkpoints import CheckedTree
from callpoint.vault.exhibits import ExhibitWords
from callpoint.vault.models import Checkpoint, CustodyEntry, Exhibit, JournalLeaf
from tests.actions.story import everything_happens
from tests.edits import Dice, Edit, a_key, edited, put
from tests.makers import a_draft, a_report, at
from tests.tampering import overwrite
from tests.vault.makers import a_sealed_file

pytestmark = [pytest.mark.django_db, pytest.mark.database]

EDITS = 200 if os.environ.get("CALLPOINT_TEST_FULL") else 60
"""Each is a look at the whole database; `benchmarks.tampering` makes ten thousand."""


def silent(_words: str) -> None:
    """Tell nobody."""


def a_world() -> None:
    """Every kind of row once or more, and every leaf but the last under a checkpoint."""
    report_id = a_report()
    for key in ("1", "2"):
        new = NewExhibit(file=a_sealed_file(key.encode()), words=ExhibitWords(name="a.txt"), send_key=key)
        take_in_exhibit(report_id=report_id, new=new, by=reporter(report_id), at=at())
    everything_happens("quokka")
    everything_happens("numbat")


def wrong() -> list[str]:
    """What is called wrong, each in a line."""
    return [str(problem) for problem in verify_database(tell=silent).problems]


class TestOneThing:
    """Each kind of wrong is told in its own words."""

    def test_a_row_that_no_leaf_names(self) -> None:
        report_id = a_report()
        copy = Report.objects.get(id=report_id)
        copy.id, copy.reference, copy.code_hash, copy.submit_key = uuid4(), "CP-X", "x", "x"
        copy.save(force_insert=True)
        assert wrong() == [f"records_report {copy.id}: is in no leaf of the journal"]

    def test_a_row_that_is_gone(self) -> None:
        report_id = a_report()
        Report.objects.get(id=report_id).delete()
        assert wrong() == [f"records_report {report_id}: is missing, and no leaf says that it went"]

    def test_a_row_that_came_back(self) -> None:
        report_id = a_draft().report_id
        draft = Report.objects.get(id=report_id)
        discard_draft(report_id=report_id, by=reporter(report_id), at=at())
        assert wrong() == []
        draft.save(force_insert=True)
        assert wrong() == [f"records_report {report_id}: is there, although the journal says that it went"]

    def test_a_salt_that_is_none(self) -> None:
        report_id = a_report()
        Report.objects.filter(id=report_id).update(salt=b"short")
        assert wrong() == [f"records_report {report_id}: is not as the journal last saw it"]

    def test_a_table_that_is_not_known_here_is_passed_over(self) -> None:
        gone_table = RowDigest(table="records_forgotten", id="1", digest="ab")
        write_leaf(what="test", about=1, by=system("test"), at=at(), gone=[gone_table])
        assert wrong() == []

    def test_questions_that_were_changed_or_are_gone(self) -> None:
        a_report()
        version = AskedQuestionnaire.objects.get().version
        AskedQuestionnaire.objects.update(body="[]")
        changed = wrong()
        AskedQuestionnaire.objects.all().delete()
        place = f"records_askedquestionnaire {version}"
        assert (changed, wrong()) == (
            [f"{place}: are not the questions that were asked"],
            [f"{place}: is missing, and answers were given to it"],
        )

    def test_an_entry_of_custody_that_is_changed_gone_or_there_twice(self) -> None:
        exhibit_id = an_exhibit()
        (entry,) = CustodyEntry.objects.all()
        held, said = entry.pk, "is not what the journal says was done"
        CustodyEntry.objects.update(what="exhibit.burn")
        changed = wrong()
        CustodyEntry.objects.all().delete()
        gone = wrong()
        entry.save(force_insert=True)
        entry.pk = held + 1
        entry.save(force_insert=True)
        lacks = f"vault_exhibit {exhibit_id}: has a chain of custody without the deed of leaf {entry.leaf}"
        assert (changed, gone, wrong()) == (
            [f"vault_custodyentry {held}: {said}"],
            [lacks],
            [f"vault_custodyentry {held + 1}: {said}"],
        )

    def test_a_file_that_is_changed_gone_or_cannot_be_read(self) -> None:
        exhibit_id = an_exhibit()
        path = folder.file_of(exhibit_id)
        path.write_bytes(b"changed")
        found = wrong()
        path.unlink()
        found += wrong()
        path.mkdir()
        found += wrong()
        path.rmdir()
        assert found == [
            f"vault_exhibit {exhibit_id}: {says}"
            for says in (
                "has a sealed file that is not what was taken in",
                "has no sealed file",
                "has a sealed file that cannot be read",
            )
        ]

    def test_an_exhibit_that_is_taken_back_meanwhile_is_nothing_wrong(self) -> None:
        exhibit_id = an_exhibit()

        def take_back(words: str) -> None:
            if words.startswith("Files"):
                folder.file_of(exhibit_id).unlink()
                Exhibit.objects.all().delete()

        assert verify_database(tell=take_back).problems == ()

    @pytest.mark.parametrize("column", ["root", "note"])
    def test_a_checkpoint_that_does_not_say_what_was_signed(self, column: str) -> None:
        a_report()
        made = make_checkpoint(tree=CheckedTree(), origin="a", by=system("test"), at=at())
        assert made is not None
        overwrite(Checkpoint, made.size, **{column: b"x" * 32})
        says = {"root": "does not say what was signed", "note": "has no good signature"}[column]
        assert wrong() == [
            f"vault_checkpoint {made.size}: {words}" for words in (says, "is not as the journal last saw it")
        ]

    def test_how_far_it_came_is_told(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(checking, "TELL_EVERY", 2)
        a_report()
        told: list[str] = []
        verify_database(tell=told.append)
        assert told[:2] == ["Leaves read: 2", "Rows read: 1"]


def an_exhibit() -> UUID:
    """The one exhibit of a draft."""
    report_id, file = a_draft().report_id, a_sealed_file()
    new = NewExhibit(file=file, words=ExhibitWords(name="a.txt"), send_key="1")
    take_in_exhibit(report_id=report_id, new=new, by=reporter(report_id), at=at())
    return file.id


GARBAGE: list[tuple[type[models.Model], str, str]] = [
    (JournalLeaf, "at", "nonsense"),
    (JournalLeaf, "body", "text"),
    (JournalLeaf, "leaf_hash", "text"),
    (JournalLeaf, "index", "text"),
    (Checkpoint, "note", "text"),
    (Checkpoint, "root", "text"),
    (Checkpoint, "size", "text"),
    (Report, "created_at", "nonsense"),
    (Report, "id", "nonsense"),
    (CustodyEntry, "at", "nonsense"),
    (CustodyEntry, "staff_id", "nonsense"),
    (CustodyEntry, "leaf", "nonsense"),
    (Exhibit, "size", "nonsense"),
]


def garbage(dice: Dice, model: type[models.Model], column: str, value: str) -> Edit:
    """Put a text where none belongs."""
    key, table = a_key(model, dice), model._meta.db_table  # noqa: SLF001 - Django's documented model API
    put(model, key, **{column: value})
    return Edit(column, ((table, str(key)), (table, value)))


@pytest.fixture(scope="class")
def _world(kept: None) -> None:
    """One world for all tests of a class."""
    del kept
    a_world()


@pytest.mark.usefixtures("_world")
class TestEverything:
    """A whole world, untouched and edited."""

    def test_where_nothing_was_touched_all_is_well(self) -> None:
        verified = verify_database(tell=silent)
        assert (verified.problems, verified.signed) == ((), verified.leaves - 1)
        assert min(verified.checkpoints, verified.rows, verified.gone, verified.files) > 1

    @pytest.mark.skipif(
        connection.vendor != "sqlite", reason="PostgreSQL keeps nothing in a column that is not of its kind"
    )
    def test_a_column_that_holds_what_it_never_could_stops_nothing_and_is_named(self) -> None:
        missed = []
        for model, column, value in GARBAGE:
            with edited("garbage", partial(garbage, model=model, column=column, value=value)) as edit:
                problems = verify_database(tell=silent).problems
            if not edit.is_named_by(problems):
                missed.append((model.__name__, column, value, problems))
        assert missed == []

    @pytest.mark.skipif(
        connection.vendor != "sqlite", reason="the edits are written for SQLite, which takes any value"
    )
    def test_every_edit_is_found_with_its_object_named(self) -> None:
        missed = []
        for number in range(EDITS):
            with edited(f"edit {number}") as edit:
                problems = verify_database(tell=silent).problems
            if not edit.is_named_by(problems):
                missed.append((number, edit, problems))
        assert (missed, verify_database(tell=silent).problems) == ([], ())
