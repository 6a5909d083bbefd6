"""How long a one-time password is good."""

from datetime import UTC, datetime, timedelta

import pytest

from callpoint.rules.one_time import has_run_out

GIVEN = datetime(2026, 3, 1, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("given_at", "after", "is_over"),
    [
        (GIVEN, timedelta(0), False),
        (GIVEN, timedelta(days=7) - timedelta(microseconds=1), False),
        (GIVEN, timedelta(days=7), True),
        (GIVEN, timedelta(days=700), True),
        (GIVEN, timedelta(days=-1), False),
        (None, timedelta(0), True),
    ],
)
def test_it_is_good_for_its_days_and_one_that_nobody_knows_the_age_of_is_not_good(
    *, given_at: datetime | None, after: timedelta, is_over: bool
) -> None:
    assert has_run_out(given_at, days=7, at=GIVEN + after) is is_over
