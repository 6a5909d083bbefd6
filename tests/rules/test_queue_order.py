"""Where a report stands in the queue, why, and how a place is written into an address."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as some

from callpoint.rules.access import Badge, Role
from callpoint.rules.queue_order import (
    FIRST,
    BadPlaceError,
    Ranked,
    View,
    Why,
    first_view,
    golden_hour_left,
    place_of,
    rank_of,
    read_place,
    views_for,
    why,
)
from callpoint.rules.urgency import ORDER

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
TIMES = some.datetimes(
    min_value=NOON.replace(tzinfo=None, year=2020),
    max_value=NOON.replace(tzinfo=None, year=2060),
    timezones=some.just(UTC),
)
SCORES = some.none() | some.integers(0, 3)


@dataclass(frozen=True, kw_only=True)
class AReport:
    id: UUID = field(default_factory=lambda: UUID(int=1))
    urgency: str = "soon"
    next_due_at: datetime | None = None
    vulnerability: int | None = None
    severity: int | None = None
    solvability: int | None = None
    submitted_at: datetime = NOON


REPORTS = some.builds(
    AReport,
    id=some.uuids(),
    urgency=some.sampled_from((*ORDER, "")),
    next_due_at=some.none() | TIMES,
    vulnerability=SCORES,
    severity=SCORES,
    solvability=SCORES,
    submitted_at=TIMES,
)


@given(REPORTS)
def test_a_place_is_read_back_as_it_was_written_and_comes_after_the_first(report: AReport) -> None:
    place = place_of(report)
    assert (read_place(str(place)), place > FIRST) == (place, True)


@pytest.mark.parametrize(
    "text", ["", "1.2.3", "a.b.c.d.e.f.g", "1.2.3.4.5.6.zzz", f"0.{'9' * 40}.0.0.0.0.{'0' * 32}"]
)
def test_what_names_no_place_is_refused(text: str) -> None:
    with pytest.raises(BadPlaceError):
        read_place(text)


def test_class_comes_first_then_the_clock_the_person_the_harm_the_chance_and_the_age() -> None:
    late, later = NOON - timedelta(hours=1), NOON + timedelta(hours=1)
    in_order = [
        AReport(urgency="now"),
        AReport(urgency="soon", next_due_at=late),
        AReport(urgency="soon", next_due_at=later, vulnerability=3),
        AReport(urgency="soon", next_due_at=later, vulnerability=1, severity=3),
        AReport(urgency="soon", next_due_at=later, vulnerability=1, severity=2, solvability=3),
        AReport(urgency="soon", next_due_at=later, vulnerability=1, severity=2),
        AReport(urgency="soon", vulnerability=3, submitted_at=late),
        AReport(urgency="soon", vulnerability=3),
        AReport(urgency="soon", submitted_at=late),
        AReport(urgency="soon"),
        AReport(urgency="info", next_due_at=late, vulnerability=3),
        AReport(urgency=""),
    ]
    upside_down = list(reversed(in_order))
    assert sorted(upside_down, key=place_of) == in_order


def test_what_is_not_known_orders_as_nought_and_what_has_no_class_last() -> None:
    known, unknown = AReport(vulnerability=0, severity=0, solvability=0), AReport()
    assert (place_of(known), rank_of(""), rank_of("zzz")) == (place_of(unknown), len(ORDER), len(ORDER))


@pytest.mark.parametrize(
    ("badge", "views"),
    [
        (Badge(role=Role.ASSESSOR, unit="u"), ["now", "mine", "unit", "waiting", "due"]),
        (Badge(role=Role.SUPERVISOR, unit="u"), ["now", "mine", "unit", "waiting", "due", "all"]),
        (Badge(role=Role.ANALYST, unit=""), ["now", "mine", "waiting", "due", "all"]),
    ],
)
def test_the_views_follow_role_and_unit(badge: Badge, views: list[str]) -> None:
    assert [view.value for view in views_for(badge)] == views


def test_the_first_view_is_all_that_somebody_may_see() -> None:
    badges = (Badge(role=Role.ASSESSOR, unit="u"), Badge(role=Role.SUPERVISOR, unit="u"))
    assert [first_view(badge) for badge in badges] == [View.UNIT, View.ALL]


def ranked(**known: object) -> Ranked:
    nothing: dict[str, object] = {
        **dict.fromkeys(("critical", "call_for_service"), False),
        **dict.fromkeys(("paid_at", "next_due_at", "vulnerability", "severity", "solvability")),
    }
    return Ranked(**{**nothing, **known})  # type: ignore[arg-type]  # each test names columns of its own


@pytest.mark.parametrize(
    ("known", "expected"),
    [
        ({}, [Why.URGENCY]),
        ({"critical": True, "call_for_service": True}, [Why.DANGER, Why.CALL_FOR_SERVICE]),
        ({"paid_at": NOON - timedelta(minutes=59)}, [Why.GOLDEN_HOUR]),
        ({"paid_at": NOON - timedelta(minutes=60)}, [Why.MONEY_TODAY]),
        ({"paid_at": NOON - timedelta(hours=24)}, [Why.URGENCY]),
        ({"next_due_at": NOON - timedelta(seconds=1)}, [Why.LATE]),
        ({"next_due_at": NOON}, [Why.DUE_SOON]),
        ({"next_due_at": NOON + timedelta(hours=24)}, [Why.URGENCY]),
        ({"vulnerability": 2, "severity": 2, "solvability": 2}, [Why.VULNERABLE, Why.SEVERE, Why.SOLVABLE]),
        ({"vulnerability": 1, "severity": 1, "solvability": 1}, [Why.URGENCY]),
    ],
)
def test_each_reason_is_said_where_it_holds(known: dict[str, object], expected: list[Why]) -> None:
    assert list(why(ranked(**known), at=NOON)) == expected


def test_the_golden_hour_is_counted_from_the_payment_until_it_is_over() -> None:
    paid = (None, NOON - timedelta(minutes=20), NOON - timedelta(hours=1))
    assert [golden_hour_left(each, at=NOON) for each in paid] == [None, timedelta(minutes=40), None]
