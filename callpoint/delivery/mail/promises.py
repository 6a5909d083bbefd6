"""Tells a unit by mail that a promise falls due soon or is late, in words that name nobody."""

from datetime import datetime

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from callpoint.actions.acting import system
from callpoint.actions.promise_keeping import unit_was_alarmed
from callpoint.delivery.mail.notice import post_letter
from callpoint.records.knowledge import knowledge


def tell_unit_of_due(*, unit_id: str, at: datetime) -> None:
    """
    Tell a unit that a promise falls due soon; does nothing where no mail is sent or it has no mailbox.

    :raises callpoint.delivery.errors.NotDeliveredError: the mail server did not take it.
    """
    _tell(unit_id, "due", at=at)


def tell_unit_of_late(*, unit_id: str, at: datetime) -> None:
    """
    Tell a unit that a promise was not kept in time; else as `tell_unit_of_due`.

    :raises callpoint.delivery.errors.NotDeliveredError: the mail server did not take it.
    """
    _tell(unit_id, "late", at=at)


def _tell(unit_id: str, what: str, *, at: datetime) -> None:
    unit = knowledge().content.units.get(unit_id)
    if not settings.CALLPOINT.mail.host or unit is None or not unit.mail:
        return
    with translation.override(settings.LANGUAGE_CODE):
        subject, body = {
            "due": (_("A date comes near"), _("We owe somebody something soon. Sign in to see what.")),
            "late": (_("A date has passed"), _("We owed somebody something. Sign in to see what.")),
        }[what]
        post_letter(subject=subject, body=body, to=unit.mail, letter_id=f"{what} {unit_id} {at:%Y%m%d%H}")
    unit_was_alarmed(unit=unit_id, by=system("worker"), at=at)
