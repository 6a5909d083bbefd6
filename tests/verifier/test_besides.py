"""What is given beside a receipt: files, the reporter's copy, and a checkpoint that somebody else kept."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from callpoint.rules.receipt import text_digest, written
from tests.verifier.makers import FIRST_FILES, LATER_FILES, Log, a_copy, a_receipt, written_to
from tests.verifier.running import Said, lines_of, verify


def test_a_file_that_was_taken_in_is_known_under_any_name(tmp_path: Path) -> None:
    path = written_to(tmp_path, "receipt.json", a_receipt().file())
    renamed = written_to(tmp_path, "IMG 1.jpg", FIRST_FILES["photo.jpg"])
    said = verify(path, renamed)
    last = lines_of(said.answer, after="Proved:")[-1]
    assert (said.code, last) == (0, "The file IMG 1.jpg is file 1, photo.jpg, byte for byte.")


def test_one_file_under_several_names_does_not_count_for_those_that_were_not_given(tmp_path: Path) -> None:
    path = written_to(tmp_path, "receipt.json", a_receipt().file())
    words = "Files that you did not give to this program were not looked at."
    one = [written_to(tmp_path, name, FIRST_FILES["photo.jpg"]) for name in ("a.jpg", "b.jpg", "c.jpg")]
    contents = [*FIRST_FILES.values(), *LATER_FILES.values()]
    every = [written_to(tmp_path, f"{number}", content) for number, content in enumerate(contents)]
    said = [words in verify(path, *files).answer for files in (one, every)]
    assert said == [True, False]


@pytest.mark.parametrize("content", [b"first picturE", b"first pictur", b"first picture\n", b""])
def test_a_file_that_was_changed_is_named(tmp_path: Path, content: bytes) -> None:
    path = written_to(tmp_path, "receipt.json", a_receipt().file())
    said = verify(path, written_to(tmp_path, "photo.jpg", content))
    words = f"DOES NOT HOLD. The file photo.jpg ({len(content)} bytes) is none of those that were taken in.\n"
    assert said == (1, words, "")


@pytest.mark.parametrize("place", ["missing.jpg", "", "a\0b"])
def test_a_file_that_cannot_be_opened_is_named(tmp_path: Path, place: str) -> None:
    path = written_to(tmp_path, "receipt.json", a_receipt().file())
    said = verify(path, tmp_path / place)
    assert (said.code, said.answer, said.besides.startswith("This file cannot be opened: ")) == (2, "", True)


def beside(folder: Path, copy: Any) -> Said:
    return verify(
        written_to(folder, "r.json", a_receipt().file()), "--copy", written_to(folder, "c.json", copy)
    )


def test_the_copy_is_held_against_the_hashes_of_the_text(tmp_path: Path) -> None:
    said = beside(tmp_path, a_copy())
    proved, not_proved = (lines_of(said.answer, after=part) for part in ("Proved:", "Not proved:"))
    assert (said.code, proved[-1], not_proved[2]) == (
        0,
        "The copy holds 3 text(s) word for word as received, under 'as_sent'.",
        "The wording of questions and choices in the copy: only what stands under 'as_sent' is hashed.",
    )


def part_of(place: int, **changes: object) -> Callable[[Any], object]:
    return lambda copy: copy["as_sent"][place].update(changes)


def rewritten(place: int) -> Callable[[Any], object]:
    """Put other words in, with their right hash."""
    content = written("Other words")
    return part_of(place, content=content, sha256=text_digest(content))


CHANGES: dict[str, tuple[Callable[[Any], object], str]] = {
    "the first text": (rewritten(0), "what was sent first is not the text that was received."),
    "a word": (part_of(0, content={}), "what was sent first is not the text that was received."),
    "a later text": (rewritten(2), "a part of it is not the text that was received."),
    "a hash": (part_of(1, sha256="0" * 64), "a hash in it is not that of its text."),
    "a time": (part_of(1, sent_at="2026-11-21T12:01:01Z"), "the time of a part is not that in the log."),
    "a time that is none": (part_of(1, sent_at="noon"), "the time of a part is not that in the log."),
}


@pytest.mark.parametrize("what", CHANGES)
def test_a_copy_that_was_changed_is_found(tmp_path: Path, what: str) -> None:
    change, words = CHANGES[what]
    copy = a_copy()
    change(copy)
    assert beside(tmp_path, copy) == (1, f"DOES NOT HOLD. The copy: {words}\n", "")


def test_the_copy_of_another_report_is_found(tmp_path: Path) -> None:
    said = beside(tmp_path, a_copy() | {"report_reference": None})
    assert said == (1, "DOES NOT HOLD. The copy is of another report.\n", "")


def test_a_copy_that_is_newer_or_older_than_the_receipt_is_no_false_alarm(tmp_path: Path) -> None:
    newer, older = a_copy(), a_copy()
    content = written("More")
    newer["as_sent"].append(
        {
            "what": "message",
            "sent_at": "2026-11-22T09:00:00Z",
            "content": content,
            "sha256": text_digest(content),
        }
    )
    del older["as_sent"][2]
    said = [beside(tmp_path, copy) for copy in (newer, older)]
    assert [(each.code, lines_of(each.answer, after="Not proved:")[3]) for each in said] == [
        (0, "1 text(s) of the copy are not on this receipt. Get a newer receipt."),
        (0, "1 text(s) on this receipt are not in the copy. Get a newer copy."),
    ]


@pytest.mark.parametrize(
    "copy",
    [
        b"",
        b"[]",
        b"{}",
        b'{"as_sent": []}',
        b'{"as_sent": {}}',
        b'{"as_sent": [1]}',
        b'{"as_sent": [{"content": 1}]}',
        b'{"as_sent": [{"content": 1.5}]}',
        b'{"a": 1, "a": 2}',
        b"[" * 100_000,
        b"\xff",
    ],
)
def test_a_copy_that_is_none_is_refused(tmp_path: Path, copy: bytes) -> None:
    words = "The copy is not one that this service makes, or it was cut short.\n"
    assert beside(tmp_path, copy) == (2, "", words)


def kept(folder: Path, note: bytes | str, *, earlier: tuple[int, ...] = (12,)) -> Said:
    path = written_to(folder, "r.json", a_receipt(earlier=earlier).file())
    return verify(path, "--checkpoint", written_to(folder, "note.txt", note))


def a_kept_note(size: int) -> str:
    log = Log()
    a_receipt(log)
    return log.note(size)


@pytest.mark.parametrize("size", [12, 20])
def test_a_checkpoint_of_the_same_history_is_recognised(tmp_path: Path, size: int) -> None:
    said = kept(tmp_path, a_kept_note(size))
    words = f"The checkpoint that you gave, of {size} lines, is of the same history."
    assert (said.code, words in lines_of(said.answer, after="Proved:")) == (0, True)


def test_a_checkpoint_with_the_lines_of_witnesses_is_read(tmp_path: Path) -> None:
    note = a_kept_note(20) + "\N{EM DASH} witness.example.org AAAAAAAA\nsomething else\n"
    assert kept(tmp_path, note).code == 0


def test_a_log_that_shows_two_histories_is_found(tmp_path: Path) -> None:
    other = Log()
    other.fill(20)
    words = "DOES NOT HOLD. The log shows two histories: its first 20 lines differ.\n"
    assert kept(tmp_path, other.note()) == (1, words, "")


def test_a_checkpoint_of_another_size_is_said_to_be_open(tmp_path: Path) -> None:
    said = kept(tmp_path, a_kept_note(7))
    words = "The checkpoint that you gave, of 7 lines: nothing here can be compared with it."
    assert (said.code, words in lines_of(said.answer, after="Not proved:")) == (0, True)


@pytest.mark.parametrize("note", [b"", b"\xff\xfe", b"hello\n\nworld\n"])
def test_a_checkpoint_that_is_none_is_said_to_be_so(tmp_path: Path, note: bytes) -> None:
    words = "DOES NOT HOLD. The checkpoint that you gave is not a checkpoint, or was cut short.\n"
    assert kept(tmp_path, note) == (1, words, "")


def test_every_earlier_size_is_found_to_be_the_beginning(tmp_path: Path) -> None:
    said = kept(tmp_path, a_kept_note(20), earlier=tuple(range(1, 21)))
    assert said.code == 0
