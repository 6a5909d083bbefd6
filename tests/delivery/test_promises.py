"""The mail that tells a unit of a date: one that comes near, and one that has passed; naming nobody."""

from types import MappingProxyType

import pytest
from django.core import mail
from pytest_django import Settings

from callpoint.delivery.mail.promises import tell_unit_of_due, tell_unit_of_late
from callpoint.records.knowledge import knowledge
from tests.actions.declared import declare
from tests.makers import DESK, all_kept, at, deeds, with_section

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture(autouse=True)
def _a_mail_server(settings: Settings) -> None:
    with_section(
        settings, "mail", host="mail.example", from_address="post@report.example", from_name="Messages"
    )
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"


@pytest.fixture
def _a_mailbox(monkeypatch: pytest.MonkeyPatch) -> None:
    units = knowledge().content.units
    desk = units[DESK].model_copy(update={"mail": "desk@force.example"})
    declare(monkeypatch, units=MappingProxyType({**units, DESK: desk}))


@pytest.mark.usefixtures("_a_mailbox")
def test_a_unit_is_told_of_a_date_that_comes_near_and_of_one_that_passed() -> None:
    tell_unit_of_due(unit_id=DESK, at=at())
    tell_unit_of_late(unit_id=DESK, at=at())
    said = [(letter.subject, letter.body, letter.to) for letter in mail.outbox]
    assert said == [
        ("A date comes near", "We owe somebody something soon. Sign in to see what.", ["desk@force.example"]),
        ("A date has passed", "We owed somebody something. Sign in to see what.", ["desk@force.example"]),
    ]
    assert deeds()[-2:] == ["promise.unit-told", "promise.unit-told"]


def test_a_unit_without_a_mailbox_and_one_that_is_gone_are_sent_nothing() -> None:
    before = all_kept()
    tell_unit_of_due(unit_id=DESK, at=at())
    tell_unit_of_late(unit_id="gone", at=at())
    assert (mail.outbox, all_kept()) == ([], before)


@pytest.mark.usefixtures("_a_mailbox")
def test_without_a_mail_server_nothing_goes_out(settings: Settings) -> None:
    with_section(settings, "mail", host="")
    tell_unit_of_late(unit_id=DESK, at=at())
    assert mail.outbox == []
