"""What of a series is left for somebody to whom restricted reports of it are shut: counted as if those were not there."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from django.db.models import Count, Max

from callpoint.records.models import SeriesMember

LEAST: Final = 2
"""Reports of a series: of fewer there is none."""


@dataclass(frozen=True, kw_only=True)
class SeenPart:
    """What is left of a series."""

    reports: int
    last_at: datetime | None
    """When the newest of them was sent; None where there is none."""

    @property
    def is_series(self) -> bool:
        """Say whether what is left is a series at all."""
        return self.reports >= LEAST


NOTHING: Final = SeenPart(reports=0, last_at=None)


def seen_parts(shut: Collection[UUID], *, among: Collection[UUID] | None = None) -> Mapping[UUID, SeenPart]:
    """
    Give what is left of each series with a report in `shut`; the others are whole, and have no entry.

    `among` names the series that are asked about; None for all.
    """
    if not shut or (among is not None and not among):
        return {}
    touched = SeriesMember.objects.filter(report__in=shut, series__isnull=False)
    if among is not None:
        touched = touched.filter(series__in=among)
    ids = set(touched.values_list("series_id", flat=True))
    left = SeriesMember.objects.filter(series__in=ids).exclude(report__in=shut).values("series_id")
    parts = {
        row["series_id"]: SeenPart(reports=row["reports"], last_at=row["last_at"])
        for row in left.annotate(reports=Count("report"), last_at=Max("report__submitted_at"))
    }
    return {each: parts.get(each, NOTHING) for each in ids}
