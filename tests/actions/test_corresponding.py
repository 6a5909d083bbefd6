"""Messages in both directions: kept once, sealed, and refused without a trace."""

from dataclasses import replace
from uuid import UUID, uuid4

import pytest

from callpoint.actions.acting import Actor, reporter, system
from callpoint.actions.corresponding import (
    MESSAGE_LIMIT,
    EmptyMessageError,
    MessageTooLongError,
    write_to_reporter,
    write_to_staff,
)
from callpoint.actions.reading import open_report
from callpoint.actions.upkeep import acknowledge
from callpoint.records.models import Message
from callpoint.records.opened import NoSuchReportError, OpenedMessage
from callpoint.rules.access import NotAllowedError, Role
from tests.makers import OTHER_DESK, a_draft, a_report, all_kept, an_actor, at, deeds, posted

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def write(report_id: UUID, text: str, *, by: Actor, key: str = "key", minute: int = 1) -> None:
    write_to_reporter(report_id=report_id, text=text, send_key=key, by=by, at=at(minutes=minute))


def reply(report_id: UUID, text: str, *, key: str = "key", minute: int = 1) -> None:
    write_to_staff(
        report_id=report_id, text=text, send_key=key, by=reporter(report_id), at=at(minutes=minute)
    )


NOBODYS = UUID(int=0)
"""Stands for the id of a message, which is drawn."""


def thread(report_id: UUID) -> tuple[OpenedMessage, ...]:
    opened = open_report(report_id=report_id, by=an_actor(role=Role.SUPERVISOR), at=at(hours=1)).messages
    return tuple(replace(message, id=NOBODYS) for message in opened)


def a_message(text: str, *, minute: int, staff: str = "") -> OpenedMessage:
    return OpenedMessage(
        id=NOBODYS,
        text=text,
        sent_at=at(minutes=minute),
        from_staff=staff,
        from_service=False,
        read_at=None,
    )


def test_a_thread_holds_both_sides_oldest_first() -> None:
    report_id, officer = a_report(), an_actor()
    write(report_id, "Which bank?", by=officer, minute=5)
    reply(report_id, "Mine.", minute=9)
    assert thread(report_id) == (
        a_message("Which bank?", minute=5, staff="Asha Patel"),
        a_message("Mine.", minute=9),
    )


def test_a_message_is_one_row_one_leaf_and_one_outbox_row() -> None:
    report_id, officer = a_report(), an_actor()
    write(report_id, "Hello", by=officer)
    assert deeds()[-1] == "message.from-staff"
    assert posted()[1:] == [("message.sent", str(Message.objects.get().id))]


def test_the_same_message_sent_twice_is_kept_once() -> None:
    report_id, officer = a_report(), an_actor()
    write(report_id, "Hello", by=officer)
    before = all_kept()
    write(report_id, "Hello", by=officer, minute=2)
    assert all_kept() == before


def test_another_text_under_the_same_key_is_never_lost() -> None:
    report_id = a_report()
    reply(report_id, "First", key="same", minute=1)
    reply(report_id, "Changed my mind", key="same", minute=2)
    assert [message.text for message in thread(report_id)] == ["First", "Changed my mind"]


def test_two_messages_without_a_key_are_both_kept() -> None:
    report_id = a_report()
    reply(report_id, "First", key="", minute=1)
    reply(report_id, "Second", key="", minute=2)
    assert [message.text for message in thread(report_id)] == ["First", "Second"]


def test_long_keys_that_differ_at_their_end_are_two_messages() -> None:
    report_id = a_report()
    reply(report_id, "x", key="k" * 60 + "1", minute=1)
    reply(report_id, "x", key="k" * 60 + "2", minute=2)
    assert len(thread(report_id)) == 2


def test_no_key_of_a_reporter_stands_in_the_way_of_the_acknowledgement() -> None:
    report_id = a_report()
    reply(report_id, "x", key="ack", minute=1)
    acknowledge(report_id=str(report_id), by=system("worker"), at=at(minutes=2))
    assert [message.from_service for message in thread(report_id)] == [False, True]


def test_a_key_that_no_database_can_hold_does_not_stop_a_message() -> None:
    report_id = a_report()
    reply(report_id, "Hello", key="a\0b\ud800")
    assert [message.text for message in thread(report_id)] == ["Hello"]


def test_the_same_key_on_two_reports_is_two_messages() -> None:
    one, other = a_report(), a_report()
    reply(one, "x")
    reply(other, "x")
    assert Message.objects.count() == 2


def test_the_longest_message_is_kept_whole() -> None:
    report_id = a_report()
    reply(report_id, "é" * MESSAGE_LIMIT)
    assert [message.text for message in thread(report_id)] == ["é" * MESSAGE_LIMIT]


@pytest.mark.parametrize("text", ["", " ", "\n\t", "\u2003"])
def test_a_message_without_words_leaves_no_trace(text: str) -> None:
    report_id, officer = a_report(), an_actor()
    before = all_kept()
    with pytest.raises(EmptyMessageError):
        write(report_id, text, by=officer)
    with pytest.raises(EmptyMessageError):
        reply(report_id, text)
    assert all_kept() == before


def test_a_message_that_is_too_long_says_by_how_much_and_leaves_no_trace() -> None:
    report_id = a_report()
    before = all_kept()
    with pytest.raises(MessageTooLongError) as refused:
        reply(report_id, "x" * (MESSAGE_LIMIT + 7))
    assert (refused.value.over, all_kept()) == (7, before)


def test_line_ends_count_once_however_a_browser_sends_them() -> None:
    report_id = a_report()
    text = "\r\n".join("x" * 9 for _ in range(MESSAGE_LIMIT // 10))
    reply(report_id, text)
    assert [message.text for message in thread(report_id)] == [text]


@pytest.mark.parametrize(
    "role", [Role.CALL_HANDLER, Role.ANALYST, Role.SUPPORT_WORKER, Role.AUDITOR, Role.ADMINISTRATOR]
)
def test_a_role_that_may_not_write_leaves_no_trace(role: Role) -> None:
    report_id, by = a_report(), an_actor(role=role)
    before = all_kept()
    with pytest.raises(NotAllowedError):
        write(report_id, "Hello", by=by)
    assert all_kept() == before


def test_a_member_of_another_unit_may_not_write() -> None:
    report_id, by = a_report(), an_actor(unit=OTHER_DESK)
    before = all_kept()
    with pytest.raises(NotAllowedError):
        write(report_id, "Hello", by=by)
    assert all_kept() == before


def test_no_message_goes_to_a_draft_or_to_no_report() -> None:
    officer, draft = an_actor(role=Role.SUPERVISOR), a_draft().report_id
    before = all_kept()
    for report_id in (draft, uuid4()):
        with pytest.raises(NoSuchReportError):
            write(report_id, "Hello", by=officer)
        with pytest.raises(NoSuchReportError):
            reply(report_id, "Hello")
    assert all_kept() == before
