"""Seals and opens the mail address at which a member of staff wants notices."""

from callpoint.records.keys import keyring
from callpoint.records.models import DeskChoice
from callpoint.rules.chance import Chance
from callpoint.sealing.index import seal_for_session, unseal_from_session


def seal_mail(staff_id: int, address: str, chance: Chance) -> bytes:
    """Seal an address, bound to whose it is."""
    return seal_for_session(keyring(), address.encode(), session=_place(staff_id), chance=chance).encode()


def open_mail(choice: DeskChoice) -> str:
    """Open it; '' where none was given."""
    sealed = bytes(choice.mail).decode()
    return unseal_from_session(keyring(), sealed, session=_place(choice.pk)).decode() if sealed else ""


def _place(staff_id: int) -> str:
    return f"desk mail {staff_id}"
