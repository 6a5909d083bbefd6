"""Seconds and bytes of each page of a report on a slow line: 50 kbit/s and 2 s delay, in Chromium on a phone's screen.

Run: .venv/bin/python -m benchmarks.slow_line
"""

import shutil
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from playwright.sync_api import CDPSession, Page, sync_playwright

from benchmarks.first_view import serving

BITS_A_SECOND = 50_000
DELAY_MS = 2_000
PATIENCE_MS = 120_000
STORY = (
    "A man rang me. He said he was from my bank and that my account was not safe. "
    "He told me to move my money to a safe account. I did. His number was 07700 900123."
)
TYPED: Mapping[str, Mapping[str, str]] = {
    "What is your postcode or town?": {"What is your postcode or town?": "S40 1TB"},
    "One payment": {"How much was it?": "1.2k", "When did you pay?": "last Tuesday"},
    "Where that payment went": {"Which bank or firm did it leave?": "Peak Savings Bank"},
    "You": {"What is your name?": "Ann Lee"},
}
"""Heading of a page to what is typed there, by label; other pages are skipped."""
CHECK = "Check what you told us"


@dataclass(frozen=True)
class Opened:
    """One page as it came over the line."""

    heading: str
    size: int
    """Bytes that came in, headers and all."""
    seconds_to_read: float
    """From the press until the first words stand on the screen."""
    seconds: float
    """From the press until everything is there."""


@dataclass
class SlowLine:
    """A browser's page behind a slow line, and what each page cost."""

    page: Page
    opened: list[Opened] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._came = 0
        line: CDPSession = self.page.context.new_cdp_session(self.page)
        line.send("Network.enable")
        each_way = BITS_A_SECOND / 8
        line.send(
            "Network.emulateNetworkConditions",
            {
                "offline": False,
                "latency": DELAY_MS,
                "downloadThroughput": each_way,
                "uploadThroughput": each_way,
            },
        )
        line.on("Network.loadingFinished", self._count)

    def _count(self, event: Mapping[str, float]) -> None:
        self._came += int(event["encodedDataLength"])

    def open(self, press: Callable[[], object]) -> str:
        """Do what leads to the next page, and note what it cost; gives the page's heading."""
        before, began = self._came, time.perf_counter()
        with self.page.expect_navigation(wait_until="domcontentloaded", timeout=PATIENCE_MS):
            press()
        self.page.get_by_role("heading", level=1).wait_for(timeout=PATIENCE_MS)
        readable = time.perf_counter() - began
        self.page.wait_for_load_state("load", timeout=PATIENCE_MS)
        whole = time.perf_counter() - began
        heading = " ".join(self.page.get_by_role("heading", level=1).inner_text().split())
        self.opened.append(Opened(heading, self._came - before, readable, whole))
        return heading


def walk(line: SlowLine, address: str) -> None:
    """Go the pensioner's way of the journeys: money just sent, told with two pages of facts, and sent."""
    page = line.page
    line.open(lambda: page.goto(address, wait_until="commit"))
    line.open(page.get_by_role("link", name="Money just gone").first.click)
    line.open(page.get_by_role("button", name="Tell us what happened").click)
    page.get_by_role("textbox").fill(STORY)
    line.open(page.get_by_role("button", name="Continue").click)
    heading = line.open(page.get_by_role("button", name="Go on with the report").click)
    while heading != CHECK:
        heading = line.open(_way_on(page, TYPED.get(heading, {})))
    page.get_by_role("checkbox", name="This is true as far as I know.").check()
    line.open(page.get_by_role("button", name="Send my report").click)


def _way_on(page: Page, typed: Mapping[str, str]) -> Callable[[], object]:
    for label, words in typed.items():
        page.get_by_label(label, exact=True).fill(words)
    if typed:
        return page.get_by_role("button", name="Continue").click
    return page.get_by_role("link", name="Skip this page").click


def main() -> None:
    """Print a line for each page."""
    chromium = shutil.which("chromium")
    if chromium is None:
        sys.exit("No chromium on this machine. Install it: apt-get install chromium")
    with serving() as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        line = SlowLine(browser.new_context(viewport={"width": 360, "height": 640}).new_page())
        walk(line, address)
        browser.close()
    print(f"{'page':<56}{'bytes':>8}{'read after':>12}{'whole after':>13}")
    for one in line.opened:
        print(f"{one.heading:<56}{one.size:>8}{one.seconds_to_read:>10.1f} s{one.seconds:>11.1f} s")
    waited = sum(one.seconds_to_read for one in line.opened)
    print(
        f"{len(line.opened)} pages, {sum(one.size for one in line.opened)} bytes, {waited:.0f} s of waiting"
    )


if __name__ == "__main__":
    main()
