"""`callpoint keys status`: which keys there are, how old they are, and whether the service may go live."""

import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any, Final

from callpoint.project.exit_codes import WELL
from callpoint.project.keys.keeping import Care, care_of, opened, rewrapped_at
from callpoint.project.setting_models import Settings
from callpoint.sealing.keyring import Key, Keyring, Purpose
from callpoint.sealing.notes import Note

USES: Final = {
    Purpose.KEY_ENCRYPTION: "wraps the keys of reports",
    Purpose.INDEX: "marks values that must be found again",
    Purpose.CODE: "marks private codes",
    Purpose.SESSION: "seals what sessions keep",
    Purpose.SIGNING: "signs receipts and the journal",
}
MONTHS_A_LINE: Final = 6
DAYS_UNTIL_OLD: Final = 365
"""A rehearsal older than this is worth repeating: people move on, and paper is lost."""


def show(settings: Settings, *, at: datetime) -> int:
    """Print the keys as a table."""
    keyring = opened(settings.keys)
    sys.stdout.write("\n".join(_lines(keyring, at)) + "\n")
    return WELL


def show_json(settings: Settings, *, at: datetime) -> int:
    """Print the keys as one JSON object, without any secret."""
    keyring = opened(settings.keys)
    sys.stdout.write(json.dumps(_plain(keyring, at)) + "\n")
    return WELL


def _plain(keyring: Keyring, at: datetime) -> dict[str, Any]:
    care = care_of(keyring)
    return {
        "root": {
            "fingerprint": care.root,
            "new_root_at": care.new_root.at if care.new_root else None,
            "sheet": asdict(care.sheet) if care.sheet else None,
            "rehearsal": asdict(care.rehearsal) if care.rehearsal else None,
        },
        "live": care.is_rehearsed,
        "keys": [
            {
                "id": key.id,
                "purpose": key.purpose,
                "state": key.state,
                "created_at": key.created_at,
                "retired_at": key.retired_at,
                "month": key.month,
                "days": _days(key.created_at, at),
            }
            for key in keyring.keys
        ],
        "destroyed": [asdict(gone) for gone in keyring.destroyed],
    }


def _lines(keyring: Keyring, at: datetime) -> Iterator[str]:
    care = care_of(keyring)
    yield f"Root key   {care.root}"
    yield from (f"  {line}" for line in _care_lines(care, at))
    yield ""
    yield from _table(
        ("Key", "State", "Made", "Age", "What it does"),
        [_row(key, at) for purpose in USES for key in keyring.of(purpose)],
    )
    yield from _rotation_lines(keyring)
    yield ""
    yield from _cohort_lines(keyring)
    yield ""
    yield _live_line(care)


def _care_lines(care: Care, at: datetime) -> Iterator[str]:
    if care.new_root:
        yield f"In use since {_when(care.new_root, at)}."
    yield f"Last sheet: {_when(care.sheet, at)}."
    shares = " and ".join(map(str, care.rehearsal.shares)) if care.rehearsal else ""
    yield f"Last rehearsal: {_when(care.rehearsal, at)}" + (f", with shares {shares}." if shares else ".")
    if care.sheet and care.rehearsal and not care.newest_sheet_is_rehearsed:
        yield "The newest sheet was not rehearsed yet. Run: callpoint keys rehearse"
    elif care.rehearsal and _days(care.rehearsal.at, at) > DAYS_UNTIL_OLD:
        yield "That was more than a year ago. Run it again: callpoint keys rehearse"


def _rotation_lines(keyring: Keyring) -> Iterator[str]:
    retired = [key for key in keyring.of(Purpose.KEY_ENCRYPTION) if key.retired_at]
    unfinished = [key for key in retired if rewrapped_at(keyring, key) is None]
    if unfinished:
        yield "The last rotation is unfinished. Run again: callpoint keys rotate"
    elif retired:
        yield f"Rotated keys stay for old backups: {len(retired)}. See: callpoint keys drop-retired --help"


def _cohort_lines(keyring: Keyring) -> Iterator[str]:
    months = sorted(key.month for key in keyring.of(Purpose.COHORT) if key.month)
    yield f"Months of erasure with a key: {len(months)}"
    for start in range(0, len(months), MONTHS_A_LINE):
        yield "  " + "  ".join(months[start : start + MONTHS_A_LINE])
    yield f"Months whose key was destroyed: {len(keyring.destroyed)}"
    for gone in sorted(keyring.destroyed, key=lambda one: one.month):
        yield f"  {gone.month}  destroyed {gone.destroyed_at[:10]}"


def _live_line(care: Care) -> str:
    if care.is_rehearsed:
        return "Going live: allowed. The recovery sheet was rehearsed."
    if care.sheet:
        return "Going live: refused. Rehearse the sheet first: callpoint keys rehearse"
    return "Going live: refused. First: callpoint keys sheet --to sheet.pdf   then: callpoint keys rehearse"


def _row(key: Key, at: datetime) -> tuple[str, ...]:
    return (key.purpose, key.state, key.created_at[:10], _age(_days(key.created_at, at)), USES[key.purpose])


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[str]:
    widths = [max(map(len, column)) for column in zip(head, *rows, strict=True)]
    for row in (head, *rows):
        yield "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()


def _when(note: Note | None, at: datetime) -> str:
    return f"{note.at[:10]} ({_age(_days(note.at, at))} ago)" if note else "never"


def _days(since: str, at: datetime) -> int:
    return max(0, (at - datetime.fromisoformat(since)).days)


def _age(days: int) -> str:
    return "1 day" if days == 1 else f"{days} days"
