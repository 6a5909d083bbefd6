"""What the criteria look at of an identifier: its kind, whether it is the reporter's own or shared, an account's country."""

from callpoint.rules.assessment.model import Seen
from callpoint.rules.identifiers.model import IdentifierKind, Whose
from callpoint.rules.sighting import Sighted
from callpoint.rules.standing import Standing

_COUNTRY = slice(0, 2)
"""Where an IBAN names its country (ISO 13616)."""


def seen_of(one: Sighted, *, shown: str, is_hub: bool = False) -> Seen:
    """Take from a sighting what the criteria look at; `is_hub` says that too many name its value."""
    place = one.mentions[0].source if one.mentions else ""
    return Seen(
        kind=one.kind,
        is_own=one.whose is Whose.REPORTER,
        is_shared=is_hub or one.standing is Standing.COMMON,
        country=one.value[_COUNTRY].upper() if one.kind is IdentifierKind.IBAN else "",
        shown=shown or (one.mentions[0].text if one.mentions else ""),
        key=place.partition(":")[2] if place.startswith("answer:") else "",
    )
