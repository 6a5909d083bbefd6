"""Who acts: the `by` of every action.

NotTheReporterError   this step is for the reporter of this report only
"""

from dataclasses import dataclass, field
from enum import StrEnum

from callpoint.rules.access import Badge


class ActorKind(StrEnum):
    """The sorts of actors."""

    REPORTER = "reporter"
    STAFF = "staff"
    SYSTEM = "system"


@dataclass(frozen=True, kw_only=True)
class Actor:
    """
    Somebody who acts. The journal holds a keyed pseudonym, never the id itself.

    `id` is a report's id for its reporter, a staff member's number, or the name of a part of the service.
    """

    kind: ActorKind
    id: str
    badge: Badge = field(default_factory=lambda: Badge(role="", unit=""))


def reporter(report_id: object) -> Actor:
    """Make the reporter of a report; a reporter has no account and is known by the report only."""
    return Actor(kind=ActorKind.REPORTER, id=str(report_id))


class NotTheReporterError(Exception):
    """This step is for the reporter of this report only."""


def check_is_reporter(by: Actor, report_id: object) -> None:
    """
    Let the reporter of a report pass.

    :raises NotTheReporterError: it is somebody else.
    """
    if by.kind is not ActorKind.REPORTER or by.id != str(report_id):
        raise NotTheReporterError


def newcomer() -> Actor:
    """Make somebody of whom nothing is known yet: who begins a report, or types a code."""
    return Actor(kind=ActorKind.REPORTER, id="new")


def system(part: str) -> Actor:
    """Make a part of the service that acts by itself, such as the worker."""
    return Actor(kind=ActorKind.SYSTEM, id=part)
