"""The alerts, for the public and for the staff who write them."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from callpoint.records.knowledge import knowledge
from callpoint.records.models import Alert
from callpoint.rules.alerts import AlertState, AlertWords, Fault, faults_of
from callpoint.rules.linking.common import common_values

MOST_SHOWN = 50
"""Alerts of one list; older ones that still stand are on the list of their area."""


@dataclass(frozen=True, kw_only=True)
class AlertLine:
    """One alert as it stands, with its words and whose deeds it shows."""

    id: UUID
    state: AlertState
    area: str
    kind: str
    words: AlertWords
    written_by: str
    written_by_id: int
    written_at: datetime
    published_by: str
    published_at: datetime | None
    withdrawn_at: datetime | None


def alerts_for(area: str) -> tuple[AlertLine, ...]:
    """Give the published alerts of a police area and those for every area, newest first."""
    found = Alert.objects.filter(Q(area=area) | Q(area=""), state=AlertState.PUBLISHED)
    return _lines(found.order_by("-published_at"))


def alerts_in_force() -> tuple[AlertLine, ...]:
    """Give all published alerts, newest first."""
    return _lines(Alert.objects.filter(state=AlertState.PUBLISHED).order_by("-published_at"))


def alerts_of_staff() -> tuple[AlertLine, ...]:
    """Give drafts first, then what is published, then what was withdrawn, each the newest first."""
    found = _lines(Alert.objects.order_by("-written_at"))
    order = {state: place for place, state in enumerate(AlertState)}
    return tuple(sorted(found, key=lambda line: order[line.state]))


def alert_of(alert_id: UUID) -> AlertLine | None:
    """Give one alert; None where there is none."""
    return next(iter(_lines(Alert.objects.filter(id=alert_id))), None)


def faults_here(words: AlertWords) -> tuple[Fault, ...]:
    """Say what keeps an alert from being published in this place, whose services it may name."""
    known = knowledge()
    return faults_of(words, common=common_values(known.content), region=known.jurisdiction.country)


def _lines(found: QuerySet[Alert, Alert]) -> tuple[AlertLine, ...]:
    return tuple(_line(row) for row in found.select_related("written_by", "published_by")[:MOST_SHOWN])


def _line(row: Alert) -> AlertLine:
    return AlertLine(
        id=row.id,
        state=AlertState(row.state),
        area=row.area,
        kind=row.kind,
        words=AlertWords(title=row.title, text=row.text, what_to_do=row.what_to_do),
        written_by=str(row.written_by),
        written_by_id=row.written_by_id,
        written_at=row.written_at,
        published_by=str(row.published_by) if row.published_by else "",
        published_at=row.published_at,
        withdrawn_at=row.withdrawn_at,
    )
