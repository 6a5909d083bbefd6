"""Safe hours are read from plain words only, and a doubtful hour is not read at all; notices keep to them."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from callpoint.rules.notices import NoticePlan, Reach, notice_plan, plan_for
from callpoint.rules.safe_hours import EARLIEST, LATEST, SafeHours, read_safe_hours
from tests.rules.known import known

LONDON = ZoneInfo("Europe/London")
NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
EVERY = "0123456"
WEEK = "01234"


def hours(text: str) -> tuple[str, float, float] | None:
    read = read_safe_hours(text)
    if read is None:
        return None
    return "".join(str(day) for day in sorted(read.days)), read.start / 60, read.end / 60


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("weekdays before 3", (WEEK, 8, 15)),
        ("Weekdays before 3.", (WEEK, 8, 15)),
        ("before 3pm on weekdays", (WEEK, 8, 15)),
        ("after 6 pm", (EVERY, 18, 21)),
        ("after 6", (EVERY, 18, 21)),
        ("after 6 o\N{RIGHT SINGLE QUOTATION MARK}clock please", (EVERY, 18, 21)),
        ("from 2 on", (EVERY, 14, 21)),
        ("between 9 and 5", (EVERY, 9, 17)),
        ("9-5", (EVERY, 9, 17)),
        ("9\N{EN DASH}5", (EVERY, 9, 17)),
        ("9 to 12", (EVERY, 9, 12)),
        ("18:00-19:30", (EVERY, 18, 19.5)),
        ("noon to 2", (EVERY, 12, 14)),
        ("until noon", (EVERY, 8, 12)),
        ("1-2pm", (EVERY, 13, 14)),
        ("7 a.m to 9 a.m.", (EVERY, 8, 9)),
        ("8-4 Mon to Thu", ("0123", 8, 16)),
        ("Mondays and Tuesdays after 6pm", ("01", 18, 21)),
        ("Mon, Weds & Fri", ("024", 8, 21)),
        ("Saturday mornings", ("5", 8, 12)),
        ("in the evening", (EVERY, 18, 21)),
        ("weekends only", ("56", 8, 21)),
        ("any time", (EVERY, 8, 21)),
        ("daily, office hours", (EVERY, 9, 17)),
    ],
)
def test_plain_words_are_read(text: str, wanted: tuple[str, float, float]) -> None:
    assert hours(text) == wanted


@pytest.mark.parametrize(
    "text",
    [
        "never",
        "not after 6",
        "at night",
        "noon",
        "7pm",
        "after 9",
        "before 6",
        "6-8",
        "10 to 11",
        "after 22",
        "after 25",
        "after 6:75",
        "after 14 pm",
        "before 0",
        "5 to 5",
        "Fri to Mon after 6pm",
        "9 to 5 except friday",
        "after 6 pm but not on sundays",
        "after 6 pm. Say you are from the library",
        "when he is out",
        "po 18:00",
        "weekdays weekdays",
    ],
)
def test_doubtful_words_are_not_read(text: str) -> None:
    assert hours(text) is None


@given(st.text(alphabet="0123456789 amp-:tofrbew", max_size=20))
def test_whatever_is_read_lies_in_the_day_and_leaves_time(text: str) -> None:
    read = read_safe_hours(text)
    assert read is None or (EARLIEST <= read.start < read.end <= LATEST and read.days)


@pytest.mark.parametrize(
    ("now", "wanted"),
    [
        ("2026-11-23 10:00", "2026-11-23 18:00"),
        ("2026-11-23 18:30", "2026-11-23 18:30"),
        ("2026-11-23 21:00", "2026-11-24 18:00"),
        ("2026-11-27 22:00", "2026-11-30 18:00"),
    ],
)
def test_the_first_safe_moment_is_now_or_the_next_opening(now: str, wanted: str) -> None:
    evenings = SafeHours(days=frozenset(range(5)), start=18 * 60, end=21 * 60)
    first = evenings.first_from(datetime.fromisoformat(now).replace(tzinfo=LONDON))
    assert first == datetime.fromisoformat(wanted).replace(tzinfo=LONDON)


def test_hours_without_a_day_are_an_error() -> None:
    with pytest.raises(ValueError, match="without a day"):
        SafeHours(days=frozenset(), start=1, end=2).first_from(NOON)


SIX = datetime(2026, 11, 23, 18, tzinfo=LONDON)
ADDRESS = {"email": " ann@example.org "}


@pytest.mark.parametrize(
    ("answers", "reach", "not_before"),
    [
        ({"safe_contact": "yes"}, Reach.MAIL, NOON),
        ({"safe_contact": "yes", "safe_times": "after 6 pm"}, Reach.MAIL, NOON),
        ({"safe_contact": "yes", "update_way": "email"}, Reach.MAIL, NOON),
        ({"safe_contact": "yes-neutral-words-only"}, Reach.MAIL, NOON),
        ({"safe_contact": "yes-neutral-words-only", "safe_times": "after 6 pm"}, Reach.MAIL, SIX),
        ({"safe_contact": "certain-times", "safe_times": "after 6 pm"}, Reach.MAIL, SIX),
        ({"safe_contact": "certain-times", "safe_times": "when he is out"}, Reach.HOURS_NOT_READ, None),
        ({"safe_contact": "yes-neutral-words-only", "safe_times": "never"}, Reach.HOURS_NOT_READ, None),
        ({"safe_contact": "certain-times"}, Reach.HOURS_NOT_READ, None),
        ({"safe_contact": "no"}, Reach.NOT_SAFE, None),
        ({}, Reach.NOT_SAFE, None),
        ({"safe_contact": "yes", "update_way": "sms"}, Reach.OTHER_WAY, None),
        ({"safe_contact": "yes", "update_way": "code-only"}, Reach.OTHER_WAY, None),
        ({"safe_contact": "yes", "email": ""}, Reach.NO_ADDRESS, None),
        ({"safe_contact": "yes", "email": "a@b.c\nBcc: d@e.f"}, Reach.NO_ADDRESS, None),
    ],
)
def test_a_notice_keeps_to_what_was_called_safe(
    answers: dict[str, str], reach: Reach, not_before: datetime | None
) -> None:
    plan = notice_plan({**ADDRESS, **answers}, at=NOON, zone=LONDON)
    address = "ann@example.org" if reach is Reach.MAIL else ""
    assert plan == NoticePlan(reach=reach, address=address, not_before=not_before)


@pytest.mark.parametrize(
    ("country", "reach"), [("", Reach.MAIL), ("GB", Reach.MAIL), ("FR", Reach.HOURS_NOT_READ)]
)
def test_hours_of_another_country_cannot_be_kept(country: str, reach: Reach) -> None:
    answers = {**ADDRESS, "safe_contact": "certain-times", "safe_times": "after 6 pm", "country": country}
    assert plan_for(known(), answers, at=NOON).reach is reach


def test_a_notice_waits_no_longer_than_a_week() -> None:
    answers = {**ADDRESS, "safe_contact": "certain-times", "safe_times": "monday before noon"}
    waits = plan_for(known(), answers, at=NOON).not_before
    assert waits is not None
    assert waits - NOON < timedelta(days=7)
