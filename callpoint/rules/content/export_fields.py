"""The fields of ours that a mapping for a records system may name."""

from collections.abc import Iterable
from typing import Final

from callpoint.rules.content.export_model import ExportMapping

COLUMNS: Final = frozenset(
    {
        *(
            "reference",
            "sent_at",
            "first_read_at",
            "paid_at",
            "recorded_at",
            "state",
            "kind",
            "urgency",
            "unit",
        ),
        *("channel", "language", "police_area", "outcode", "recorded_as", "recorded_code", "outcome"),
        *("crime_number", "other_number", "lost"),
    }
)
"""What every report has."""
OF_CASE: Final = frozenset({"case.reference", "case.title", "case.officer", "case.unit", "case.opened_at"})
"""What every row says of the case."""
ANSWER: Final = "answers."
"""Begins a field that is the answer to a question; the question's id follows."""


def unknown_fields(mapping: ExportMapping, *, questions: Iterable[str]) -> tuple[str, ...]:
    """Give the fields of a mapping that no report has, in their order."""
    known = {*COLUMNS, *OF_CASE, *(f"{ANSWER}{question}" for question in questions)}
    return tuple(column.field for column in mapping.columns if column.field not in known)
