"""Seals and opens what somebody told who lost their private code."""

from uuid import UUID

from callpoint.records.keys import keyring
from callpoint.records.models.lost_code import LostCodeRequest
from callpoint.records.row_seal import in_row
from callpoint.rules.chance import Chance
from callpoint.sealing.envelope import RecordKey, open_record_key, seal_json, unseal_json


def seal_told(key: RecordKey, told: dict[str, str], *, request_id: UUID, chance: Chance) -> bytes:
    """Seal the whole of what was told as one value."""
    return seal_json(key, dict(told), where=in_row("lostcoderequest", "told", request_id), chance=chance)


def told_in(request: LostCodeRequest) -> dict[str, str]:
    """Open what was told: field of `rules.lost_codes` to text."""
    key = open_record_key(keyring(), request.wrapped_key)
    opened = unseal_json(key, bytes(request.told), where=in_row("lostcoderequest", "told", request.id))
    return {str(name): str(text) for name, text in opened.items()}
