"""Seals and opens what is said about suspected abuse, under the key of the report it hangs on."""

from uuid import UUID

from callpoint.records.models import Lowering, ReporterBlock
from callpoint.records.row_seal import OfReport, in_row
from callpoint.rules.chance import Chance
from callpoint.sealing.envelope import seal_text, unseal_text


class AbuseSeal(OfReport):
    """Seals and opens with the key of one report."""

    def seal_lowering(self, row_id: UUID, words: str, chance: Chance) -> bytes:
        """Seal why a report was put below others."""
        return seal_text(self.key, words, where=in_row("lowering", "reason", row_id), chance=chance)

    def lowering(self, row: Lowering) -> str:
        """Open why a report was put below others."""
        return unseal_text(self.key, bytes(row.reason), where=in_row("lowering", "reason", row.id))

    def seal_block(self, row_id: UUID, words: str, *, column: str, chance: Chance) -> bytes:
        """Seal why a reporter's words are stopped (`reason`), what they read of it (`told`) and say (`disagreement`)."""
        return seal_text(self.key, words, where=in_row("reporterblock", column, row_id), chance=chance)

    def block(self, row: ReporterBlock, *, column: str) -> str:
        """Open one of these; '' where nothing was said."""
        return self._open(getattr(row, column), in_row("reporterblock", column, row.id))
