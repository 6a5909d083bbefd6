"""When a series raises itself: by people and not by reports, and again only once it has doubled."""

from datetime import UTC, datetime, timedelta

import pytest

from callpoint.rules.warning import (
    REASONS_FOR,
    Because,
    Member,
    Reason,
    Shape,
    WarningState,
    reasons_to_raise,
    shape_of,
)

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)


def a_member(days: float = 1, *, by: str = "", lost: int = 0, is_at_risk: bool = False) -> Member:
    return Member(
        reporter=by or f"{days} {lost} {is_at_risk}",
        sent_at=NOW - timedelta(days=days),
        lost=lost,
        is_at_risk=is_at_risk,
    )


def a_shape(**changes: int) -> Shape:
    none = dict.fromkeys(("reports", "reporters", "lately", "before", "lost", "losing", "at_risk"), 0)
    return Shape(**{**none, **changes})


def test_people_are_counted_and_not_their_reports() -> None:
    members = [a_member(1, by="a", lost=5), a_member(9, by="a", lost=6), a_member(2, by="b", is_at_risk=True)]
    assert shape_of(members, at=NOW) == Shape(
        reports=3, reporters=2, lately=1, before=1, lost=11, losing=1, at_risk=1
    )


@pytest.mark.parametrize(
    ("shape", "reasons"),
    [
        (a_shape(reporters=3, lately=3), (Reason.NEW,)),
        (a_shape(reporters=2, lately=2), ()),
        (a_shape(reporters=9, lately=5, before=4), (Reason.GROWN,)),
        (a_shape(reporters=20, lately=5, before=12), ()),
        (a_shape(reporters=20, lately=4, before=4), ()),
        (a_shape(reporters=9, lately=5, before=0), ()),
        (a_shape(reporters=9, lately=1, before=4, lost=50_000, losing=2), (Reason.LOSS,)),
        (a_shape(reporters=9, lately=1, before=4, lost=50_000, losing=1), ()),
        (a_shape(reporters=2, lately=1, before=1, at_risk=1), (Reason.AT_RISK,)),
        (a_shape(reporters=1, lately=1, at_risk=1), ()),
        (a_shape(reporters=9, lately=0, before=9, lost=90_000, losing=9), ()),
        (a_shape(reporters=4, lately=4, at_risk=1), (Reason.NEW, Reason.AT_RISK)),
    ],
)
def test_a_series_raises_itself_for_these_reasons(shape: Shape, reasons: tuple[Reason, ...]) -> None:
    assert reasons_to_raise(shape, judged_at_reporters=None) == reasons


@pytest.mark.parametrize(("reporters", "raised"), [(5, False), (6, True)])
def test_what_somebody_has_judged_raises_itself_again_once_it_has_doubled(
    reporters: int, *, raised: bool
) -> None:
    shape = a_shape(reporters=reporters, lately=reporters)
    assert bool(reasons_to_raise(shape, judged_at_reporters=3)) is raised


def test_every_reason_to_close_one_belongs_to_an_outcome() -> None:
    assert set().union(*REASONS_FOR.values()) == set(Because)
    assert WarningState.OPEN not in REASONS_FOR
