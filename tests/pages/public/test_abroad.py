"""Who can help somebody in another country, and what of our own country's help is not shown there."""

from typing import Any

import pytest
from django.test import Client
from pytest_django import Settings

from callpoint.clock import now
from callpoint.pages.services_shown import view_for_country, view_of
from callpoint.records import knowledge as held
from callpoint.records.knowledge import _Shelf, knowledge
from tests.makers import with_service
from tests.pages.public.browsing import Browser

STATIONS = "Going to a police station"


def listed(place: str, **more: str) -> Browser:
    client = Client(enforce_csrf_checks=True)
    return Browser().shown(client.post("/who-can-help/", {"place": place, **more}), "/who-can-help/")


def dialled(page: Browser) -> set[str]:
    return {link.get("href", "") for link in page.tree.iter("a")}


@pytest.mark.parametrize(
    ("place", "note", "stations"),
    [
        ("Japan", "Country: Japan.", False),
        ("90210", "State: California.", False),
        ("DE1 1AA", "Police area: Derbyshire.", True),
        ("Narnia", "We do not know this place.", True),
    ],
)
def test_the_list_says_how_a_place_was_read_and_shows_front_desks_only_where_we_know_some(
    place: str, note: str, *, stations: bool
) -> None:
    page = listed(place)
    assert (page.status, note in page.text, "Police area: ." in page.text, STATIONS in page.text) == (
        200,
        True,
        False,
        stations,
    )


def test_a_country_abroad_gets_its_own_numbers_and_where_it_takes_reports() -> None:
    page = listed("Japan")
    held = {"tel:110", "tel:119", "https://www.npa.go.jp/cyber/"}
    assert (held - dialled(page), "tel:112" in dialled(page), "Reporting in Japan" in page.text) == (
        set(),
        False,
        True,
    )


@pytest.mark.parametrize("narrowed", [{"name": "childline"}, {"open": "yes"}])
def test_a_narrowed_list_abroad_adds_no_reporting_page(narrowed: dict[str, str]) -> None:
    assert "Reporting in Japan" not in listed("Japan", **narrowed).text


def test_a_worldwide_service_that_is_no_emergency_service_keeps_its_own_name_abroad() -> None:
    tool, at = knowledge().content.services["platform-report-tool"], now()
    assert view_for_country(tool, "JP", at=at) == view_of(tool, at=at)


@pytest.mark.django_db
@pytest.mark.database
def test_who_can_help_asks_no_database_and_starts_no_session(django_assert_num_queries: Any) -> None:
    client = Client(enforce_csrf_checks=True)
    with django_assert_num_queries(0):
        answers = [client.get("/who-can-help/"), client.post("/who-can-help/", {"place": "DE1 1AA"})]
    assert [(answer.status_code, dict(answer.cookies)) for answer in answers] == [(200, {}), (200, {})]


def test_who_can_help_promises_nothing_for_others() -> None:
    assert "between you and them" not in Browser().shown(Client().get("/who-can-help/"), "/").text


@pytest.fixture
def american(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    """A deployment for the United States."""
    with_service(settings, jurisdiction="us")
    monkeypatch.setattr(held, "_shelf", _Shelf())


@pytest.mark.usefixtures("american")
def test_a_deployment_in_the_us_shows_no_british_number() -> None:
    pages = [Browser().shown(Client().get(url), url) for url in ("/", "/now/danger-now/", "/now/talk/")]
    numbers = [{url for url in dialled(page) if url.startswith("tel:")} for page in pages]
    assert STATIONS not in Browser().shown(Client().get("/who-can-help/"), "/").text
    assert ([page.status for page in pages], numbers) == (
        [200] * 3,
        [{"tel:911"}, {"tel:911"}, {"tel:988", "tel:911"}],
    )
