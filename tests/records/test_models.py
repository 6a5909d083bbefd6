"""The tables: how a row names itself, and what the database itself refuses."""

import pytest
from django.contrib.auth.hashers import make_password
from django.db import DatabaseError, transaction
from pytest_django import Settings

from callpoint.actions.acting import system
from callpoint.actions.upkeep import acknowledge
from callpoint.project import settings as shipped
from callpoint.records.keys import keyring
from callpoint.records.models import Message, Report
from tests.makers import a_draft, a_report, at

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def test_a_row_names_itself_without_a_word_that_was_typed() -> None:
    a_draft()
    draft = Report.objects.get()
    report = Report.objects.get(id=a_report())
    acknowledge(report_id=str(report.id), by=system("test"), at=at())
    message = Message.objects.get()
    assert (str(draft), str(report), str(message)) == ("draft", report.reference, f"message {message.id}")


@pytest.mark.parametrize(
    "change",
    [{"reference": None}, {"submitted_at": None}, {"state": "draft"}],
    ids=lambda change: next(iter(change)),
)
def test_a_sent_report_without_reference_or_time_is_refused(change: dict[str, object]) -> None:
    report_id = a_report()
    with pytest.raises(DatabaseError), transaction.atomic():
        Report.objects.filter(id=report_id).update(**change)


def test_a_draft_with_a_reference_is_refused() -> None:
    a_draft()
    with pytest.raises(DatabaseError), transaction.atomic():
        Report.objects.update(reference="CP-1")


def test_the_keyring_is_opened_once_and_then_kept_fresh() -> None:
    assert keyring() is keyring()


def test_a_password_in_service_is_kept_by_scrypt_at_full_work(settings: Settings) -> None:
    settings.PASSWORD_HASHERS = shipped.PASSWORD_HASHERS
    assert make_password("three random words").split("$")[:2] == ["scrypt", "16384"]
