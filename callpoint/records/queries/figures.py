"""The counts of a period, added up."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from django.db.models import Sum

from callpoint.records.models import Count
from callpoint.rules.figures import Counted, Counts


@dataclass(frozen=True, kw_only=True)
class Period:
    """What was counted from one Monday to another, which is no longer part of it."""

    counts: Counts
    is_modelled: bool
    """Whether any week of it was made up."""


def counts_between(first: date, end: date) -> Period:
    """Add up the counts of the whole weeks between two Mondays."""
    rows = Count.objects.filter(week_of__gte=first, week_of__lt=end).values_list("name", "part")
    summed = rows.annotate(total=Sum("number")).order_by()
    counts = Counter({(name, part): total for name, part, total in summed})
    return Period(counts=counts, is_modelled=counts.pop((Counted.MODELLED.value, ""), 0) > 0)
