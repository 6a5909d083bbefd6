"""The notice by mail: sent only where it is safe, in words that give nothing away, and never in a loop."""

import re
import smtplib

import pytest
from django.core import mail
from django.core.mail.backends.base import BaseEmailBackend
from django.core.mail.message import EmailMessage
from pytest_django import Settings

from callpoint.actions.corresponding import write_to_reporter
from callpoint.delivery.errors import NotDeliveredError
from callpoint.delivery.mail.notice import send_notice
from callpoint.records.models import Message
from callpoint.records.outbox import NotYetError
from tests.makers import a_report, all_kept, an_actor, at, deeds, with_section

pytestmark = [pytest.mark.django_db, pytest.mark.database]

SECRET = "marzipan"


@pytest.fixture(autouse=True)
def _a_mail_server(settings: Settings) -> None:
    with_section(
        settings, "mail", host="mail.example", from_address="post@report.example", from_name="Messages"
    )
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"


def a_message(**answers: str) -> Message:
    report_id = a_report(
        story=f"He said {SECRET}",
        name="Ann",
        **{"email": "ann@example.org", "safe_contact": "yes", **answers},  # type: ignore[arg-type]  # answers only, never the time
    )
    write_to_reporter(report_id=report_id, text=f"About {SECRET}", send_key="1", by=an_actor(), at=at())
    return Message.objects.get(report_id=report_id)


def send(message: Message) -> None:
    send_notice(message_id=str(message.id), at=at(minutes=1))


def whole(letter: EmailMessage) -> str:
    return letter.message().as_string()


def test_a_notice_is_neutral_and_its_sending_is_noted() -> None:
    message = a_message()
    send(message)
    (letter,) = mail.outbox
    held = (letter.subject, letter.body, letter.to, letter.from_email)
    assert held == (
        "You have a new message",
        "You have a new message. Come back with your code to read it.",
        ["ann@example.org"],
        "Messages <post@report.example>",
    )
    assert deeds()[-1] == "notice.sent"


def test_nothing_in_a_notice_tells_what_it_is_about() -> None:
    message = a_message()
    send(message)
    text = re.sub(r"Message-ID: .*\n", "", whole(mail.outbox[0]), flags=re.IGNORECASE).lower()
    telling = (
        SECRET,
        "ann ",
        "fraud",
        "crime",
        "police",
        "report ",
        "callpoint",
        str(message.report.reference).lower(),
        "http",
    )
    assert [word for word in telling if word in text] == []


def test_the_same_message_carries_the_same_message_id_each_time() -> None:
    message = a_message()
    send(message)
    send(message)
    ids = [letter.message()["Message-ID"] for letter in mail.outbox]
    assert re.fullmatch(r"<[0-9a-f]{64}@report\.example>", ids[0])
    assert (len(ids), ids[0], str(message.id) in ids[0]) == (2, ids[1], False)


def test_where_mail_is_not_safe_nothing_goes_out_and_the_block_is_noted() -> None:
    send(a_message(safe_contact="no"))
    assert (mail.outbox, deeds()[-1]) == ([], "notice.blocked")


def test_a_notice_waits_for_an_hour_that_was_called_safe() -> None:
    message = a_message(safe_contact="certain-times", safe_times="after 6 pm")
    with pytest.raises(NotYetError) as early:
        send(message)
    before = list(mail.outbox)
    send_notice(message_id=str(message.id), at=early.value.until)
    assert (before, early.value.until, len(mail.outbox)) == ([], at(hours=6), 1)


def test_hours_that_nobody_but_a_person_can_read_let_no_notice_out() -> None:
    send(a_message(safe_contact="certain-times", safe_times="when he is out"))
    assert (mail.outbox, deeds()[-1]) == ([], "notice.blocked")


def test_who_chose_another_way_gets_no_mail() -> None:
    send(a_message(update_way="code-only"))
    assert (mail.outbox, deeds()[-1]) == ([], "notice.blocked")


def test_without_a_mail_server_nothing_happens_at_all(settings: Settings) -> None:
    message = a_message()
    with_section(settings, "mail", host="")
    before = all_kept()
    send(message)
    assert (mail.outbox, all_kept()) == ([], before)


class RefusesRecipient(BaseEmailBackend):
    """A mail server that knows no such person."""

    def send_messages(self, email_messages: object) -> int:
        del email_messages
        raise smtplib.SMTPRecipientsRefused({"ann@example.org": (550, b"no such person")})


class IsDown(BaseEmailBackend):
    """A mail server that does not answer."""

    def send_messages(self, email_messages: object) -> int:
        del email_messages
        raise ConnectionRefusedError


class Quarrels(BaseEmailBackend):
    """A mail server that says something unexpected."""

    def send_messages(self, email_messages: object) -> int:
        del email_messages
        raise smtplib.SMTPServerDisconnected


@pytest.mark.parametrize(
    ("backend", "permanent"), [(RefusesRecipient, True), (IsDown, False), (Quarrels, False)]
)
def test_a_failure_says_whether_trying_again_is_of_use_and_is_not_noted_as_sent(
    settings: Settings, backend: type[BaseEmailBackend], *, permanent: bool
) -> None:
    settings.EMAIL_BACKEND = f"{__name__}.{backend.__name__}"
    message = a_message()
    before = all_kept()
    with pytest.raises(NotDeliveredError) as failed:
        send(message)
    assert (failed.value.permanent, failed.value.channel, all_kept()) == (permanent, "mail", before)
    assert "ann@" not in str(failed.value)


WRONG = (
    "not an address",
    "ann@example.org, ben@example.org",
    "<script>@x",
    "a@b@c",
    "@",
    "ann@exa mple",
    "é" * 300,
    "ann@\u2028example.org",
    "ann@" + "x" * 300,
)


@pytest.mark.parametrize("address", WRONG, ids=lambda text: ascii(text[:20]))
def test_what_is_no_single_address_is_a_permanent_failure_and_reaches_nobody(
    settings: Settings, address: str
) -> None:
    settings.EMAIL_BACKEND = f"{__name__}.Hangs"
    message = a_message(email=address)
    with pytest.raises(NotDeliveredError) as failed:
        send(message)
    assert failed.value.permanent


class Hangs(BaseEmailBackend):
    """A mail server that must not be reached."""

    def send_messages(self, email_messages: object) -> int:
        del email_messages
        raise AssertionError


def test_an_error_of_delivery_names_only_its_channel() -> None:
    assert str(NotDeliveredError("mail", permanent=True)) == "mail did not take it"
