"""Asking to withdraw: a message and a mark, nothing deleted, and taken back by the same person."""

from uuid import UUID, uuid4

import pytest

from callpoint.actions.acting import NotTheReporterError, reporter
from callpoint.actions.corresponding import MESSAGE_LIMIT, MessageTooLongError
from callpoint.actions.withdrawing import REASON_LIMIT, ask_to_withdraw, take_back_withdrawal
from callpoint.records.models import Report
from callpoint.records.opened import NoSuchReportError, own_report
from tests.makers import a_draft, a_report, all_kept, an_actor, at, deeds

pytestmark = [pytest.mark.django_db, pytest.mark.database]

ASKED = "I want to withdraw my report. Please tell me what happens now."
GO_ON = "I changed my mind. Please go on with my report."


def asked(report_id: UUID, words: str = "", *, minutes: int = 1) -> None:
    """Ask as the reporter."""
    ask_to_withdraw(
        report_id=report_id, words=words, send_key="1", by=reporter(report_id), at=at(minutes=minutes)
    )


def took_back(report_id: UUID) -> None:
    """Take it back as the reporter."""
    take_back_withdrawal(report_id=report_id, send_key="1", by=reporter(report_id), at=at(minutes=5))


def texts(report_id: UUID) -> list[str]:
    return [message.text for message in own_report(report_id).messages]


@pytest.mark.parametrize(("words", "text"), [(" ", ASKED), ("He is my son.", f"{ASKED}\n\nHe is my son.")])
def test_asking_to_withdraw_is_a_message_and_deletes_nothing(words: str, text: str) -> None:
    report_id = a_report(name="Ann")
    before = own_report(report_id)
    asked(report_id, words)
    after = own_report(report_id)
    assert (texts(report_id), after.withdraw_asked_at) == ([text], at(minutes=1))
    assert (after.answers, after.state) == (before.answers, before.state)
    assert deeds()[-2:] == ["report.ask-withdraw", "message.from-reporter"]


def test_asking_twice_asks_once() -> None:
    report_id = a_report()
    asked(report_id)
    before = all_kept()
    asked(report_id, "again", minutes=2)
    assert all_kept() == before


def test_it_can_be_taken_back_and_asked_again() -> None:
    report_id = a_report()
    asked(report_id)
    took_back(report_id)
    assert (Report.objects.get().withdraw_asked_at, texts(report_id)) == (None, [ASKED, GO_ON])
    assert deeds()[-2:] == ["report.go-on", "message.from-reporter"]
    asked(report_id, "Now really.", minutes=6)
    assert len(texts(report_id)) == 3


def test_who_asks_goes_on_and_asks_again_from_one_form_is_heard_each_time() -> None:
    report_id = a_report()
    asked(report_id)
    took_back(report_id)
    asked(report_id, minutes=6)
    assert texts(report_id) == [ASKED, GO_ON, ASKED]


def test_who_never_asked_has_nothing_to_take_back() -> None:
    report_id = a_report()
    before = all_kept()
    took_back(report_id)
    assert all_kept() == before


def test_too_many_words_leave_no_trace_and_say_how_many_and_all_that_may_be_said_fits_a_message() -> None:
    report_id = a_report()
    before = all_kept()
    with pytest.raises(MessageTooLongError) as refused:
        asked(report_id, "x" * (REASON_LIMIT + 3))
    assert (refused.value.over, all_kept()) == (3, before)
    asked(report_id, "x\r\n" * (REASON_LIMIT // 2))
    assert len(texts(report_id)[0]) < MESSAGE_LIMIT


def test_only_its_reporter_asks_and_only_of_what_was_sent() -> None:
    report_id, draft, officer = a_report(), a_draft().report_id, an_actor()
    before = all_kept()
    with pytest.raises(NotTheReporterError):
        ask_to_withdraw(report_id=report_id, words="", send_key="1", by=officer, at=at())
    with pytest.raises(NotTheReporterError):
        take_back_withdrawal(report_id=report_id, send_key="1", by=officer, at=at())
    for missing in (draft, uuid4()):
        with pytest.raises(NoSuchReportError):
            asked(missing)
        with pytest.raises(NoSuchReportError):
            took_back(missing)
    assert all_kept() == before
