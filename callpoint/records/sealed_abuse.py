"""Seals and opens what is said about suspected abuse, under the key of the report it hangs on."""

from dataclasses import dataclass
from uuid import UUID

from callpoint.records.models import Lowering, Report, ReporterBlock
from callpoint.records.sealed import ReportSeal
from callpoint.rules.chance import Chance
from callpoint.sealing.envelope import RecordKey, Where, seal_text, unseal_text


@dataclass(frozen=True)
class AbuseSeal:
    """Seals and opens with the key of one report."""

    key: RecordKey

    @classmethod
    def of(cls, report: Report) -> "AbuseSeal":
        """Unwrap the report's key."""
        return cls(ReportSeal.of(report).key)

    def seal_lowering(self, row_id: UUID, words: str, chance: Chance) -> bytes:
        """Seal why a report was put below others."""
        return seal_text(self.key, words, where=_where("lowering", "reason", row_id), chance=chance)

    def lowering(self, row: Lowering) -> str:
        """Open why a report was put below others."""
        return unseal_text(self.key, bytes(row.reason), where=_where("lowering", "reason", row.id))

    def seal_block(self, row_id: UUID, words: str, *, column: str, chance: Chance) -> bytes:
        """Seal why a reporter's words are stopped (`reason`), what they read of it (`told`) and say (`disagreement`)."""
        return seal_text(self.key, words, where=_where("reporterblock", column, row_id), chance=chance)

    def block(self, row: ReporterBlock, *, column: str) -> str:
        """Open one of these; '' where nothing was said."""
        sealed = bytes(getattr(row, column))
        where = _where("reporterblock", column, row.id)
        return unseal_text(self.key, sealed, where=where) if sealed else ""


def _where(table: str, column: str, row: UUID) -> Where:
    return Where(f"records_{table}", column, str(row))
