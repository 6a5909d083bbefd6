"""Officers look at exhibits in a real browser: a picture comes only once its cover is lifted, and all fits a phone."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from callpoint.rules.custody import ExhibitDeed
from callpoint.vault.models import CustodyEntry
from tests.actions.makers import a_kept_exhibit
from tests.makers import signed_in_client
from tests.vault.files import a_photo

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.database, pytest.mark.browser]


@pytest.fixture(autouse=True)
def _own_folder(tmp_path: Path, settings: Settings) -> None:
    settings.CALLPOINT_EXHIBITS = tmp_path / "exhibits"


def signed_in_page(browser: Browser, live_server: LiveServer, *, scripts: str) -> Page:
    """A page as wide as a phone, of an officer who has signed in."""
    session = signed_in_client().cookies["session"].value
    context = browser.new_context(
        viewport={"width": 360, "height": 640}, java_script_enabled=scripts == "with scripts"
    )
    context.add_cookies([{"name": "session", "value": session, "url": live_server.url}])
    context.set_default_timeout(8000)
    return context.new_page()


def test_a_picture_is_asked_for_only_once_its_cover_is_lifted(
    browser: Browser, live_server: LiveServer
) -> None:
    exhibit = a_kept_exhibit(a_photo(), name="IMG_2041.jpg")
    page = signed_in_page(browser, live_server, scripts="with scripts")
    place = f"{live_server.url}/staff/report/{exhibit.report_id}/exhibit/1/"
    page.goto(f"{place}preview/", wait_until="networkidle")
    before = CustodyEntry.objects.filter(what=ExhibitDeed.SHOW_PICTURE).count()
    with page.expect_response("**/picture/1/") as answered:
        page.locator("main details summary").first.click()
    wide = [page.evaluate("document.documentElement.scrollWidth")]
    page.goto(f"{place}custody/")
    wide.append(page.evaluate("document.documentElement.scrollWidth"))
    page.context.close()
    assert (before, answered.value.status, wide) == (0, 200, [360, 360])
    assert list(CustodyEntry.objects.order_by("id").values_list("what", flat=True)) == [
        ExhibitDeed.TAKE_IN,
        ExhibitDeed.PREVIEW,
        ExhibitDeed.SHOW_PICTURE,
        ExhibitDeed.SEE_CUSTODY,
    ]


@pytest.mark.parametrize("scripts", ["with scripts", "without scripts"])
def test_a_picture_is_covered_until_it_is_asked_for(
    browser: Browser, live_server: LiveServer, scripts: str
) -> None:
    exhibit = a_kept_exhibit(a_photo(), name="IMG_2041.jpg")
    page = signed_in_page(browser, live_server, scripts=scripts)
    page.goto(f"{live_server.url}/staff/report/{exhibit.report_id}/exhibit/1/preview/")
    picture = page.locator("img.app-preview")
    before = picture.is_visible()
    page.locator("main details summary").first.click()
    expect(picture).to_be_visible()
    expect(picture).to_have_js_property("naturalWidth", 64)
    page.context.close()
    assert not before
