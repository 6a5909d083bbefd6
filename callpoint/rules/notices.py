"""Whether, how and from when a reporter may be told of a message: only as they called safe, and at their hours."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final
from zoneinfo import ZoneInfo

from callpoint.rules.knowledge import Knowledge
from callpoint.rules.rows import Answers
from callpoint.rules.safe_hours import read_safe_hours

SAFE_AT_ANY_HOUR: Final = frozenset({"yes", "yes-neutral-words-only"})
"""Answers to `safe_contact` that let a neutral notice go out at any hour, unless hours were named."""
SAFE_AT_HOURS: Final = SAFE_AT_ANY_HOUR | {"certain-times"}
"""Answers that let one go out at the hours that were named."""
BY_MAIL: Final = frozenset({"", "email"})
"""Answers to `update_way` that leave mail open; who chose another way gets no mail."""


class Reach(StrEnum):
    """How somebody is told that there is a message."""

    MAIL = "mail"
    NO_ADDRESS = "no-address"
    NOT_SAFE = "not-safe"
    OTHER_WAY = "other-way"
    HOURS_NOT_READ = "hours-not-read"


@dataclass(frozen=True, kw_only=True)
class NoticePlan:
    """How somebody is told, and from when; an address and a time where it is by mail."""

    reach: Reach
    address: str = ""
    not_before: datetime | None = None


def notice_plan(answers: Answers, *, at: datetime, zone: ZoneInfo | None) -> NoticePlan:
    """
    Say how a reporter is told that there is a message.

    `answers` are those that hold now. `zone` is where they live, as far as is known: without one, hours cannot be kept.
    """
    address, times = (str(answers.get(name, "")).strip() for name in ("email", "safe_times"))
    reach = _reach(answers, address)
    if reach is not Reach.MAIL:
        return NoticePlan(reach=reach)
    safe = answers["safe_contact"]
    if safe == "yes" or (safe in SAFE_AT_ANY_HOUR and not times):
        return NoticePlan(reach=Reach.MAIL, address=address, not_before=at)
    hours = read_safe_hours(times) if times else None
    if hours is None or zone is None:
        return NoticePlan(reach=Reach.HOURS_NOT_READ)
    return NoticePlan(reach=Reach.MAIL, address=address, not_before=hours.first_from(at.astimezone(zone)))


def plan_for(known: Knowledge, answers: Answers, *, at: datetime) -> NoticePlan:
    """Say the same where our own country's hours are meant: of no other do we know the zone."""
    home = known.jurisdiction
    is_here = answers.get("country") in (None, "", home.country)
    return notice_plan(answers, at=at, zone=ZoneInfo(home.timezone) if is_here else None)


def _reach(answers: Answers, address: str) -> Reach:
    """Say whether mail is open at all, whatever the hours."""
    if not address or "\n" in address or "\r" in address:
        return Reach.NO_ADDRESS
    if answers.get("safe_contact") not in SAFE_AT_HOURS:
        return Reach.NOT_SAFE
    return Reach.MAIL if answers.get("update_way", "") in BY_MAIL else Reach.OTHER_WAY
