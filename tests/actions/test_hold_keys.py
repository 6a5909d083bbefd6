"""The key of legal holds: it outlives its month and the last lift for a while, and goes with a leaf."""

from contextlib import suppress
from datetime import datetime, timedelta
from uuid import UUID

import pytest
from django.db import transaction
from pytest_django import DjangoCaptureOnCommitCallbacks

from callpoint.actions.erasing import drop_idle_hold_keys
from callpoint.actions.holding_reports import lift_hold, place_hold
from callpoint.records.keys import keyring
from callpoint.records.models import Hold, Report
from callpoint.records.sealed import ReportSeal
from callpoint.rules.retention import HOLD_KEY_DAYS, hold_month
from callpoint.sealing.keyring import KeyDestroyedError
from tests.actions.retention import (
    WORKER,
    Due,
    a_confirmed_order,
    a_due_report,
    a_month,
    a_supervisor,
    carry_out,
)
from tests.makers import NOON, at, leaves

pytestmark = [pytest.mark.django_db, pytest.mark.database]


class NotSavedError(Exception):
    """Stands for a commit that fails."""


def held_and_lifted(due: Due, *, when: datetime = NOON) -> UUID:
    """A report that was held in the month of its draft, and whose hold was lifted later."""
    by, report_id = a_supervisor(), a_due_report(due)
    place_hold(report_id=report_id, reason="Court", by=by, at=due.begun_at)
    lift_hold(report_id=report_id, reason="Over", by=by, at=when)
    return report_id


def hold_keys(*due: Due) -> list[bool]:
    """Say of the month in which each was held whether its key of holds is there."""
    months = {key.month for key in keyring().keys}
    return [hold_month(each.begun_at) in months for each in due]


def test_the_key_of_a_hold_goes_once_nothing_lies_under_it_and_its_last_lift_is_long_ago(
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    idle, kept = a_month(), a_month()
    place_hold(report_id=a_due_report(kept), reason="Court", by=a_supervisor(), at=kept.begun_at)
    report_id = a_due_report(idle)
    place_hold(report_id=report_id, reason="Court", by=a_supervisor(), at=idle.begun_at)
    copy = Report.objects.get(id=report_id)
    lift_hold(report_id=report_id, reason="Over", by=a_supervisor(), at=at())
    there = []
    for days in (0, HOLD_KEY_DAYS - 1, HOLD_KEY_DAYS, HOLD_KEY_DAYS):
        with django_capture_on_commit_callbacks(execute=True):
            drop_idle_hold_keys(by=WORKER, at=at(days=days))
        there.append(hold_keys(idle, kept))
    assert there == [[True, True], [True, True], [False, True], [False, True]]
    dropped = [leaf.object_id for leaf in leaves() if leaf.what == "hold.drop-key"]
    assert dropped.count(hold_month(idle.begun_at)) == 1
    with pytest.raises(KeyDestroyedError):
        ReportSeal.of(copy)


def test_a_hold_whose_month_has_just_ended_keeps_its_key() -> None:
    """Somebody may be placing one, with a time before midnight, in a transaction that is not done yet."""
    due = a_month()
    held_and_lifted(due, when=due.begun_at)
    Hold.objects.all().delete()
    just_over = due.begun_at + timedelta(days=32)
    drop_idle_hold_keys(by=WORKER, at=just_over)
    assert "hold.drop-key" not in [
        leaf.what for leaf in leaves() if leaf.object_id == hold_month(due.begun_at)
    ]


def test_the_key_of_a_hold_goes_with_the_report_it_held(
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    due = a_month()
    held_and_lifted(due, when=due.begun_at + timedelta(days=99))
    there = []
    for _ in range(2):
        with django_capture_on_commit_callbacks(execute=True):
            drop_idle_hold_keys(by=WORKER, at=due.begun_at + timedelta(days=100))
        there += hold_keys(due)
        carry_out(a_confirmed_order(due))
    assert there == [True, False]


def test_the_key_of_a_hold_stays_where_its_leaf_was_not_saved() -> None:
    due = a_month()
    held_and_lifted(due)
    with suppress(NotSavedError), transaction.atomic():
        drop_idle_hold_keys(by=WORKER, at=at(days=HOLD_KEY_DAYS))
        raise NotSavedError
    assert hold_keys(due) == [True]
