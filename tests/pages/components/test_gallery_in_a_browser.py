"""All components in a real browser: accessibility rules, small screens, thumbs, print and the security policy."""

import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from itertools import product
from pathlib import Path
from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.journeys.windows import DESK, PHONE_WITHOUT_SCRIPTS, Windows
from tests.pages.components.gallery_pages import NAMES, GalleryPage, write_gallery

pytestmark = pytest.mark.browser

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'"
)
TOO_SMALL = """
() => [...document.querySelectorAll("a, button, input, select, textarea, summary")]
  .filter((e) => e.offsetParent && !e.closest("p") && !e.matches(".govuk-skip-link"))
  .filter((e) => !["::after", "::before"].some((p) => getComputedStyle(e, p).position === "absolute"
    && getComputedStyle(e, p).content !== "none"))
  .filter((e) => e.getBoundingClientRect().height < 44)
  .map((e) => e.outerHTML.slice(0, 120))
"""
Scheme = Literal["dark", "light"]
SCHEMES: tuple[Scheme, ...] = ("light", "dark")


class _Site(SimpleHTTPRequestHandler):
    def end_headers(self) -> None:
        self.send_header("Content-Security-Policy", POLICY)
        super().end_headers()

    def log_message(self, *_: object) -> None:
        """Keep the test's output to itself."""


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder: Path = tmp_path_factory.mktemp("gallery")
    write_gallery(folder, GalleryPage())
    (folder / "rtl").mkdir()
    write_gallery(folder / "rtl", GalleryPage(language="ar", direction="rtl"))
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Site, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def page(windows: Windows) -> Iterator[Page]:
    with windows.window(DESK) as opened:
        yield opened


def shown(page: Page, address: str, *, width: int, scheme: Scheme = "light") -> Page:
    page.set_viewport_size({"width": width, "height": 800})
    page.emulate_media(color_scheme=scheme)
    page.goto(address)
    page.wait_for_selector("body.js-enabled")
    return page


@pytest.mark.parametrize("name", [*NAMES, *(f"rtl/{name}" for name in NAMES)])
def test_no_rule_of_accessibility_is_broken(page: Page, address: str, name: str) -> None:
    """Every rule there is, at two widths, by day and in the dark; the gallery shows every component."""
    shown(page, f"{address}/{name}.html", width=360)
    broken = []
    for width, scheme in product((360, 1280), SCHEMES):
        page.set_viewport_size({"width": width, "height": 800})
        page.emulate_media(color_scheme=scheme)
        found = Axe().run(page).response["violations"]
        broken += [(width, scheme, rule["id"], [node["target"] for node in rule["nodes"]]) for rule in found]
    assert broken == []


@pytest.mark.parametrize("name", [*NAMES, *(f"rtl/{name}" for name in NAMES)])
def test_a_narrow_screen_does_not_scroll_sideways(page: Page, address: str, name: str) -> None:
    shown(page, f"{address}/{name}.html", width=320)
    assert page.evaluate("document.documentElement.scrollWidth") == 320


@pytest.mark.parametrize("name", NAMES)
def test_everything_to_press_fits_a_thumb(page: Page, address: str, name: str) -> None:
    shown(page, f"{address}/{name}.html", width=360)
    assert page.evaluate(TOO_SMALL) == []


@pytest.mark.parametrize("name", NAMES)
def test_the_security_policy_refuses_nothing_a_page_needs(page: Page, address: str, name: str) -> None:
    refused: list[str] = []
    page.on("console", lambda message: refused.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: refused.append(str(error)))
    shown(page, f"{address}/{name}.html", width=1280)
    assert refused == []


def test_the_skip_link_moves_to_the_content(page: Page, address: str) -> None:
    shown(page, f"{address}/form.html", width=1280)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main-content"


def test_the_copy_button_copies_the_reference_and_says_so(page: Page, address: str) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(f"{address}/public.html")
    page.get_by_role("button", name="Copy the number").click()
    page.get_by_role("button", name="Copied").wait_for()
    assert page.evaluate("navigator.clipboard.readText()") == "CP 2K7M 9QXR"


def test_without_scripts_a_button_that_needs_one_is_not_offered(windows: Windows, address: str) -> None:
    with windows.window(PHONE_WITHOUT_SCRIPTS) as page:
        page.goto(f"{address}/public.html")
        offered = [page.locator(kind).first.is_visible() for kind in (".app-copy", ".app-print")]
    assert offered == [False, False]


def test_the_words_left_are_counted_in_the_words_of_the_page(page: Page, address: str) -> None:
    shown(page, f"{address}/form.html", width=1280)
    assert page.get_by_text("Characters left: 179").first.is_visible()


def test_paper_has_no_navigation(page: Page, address: str) -> None:
    shown(page, f"{address}/public.html", width=1280, scheme="dark")
    page.emulate_media(media="print", color_scheme="dark")
    hidden = [".govuk-breadcrumbs", ".govuk-service-navigation", ".govuk-exit-this-page", ".app-footer__list"]
    visible = [part for part in hidden if page.locator(part).first.is_visible()]
    ink = page.evaluate("getComputedStyle(document.querySelector('.app-reference__label')).color")
    assert (visible, ink) == ([], "rgb(0, 0, 0)")
