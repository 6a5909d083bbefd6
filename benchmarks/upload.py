"""Files by form and in parts on the loopback: megabytes a second, seconds of processor, and memory meanwhile.

Run: .venv/bin/python -m benchmarks.upload [MEGABYTES [MEGABYTES IN PARTS]]

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
PART = os.urandom(4 * 1024 * 1024)
NO_CONTENT = 204
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

    def send_in_parts(self, megabytes: int) -> float:
        """Send one file by tus, 4 MiB at a time; give the seconds until the last answer."""
        length, offset = megabytes * len(PIECE), 0
        usual = {
            "Tus-Resumable": "1.0.0",
            "X-CSRFToken": self.token("/report/evidence/"),
            "Cookie": self.cookie,
        }
        connection = http.client.HTTPConnection(self.host, timeout=600)
        began = time.perf_counter()
        connection.request("POST", "/report/uploads/", headers={**usual, "Upload-Length": str(length)})
        begun = connection.getresponse()
        begun.read()
        url = str(begun.getheader("Location"))
        while offset < length:
            body = PART[: length - offset]
            headers = {
                **usual,
                "Upload-Offset": str(offset),
                "Content-Type": "application/offset+octet-stream",
            }
            connection.request("PATCH", url, body=body, headers=headers)
            answered = connection.getresponse()
            text = answered.read()
            assert answered.status == NO_CONTENT, (answered.status, text)
            offset = int(str(answered.getheader("Upload-Offset")))
        connection.close()
        return time.perf_counter() - began


def worked(processes: list[int]) -> float:
    """Give the seconds of processor that processes and their ended children used, as /proc says."""
    stats = (Path(f"/proc/{each}/stat").read_text(encoding="ascii") for each in processes)
    ticks = sum(sum(map(int, stat.rpartition(")")[2].split()[11:15])) for stat in stats)
    return ticks / os.sysconf("SC_CLK_TCK")


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
    words = sys.argv[1:]
    megabytes, in_parts = (int(word) for word in (*words, *("200", "1074")[len(words) :]))
    ours = {os.getpid()}
    with serving(CALLPOINT_EXHIBITS_MOST_BYTES="2000000000") as address:
        person = Person(address)
        person.tell()
        person.send_file(1)
        person.send_in_parts(1)
        web = [each for each in programs("callpoint.project.wsgi") if each not in ours]
        before = max(map(resident, web))
        form, tus = Watched(web), Watched(web)
        seconds = form.during(lambda: person.send_file(megabytes))
        parts_seconds = tus.during(lambda: person.send_in_parts(in_parts))
        two = _two_at_once(address, megabytes // 2)
        cost = {
            name: _cost(web, send)
            for name, send in (("form", person.send_file), ("parts", person.send_in_parts))
        }
    mib = 1024 * 1024
    print(f"through the form    {megabytes / seconds:8.0f} MB/s   ({megabytes} MB in {seconds:.2f} s)")
    print(
        f"in parts            {in_parts / parts_seconds:8.0f} MB/s   ({in_parts} MB in {parts_seconds:.2f} s)"
    )
    print(f"two at once         {megabytes // 2 * 2 / two:8.0f} MB/s   together")
    print(f"intake alone        {megabytes / intake_alone(megabytes):8.0f} MB/s")
    print(f"pyrage.encrypt_file {megabytes / bare(megabytes):8.0f} MB/s   disk to disk, made durable")
    print(
        f"processor, 100 MB   {cost['form']:8.2f} s by form, {cost['parts']:.2f} s in parts (web processes and children)"
    )
    for name, watched in (("form", form), ("parts", tus)):
        print(
            f"web process, {name:<6} {before / mib:8.1f} MiB before, grew by {(watched.most_web - before) / mib:.1f} MiB"
        )
        print(f"sealing child       {watched.most_child / mib:8.1f} MiB at most")
    print(f"load of the machine {os.getloadavg()[0]:8.1f}")


def _cost(web: list[int], send: Callable[[int], float]) -> float:
    """Give the processor seconds of the web processes for 100 MB, the median of three."""
    costs = []
    for _ in range(3):
        before = worked(web)
        send(100)
        costs.append(worked(web) - before)
    return sorted(costs)[1]


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
