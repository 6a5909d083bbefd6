"""The mail that tells a unit of an addition: only where it has a mailbox, and naming nobody."""

from dataclasses import replace
from types import MappingProxyType
from uuid import UUID, uuid4

import pytest
from django.core import mail
from pytest_django import Settings

from callpoint.actions.acting import reporter
from callpoint.actions.adding import add_to_report
from callpoint.actions.corresponding import write_to_reporter
from callpoint.actions.exhibits import NewExhibit, take_in_exhibit
from callpoint.actions.withdrawing import ask_to_withdraw
from callpoint.delivery.mail.additions import tell_unit_of_addition, tell_unit_of_file, tell_unit_of_message
from callpoint.records import knowledge as shelf
from callpoint.records.knowledge import knowledge
from callpoint.records.models import Addition, Message
from callpoint.vault.exhibits import ExhibitWords
from callpoint.vault.models import Exhibit
from tests.makers import DESK, a_draft, a_report, all_kept, an_actor, at, deeds, with_section
from tests.vault.makers import a_sealed_file

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture(autouse=True)
def _a_mail_server(settings: Settings) -> None:
    with_section(
        settings, "mail", host="mail.example", from_address="post@report.example", from_name="Messages"
    )
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"


@pytest.fixture
def _a_mailbox(monkeypatch: pytest.MonkeyPatch) -> None:
    known = knowledge()
    unit = known.content.units[DESK].model_copy(update={"mail": "desk@force.example"})
    units = MappingProxyType({**known.content.units, DESK: unit})
    monkeypatch.setattr(shelf._shelf, "held", replace(known, content=replace(known.content, units=units)))  # noqa: SLF001 - the one place that holds it


def an_addition() -> str:
    report_id = a_report()
    add_to_report(
        report_id=report_id, answers={"name": "Ann"}, send_key="1", by=reporter(report_id), at=at(minutes=1)
    )
    return str(Addition.objects.get().id)


@pytest.mark.usefixtures("_a_mailbox")
def test_a_unit_with_a_mailbox_is_told_that_there_is_more_to_read_and_nothing_of_it() -> None:
    addition_id = an_addition()
    tell_unit_of_addition(addition_id=addition_id, at=at())
    (letter,) = mail.outbox
    said = (letter.subject, letter.body, letter.to)
    assert said == (
        "There is more to read",
        "Somebody added to what they told us. Sign in to see it.",
        ["desk@force.example"],
    )
    assert deeds()[-1] == "report.unit-told"


@pytest.mark.usefixtures("_a_mailbox")
def test_without_a_mail_server_or_without_the_addition_nothing_happens(settings: Settings) -> None:
    addition_id = an_addition()
    before = all_kept()
    tell_unit_of_addition(addition_id=str(uuid4()), at=at())
    with_section(settings, "mail", host="")
    tell_unit_of_addition(addition_id=addition_id, at=at())
    assert (mail.outbox, all_kept()) == ([], before)


def test_a_unit_without_a_mailbox_is_sent_nothing() -> None:
    addition_id = an_addition()
    before = all_kept()
    tell_unit_of_addition(addition_id=addition_id, at=at())
    assert (mail.outbox, all_kept()) == ([], before)


@pytest.mark.usefixtures("_a_mailbox")
def test_a_unit_is_told_of_a_wish_to_withdraw_and_of_no_message_of_its_own() -> None:
    report_id = a_report()
    ask_to_withdraw(report_id=report_id, words="", send_key="1", by=reporter(report_id), at=at())
    write_to_reporter(report_id=report_id, text="Hello", send_key="1", by=an_actor(), at=at())
    for message in Message.objects.all():
        tell_unit_of_message(message_id=str(message.id), at=at())
    assert [letter.subject for letter in mail.outbox] == ["There is more to read"]
    assert str(Message.objects.get(staff=None).id) not in str(mail.outbox[0].message())


@pytest.mark.usefixtures("_a_mailbox")
def test_a_unit_is_told_once_of_files_that_come_together_and_again_of_later_ones() -> None:
    report_id = a_report()
    for minutes in (1, 1, 2, 30):
        a_file(report_id, minutes=minutes)
    for exhibit in Exhibit.objects.order_by("number"):
        tell_unit_of_file(exhibit_id=str(exhibit.id), at=at())
    assert (len(mail.outbox), deeds().count("report.unit-told")) == (2, 2)


@pytest.mark.usefixtures("_a_mailbox")
def test_a_unit_is_told_of_no_draft_s_file_and_of_none_that_is_gone() -> None:
    a_file(a_draft().report_id, minutes=1)
    before = all_kept()
    for exhibit_id in (Exhibit.objects.get().id, uuid4()):
        tell_unit_of_file(exhibit_id=str(exhibit_id), at=at())
    assert (mail.outbox, all_kept()) == ([], before)


def a_file(report_id: UUID, *, minutes: int) -> None:
    new = NewExhibit(file=a_sealed_file(), words=ExhibitWords(name="a.txt"), send_key=str(uuid4()))
    take_in_exhibit(report_id=report_id, new=new, by=reporter(report_id), at=at(minutes=minutes))
