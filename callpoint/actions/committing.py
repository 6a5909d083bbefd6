"""What the leaf of a deed commits to of what a reporter sent, made from the rows: the same when a receipt is made."""

from collections.abc import Iterable

from callpoint.records.models import Addition, Message, Report
from callpoint.records.sealed import Answers
from callpoint.rules.custody import ExhibitDeed
from callpoint.rules.journal import Commitment
from callpoint.rules.receipt import (
    Item,
    file_name_of,
    file_value,
    item,
    text_digest,
    time_value,
    told,
    written,
)
from callpoint.vault.models import Exhibit

SUBMIT, ADD, WRITE = "report.submit", "report.add", "message.from-reporter"
TAKE_IN = ExhibitDeed.TAKE_IN.value
"""The deeds by which something of a reporter's is taken in, as their leaves name them."""


def committed(items: Iterable[Item]) -> tuple[Commitment, ...]:
    """Give what a leaf holds of some items."""
    return tuple(one.commitment() for one in items)


def items_of_report(report: Report, answers: Answers) -> tuple[Item, ...]:
    """
    Give what sending commits to: reference, time, the whole text, and every file the report has.

    Later its files may be more: its leaf names those that came with it.
    """
    salt, at = bytes(report.salt), report.submitted_at or report.created_at
    text = text_digest(told(answers, questions_version=report.questions_version))
    values = {"reference": report.reference, "text": text, "time": time_value(at)}
    exhibits = Exhibit.objects.filter(report_id=report.id, made_from_id=None).order_by("number")
    return (
        *(item(salt, deed=SUBMIT, name=name, value=value) for name, value in values.items()),
        *(_file(exhibit, deed=SUBMIT) for exhibit in exhibits),
    )


def items_of_addition(report: Report, addition: Addition, answers: Answers) -> tuple[Item, ...]:
    """Give what adding to a report that was sent commits to."""
    text = text_digest(told(answers, questions_version=addition.questions_version))
    values = {"reference": report.reference, "text": text, "time": time_value(addition.added_at)}
    salt = bytes(addition.salt)
    return tuple(item(salt, deed=ADD, name=name, value=value) for name, value in values.items())


def items_of_message(report: Report, message: Message, text: str) -> tuple[Item, ...]:
    """Give what a message of the reporter's commits to."""
    values = {
        "reference": report.reference,
        "text": text_digest(written(text)),
        "time": time_value(message.sent_at),
    }
    salt = bytes(message.salt)
    return tuple(item(salt, deed=WRITE, name=name, value=value) for name, value in values.items())


def items_of_exhibit(report: Report, exhibit: Exhibit) -> tuple[Item, ...]:
    """Give what taking in a file commits to; in a draft there is no reference yet."""
    values = {"reference": report.reference} if report.reference else {}
    values["time"] = time_value(exhibit.created_at)
    salt = bytes(exhibit.salt)
    return (
        *(item(salt, deed=TAKE_IN, name=name, value=value) for name, value in values.items()),
        _file(exhibit, deed=TAKE_IN),
    )


def _file(exhibit: Exhibit, *, deed: str) -> Item:
    value = file_value(sha256=exhibit.sha256, size=exhibit.size)
    return item(bytes(exhibit.salt), deed=deed, name=file_name_of(exhibit.number), value=value)
