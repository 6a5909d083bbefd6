"""Seals and opens what was suggested of a report and decided of it, under the report's key."""

from typing import Literal
from uuid import UUID

from callpoint.records.models import Assessment
from callpoint.records.row_seal import OfReport, in_row
from callpoint.rules.chance import Chance
from callpoint.rules.deciding import Kept
from callpoint.sealing.envelope import seal_json, unseal_json

Column = Literal["suggestion", "choice", "decision"]


class AssessmentSeal(OfReport):
    """Seals and opens with the key of one report."""

    def seal(self, row_id: UUID, column: Column, value: Kept, *, chance: Chance) -> bytes:
        """Seal one of the three columns."""
        return seal_json(self.key, value, where=in_row("assessment", column, row_id), chance=chance)

    def opened(self, row: Assessment, column: Column) -> Kept:
        """Open one of the three columns; nothing where nothing was kept."""
        sealed = bytes(getattr(row, column))
        return unseal_json(self.key, sealed, where=in_row("assessment", column, row.id)) if sealed else {}

    def seal_words(self, row_id: UUID, words: str, chance: Chance) -> bytes:
        """Seal why somebody decided otherwise."""
        return self._seal(words, in_row("assessment", "words", row_id), chance)

    def words(self, row: Assessment) -> str:
        """Open why somebody decided otherwise; '' where they wrote nothing."""
        return self._open(row.words, in_row("assessment", "words", row.id))
