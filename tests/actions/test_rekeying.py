"""A rotation wraps the key of every record anew, changes nothing else, and goes on after a stop."""

import json
from pathlib import Path
from uuid import UUID

import pytest
from django.db import models
from pytest_django import Settings

from callpoint.actions.acting import system
from callpoint.actions.journalling import digest_of
from callpoint.actions.rekeying import note_key_deed, rewrap_records
from callpoint.records.keys import keyring
from callpoint.records.models import LostCodeRequest, Report, SupportRequest
from callpoint.records.sealed import ReportSeal
from callpoint.records.wrapped import count_left, count_under, keyed_models
from callpoint.rules.rekeying import KeyDeed
from callpoint.sealing.envelope import RecordKeyNotOpenedError
from callpoint.sealing.keyring import KeyDestroyedError, Purpose, destroy_cohort, rotate, without
from tests.actions.story import everything_happens
from tests.makers import NOON, a_report, all_kept, at, deeds, leaves, seeded
from tests.sealing.makers import a_keyring

pytestmark = [pytest.mark.django_db, pytest.mark.database]

BY = system("test")


@pytest.fixture(autouse=True)
def _a_keyring_of_its_own(tmp_path: Path, settings: Settings) -> None:
    """Let no test here change the keys of another."""
    place = a_keyring(tmp_path).place
    settings.CALLPOINT_ROOT_KEY, settings.CALLPOINT_KEYRING = place.root_key_path, place.keyring_path


def rotated() -> str:
    """Rotate the key-encryption key; returns the id of the old one."""
    old = keyring().current(Purpose.KEY_ENCRYPTION)
    rotate(keyring(), purpose=Purpose.KEY_ENCRYPTION, at=NOON, chance=seeded(old.id))
    return old.id


def rewrapped(*, most: int = 200) -> int:
    return rewrap_records(most=most, by=BY, at=at(minutes=1))


def keyed_rows() -> list[models.Model]:
    return [row for model in keyed_models() for row in model._default_manager.order_by("pk")]  # noqa: SLF001 - Django's documented model API


def story_of(report_id: UUID) -> object:
    return ReportSeal.of(report := Report.objects.get(id=report_id)).answers(report)["story"]


def test_every_table_with_a_key_of_its_own_is_known() -> None:
    assert {Report, SupportRequest, LostCodeRequest} <= set(keyed_models())


def test_nothing_but_the_wrapped_keys_and_the_journal_changes() -> None:
    everything_happens("quokka")
    old = rotated()
    before = without_keys()
    total = len(keyed_rows())

    assert (rewrapped(), without_keys()) == (total, before)
    current = keyring().current(Purpose.KEY_ENCRYPTION).id
    counted = (count_left(keyring()), count_under(keyring(), old), count_under(keyring(), current))
    assert counted == (0, 0, total)


def without_keys() -> str:
    """All that is kept, but for wrapped keys and the journal."""
    kept = {name: rows for name, rows in all_kept().items() if "journal" not in name.lower()}
    plain = [
        {column: value for column, value in row.items() if column != "wrapped_key"}
        for rows in kept.values()
        for row in rows
    ]
    return json.dumps(plain, default=str)


def test_afterwards_every_record_opens_without_the_old_key() -> None:
    report_id = a_report(story="It was a call.")
    old = rotated()
    rewrapped()
    without(keyring(), key_ids=[old], chance=seeded("drop"))

    assert story_of(report_id) == "It was a call."


def test_before_it_is_done_every_record_opens_by_the_retired_key() -> None:
    first, second = a_report(story="one"), a_report(story="two")
    rotated()
    rewrapped(most=1)

    assert (story_of(first), story_of(second), count_left(keyring())) == ("one", "two", 1)


def test_it_goes_on_where_it_stopped_and_does_nothing_twice() -> None:
    for _ in range(5):
        a_report()
    rotated()
    wrapped = [rewrapped(most=2) for _ in range(4)]

    assert (wrapped, deeds().count("keys.rewrap")) == ([2, 2, 1, 0], 3)


def test_a_batch_that_fails_leaves_no_row_and_no_leaf_behind() -> None:
    first, last = a_report(), a_report()
    Report.objects.filter(id=max(first, last)).update(wrapped_key="v1.unknown.unknown.AAAA")
    rotated()
    before = all_kept()

    with pytest.raises(LookupError):
        rewrapped()
    assert all_kept() == before


def test_a_key_that_was_tampered_with_stops_it() -> None:
    report = Report.objects.get(id=a_report())
    report.wrapped_key = report.wrapped_key[:-6] + (
        "AAAAAA" if report.wrapped_key[-6:] != "AAAAAA" else "BBBBBB"
    )
    report.save()
    rotated()

    with pytest.raises(RecordKeyNotOpenedError):
        rewrapped()


def test_each_batch_is_one_leaf_with_the_digests_of_its_rows_as_they_are() -> None:
    a_report()
    rotated()
    rewrapped()

    leaf, current = leaves()[-1], keyring().current(Purpose.KEY_ENCRYPTION)
    assert (leaf.what, leaf.object_id) == ("keys.rewrap", current.id)
    assert set(leaf.rows) == {digest_of(row) for row in keyed_rows()}


def test_a_record_of_a_destroyed_month_is_left_alone_and_stops_nobody() -> None:
    gone, kept = a_report(), a_report()
    month = keyring().by_id(Report.objects.get(id=gone).wrapped_key.split(".")[2]).month
    assert month is not None
    destroy_cohort(keyring(), month=month, at=NOON, chance=seeded("gone"))
    later = a_report(story="later", when=at(days=60))
    old = rotated()

    assert (rewrapped(), rewrapped(), count_under(keyring(), old), story_of(later)) == (1, 0, 0, "later")
    for report_id in (gone, kept):
        with pytest.raises(KeyDestroyedError):
            story_of(report_id)


def test_what_is_done_to_a_key_is_noted_without_a_secret() -> None:
    note_key_deed(what=KeyDeed.NEW_ROOT, about="ABCD-EFGH", by=BY, at=at())
    leaf = leaves()[-1]
    assert (leaf.what, leaf.object_id, leaf.rows) == ("keys.new-root", "ABCD-EFGH", ())
