"""Seals and opens what staff wrote when they recorded a report, under the report's key."""

from dataclasses import dataclass
from typing import Literal
from uuid import UUID

from callpoint.records.models import Recording
from callpoint.records.sealed import ReportSeal
from callpoint.rules.chance import Chance
from callpoint.sealing.envelope import RecordKey, Where, seal_text, unseal_text

RecordingColumn = Literal["reason", "told"]


@dataclass(frozen=True)
class CaseworkSeal:
    """Seals and opens with the key of one report."""

    key: RecordKey

    @classmethod
    def of(cls, seal: ReportSeal) -> "CaseworkSeal":
        """Take the key of an opened report."""
        return cls(seal.key)

    def seal_recording(
        self, recording_id: UUID, text: str, *, column: RecordingColumn, chance: Chance
    ) -> bytes:
        """Seal why a report was recorded as it was, or what its reporter is told of that; '' stays empty."""
        where = Where("records_recording", column, str(recording_id))
        return seal_text(self.key, text, where=where, chance=chance) if text else b""

    def recording(self, recording: Recording, *, column: RecordingColumn) -> str:
        """Open why a report was recorded as it was, or what its reporter is told of that."""
        sealed = bytes(getattr(recording, column))
        where = Where("records_recording", column, str(recording.id))
        return unseal_text(self.key, sealed, where=where) if sealed else ""
