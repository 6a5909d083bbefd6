"""The write paths of the keyring: the key of a month, rotation, wrapping anew, shredding; and the erasure of a month."""

import secrets
from contextlib import redirect_stderr
from datetime import UTC, datetime, timedelta
from io import StringIO
from typing import Final
from uuid import UUID

from callpoint.actions.corresponding import write_to_staff
from callpoint.actions.shredding import confirm_erasure, propose_erasure
from callpoint.project.erasing import erase_month
from callpoint.project.faults.beginnings import (
    LATER,
    NOON,
    WORDS,
    a_draft,
    a_draft_with_a_file,
    a_sent_report,
    id_of,
    is_gone,
    officer,
    send,
    silent,
    who,
    with_an_officer,
)
from callpoint.project.faults.parts_paths import begin_parts
from callpoint.project.faults.paths import Deed, Facts, Tell, WritePath, unless_told
from callpoint.project.keys.keeping import rewrapped_at
from callpoint.project.keys.rotating import rotate_wrapping
from callpoint.records.keys import keyring
from callpoint.records.wrapped import count_left
from callpoint.rules.access import Role
from callpoint.rules.retention import erasure_month
from callpoint.sealing.keyring import (
    KeyDestroyedError,
    NoSuchKeyError,
    Purpose,
    destroy_cohort,
    rotate,
    with_cohort,
)
from callpoint.vault import folder

MONTH: Final = "2031-05"
OVER: Final = datetime(NOON.year + 8, 1, 15, 12, tzinfo=UTC)
"""When the month of the reports of NOON may be erased."""


def turn_keys(facts: Facts, tell: Tell) -> None:
    """Make a new key-encryption key."""
    del facts
    ring = rotate(keyring(), purpose=Purpose.KEY_ENCRYPTION, at=LATER, chance=secrets.token_bytes)
    tell("rotate", ring.current(Purpose.KEY_ENCRYPTION).id)


def is_turned(facts: Facts, told: str) -> bool:
    """Answer whether the new key seals; that the old one still opens is seen from the reports."""
    del facts
    return keyring().current(Purpose.KEY_ENCRYPTION).id == told


def make_cohort(facts: Facts, tell: Tell) -> None:
    """Make the key of a month."""
    del facts
    ring = with_cohort(keyring(), month=MONTH, at=LATER, chance=secrets.token_bytes)
    tell("cohort", ring.cohort(MONTH).id)


def has_cohort(facts: Facts, told: str) -> bool:
    """Answer whether the key of the month is the one that was made, so that what it sealed opens."""
    del facts
    try:
        return keyring().cohort(MONTH).id == told
    except NoSuchKeyError:
        return False


def with_a_month() -> Facts:
    """Send a report, and make the key of a month that no report is sealed under."""
    facts = a_sent_report()
    make_cohort(facts, lambda deed, value: facts.update({deed: value}))
    return facts


def shred(facts: Facts, tell: Tell) -> None:
    """Destroy the key of a month; one that is destroyed is destroyed."""
    del facts
    try:
        destroy_cohort(keyring(), month=MONTH, at=LATER, chance=secrets.token_bytes)
    except KeyDestroyedError:
        tell("shred", MONTH)
    else:
        tell("shred", MONTH)


def is_shredded(facts: Facts, told: str) -> bool:
    """Answer whether the key is gone for good and nobody can make it anew."""
    ring = keyring()
    gone = {one.month: one.id for one in ring.destroyed}
    return gone.get(told) == facts["cohort"] and all(key.month != told for key in ring.keys)


def two_sent_reports() -> Facts:
    """Send two reports."""
    a_sent_report()
    return a_sent_report()


def turn_all(facts: Facts, tell: Tell) -> None:
    """Make a new key-encryption key and wrap every record by it, one at a time, as `callpoint keys rotate` does."""
    del facts
    with redirect_stderr(StringIO()):
        rotate_wrapping(at_once=1, chance=secrets.token_bytes)
    tell("rewrap", keyring().current(Purpose.KEY_ENCRYPTION).id)


def is_all_turned(facts: Facts, told: str) -> bool:
    """Answer whether everything lies under the key that took over, and the keyring remembers the end of it."""
    del facts
    ring = keyring()
    current, *retired = ring.of(Purpose.KEY_ENCRYPTION)
    return current.id == told and not count_left(ring) and all(rewrapped_at(ring, key) for key in retired)


def a_confirmed_order() -> Facts:
    """Have a month ordered to be erased, with a file, a message and a file in parts; a report of another month stays."""
    younger = a_draft()
    send(younger, silent, at=LATER)
    facts = a_draft_with_a_file()
    begin_parts(facts, silent)
    send(facts, silent)
    write_to_staff(report_id=id_of(facts), text=WORDS, send_key="k", by=who(facts), at=NOON)
    first = with_an_officer(facts, role=Role.SUPERVISOR)
    second = with_an_officer(facts, role=Role.SUPERVISOR, username="ben")
    month = erasure_month(NOON)
    order = propose_erasure(month=month, by=officer(first), at=OVER)
    confirm_erasure(order_id=order, by=officer(second), at=OVER)
    return facts | {"order": str(order), "month": month, "stays": younger["report"]}


def erase(facts: Facts, tell: Tell) -> None:
    """Carry the order out, as the worker does."""
    erase_month(facts["order"], OVER + timedelta(days=1))
    tell("erase", facts["month"])


def is_erased(facts: Facts, told: str) -> bool:
    """Answer whether report, file, parts and key are gone for good, and the report of the other month is there."""
    is_key_gone = told in {one.month for one in keyring().destroyed}
    left = folder.file_of(UUID(facts["exhibit"])).exists() or folder.parts_of(UUID(facts["upload"])).exists()
    stays = not is_gone({"report": facts["stays"]}, "")
    return is_gone(facts, "") and is_key_gone and not left and stays


KEYS: Final = (
    WritePath(
        name="cohort", prepare=a_sent_report, run=make_cohort, deeds={"cohort": Deed(stands=has_cohort)}
    ),
    WritePath(
        name="rotate",
        prepare=a_sent_report,
        run=turn_keys,
        again=unless_told(turn_keys),
        deeds={"rotate": Deed(stands=is_turned)},
    ),
    WritePath(
        name="rewrap",
        prepare=two_sent_reports,
        run=turn_all,
        again=unless_told(turn_all),
        # Of a rotation that had just ended nobody was told; it cannot be told from one that is wanted anew.
        deeds={"rewrap": Deed(leaf="keys.rotate", stands=is_all_turned, most=2)},
    ),
    WritePath(name="shred", prepare=with_a_month, run=shred, deeds={"shred": Deed(stands=is_shredded)}),
    WritePath(
        name="erase",
        prepare=a_confirmed_order,
        run=erase,
        deeds={"erase": Deed(leaf="month.shred", stands=is_erased)},
    ),
)
