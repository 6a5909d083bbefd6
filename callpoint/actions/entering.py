"""Enters what disclosure does to exhibits into their chains of custody, and says what blacking out commits to."""

from collections.abc import Sequence
from datetime import datetime

from callpoint.actions.acting import Actor
from callpoint.records.models import Report
from callpoint.rules.receipt import Item, file_name_of, file_value, item, time_value
from callpoint.vault.models import CustodyEntry, Exhibit

REDACT = "exhibit.redact"


def items_of_redaction(report: Report, made: Exhibit) -> tuple[Item, ...]:
    """Give what blacking out commits to: the reference, the time and the new file."""
    values = {
        "reference": report.reference,
        "time": time_value(made.created_at),
        file_name_of(made.number): file_value(sha256=made.sha256, size=made.size),
    }
    salt = bytes(made.salt)
    return tuple(item(salt, deed=REDACT, name=name, value=value) for name, value in values.items())


def enter_custody(exhibits: Sequence[Exhibit], *, what: str, by: Actor, at: datetime, leaf: int) -> None:
    """Write what a member of staff did to exhibits into their chains of custody."""
    CustodyEntry.objects.bulk_create(
        CustodyEntry(exhibit_id=each.id, what=what, by_kind=by.kind, staff_id=int(by.id), at=at, leaf=leaf)
        for each in exhibits
    )
