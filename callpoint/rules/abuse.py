"""Signs that reports are a flood, a hoax or aimed at one person; and when a reporter may send no new words for a time.

A sign is no verdict: many victims of one offender look much the same. So nothing here orders, shuts or delays
anything by itself. A person puts reports below others, and two people together stop a reporter's words for a time.

AbuseError
├── ReporterBlockedError   two people stopped this reporter's new words until a time
├── DaysNotTakenError      nobody is stopped for so long
├── SameProposerError      nobody confirms what they proposed themselves
└── NeedsAPersonNowError   the report tells of danger, a child or money going now, and stays where it is
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final
from uuid import UUID


class Sign(StrEnum):
    """What is odd about some reports together."""

    SAME_CONTACT = "same-contact"
    """Their reporters gave the same phone or mail address."""
    SAME_TEXT = "same-text"
    """They tell it in the very same words."""
    ONE_TARGET = "one-target"
    """They name the same suspect."""


@dataclass(frozen=True, kw_only=True)
class Measure:
    """How many reports within how long make a sign."""

    reports: int
    within: timedelta


MEASURES: Final[Mapping[Sign, Measure]] = {
    Sign.SAME_CONTACT: Measure(reports=5, within=timedelta(days=1)),
    Sign.SAME_TEXT: Measure(reports=5, within=timedelta(days=7)),
    Sign.ONE_TARGET: Measure(reports=20, within=timedelta(days=7)),
}
"""Our own choice, to be looked at again once there are real floods to measure it by."""

DAYS: Final = (1, 3, 7)
"""For how many days a reporter's new words may be stopped; who needs longer proposes it again, with two people again."""


class AbuseError(Exception):
    """A step about suspected abuse cannot be taken."""


class ReporterBlockedError(AbuseError):
    """Two people stopped this reporter's new words until a time."""

    def __init__(self, until: datetime) -> None:
        super().__init__("no new words for now")
        self.until = until


class DaysNotTakenError(AbuseError):
    """Nobody is stopped for so long."""


class SameProposerError(AbuseError):
    """Nobody confirms what they proposed themselves."""


class NeedsAPersonNowError(AbuseError):
    """The report tells of danger, a child or money going now, and stays where it is."""


@dataclass(frozen=True, kw_only=True)
class Told:
    """One report that takes part in a sign: `key` is the same for those that belong together, and means nothing else."""

    key: str
    report_id: UUID
    sent_at: datetime


@dataclass(frozen=True, kw_only=True)
class Suspected:
    """Some reports that look odd together, the newest first."""

    sign: Sign
    reports: tuple[UUID, ...]
    first_at: datetime
    last_at: datetime


def suspected(sign: Sign, told: Iterable[Told]) -> tuple[Suspected, ...]:
    """
    Gather reports by their key where enough came within the sign's time; the largest groups first.

    All reports of a key are given once any stretch of that time holds enough of them.
    """
    measure, groups = MEASURES[sign], dict[str, dict[UUID, datetime]]()
    for one in told:
        groups.setdefault(one.key, {})[one.report_id] = one.sent_at
    found = [_group(sign, sent) for sent in groups.values() if _is_dense(sorted(sent.values()), measure)]
    return tuple(sorted(found, key=lambda group: (-len(group.reports), group.first_at)))


def _is_dense(times: list[datetime], measure: Measure) -> bool:
    """Say whether some stretch of the time holds enough; `times` are in order."""
    most = measure.reports
    return any(last - first <= measure.within for first, last in zip(times, times[most - 1 :], strict=False))


def _group(sign: Sign, sent: Mapping[UUID, datetime]) -> Suspected:
    newest = sorted(sent, key=lambda report: (sent[report], report), reverse=True)
    return Suspected(
        sign=sign, reports=tuple(newest), first_at=min(sent.values()), last_at=max(sent.values())
    )


def taken_days(days: int) -> timedelta:
    """
    Take for how long a reporter's new words are stopped.

    :raises DaysNotTakenError: it is none of `DAYS`.
    """
    if days not in DAYS:
        raise DaysNotTakenError
    return timedelta(days=days)
