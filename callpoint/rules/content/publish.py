"""What stands between a deployment and the public: critical services nobody confirmed."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from callpoint.rules.content.model import Service
from callpoint.rules.content.whole import Content


class Why(StrEnum):
    """Why a service may not be published yet; each is translated, then filled in."""

    NOBODY = "nobody has confirmed it"
    NOT_YET = "confirmed on {day}, a day yet to come"
    TOO_OLD = "last confirmed on {day}, too long ago"


@dataclass(frozen=True, order=True)
class Blocker:
    """A critical service that a named person must confirm before going live."""

    service: str
    name: str
    template: str
    day: str = ""

    @property
    def why(self) -> str:
        """Give the reason in English."""
        return self.template.format(day=self.day)


def publish_blockers(content: Content, on: date) -> tuple[Blocker, ...]:
    """Give every critical service without a confirmation that is fresh on a day.

    A confirmation is a name and a day, not in the future, and no older than
    `stale_after_days` of the service's jurisdiction.
    """
    found = (
        Blocker(service.id, service.name, str(why), day)
        for service in content.services.values()
        if service.critical and service.status != "replaced"
        for why, day in _reasons(content, service, on)
    )
    return tuple(sorted(found))


def report_lines(blockers: tuple[Blocker, ...]) -> Iterator[str]:
    """Give the blockers as lines of text, with what to do."""
    if not blockers:
        yield "ready: every critical service was confirmed by a named person"
        return
    yield f"not ready: {len(blockers)} critical services must be confirmed"
    for one in blockers:
        yield f"  {one.service} ({one.name}): {one.why}"
    yield "Ring or open each one, then write confirmed_by and confirmed_on in its file."


def _reasons(content: Content, service: Service, on: date) -> Iterator[tuple[Why, str]]:
    if not service.confirmed_by or service.confirmed_on is None:
        yield Why.NOBODY, ""
        return
    days = content.jurisdiction_of("services", service.id).stale_after_days
    if service.confirmed_on > on:
        yield Why.NOT_YET, service.confirmed_on.isoformat()
    elif on >= service.confirmed_on + timedelta(days=days):
        yield Why.TOO_OLD, service.confirmed_on.isoformat()
