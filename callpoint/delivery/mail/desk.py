"""Tells a unit by mail that somebody asked to be called, in words that name nobody."""

from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from callpoint.actions.acting import system
from callpoint.actions.support_requests import desk_was_told
from callpoint.delivery.mail.notice import post_letter
from callpoint.records.knowledge import knowledge
from callpoint.records.queries.requests import unit_of_request


def tell_desk(*, request_id: str, at: datetime) -> None:
    """
    Tell the unit of a request that it waits; does nothing where no mail is sent or the unit has no mailbox.

    :raises callpoint.delivery.errors.NotDeliveredError: the mail server did not take it.
    """
    unit = knowledge().content.units.get(unit_of_request(UUID(request_id)))
    if not settings.CALLPOINT.mail.host or unit is None or not unit.mail:
        return
    with translation.override(settings.LANGUAGE_CODE):
        post_letter(
            subject=_("A person waits"),
            body=_("Somebody asked to talk. Sign in to see the request."),
            to=unit.mail,
            letter_id=request_id,
        )
    desk_was_told(request_id=UUID(request_id), by=system("worker"), at=at)
