"""The mail to the witness of the journal: the signed checkpoint of a day, once, and nothing else."""

import pytest
from django.core import mail
from pytest_django import Settings

from callpoint.actions.acting import system
from callpoint.actions.checkpointing import make_checkpoint
from callpoint.delivery.mail.witness import send_checkpoint
from callpoint.vault.checkpoints import CheckedTree
from callpoint.vault.models import Checkpoint
from tests.makers import a_draft, all_kept, at, deeds, with_section

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture(autouse=True)
def _a_mail_server_and_a_witness(settings: Settings) -> None:
    with_section(settings, "mail", host="mail.example", from_address="post@report.example")
    with_section(settings, "journal", witness="keeper@auditor.example")
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"


def a_checkpoint() -> Checkpoint:
    a_draft()
    made = make_checkpoint(tree=CheckedTree(), origin="a", by=system("test"), at=at())
    assert made is not None
    return made


def test_the_witness_gets_the_note_and_nothing_else_once() -> None:
    made = a_checkpoint()
    for minutes in (1, 2):
        send_checkpoint(size=made.size, at=at(minutes=minutes))
    (letter,) = mail.outbox
    assert (letter.subject, letter.body.encode(), letter.to, letter.attachments) == (
        "Please keep this",
        bytes(made.note),
        ["keeper@auditor.example"],
        [],
    )
    made.refresh_from_db()
    assert (made.mailed_at, deeds()[-1]) == (at(minutes=1), "journal.mail")


def test_the_note_arrives_to_the_last_byte() -> None:
    made = a_checkpoint()
    send_checkpoint(size=made.size, at=at())
    sent = mail.outbox[0].message().get_payload(decode=True)
    assert sent == bytes(made.note)


@pytest.mark.parametrize(("section", "name"), [("mail", "host"), ("journal", "witness")])
def test_without_a_mail_server_or_a_witness_nothing_goes_out(
    section: str, name: str, settings: Settings
) -> None:
    made = a_checkpoint()
    with_section(settings, section, **{name: ""})
    before = all_kept()
    send_checkpoint(size=made.size, at=at())
    assert (mail.outbox, all_kept()) == ([], before)


def test_a_checkpoint_that_is_not_there_is_not_sent() -> None:
    send_checkpoint(size=17, at=at())
    assert mail.outbox == []
