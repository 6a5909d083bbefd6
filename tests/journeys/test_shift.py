"""Thirty mixed reports in one shift without a mouse: at most 90 keys, no page loaded, and every record as it was meant."""

import pytest
from playwright.sync_api import Page, expect
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from callpoint.rules.access import Role
from tests.journeys.shift import WAYS, Keys, a_pile, ended
from tests.journeys.visiting import Visitor
from tests.makers import DESK, signed_in_client

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

NEW = "?view=unit&state=received"
"""What nobody has read yet: the pile of a shift."""
COUNT_MOUSE = "window.mouse = 0; addEventListener('pointerdown', () => { window.mouse += 1 }, true)"


@pytest.fixture
def visitor(
    desk: Page, live_server: LiveServer, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> Visitor:
    made = Visitor(desk, live_server.url, settings, monkeypatch)
    made.begin_anew()
    return made


def test_thirty_mixed_reports_take_ninety_keys_no_mouse_and_leave_no_wrong_record(visitor: Visitor) -> None:
    pile = a_pile()
    visitor.become(signed_in_client(role=Role.INVESTIGATOR, unit=DESK))
    visitor.open("staff_queue", query=NEW)
    page, keys = visitor.page, Keys(visitor.page)
    page.evaluate(COUNT_MOUSE)
    keys.press("o")
    for _ in pile:
        reference = page.locator("h1").inner_text().removeprefix("Report ")
        keys.press(*pile[reference].way.keys)
    expect(page.get_by_text("That was the last one of this view.")).to_be_visible()
    assert {case.reference: ended(case.id) for case in pile.values()} == {
        case.reference: case.expected for case in pile.values()
    }
    # A page that was loaded would have forgotten the count.
    assert (len(pile), page.evaluate("window.mouse")) == (30, 0)
    assert keys.pressed <= 90
    assert (len(WAYS["accept"].keys), len(WAYS["move"].keys) <= 5, len(WAYS["ask"].keys) <= 4) == (
        1,
        True,
        True,
    )
