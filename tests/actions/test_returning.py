"""Coming back with a private code, seeing one's own report, and reading one's messages."""

from uuid import uuid4

import pytest

from callpoint.actions.acting import newcomer, reporter, system
from callpoint.actions.corresponding import write_to_reporter, write_to_staff
from callpoint.actions.returning import CodeNotKnownError, come_back, read_own_messages
from callpoint.actions.upkeep import acknowledge
from callpoint.records.models import Message
from callpoint.records.opened import NoSuchReportError, own_report
from tests.makers import STORY, a_draft, a_report, all_kept, an_actor, at, deeds, sent

pytestmark = [pytest.mark.django_db, pytest.mark.database]

UNKNOWN = "0" * 20


def test_a_code_brings_its_reporter_back_to_a_draft() -> None:
    begun = a_draft()
    assert come_back(code=begun.code, reference="", by=newcomer(), at=at(days=3)) == begun.report_id
    assert deeds() == ["report.begin", "report.return"]


def test_a_code_and_its_reference_bring_back_to_a_sent_report() -> None:
    begun = a_draft()
    reference = sent(begun)
    assert come_back(code=begun.code, reference=reference, by=newcomer(), at=at()) == begun.report_id


def test_a_wrong_code_and_another_reference_are_refused_alike_and_leave_no_trace() -> None:
    begun, other = a_draft(), sent(a_draft())
    sent(begun)
    before = all_kept()
    refusals = []
    for code, reference in ((UNKNOWN, ""), (UNKNOWN, other), (begun.code, other)):
        with pytest.raises(CodeNotKnownError) as refused:
            come_back(code=code, reference=reference, by=newcomer(), at=at())
        refusals.append(refused.value.args)
    assert (set(refusals), all_kept()) == ({()}, before)


def test_ones_own_report_is_shown_whole_and_leaves_no_leaf() -> None:
    begun = a_draft(story=STORY, name="Ann")
    before = all_kept()
    mine = own_report(begun.report_id)
    held = (mine.id, mine.reference, mine.state, mine.answers, mine.messages, mine.other_number)
    assert held == (begun.report_id, "", "draft", {"story": STORY, "name": "Ann"}, (), "")
    assert all_kept() == before


def test_a_report_that_was_thrown_away_is_not_there() -> None:
    gone = uuid4()
    with pytest.raises(NoSuchReportError):
        own_report(gone)


def test_messages_to_the_reporter_are_noted_as_read_once() -> None:
    report_id = a_report()
    acknowledge(report_id=str(report_id), by=system("worker"), at=at())
    write_to_reporter(report_id=report_id, text="Hello", send_key="1", by=an_actor(), at=at(minutes=1))
    write_to_staff(report_id=report_id, text="Thanks", send_key="2", by=reporter(report_id), at=at(minutes=2))
    new = [
        read_own_messages(report_id=report_id, by=reporter(report_id), at=at(hours=hour)) for hour in (1, 2)
    ]
    read = list(Message.objects.order_by("sent_at").values_list("read_at", flat=True))
    assert (new, read) == ([2, 0], [at(hours=1), at(hours=1), None])
    assert deeds().count("message.read") == 1
