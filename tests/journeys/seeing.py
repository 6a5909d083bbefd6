"""What a browser shows beside the page itself: broken rules of accessibility, complaints, requests to other hosts."""

import hashlib
import os
from dataclasses import dataclass, field
from typing import Any, Literal
from urllib.parse import urlsplit

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import ConsoleMessage, Page, Request, Route

TAGS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
OF_COLOURS = ("color-contrast", "link-in-text-block")
"""The rules of these tags that can find something else in the dark: all other looks of a theme are its colours."""
RUN_AXE = """
async (chosen) => {
  await Promise.all(document.getAnimations().map((running) => running.finished));
  const found = await axe.run({runOnly: chosen, resultTypes: ["violations"], preload: false});
  return found.violations.map((broken) => [broken.id, broken.nodes.map((node) => node.html.slice(0, 160))]);
}
"""
SEED = "callpoint"
EVERYTHING = bool(os.environ.get("CALLPOINT_TEST_FULL"))
"""./test --full looks at every page in every mode."""


@dataclass(frozen=True)
class Mode:
    """One way to look at a page: how wide, how bright."""

    width: int
    scheme: Literal["light", "dark"]

    @property
    def name(self) -> str:
        return f"{self.width} {self.scheme}"

    def put_on(self, page: Page) -> None:
        """Show the page that is open in this mode."""
        page.set_viewport_size({"width": self.width, "height": 640 if self.width == 360 else 900})
        page.emulate_media(color_scheme=self.scheme)

    def rules(self) -> dict[str, object]:
        """
        Give the rules of accessibility that this mode is held to, as axe takes them.

        By day every rule, at each width: what a width hides or shows may break any. In the dark the rules of colours;
        ./test --full holds every mode to every rule.
        """
        if self.scheme == "dark" and not EVERYTHING:
            return {"type": "rule", "values": list(OF_COLOURS)}
        return {"type": "tag", "values": list(TAGS)}


PHONE = Mode(360, "light")
OTHER_MODES = (Mode(360, "dark"), Mode(1280, "light"), Mode(1280, "dark"))


def modes_for(name: str) -> list[Mode]:
    """Every page is seen on a phone by day; of the other modes a seeded quarter, or all with ./test --full."""
    return [PHONE, *(mode for mode in OTHER_MODES if EVERYTHING or _is_drawn(f"{SEED} {name} {mode.name}"))]


def _is_drawn(ticket: str) -> bool:
    return hashlib.sha256(ticket.encode()).digest()[0] < 64


def broken_rules(page: Page, mode: Mode) -> list[str]:
    """Give each broken rule of accessibility with the elements that break it; our policy stays in force."""
    if not page.evaluate("Boolean(window.axe)"):
        page.evaluate(AXE_SCRIPT)
    found: list[Any] = page.evaluate(RUN_AXE, mode.rules())
    return [f"{rule}: {html}" for rule, htmls in found for html in htmls]


@dataclass
class Watch:
    """Notes what a browser complains of and whom else it asks; no name of another host is ever found."""

    page: Page
    own: str
    complaints: list[str] = field(default_factory=list)
    elsewhere: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.on("console", self._console)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("request", self._request)

    def taken(self) -> list[str]:
        """Give what was noted since the last look."""
        noted = [*self.complaints, *self.elsewhere]
        self.complaints.clear()
        self.elsewhere.clear()
        return noted

    def _console(self, message: ConsoleMessage) -> None:
        """An answer with an error's status is meant so, and the tests look at it themselves."""
        is_status = message.text.startswith("Failed to load resource: the server responded")
        is_page = urlsplit(message.location.get("url", "")).path.startswith(("/assets", "/theme")) is False
        if message.type in {"error", "warning"} and not (is_status and is_page):
            self.complaints.append(message.text)

    def _request(self, request: Request) -> None:
        if not request.url.startswith((self.own, "data:")):
            self.elsewhere.append(request.url)


def stands_for_elsewhere(page: Page, *, own: str) -> None:
    """
    Answer for all other hosts, for who leaves us.

    Only where somebody does: a browser that is asked about each request keeps no file, and each page costs more.
    """
    page.context.route(lambda url: not url.startswith(own), _nothing)


def _nothing(route: Route) -> None:
    route.fulfill(status=200, content_type="text/html", body="<title>Elsewhere</title>")


def scrolls_sideways(page: Page) -> bool:
    """Say whether something is wider than the screen."""
    return bool(page.locator("html").evaluate("root => root.scrollWidth > innerWidth"))


def ways_on(page: Page) -> int:
    """Count what leads on from a page: links and buttons of its main part beside back and exit; for staff also the menu."""
    leading = "#main-content :is(a[href]:not([href^='#']), button:not(.app-copy, .app-print))"
    if "/staff/" in page.url:
        leading += ", .govuk-service-navigation :is(a, button)"
    return page.locator(f"{leading}:visible").count()
