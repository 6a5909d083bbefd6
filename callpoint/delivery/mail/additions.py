"""Tells a unit by mail that something was added to a report, in words that name nobody."""

from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from callpoint.actions.acting import system
from callpoint.actions.adding import unit_was_told
from callpoint.delivery.mail.notice import post_letter
from callpoint.records.knowledge import knowledge
from callpoint.records.queries.reports import unit_of_addition


def tell_unit_of_addition(*, addition_id: str, at: datetime) -> None:
    """
    Tell the unit of a report that there is more to read; does nothing where no mail is sent or it has no mailbox.

    :raises callpoint.delivery.errors.NotDeliveredError: the mail server did not take it.
    """
    unit = knowledge().content.units.get(unit_of_addition(UUID(addition_id)))
    if not settings.CALLPOINT.mail.host or unit is None or not unit.mail:
        return
    with translation.override(settings.LANGUAGE_CODE):
        post_letter(
            subject=_("There is more to read"),
            body=_("Somebody added to what they told us. Sign in to see it."),
            to=unit.mail,
            letter_id=addition_id,
        )
    unit_was_told(addition_id=UUID(addition_id), by=system("worker"), at=at)
