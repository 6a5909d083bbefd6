"""Files through the form on the loopback: megabytes a second, and what the web process holds in memory meanwhile.

Run: .venv/bin/python -m benchmarks.upload [MEGABYTES]

Compared with the binding's own `pyrage.encrypt_file` from disk to disk, and with the vault's intake without the web.
"""

import html.parser
import http.client
import os
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlencode, urlsplit
from uuid import uuid4

import django
import pyrage
from django.conf import settings

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "callpoint.project.settings")
django.setup()

from benchmarks.first_view import serving
from callpoint.vault.intake import Intake

PIECE = os.urandom(1_000_000)
BOUNDARY = "callpoint-benchmark"
STORY = "I paid 60 pounds for shoes in a web shop three weeks ago. They never came."


class _Token(html.parser.HTMLParser):
    """Finds the token of a page's forms."""

    def __init__(self) -> None:
        super().__init__()
        self.found = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Look at one element."""
        said = dict(attrs)
        if tag == "input" and said.get("name") == "csrfmiddlewaretoken":
            self.found = said.get("value") or ""


class Person:
    """Somebody with a session at the service."""

    def __init__(self, address: str) -> None:
        self.host = urlsplit(address).netloc
        self.cookie = ""

    def ask(
        self, method: str, path: str, *, body: object = None, headers: dict[str, str] | None = None
    ) -> str:
        """Send a request and give the text of the answer; the answer's status must not be an error."""
        connection = http.client.HTTPConnection(self.host, timeout=600)
        sent = {"Cookie": self.cookie, "Origin": f"http://{self.host}", **(headers or {})}
        connection.request(method, path, body=body, headers=sent)  # type: ignore[arg-type]  # an iterable of bytes is fine
        answered = connection.getresponse()
        text = answered.read().decode()
        for name, value in answered.getheaders():
            if name.lower() == "set-cookie":
                self.cookie = value.partition(";")[0]
        assert answered.status < 400, (answered.status, text[:2000])
        connection.close()
        return text

    def token(self, path: str) -> str:
        """Give the token of a page's forms."""
        reader = _Token()
        reader.feed(self.ask("GET", path))
        return reader.found

    def tell(self) -> None:
        """Begin a report."""
        path = "/report/question/story/"
        body = urlencode({"csrfmiddlewaretoken": self.token(path), "answer": STORY, "story": STORY})
        self.ask("POST", path, body=body, headers={"Content-Type": "application/x-www-form-urlencoded"})

    def send_file(self, megabytes: int) -> float:
        """Send one file through the form; give the seconds until it was answered."""
        token = self.token("/report/evidence/")
        head = "".join(
            f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
            for name, value in (("csrfmiddlewaretoken", token), ("do", "add"), ("send_key", uuid4().hex))
        )
        head += f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="files"; filename="film.mp4"\r\n\r\n'
        foot = f"\r\n--{BOUNDARY}--\r\n"

        def body() -> Iterator[bytes]:
            yield head.encode()
            for _ in range(megabytes):
                yield PIECE
            yield foot.encode()

        length = len(head) + len(foot) + megabytes * len(PIECE)
        headers = {"Content-Type": f"multipart/form-data; boundary={BOUNDARY}", "Content-Length": str(length)}
        began = time.perf_counter()
        self.ask("POST", "/report/evidence/", body=body(), headers=headers)
        return time.perf_counter() - began


def resident(process: int) -> int:
    """Give the bytes that a process holds in memory, as /proc says."""
    status = Path(f"/proc/{process}/status").read_text(encoding="ascii")
    line = next(line for line in status.splitlines() if line.startswith("VmRSS"))
    return int(line.split()[1]) * 1024


def programs(word: str) -> list[int]:
    """Give the processes of this machine in whose command line a word stands."""
    found = []
    for place in Path("/proc").iterdir():
        try:
            is_one = place.name.isdecimal() and word.encode() in (place / "cmdline").read_bytes()
        except OSError:
            continue
        found += [int(place.name)] if is_one else []
    return found


class Watched:
    """Notes the most memory that the web process and a sealing child hold while something runs."""

    def __init__(self, web: list[int]) -> None:
        self.web, self.most_web, self.most_child = web, 0, 0
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._look)

    def _look(self) -> None:
        while not self._stop.wait(0.05):
            try:
                self.most_web = max(self.most_web, *map(resident, self.web))
                self.most_child = max([self.most_child, *map(resident, programs("callpoint.vault.sealer"))])
            except (OSError, StopIteration):
                continue

    def during(self, work: Callable[[], float]) -> float:
        """Watch while something runs, and give what it gives."""
        self._thread.start()
        try:
            return work()
        finally:
            self._stop.set()
            self._thread.join()


def bare(megabytes: int) -> float:
    """Give the seconds that the binding takes from disk to disk, made durable as ours is."""
    with tempfile.TemporaryDirectory() as folder:
        plain, sealed = Path(folder) / "in", Path(folder) / "out"
        with plain.open("wb") as file:
            for _ in range(megabytes):
                file.write(PIECE)
        began = time.perf_counter()
        pyrage.encrypt_file(str(plain), str(sealed), [pyrage.x25519.Identity.generate().to_public()])
        with sealed.open("rb") as file:
            os.fsync(file.fileno())
        return time.perf_counter() - began


def intake_alone(megabytes: int) -> float:
    """Give the seconds that the vault's intake takes without the web."""
    with tempfile.TemporaryDirectory() as folder:
        settings.CALLPOINT_EXHIBITS = Path(folder)
        intake = Intake(uuid4(), most_bytes=megabytes * len(PIECE))
        began = time.perf_counter()
        for _ in range(megabytes):
            for start in range(0, len(PIECE), 65_536):
                intake.write(PIECE[start : start + 65_536])
        intake.finish()
        return time.perf_counter() - began


def main() -> None:
    """Print the figures."""
    megabytes = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    ours = {os.getpid()}
    with serving() as address:
        person = Person(address)
        person.tell()
        person.send_file(1)
        web = [each for each in programs("callpoint.project.wsgi") if each not in ours]
        before = max(map(resident, web))
        watched = Watched(web)
        seconds = watched.during(lambda: person.send_file(megabytes))
        two = _two_at_once(address, megabytes // 2)
    mib = 1024 * 1024
    print(f"through the form    {megabytes / seconds:8.0f} MB/s   ({megabytes} MB in {seconds:.2f} s)")
    print(f"two at once         {megabytes // 2 * 2 / two:8.0f} MB/s   together")
    print(f"intake alone        {megabytes / intake_alone(megabytes):8.0f} MB/s")
    print(f"pyrage.encrypt_file {megabytes / bare(megabytes):8.0f} MB/s   disk to disk, made durable")
    print(
        f"web process         {before / mib:8.1f} MiB before, grew by {(watched.most_web - before) / mib:.1f} MiB"
    )
    print(f"sealing child       {watched.most_child / mib:8.1f} MiB at most")


def _two_at_once(address: str, megabytes: int) -> float:
    people = [Person(address), Person(address)]
    for person in people:
        person.tell()
    threads = [threading.Thread(target=person.send_file, args=[megabytes]) for person in people]
    began = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return time.perf_counter() - began


if __name__ == "__main__":
    main()
