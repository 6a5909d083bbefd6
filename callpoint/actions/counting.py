"""Adds to the counts, inside the transaction of an action: a number for a week, and nothing of whom it was."""

from collections import Counter
from collections.abc import Iterable
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import F

from callpoint.records.knowledge import knowledge
from callpoint.records.models import Count, Report
from callpoint.records.sealed import ReportSeal
from callpoint.rules.figures import Counted, monday_of
from callpoint.rules.stopping import UNKNOWN, last_page
from callpoint.sealing.key_files import SealingError

COUNTED_CHANNEL = "web"
"""Only who tells it on the web meets pages on which one can stop."""
LONGEST_PART = 60


def week_of(at: datetime) -> date:
    """Give the Monday of a time's week, in the deployment's time zone."""
    return monday_of(at.astimezone(ZoneInfo(settings.TIME_ZONE)).date())


def add(name: Counted, *, part: str, week: date, number: int = 1) -> None:
    """Add to one count; two that add at the same time lose nothing."""
    row, _ = Count.objects.get_or_create(week_of=week, name=name, part=part[:LONGEST_PART])
    Count.objects.filter(pk=row.pk).update(number=F("number") + number)


def count_left(drafts: Iterable[Report]) -> None:
    """
    Count drafts that are about to be deleted unsent, by the last page that each answered.

    This is the last moment at which it can be known, and the only use that is made of it.
    """
    found = Counter(
        (week_of(draft.created_at), _last_page_of(draft))
        for draft in drafts
        if draft.channel == COUNTED_CHANNEL
    )
    for (week, page), number in found.items():
        add(Counted.LEFT, part=page, week=week, number=number)


def _last_page_of(draft: Report) -> str:
    """Give the last page that a draft answered; one that does not open must go all the same."""
    try:
        answers = ReportSeal.of(draft).answers(draft)
    except SealingError:
        return UNKNOWN
    return last_page(knowledge().content, [name for name, value in answers.items() if value])
