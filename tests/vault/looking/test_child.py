"""The child program: how much it keeps of a file, what it gives up first, and how it answers."""

import io
import json
import resource

import pytest

from callpoint.vault.looking import child
from callpoint.vault.looking.confining import CLONE_NEWNET, CLONE_NEWUSER, Room, confine
from tests.vault.files import a_picture


def answered(
    words: list[str], content: bytes, *, network_is_cut: bool = True
) -> tuple[dict[str, object], bytes]:
    """What the child says, run in this process with nothing given up."""
    way_out = io.BytesIO()
    ended = child.main(words, source=io.BytesIO(content), way_out=way_out, give_up=lambda: network_is_cut)
    line, _, rest = way_out.getvalue().partition(b"\n")
    assert ended == 0
    return json.loads(line), rest


def test_it_says_what_is_seen() -> None:
    answer, rest = answered(["texts", "page"], b"hello")
    seen = {"facts": [], "text": "hello", "entries": [], "pictures": 0, "veils": [], "is_cut": False}
    assert (answer, rest) == ({"network_is_cut": True, "seen": seen}, b"")


def test_it_gives_a_picture_after_its_line() -> None:
    answer, rest = answered(["pictures", "1"], a_picture(), network_is_cut=False)
    assert (answer, rest[:4]) == ({"network_is_cut": False}, b"\x89PNG")


def test_it_says_why_nothing_is_seen() -> None:
    answer, rest = answered(["pictures", "1"], b"words")
    assert (answer, rest) == ({"network_is_cut": True, "why": "cannot be read"}, b"")


def test_too_little_memory_is_said() -> None:
    class Full(io.BytesIO):
        def read(self, size: int | None = -1) -> bytes:
            del size
            raise MemoryError

    way_out = io.BytesIO()
    child.main(["texts", "page"], source=Full(), way_out=way_out, give_up=lambda: True)
    assert json.loads(way_out.getvalue())["why"] == "takes too much time or memory"


@pytest.mark.parametrize(
    ("reader", "most", "kept"),
    [("texts", "HEAD", b"a" * 150_000), ("archives", "TAIL", b"b" * 65_536 + b"c" * 50_000)],
)
def test_of_a_long_file_it_keeps_what_it_needs(
    monkeypatch: pytest.MonkeyPatch, reader: str, most: str, kept: bytes
) -> None:
    monkeypatch.setattr(child, most, 100_000 if reader == "texts" else 60_000)
    content = b"a" * 150_000 if reader == "texts" else b"a" * 65_536 * 2 + kept
    found = child.READERS[reader](io.BytesIO(content))
    assert found == (kept[:100_000] if reader == "texts" else kept)


def test_a_file_that_is_too_large_to_keep_is_read_to_its_end_all_the_same(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(child, "MOST_WHOLE", 100_000)
    source = io.BytesIO(b"a" * 300_000)
    way_out = io.BytesIO()
    child.main(["pictures", "page"], source=source, way_out=way_out, give_up=lambda: True)
    assert (json.loads(way_out.getvalue())["why"], source.read()) == ("too large", b"")


@pytest.mark.parametrize("answer", [0, -1])
def test_it_gives_up_memory_time_files_and_the_network(answer: int) -> None:
    limits: dict[int, tuple[int, int]] = {}
    asked: list[int] = []

    def unshare(what: int) -> int:
        asked.append(what)
        return answer

    def of_paths() -> None:
        asked.append(0)

    is_cut = confine(
        Room(memory=7, seconds=8), set_limit=limits.__setitem__, unshare=unshare, of_paths=of_paths
    )
    assert (limits, asked, is_cut) == (
        {
            resource.RLIMIT_CORE: (0, 0),
            resource.RLIMIT_FSIZE: (0, 0),
            resource.RLIMIT_NOFILE: (3, 3),
            resource.RLIMIT_CPU: (8, 8),
            resource.RLIMIT_AS: (7, 7),
        },
        [CLONE_NEWUSER | CLONE_NEWNET, 0],
        answer == 0,
    )
