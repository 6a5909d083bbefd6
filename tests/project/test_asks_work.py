"""The worker looks after questions that wait: every one, whatever became of another."""

from uuid import UUID

import pytest

from callpoint.actions.asking import ask_reporter
from callpoint.actions.reading import open_report
from callpoint.project.asks_work import look_after_asks
from callpoint.records.models import Ask, Report
from callpoint.rules.missing_facts import Wanted
from tests.makers import a_report, an_actor, at

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def test_questions_that_wait_are_looked_after_and_one_report_that_does_not_open_stops_nobody(
    caplog: pytest.LogCaptureFixture,
) -> None:
    broken, gone, waiting = (_asked() for _ in range(3))
    Report.objects.filter(id=broken).update(
        wrapped_key=Report.objects.get(id=waiting).wrapped_key[:-4] + "AAAA"
    )
    Report.objects.filter(id=gone).update(state="draft", reference=None, submitted_at=None)
    with caplog.at_level("WARNING"):
        look_after_asks(at(days=8))
    assert [ask.report_id for ask in Ask.objects.exclude(reminded_at=None)] == [waiting]
    assert caplog.messages == ["An ask was passed by: RecordKeyNotOpenedError"]


def _asked() -> UUID:
    """A report whose reporter was asked for something."""
    report_id, by = a_report(), an_actor()
    open_report(report_id=report_id, by=by, at=at())
    wanted = Wanted(keys=("number_shown",))
    ask_reporter(report_id=report_id, wanted=wanted, send_key="1", by=by, at=at())
    return report_id
