"""What went in all reports of a series, by currency."""

from collections.abc import Collection
from uuid import UUID

from django.db.models import Count, Sum

from callpoint.records.models import LostAmount


def lost_in_series(series_id: UUID, *, shut: Collection[UUID] = ()) -> tuple[tuple[str, int], ...]:
    """Give each currency with the whole units that went in it, the one that most reports name first; none of `shut`."""
    found = LostAmount.objects.filter(report__membership__series_id=series_id).exclude(report__in=shut)
    amounts = found.values("currency")
    summed = amounts.annotate(units=Sum("units"), reports=Count("id")).order_by("-reports", "currency")
    return tuple((each["currency"], each["units"]) for each in summed)
