"""The quarterly figures: what each line counts, and that none under five is told."""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from callpoint.rules.support_figures import Figure, Line, Quarter, figures_of, latest_quarters, quarter_of
from callpoint.rules.support_service import CloseReason, ReferralState, ReturnReason, Way

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
DAY_BEFORE = datetime(2026, 11, 22, 12, tzinfo=UTC)
DAY_AFTER = datetime(2026, 11, 24, 12, tzinfo=UTC)


@dataclass(frozen=True, kw_only=True)
class One:
    """One referral as it is counted."""

    way: Way = Way.POLICE
    state: ReferralState = ReferralState.NEW
    due_at: datetime | None = DAY_AFTER
    accepted_at: datetime | None = None
    end_reason: str = ""
    is_contacted: bool = False
    score_before: int | None = None
    score_after: int | None = None


TAKEN = One(state=ReferralState.ACCEPTED, accepted_at=NOW)


def counted(one: One) -> set[str]:
    """The lines that count a referral, of which there are five alike."""
    lines = figures_of([one] * 5, at=NOW)
    return {f"{line.figure}:{line.reason}".rstrip(":") for line in lines if line.number == 5}


@pytest.mark.parametrize(
    ("one", "wanted"),
    [
        (One(), {Figure.FROM_POLICE}),
        (One(way=Way.OWN), {Figure.SELF_REFERRED}),
        (One(way=Way.PASSED_ON), {Figure.PASSED_ON}),
        (One(due_at=DAY_BEFORE), {Figure.FROM_POLICE, Figure.LATE}),
        (One(due_at=None), {Figure.FROM_POLICE}),
        (One(due_at=DAY_BEFORE, state=ReferralState.WITHDRAWN), {Figure.FROM_POLICE, Figure.WITHDRAWN}),
        (TAKEN, {Figure.FROM_POLICE, Figure.ACCEPTED, Figure.IN_TIME}),
        (replace(TAKEN, due_at=DAY_BEFORE), {Figure.FROM_POLICE, Figure.ACCEPTED, Figure.LATE}),
        (One(is_contacted=True), {Figure.FROM_POLICE, Figure.CONTACTED}),
        (
            One(state=ReferralState.RETURNED, end_reason=ReturnReason.UNSAFE),
            {Figure.FROM_POLICE, Figure.RETURNED, "returned:unsafe"},
        ),
        (
            One(state=ReferralState.CLOSED, end_reason=CloseReason.HELPED),
            {Figure.FROM_POLICE, Figure.CLOSED, "closed:helped"},
        ),
        (
            One(score_before=2, score_after=1),
            {Figure.FROM_POLICE, Figure.COMPARED, Figure.LESS_NEED},
        ),
        (
            One(score_before=2, score_after=2),
            {Figure.FROM_POLICE, Figure.COMPARED, Figure.SAME_NEED},
        ),
        (
            One(score_before=0, score_after=1),
            {Figure.FROM_POLICE, Figure.COMPARED, Figure.MORE_NEED},
        ),
        (One(score_before=2), {Figure.FROM_POLICE}),
    ],
)
def test_each_line_counts_what_it_says(one: One, wanted: set[str]) -> None:
    assert counted(one) == {str(name) for name in wanted} | {str(Figure.REFERRED)}


def test_a_number_under_five_is_not_told() -> None:
    few, enough = (figures_of([One()] * number, at=NOW)[0] for number in (4, 5))
    assert (few, enough) == (
        Line(figure=Figure.REFERRED, number=None),
        Line(figure=Figure.REFERRED, number=5),
    )


def test_quarters_follow_one_another_over_the_year() -> None:
    names = [quarter.name for quarter in latest_quarters(date(2026, 2, 3))]
    assert (names[:3], len(names), quarter_of(date(2026, 12, 31)).after.name) == (
        ["2026-Q1", "2025-Q4", "2025-Q3"],
        8,
        "2027-Q1",
    )


def test_a_quarter_begins_and_ends_at_midnight_of_its_place() -> None:
    start, end = Quarter(year=2026, number=2).span(ZoneInfo("Europe/London"))
    assert (start.isoformat(), end.isoformat()) == (
        "2026-04-01T00:00:00+01:00",
        "2026-07-01T00:00:00+01:00",
    )
