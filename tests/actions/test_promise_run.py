"""Ninety days over a number of reports: every promised piece of news comes by its date, and each of them once (goal U12)."""

from datetime import timedelta

import pytest

from tests.actions.promise_run import run

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def test_in_ninety_days_every_promised_update_comes_in_time_and_once() -> None:
    found = run(reports=20, seed=6, turn=timedelta(hours=4))
    shown = (found.kept, found.without_promise, found.doubled)
    assert (shown, found.promised > 2 * found.reports, found.by_machine > found.reports) == (
        (found.promised, 0, 0),
        True,
        True,
    )
