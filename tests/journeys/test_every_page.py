"""Every page and every state of error in a browser: no rule of accessibility broken, no complaint, no dead end."""

from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from django.urls import get_resolver, resolve
from django.urls.exceptions import Resolver404
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from tests.journeys.every_page import LEADS_ON, NO_PAGES, PARTS, every_state
from tests.journeys.seeing import Watch, broken_rules, modes_for, scrolls_sideways, ways_on
from tests.journeys.visiting import State, Visitor, staff
from tests.journeys.windows import PHONE, Windows
from tests.structure.test_addresses import addresses


def test_no_address_is_forgotten() -> None:
    named = {str(pattern.name) for _, pattern in addresses(get_resolver().url_patterns)}
    reached = {state.address for state in every_state()} - {""}
    assert (named - reached - set(LEADS_ON) - set(NO_PAGES), reached - named) == (set(), set())


def test_no_two_states_share_a_name() -> None:
    names = [state.name for state in every_state()]
    assert sorted(names) == sorted(set(names))


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("part", PARTS)
def test_every_page_can_be_used_by_everybody(
    part: str, windows: Windows, live_server: LiveServer, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    staff.cache_clear()
    with windows.window(PHONE) as page:
        visitor = Visitor(page, live_server.url, settings, monkeypatch)
        watch = Watch(page, live_server.url)
        wrong = [(state.name, found) for state in PARTS[part]() for found in looked_at(state, visitor, watch)]
        visitor.begin_anew()
    assert not wrong, "\n" + "\n".join(f"{name}: {found}" for name, found in wrong)


def looked_at(state: State, visitor: Visitor, watch: Watch) -> Iterator[str]:
    """Bring a page into a state and give everything that is wrong with it."""
    visitor.begin_anew()
    state.reach(visitor)
    yield from wrong_way(state, visitor)
    for mode in modes_for(state.name):
        mode.put_on(visitor.page)
        yield from (f"{mode.name}: {rule}" for rule in broken_rules(visitor.page, mode))
        if scrolls_sideways(visitor.page):
            yield f"{mode.name}: scrolls sideways"
    yield from watch.taken()


def wrong_way(state: State, visitor: Visitor) -> Iterator[str]:
    """Give what shows that this is another page than was meant, or that it leads nowhere."""
    page = visitor.page
    yield from (
        f"{what} is {got!r}, not {meant!r}"
        for what, got, meant in (
            ("the address", address_of(urlsplit(page.url).path), state.address),
            ("the status", visitor.status, state.status),
            ("the number of h1", page.locator("h1").count(), 1),
            ("Error in the title", page.title().startswith("Error: "), state.has_error),
            ("focus on the errors", page.evaluate(FOCUS_ON_ERRORS), state.has_error),
            ("a way on", ways_on(page) > 0, True),
        )
        if got != meant
    )


FOCUS_ON_ERRORS = "Boolean(document.activeElement?.closest('.govuk-error-summary'))"


def address_of(path: str) -> str:
    """Give the name of the address of a path; '' where there is none."""
    try:
        return str(resolve(path).url_name)
    except Resolver404:
        return ""
