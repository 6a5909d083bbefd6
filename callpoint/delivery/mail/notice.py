"""Tells a reporter by mail that there is a message, in words that give nothing away."""

import smtplib
from datetime import datetime
from email.utils import formataddr

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.mail import EmailMessage
from django.core.validators import validate_email
from django.utils import translation
from django.utils.translation import gettext as _

from callpoint.actions.acting import system
from callpoint.actions.noticing import notice_for, notice_was_sent
from callpoint.actions.posting import once_key
from callpoint.delivery.errors import NotDeliveredError
from callpoint.records.outbox import NotYetError

CHANNEL = "mail"


def send_notice(*, message_id: str, at: datetime) -> None:
    """
    Send the notice of one message where the reporter called mail safe; else do nothing.

    The same message id is used at each try, so that a mail program shows a repeat once.

    :raises NotDeliveredError: the mail server did not take it, or what was typed is not one address.
    :raises callpoint.records.outbox.NotYetError: the hours that the reporter called safe come later.
    """
    if not settings.CALLPOINT.mail.host:
        return
    notice = notice_for(message_id=message_id, by=system("worker"), at=at)
    if notice is None:
        return
    if notice.not_before > at:
        raise NotYetError(notice.not_before)
    with translation.override(notice.language):
        post_letter(
            subject=_("You have a new message"),
            body=_("You have a new message. Come back with your code to read it."),
            to=notice.address,
            letter_id=message_id,
        )
    notice_was_sent(message_id=message_id, by=system("worker"), at=at)


def post_letter(*, subject: str, body: str, to: str, letter_id: str) -> None:
    """
    Hand one letter to the mail server; the same id makes a repeat show once, and only a mark of it goes out.

    :raises NotDeliveredError: the mail server did not take it, or `to` is not one address.
    """
    _check_address(to)
    mail = settings.CALLPOINT.mail
    letter = EmailMessage(
        subject=subject,
        body=body,
        from_email=formataddr((mail.from_name, mail.from_address)),
        to=[to],
        headers={"Message-ID": f"<{once_key('letter', letter_id)}@{mail.from_address.partition('@')[2]}>"},
    )
    try:
        letter.send()
    except smtplib.SMTPRecipientsRefused as refused:
        raise NotDeliveredError(CHANNEL, permanent=True) from refused
    except (OSError, smtplib.SMTPException) as failed:
        raise NotDeliveredError(CHANNEL, permanent=False) from failed


def _check_address(address: str) -> None:
    """Let one plain address pass: a list of them, or words, would go astray or be tried for ever."""
    try:
        validate_email(address)
    except ValidationError:
        is_one_address = False
    else:
        is_one_address = address.isprintable()
    if not is_one_address:
        raise NotDeliveredError(CHANNEL, permanent=True)
