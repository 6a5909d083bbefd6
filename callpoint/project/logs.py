"""How a log line is written: what broke and where, without the words of a person."""

import logging
import traceback
from datetime import UTC, datetime
from typing import Final

ABOUT_REQUESTS: Final = ("django.request", "django.security")
"""Loggers of Django whose messages name the address that was asked for."""


class PlaceOnly(logging.Formatter):
    """
    Writes an exception as its class and the places in our code it passed.

    The text of an exception may quote what somebody typed, so it is left out.
    """

    def format(self, record: logging.LogRecord) -> str:
        """Write time, level, logger and message on one line, then the places of an exception."""
        time = datetime.fromtimestamp(record.created, tz=UTC).isoformat(timespec="seconds")
        line = f"{time} {record.levelname} {record.name}: {self._message(record)}"
        if record.exc_info and record.exc_info[0]:
            places = traceback.extract_tb(record.exc_info[2])
            line += f" [{record.exc_info[0].__qualname__}]"
            line += "".join(f"\n    {place.filename}:{place.lineno} {place.name}" for place in places)
        return line

    def _message(self, record: logging.LogRecord) -> str:
        """Keep our own messages; of what Django says of a request keep the status only, never the address."""
        if record.name.startswith(ABOUT_REQUESTS):
            return f"answered {getattr(record, 'status_code', 'with an error')}"
        return record.getMessage()
