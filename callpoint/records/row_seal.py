"""Seals and opens the columns of rows that hang on one record: each value to its table, column and row."""

from dataclasses import dataclass
from typing import Self
from uuid import UUID

from callpoint.records.keys import keyring
from callpoint.records.models import Report
from callpoint.rules.chance import Chance
from callpoint.sealing.envelope import RecordKey, Where, open_record_key, seal_text, unseal_text


def in_row(table: str, column: str, row_id: UUID) -> Where:
    """Name the place of a column of one of our rows; what is sealed to it opens nowhere else."""
    return Where(f"records_{table}", column, str(row_id))


@dataclass(frozen=True)
class RowSeal:
    """Seals and opens with the key of one record."""

    key: RecordKey

    def _seal(self, text: str, where: Where, chance: Chance) -> bytes:
        """Seal a text to its place; no text has no bytes."""
        return seal_text(self.key, text, where=where, chance=chance) if text else b""

    def _open(self, sealed: bytes, where: Where) -> str:
        """Open a text; '' where there is none."""
        return unseal_text(self.key, bytes(sealed), where=where) if sealed else ""


class OfReport(RowSeal):
    """Seals and opens with the key of one report."""

    @classmethod
    def of(cls, report: Report) -> Self:
        """Unwrap the report's key."""
        return cls(open_record_key(keyring(), report.wrapped_key))
