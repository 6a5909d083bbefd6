"""How pages write times: never so that a deadline can be taken for the next day's."""

from datetime import UTC, datetime

import pytest

from callpoint.pages.filters import deadline


@pytest.mark.parametrize(
    ("at", "written"),
    [
        (datetime(2026, 11, 23, 0, 0, tzinfo=UTC), "midnight, at the end of Sunday 22 November 2026"),
        (datetime(2026, 11, 23, 0, 1, tzinfo=UTC), "12:01 am on Monday 23 November 2026"),
        (datetime(2026, 11, 23, 17, 0, tzinfo=UTC), "5:00 pm on Monday 23 November 2026"),
        # Half an hour before midnight in summer time is half past eleven here, not half past ten.
        (datetime(2026, 7, 1, 22, 30, tzinfo=UTC), "11:30 pm on Wednesday 1 July 2026"),
    ],
)
def test_a_deadline_is_written_in_full_and_midnight_belongs_to_the_day_that_ends(
    at: datetime, written: str
) -> None:
    assert deadline(at) == written
