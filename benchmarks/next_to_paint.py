"""How long the next report takes from the key to its paint in a browser, with many open reports, and where the time goes.

Fills a throw-away deployment with open reports and puts some that can be opened in front of them. A browser presses `g`
(accept what is suggested, open the next) again and again. For each press it says: until the answer was there, until it
stood in the page, until it was painted; and how much processor time the server took for it.

Run: .venv/bin/python -m benchmarks.next_to_paint [reports]
"""

import os
import shutil
import sys
import time
from datetime import timedelta
from statistics import median
from typing import Any

from benchmarks.deployment import set_up

REPORTS = 100_000
PRESSES = 24
STORY = "A man rang from 07700 900{number:03} and said he was my bank. I moved 400 pounds an hour ago."
WATCH = """
() => {
  window.measured = [];
  addEventListener("keydown", () => { window.pressed = performance.now(); }, true);
  document.addEventListener("callpoint:swapped", () => {
    const [answers, stood] = [performance.getEntriesByType("resource"), performance.now()];
    const answered = Math.max(...answers.map((each) => each.responseEnd));
    performance.clearResourceTimings();
    requestAnimationFrame(() => {
      const channel = new MessageChannel();
      channel.port1.onmessage = () => {
        const painted = performance.now();
        window.measured.push([answered, stood, painted].map((time) => time - window.pressed));
      };
      channel.port2.postMessage(0);
    });
  });
}
"""
"""A message that is posted from the frame comes after the frame was painted."""


def main() -> None:
    """Fill, serve, press, and say what it took."""
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # Playwright's loop is not ours
    set_up()
    from django.test import override_settings

    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    from django.conf import settings

    with override_settings(
        STORAGES={**settings.STORAGES, "staticfiles": plain}, ALLOWED_HOSTS=["localhost", "testserver"]
    ):
        _run(int(sys.argv[1]) if sys.argv[1:] else REPORTS)


def _run(reports: int) -> None:
    from django.contrib.staticfiles.handlers import StaticFilesHandler
    from django.test.testcases import LiveServerThread

    from benchmarks.queue import _fill
    from callpoint.clock import now

    _fill(reports, now())
    cookie = _officer()
    server = LiveServerThread("localhost", StaticFilesHandler)
    server.daemon = True
    server.start()
    server.is_ready.wait()
    if server.error:
        raise server.error
    _press(f"http://localhost:{server.port}", cookie)
    server.terminate()


def _officer() -> str:
    """Send the reports that are opened, in front of all others, and sign an officer in; give the session's cookie."""
    from callpoint.analysis.settling import settle_report
    from callpoint.clock import now
    from callpoint.records.models import Report
    from callpoint.rules.access import Role
    from tests.makers import DESK, a_report, signed_in_client

    at = now() - timedelta(hours=1)
    made = [a_report(when=at, unit=DESK, story=STORY.format(number=n)) for n in range(PRESSES + 2)]
    for report_id in made:
        settle_report(report_id=report_id, at=at)
    Report.objects.filter(id__in=made).update(urgency="now", next_due_at=at - timedelta(days=30))
    return signed_in_client(role=Role.INVESTIGATOR, unit=DESK).cookies["session"].value


def _press(url: str, cookie: str) -> None:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1280, "height": 900})
        page.context.add_cookies([{"name": "session", "value": cookie, "url": url}])
        page.goto(f"{url}/staff/?view=unit&state=received")
        page.evaluate(WATCH)
        page.keyboard.press("o")
        _wait(page, 1)
        costs = [_one(page, number) for number in range(2, PRESSES + 1)]
        _say(page.evaluate("window.measured")[1:], costs)
        browser.close()


def _one(page: Any, number: int) -> float:
    """Press once; give the processor time of this process meanwhile, which serves both answers."""
    page.wait_for_timeout(300)  # what the last press began is over
    begins = time.process_time()
    page.keyboard.press("g")
    _wait(page, number)
    return time.process_time() - begins


def _wait(page: Any, number: int) -> None:
    """Wait until so many presses were measured; the policy of the page forbids a function made of text."""
    while page.evaluate("window.measured.length") < number:
        page.wait_for_timeout(50)


def _say(measured: list[list[float]], costs: list[float]) -> None:
    answered, stood, painted = (sorted(column) for column in zip(*measured, strict=True))
    print(f"load {os.getloadavg()[0]:.1f}, {len(measured)} presses, milliseconds by the clock")
    for what, column in (("answered", answered), ("in place", stood), ("painted", painted)):
        print(f"{what}: median {median(column):.0f}, best {column[0]:.0f}, worst {column[-1]:.0f}")
    print(f"processor time of the server's side: median {1000 * median(costs):.0f} ms")


if __name__ == "__main__":
    main()
