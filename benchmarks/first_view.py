"""Bytes that a first visit to the first page transfers, as our own server sends them.

Run: .venv/bin/python -m benchmarks.first_view
"""

import os
import socket
import subprocess
import sys
import tempfile
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urljoin

from playwright.sync_api import Browser

PROJECT = Path(__file__).resolve().parents[1]
LIMIT = 60_000
"""Bytes: figure U6 of the product's goals."""
LOADED = {("link", "stylesheet"): "href", ("link", "icon"): "href", ("script", ""): "src", ("img", ""): "src"}
"""Elements for which a browser fetches more, by name and relation, with the attribute that says what."""


class _Fetches(HTMLParser):
    """Collects what a page makes a browser fetch."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Look at one element."""
        said = {name: value or "" for name, value in attrs}
        attribute = LOADED.get((tag, said.get("rel", "")))
        if attribute and said.get(attribute):
            self.found.append(said[attribute])


def first_view(address: str, *, coding: str) -> dict[str, int]:
    """
    Fetch the page at `address` and all it loads, with `coding` as Accept-Encoding.

    Returns bytes by address: headers and body as transferred.
    """
    page, size = _fetched(address, coding="identity")
    reader = _Fetches()
    reader.feed(page.decode())
    sizes = {address: size if coding == "identity" else _fetched(address, coding=coding)[1]}
    for found in reader.found:
        whole = urljoin(address, found)
        sizes[whole] = _fetched(whole, coding=coding)[1]
    return sizes


def _fetched(address: str, *, coding: str) -> tuple[bytes, int]:
    request = urllib.request.Request(address, headers={"Accept-Encoding": coding})  # noqa: S310 - our own server
    with urllib.request.urlopen(request, timeout=20) as answered:  # noqa: S310 - our own server
        body = answered.read()
        headers = sum(len(f"{name}: {value}\r\n") for name, value in answered.headers.items())
    return body, headers + len(body)


def fetched_by_browser(browser: Browser, address: str) -> set[str]:
    """Open a page as a new visitor and give every address that the browser asked for."""
    context = browser.new_context(viewport={"width": 360, "height": 640})
    asked: set[str] = set()
    page = context.new_page()
    page.on("request", lambda request: asked.add(request.url))
    page.goto(address, wait_until="networkidle")
    context.close()
    return asked


@contextmanager
def serving(**chosen: str) -> Iterator[str]:
    """Start the service in a folder of its own, as ./run does, with some settings, and give its address."""
    with tempfile.TemporaryDirectory(prefix="callpoint-first-view-") as var, socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
        free.close()
        kept = {name: value for name, value in os.environ.items() if not name.startswith("CALLPOINT_")}
        started = subprocess.Popen(
            [sys.executable, "-m", "callpoint.project.running"],
            cwd=PROJECT,
            env={**kept, "CALLPOINT_STORE_VAR": var, "CALLPOINT_PORT": str(port), **chosen},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        assert started.stdout is not None
        try:
            said = next(line for line in started.stdout if "http://" in line)
            yield next(word for word in said.split() if word.startswith("http://")).rstrip("/") + "/"
        finally:
            started.terminate()
            started.communicate(timeout=20)


def main() -> None:
    """Print bytes by file, packed as browsers ask over http and over https."""
    with serving() as address:
        packed = {coding: first_view(address, coding=coding) for coding in ("identity", "gzip", "br")}
    print(f"{'file':<46}" + "".join(f"{coding:>10}" for coding in packed))
    for one in packed["gzip"]:
        name = one.removeprefix(address.rstrip("/"))
        print(f"{name:<46}" + "".join(f"{sizes[one]:>10}" for sizes in packed.values()))
    print(
        f"{'all':<46}"
        + "".join(f"{sum(sizes.values()):>10}" for sizes in packed.values())
        + f"   at most {LIMIT}"
    )


if __name__ == "__main__":
    main()
