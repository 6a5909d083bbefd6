"""Seals and opens what people say about who may open a report, and about reads of it, under the key of that report."""

from dataclasses import dataclass
from uuid import UUID

from callpoint.records.models import Admission, NameAlert, Report, Restriction, SampledRead
from callpoint.records.sealed import ReportSeal
from callpoint.rules.chance import Chance
from callpoint.sealing.envelope import RecordKey, Where, seal_text, unseal_text


@dataclass(frozen=True)
class DoorSeal:
    """Seals and opens with the key of one report."""

    key: RecordKey

    @classmethod
    def of(cls, report: Report) -> "DoorSeal":
        """Unwrap the report's key."""
        return cls(ReportSeal.of(report).key)

    def seal_restriction(self, row_id: UUID, words: str, *, column: str, chance: Chance) -> bytes:
        """Seal why a report is restricted (`reason`), or is no more (`lift_reason`)."""
        return seal_text(self.key, words, where=_where("restriction", column, row_id), chance=chance)

    def reason(self, row: Restriction) -> str:
        """Open why a report is restricted."""
        return unseal_text(self.key, bytes(row.reason), where=_where("restriction", "reason", row.id))

    def lift_reason(self, row: Restriction) -> str:
        """Open why a report is restricted no more; '' while it is."""
        where = _where("restriction", "lift_reason", row.id)
        return unseal_text(self.key, bytes(row.lift_reason), where=where) if row.lift_reason else ""

    def seal_admission(self, row_id: UUID, words: str, *, column: str, chance: Chance) -> bytes:
        """Seal why somebody asks (`reason`), or what they were answered (`words`)."""
        where = _where("admission", column, row_id)
        return seal_text(self.key, words, where=where, chance=chance) if words else b""

    def asked(self, row: Admission) -> str:
        """Open why somebody asks; '' for who is named."""
        return self._open(row.reason, _where("admission", "reason", row.id))

    def answered(self, row: Admission) -> str:
        """Open what they were answered; '' where that said nothing."""
        return self._open(row.words, _where("admission", "words", row.id))

    def seal_note(self, row: SampledRead | NameAlert, words: str, chance: Chance) -> bytes:
        """Seal what somebody said who looked at a read."""
        return seal_text(self.key, words, where=_of_read(row), chance=chance) if words else b""

    def note(self, row: SampledRead | NameAlert) -> str:
        """Open what somebody said who looked at a read; '' where that said nothing."""
        return self._open(row.note, _of_read(row))

    def _open(self, sealed: bytes, where: Where) -> str:
        return unseal_text(self.key, bytes(sealed), where=where) if sealed else ""


def _of_read(row: SampledRead | NameAlert) -> Where:
    return _where("sampledread" if isinstance(row, SampledRead) else "namealert", "note", row.id)


def _where(table: str, column: str, row: UUID) -> Where:
    return Where(f"records_{table}", column, str(row))
