"""Two deeds at once on PostgreSQL: none throws away or overlooks what the other commits."""

import secrets
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path
from uuid import UUID

import pytest
from django.db import connection, transaction
from pytest_django import Settings

from callpoint.actions.acting import reporter, system
from callpoint.actions.corresponding import write_to_reporter
from callpoint.actions.counting import week_of
from callpoint.actions.erasing import erase_some
from callpoint.actions.exhibits import NewExhibit, describe_exhibit, take_in_exhibit
from callpoint.actions.journalling import digest_of
from callpoint.actions.judging import rule_value
from callpoint.actions.promise_keeping import keep_promises
from callpoint.actions.scanning import note_scan
from callpoint.actions.staffing import (
    add_staff_member,
    password_was_changed,
    renew_one_time_password,
    reset_sign_in,
)
from callpoint.actions.trend_counts import count_trend_week
from callpoint.actions.upkeep import discard_old_drafts
from callpoint.actions.uploading import (
    NewUpload,
    begin_upload,
    discard_old_uploads,
    keep_upload_parts,
    open_upload,
)
from callpoint.analysis.relinking import relink
from callpoint.analysis.settling import lock_links, settle_report
from callpoint.records.models import Clock, Message, Report, Ruling, Sighting, StaffMember, TrendCount
from callpoint.rules.access import Role
from callpoint.rules.standing import RulingVerdict
from callpoint.vault.exhibits import ExhibitWords
from callpoint.vault.models import Exhibit, ScanState, Upload
from callpoint.vault.scanning import Scanned
from callpoint.vault.uploads import Said, seal_part
from tests.actions.retention import LATER, a_confirmed_order, a_due_report, a_month
from tests.actions.trends import a_modelled_year
from tests.analysis.makers import groups
from tests.makers import DESK, NOON, a_draft, a_report, an_actor, at, deeds, leaves, sent
from tests.vault.makers import a_sealed_file

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.database]

WORKER = system("worker")
LONGEST_SECONDS = 20


@pytest.fixture(autouse=True)
def _own_folder(tmp_path: Path, settings: Settings) -> None:
    settings.CALLPOINT_EXHIBITS = tmp_path / "exhibits"
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has one writer at a time: nothing of this can happen there")


def raced(
    first: Callable[[], object], *, beside: Callable[[], object], then: Callable[[], object] = lambda: None
) -> object:
    """
    Do a deed, begin another beside it, and commit once that one waits for us or is done; give what the other gave.

    `then` is what the first goes on to do while the other waits.
    """

    def in_a_connection_of_its_own() -> object:
        try:
            with connection.cursor() as cursor:
                cursor.execute(f"SET lock_timeout = '{LONGEST_SECONDS}s'")
            return beside()
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as other:
        with transaction.atomic():
            first()
            begun = other.submit(in_a_connection_of_its_own)
            while not (begun.done() or somebody_waits_for_us()):
                continue
            then()
        return begun.result(LONGEST_SECONDS)


def somebody_waits_for_us() -> bool:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_locks WHERE NOT granted AND pg_backend_pid() = ANY(pg_blocking_pids(pid))"
        )
        return bool(cursor.fetchone()[0])


def test_a_draft_that_is_sent_while_old_ones_are_thrown_away_stays() -> None:
    begun = a_draft(when=at(days=-31))
    gone = raced(
        lambda: sent(begun), beside=lambda: discard_old_drafts(before=at(days=-30), by=WORKER, at=at())
    )
    states = list(Report.objects.values_list("id", "state"))
    assert (gone, states, "draft.expire" in deeds()) == (0, [(begun.report_id, "received")], False)


def test_an_upload_that_goes_on_while_old_ones_are_forgotten_stays() -> None:
    report_id = a_draft(when=at(hours=-1)).report_id
    new, me = NewUpload(length=9, said=Said(words=ExhibitWords(name="film.mp4"))), reporter(report_id)
    upload_id = begin_upload(report_id=report_id, new=new, by=me, at=at(hours=-47))
    upload = open_upload(report_id=report_id, upload_id=upload_id, at=at())
    parts = [seal_part(upload, b"abc", before=(), chance=secrets.token_bytes)]
    gone = raced(
        lambda: keep_upload_parts(report_id=report_id, upload_id=upload_id, parts=parts, by=me, at=at()),
        beside=lambda: discard_old_uploads(before=at(hours=-46), by=WORKER, at=at()),
    )
    received = list(Upload.objects.values_list("received", flat=True))
    assert (gone, received, "upload.expire" in deeds()) == (0, [3], False)


def test_words_that_change_while_a_scan_is_noted_stand_in_its_digest() -> None:
    report_id = a_draft().report_id
    new, me = (
        NewExhibit(file=a_sealed_file(), words=ExhibitWords(name="a.txt"), send_key="1"),
        reporter(report_id),
    )
    take_in_exhibit(report_id=report_id, new=new, by=me, at=at())
    exhibit_id, words = Exhibit.objects.get().id, ExhibitWords(name="a.txt", shows="My chat")
    raced(
        lambda: describe_exhibit(report_id=report_id, exhibit_id=exhibit_id, words=words, by=me, at=at()),
        beside=lambda: note_scan(
            exhibit_id=exhibit_id, scanned=Scanned(state=ScanState.CLEAN, said="ClamAV"), by=WORKER, at=at()
        ),
    )
    exhibit, last = Exhibit.objects.get(), leaves()[-1]
    assert (exhibit.scan, last.what, last.rows) == ("clean", "exhibit.scan", (digest_of(exhibit),))


def a_new_member() -> int:
    """Somebody who has not signed in yet."""
    add_staff_member(username="asha", display_name="Asha", role=Role.ASSESSOR, unit=DESK, by=WORKER, at=at())
    return StaffMember.objects.get().pk


def test_a_reset_while_a_password_changes_stands_in_the_digest_of_the_change() -> None:
    staff_id = a_new_member()
    raced(
        lambda: reset_sign_in(username="asha", by=WORKER, at=at()),
        beside=lambda: password_was_changed(staff_id=staff_id, by=WORKER, at=at()),
    )
    last = leaves()[-1]
    assert (last.what, last.rows) == ("staff.change-password", (digest_of(StaffMember.objects.get()),))


def test_a_change_while_a_sign_in_is_reset_stands_in_the_digest_of_the_reset() -> None:
    staff_id = a_new_member()
    raced(
        lambda: renamed(staff_id),
        beside=lambda: reset_sign_in(username="asha", by=WORKER, at=at()),
    )
    last = leaves()[-1]
    assert (last.what, last.rows) == ("staff.reset", (digest_of(StaffMember.objects.get()),))


def renamed(staff_id: int) -> None:
    """Change a column that a reset leaves alone; no action of today does."""
    StaffMember.objects.filter(pk=staff_id).update(display_name="Asha Patel")


def test_a_password_of_ones_own_is_not_renewed_while_it_is_noted() -> None:
    staff_id = a_new_member()
    given = raced(
        lambda: password_was_changed(staff_id=staff_id, by=WORKER, at=at()),
        beside=lambda: renew_one_time_password(username="asha", by=WORKER, at=at()),
    )
    assert (given, deeds()[-1]) == (None, "staff.change-password")


def test_two_reports_that_name_one_value_are_settled_at_once_and_end_in_one_series() -> None:
    one, other = (a_report(suspect_phone="07700 900123") for _ in range(2))
    raced(
        lambda: settle_report(report_id=one, at=at()), beside=lambda: settle_report(report_id=other, at=at())
    )
    assert (groups(), relink(at=at()).is_well) == ({frozenset({one, other})}, True)


def test_two_submits_that_name_the_same_values_do_not_wait_for_each_other_but_for_the_journal() -> None:
    drafts = [a_draft(suspect_phone="07700 900123", number_shown="07700 900456") for _ in range(2)]
    raced(lambda: sent(drafts[0]), beside=lambda: sent(drafts[1]))
    for draft in reversed(drafts):
        settle_report(report_id=draft.report_id, at=at())
    assert (groups(), relink(at=at()).is_well) == ({frozenset(each.report_id for each in drafts)}, True)


def test_two_who_rule_one_value_at_once_leave_one_ruling_standing() -> None:
    one, other = (a_report(suspect_phone="07700 900123") for _ in range(2))
    by, rows = an_actor(role=Role.ANALYST, unit=""), dict(Sighting.objects.values_list("report_id", "id"))

    def ruled(report_id: UUID, verdict: RulingVerdict) -> None:
        rule_value(
            report_id=report_id, sighting_id=rows[report_id], verdict=verdict, reason="x", by=by, at=at()
        )

    raced(
        lambda: ruled(one, RulingVerdict.LINKS),
        beside=lambda: ruled(other, RulingVerdict.LINKS_NOT),
    )
    standing = Ruling.objects.filter(undone_at=None).values_list("report_id", "verdict")
    assert (list(standing), Ruling.objects.count()) == ([(other, "links-not")], 2)


def test_an_erasure_waits_for_those_who_regroup_before_it_takes_the_reports_that_they_need() -> None:
    due = a_month()
    report_id, order_id = a_due_report(due), a_confirmed_order(due)
    raced(
        lock_links,
        beside=lambda: erase_some(order_id=order_id, by=WORKER, at=NOON + LATER),
        then=lambda: settle_report(report_id=report_id, at=at()),
    )
    assert not Report.objects.filter(id=report_id).exists()


def test_a_week_that_two_workers_count_at_once_is_counted_once() -> None:
    a_report()
    week = week_of(at())
    other = raced(lambda: _counted(week), beside=lambda: _counted(week))
    assert (other, deeds().count("trends.week"), _counted(week)) == (False, 1, False)


def test_a_week_that_is_made_up_while_it_is_counted_stays_made_up() -> None:
    a_report()
    week = week_of(at())
    counted = raced(lambda: a_modelled_year(when=at(), weeks=1), beside=lambda: _counted(week))
    assert (counted, TrendCount.objects.filter(is_modelled=False).exists()) == (False, False)


def _counted(week: date) -> bool:
    return count_trend_week(week=week, by=WORKER, at=at(days=2))


def test_two_workers_write_the_promised_news_once_and_a_person_who_writes_first_spares_it() -> None:
    report_id, later = a_report(when=at()), at(days=9)

    def keeping() -> None:
        keep_promises(report_id=report_id, by=WORKER, at=later)

    raced(keeping, beside=keeping)
    assert (deeds().count("message.promised"), Message.objects.filter(is_from_service=True).count()) == (1, 1)
    other, officer = a_report(when=at()), an_actor(role=Role.SUPERVISOR)

    def writing() -> None:
        write_to_reporter(report_id=other, text="Hello", send_key="1", by=officer, at=later)

    raced(writing, beside=lambda: keep_promises(report_id=other, by=WORKER, at=later))
    messages, clocks = Message.objects.filter(report_id=other), Clock.objects.filter(report_id=other)
    by_service = set(messages.filter(is_from_service=True).values_list("id", flat=True))
    notes = set(clocks.exclude(late_note=None).values_list("late_note_id", flat=True))
    assert (len(by_service), by_service) == (1, notes)
