"""Previews by a real child program: without a network, within its limits, with nothing on the disk, never believed."""

import ctypes
import json
import os
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from callpoint.rules.file_kinds import read_kind
from callpoint.vault import previewing
from callpoint.vault.errors import ExhibitChangedError
from callpoint.vault.looking.confining import ASK_VERSION, CREATE_RULESET
from callpoint.vault.looking.seen import VEIL_SIDE, NotSeenError, Seen, Why
from callpoint.vault.previewing import picture_of, preview_of, reader_for
from tests.deployment import VAR
from tests.vault.files import a_mail, a_pdf, a_photo, a_picture, a_zip
from tests.vault.makers import marked_files

OFFICE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
MARK = b"quincunx of a preview"


def in_pieces(content: bytes) -> Iterator[bytes]:
    yield from (content[start : start + 65_536] for start in range(0, len(content), 65_536))


def seen(content: bytes, media_type: str) -> Seen:
    return preview_of(in_pieces(content), kind=read_kind(media_type))


def why_not(content: bytes = b"x", media_type: str = "text/plain") -> Why:
    with pytest.raises(NotSeenError) as refused:
        seen(content, media_type)
    return refused.value.why


READERS = {
    "image/heic": "pictures",
    "application/pdf": "pdfs",
    "message/rfc822": "mails",
    "application/mbox": "texts",
    "application/vnd.ms-outlook": "",
    "text/plain": "texts",
    "text/plain; as=chat": "texts",
    "application/zip; as=chat": "archives",
    "text/html": "texts",
    "image/svg+xml": "texts",
    OFFICE: "archives",
    "application/vnd.android.package-archive": "archives",
    "application/gzip": "",
    "video/mp4": "",
    "audio/ogg": "",
    "application/x-elf": "",
    "application/octet-stream": "",
    "image/gif; also=application/zip": "pictures",
}


@pytest.mark.parametrize("media_type", READERS)
def test_each_kind_has_its_reader_or_none(media_type: str) -> None:
    assert reader_for(read_kind(media_type)) == READERS[media_type]


@pytest.mark.parametrize(
    ("content", "media_type", "pictures", "first"),
    [
        (a_photo(), "image/jpeg", 1, "size"),
        (a_pdf(5), "application/pdf", 3, "pages"),
        (a_mail(), "message/rfc822", 0, "From"),
        (a_zip({"a": b"a"}), "application/zip", 0, "entries"),
    ],
)
def test_a_child_says_what_is_seen(content: bytes, media_type: str, pictures: int, first: str) -> None:
    found = seen(content, media_type)
    assert (found.pictures, found.facts[0][0]) == (pictures, first)


@pytest.mark.parametrize("charset", ["koi8-r", "iso-2022-jp", "utf-7", "mac_arabic", "base64", "no such one"])
def test_a_mail_in_any_letters_is_read_although_nothing_more_can_be_loaded(charset: str) -> None:
    mail = f'Content-Type: text/plain; charset="{charset}"\nSubject: =?{charset}?q?a?=\n\nhello'
    assert seen(mail.encode(), "message/rfc822").text in {"hello", "", "\N{REPLACEMENT CHARACTER}"}


def test_a_child_draws_a_picture() -> None:
    drawn = picture_of(in_pieces(a_pdf()), kind=read_kind("application/pdf"), number=1)
    assert drawn.startswith(b"\x89PNG")


def test_a_video_has_no_preview_and_no_child_is_started() -> None:
    assert why_not(media_type="video/mp4") is Why.NO_PREVIEW


def test_nothing_of_a_file_lies_on_the_disk_while_and_after_it_is_looked_at(tmp_path: Path) -> None:
    places: list[list[str]] = []

    def pieces() -> Iterator[bytes]:
        yield MARK * 4000
        places.extend([marked_files(VAR, MARK), marked_files(tmp_path, MARK)])
        yield MARK * 4000

    text = preview_of(pieces(), kind=read_kind("text/plain")).text
    places.append(marked_files(VAR, MARK))
    assert (text[: len(MARK)], places) == (MARK.decode(), [[], [], []])


def test_a_file_that_was_changed_is_said_to_be() -> None:
    def changed() -> Iterator[bytes]:
        yield b"hello"
        raise ExhibitChangedError

    with pytest.raises(ExhibitChangedError):
        preview_of(changed(), kind=read_kind("text/plain"))


TRIES = """
import json, os, resource, socket
from callpoint.vault.looking.confining import confine
is_cut = confine()
def tried(deed):
    try:
        deed()
    except (OSError, MemoryError) as error:
        return type(error).__name__
    return "done"
print(json.dumps({
    "is_cut": is_cut,
    "network": tried(lambda: socket.create_connection(("127.0.0.1", PORT), 2)),
    "file": tried(lambda: open(PATH, "wb", buffering=0).write(b"x")),
    "read": tried(lambda: open(KEPT, "rb")),
    "unix": tried(lambda: socket.socket(socket.AF_UNIX)),
    "paths": [tried(lambda: os.rename(KEPT, PATH)), tried(lambda: os.unlink(KEPT)), tried(lambda: os.truncate(KEPT, 0))],
    "memory": tried(lambda: bytearray(600_000_000)),
    "limits": [resource.getrlimit(what)[1] for what in (resource.RLIMIT_CORE, resource.RLIMIT_CPU)],
    "more": tried(lambda: resource.setrlimit(resource.RLIMIT_CORE, (0, 0))),
}))
"""


def test_a_confined_child_reaches_no_network_no_file_and_takes_no_more_memory(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        kept = tmp_path / "kept"
        kept.write_bytes(b"root key")
        program = (
            TRIES.replace("PORT", str(server.getsockname()[1]))
            .replace("PATH", repr(str(tmp_path / "x")))
            .replace("KEPT", repr(str(kept)))
        )
        ended = subprocess.run(
            [sys.executable, "-c", program],
            capture_output=True,
            check=True,
            env={name: os.environ[name] for name in previewing.ENVIRONMENT if name in os.environ},
        )
    told = json.loads(ended.stdout)
    asked = [sys.executable, "-c", "import ctypes, sys; sys.exit(ctypes.CDLL(None).unshare(0x50000000))"]
    if subprocess.run(asked, check=False).returncode:
        pytest.skip("NOT TESTED: this kernel gives no network of its own to a child")
    if ctypes.CDLL(None).syscall(CREATE_RULESET, None, ctypes.c_size_t(0), ASK_VERSION) < 3:
        pytest.skip("NOT TESTED: this kernel has no Landlock that knows all that is tried here")
    assert told == {
        "is_cut": True,
        "network": "OSError",
        "file": "OSError",
        "read": "OSError",
        "unix": "OSError",
        "paths": ["PermissionError"] * 3,
        "memory": "MemoryError",
        "limits": [0, 10],
        "more": "done",
    }


@pytest.fixture
def liar(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A program in the place of the child; the test writes what it does."""
    monkeypatch.setenv("PYTHONPATH", f"{tmp_path}:{os.environ.get('PYTHONPATH', '')}")
    monkeypatch.setattr("callpoint.vault.previewing.looker.__name__", "lying_child")
    return tmp_path / "lying_child.py"


BEGIN = "import sys, time\nsys.stdin.buffer.read()\nout = sys.stdout.buffer\n"
VEILED = (
    'out.write(b\'{{"network_is_cut": true, "seen": {{"facts": [], "text": "", "entries": [], '
    '"pictures": 1, "veils": [[{}]], "is_cut": false}}}}\')'
)
LIES = {
    "no words": ("", Why.DAMAGED),
    "no JSON": ("out.write(b'{')", Why.DAMAGED),
    "another JSON": ("out.write(b'[]')", Why.DAMAGED),
    "a reason nobody knows": ('out.write(b\'{"why": "x", "network_is_cut": true}\')', Why.DAMAGED),
    "nothing seen": ("out.write(b'{\"network_is_cut\": true}')", Why.DAMAGED),
    "numbers for words": (
        (
            'out.write(b\'{"network_is_cut": true, "seen": {"facts": [[1, 2]], "text": "", "entries": [], '
            '"pictures": 0, "is_cut": false}}\')'
        ),
        Why.DAMAGED,
    ),
    "a veil of words": (VEILED.format('"<script>"'), Why.DAMAGED),
    "a veil of numbers": (VEILED.format("1"), Why.DAMAGED),
    "depths of JSON": ("out.write(b'[' * 100_000)", Why.DAMAGED),
    "too many words": ("out.write(b'a' * 17_000_000)", Why.TOO_MUCH),
    "a crash": ("import os; os.abort()", Why.TOO_MUCH),
    "an error": ("sys.exit(3)", Why.TOO_MUCH),
}


@pytest.mark.parametrize("lie", LIES)
def test_a_child_that_was_taken_over_is_not_believed(liar: Path, lie: str) -> None:
    program, why = LIES[lie]
    liar.write_text(BEGIN + program)
    assert why_not() is why


def test_a_veil_that_is_too_fine_is_made_coarse_again(liar: Path) -> None:
    row = '"' + " ".join(["#aabbcc"] * 900) + '"'
    liar.write_text(BEGIN + VEILED.format(", ".join([row] * 900)))
    (veil,) = preview_of(in_pieces(b"x"), kind=read_kind("image/png")).veils
    assert (len(veil), {len(each.split()) for each in veil}) == (VEIL_SIDE, {VEIL_SIDE})


def test_what_is_no_picture_is_not_handed_on_as_one(liar: Path) -> None:
    liar.write_text(BEGIN + "out.write(b'{\"network_is_cut\": true}\\n<script>')")
    with pytest.raises(NotSeenError) as refused:
        picture_of(in_pieces(b"x"), kind=read_kind("image/png"), number=1)
    assert refused.value.why is Why.DAMAGED


def test_a_child_that_stands_still_is_ended(liar: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(previewing, "LONGEST_SECONDS", 0.2)
    liar.write_text("import threading\nthreading.Event().wait()")
    assert why_not(b"x" * 1_000_000) is Why.TOO_MUCH


def test_a_child_that_stops_reading_does_no_harm(liar: Path) -> None:
    liar.write_text("import sys\nsys.stdin.close()\nsys.exit(3)")
    assert why_not(b"x" * 1_000_000) is Why.TOO_MUCH


def test_where_the_network_stays_the_log_says_so_once(liar: Path, caplog: pytest.LogCaptureFixture) -> None:
    liar.write_text(BEGIN + 'out.write(b\'{"network_is_cut": false, "why": "too large"}\')')
    found = [why_not(), why_not()]
    assert (found, caplog.text.count("network in reach")) == ([Why.TOO_LARGE] * 2, 1)


def test_only_a_few_look_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(previewing, "LONGEST_WAIT_SECONDS", 0.01)
    monkeypatch.setattr(previewing, "_places", threading.BoundedSemaphore(1))
    reasons: list[Why] = []

    def pieces() -> Iterator[bytes]:
        reasons.append(why_not())
        yield b"hello"

    found = preview_of(pieces(), kind=read_kind("text/plain"))
    again = seen(a_picture(), "image/png")
    assert (found.text, reasons, again.pictures) == ("hello", [Why.BUSY], 1)
