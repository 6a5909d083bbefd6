"""Reads that supervisors look at each week: which are drawn, why each was allowed, and what was said of it."""

import hashlib
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from callpoint.rules.access import EVERY_UNIT, Badge
from callpoint.rules.chance import Chance

SAMPLE: Final = 5
"""Reads of each unit that are drawn each week; of a unit with no more, all. Our own choice."""
TIME_TO_LOOK: Final = timedelta(days=7)
"""What nobody looked at within this time after it was drawn is shown as not looked at."""
SEED_SIZE: Final = 32

OF_REPORTS: Final = frozenset(
    {
        *("report.open", "report.peek", "report.read-values"),
        *("closing.draft", "closing.open", "review.open", "bundle.hand-out"),
        *("report.read-in-case", "report.pack", "report.export"),
        *("statement.print", "intervention.print", "intervention.hand-out"),
    }
)
"""Leaves about a report that say that its sealed text was shown."""
OF_EXHIBITS: Final = frozenset(
    {
        *("exhibit.open", "exhibit.open-dangerous", "exhibit.preview"),
        *("exhibit.show-picture", "exhibit.get-sealed"),
    }
)
"""Leaves about an exhibit that say the same of its file."""

OF_REFERRALS: Final = frozenset({"referral.open"})
"""Leaves about an entry of a support service's caseload; none is drawn, as police see nothing of that work."""


class Allowed(StrEnum):
    """Why somebody could read a report, by what holds when the read is drawn."""

    LET_IN = "let-in"
    NAMED = "named"
    OWN_UNIT = "own-unit"
    EVERY_UNIT = "every-unit"
    NO_LONGER = "no-longer"
    """By nothing that still holds: the report or the person went to another unit since."""


class Verdict(StrEnum):
    """What somebody said who looked at a read."""

    FINE = "fine"
    ASK = "ask"
    NOT_FINE = "not-fine"


class OwnReadError(Exception):
    """Nobody says of their own reads whether they were fine."""


def drawn(reads: Mapping[str, Sequence[int]], *, chance: Chance) -> dict[str, tuple[int, ...]]:
    """
    Draw some reads of each unit; `reads` are units to the indexes of leaves.

    Each read of a unit is as likely as any other, and one draw of chance decides all, so that it can be played again.
    """
    seed = chance(SEED_SIZE)
    return {
        unit: tuple(sorted(sorted(set(found), key=lambda index: _ticket(seed, index))[:SAMPLE]))
        for unit, found in reads.items()
    }


def _ticket(seed: bytes, index: int) -> bytes:
    return hashlib.sha256(seed + index.to_bytes(8)).digest()


def by_unit(reads: Collection[tuple[str, int]]) -> dict[str, list[int]]:
    """Gather reads, each the unit of its reader and the index of its leaf, by unit."""
    found: dict[str, list[int]] = defaultdict(list)
    for unit, index in reads:
        found[unit].append(index)
    return dict(found)


def why_allowed(badge: Badge, *, unit: str, named: bool, let_in: bool) -> Allowed:
    """Say why somebody could read a report of this unit."""
    told = (
        (let_in, Allowed.LET_IN),
        (named, Allowed.NAMED),
        (bool(unit) and badge.unit == unit, Allowed.OWN_UNIT),
        (badge.role in EVERY_UNIT, Allowed.EVERY_UNIT),
    )
    return next((why for holds, why in told if holds), Allowed.NO_LONGER)


def is_late(drawn_at: datetime, *, at: datetime) -> bool:
    """Say of a read that nobody looked at whether its time is over."""
    return at >= drawn_at + TIME_TO_LOOK


def check_not_own(reader: object, by: object) -> None:
    """
    Let somebody say of another's read whether it was fine.

    :raises OwnReadError: it is their own.
    """
    if str(reader) == str(by):
        raise OwnReadError
