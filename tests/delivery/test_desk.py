"""The mail that tells a unit of a request to talk: only where it has a mailbox, and naming nobody."""

from dataclasses import replace
from types import MappingProxyType
from uuid import uuid4

import pytest
from django.core import mail
from pytest_django import Settings

from callpoint.delivery.mail.desk import tell_desk
from callpoint.records import knowledge as shelf
from callpoint.records.knowledge import knowledge
from tests.actions.support import LIAISON, a_request
from tests.makers import all_kept, at, deeds, with_section

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
    unit = known.content.units[LIAISON].model_copy(update={"mail": "desk@force.example"})
    units = MappingProxyType({**known.content.units, LIAISON: unit})
    monkeypatch.setattr(shelf._shelf, "held", replace(known, content=replace(known.content, units=units)))  # noqa: SLF001 - the one place that holds it


@pytest.mark.usefixtures("_a_mailbox")
def test_a_unit_with_a_mailbox_is_told_that_somebody_waits_and_nothing_of_them() -> None:
    tell_desk(request_id=str(a_request().request_id), at=at())
    (letter,) = mail.outbox
    said = (letter.subject, letter.body, letter.to)
    assert said == (
        "A person waits",
        "Somebody asked to talk. Sign in to see the request.",
        ["desk@force.example"],
    )
    assert deeds()[-1] == "support.desk-told"


def test_a_unit_without_a_mailbox_is_sent_nothing() -> None:
    request_id = str(a_request().request_id)
    before = all_kept()
    tell_desk(request_id=request_id, at=at())
    assert (mail.outbox, all_kept()) == ([], before)


@pytest.mark.usefixtures("_a_mailbox")
def test_without_a_mail_server_or_without_a_request_nothing_goes_out(settings: Settings) -> None:
    tell_desk(request_id=str(uuid4()), at=at())
    with_section(settings, "mail", host="")
    tell_desk(request_id=str(a_request().request_id), at=at())
    assert mail.outbox == []
