"""Seals and opens why a report was given to another unit, under the key of the report."""

from uuid import UUID

from callpoint.records.models import Move
from callpoint.records.row_seal import in_row
from callpoint.records.sealed import ReportSeal
from callpoint.rules.chance import Chance
from callpoint.sealing.envelope import seal_text, unseal_text


def seal_move_reason(seal: ReportSeal, move_id: UUID, *, reason: str, chance: Chance) -> bytes:
    """Seal why a report was moved."""
    return seal_text(seal.key, reason, where=in_row("move", "reason", move_id), chance=chance)


def open_move_reason(seal: ReportSeal, move: Move) -> str:
    """Open why a report was moved."""
    return unseal_text(seal.key, bytes(move.reason), where=in_row("move", "reason", move.id))
