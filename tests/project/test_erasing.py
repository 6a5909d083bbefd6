"""A month erased on a real disk: nothing of it is left in any file, and an older copy of the rows opens no more."""

import json
import os
import subprocess
import sys
from datetime import timedelta
from itertools import count
from pathlib import Path
from uuid import uuid4

import pytest
from django.db import connection

from callpoint.actions import erasing
from callpoint.actions.shredding import NoSuchOrderError
from callpoint.project import worker
from callpoint.project.erasing import erase_month
from callpoint.records.models import Report
from callpoint.records.old_pages import StillReadError, drop_old_pages
from tests.actions.retention import LATER, a_confirmed_order, a_due_report, a_month
from tests.makers import NOON, at, leaves

pytestmark = pytest.mark.database

ROOT = Path(__file__).parents[2]
ERASES_AND_DIES = """
import json, os, shutil, django
from datetime import timedelta
from pathlib import Path
from django.core.management import call_command
django.setup()
call_command("migrate", verbosity=0)
from callpoint.actions.acting import reporter
from callpoint.actions.exhibits import NewExhibit, take_in_exhibit
from callpoint.project.erasing import erase_month
from callpoint.records.keys import keyring
from callpoint.records.models import Message, Report
from callpoint.records.sealed import ReportSeal
from callpoint.sealing.keyring import KeyDestroyedError
from callpoint.vault import folder
from callpoint.vault.exhibits import ExhibitWords
from callpoint.vault.models import Exhibit
from tests.actions.retention import LATER, NOON, a_confirmed_order, a_due_report, a_full_report, a_month
from tests.deployment import VAR
from tests.vault.makers import a_sealed_file

due, other = a_month(), a_month()
goes, stays = a_full_report(due, "goes"), a_full_report(other, "stays")
new = NewExhibit(file=a_sealed_file(b"pixels" * 99), words=ExhibitWords(name="a.png"), send_key="2")
take_in_exhibit(report_id=goes, new=new, by=reporter(goes), at=NOON)
def marks(report_id):
    report = Report.objects.get(id=report_id)
    exhibit = Exhibit.objects.filter(report_id=report_id).order_by("number").last()
    message = Message.objects.get(report=report)
    plain = [report.reference, report.wrapped_key, exhibit.sha256 if exhibit.number == 2 else report.code_hash]
    sealed = [bytes(report.answers)[3:40], bytes(message.text)[3:40], bytes(report.salt), bytes(exhibit.identity or exhibit.words)[3:40]]
    content = folder.file_of(exhibit.id).read_bytes()[-40:]
    return [each.encode().hex() for each in plain] + [each.hex() for each in sealed] + ([content.hex()] if exhibit.number == 2 else [])
told = {"goes": marks(goes), "stays": marks(stays)}
copy = Report.objects.get(id=goes)
shutil.copytree(VAR, VAR.parent / "before")
erase_month(str(a_confirmed_order(due)), NOON + LATER)
try:
    ReportSeal.of(copy)
    told["opens"] = True
except KeyDestroyedError:
    told["opens"] = False
told["other opens"] = ReportSeal.of(Report.objects.get(id=stays)).answers(Report.objects.get(id=stays))["story"]
told["var"] = str(VAR)
print(json.dumps(told), flush=True)
os._exit(0)
"""


def found(place: Path, marks: list[str]) -> list[bool]:
    """Say of each mark whether any file below a folder holds it."""
    # The journal keeps the ids of rows, which name nobody once the rows are gone.
    everything = b"\n".join(file.read_bytes() for file in place.rglob("*") if file.is_file())
    return [bytes.fromhex(mark) in everything for mark in marks]


@pytest.mark.sqlite
def test_nothing_of_an_erased_month_is_left_in_any_file_and_an_older_copy_does_not_open(
    tmp_path: Path,
) -> None:
    environment = {**os.environ, "TMPDIR": str(tmp_path), "PYTHONPATH": str(ROOT)}
    for name in ("CALLPOINT_STORE_DATABASE", "CALLPOINT_STORE_PASSWORD_FILE"):
        environment.pop(name, None)
    program = "import tests.deployment\n" + ERASES_AND_DIES
    ended = subprocess.run(
        [sys.executable, "-c", program],
        env=environment,
        stdout=subprocess.PIPE,
        check=True,
        cwd=ROOT,
        timeout=120,
    )
    told = json.loads(ended.stdout)
    live, before = Path(told["var"]), tmp_path / "before"
    goes, stays = told["goes"], told["stays"]
    assert (len(goes), found(before, goes), found(before, stays)) == (8, [True] * 8, [True] * 7)
    assert (found(live, goes), found(live, stays)) == ([False] * 8, [True] * 7)
    assert (told["opens"], told["other opens"]) == (False, "story stays")


@pytest.mark.django_db
def test_each_part_of_an_erasure_says_its_own_time(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(erasing, "MOST_AT_ONCE", 1)
    due = a_month()
    for _ in range(3):
        a_due_report(due)
    a_confirmed_order(due)
    begin, minutes = NOON + LATER, count()
    monkeypatch.setattr(worker, "now", lambda: begin + timedelta(minutes=next(minutes)))
    worker.work(once=True)
    told = [leaf for leaf in leaves() if leaf.what in {"month.erase", "month.shred"}]
    assert [leaf.what for leaf in told] == [*["month.erase"] * 3, "month.shred"]
    assert [leaf.at for leaf in told] == sorted({leaf.at for leaf in told})


@pytest.mark.django_db
def test_an_order_that_is_gone_is_an_error_that_is_seen() -> None:
    with pytest.raises(NoSuchOrderError):
        erase_month(str(uuid4()), at())


@pytest.mark.django_db(transaction=True)
def test_while_somebody_reads_the_log_is_not_emptied_and_says_so() -> None:
    if connection.vendor != "sqlite":
        drop_old_pages()
        return
    reader = connection.copy()
    with reader.cursor() as other:
        other.execute("BEGIN")
        other.execute("SELECT count(*) FROM records_report")
        other.fetchall()
        Report.objects.update(language="en")
        with connection.cursor() as cursor:
            cursor.execute("CREATE TABLE written (a)")
            cursor.execute("DROP TABLE written")
            cursor.execute("PRAGMA busy_timeout=10")
        with pytest.raises(StillReadError):
            drop_old_pages()
        other.execute("COMMIT")
    reader.close()
    drop_old_pages()
