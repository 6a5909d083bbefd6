"""All components in a real browser: accessibility rules, small screens, thumbs, print and the security policy."""

import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

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


def open_page(browser: Browser, address: str, *, width: int, scheme: Scheme = "light") -> Page:
    page = browser.new_context(color_scheme=scheme, viewport={"width": width, "height": 800}).new_page()
    page.goto(address)
    page.wait_for_selector("body.js-enabled")
    return page


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("name", [*NAMES, *(f"rtl/{name}" for name in NAMES)])
def test_no_rule_of_accessibility_is_broken(
    browser: Browser, address: str, name: str, width: int, scheme: Scheme
) -> None:
    page = open_page(browser, f"{address}/{name}.html", width=width, scheme=scheme)
    broken = Axe().run(page).response["violations"]
    assert [(rule["id"], [node["target"] for node in rule["nodes"]]) for rule in broken] == []


@pytest.mark.parametrize("name", [*NAMES, *(f"rtl/{name}" for name in NAMES)])
def test_a_narrow_screen_does_not_scroll_sideways(browser: Browser, address: str, name: str) -> None:
    page = open_page(browser, f"{address}/{name}.html", width=320)
    assert page.evaluate("document.documentElement.scrollWidth") == 320


@pytest.mark.parametrize("name", NAMES)
def test_everything_to_press_fits_a_thumb(browser: Browser, address: str, name: str) -> None:
    page = open_page(browser, f"{address}/{name}.html", width=360)
    assert page.evaluate(TOO_SMALL) == []


@pytest.mark.parametrize("name", NAMES)
def test_the_security_policy_refuses_nothing_a_page_needs(browser: Browser, address: str, name: str) -> None:
    refused: list[str] = []
    page = browser.new_context().new_page()
    page.on("console", lambda message: refused.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: refused.append(str(error)))
    page.goto(f"{address}/{name}.html")
    page.wait_for_selector("body.js-enabled")
    assert refused == []


def test_the_skip_link_moves_to_the_content(browser: Browser, address: str) -> None:
    page = open_page(browser, f"{address}/form.html", width=1280)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main-content"


def test_the_copy_button_copies_the_reference_and_says_so(browser: Browser, address: str) -> None:
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto(f"{address}/public.html")
    page.get_by_role("button", name="Copy the number").click()
    page.get_by_role("button", name="Copied").wait_for()
    assert page.evaluate("navigator.clipboard.readText()") == "CP 2K7M 9QXR"


def test_without_scripts_a_button_that_needs_one_is_not_offered(browser: Browser, address: str) -> None:
    page = browser.new_context(java_script_enabled=False).new_page()
    page.goto(f"{address}/public.html")
    assert [page.locator(kind).first.is_visible() for kind in (".app-copy", ".app-print")] == [False, False]


def test_the_words_left_are_counted_in_the_words_of_the_page(browser: Browser, address: str) -> None:
    page = open_page(browser, f"{address}/form.html", width=1280)
    assert page.get_by_text("Characters left: 179").first.is_visible()


def test_paper_has_no_navigation(browser: Browser, address: str) -> None:
    page = open_page(browser, f"{address}/public.html", width=1280, scheme="dark")
    page.emulate_media(media="print", color_scheme="dark")
    hidden = [".govuk-breadcrumbs", ".govuk-service-navigation", ".govuk-exit-this-page", ".app-footer__list"]
    shown = [part for part in hidden if page.locator(part).first.is_visible()]
    ink = page.evaluate("getComputedStyle(document.querySelector('.app-reference__label')).color")
    assert (shown, ink) == ([], "rgb(0, 0, 0)")
