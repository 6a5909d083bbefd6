"""Seals and opens what people say about who may open a report, and about reads of it, under the key of that report."""

from uuid import UUID

from callpoint.records.models import Admission, NameAlert, Restriction, SampledRead
from callpoint.records.row_seal import OfReport, in_row
from callpoint.rules.chance import Chance
from callpoint.sealing.envelope import Where, seal_text, unseal_text


class DoorSeal(OfReport):
    """Seals and opens with the key of one report."""

    def seal_restriction(self, row_id: UUID, words: str, *, column: str, chance: Chance) -> bytes:
        """Seal why a report is restricted (`reason`), or is no more (`lift_reason`)."""
        return seal_text(self.key, words, where=in_row("restriction", column, row_id), chance=chance)

    def reason(self, row: Restriction) -> str:
        """Open why a report is restricted."""
        return unseal_text(self.key, bytes(row.reason), where=in_row("restriction", "reason", row.id))

    def lift_reason(self, row: Restriction) -> str:
        """Open why a report is restricted no more; '' while it is."""
        return self._open(row.lift_reason, in_row("restriction", "lift_reason", row.id))

    def seal_admission(self, row_id: UUID, words: str, *, column: str, chance: Chance) -> bytes:
        """Seal why somebody asks (`reason`), or what they were answered (`words`)."""
        return self._seal(words, in_row("admission", column, row_id), chance)

    def asked(self, row: Admission) -> str:
        """Open why somebody asks; '' for who is named."""
        return self._open(row.reason, in_row("admission", "reason", row.id))

    def answered(self, row: Admission) -> str:
        """Open what they were answered; '' where that said nothing."""
        return self._open(row.words, in_row("admission", "words", row.id))

    def seal_note(self, row: SampledRead | NameAlert, words: str, chance: Chance) -> bytes:
        """Seal what somebody said who looked at a read."""
        return self._seal(words, _of_read(row), chance)

    def note(self, row: SampledRead | NameAlert) -> str:
        """Open what somebody said who looked at a read; '' where that said nothing."""
        return self._open(row.note, _of_read(row))


def _of_read(row: SampledRead | NameAlert) -> Where:
    return in_row("sampledread" if isinstance(row, SampledRead) else "namealert", "note", row.id)
