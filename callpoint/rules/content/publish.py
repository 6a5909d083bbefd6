"""What stands between a deployment and the public: critical services nobody confirmed."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from callpoint.rules.content.model import Service
from callpoint.rules.content.whole import Content


@dataclass(frozen=True, order=True)
class Blocker:
    """A critical service that a named person must confirm before going live."""

    service: str
    name: str
    why: str


def publish_blockers(content: Content, on: date) -> tuple[Blocker, ...]:
    """Give every critical service without a confirmation that is fresh on a day.

    A confirmation is a name and a day, not in the future, and no older than
    `stale_after_days` of the service's jurisdiction.
    """
    found = (
        Blocker(service.id, service.name, why)
        for service in content.services.values()
        if service.critical and service.status != "replaced"
        for why in _reasons(content, service, on)
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


def _reasons(content: Content, service: Service, on: date) -> Iterator[str]:
    if not service.confirmed_by or service.confirmed_on is None:
        yield "nobody has confirmed it"
        return
    days = content.jurisdiction_of("services", service.id).stale_after_days
    if service.confirmed_on > on:
        yield f"confirmed on {service.confirmed_on.isoformat()}, a day yet to come"
    elif on >= service.confirmed_on + timedelta(days=days):
        yield f"last confirmed on {service.confirmed_on.isoformat()}, too long ago"
