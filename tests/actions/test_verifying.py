"""The live database against its journal: all well where nothing was touched, and each edit found with its object named."""

import pytest
from django.db import connection

from callpoint.actions.acting import reporter
from callpoint.actions.exhibits import NewExhibit, take_in_exhibit
from callpoint.actions.verifying import verify_database
from callpoint.vault.exhibits import ExhibitWords
from tests.actions.story import everything_happens
from tests.edits import edited
from tests.makers import a_report, at
from tests.vault.makers import a_sealed_file

pytestmark = [pytest.mark.django_db, pytest.mark.database]

EDITS = 200


def silent(_words: str) -> None:
    """Tell nobody."""


def a_world() -> None:
    """Every kind of row once or more, and every leaf but the last under a checkpoint."""
    report_id = a_report()
    for key in ("1", "2"):
        new = NewExhibit(file=a_sealed_file(key.encode()), words=ExhibitWords(name="a.txt"), send_key=key)
        take_in_exhibit(report_id=report_id, new=new, by=reporter(report_id), at=at())
    everything_happens("first")
    everything_happens("second")


def test_where_nothing_was_touched_all_is_well() -> None:
    a_world()
    verified = verify_database(tell=silent)
    assert (verified.problems, verified.signed) == ((), verified.leaves - 1)
    assert min(verified.checkpoints, verified.rows, verified.gone, verified.files) > 1


@pytest.mark.skipif(
    connection.vendor != "sqlite", reason="the edits are written for SQLite, which takes any value"
)
def test_every_edit_is_found_with_its_object_named() -> None:
    a_world()
    missed = []
    for number in range(EDITS):
        with edited(f"edit {number}") as edit:
            problems = verify_database(tell=silent).problems
        if not edit.is_named_by(problems):
            missed.append((number, edit, problems))
    assert (missed, verify_database(tell=silent).problems) == ([], ())
