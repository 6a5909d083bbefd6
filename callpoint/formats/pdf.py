"""A paper as a tagged PDF that screen readers follow and archives keep: PDF/UA-1 and PDF/A-2a.

PaperNotMadeError   the typesetter failed, or took too long

Every word of a paper reaches Typst as JSON and is shown as text; none is read as markup or code.
"""

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import asdict
from datetime import datetime
from functools import cache
from pathlib import Path
from threading import BoundedSemaphore
from typing import Any

from callpoint.formats.letters import FONTS, families, held_in_order, shown
from callpoint.formats.paper import Big, Facts, Heading, NewPage, Note, Paper, Steps, Text, Words

HERE = Path(__file__).parent
STANDARDS = ("ua-1", "a-2a")
NOT_SET = 3
"""The exit status of a typesetter that cannot set the text under the standards asked for."""
LONGEST_WAIT = 30
"""Seconds until a typesetter that hangs is ended, and until a paper that waits for its turn is given up."""
TOO_LONG = -1
"""Stands for the exit status where a paper was given up."""
AT_ONCE = BoundedSemaphore(2)
"""How many typesetters a server has at a time: each may need some 200 MB and one core."""
KINDS: dict[type, str] = {
    Heading: "heading",
    Text: "text",
    Facts: "facts",
    Steps: "steps",
    Note: "note",
    Big: "big",
    Words: "words",
    NewPage: "new-page",
}
"""What the template calls each block."""


class PaperNotMadeError(Exception):
    """The typesetter failed; holds its exit status, never a word of the paper."""

    def __init__(self, status: int) -> None:
        super().__init__(f"the typesetter ended with status {status}")
        self.status = status


def pdf(paper: Paper, *, made_at: datetime) -> bytes:
    """
    Set a paper on A4; the same paper and time give the same bytes.

    Where a mark stands where no font can set it, such as one alone on its line, the paper is tagged but
    promises no standard.

    :raises PaperNotMadeError: the typesetter failed, or needed more than its memory or time.
    """
    for standards in (STANDARDS, ()):
        done = _typeset(paper, made_at, standards)
        if done.returncode == 0:
            return done.stdout
        if done.returncode != NOT_SET:
            raise PaperNotMadeError(done.returncode)
    raise PaperNotMadeError(NOT_SET)


def _typeset(
    paper: Paper, made_at: datetime, standards: tuple[str, ...]
) -> subprocess.CompletedProcess[bytes]:
    asked = {
        "template": _template(),
        "fonts": str(FONTS),
        "paper": json.dumps(_plain(paper)),
        "made_at": int(made_at.timestamp()),
        "standards": standards,
        "not_set": NOT_SET,
    }
    if not AT_ONCE.acquire(timeout=LONGEST_WAIT):
        raise PaperNotMadeError(TOO_LONG)
    try:
        return subprocess.run(  # noqa: S603 - our own program, nothing of the paper is in its words
            [sys.executable, "-I", str(HERE / "typesetter.py")],
            input=json.dumps(asked).encode(),
            capture_output=True,
            timeout=LONGEST_WAIT,
            check=False,
            env={},
        )
    except subprocess.TimeoutExpired as error:
        raise PaperNotMadeError(TOO_LONG) from error
    finally:
        AT_ONCE.release()


@cache
def _template() -> str:
    return (HERE / "templates" / "paper.typ").read_text(encoding="utf-8")


def _plain(paper: Paper) -> dict[str, Any]:
    """Give the paper as the template reads it, in letters that our fonts have."""
    language, region = _tongue(paper.language)
    words = {"title": paper.title, "lead": paper.lead, "footer": paper.footer}
    lost = any(shown(text).lost for text in _texts([words, *map(asdict, paper.blocks)]))
    closing = (Note(text=paper.unshown),) if lost and paper.unshown else ()
    return {
        **_in_our_letters(words, paper.direction),
        "blocks": [
            {"kind": KINDS[type(block)], **_in_our_letters(asdict(block), paper.direction)}
            for block in (*paper.blocks, *closing)
        ],
        "language": language,
        "region": region,
        "direction": paper.direction,
        "fonts": families(),
    }


def _tongue(tag: str) -> tuple[str, str]:
    """Part a BCP 47 tag in language and region; what Typst cannot take is left out."""
    language, *more = tag.replace("_", "-").split("-")
    region = next((part.upper() for part in more if re.fullmatch(r"[A-Za-z]{2}", part)), "")
    return (language.lower() if re.fullmatch(r"[A-Za-z]{2,3}", language) else "en"), region


def _in_our_letters(value: Any, direction: str) -> Any:
    if isinstance(value, str):
        text = shown(value).text
        return "\n".join(map(held_in_order, text.split("\n"))) if direction == "rtl" else text
    if isinstance(value, dict):
        return {name: _in_our_letters(part, direction) for name, part in value.items()}
    return [_in_our_letters(part, direction) for part in value]


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
        return
    for part in value.values() if isinstance(value, dict) else value:
        yield from _texts(part)
