"""`callpoint identifiers`: what people write, searched for identifiers or scored. It needs the rules only."""

import argparse
import sys
from codecs import BOM_UTF8
from collections.abc import Iterable, Iterator
from pathlib import Path

from callpoint.project.exit_codes import BAD_INPUT, FAILED, WELL
from callpoint.rules.identifiers.scoring import BadLineError, found_lines, score, score_lines


def add_options(parser: argparse.ArgumentParser) -> None:
    """Declare the options of the subcommand."""
    way = parser.add_mutually_exclusive_group(required=True)
    way.add_argument(
        "--json", action="store_true", help="read texts from standard input, one JSON object a line"
    )
    way.add_argument("--score", metavar="FILE", help="score labelled lines and print a table")


def identifiers(chosen: argparse.Namespace) -> int:
    """Search standard input, or score a file."""
    try:
        return _score(Path(chosen.score)) if chosen.score else _search()
    except BadLineError as bad:
        sys.stderr.write(f"{bad}\n")
        return BAD_INPUT


def _search() -> int:
    for line in found_lines(_text_lines(sys.stdin.buffer)):
        # A lone half of a pair, as JSON can spell it, has no bytes in UTF-8: it leaves as it came in.
        sys.stdout.write(line.encode("utf-8", "backslashreplace").decode() + "\n")
        sys.stdout.flush()
    return WELL


def _score(path: Path) -> int:
    try:
        lines = path.read_bytes().splitlines()
    except OSError as missing:
        sys.stderr.write(f"{path} cannot be read ({missing.strerror}). Name a file of labelled lines.\n")
        return BAD_INPUT
    if not any(line.removeprefix(BOM_UTF8).strip() for line in lines):
        sys.stderr.write(f"{path} holds no line to score. Name a file of labelled lines.\n")
        return BAD_INPUT
    counted = score(_text_lines(lines))
    for line in score_lines(counted):
        sys.stdout.write(line + "\n")
    return WELL if counted.holds() else FAILED


def _text_lines(lines: Iterable[bytes]) -> Iterator[str]:
    """Read lines as UTF-8; one that is not is named like any other bad line."""
    for number, line in enumerate(lines, 1):
        try:
            yield (line.removeprefix(BOM_UTF8) if number == 1 else line).decode()
        except UnicodeDecodeError:
            raise BadLineError(number, "not text in UTF-8") from None
