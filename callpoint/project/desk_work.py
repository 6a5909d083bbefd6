"""What the worker does for the desks of staff: the daily digest at the hour that each chose, and old notes of presence."""

import logging
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings

from callpoint.delivery.errors import NotDeliveredError
from callpoint.delivery.mail.own_desk import send_digests
from callpoint.records.presence import forget_old_presences

log = logging.getLogger(__name__)

LOOK_EVERY = timedelta(minutes=5)


class Desks:
    """The worker's turns about desks: when each was done last."""

    def __init__(self) -> None:
        self._looked_at = datetime.min.replace(tzinfo=ZoneInfo("UTC"))

    def look(self, *, at: datetime) -> None:
        """Do what is due; a mail server that is away is asked again at the next turn of the same hour."""
        if at - self._looked_at < LOOK_EVERY:
            return
        self._looked_at = at
        forget_old_presences(at=at)
        local = at.astimezone(ZoneInfo(settings.TIME_ZONE))
        try:
            send_digests(hour=local.hour, today=local.date(), at=at)
        except NotDeliveredError as refused:
            log.warning("A digest was not delivered: %s", type(refused).__name__)
