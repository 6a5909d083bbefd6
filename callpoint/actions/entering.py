"""What blacking out a file commits to, made from the rows: the same when a bundle is made."""

from callpoint.records.models import Report
from callpoint.rules.receipt import Item, file_name_of, file_value, item, time_value
from callpoint.vault.models import Exhibit

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
