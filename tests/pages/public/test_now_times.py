"""Times told on the pages of what to do now are answered, put into a calendar, and never kept."""

from datetime import UTC, datetime, timedelta

import icalendar
import pytest
from django.contrib.sessions.models import Session
from django.test import Client

from callpoint.pages.public.now_parts import Told, guide_view
from callpoint.records.knowledge import knowledge
from callpoint.rules.now import guide_named
from callpoint.rules.suggesting import suggest
from tests.pages.public.browsing import Browser
from tests.pages.public.now_pages import NIGHT, PAID, opened, parts, put_clock

AWARE = "When did you first know that facts about people may be lost?"
ASK_PAID, ASK_AWARE = "What can still be done?", "Show how long is left"
TO_CALENDAR = "Put it in my calendar"


@pytest.fixture
def night(monkeypatch: pytest.MonkeyPatch) -> None:
    put_clock(monkeypatch, NIGHT)


@pytest.mark.usefixtures("night")
@pytest.mark.parametrize(
    ("typed", "passed", "told", "untold"),
    [
        (
            "20 minutes ago",
            "That was about 20 minutes ago.",
            "In Scotland? Call the police at once too.",
            "some of it back",
        ),
        ("5 hours ago", "That was about 5 hours ago.", "21 December 2027", "some of it back"),
        ("2 days ago", "days ago", "some of it back", "In Scotland"),
        ("1 March 2026", "days ago", "until 11:59 pm on Thursday 1 April 2027", "some of it back"),
        ("1 March 2024", "days ago", "The time to claim may be over.", "You can claim from your bank until"),
    ],
)
def test_the_time_since_a_payment_is_answered_with_what_can_still_be_done(
    typed: str, passed: str, told: str, untold: str
) -> None:
    page = opened("money-just-sent").press(ASK_PAID, {PAID: typed})
    answer = " ".join(parts(page, "govuk-inset-text"))
    assert (page.status, passed in answer, told in answer, untold in answer, page.value_of(PAID)) == (
        200,
        True,
        True,
        False,
        typed,
    )


@pytest.mark.usefixtures("night")
@pytest.mark.parametrize(
    ("name", "button", "label"),
    [("money-just-sent", ASK_PAID, PAID), ("ransomware", ASK_AWARE, AWARE)],
)
@pytest.mark.parametrize("typed", ["", "   ", "pomegranate", "tomorrow", "9" * 500, "<b>now</b>"])
def test_a_time_that_cannot_be_read_comes_back_with_what_to_write(
    name: str, button: str, label: str, typed: str
) -> None:
    page = opened(name).press(button, {label: typed})
    assert (
        page.status,
        page.value_of(label),
        page.title.startswith("Error: "),
        "Please write when it was." in page.text,
    ) == (
        422,
        typed[:120],
        True,
        True,
    )


@pytest.mark.django_db
@pytest.mark.database
@pytest.mark.usefixtures("night")
def test_nothing_typed_is_kept_and_none_of_it_stands_in_an_address() -> None:
    page = opened("money-just-sent").press(ASK_PAID, {PAID: "20 minutes ago"})
    opened("ransomware").press(ASK_AWARE, {AWARE: "yesterday"}).press(TO_CALENDAR)
    assert (
        Session.objects.count(),
        len(page.client.cookies),
        [url for url in page.urls if "minutes" in url],
    ) == (0, 0, [])


@pytest.mark.usefixtures("night")
def test_the_clock_of_an_organisation_is_counted_in_its_own_hours() -> None:
    page = opened("organisation-attacked-now").press(ASK_AWARE, {AWARE: "yesterday at 5pm"})
    answer = " ".join(parts(page, "govuk-inset-text"))
    assert answer.startswith(
        "Tell them by 5:00 pm on Monday 23 November 2026 You have 42 hours left. Nights and weekends count."
    )


@pytest.mark.usefixtures("night")
def test_a_clock_that_ran_out_says_what_to_do_all_the_same() -> None:
    page = opened("ransomware").press(ASK_AWARE, {AWARE: "1 November"})
    assert "The time is over. Tell them all the same, and say why it is late." in page.text


@pytest.mark.usefixtures("night")
def test_the_calendar_file_holds_the_last_hour_with_a_reminder_and_neutral_words() -> None:
    page = opened("ransomware").press(ASK_AWARE, {AWARE: "yesterday at 5pm"})
    client = Client(enforce_csrf_checks=True)
    fields = {
        each.get("name", ""): each.get("value", "")
        for each in page.tree.iter("input")
        if each.get("type") == "hidden"
    }
    answer = client.post("/now/clock.ics", fields)
    entry = icalendar.Calendar.from_ical(answer.content).walk("VEVENT")[0]
    assert (
        answer["Content-Type"],
        answer["Content-Disposition"],
        str(entry["summary"]),
        entry.decoded("dtend"),
        entry.decoded("dtend") - entry.decoded("dtstart"),
        len(entry.walk("VALARM")),
    ) == (
        "text/calendar; charset=utf-8",
        'attachment; filename="date.ics"',
        "Last time to tell the ICO",
        datetime(2026, 11, 23, 17, tzinfo=UTC),
        timedelta(hours=1),
        1,
    )


@pytest.mark.usefixtures("night")
@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"guide": "ransomware"},
        {"guide": "ransomware", "began": "zzz"},
        {"guide": "ransomware", "began": "2026-11-20T17:00:00"},
        {"guide": "ransomware", "began": "2099-11-20T17:00:00+00:00"},
        {"guide": "money-just-sent", "began": "2026-11-20T17:00:00+00:00"},
        {"guide": "none", "began": "2026-11-20T17:00:00+00:00"},
    ],
)
def test_no_file_is_made_of_a_form_that_we_did_not_write(fields: dict[str, str]) -> None:
    page = Browser().shown(Client(enforce_csrf_checks=True).post("/now/clock.ics", fields), "/now/clock.ics")
    assert (page.status, page.heading) == (400, "We could not make the file")


def test_what_a_report_says_of_times_is_not_asked_again(monkeypatch: pytest.MonkeyPatch) -> None:
    put_clock(monkeypatch, NIGHT)
    answers: dict[str, str | list[str]] = {
        "pay_when": "2 hours ago",
        "discovered": "pomegranate",
        "aware_at": "yesterday at 5pm",
    }
    told_of = Told(answers=answers, held=True)
    content = knowledge().content
    views = [
        guide_view(
            guide, suggest(answers, at=NIGHT, known=knowledge()), told_of, place="uk", first="bank-159"
        )
        for name in ("money-just-sent", "ransomware")
        if (guide := guide_named(content, name, jurisdiction="uk"))
    ]
    paid, clock = views[0].paid, views[1].clock
    assert paid is not None
    assert clock is not None
    assert (paid.action, paid.passed, views[0].hold_url, views[0].choose) == (
        "",
        "That was about 2 hours ago.",
        "/report/hold/",
        (),
    )
    assert (clock.action, clock.due_at) == ("", datetime(2026, 11, 23, 17, tzinfo=UTC))
