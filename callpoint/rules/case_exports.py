"""The reports of a case for a records system: which of our fields goes into which column, as content says it.

MappingError
├── NoSuchMappingError    no mapping has this id
└── UnknownFieldError     a mapping names a field that no report has
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, Final

from callpoint.rules.content.export_fields import ANSWER, unknown_fields
from callpoint.rules.content.export_model import ExportMapping

Told = dict[str, str | datetime | None]
"""What the columns of a report tell, by the names of `content.export_fields`."""
Row = tuple[tuple[str, str], ...]
"""Column and value, in the order of the mapping."""

_BETWEEN: Final = "; "
"""Parts the values of an answer that has several."""


class MappingError(ValueError):
    """The reports cannot be exported by this mapping."""


class NoSuchMappingError(MappingError):
    """No mapping has this id."""


class UnknownFieldError(MappingError):
    """A mapping names a field that no report has."""

    def __init__(self, field: str) -> None:
        super().__init__(f"No report has the field {field!r}.")
        self.field = field


def check_mapping(mapping: ExportMapping, *, questions: Iterable[str]) -> None:
    """
    Let a mapping pass whose every field a report has.

    :raises UnknownFieldError: one names another; it says which.
    """
    for field in unknown_fields(mapping, questions=questions):
        raise UnknownFieldError(field)


def row_of(
    mapping: ExportMapping,
    *,
    case: Mapping[str, str | datetime | None],
    columns: Mapping[str, str | datetime | None],
    answers: Mapping[str, str | Sequence[str]],
) -> Row:
    """Give one report as a row; what it does not say is empty."""
    told = {**columns, **case, **{f"{ANSWER}{name}": value for name, value in answers.items()}}
    return tuple((column.name, _text(told.get(column.field))) for column in mapping.columns)


def _text(value: str | datetime | Sequence[str] | None) -> str:
    match value:
        case None:
            return ""
        case str():
            return value
        case datetime():
            return value.astimezone(UTC).isoformat().removesuffix("+00:00") + "Z"
        case _:
            return _BETWEEN.join(value)


def as_elements(row: Row) -> dict[str, Any]:
    """Give a row as nested elements: a dot in the name of a column parts an element from one inside it."""
    whole: dict[str, Any] = {}
    for name, value in row:
        *outer, last = name.split(".")
        place = whole
        for step in outer:
            place = place.setdefault(step, {})
        place[last] = value
    return whole
