"""The published figures and the three questions: what is shown, what is counted, and that no cookie is set."""

import csv
import io
from datetime import UTC, date, datetime, timedelta

import pytest
from django.test import Client
from django.utils import translation
from pytest_django import Settings

from callpoint.actions.acting import system
from callpoint.actions.counting import add, week_of
from callpoint.actions.figures import model_week
from callpoint.clock import now
from callpoint.pages.public.figures import (
    day_words,
    days_words,
    number_words,
    page_words,
    share_words,
    verdict_words,
)
from callpoint.pages.public.limits import SAYINGS_PER_HOUR
from callpoint.records.knowledge import knowledge
from callpoint.records.models import Count
from callpoint.rules.figures import LONGER, Counted, Share, Verdict
from callpoint.rules.stopping import NOTHING, UNKNOWN, pages_in_order
from tests.makers import with_service
from tests.pages.public.browsing import Browser, text_of
from tests.pages.public.journeys import sent, told

pytestmark = [pytest.mark.django_db, pytest.mark.database]

CHOSEN = {"easy": "4", "respect": "5", "next": "1", "after": "gave-up"}
LAST_WEEK = week_of(now()) - timedelta(weeks=1)


def counted() -> dict[tuple[str, str], int]:
    return {(row.name, row.part): row.number for row in Count.objects.all()}


def filled(**more: int) -> None:
    """A week with counts: 160 of 200 begun reports were sent, as far as not named otherwise."""
    numbers = {"sent": 160, "open": 12, "left.story": 20, "left.you": 4, "left.payment": 4, "received": 150}
    for name, number in {**numbers, "read.1": 140, **more}.items():
        counted_name, _, part = name.partition(".")
        add(Counted(counted_name), part=part, week=LAST_WEEK, number=number)


def rows_of(browser: Browser) -> list[str]:
    return [text_of(row) for row in browser.tree.iter("tr")]


def file_rows() -> list[dict[str, str]]:
    answer = Client().get("/how-we-do/figures.csv")
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    return list(csv.DictReader(io.StringIO(answer.content.decode(), newline="")))


def test_an_empty_service_says_that_there_is_too_little_to_say() -> None:
    page = Browser().go("/").follow("How we do")
    assert page.heading == "How we do"
    assert page.text.count("too few to say") == 8
    assert "made-up" not in page.text
    assert "Begun fewer than 5" in rows_of(page)


def test_the_figures_of_the_last_weeks_are_shown_with_their_aims() -> None:
    filled(**{"easy.sent.5": 98, "easy.gave-up.2": 2})
    page = Browser().go("/how-we-do/")
    said = [text_of(each) for each in page.tree.iter("dd")]
    assert said == [
        "about 80 in 100 (75 to 85) Our aim: 80 in 100 or more. It is too close to say.",
        "1 day Our aim: 2 or fewer. We are there.",
        "Yes, of all: about 100 in 100 (91 to 100) Yes, of those who stopped early: too few to say It is too close to say.",
        "Yes, of all: too few to say Yes, of those who stopped early: too few to say",
        "Yes, of all: too few to say Yes, of those who stopped early: too few to say",
    ]
    assert [row for row in rows_of(page) if not row.endswith(("How many", "stopped"))] == [
        "Begun about 200",
        "Sent about 160",
        "Not sent yet about 10",
        "Tell us what happened, in your own words about 20",
    ]
    assert "On each other page, fewer than 5 stopped." in page.text


def test_this_week_is_not_in_it_and_neither_is_what_is_older_than_a_quarter() -> None:
    for week in (week_of(now()), LAST_WEEK - timedelta(weeks=13)):
        add(Counted.SENT, part="", week=week, number=500)
    assert "Sent fewer than 5" in rows_of(Browser().go("/how-we-do/"))


def key_of_a_form() -> str:
    page = Browser().go("/how-was-it/")
    return next(each.get("value", "") for each in page.tree.iter("input") if each.get("name") == "send_key")


def test_a_double_press_counts_once_and_another_form_counts_again() -> None:
    keys = [key_of_a_form() for _ in range(2)]
    for key in (keys[0], keys[0], keys[1], "", ""):
        answer = Client().post("/how-was-it/", {**CHOSEN, "send_key": key})
        assert answer["Location"] == "/how-was-it/thanks/"
    assert counted()["easy", "gave-up.4"] == 4


def test_made_up_figures_say_so_on_the_page_and_in_the_file() -> None:
    model_week(week=LAST_WEEK, counts={("sent", ""): 50}, by=system("test"), at=now())
    assert "This is a show with made-up figures" in Browser().go("/how-we-do/").text
    assert {row["made_up"] for row in file_rows()} == {"yes"}


def test_the_file_has_the_same_figures_and_no_small_number() -> None:
    filled()
    rows = file_rows()
    told = {
        (row["figure"], row["part"]): (row["value"], row["low"], row["high"], row["target"]) for row in rows
    }
    assert told == {
        ("begun", ""): ("200", "", "", ""),
        ("sent", ""): ("160", "", "", ""),
        ("open", ""): ("10", "", "", ""),
        ("finished", ""): ("80", "75", "85", "80"),
        ("stopped", "story"): ("20", "", "", ""),
        ("received", ""): ("150", "", "", ""),
        ("days-to-read", "median"): ("1", "", "", "2"),
        **{("answers", name): ("fewer than 5", "", "", "") for name in ("easy", "respect", "next")},
        **{
            (name, who): ("", "", "", "95")
            for name in ("easy", "respect", "next")
            for who in ("everybody", "gave-up")
        },
    }
    assert {(row["to"], row["made_up"]) for row in rows} == {
        ((LAST_WEEK + timedelta(days=6)).isoformat(), "no")
    }


def test_a_long_wait_is_told_as_such_in_the_file() -> None:
    filled(received=500)
    values = {row["figure"]: row["value"] for row in file_rows()}
    assert (values["received"], values["days-to-read"]) == ("500", "over 10")


def test_a_guide_to_which_nothing_can_be_sent_tells_no_share_of_what_was_sent(settings: Settings) -> None:
    filled()
    with_service(settings, role="guide")
    assert "too few to say Our aim: 80 in 100 or more." in Browser().go("/how-we-do/").text


def test_somebody_who_stops_is_asked_and_counted_without_a_cookie() -> None:
    page = Browser().go("/how-was-it/?after=gave-up")
    assert "You can stop here. It is fine to stop." in page.text
    page.press("Send my answers", {"Yes, very much": "x"})
    assert (page.heading, page.url, counted()) == (
        "Thank you",
        "/how-was-it/thanks/",
        {("easy", "gave-up.5"): 1},
    )
    assert dict(page.client.cookies) == {}


@pytest.mark.parametrize(
    ("after", "lead"), [("sent", True), ("came-back", False), ("zzz", False), ("", False)]
)
def test_where_somebody_came_from_is_one_of_a_fixed_list(after: str, *, lead: bool) -> None:
    page = Browser().go(f"/how-was-it/?after={after}")
    assert ("Your report is with us" in page.text) is lead
    page.press("Send my answers", {"Yes, very much": "x"})
    group = after if after in {"sent", "came-back"} else "other"
    assert counted() == {("easy", f"{group}.5"): 1}


def test_nothing_chosen_is_asked_for_once_more_with_where_one_came_from() -> None:
    page = Browser().go("/how-was-it/?after=sent").press("Send my answers")
    assert (page.status, counted()) == (422, {})
    assert "Please choose one answer or more." in page.text
    page.press("Send my answers", {"Yes, very much": "x"})
    assert counted() == {("easy", "sent.5"): 1}


@pytest.mark.parametrize(
    ("header", "value", "status"),
    [
        ("Sec-Fetch-Site", "cross-site", 403),
        ("Sec-Fetch-Site", "same-site", 403),
        ("Origin", "https://evil.example", 403),
        ("Sec-Fetch-Site", "same-origin", 302),
        ("Origin", "http://testserver", 302),
        ("Origin", "null", 302),
    ],
)
def test_a_form_of_another_site_counts_nothing(header: str, value: str, status: int) -> None:
    answer = Client(enforce_csrf_checks=True).post("/how-was-it/", CHOSEN, headers={header: value})
    assert (answer.status_code, bool(counted())) == (status, status == 302)


def test_one_source_cannot_bend_the_figures() -> None:
    answers = [Client().post("/how-was-it/", CHOSEN).status_code for _ in range(SAYINGS_PER_HOUR + 1)]
    assert answers == [302] * SAYINGS_PER_HOUR + [429]
    assert set(counted().values()) == {SAYINGS_PER_HOUR}


def test_every_page_on_which_one_may_stop_has_words_of_its_own() -> None:
    words = [page_words(page) for page in (*pages_in_order(knowledge().content), NOTHING)]
    assert "Another page" not in words
    assert page_words(UNKNOWN) == "Another page"


def test_figures_are_said_in_words() -> None:
    with translation.override("en"):
        assert [days_words(days) for days in (None, 0, 1, LONGER)] == [
            "too few to say",
            "0 days",
            "1 day",
            "more than 10",
        ]
        assert [number_words(told) for told in (None, 20)] == ["fewer than 5", "about 20"]
        assert share_words(Share(about=80, low=75, high=85)) == "about 80 in 100 (75 to 85)"
        assert [verdict_words(each) for each in Verdict] == [
            "We are there.",
            "We are not there yet.",
            "It is too close to say.",
            "",
        ]
        assert day_words(date(2026, 11, 16)) == "16 November 2026"
    assert week_of(datetime(2026, 11, 21, tzinfo=UTC)) == date(2026, 11, 16)


def test_who_deletes_a_draft_is_asked_how_it_was_and_counts_once_as_having_stopped() -> None:
    page = told().go("/report/delete/").press("Yes, delete it")
    assert (page.heading, page.url, counted()) == (
        "How was it?",
        "/how-was-it/?after=gave-up",
        {("left", "story"): 1},
    )


def test_who_sent_and_who_came_back_are_asked_too() -> None:
    words = "How was it? Answer three short questions"
    done = sent().go("/report/done/")
    assert done.follow(words).url == "/how-was-it/?after=sent"
    assert done.go("/return/report/").follow(words).url == "/how-was-it/?after=came-back"
