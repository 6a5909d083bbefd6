"""Sends a signed checkpoint of the journal to its witness, who keeps it where nobody of the service can change it."""

from datetime import datetime

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from callpoint.actions.acting import system
from callpoint.actions.checkpointing import checkpoint_was_mailed
from callpoint.delivery.mail.notice import post_letter
from callpoint.vault.checkpoints import checkpoint_of


def send_checkpoint(*, size: int, at: datetime) -> None:
    """
    Send the checkpoint over `size` leaves, and nothing else; does nothing without a mail server or a witness.

    :raises callpoint.delivery.errors.NotDeliveredError: the mail server did not take it.
    """
    chosen, checkpoint = settings.CALLPOINT, checkpoint_of(size)
    if not (chosen.mail.host and chosen.journal.witness) or checkpoint is None or checkpoint.mailed_at:
        return
    with translation.override(settings.LANGUAGE_CODE):
        subject = _("Please keep this")
    post_letter(
        subject=subject,
        body=bytes(checkpoint.note).decode(),
        to=chosen.journal.witness,
        letter_id=f"checkpoint {chosen.journal_origin} {size}",
    )
    checkpoint_was_mailed(size=size, by=system("worker"), at=at)
