"""What the leaves of blacking out a file, and of handing one over sealed, commit to, made from the rows."""

from callpoint.records.models import Disclosure, Report
from callpoint.rules.custody import ExhibitDeed
from callpoint.rules.disclosing import Terms
from callpoint.rules.journal import Json
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


def items_of_hand_over(exhibit: Exhibit, made: Disclosure, terms: Terms) -> tuple[Item, ...]:
    """Give what handing over commits to: to whom, what for, when, the file as it came in, and as it lies sealed."""
    values: dict[str, Json] = {
        "authority": terms.authority,
        "purpose": terms.purpose,
        "reference": made.report.reference,
        "time": time_value(made.made_at),
        file_name_of(exhibit.number): file_value(sha256=exhibit.sha256, size=exhibit.size),
        f"{file_name_of(exhibit.number)}.sealed": exhibit.sealed_sha256,
    }
    salt = bytes(made.salt)
    return tuple(
        item(salt, deed=ExhibitDeed.HAND_OVER, name=name, value=value) for name, value in values.items()
    )
