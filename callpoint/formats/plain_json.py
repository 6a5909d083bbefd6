"""A typed value as JSON that people can read: one spelling for each value, so that equal values give equal bytes.

NotPlainError   a value of a kind that has no spelling here
"""

import json
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

Plain = str | int | bool | list[Any] | dict[str, Any] | None


class NotPlainError(TypeError):
    """A value of a kind that has no spelling here; holds the kind, never the value."""

    def __init__(self, kind: type) -> None:
        super().__init__(f"no spelling in JSON for {kind.__name__}")
        self.kind = kind


def plain_json(value: object) -> bytes:
    """
    Write a value as UTF-8 with two spaces of indent, the fields of a dataclass in their own order.

    Times are RFC 3339 in UTC with "Z", days YYYY-MM-DD, decimals are strings ("1200.50"). A lone surrogate, which no
    UTF-8 can hold, becomes U+FFFD.

    :raises NotPlainError: floats, bytes, naive times, or anything else without a spelling.
    """
    text = json.dumps(_plain(value), ensure_ascii=False, indent=2)
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace").encode() + b"\n"


def _plain(value: object) -> Plain:
    if value is None or isinstance(value, (bool, int)):
        return value
    if isinstance(value, (str, Decimal)):
        return str(value)
    if isinstance(value, date):
        return _time(value)
    if isinstance(value, Mapping):
        return {str(name): _plain(part) for name, part in value.items()}
    return _parts(value)


def _parts(value: object) -> Plain:
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, (tuple, list)):
        return [_plain(part) for part in value]
    raise NotPlainError(type(value))


def _time(value: date) -> str:
    if not isinstance(value, datetime):
        return value.isoformat()
    if value.tzinfo is None:
        raise NotPlainError(datetime)
    return value.astimezone(UTC).isoformat().removesuffix("+00:00") + "Z"
