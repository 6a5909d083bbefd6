"""Tells a unit by mail that a reporter wrote, added answers or sent files, in words that name nobody."""

from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from callpoint.actions.acting import system
from callpoint.actions.adding import unit_was_told
from callpoint.delivery.mail.notice import post_letter
from callpoint.delivery.mail.own_desk import tell_holder
from callpoint.records.knowledge import knowledge
from callpoint.records.queries.reports import Concerned, of_addition, of_own_message, of_report
from callpoint.vault.exhibits import is_first_of_several, report_of

TOGETHER = timedelta(minutes=10)
"""Files of a report that come within this time are told of together."""


def tell_unit_of_addition(*, addition_id: str, at: datetime) -> None:
    """
    Tell the unit of a report that there is more to read; does nothing where no mail is sent or it has no mailbox.

    :raises callpoint.delivery.errors.NotDeliveredError: the mail server did not take it.
    """
    _tell(of_addition(UUID(addition_id)), letter_id=addition_id, at=at)


def tell_unit_of_message(*, message_id: str, at: datetime) -> None:
    """
    Tell the unit the same of a message that the reporter wrote, such as the wish to withdraw.

    :raises callpoint.delivery.errors.NotDeliveredError: the mail server did not take it.
    """
    _tell(of_own_message(UUID(message_id)), letter_id=message_id, at=at)


def tell_unit_of_file(*, exhibit_id: str, at: datetime) -> None:
    """
    Tell the unit the same of a file; files that come together are told of once.

    :raises callpoint.delivery.errors.NotDeliveredError: the mail server did not take it.
    """
    report_id = report_of(UUID(exhibit_id))
    concerned = of_report(report_id) if report_id else None
    if concerned and is_first_of_several(UUID(exhibit_id), within=TOGETHER, since=concerned.sent_at):
        _tell(concerned, letter_id=exhibit_id, at=at)


def _tell(concerned: Concerned | None, *, letter_id: str, at: datetime) -> None:
    if concerned is not None:
        tell_holder(report_id=concerned.report_id, letter_id=letter_id, at=at)
    unit = knowledge().content.units.get(concerned.unit) if concerned else None
    if not settings.CALLPOINT.mail.host or concerned is None or unit is None or not unit.mail:
        return
    with translation.override(settings.LANGUAGE_CODE):
        post_letter(
            subject=_("There is more to read"),
            body=_("Somebody added to what they told us. Sign in to see it."),
            to=unit.mail,
            letter_id=letter_id,
        )
    unit_was_told(report_id=concerned.report_id, by=system("worker"), at=at)
