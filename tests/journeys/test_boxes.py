"""Boxes drawn over a picture: by mouse, finger and keys they fill the field that is typed into without scripts."""

import io

import pytest
from PIL import Image
from playwright.sync_api import Browser, Locator, Page, expect
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from callpoint.records.models import Report
from callpoint.records.sealed import ReportSeal
from callpoint.vault.exhibits import identity_of
from callpoint.vault.models import Exhibit
from callpoint.vault.opening import opened_pieces
from tests.actions.disclosure import a_case, with_file
from tests.journeys.visiting import Visitor, held, staff
from tests.vault.files import a_picture

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture(params=[360, 1280])
def visitor(
    request: pytest.FixtureRequest,
    browser: Browser,
    live_server: LiveServer,
    settings: Settings,
    monkeypatch: pytest.MonkeyPatch,
) -> Visitor:
    staff.cache_clear()
    context = browser.new_context(viewport={"width": request.param, "height": 700}, has_touch=True)
    context.set_default_timeout(8000)
    request.addfinalizer(context.close)  # noqa: PT021 - a fixture that yields would need a line more for no gain
    made = Visitor(context.new_page(), live_server.url, settings, monkeypatch)
    made.begin_anew()
    report_id = a_case()
    held("staff_black_out", report_id, with_file(report_id, a_picture(size=(800, 400))), as_=staff)(made)
    made.page.locator("main details summary").first.click()
    expect(made.page.locator("img.app-preview")).not_to_have_js_property("naturalWidth", 0)
    return made


def area_of(page: Page) -> Locator:
    area = page.locator("[data-boxes-area]")
    area.scroll_into_view_if_needed()
    return area


def boxes_in(page: Page) -> list[list[int]]:
    typed = page.locator("#boxes").input_value()
    return [[int(each) for each in line.split()] for line in typed.splitlines()]


def drag(page: Page, start: tuple[float, float], end: tuple[float, float]) -> None:
    """Press at a place of the page that is told in hundredths, move, and let go."""
    frame = area_of(page).bounding_box()
    assert frame is not None
    places = [(frame["x"] + frame["width"] * x, frame["y"] + frame["height"] * y) for x, y in (start, end)]
    page.mouse.move(*places[0])
    page.mouse.down()
    page.mouse.move(*places[1], steps=5)
    page.mouse.up()


def near(found: list[int], meant: list[int]) -> bool:
    return found[0] == meant[0] and all(abs(a - b) <= 2 for a, b in zip(found, meant, strict=True))


def test_a_box_is_drawn_moved_sized_and_removed_with_the_mouse(visitor: Visitor) -> None:
    page = visitor.page
    drag(page, (0.10, 0.20), (0.40, 0.60))
    assert near(boxes_in(page)[0], [1, 10, 20, 30, 40])
    drag(page, (0.20, 0.30), (0.50, 0.40))
    assert near(boxes_in(page)[0], [1, 40, 30, 30, 40])
    drag(page, (0.695, 0.69), (0.80, 0.89))
    assert near(boxes_in(page)[0], [1, 40, 30, 41, 60])
    page.get_by_role("button", name="Remove the box").click()
    assert boxes_in(page) == []
    expect(page.locator("[data-boxes-status]")).to_have_text("Boxes: 0")


def test_a_box_is_drawn_moved_sized_and_removed_with_keys_alone(visitor: Visitor) -> None:
    page = visitor.page
    page.get_by_role("button", name="Add a box").focus()
    page.keyboard.press("Enter")
    assert boxes_in(page) == [[1, 40, 45, 20, 10]]
    for key in ("ArrowLeft", "ArrowUp", "Shift+ArrowRight", "Shift+ArrowDown"):
        page.keyboard.press(key)
    assert boxes_in(page) == [[1, 39, 44, 21, 11]]
    expect(page.locator(":focus")).to_have_attribute(
        "aria-label", "Box: left 39, top 44, width 21, height 11 percent"
    )
    page.keyboard.press("Delete")
    assert boxes_in(page) == []
    expect(page.get_by_role("button", name="Add a box")).to_be_focused()


def test_a_finger_draws_a_box(visitor: Visitor) -> None:
    page = visitor.page
    frame = area_of(page).bounding_box()
    assert frame is not None
    touch = page.context.new_cdp_session(page)
    for kind, x in (("touchStart", 0.5), ("touchMove", 0.6), ("touchMove", 0.75), ("touchEnd", 0.75)):
        at = {"x": frame["x"] + frame["width"] * x, "y": frame["y"] + frame["height"] * x}
        touch.send(
            "Input.dispatchTouchEvent", {"type": kind, "touchPoints": [] if kind == "touchEnd" else [at]}
        )
    assert near(boxes_in(page)[0], [1, 50, 50, 25, 25])


def test_typed_boxes_are_drawn_and_lines_that_no_page_shows_stay_as_typed(visitor: Visitor) -> None:
    page = visitor.page
    page.locator("#boxes").fill("1 5 5 10 10\n9 0 0 100 100\nx")
    expect(page.locator(".app-boxes__box")).to_have_count(1)
    page.get_by_role("button", name="Add a box").click()
    assert page.locator("#boxes").input_value().splitlines() == [
        "1 5 5 10 10",
        "1 40 45 20 10",
        "9 0 0 100 100",
        "x",
    ]


def test_what_is_seen_as_the_result_is_what_comes_out(visitor: Visitor) -> None:
    page = visitor.page
    drag(page, (0.10, 0.20), (0.40, 0.60))
    shown = page.get_by_role("button", name="Show it as it comes out")
    shown.click()
    expect(shown).to_have_attribute("aria-pressed", "true")
    expect(page.locator(".app-boxes__box")).to_have_css("background-color", "rgb(0, 0, 0)")
    [[_page, left, top, width, height]] = boxes_in(page)
    with page.expect_navigation():
        page.get_by_role("button", name="Black out").click()
    made = Exhibit.objects.exclude(made_from_id=None).get()
    key = ReportSeal.of(Report.objects.get(id=made.report_id)).key
    drawn = Image.open(io.BytesIO(b"".join(opened_pieces(made, identity=identity_of(key, made)))))
    black = Image.eval(drawn.convert("L"), lambda value: 255 if value == 0 else 0).getbbox()
    # A box of whole percents is drawn outward to whole pixels, and its last row and column count.
    assert black == (8 * left, 4 * top, 8 * (left + width) + 1, 4 * (top + height) + 1)
