"""The worker and the scanner: asynchronous, honest where there is none, and caught up with once there is one."""

from collections.abc import Iterator
from datetime import timedelta
from itertools import count
from pathlib import Path

import pytest
from pytest_django import Settings

from callpoint.actions.acting import reporter, system
from callpoint.actions.adding import add_to_report
from callpoint.actions.exhibits import exhibit_lines
from callpoint.actions.scanning import note_scan
from callpoint.clock import now
from callpoint.project import scans as scans_module
from callpoint.project import worker
from callpoint.project.scans import scan_exhibit, scan_what_waits
from callpoint.project.worker import work
from callpoint.records.models import Outbox
from callpoint.rules.custody import ExhibitDeed
from callpoint.vault import folder
from callpoint.vault.models import CustodyEntry, Exhibit, ScanState
from callpoint.vault.scanning import Scanned, ScannerAwayError
from tests.actions.makers import a_kept_exhibit
from tests.makers import at, deeds, leaves, with_section
from tests.vault.clamd import MARK, a_scanner

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture(scope="module")
def scanner(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    with a_scanner(tmp_path_factory.mktemp("clamd")) as place:
        yield place


@pytest.fixture(autouse=True)
def _own_folder(tmp_path: Path, settings: Settings) -> None:
    settings.CALLPOINT_EXHIBITS = tmp_path / "exhibits"


def scans() -> list[tuple[str, bool]]:
    """What stands in the row of each exhibit: its scan, and whether a time stands beside it."""
    rows = Exhibit.objects.order_by("created_at", "id")
    return [(row.scan, row.scanned_at is not None) for row in rows]


def test_a_file_that_came_in_is_scanned_by_the_worker_and_noted(settings: Settings, scanner: Path) -> None:
    with_section(settings, "exhibits", scanner_socket=scanner)
    exhibit = a_kept_exhibit(b"before " + MARK)
    before = scans()
    work(once=True)
    kept = Exhibit.objects.get(id=exhibit.id)
    assert (before, scans()) == ([(ScanState.NOT_SCANNED, False)], [(ScanState.DANGEROUS, True)])
    assert kept.scanner.endswith(" | Callpoint.Test.UNOFFICIAL")
    entry = CustodyEntry.objects.get(what=ExhibitDeed.SCAN)
    assert (entry.exhibit_id, entry.by_kind, deeds().count("exhibit.scan")) == (exhibit.id, "system", 1)


def test_a_dangerous_file_is_kept_and_nothing_changes_for_its_reporter(
    settings: Settings, scanner: Path
) -> None:
    with_section(settings, "exhibits", scanner_socket=scanner)
    exhibit = a_kept_exhibit(MARK)
    before = exhibit_lines(report_id=exhibit.report_id)
    sealed = folder.file_of(exhibit.id).read_bytes()
    scan_exhibit(str(exhibit.id), at())
    after = exhibit_lines(report_id=exhibit.report_id)
    seen = [(line.name, line.size, line.sha256, line.is_withheld) for line in (*before, *after)]
    assert (seen[0], folder.file_of(exhibit.id).read_bytes()) == (seen[1], sealed)


def test_without_a_scanner_a_file_stays_unscanned_and_no_work_is_stuck() -> None:
    a_kept_exhibit()
    work(once=True)
    scan_what_waits(clock=at)
    assert (scans(), Outbox.objects.filter(done_at=None).count()) == ([(ScanState.NOT_SCANNED, False)], 0)


def test_a_scanner_that_appears_later_catches_up(settings: Settings, scanner: Path) -> None:
    a_kept_exhibit()
    a_kept_exhibit(MARK)
    work(once=True)
    with_section(settings, "exhibits", scanner_socket=scanner)
    scan_what_waits(clock=at)
    scan_what_waits(clock=at)
    assert sorted(scans()) == [(ScanState.CLEAN, True), (ScanState.DANGEROUS, True)]
    assert deeds().count("exhibit.scan") == 2


def test_a_scanner_that_is_away_is_asked_again_later(
    settings: Settings, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with_section(settings, "exhibits", scanner_socket=tmp_path / "none")
    exhibit = a_kept_exhibit()
    with pytest.raises(ScannerAwayError):
        scan_exhibit(str(exhibit.id), at())
    scan_what_waits(clock=at)
    assert (scans(), "files wait unscanned" in caplog.text) == ([(ScanState.NOT_SCANNED, False)], True)


def test_what_is_withheld_stays_shut_for_a_scanner_too(settings: Settings, scanner: Path) -> None:
    with_section(settings, "exhibits", scanner_socket=scanner)
    exhibit = a_kept_exhibit()
    mine = reporter(exhibit.report_id)
    add_to_report(report_id=exhibit.report_id, answers={"age": "13-15"}, send_key="1", by=mine, at=at())
    scan_exhibit(str(exhibit.id), at())
    scan_what_waits(clock=at)
    assert scans() == [(ScanState.NOT_SCANNED, False)]


def test_a_file_that_was_taken_back_while_it_was_scanned_needs_no_note() -> None:
    exhibit = a_kept_exhibit()
    Exhibit.objects.all().delete()
    scanned = Scanned(state=ScanState.CLEAN, said="ClamAV")
    note_scan(exhibit_id=exhibit.id, scanned=scanned, by=system("worker"), at=at())
    assert deeds().count("exhibit.scan") == 0


def test_what_a_scanner_said_stays_whatever_a_second_scan_says_later() -> None:
    exhibit = a_kept_exhibit()
    for state in (ScanState.DANGEROUS, ScanState.CLEAN):
        scanned = Scanned(state=state, said="ClamAV")
        note_scan(exhibit_id=exhibit.id, scanned=scanned, by=system("worker"), at=at())
    assert (scans(), deeds().count("exhibit.scan")) == ([(ScanState.DANGEROUS, True)], 1)


def test_each_note_of_many_scans_says_its_own_time(
    settings: Settings, scanner: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _ in range(3):
        a_kept_exhibit()
    with_section(settings, "exhibits", scanner_socket=scanner)
    start, minutes = now(), count()
    for module in (worker, scans_module):
        monkeypatch.setattr(module, "now", lambda: start + timedelta(minutes=next(minutes)))
    work(once=True)
    told = [leaf.at for leaf in leaves() if leaf.what == "exhibit.scan"]
    assert (len(told), told) == (3, sorted(set(told)))


def test_one_file_that_is_gone_does_not_keep_the_others_waiting(
    settings: Settings, scanner: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with_section(settings, "exhibits", scanner_socket=scanner)
    lost = a_kept_exhibit()
    folder.remove_files(lost.id)
    a_kept_exhibit()
    scan_what_waits(clock=at)
    assert sorted(state for state, _ in scans()) == [ScanState.CLEAN, ScanState.NOT_SCANNED]
    assert "ExhibitMissingError" in caplog.text
