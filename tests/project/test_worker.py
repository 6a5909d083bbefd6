"""The worker: does what is due, keeps the house clean, and stops when asked to."""

import hashlib
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from io import BytesIO
from pathlib import Path
from uuid import uuid4

import pytest
from django.contrib.sessions.models import Session
from django.core import mail
from django.db import OperationalError, connection
from pytest_django import Settings

from callpoint.actions.acting import reporter, system
from callpoint.actions.adding import add_to_report
from callpoint.actions.checkpointing import make_checkpoint
from callpoint.actions.corresponding import write_to_reporter, write_to_staff
from callpoint.actions.erasing import erase_some
from callpoint.actions.exhibits import NewExhibit, take_in_exhibit
from callpoint.actions.posting import post
from callpoint.actions.reading import open_report
from callpoint.actions.rekeying import note_key_deed
from callpoint.actions.uploading import NewUpload, begin_upload
from callpoint.analysis.settling import settle_report
from callpoint.clock import now
from callpoint.project import journal_work
from callpoint.project.worker import WORKS, count_up, sweep, sweep_files, work
from callpoint.records.models import Count, Outbox, Report
from callpoint.records.transaction import writing
from callpoint.rules.access import Role
from callpoint.rules.rekeying import KeyDeed
from callpoint.vault import folder
from callpoint.vault.checkpoints import CheckedTree
from callpoint.vault.errors import ExhibitMissingError
from callpoint.vault.exhibits import ExhibitWords
from callpoint.vault.models import Checkpoint, Exhibit, Upload
from callpoint.vault.opening import is_kept
from callpoint.vault.uploads import Said
from tests.actions.linking import PHONE, reports_hang_together
from tests.actions.restrictions import doors_shut_and_open
from tests.actions.retention import LATER, a_confirmed_order, a_due_report, a_month
from tests.actions.support import a_request
from tests.makers import a_draft, a_report, a_staff_member, an_actor, at, deeds, posted, with_section
from tests.vault.makers import a_sealed_file

ROOT = Path(__file__).parents[2]


def taken_in() -> None:
    """Add a file to a new draft."""
    report_id = a_draft().report_id
    new = NewExhibit(file=a_sealed_file(), words=ExhibitWords(name="a.txt"), send_key="1")
    take_in_exhibit(report_id=report_id, new=new, by=reporter(report_id), at=at())


@pytest.fixture(autouse=True)
def _signals_as_they_were() -> Iterator[None]:
    """Put back what the worker does on signals."""
    held = {number: signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGINT)}
    yield
    for number, was in held.items():
        signal.signal(number, was)


@pytest.mark.django_db
@pytest.mark.database
def test_once_does_everything_that_is_due_and_ends() -> None:
    report_ids = [a_report(), a_report()]
    assert work(once=True) == 0
    texts = [
        open_report(report_id=report_id, by=an_actor(), at=at()).messages[0].from_service
        for report_id in report_ids
    ]
    assert (texts, Outbox.objects.filter(done_at=None).count()) == ([True, True], 0)


@pytest.mark.django_db
@pytest.mark.database
def test_what_is_not_due_waits() -> None:
    a_report(when=now().replace(year=now().year + 1))
    work(once=True)
    assert Outbox.objects.filter(done_at=None, attempts=0).count() == 1


POSTED_LATER = {"follow-up.due", "promise.alarm", "promise.late"}
"""What falls due weeks after a report; `test_the_outbox_keeps_ids_only` and the tests of promises post them."""


@pytest.mark.django_db
@pytest.mark.database
def test_every_name_that_is_posted_is_known_to_the_worker() -> None:
    report_id = a_report()
    new = NewExhibit(file=a_sealed_file(), words=ExhibitWords(name="a.txt"), send_key="1")
    take_in_exhibit(report_id=report_id, new=new, by=reporter(report_id), at=at())
    write_to_staff(report_id=report_id, text="Hello", send_key="1", by=reporter(report_id), at=at())
    a_request()
    add_to_report(report_id=report_id, answers={"name": "Ann"}, send_key="1", by=reporter(report_id), at=at())
    officer, _ = a_staff_member(role=Role.SUPERVISOR)
    reports_hang_together("words", report_id, officer)
    doors_shut_and_open("words", officer)
    due = a_month()
    settle_report(report_id=a_due_report(due, suspect_phone=PHONE), at=at())
    order = a_confirmed_order(due)
    erase_some(order_id=order, by=system("test"), at=at() + LATER)
    make_checkpoint(tree=CheckedTree(), origin="a", by=system("test"), at=at())
    assert {name for name, _ in posted()} | POSTED_LATER == set(WORKS)


@pytest.mark.django_db
@pytest.mark.database
@pytest.mark.parametrize(("safe", "mails", "last"), [("yes", 1, "notice.sent"), ("no", 0, "notice.blocked")])
def test_a_notice_goes_out_only_where_mail_is_safe(
    settings: Settings, safe: str, mails: int, last: str
) -> None:
    with_section(settings, "mail", host="mail.example")
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    report_id = a_report(when=now(), email="ann@example.org", safe_contact=safe)
    write_to_reporter(report_id=report_id, text="Hello", send_key="1", by=an_actor(), at=now())
    work(once=True)
    work(once=True)
    assert (len(mail.outbox), deeds().count(last)) == (mails, 1)


@pytest.mark.django_db
@pytest.mark.database
def test_a_sweep_throws_away_old_drafts_and_ended_sessions(
    settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    keep = settings.CALLPOINT.drafts.keep_days
    a_draft(when=at(days=-keep - 1))
    young = a_draft(when=at(days=-keep + 1))
    for name, ends in (
        ("ended" * 8, now().replace(year=2020)),
        ("lasts" * 8, now().replace(year=now().year + 1)),
    ):
        Session.objects.create(session_key=name, session_data="", expire_date=ends)
    with caplog.at_level("INFO"):
        sweep(at=at())
        sweep(at=at())
    left = (
        list(Report.objects.values_list("id", flat=True)),
        list(Session.objects.values_list("session_key", flat=True)),
    )
    assert left == ([young.report_id], ["lasts" * 8])
    assert caplog.messages == ["Drafts past their time thrown away: 1"]


@pytest.mark.django_db
@pytest.mark.database
def test_a_sweep_forgets_files_that_nobody_went_on_with_and_says_how_many(
    caplog: pytest.LogCaptureFixture, settings: Settings, tmp_path: Path
) -> None:
    settings.CALLPOINT_EXHIBITS = tmp_path / "exhibits"
    report_id = a_draft(when=now()).report_id
    new = NewUpload(length=9, said=Said(words=ExhibitWords(name="film.mp4")))
    for hours in (49, 47):
        begin_upload(report_id=report_id, new=new, by=reporter(report_id), at=now() - timedelta(hours=hours))
    sweep(at=now())
    assert (Upload.objects.count(), deeds()[-1]) == (1, "upload.expire")
    assert "Uploads past their time forgotten: 1" in caplog.text


@pytest.mark.django_db
@pytest.mark.database
def test_the_whole_weeks_of_a_quarter_are_counted_anew_once_a_day() -> None:
    for days in (0, 7, 7 * 13, 7 * 14):
        a_report(when=at(days=-days))
    count_up(at=at())
    weeks = Count.objects.filter(name="sent").values_list("week_of", flat=True)
    assert sorted(weeks) == [date(2026, 8, 17), date(2026, 11, 9)]
    leaves = deeds()
    count_up(at=at(days=1))
    assert deeds() == leaves


@pytest.mark.django_db
@pytest.mark.database
def test_a_worker_counts_when_it_begins() -> None:
    a_report(when=now() - timedelta(days=7))
    work(once=True)
    assert Count.objects.filter(name="sent", number=1).count() == 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.database
def test_a_request_to_stop_ends_the_worker_between_two_things() -> None:
    a_report()
    killer = threading.Thread(target=stop_when_idle, daemon=True)
    killer.start()
    assert work(once=False) == 0
    killer.join(20)
    begun = Outbox.objects.filter(name="report.submitted")
    assert (begun.filter(done_at=None).count(), Outbox.objects.exclude(leased_until=None).count()) == (0, 0)


@pytest.mark.django_db(transaction=True)
@pytest.mark.database
def test_a_long_piece_of_work_does_not_delay_a_checkpoint(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    with_section(settings, "worker", poll_seconds=0.01)
    seen: list[int] = []

    def scan_for_long(object_id: str, when: datetime) -> None:
        """Take until the journal is signed, or until far more than a look of the signer."""
        note_key_deed(what=KeyDeed.ROTATE, about=object_id, by=system("test"), at=when)
        ends = time.monotonic() + 20
        while not seen and time.monotonic() < ends:
            seen.extend(Checkpoint.objects.values_list("size", flat=True))
        os.kill(os.getpid(), signal.SIGTERM)

    monkeypatch.setitem(WORKS, "exhibit.to-scan", scan_for_long)
    writing(post)(name="exhibit.to-scan", about="a file", at=at())
    ended = work(once=False)
    # What the worker does of itself as it starts writes leaves too; one checkpoint came while it was at work.
    signers = [one.name for one in threading.enumerate() if one.name == "signer"]
    assert (ended, len(seen), signers) == (0, 1, [])


@pytest.mark.django_db(transaction=True)
@pytest.mark.database
def test_a_signer_that_breaks_ends_the_worker(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(journal_work, "LOOK_EVERY", None)
    with_section(settings, "worker", poll_seconds=20)
    with pytest.raises(AttributeError):
        work(once=False)


def stop_when_idle() -> None:
    """Ask this process to stop once the worker has said how it is stopped."""
    while signal.getsignal(signal.SIGTERM) is signal.SIG_DFL:
        time.sleep(0)
    os.kill(os.getpid(), signal.SIGTERM)


@pytest.mark.database
@pytest.mark.sqlite
def test_the_command_stops_on_sigterm(tmp_path: Path) -> None:
    program = (
        "import tests.deployment, os, signal, django\n"
        "from django.core.management import call_command\n"
        "django.setup(); call_command('migrate', verbosity=0)\n"
        "from callpoint.project import worker\n"
        "print('ready', flush=True)\n"
        "raise SystemExit(worker.work(once=False))\n"
    )
    environment = {**os.environ, "TMPDIR": str(tmp_path), "PYTHONPATH": str(ROOT)}
    environment.pop("CALLPOINT_STORE_DATABASE", None)
    environment.pop("CALLPOINT_STORE_PASSWORD_FILE", None)
    with subprocess.Popen(
        [sys.executable, "-c", program], env=environment, stdout=subprocess.PIPE, cwd=ROOT
    ) as started:
        assert started.stdout
        assert started.stdout.readline() == b"ready\n"
        while not catches_sigterm(Path(f"/proc/{started.pid}/status").read_bytes()):
            assert started.poll() is None
        started.terminate()
        assert started.wait(20) == 0


def catches_sigterm(status: bytes) -> bool:
    """Whether a process catches SIGTERM, as its status in /proc says."""
    caught = next(line for line in status.splitlines() if line.startswith(b"SigCgt"))
    return bool(int(caught.split()[1], 16) & 1 << signal.SIGTERM - 1)


@pytest.mark.django_db(transaction=True)
@pytest.mark.database
def test_a_database_that_refuses_is_asked_again(settings: Settings, caplog: pytest.LogCaptureFixture) -> None:
    with_section(settings, "worker", poll_seconds=0.01)
    a_report()
    refusals = iter((OperationalError("locked"), OperationalError("locked")))

    def refuse(execute: Callable[..., object], sql: str, *rest: object) -> object:
        refusal = next(refusals, None)
        if refusal:
            raise refusal
        if sql.startswith('UPDATE "records_outbox" SET "done_at"'):
            os.kill(os.getpid(), signal.SIGTERM)
        return execute(sql, *rest)

    with connection.execute_wrapper(refuse), caplog.at_level("WARNING"):
        assert work(once=False) == 0
    assert Outbox.objects.exclude(done_at=None).count() == 1
    assert caplog.messages == ["The database refused the worker; it goes on: OperationalError"] * 2


@pytest.mark.django_db(transaction=True)
@pytest.mark.database
def test_once_tells_that_the_database_refused() -> None:
    def refuse(*words: object) -> object:
        raise OperationalError(len(words))

    with connection.execute_wrapper(refuse), pytest.raises(OperationalError):
        work(once=True)


@pytest.mark.django_db
@pytest.mark.database
def test_files_that_an_ended_service_left_are_swept_once_a_day(
    settings: Settings, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    settings.CALLPOINT_EXHIBITS = tmp_path
    old, young = tmp_path / f"{uuid4()}.part", tmp_path / f"{uuid4()}.age"
    for file in (old, young):
        file.write_bytes(b"sealed")
    os.utime(old, (0, 0))
    with caplog.at_level("INFO"):
        work(once=True)
        sweep_files(at=now())
    assert ([file for file in tmp_path.rglob("*") if file.is_file()], caplog.messages) == (
        [young],
        ["Files that belong to no report swept: 1; back: 0; removed: 0; uploads: 0"],
    )


@pytest.mark.django_db
@pytest.mark.database
def test_beside_a_fresh_database_no_evidence_is_swept(
    settings: Settings, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    settings.CALLPOINT_EXHIBITS = tmp_path
    taken_in()
    file = folder.file_of(Exhibit.objects.get().id)
    os.utime(file, (0, 0))
    Exhibit.objects.all().delete()
    before = deeds()
    sweep_files(at=now())
    assert (file.exists(), deeds(), caplog.messages) == (
        True,
        before,
        ["No file was swept: 1 of 1 have no row. Is this the right database?"],
    )


@pytest.mark.django_db
@pytest.mark.database
def test_each_new_file_is_read_back_by_the_worker(settings: Settings, tmp_path: Path) -> None:
    settings.CALLPOINT_EXHIBITS = tmp_path
    taken_in()
    work(once=True)
    assert (deeds()[-1], Outbox.objects.filter(done_at=None).count()) == ("exhibit.check", 0)


@pytest.mark.django_db(transaction=True)
@pytest.mark.database
def test_a_large_file_is_read_back_outside_any_transaction(
    settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.CALLPOINT_EXHIBITS = tmp_path
    taken_in()
    digest, held = hashlib.file_digest, []

    def watched(file: BytesIO, name: str) -> object:
        held.append(connection.in_atomic_block)
        return digest(file, name)

    monkeypatch.setattr(hashlib, "file_digest", watched)
    work(once=True)
    assert (held, deeds()[-1]) == ([False], "exhibit.check")


@pytest.mark.django_db
@pytest.mark.database
def test_a_file_that_is_not_what_was_kept_is_tried_again(settings: Settings, tmp_path: Path) -> None:
    settings.CALLPOINT_EXHIBITS = tmp_path
    taken_in()
    folder.file_of(Exhibit.objects.get().id).write_bytes(b"another")
    work(once=True)
    assert ("exhibit.check" in deeds(), Outbox.objects.get(name="exhibit.taken-in").error_class) == (
        False,
        "ExhibitChangedError",
    )
    folder.remove_files(Exhibit.objects.get().id)
    with pytest.raises(ExhibitMissingError):
        is_kept(Exhibit.objects.get().id)


@pytest.mark.django_db
@pytest.mark.database
def test_a_file_taken_back_meanwhile_needs_no_look(settings: Settings, tmp_path: Path) -> None:
    settings.CALLPOINT_EXHIBITS = tmp_path
    taken_in()
    Exhibit.objects.all().delete()
    work(once=True)
    assert ("exhibit.check" in deeds(), Outbox.objects.filter(done_at=None).count()) == (False, 0)
