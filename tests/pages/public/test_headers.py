"""What every answer carries: headers, cookies, titles and addresses, on every address there is."""

from typing import Any

import pytest
from django.test import Client
from pytest_django import Settings

from callpoint.records.models import Report
from tests.makers import signed_in_client
from tests.pages.public.addresses import Address, addresses
from tests.pages.public.browsing import Browser
from tests.pages.public.journeys import came_back, send, sent, told

pytestmark = [pytest.mark.django_db, pytest.mark.database, pytest.mark.words]

ADDRESSES = addresses()
STORED = {"theme"}
"""The deployment's colours are the same for everybody and may be stored."""
WITHOUT_COOKIE = {
    "start",
    "guidance_list",
    "guidance",
    "now",
    "directory",
    "directory_situation",
    "service",
    "feedback",
    "feedback_thanks",
    "figures",
    "figures_csv",
    "areas",
    "area",
    "area_feed",
    "theme",
    "health",
    "robots",
}
FILES = {
    "copy_pdf",
    "copy_json",
    "dates",
    "address_code",
    "hold_pdf",
    "hold_json",
    "receipt",
    "checker",
}
NAME, STORY = "Marzipana Quince", "A pomegranate of a story about 4711 pounds"


def policy(response: Any) -> dict[str, str]:
    parts = (
        (part.split(maxsplit=1)[0], part.split(maxsplit=1)[1])
        for part in response["Content-Security-Policy"].split("; ")
    )
    return dict(parts)


def check_headers(response: Any, address: Address) -> None:
    allowed = policy(response)
    assert (allowed["default-src"], allowed["frame-ancestors"], allowed["base-uri"]) == ("'none'",) * 3
    assert {value for name, value in allowed.items() if name.endswith("-src") and name != "default-src"} <= {
        "'self'"
    }
    assert "unsafe" not in response["Content-Security-Policy"]
    held = {
        name: response[name]
        for name in (
            "X-Content-Type-Options",
            "Referrer-Policy",
            "X-Frame-Options",
            "X-Robots-Tag",
            "Cross-Origin-Opener-Policy",
        )
    }
    assert held == {
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "no-referrer",
        "X-Frame-Options": "DENY",
        "X-Robots-Tag": "noindex",
        "Cross-Origin-Opener-Policy": "same-origin",
    }
    assert ("no-store" in response["Cache-Control"]) is (address.name not in STORED)


@pytest.mark.parametrize("address", ADDRESSES, ids=lambda address: address.name)
def test_every_answer_carries_the_headers_whatever_the_method(address: Address) -> None:
    client = Client()
    for response in (
        client.get(address.url),
        client.post(address.url),
        client.put(address.url),
        client.head(address.url),
    ):
        check_headers(response, address)


ABOUT_NO_REPORT = (
    "start",
    "areas",
    "area",
    "area_feed",
    "figures",
    "figures_csv",
    "feedback",
    "feedback_thanks",
    "directory",
    "service",
    "talk",
    "talk_ask",
    "return",
    "lost_code",
)
"""Pages that anybody may look at, also a program that asks for the head of a page only, such as a link checker."""


@pytest.mark.parametrize("name", ABOUT_NO_REPORT)
def test_a_page_about_no_report_answers_who_asks_for_its_head_only(name: str) -> None:
    url = next(address.url for address in ADDRESSES if address.name == name)
    whole, head = Client().get(url), Client().head(url)
    assert (head.status_code, head.content) == (whole.status_code, b"")
    assert whole.status_code in {200, 302, 404}


@pytest.mark.parametrize("url", ["/nothing/", "/report/question/none/", "/staff/report/none/"])
def test_pages_of_what_is_not_there_carry_them_too(url: str) -> None:
    check_headers(Client().get(url), Address("none", url, ADDRESSES[0].opens_to))


def test_a_page_of_our_own_failure_carries_them_and_says_nothing_of_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("callpoint.pages.public.start.suggest", lambda *_, **__: 1 / 0)
    client = Client(raise_request_exception=False)
    response = client.get("/")
    check_headers(response, ADDRESSES[0])
    page = response.content.decode()
    assert (response.status_code, "Something went wrong on our side" in page, "ZeroDivision" in page) == (
        500,
        True,
        False,
    )


def test_the_addresses_that_need_no_answer_set_no_cookie() -> None:
    client = Client()
    seen = {
        each.name: dict(client.get(each.url).cookies) for each in ADDRESSES if each.name in WITHOUT_COOKIE
    }
    assert {name: cookies for name, cookies in seen.items() if cookies} == {}
    assert set(seen) == WITHOUT_COOKIE


def test_no_other_site_is_named_by_what_a_page_loads() -> None:
    person = sent()
    for url in (
        *(
            each.url
            for each in ADDRESSES
            if not each.is_staff
            and each.name
            not in FILES | {"exit", "theme", "health", "robots", "leave", "figures_csv", "area_feed"}
        ),
    ):
        person.go(url)
        loaded = [
            part.get("src") or part.get("href") or ""
            for part in person.tree.iter()
            if part.tag in {"script", "img", "link", "iframe"}
        ]
        assert [place for place in loaded if not place.startswith("/")] == []
        assert [
            part.tag for part in person.tree.iter() if part.get("style") is not None or part.tag == "style"
        ] == []
        assert [name for part in person.tree.iter() for name in part.attrib if name.startswith("on")] == []


@pytest.mark.parametrize("https", [False, True])
def test_the_one_cookie_is_hidden_from_scripts_and_other_sites(settings: Settings, *, https: bool) -> None:
    settings.SESSION_COOKIE_SECURE = https
    person = told()
    assert set(person.client.cookies) == {"session"}
    cookie = person.client.cookies["session"]
    held = (
        cookie["httponly"],
        cookie["samesite"],
        bool(cookie["secure"]),
        cookie["path"],
        cookie["expires"],
        cookie["max-age"],
    )
    assert held == (True, "Lax", https, "/", "", "")


def test_no_address_and_no_title_tells_a_name_a_story_or_a_secret() -> None:
    person = told(STORY)
    person.go("/report/question/name/").press("Continue", {"What is your name?": NAME}).go("/report/check/")
    code = person.code()
    titles = [send(person).title]
    reference = str(Report.objects.get().reference)
    back = came_back(code, reference)
    for reader in (person, back):
        titles += [
            reader.go(url).title
            for url in ("/report/done/", "/return/report/", "/report/help/", "/report/copy/")
        ]
    officer = signed_in_client(role="supervisor")
    page = officer.get(f"/staff/report/{Report.objects.get().id}/").content.decode()
    telling = [*NAME.split(), "pomegranate", "4711", code, code[:4], "fraud", "crime"]
    found = [
        word
        for word in telling
        for place in (*person.urls, *back.urls, *titles)
        if word.lower() in place.lower()
    ]
    assert found == []
    assert NAME not in page.split("</title>")[0]
    assert [url for url in (*person.urls, *back.urls) if reference in url] == []


def test_nothing_typed_by_a_reporter_becomes_a_link() -> None:
    person = sent("See https://evil.example/x and javascript:alert(1) or mailto:a@evil.example")
    for url in ("/return/report/", "/report/copy/", "/report/done/"):
        links = [link.get("href", "") for link in person.go(url).tree.iter("a")]
        assert [link for link in links if "evil" in link or link.startswith("javascript")] == []


def test_a_browser_that_takes_no_cookie_meets_words_instead_of_an_error() -> None:
    person = Browser().go("/report/question/story/")
    person.client.cookies.clear()
    person.press("Continue", {"Tell us what happened, in your own words": "Hello"})
    assert (person.status, person.heading) == (403, "Please send this once more")
