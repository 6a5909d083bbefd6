"""What to do now: the first step and number, who answers at night, and what each place adds."""

from datetime import datetime

import pytest
from django.test import Client
from pytest_django import Settings

from callpoint.records import knowledge as held
from callpoint.records.knowledge import _Shelf, knowledge
from tests.makers import with_service
from tests.pages.public.browsing import Browser, text_of
from tests.pages.public.journeys import told
from tests.pages.public.now_pages import NIGHT, NOON, PAID, opened, parts, put_clock

CHILDLINE, ADULTS_ONLY, POLICE = "tel:+448001111", "tel:+443456000459", "tel:101"
DOUBT = "We have not checked this yet."
RECOVERY = "Anyone who offers to get your money back for a fee is a criminal. We never ask for money."
AT_RISK = {
    "pictures-threatened",
    "sextortion",
    "sextortion-under-18",
    "sextortion-adult",
    "threatened-or-stalked",
    "threats-and-stalking",
    "a-child",
    "child-contacted",
    "child-images-found",
    "bad-content-seen",
    "saw-something-online",
    "danger-now",
    "worried-about-someone",
}
"""Where somebody near may be watching (stories, rule R9)."""
PAGES = sorted({*knowledge().content.now, *knowledge().content.situations})


@pytest.fixture
def night(monkeypatch: pytest.MonkeyPatch) -> None:
    put_clock(monkeypatch, NIGHT)


def seen(url: str, at: datetime, monkeypatch: pytest.MonkeyPatch) -> Browser:
    put_clock(monkeypatch, at)
    return Browser().go(url)


def dialled(page: Browser) -> list[str]:
    return [link.get("href", "") for link in page.tree.iter("a") if link.get("href", "").startswith("tel:")]


@pytest.mark.parametrize("at", [NIGHT, NOON], ids=["night", "noon"])
def test_a_card_dials_only_what_anybody_may_call_at_that_hour(
    at: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert dialled(seen("/", at, monkeypatch)) == ["tel:999", "tel:159", "tel:101", "tel:+443001232040"]


@pytest.mark.parametrize(
    ("at", "numbers", "first"),
    [(NIGHT, [CHILDLINE, POLICE], "Childline"), (NOON, [CHILDLINE, ADULTS_ONLY], "Revenge Porn Helpline")],
    ids=["night", "noon"],
)
def test_threatened_pictures_show_both_ages_and_first_who_answers_at_that_hour(
    at: datetime, numbers: list[str], first: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = seen("/now/pictures-threatened/", at, monkeypatch)
    lead = parts(page, "app-service-card--main")[0]
    names = [name for name in ("Childline", "Report Remove", "CEOP", "StopNCII") if name not in page.text]
    assert (dialled(page)[:2], lead.startswith(first), "Closed now" in lead, names) == (
        numbers,
        True,
        False,
        [],
    )


@pytest.mark.usefixtures("night")
@pytest.mark.parametrize(
    ("link", "title", "number", "absent"),
    [
        (
            "I am under 18",
            "Under 18: threats to share pictures",
            CHILDLINE,
            ["Revenge Porn Helpline", "StopNCII"],
        ),
        (
            "I am 18 or over",
            "Threats to share pictures, 18 or over",
            POLICE,
            ["Childline", "CEOP", "Report Remove"],
        ),
    ],
)
def test_the_age_is_chosen_by_a_link_and_narrows_the_help(
    link: str, title: str, number: str, absent: list[str]
) -> None:
    page = opened("pictures-threatened").follow(link)
    assert (page.heading, dialled(page)[0], [name for name in absent if name in page.text]) == (
        title,
        number,
        [],
    )


@pytest.mark.usefixtures("night")
@pytest.mark.parametrize("name", PAGES)
def test_every_page_of_what_to_do_now_says_what_to_do_who_is_there_and_how_it_goes_on(name: str) -> None:
    page = opened(name)
    guide = name != "something-else"
    assert (
        page.status,
        page.title,
        bool(parts(page, "app-steps__step")) == guide,
        len(parts(page, "app-service-card")) > 0,
        "Open now" in page.text
        or "mailto:" in page.response.content.decode()
        or "https://" in page.response.content.decode(),
        "Tell us what happened" in page.text,
        "Exit this page" in page.text,
    ) == (200, "What to do now \N{EN DASH} Callpoint", True, True, True, True, name in AT_RISK)


@pytest.mark.usefixtures("night")
@pytest.mark.parametrize(
    ("name", "warns"),
    [
        ("money-just-sent", True),
        ("money-just-gone", True),
        ("money-lost", True),
        ("card-used", True),
        ("remote-access-on", True),
        ("about-to-meet-or-pay", True),
        ("sextortion", False),
        ("suspicious-message", False),
    ],
)
def test_a_page_that_follows_a_loss_warns_of_who_sells_its_return(name: str, *, warns: bool) -> None:
    page = opened(name)
    assert (RECOVERY in page.text, "Not sure that a call is from us?" in page.text) == (warns, warns)


@pytest.mark.usefixtures("night")
def test_the_number_of_the_bank_stands_with_the_one_on_the_card_in_its_step() -> None:
    page = opened("money-just-sent")
    assert parts(page, "app-steps__step")[1] == (
        "Call your bank. Use another phone. Or call a friend first, to clear the line. Phone 159 "
        "Or: number on the back of the card Your bank "
        "Hours follow your bank. Most fraud lines run all day (not checked)."
    )


@pytest.mark.usefixtures("night")
def test_what_nobody_read_in_a_source_is_said_to_be_unchecked() -> None:
    page = opened("money-just-sent")
    doubted = [text for text in map(text_of, page.tree.iter("li")) if text.endswith(DOUBT)]
    assert doubted == [
        f"This is not for cards, cash, cheques, crypto, or money sent abroad. Ask your bank what is. {DOUBT}",
        f"Paid by card? Ask your card firm for a chargeback. {DOUBT}",
    ]


def test_no_such_situation_or_guide_is_no_page() -> None:
    assert opened("nothing").status == 404


@pytest.mark.usefixtures("night")
def test_start_leads_to_every_guide_below_the_cards() -> None:
    page = Browser().go("/")
    links = {link.get("href", "") for link in page.tree.iter("a")}
    assert {f"/now/{name}/" for name in knowledge().content.now} - links == set()


@pytest.mark.django_db
@pytest.mark.database
def test_a_held_report_is_told_what_to_do_from_its_own_answers() -> None:
    person = told("A man rang and said he was my bank. I sent him 900 pounds an hour ago.").go(
        "/report/help/"
    )
    assert (person.heading, "Say this to your bank" in person.text, PAID in person.text) == (
        "What to do now",
        True,
        False,
    )
    assert "/report/hold/" in {link.get("href", "") for link in person.tree.iter("a")}


@pytest.mark.parametrize("page", ["feelings", "ways", "protect", "accessibility"])
def test_guidance_in_the_us_names_nobody_in_the_uk(
    page: str, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    with_service(settings, jurisdiction="us")
    monkeypatch.setattr(held, "_shelf", _Shelf())
    shown = Browser().go(f"/guidance/{page}/")
    named = [word for word in ("999", "Derby", "Childline", "101", "gov.uk") if word in shown.text]
    assert (shown.status, named) == (200, [])


def test_guidance_at_home_names_the_lines_of_the_place() -> None:
    text = Browser().go("/guidance/feelings/").text
    assert [
        word for word in ("Derbyshire Victim Services", "Childline", "Samaritans") if word not in text
    ] == []


@pytest.mark.parametrize(
    ("name", "sees", "not_seen"),
    [
        ("money-just-sent", ["report to IC3"], ["£", "Scotland", "159"]),
        ("ransomware", ["IC3"], ["ICO", "0300"]),
        ("sextortion-under-18", ["988", "Take It Down"], ["Childline", "CEOP"]),
        ("talk-now", ["988"], ["Samaritans"]),
    ],
)
def test_a_deployment_in_the_us_gets_its_own_facts_and_lines(
    name: str, sees: list[str], not_seen: list[str], settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    with_service(settings, jurisdiction="us")
    monkeypatch.setattr(held, "_shelf", _Shelf())
    text = opened(name).text
    assert ([each for each in sees if each not in text], [each for each in not_seen if each in text]) == (
        [],
        [],
    )


@pytest.mark.parametrize(
    ("jurisdiction", "page"),
    [
        ("us", "https://www.weather.gov"),
        ("uk/derbyshire", "https://www.bbc.co.uk/weather"),
        ("uk", "https://www.bbc.co.uk/weather"),
    ],
)
@pytest.mark.django_db
@pytest.mark.database
def test_the_exit_leads_to_a_page_of_everyday_use_of_the_place(
    jurisdiction: str, page: str, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    with_service(settings, jurisdiction=jurisdiction)
    monkeypatch.setattr(held, "_shelf", _Shelf())
    assert Client().get("/exit/")["Location"] == page
