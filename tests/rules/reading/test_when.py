"""A time as people type it: a table of phrases, what is left unread, and what holds for any text."""

import time
from datetime import UTC, datetime, timedelta
from typing import cast
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from callpoint.rules.reading.spans import Asked, latest
from callpoint.rules.reading.tongues.english import TONGUES
from callpoint.rules.reading.tongues.shape import Tongue
from callpoint.rules.reading.when import LONGEST, Precision, When, read_when
from tests.naughty import EMPTY_LIKE, QUOTES
from tests.rules.reading import phrases_polish, phrases_ukrainian, phrases_urdu, phrases_welsh
from tests.rules.reading.phrases import NOT_SAID, SAID

LONDON = ZoneInfo("Europe/London")
NOW = datetime(2026, 11, 21, 15, 38, 12, tzinfo=LONDON)
TABLES = (phrases_polish, phrases_welsh, phrases_ukrainian, phrases_urdu)
FORMS = {
    tongue.code: [form for forms in tongue.forms.values() for form in forms.split(", ")] for tongue in TONGUES
}


def a_time(said: str, exactness: str) -> When:
    """Make what the table says of a phrase: whole days end with the day, or now."""
    first, *last = said.split()
    ends = last[0] if last else first
    end_of_day = timedelta() if "T" in ends else timedelta(hours=23, minutes=59)
    precision, *about = exactness.split()
    return When(
        earliest=datetime.fromisoformat(first).replace(tzinfo=LONDON),
        latest=min(datetime.fromisoformat(ends).replace(tzinfo=LONDON) + end_of_day, NOW.replace(second=0)),
        precision=cast("Precision", precision),
        is_about=bool(about),
    )


@pytest.mark.parametrize(("phrase", "said", "exactness"), SAID)
def test_a_phrase_is_read_as_people_mean_it(phrase: str, said: str, exactness: str) -> None:
    assert read_when(phrase, at=NOW) == a_time(said, exactness)


@pytest.mark.parametrize("text", [*NOT_SAID, *EMPTY_LIKE, *QUOTES])
def test_what_is_no_past_time_is_left_as_it_is(text: str) -> None:
    assert read_when(text, at=NOW) is None


@pytest.mark.parametrize(("phrase", "said", "exactness"), [said for table in TABLES for said in table.SAID])
def test_a_phrase_of_another_language_is_read_as_people_mean_it(
    phrase: str, said: str, exactness: str
) -> None:
    assert read_when(phrase, at=NOW) == a_time(said, exactness)


@pytest.mark.parametrize("text", [text for table in TABLES for text in table.NOT_SAID])
def test_what_is_no_past_time_in_another_language_is_left_as_it_is(text: str) -> None:
    assert read_when(text, at=NOW) is None


@pytest.mark.parametrize("tongue", TONGUES, ids=lambda tongue: tongue.code)
def test_no_form_of_a_language_has_two_meanings(tongue: Tongue) -> None:
    forms = FORMS[tongue.code]
    assert sorted(forms) == sorted(set(forms))


@pytest.mark.parametrize("tongue", TONGUES, ids=lambda tongue: tongue.code)
def test_a_text_full_of_any_form_takes_no_long_time(tongue: Tongue) -> None:
    texts = [(f"{form} {figure}" * LONGEST)[:LONGEST] for form in FORMS[tongue.code] for figure in ("", "3 ")]
    read_when("3 maja", at=NOW)
    begun = time.process_time()
    for text in texts:
        read_when(text, at=NOW)
    assert (time.process_time() - begun) / len(texts) < 0.05  # it is some thousandths of a second


@pytest.mark.parametrize(
    ("phrase", "day"),
    [("11/3/2026", "2026-11-03"), ("3/11/26", "2026-03-11"), ("25/12/2025", "2025-12-25")],
)
def test_where_the_month_is_written_first_it_is_read_first(phrase: str, day: str) -> None:
    assert read_when(phrase, at=NOW, order="month-first") == a_time(day, "day")


def test_an_hour_that_is_yet_to_come_was_that_of_the_time_before() -> None:
    phrases = (
        "at 9pm",
        "Saturday at 9pm",
        "today at 9pm",
        "21 November 2026 at 9pm",
        "21st at 9pm",
        "tonight",
    )
    assert [read_when(phrase, at=NOW) for phrase in phrases] == [
        a_time("2026-11-20T21:00", "hour"),
        a_time("2026-11-14T21:00", "hour"),
        None,
        None,
        None,
        None,
    ]


def test_hours_ago_are_counted_as_they_passed_when_the_clocks_went_back() -> None:
    # On 25 October 2026 the hour from 1 to 2 came twice.
    at = datetime(2026, 10, 25, 3, 30, tzinfo=LONDON)
    read = read_when("3 hours ago", at=at)
    assert read is not None
    assert read.earliest.astimezone(UTC) == at.astimezone(UTC) - timedelta(hours=3)


def test_a_date_of_29_february_is_the_last_there_was() -> None:
    asked = Asked(datetime(1907, 3, 1, tzinfo=UTC).date(), "day-first")
    assert (latest(2, 29, asked, year=None), latest(2, 30, asked, year=None)) == (
        datetime(1904, 2, 29, tzinfo=UTC).date(),
        None,
    )


def test_a_long_text_is_a_story() -> None:
    assert read_when("Tuesday" + " " * LONGEST, at=NOW) is None


WORDS = st.sampled_from(
    [
        "last",
        "this",
        "week",
        "weekend",
        "Tuesday",
        "3",
        "12",
        "31",
        "Nov",
        "march",
        "2026",
        "25",
        "yesterday",
        "today",
        "at",
        "9pm",
        "noon",
        "midnight",
        "half",
        "past",
        "to",
        "-",
        "/",
        "between",
        "and",
        "or",
        "from",
        "since",
        "about",
        "ago",
        "two",
        "hours",
        "days",
        "years",
        "few",
        "a",
        "couple",
        "early",
        "end",
        "of",
        "first",
        "the",
        "night",
        "morning",
        "spring",
        "winter",
        "christmas",
        "black",
        "friday",
        "14:30",
        "3/11",
        "2026-11-03",
        "before",
    ]
)


@given(st.one_of(st.text(max_size=LONGEST), st.lists(WORDS, max_size=9).map(" ".join)))
@example("last 99 years")
@example("1 2026")
@example("early early 2025")
def test_whatever_is_typed_gives_a_time_of_the_past_or_nothing(text: str) -> None:
    read = read_when(text, at=NOW)
    assert read is None or read.earliest <= read.latest <= NOW


@pytest.mark.parametrize("tongue", TONGUES, ids=lambda tongue: tongue.code)
@given(data=st.data())
def test_whatever_is_typed_in_another_language_gives_a_time_of_the_past_or_nothing(
    tongue: Tongue, data: st.DataObject
) -> None:
    words = st.sampled_from([*FORMS[tongue.code], "3", "12", "2025", "14:30", "3/11", "-"])
    read = read_when(" ".join(data.draw(st.lists(words, max_size=6))), at=NOW)
    assert read is None or read.earliest <= read.latest <= NOW
