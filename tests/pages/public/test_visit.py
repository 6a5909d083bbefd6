"""What people choose for their visit: a language, a shared device, and to stay a little longer."""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

import pytest
from babel.messages.mofile import write_mo
from django.test import Client, override_settings
from django.urls import reverse
from pytest_django import Settings

from callpoint.pages import middleware
from callpoint.project.messages import ACCENTED, pseudo_catalogue, template
from tests.makers import with_section
from tests.pages.public.browsing import Browser
from tests.pages.public.journeys import checked, sent, told
from tests.pages.test_middleware import Clock

pytestmark = [pytest.mark.django_db, pytest.mark.database, pytest.mark.words]

NAMES = {"en": "English", "cy": "Cymraeg", "pl": "Polski", "ur": "اردو", "uk": "Українська"}
UNCHECKED = "app-unchecked"


@cache
def made_up_catalogues() -> Path:
    """A folder with made-up catalogues of four languages, written once: that takes a while."""
    folder, texts = Path(mkdtemp(prefix="made-up-catalogues-")), template()
    for code in ("cy", "pl", "ur", "uk"):
        compiled = folder / code / "LC_MESSAGES" / "django.mo"
        compiled.parent.mkdir(parents=True)
        with compiled.open("wb") as written:
            write_mo(written, pseudo_catalogue(code, ACCENTED, texts))
    return folder


@pytest.fixture
def many_languages() -> Iterator[None]:
    """A deployment with made-up catalogues of five languages, and one more that has none."""
    with override_settings(
        LOCALE_PATHS=[made_up_catalogues()], LANGUAGES=[(code, code) for code in (*NAMES, "ga")]
    ):
        yield


def offered(client: Client, url: str) -> dict[str, str]:
    """The languages that a page offers: code to its own name."""
    page = client.get(url).content.decode()
    nav = page.split('class="govuk-language-navigation app-languages"')[1].split("</nav>")[0]
    return {
        code: re.sub(r"<[^>]+>", "", name).strip()
        for code, name in re.findall(r' lang="(\w+)"[^>]*>(.*?)</li>', nav, re.DOTALL)
    }


@pytest.mark.usefixtures("many_languages")
@pytest.mark.parametrize("url", ["/", "/now/money-just-gone/", "/report/question/story/", "/guidance/"])
def test_every_page_offers_the_languages_that_have_a_translation_by_their_own_names(url: str) -> None:
    assert offered(Client(), url) == NAMES


@override_settings(LANGUAGES=[("en", "en")])
def test_where_there_is_one_language_nothing_is_offered() -> None:
    assert "govuk-language-navigation" not in Client().get("/").content.decode()


@pytest.mark.usefixtures("many_languages")
def test_a_language_that_is_chosen_stays_and_leads_back_to_the_page() -> None:
    client = Client()
    answer = client.get("/language/ur/?next=/report/question/story/")
    assert (answer.status_code, answer["Location"]) == (302, "/report/question/story/")
    cookie = answer.cookies["language"]
    assert (cookie.value, cookie["httponly"], cookie["samesite"], cookie["max-age"]) == (
        "ur",
        True,
        "Lax",
        "",
    )
    page = client.get(answer["Location"])
    assert '<html lang="ur" dir="rtl"' in page.content.decode()
    assert (page["Content-Language"], UNCHECKED in page.content.decode()) == ("ur", True)


@pytest.mark.usefixtures("many_languages")
def test_a_translation_that_was_checked_says_nothing_of_it(settings: Settings) -> None:
    client = Client(headers={"Accept-Language": "pl"})
    said = [UNCHECKED in client.get("/").content.decode()]
    with_section(settings, "service", checked_languages=("en", "pl"))
    said.append(UNCHECKED in client.get("/").content.decode())
    assert (said, UNCHECKED in Client().get("/").content.decode()) == ([True, False], False)


@pytest.mark.usefixtures("many_languages")
@pytest.mark.parametrize(
    "wanted",
    [
        "",
        "https://evil.example/",
        "//evil.example/",
        "/\\evil.example",
        "/nothing/",
        "/exit/",
        "/language/pl/",
    ],
)
def test_a_choice_leads_nowhere_but_to_a_page_of_ours(wanted: str) -> None:
    assert Client().get("/language/pl/", {"next": wanted})["Location"] == "/"


@pytest.mark.usefixtures("many_languages")
@pytest.mark.parametrize("code", ["ga", "xx"])
def test_a_language_without_a_translation_cannot_be_chosen(code: str) -> None:
    assert Client().get(f"/language/{code}/").status_code == 404


@pytest.mark.usefixtures("many_languages")
def test_two_people_at_the_same_question_are_each_led_back_to_their_own_page() -> None:
    for url in ("/report/about/money-just-gone/", "/report/question/story/", "/report/about/talk/"):
        assert f'href="/language/pl/?next={url}"' in Client().get(url).content.decode()


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """Let a test move the time that sessions are counted by."""
    moved = Clock()
    monkeypatch.setattr(middleware, "now", moved)
    monkeypatch.setattr("callpoint.pages.staying.now", moved)
    return moved


def test_who_shares_the_device_is_out_after_fifteen_minutes(clock: Clock) -> None:
    person = Browser().go("/report/question/story/").press("I share this device")
    assert (person.url, "You share this device." in person.text) == ("/report/question/story/", True)
    person.press("Continue", {"Tell us what happened, in your own words": "They took 40 pounds."})
    headings = []
    for minutes in (1, 14, 14, 16):
        clock.go_on(minutes=minutes)
        headings.append(person.go("/report/check/").heading)
    assert headings == ["Check what you told us"] * 3 + ["What is going on?"]
    assert "storage" in person.client.get("/").headers.get("Clear-Site-Data", "storage")


def test_a_shared_device_whose_time_is_over_forgets_its_pages(clock: Clock) -> None:
    person = told().press("I share this device")
    person.go("/report/check/")
    clock.go_on(minutes=16)
    assert person.client.get("/report/check/")["Clear-Site-Data"] == '"cache", "storage"'


def test_sharing_can_be_taken_back(clock: Clock) -> None:
    person = told().press("I share this device").press("I do not share this device")
    person.go("/report/check/")
    clock.go_on(minutes=100)
    assert person.go("/report/check/").heading == "Check what you told us"


def test_a_shared_device_has_a_way_to_close_the_report_on_every_page_of_it() -> None:
    person = checked().press("I share this device")
    for url in ("/report/question/story/", "/report/help/", "/report/check/"):
        assert "Close my report here" in person.go(url).text
    answer = person.press("Close my report here")
    assert (answer.url, person.go("/return/report/").url) == ("/", "/return/")


def test_a_page_says_until_when_it_stays_open_and_the_time_is_never_that_of_another(clock: Clock) -> None:
    person, until = told(), []
    for _ in range(2):
        until.append(re.findall(r"Open until ([\d:]+ [ap]m)", person.go("/report/question/story/").text))
        clock.go_on(minutes=30)
    assert until == [["2:00 pm"], ["2:30 pm"]]
    assert "Open until" not in Browser().go("/report/question/story/").text


def test_to_stay_is_a_visit_like_any_other(clock: Clock) -> None:
    person = sent()
    person.go("/return/report/")
    clock.go_on(minutes=110)
    answer = person.client.get(reverse("stay"))
    assert (answer.status_code, answer.content.decode()) == (200, "3:50 pm")
    clock.go_on(minutes=110)
    assert person.go("/return/report/").heading == "Your report"
    clock.go_on(minutes=121)
    assert person.client.get(reverse("stay")).status_code == 410
    assert dict(Client().get(reverse("stay")).cookies) == {}


def test_a_short_time_warns_when_a_third_of_it_is_left(settings: Settings) -> None:
    person = told()
    assert 'data-stay-minutes="120" data-stay-warn-minutes="20"' in person.response.content.decode()
    person.press("I share this device")
    assert 'data-stay-minutes="15" data-stay-warn-minutes="5"' in person.response.content.decode()
    with_section(settings, "sessions", shared_idle_minutes=60, public_idle_minutes=30)
    page = person.go(person.url).response.content.decode()
    assert 'data-stay-minutes="30" data-stay-warn-minutes="10"' in page
