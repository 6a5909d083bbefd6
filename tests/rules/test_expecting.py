"""What is due next of a report, and by when: one truth table over its states, its news and its messages."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from callpoint.rules.expecting import Expected, Standing, expected
from callpoint.rules.lifecycle import ReportState
from tests.rules.known import known

MONDAY = datetime(2026, 11, 16, 10, tzinfo=UTC)
POLICE = "police-force"
SENT = Standing(
    state=ReportState.RECEIVED,
    urgency="routine",
    unit=None,
    submitted_at=MONDAY,
    first_read_at=None,
    state_changed_at=MONDAY,
    news_at=None,
    wrote_at=None,
)
READ = replace(SENT, state=ReportState.READING, first_read_at=MONDAY)


def due(report: Standing) -> dict[str, str]:
    found = expected(known(), report, role=POLICE)
    return {
        name: f"{at.astimezone(ZoneInfo('Europe/London')):%d %b}"
        for name, at in vars(found).items()
        if at is not None
    }


@pytest.mark.parametrize(
    ("report", "wanted"),
    [
        (SENT, {"read_by": "17 Nov", "news_by": "23 Nov"}),
        (replace(SENT, urgency="today"), {"read_by": "16 Nov", "news_by": "23 Nov"}),
        (READ, {"news_by": "23 Nov"}),
        (replace(READ, news_at=MONDAY + timedelta(days=1)), {"news_by": "15 Dec"}),
        (replace(READ, wrote_at=MONDAY), {"news_by": "23 Nov", "answer_by": "18 Nov"}),
        (replace(READ, wrote_at=MONDAY, news_at=MONDAY + timedelta(hours=1)), {"news_by": "14 Dec"}),
        (
            replace(READ, state=ReportState.WAITING, news_at=MONDAY),
            {"news_by": "14 Dec", "tell_us_by": "30 Nov"},
        ),
        (replace(READ, state=ReportState.WAITING), {"news_by": "23 Nov"}),
        (replace(READ, state=ReportState.CLOSED, news_at=MONDAY), {"object_by": "16 Feb"}),
        (
            replace(READ, state=ReportState.CLOSED, wrote_at=MONDAY),
            {"object_by": "16 Feb", "answer_by": "18 Nov"},
        ),
        (replace(READ, state=ReportState.CLOSED, state_changed_at=None), {}),
    ],
)
def test_each_state_says_what_comes_next_and_by_when(report: Standing, wanted: dict[str, str]) -> None:
    assert due(report) == wanted


def test_who_keeps_no_reports_promises_nothing() -> None:
    assert expected(known(), SENT, role="guide") == Expected()
