"""The command `near-copies`: from texts in a file to series of near-copies; no database, no keys, no network."""

import argparse
import json
import sys
from codecs import BOM_UTF8
from pathlib import Path

from callpoint.project.exit_codes import BAD_INPUT, WELL
from callpoint.project.written_whole import UnwrittenError, table_at

NOT_SECRET = b"callpoint near-copies"
"""Nothing is stored, so that there is nothing to keep secret; with one fixed key, the same file gives the same answer."""


class BadLineError(ValueError):
    """A line that is no report, by its number."""

    def __init__(self, number: int, why: str) -> None:
        super().__init__(
            f'Line {number}: {why}. Give one object a line, such as {{"id": "a", "text": "..."}}.'
        )


def add_near_copies_options(parser: argparse.ArgumentParser) -> None:
    """Add what the command takes."""
    parser.add_argument(
        "--from", dest="source", metavar="FILE", required=True, help="JSON Lines with id and text"
    )
    parser.add_argument(
        "--to", dest="target", metavar="FILE", required=True, help="CSV with report and series, written anew"
    )


def near_copies(chosen: argparse.Namespace) -> int:
    """Write the series of each report: the id of the first report whose text is like its own."""
    try:
        from callpoint.analysis.compiled import COMPILING, is_kept  # noqa: PLC0415 - needs the extra `analytics`
        from callpoint.analysis.near_copies import series_of  # noqa: PLC0415 - the same
        from callpoint.analysis.near_copies.signing import words_of  # noqa: PLC0415 - the same
    except ImportError:
        _tell("This command needs the extra 'analytics'. Install callpoint[analytics].")
        return BAD_INPUT
    try:
        ids, texts = _read_file(Path(chosen.source))
        with table_at(Path(chosen.target)) as table:
            _tell(f"Reports read: {len(ids):,}")
            if not is_kept(words_of):
                _tell(COMPILING)
            series = series_of(texts, secret=NOT_SECRET, tell=_tell).tolist()
            table.writerow(("report", "series"))
            table.writerows((ids[place], ids[first]) for place, first in enumerate(series))
    except (BadLineError, UnwrittenError) as bad:
        _tell(str(bad))
        return BAD_INPUT
    except OSError as refused:
        _tell(f"{chosen.source}: {refused.strerror}.")
        return BAD_INPUT
    _tell(f"Series: {len(set(series)):,}")
    return WELL


def _read_file(path: Path) -> tuple[list[str], list[str]]:
    """Return the ids and texts of all reports, in order; no id comes twice."""
    lines_of: dict[str, int] = {}
    texts = []
    with path.open("rb") as lines:
        for number, line in enumerate(lines, 1):
            said = line.removeprefix(BOM_UTF8) if number == 1 else line
            if said.strip():
                name, text = _report(number, said)
                if name in lines_of:
                    raise BadLineError(number, f"the id {name[:100]} was there in line {lines_of[name]}")
                lines_of[name] = number
                texts.append(text)
    return list(lines_of), texts


class Numeral(str):
    """A number of JSON, as it was written."""

    __slots__ = ()


def _report(number: int, line: bytes) -> tuple[str, str]:
    try:
        report = json.loads(line.decode(), parse_int=Numeral, parse_float=Numeral)
    except (ValueError, RecursionError):
        raise BadLineError(number, "this is not JSON in UTF-8") from None
    if not isinstance(report, dict) or not _is_writable(report.get("id")):
        raise BadLineError(number, "a report needs an id, which is a text or a number")
    if not isinstance(report.get("text"), str) or isinstance(report["text"], Numeral):
        raise BadLineError(number, "a report needs a text")
    return str(report["id"]), report["text"]


def _is_writable(name: object) -> bool:
    """Say whether this is a text that can be written again; half of a surrogate pair cannot."""
    return isinstance(name, str) and not any("\ud800" <= letter <= "\udfff" for letter in name)


def _tell(sentence: str) -> None:
    sys.stderr.write(f"{sentence}\n")
