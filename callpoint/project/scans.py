"""What the worker does about scanning: a file that came in, and now and then those that came before a scanner did."""

import logging
from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from django.conf import settings

from callpoint.actions.acting import system
from callpoint.actions.scanning import exhibits_to_scan, note_scan, pieces_to_scan
from callpoint.clock import now
from callpoint.vault.errors import VaultError
from callpoint.vault.scanning import ScannerAwayError, scan

log = logging.getLogger(__name__)


def scan_exhibit(exhibit_id: str, at: datetime) -> None:
    """
    Scan an exhibit outside any transaction, and note what was said and when; nothing where no scanner is set.

    :raises ScannerAwayError: the scanner is not there now; the outbox tries again.
    """
    del at  # a large file takes its time, and the note is of when the answer came
    place = settings.CALLPOINT.exhibits.scanner_socket
    if place is None:
        return
    pieces = pieces_to_scan(exhibit_id=UUID(exhibit_id))
    if pieces is None:
        return
    scanned = scan(pieces, at_socket=place)
    note_scan(exhibit_id=UUID(exhibit_id), scanned=scanned, by=system("worker"), at=now())


def scan_what_waits(*, clock: Callable[[], datetime]) -> None:
    """Scan what no scanner has looked at, once a day; stop at once where there is none."""
    if settings.CALLPOINT.exhibits.scanner_socket is None:
        return
    for exhibit_id in exhibits_to_scan():
        try:
            scan_exhibit(str(exhibit_id), clock())
        except ScannerAwayError:
            log.warning("No scanner answers at the socket that is set; files wait unscanned")
            return
        except VaultError as broken:
            log.warning("An exhibit could not be opened for the scanner: %s", type(broken).__name__)
