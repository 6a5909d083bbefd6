"""A retired key goes only when no backup can need it."""

from datetime import date

import pytest

from callpoint.rules.rekeying import is_past_need


@pytest.mark.parametrize(
    ("rewrapped_on", "oldest_backup_on", "past"),
    [
        (None, date(2030, 1, 1), False),
        (date(2026, 11, 22), date(2026, 11, 21), False),
        (date(2026, 11, 22), date(2026, 11, 22), False),
        (date(2026, 11, 22), date(2026, 11, 23), True),
    ],
)
def test_a_key_is_needed_until_every_kept_backup_is_later_than_its_last_row(
    rewrapped_on: date | None, oldest_backup_on: date, *, past: bool
) -> None:
    assert is_past_need(rewrapped_on=rewrapped_on, oldest_backup_on=oldest_backup_on) == past
