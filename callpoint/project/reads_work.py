"""What the worker does about reads: once a week is over, some of each unit are drawn for others to look at."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from callpoint.actions.acting import system
from callpoint.actions.counting import week_of
from callpoint.actions.sampling_reads import draw_reads

LOOK_EVERY = timedelta(hours=1)


class Reads:
    """The worker's turns about reads: when it looked last."""

    def __init__(self) -> None:
        self._looked_at = datetime.min.replace(tzinfo=ZoneInfo("UTC"))

    def look(self, *, at: datetime) -> None:
        """Draw from the last whole week, unless that was done."""
        if at - self._looked_at < LOOK_EVERY:
            return
        self._looked_at = at
        draw_reads(week=week_of(at) - timedelta(days=7), by=system("worker"), at=at)
