"""An order carried out: a month is gone with all that belongs to it, others stay, and no crash leaves half of one."""

from datetime import timedelta
from uuid import uuid4

import pytest
from pytest_django import DjangoCaptureOnCommitCallbacks

from callpoint.actions import erasing
from callpoint.actions.acting import reporter
from callpoint.actions.erasing import (
    HeldReportError,
    NotYetError,
    RowsLeftError,
    complete_erasure,
    erase_some,
)
from callpoint.actions.holding_reports import lift_hold, place_hold
from callpoint.actions.journalling import digest_of, write_leaf
from callpoint.actions.reading import open_report
from callpoint.actions.shredding import NoSuchOrderError, cancel_erasure, confirm_erasure, propose_erasure
from callpoint.actions.uploading import NewUpload, begin_upload
from callpoint.records.keys import keyring
from callpoint.records.models import (
    Addition,
    Ask,
    Hold,
    LostCodeRequest,
    Message,
    Outbox,
    Recording,
    Report,
    ShredOrder,
    SupportRequest,
)
from callpoint.records.sealed import ReportSeal
from callpoint.rules.journal import GONE
from callpoint.sealing.envelope import open_record_key
from callpoint.sealing.keyring import KeyDestroyedError
from callpoint.vault import folder
from callpoint.vault.exhibits import ExhibitWords
from callpoint.vault.models import CustodyEntry, Exhibit, JournalLeaf, Upload
from callpoint.vault.sweeping import swept_folder
from callpoint.vault.uploads import Said
from tests.actions.retention import (
    LATER,
    WORKER,
    Due,
    a_confirmed_order,
    a_due_report,
    a_full_report,
    a_living_draft,
    a_month,
    a_supervisor,
    a_worked_case,
    an_exhibit,
    an_old_draft,
    an_old_lost_code,
    an_old_request,
    carry_out,
    recorded_and_asked,
)
from tests.makers import NOON, a_report, all_kept, at, deeds, leaves
from tests.tampering import overwrite

pytestmark = [pytest.mark.django_db, pytest.mark.database]

TOMORROW = NOON + LATER


def everything_of(due: Due) -> set[str]:
    """One of each thing that lies under the key of a month, and the ids of all of it."""
    report_id = a_full_report(due, "goes")
    ids = {report_id, an_old_draft(due), an_old_request(due), an_old_lost_code(due)}
    exhibit, report = Exhibit.objects.get(report_id=report_id), Report.objects.get(id=report_id)
    CustodyEntry.objects.create(
        exhibit_id=exhibit.id, what="exhibit.open", by_kind="staff", staff_id=1, at=NOON, leaf=1
    )
    Upload.objects.create(
        id=uuid4(), report_id=report_id, length=5, send_key="u", created_at=NOON, changed_at=NOON
    )
    place_hold(report_id=report_id, reason="Court", by=a_supervisor(), at=NOON - timedelta(days=900))
    lift_hold(report_id=report_id, reason="Over", by=a_supervisor(), at=due.sent_at)
    recorded_and_asked(report_id, by=a_supervisor())
    ids |= a_worked_case(due, report_id)
    hanging = (report.messages, report.additions, report.holds, report.recordings, report.asks)
    return {str(each) for each in (*ids, exhibit.id, *(row.pk for of_it in hanging for row in of_it.all()))}


def rows_left(ids: set[str]) -> list[str]:
    """Every row of ours that still names one of these ids; the journal and the order do so on purpose."""
    kept = {name: rows for name, rows in all_kept().items() if name != "JournalLeaf"}
    return [
        f"{name} {row}" for name, rows in kept.items() for row in rows if ids & set(map(str, row.values()))
    ]


def test_a_month_goes_with_all_that_belongs_to_it_and_other_months_stay() -> None:
    due, other = a_month(), a_month()
    stays = a_full_report(other, "stays")
    draft = a_living_draft(due)
    ids = everything_of(due)
    order_id = a_confirmed_order(due)
    files = [folder.file_of(exhibit.id) for exhibit in Exhibit.objects.all()]
    carry_out(order_id)
    order = ShredOrder.objects.get()
    assert rows_left(ids) == []
    assert (order.reports, order.drafts, order.requests, order.done_at) == (1, 1, 2, TOMORROW)
    assert str(order.complete_on) == "2026-12-23"
    assert sum(file.exists() for file in files) == 1
    assert set(Report.objects.values_list("id", flat=True)) == {stays, draft}
    opened = open_report(report_id=stays, by=a_supervisor(), at=TOMORROW)
    assert (opened.answers["story"], len(opened.messages), len(opened.additions)) == ("story stays", 1, 1)


def test_the_last_that_the_journal_says_of_each_row_is_what_it_is_or_that_it_went() -> None:
    due = a_month()
    a_living_draft(due)
    ids = everything_of(due)
    carry_out(a_confirmed_order(due))
    last = {(row.table, row.id): row.digest for leaf in leaves() for row in leaf.rows}
    went = {row_id for (_, row_id), digest in last.items() if digest == GONE}
    models = (Report, Message, Addition, Ask, Recording, Hold, ShredOrder, SupportRequest, LostCodeRequest)
    there = [digest_of(row) for model in models for row in model.objects.all()]
    assert went == ids
    assert {(row.table, row.id): last[row.table, row.id] for row in there} == {
        (row.table, row.id): row.digest for row in there
    }


def test_a_copy_of_the_rows_from_before_does_not_open_any_more() -> None:
    due = a_month()
    report = Report.objects.get(id=a_due_report(due))
    request = SupportRequest.objects.get(id=an_old_request(due))
    lost = LostCodeRequest.objects.get(id=an_old_lost_code(due))
    draft = Report.objects.get(id=an_old_draft(due))
    assert all(open_record_key(keyring(), row.wrapped_key) for row in (report, request, lost, draft))
    carry_out(a_confirmed_order(due))
    for row in (report, request, lost, draft):
        with pytest.raises(KeyDestroyedError):
            open_record_key(keyring(), row.wrapped_key)


def test_a_held_report_stays_and_opens_when_its_month_is_gone() -> None:
    due = a_month()
    held, other = a_full_report(due, "held"), a_due_report(due)
    place_hold(report_id=held, reason="Court", by=a_supervisor(), at=at())
    carry_out(a_confirmed_order(due))
    opened = open_report(report_id=held, by=a_supervisor(), at=TOMORROW)
    file = folder.file_of(Exhibit.objects.get(report_id=held).id)
    assert (opened.answers["story"], len(opened.messages), file.exists()) == ("story held", 1, True)
    assert not Report.objects.filter(id=other).exists()


def test_a_hold_that_comes_between_two_batches_still_wins(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(erasing, "MOST_AT_ONCE", 1)
    due = a_month()
    both = {a_due_report(due), a_due_report(due)}
    order_id = a_confirmed_order(due)
    erase_some(order_id=order_id, by=WORKER, at=TOMORROW)
    (left,) = set(Report.objects.values_list("id", flat=True)) & both
    place_hold(report_id=left, reason="Court", by=a_supervisor(), at=TOMORROW)
    carry_out(order_id)
    assert open_report(report_id=left, by=a_supervisor(), at=TOMORROW).answers["story"] == "A man rang."


def test_a_hold_whose_report_lies_under_the_month_after_all_stops_the_order() -> None:
    due = a_month()
    report_id = a_due_report(due)
    wrapped = Report.objects.get(id=report_id).wrapped_key
    place_hold(report_id=report_id, reason="Court", by=a_supervisor(), at=at())
    Report.objects.filter(id=report_id).update(wrapped_key=wrapped)
    order_id = a_confirmed_order(due)
    before = all_kept()
    with pytest.raises(HeldReportError) as refused:
        carry_out(order_id)
    assert (refused.value.permanent, all_kept() == before) == (True, True)


@pytest.mark.parametrize("wait", [None, LATER - timedelta(microseconds=1)])
def test_nothing_goes_before_the_second_person_and_the_day_of_waiting(wait: timedelta | None) -> None:
    due = a_month()
    a_due_report(due)
    order_id = propose_erasure(month=due.month, by=a_supervisor(), at=at())
    if wait:
        confirm_erasure(order_id=order_id, by=a_supervisor(), at=at())
    before, when = all_kept(), at() + (wait or timedelta(days=99))
    for step in (erase_some, complete_erasure):
        with pytest.raises(NotYetError):
            step(order_id=order_id, by=WORKER, at=when)
    assert all_kept() == before


def test_an_order_that_was_stopped_erases_nothing_and_one_that_is_done_nothing_more() -> None:
    due, again = a_month(), a_month()
    a_due_report(due)
    a_due_report(again)
    stopped, done = a_confirmed_order(due), a_confirmed_order(again)
    cancel_erasure(order_id=stopped, by=a_supervisor(), at=at())
    carry_out(done)
    before = all_kept()
    for order_id in (stopped, done):
        carry_out(order_id, when=TOMORROW + LATER)
    with pytest.raises(NoSuchOrderError):
        erase_some(order_id=uuid4(), by=WORKER, at=TOMORROW)
    assert all_kept() == before
    assert due.month in {key.month for key in keyring().keys}


def test_the_key_stays_while_a_row_lies_under_it() -> None:
    due = a_month()
    an_old_lost_code(due)
    order_id = a_confirmed_order(due)
    with pytest.raises(RowsLeftError):
        complete_erasure(order_id=order_id, by=WORKER, at=TOMORROW)
    assert due.month in {key.month for key in keyring().keys}


def test_a_month_without_a_row_loses_its_key_too() -> None:
    due = a_month()
    draft = Report.objects.get(id=an_old_draft(due))
    Report.objects.all().delete()
    carry_out(a_confirmed_order(due))
    with pytest.raises(KeyDestroyedError):
        ReportSeal.of(draft)
    assert (ShredOrder.objects.get().drafts, deeds()[-1]) == (0, "month.shred")


def test_rows_that_a_restore_brought_back_go_although_their_key_is_gone() -> None:
    due = a_month()
    draft_id, report_id = a_living_draft(due), a_due_report(due)
    Report.objects.filter(id=draft_id).update(changed_at=due.begun_at)
    rows = list(Report.objects.filter(id__in=[draft_id, report_id]))
    carry_out(a_confirmed_order(due))
    for row in rows:
        row.changed_at = NOON
    Report.objects.bulk_create(rows)
    order_id = propose_erasure(month=due.month, by=a_supervisor(), at=TOMORROW)
    confirm_erasure(order_id=order_id, by=a_supervisor(), at=TOMORROW)
    carry_out(order_id, when=TOMORROW + LATER)
    again = ShredOrder.objects.get(id=order_id)
    assert (Report.objects.count(), again.reports, again.drafts) == (0, 1, 1)


def test_a_great_many_go_in_several_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(erasing, "MOST_AT_ONCE", 2)
    due = a_month()
    for _ in range(5):
        a_due_report(due)
    for _ in range(3):
        an_old_request(due)
    carry_out(a_confirmed_order(due))
    order = ShredOrder.objects.get()
    assert (order.reports, order.requests, deeds().count("month.erase")) == (5, 3, 5)


def test_what_waits_in_the_outbox_about_them_goes_and_the_rest_stays() -> None:
    due = a_month()
    goes, stays = a_full_report(due, "x"), a_report()
    carry_out(a_confirmed_order(due))
    left = set(Outbox.objects.values_list("object_id", flat=True))
    assert (str(goes) in left, str(stays) in left) == (False, True)


def test_a_file_that_a_crash_left_goes_even_where_a_sweep_set_it_aside() -> None:
    """In this test nothing that waits for a commit ever runs: every file is left to the last step."""
    due = a_month()
    here, aside, parted = (a_due_report(due) for _ in range(3))
    exhibits = [an_exhibit(report_id) for report_id in (here, aside, parted)]
    places = [
        folder.file_of(exhibits[0].id),
        folder.file_of(exhibits[1].id).rename(swept_folder() / f"{exhibits[1].id}.age"),
        folder.file_of(exhibits[2].id).rename(folder.part_of(exhibits[2].id)),
    ]
    order_id = a_confirmed_order(due)
    while erase_some(order_id=order_id, by=WORKER, at=TOMORROW):
        continue
    left = [place.exists() for place in places]
    complete_erasure(order_id=order_id, by=WORKER, at=TOMORROW)
    assert (left, [place.exists() for place in places]) == ([True] * 3, [False] * 3)


def test_files_of_a_part_that_an_earlier_order_erased_go_with_the_next_one(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(erasing, "MOST_AT_ONCE", 1)
    due = a_month()
    for _ in range(2):
        an_exhibit(a_due_report(due))
    files = [folder.file_of(exhibit.id) for exhibit in Exhibit.objects.all()]
    stopped = a_confirmed_order(due)
    erase_some(order_id=stopped, by=WORKER, at=TOMORROW)
    cancel_erasure(order_id=stopped, by=a_supervisor(), at=TOMORROW)
    carry_out(a_confirmed_order(due))
    assert [file.exists() for file in files] == [False, False]


def test_an_order_that_was_stopped_long_ago_does_not_make_a_new_one_read_the_journal_since() -> None:
    due = a_month()
    exhibit = an_exhibit(a_due_report(due))
    stopped = a_confirmed_order(due)
    erase_some(order_id=stopped, by=WORKER, at=TOMORROW)
    cancel_erasure(order_id=stopped, by=a_supervisor(), at=TOMORROW)
    years_later = at(days=999)
    place = write_leaf(what="test", about="x", by=WORKER, at=years_later)
    overwrite(JournalLeaf, place, body=b"no leaf")
    carry_out(a_confirmed_order(due), when=years_later)
    assert folder.file_of(exhibit.id).exists() is False


def test_the_parts_of_a_file_on_its_way_go_with_its_report(
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    due = a_month()
    report_id = a_due_report(due)
    new = NewUpload(length=9, said=Said(words=ExhibitWords(name="film.mp4")))
    upload_id = begin_upload(report_id=report_id, new=new, by=reporter(report_id), at=at())
    parts = folder.parts_of(upload_id)
    parts.mkdir(parents=True)
    (parts / "0").write_bytes(b"sealed")
    with django_capture_on_commit_callbacks(execute=True):
        carry_out(a_confirmed_order(due))
    assert (Upload.objects.count(), parts.exists()) == (0, False)
