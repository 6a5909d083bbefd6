"""Seals and opens what was suggested of a report and decided of it, under the report's key."""

from dataclasses import dataclass
from typing import Literal
from uuid import UUID

from callpoint.records.models import Assessment
from callpoint.records.sealed import ReportSeal
from callpoint.rules.chance import Chance
from callpoint.rules.deciding import Kept
from callpoint.sealing.envelope import RecordKey, Where, seal_json, seal_text, unseal_json, unseal_text

Column = Literal["suggestion", "choice", "decision"]


@dataclass(frozen=True)
class AssessmentSeal:
    """Seals and opens with the key of one report."""

    key: RecordKey

    @classmethod
    def of(cls, seal: ReportSeal) -> "AssessmentSeal":
        """Take the key of an opened report."""
        return cls(seal.key)

    def seal(self, row_id: UUID, column: Column, value: Kept, *, chance: Chance) -> bytes:
        """Seal one of the three columns."""
        return seal_json(self.key, value, where=_where(column, row_id), chance=chance)

    def opened(self, row: Assessment, column: Column) -> Kept:
        """Open one of the three columns; nothing where nothing was kept."""
        sealed = bytes(getattr(row, column))
        return unseal_json(self.key, sealed, where=_where(column, row.id)) if sealed else {}

    def seal_words(self, row_id: UUID, words: str, chance: Chance) -> bytes:
        """Seal why somebody decided otherwise."""
        return seal_text(self.key, words, where=_where("words", row_id), chance=chance) if words else b""

    def words(self, row: Assessment) -> str:
        """Open why somebody decided otherwise; '' where they wrote nothing."""
        sealed = bytes(row.words)
        return unseal_text(self.key, sealed, where=_where("words", row.id)) if sealed else ""


def _where(column: str, row_id: UUID) -> Where:
    return Where("records_assessment", column, str(row_id))
