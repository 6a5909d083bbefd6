"""Seals and opens what staff wrote when they recorded a report, under the report's key."""

from typing import Literal
from uuid import UUID

from callpoint.records.models import Recording
from callpoint.records.row_seal import OfReport, in_row
from callpoint.rules.chance import Chance

RecordingColumn = Literal["reason", "told"]


class CaseworkSeal(OfReport):
    """Seals and opens with the key of one report."""

    def seal_recording(
        self, recording_id: UUID, text: str, *, column: RecordingColumn, chance: Chance
    ) -> bytes:
        """Seal why a report was recorded as it was, or what its reporter is told of that; '' stays empty."""
        return self._seal(text, in_row("recording", column, recording_id), chance)

    def recording(self, recording: Recording, *, column: RecordingColumn) -> str:
        """Open why a report was recorded as it was, or what its reporter is told of that."""
        return self._open(getattr(recording, column), in_row("recording", column, recording.id))
