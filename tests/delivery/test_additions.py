"""The mail that tells a unit of an addition: only where it has a mailbox, and naming nobody."""

from dataclasses import replace
from types import MappingProxyType
from uuid import uuid4

import pytest
from django.core import mail
from pytest_django import Settings

from callpoint.actions.acting import reporter
from callpoint.actions.adding import add_to_report
from callpoint.delivery.mail.additions import tell_unit_of_addition
from callpoint.records import knowledge as shelf
from callpoint.records.knowledge import knowledge
from callpoint.records.models import Addition
from tests.makers import DESK, a_report, all_kept, at, deeds, with_section

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
