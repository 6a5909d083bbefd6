"""By which ways and from when a support service may reach somebody: only as they called safe.

The same answers decide as for a notice of our own (`rules.notices`); what nobody called safe is no way. Hours that a
program can read are kept by it; other words on hours are for the person who calls to read first.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final
from zoneinfo import ZoneInfo

from callpoint.rules.content.whole import Content
from callpoint.rules.notices import SAFE_AT_ANY_HOUR, SAFE_AT_HOURS
from callpoint.rules.rows import Answers
from callpoint.rules.safe_hours import read_safe_hours


class ContactWay(StrEnum):
    """A way to reach somebody."""

    CALL = "call"
    TEXT = "text"
    MAIL = "email"


ANSWER_OF: Final = {ContactWay.CALL: "phone", ContactWay.TEXT: "phone", ContactWay.MAIL: "email"}
"""The answer that holds number or address of a way."""
WAYS_OF: Final = {
    "": (ContactWay.CALL, ContactWay.MAIL),
    "phone": (ContactWay.CALL,),
    "sms": (ContactWay.TEXT,),
    "email": (ContactWay.MAIL,),
}
"""What `update_way` leaves open; by post and by code only are no ways of a service."""


class UnsafeWayError(Exception):
    """The person did not call this way safe."""

    def __init__(self, way: ContactWay) -> None:
        super().__init__(way)
        self.way = way


@dataclass(frozen=True, kw_only=True)
class ContactPlan:
    """How somebody may be reached."""

    ways: tuple[ContactWay, ...] = ()
    """None where nobody contacts them: then they come to the service themselves."""
    opens_at: datetime | None = None
    """The first safe moment; None where no hours can be read."""
    times: str = ""
    """Their own words on hours, which hold besides."""
    may_leave_message: bool = False
    is_neutral: bool = False
    """Whether nothing may be said that gives it away."""

    def is_open(self, *, at: datetime) -> bool:
        """Say whether they may be contacted at this time; with hours that only a person can read, that person decides."""
        return bool(self.ways) and (self.opens_at is None or self.opens_at <= at)


def contact_plan(answers: Answers, *, at: datetime, zone: ZoneInfo) -> ContactPlan:
    """Say how somebody may be reached; `answers` are those that hold now."""
    safe, times = _safe_and_times(answers)
    ways = ways_of(answers)
    if not ways:
        return ContactPlan(times=times)
    hours = read_safe_hours(times) if times and safe != "yes" else None
    return ContactPlan(
        ways=ways,
        opens_at=hours.first_from(at.astimezone(zone)) if hours else None,
        times=times,
        may_leave_message=answers.get("leave_message") == "yes",
        is_neutral=safe == "yes-neutral-words-only",
    )


def ways_of(answers: Answers) -> tuple[ContactWay, ...]:
    """Give the ways that somebody called safe, at whatever hours; none where nobody contacts them."""
    safe, times = _safe_and_times(answers)
    if safe not in SAFE_AT_HOURS or (safe not in SAFE_AT_ANY_HOUR and not times):
        return ()
    ways = WAYS_OF.get(str(answers.get("update_way", "")), ())
    return tuple(way for way in ways if str(answers.get(ANSWER_OF[way], "")).strip())


def _safe_and_times(answers: Answers) -> tuple[str, str]:
    safe, times = (str(answers.get(name, "")).strip() for name in ("safe_contact", "safe_times"))
    return safe, times


def phone_of(content: Content, service: str) -> str:
    """Give the number under which a service is called by whom it does not contact itself; '' where it has none."""
    channels = content.services[service].channels if service in content.services else ()
    return next((one.value for one in channels if one.type == "phone"), "")


def check_safe(plan: ContactPlan, way: ContactWay) -> None:
    """
    Let a way pass that the person called safe.

    :raises UnsafeWayError: otherwise.
    """
    if way not in plan.ways:
        raise UnsafeWayError(way)
