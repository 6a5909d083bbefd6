"""Reports look odd together where enough of a kind came within a time, and not where they came over years."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from callpoint.rules.abuse import DAYS, MEASURES, DaysNotTakenError, Sign, Told, suspected, taken_days

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


def told(*hours: float, key: str = "k") -> list[Told]:
    return [
        Told(key=key, report_id=UUID(int=number), sent_at=NOON + timedelta(hours=hour))
        for number, hour in enumerate(hours)
    ]


@pytest.mark.parametrize("sign", list(Sign))
def test_enough_reports_within_the_time_make_a_sign_and_one_fewer_or_later_do_not(sign: Sign) -> None:
    measure = MEASURES[sign]
    hours = measure.within / timedelta(hours=1)
    enough = [*[0.0] * (measure.reports - 1), hours]
    assert [
        len(suspected(sign, told(*some))) for some in (enough, enough[1:], [*enough[:-1], hours + 1])
    ] == [1, 0, 0]


def test_a_stretch_in_the_middle_counts_and_all_of_its_key_are_named_the_newest_first() -> None:
    (group,) = suspected(Sign.SAME_CONTACT, told(0, 100, 101, 102, 103, 104, 300))
    assert ([each.int for each in group.reports], group.first_at, group.last_at) == (
        [6, 5, 4, 3, 2, 1, 0],
        NOON,
        NOON + timedelta(hours=300),
    )


def test_each_report_counts_once_and_each_key_by_itself_the_largest_first() -> None:
    twice = told(0, 1, 2) + told(0, 1, 2)
    small, large = told(*range(5), key="small"), told(*range(6), key="large")
    assert (
        suspected(Sign.SAME_TEXT, twice),
        [len(g.reports) for g in suspected(Sign.SAME_TEXT, small + large)],
    ) == (
        (),
        [6, 5],
    )


@pytest.mark.parametrize("days", DAYS)
def test_the_days_that_are_offered_are_taken(days: int) -> None:
    assert taken_days(days) == timedelta(days=days)


@pytest.mark.parametrize("days", [0, -1, 2, 365])
def test_no_other_days_are_taken(days: int) -> None:
    with pytest.raises(DaysNotTakenError):
        taken_days(days)
