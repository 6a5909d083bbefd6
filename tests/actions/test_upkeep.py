"""What the service does by itself: acknowledging, clearing old drafts, and deciding whether a notice may go out."""

from uuid import UUID, uuid4

import pytest

from callpoint.actions import upkeep
from callpoint.actions.acting import reporter, system
from callpoint.actions.corresponding import write_to_reporter, write_to_staff
from callpoint.actions.noticing import Notice, notice_for, notice_was_sent
from callpoint.actions.reading import open_report
from callpoint.actions.upkeep import acknowledge, discard_old_drafts, retry_stuck_work
from callpoint.records.models import Message, Outbox, Report
from callpoint.rules.access import Deed, NotAllowedError, Role, may
from tests.makers import a_draft, a_report, all_kept, an_actor, at, deeds

pytestmark = [pytest.mark.django_db, pytest.mark.database]

WORKER = system("worker")


def a_message(*, by_staff: str = "yes", **answers: str) -> str:
    report_id = a_report(**answers)  # type: ignore[arg-type]  # answers only, never the time
    if by_staff == "yes":
        write_to_reporter(report_id=report_id, text="Hello", send_key="1", by=an_actor(), at=at())
    else:
        write_to_staff(report_id=report_id, text="Hello", send_key="1", by=reporter(report_id), at=at())
    return str(Message.objects.get(report_id=report_id).id)


def notice(message_id: str) -> Notice | None:
    return notice_for(message_id=message_id, by=WORKER, at=at(minutes=1))


def test_an_acknowledgement_is_the_first_message_and_comes_once() -> None:
    report_id = a_report()
    acknowledge(report_id=str(report_id), by=WORKER, at=at(seconds=1))
    before = all_kept()
    acknowledge(report_id=str(report_id), by=WORKER, at=at(seconds=9))
    assert all_kept() == before
    (message,) = open_report(report_id=report_id, by=an_actor(), at=at(minutes=1)).messages
    assert message.text == "We have your report. A person will read it. You need not do anything now."
    assert (message.from_service, message.from_staff, message.sent_at) == (True, "", at(seconds=1))


def test_a_report_that_is_gone_is_not_acknowledged() -> None:
    before = all_kept()
    acknowledge(report_id=str(uuid4()), by=WORKER, at=at())
    assert all_kept() == before


def test_only_drafts_past_their_time_are_thrown_away() -> None:
    old, young, report_id = (
        a_draft(when=at(days=-31)),
        a_draft(when=at(days=-29)),
        a_report(when=at(days=-90)),
    )
    gone = discard_old_drafts(before=at(days=-30), by=WORKER, at=at())
    left = set(Report.objects.values_list("id", flat=True))
    assert (gone, left, deeds().count("draft.expire")) == (1, {young.report_id, report_id}, 1)
    assert old.report_id not in left


def test_a_great_many_old_drafts_go_in_several_calls(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(upkeep, "MOST_AT_ONCE", 3)
    like = Report.objects.get(id=a_draft(when=at(days=-31)).report_id)
    others = [like_this(like, number) for number in range(3)]
    Report.objects.bulk_create(others)
    gone = [discard_old_drafts(before=at(days=-30), by=WORKER, at=at()) for _ in range(3)]
    assert gone == [3, 1, 0]


def like_this(report: Report, number: int) -> Report:
    values = {field.attname: getattr(report, field.attname) for field in Report._meta.concrete_fields}  # noqa: SLF001 - Django's documented model API
    return Report(**{**values, "id": UUID(int=number), "code_hash": str(number)})


@pytest.mark.parametrize("safe", ["yes", "yes-neutral-words-only"])
def test_a_notice_goes_where_mail_was_called_safe(safe: str) -> None:
    message_id = a_message(email=" ann@example.org ", safe_contact=safe)
    before = all_kept()
    assert notice(message_id) == Notice(address="ann@example.org", language="en", not_before=at(minutes=1))
    assert all_kept() == before


@pytest.mark.parametrize("safe", ["no", "certain-times", "", "Yes"])
def test_a_notice_is_blocked_where_mail_was_not_called_safe_and_the_block_is_noted(safe: str) -> None:
    message_id = a_message(email="ann@example.org", safe_contact=safe)
    assert notice(message_id) is None
    assert deeds()[-1] == "notice.blocked"


@pytest.mark.parametrize("address", ["", " ", "a@example.org\nBcc: b@example.org", "a@example.org\rb"])
def test_there_is_no_notice_without_one_plain_address(address: str) -> None:
    message_id = a_message(email=address, safe_contact="yes")
    before = all_kept()
    assert (notice(message_id), all_kept()) == (None, before)


def test_reporters_get_no_notice_of_their_own_message() -> None:
    message_id = a_message(by_staff="no", email="ann@example.org", safe_contact="yes")
    assert notice(message_id) is None


def test_there_is_no_notice_of_a_message_that_is_gone() -> None:
    assert notice(str(uuid4())) is None


def test_a_notice_that_went_out_is_noted() -> None:
    notice_was_sent(message_id=a_message(), by=WORKER, at=at())
    assert deeds()[-1] == "notice.sent"


@pytest.mark.parametrize("role", list(Role))
def test_what_was_given_up_is_tried_again_by_those_who_may_and_noted_once(role: Role) -> None:
    a_report()
    Outbox.objects.update(stuck_at=at(), attempts=12)
    by, before = an_actor(role=role), all_kept()
    if may(by.badge, Deed.RETRY_WORK):
        again = [retry_stuck_work(by=by, at=at(hours=1)) for _ in range(2)]
        row = Outbox.objects.get()
        assert (again, row.stuck_at, row.attempts, row.run_after) == ([1, 0], None, 0, at(hours=1))
        return
    with pytest.raises(NotAllowedError):
        retry_stuck_work(by=by, at=at(hours=1))
    assert all_kept() == before
