"""Typed values as JSON: one spelling each, and nothing that has none."""

import json
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from callpoint.formats.plain_json import NotPlainError, plain_json


@dataclass(frozen=True)
class Sample:
    """One of each kind."""

    words: str
    amount: Decimal
    at: datetime
    on: date
    nothing: None
    sure: bool
    rows: tuple[int, ...]
    named: dict[str, str]


GOLDEN = """\
{
  "words": "złoty £",
  "amount": "1200.50",
  "at": "2026-11-21T08:00:00Z",
  "on": "2026-11-21",
  "nothing": null,
  "sure": true,
  "rows": [
    1,
    2
  ],
  "named": {
    "b": "1",
    "a": "2"
  }
}
"""


def test_a_typed_value_is_written_with_its_fields_in_order() -> None:
    value = Sample(
        words="złoty £",
        amount=Decimal("1200.50"),
        at=datetime(2026, 11, 21, 9, tzinfo=timezone(timedelta(hours=1))),
        on=date(2026, 11, 21),
        nothing=None,
        sure=True,
        rows=(1, 2),
        named={"b": "1", "a": "2"},
    )
    assert plain_json(value).decode() == GOLDEN


@pytest.mark.parametrize("value", [1.5, b"bytes", {1, 2}, Sample, datetime(2026, 1, 1)])  # noqa: DTZ001 - naive on purpose
def test_what_has_no_spelling_is_refused_by_its_kind_alone(value: object) -> None:
    with pytest.raises(NotPlainError, match=r"^no spelling in JSON for \w+$"):
        plain_json({"value": value})


@given(st.text(alphabet=st.characters(exclude_categories=())))
def test_any_text_can_be_written_and_read_again(text: str) -> None:
    pairs_joined = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    assert json.loads(plain_json([text]).decode()) == [pairs_joined]


def test_a_time_in_utc_ends_in_z() -> None:
    assert plain_json(datetime(2026, 11, 21, 9, 30, tzinfo=UTC)) == b'"2026-11-21T09:30:00Z"\n'
