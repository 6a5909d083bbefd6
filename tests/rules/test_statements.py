"""Statements: what can be kept and signed, how one stands, and that its hash covers text, name and time."""

from datetime import UTC, datetime, timedelta

import pytest

from callpoint.rules.statements import (
    NoNameError,
    NotAgreedError,
    NoTextError,
    Signature,
    StatementError,
    StatementStanding,
    TooLongError,
    checked_signature,
    checked_text,
    standing_of,
    statement_hash,
)

AT = datetime(2026, 11, 21, 12, tzinfo=UTC)
WHOLE = Signature(text="I paid.", name="Ada Quint", is_agreed=True)


def test_a_signature_is_kept_without_the_spaces_around_it() -> None:
    assert checked_signature(Signature(text=" I paid.\r\n", name=" Ada  Quint ", is_agreed=True)) == WHOLE


@pytest.mark.parametrize(
    ("said", "refused"),
    [
        (Signature(text=" ", name="Ada", is_agreed=True), NoTextError),
        (Signature(text="x" * 20_001, name="Ada", is_agreed=True), TooLongError),
        (Signature(text="x", name=" ", is_agreed=True), NoNameError),
        (Signature(text="x", name="x" * 201, is_agreed=True), NoNameError),
        (Signature(text="x", name="Ada", is_agreed=False), NotAgreedError),
    ],
)
def test_what_cannot_be_signed_is_refused(said: Signature, refused: type[StatementError]) -> None:
    with pytest.raises(refused):
        checked_signature(said)


def test_how_much_is_too_long_is_said() -> None:
    with pytest.raises(TooLongError) as refused:
        checked_text("x" * 20_007)
    assert refused.value.over == 7


def test_the_hash_covers_text_name_and_time() -> None:
    hashes = {
        statement_hash(text="a", name="b", at=AT),
        statement_hash(text="a2", name="b", at=AT),
        statement_hash(text="a", name="b2", at=AT),
        statement_hash(text="a", name="b", at=AT + timedelta(microseconds=1)),
        statement_hash(text="a", name="b", at=AT),
    }
    assert {len(each) for each in hashes} == {64}
    assert len(hashes) == 4


@pytest.mark.parametrize(
    ("steps", "wanted"),
    [
        ("", StatementStanding.OFFERED),
        ("declined", StatementStanding.DECLINED),
        ("signed", StatementStanding.SIGNED),
        ("signed used", StatementStanding.USED),
        ("signed withdrawn", StatementStanding.WITHDRAWN),
    ],
)
def test_the_last_step_says_how_it_stands(steps: str, wanted: StatementStanding) -> None:
    done = {
        step: AT if step in steps.split() else None for step in ("signed", "declined", "used", "withdrawn")
    }
    found = standing_of(**{f"{step}_at": at for step, at in done.items()})
    assert found is wanted
