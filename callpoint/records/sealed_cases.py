"""Seals and opens what people write in a case, under the case's own key."""

from dataclasses import dataclass
from enum import Enum
from uuid import UUID

from callpoint.records.keys import keyring
from callpoint.records.models import (
    Case,
    CaseEntry,
    CaseHandOver,
    CaseMaterial,
    CaseReport,
    CaseTask,
)
from callpoint.rules.chance import Chance
from callpoint.sealing.envelope import RecordKey, Where, open_record_key, seal_text, unseal_text

CaseRow = Case | CaseReport | CaseEntry | CaseTask | CaseHandOver | CaseMaterial


class CaseText(Enum):
    """Every sealed text of a case: its table and its column."""

    TITLE = ("records_case", "title")
    AIM = ("records_case", "aim")
    OUT_REASON = ("records_casereport", "out_reason")
    WORDS = ("records_caseentry", "words")
    WHY = ("records_caseentry", "why")
    TASK = ("records_casetask", "words")
    BODY = ("records_casehandover", "body")
    NOTE = ("records_casehandover", "note")
    ANSWER = ("records_casehandover", "answer")
    DESCRIPTION = ("records_casematerial", "description")
    REASON = ("records_casematerial", "reason")


@dataclass(frozen=True)
class CaseSeal:
    """Seals and opens with the key of one case."""

    key: RecordKey

    @classmethod
    def of(cls, case: Case) -> "CaseSeal":
        """Unwrap the case's key."""
        return cls(open_record_key(keyring(), case.wrapped_key))

    def seal(self, what: CaseText, row_id: UUID, text: str, *, chance: Chance) -> bytes:
        """Seal a text to its place; no text has no bytes."""
        return seal_text(self.key, text, where=_where(what, row_id), chance=chance) if text else b""

    def open(self, what: CaseText, row: CaseRow) -> str:
        """Open a text of a row; '' where there is none."""
        sealed = bytes(getattr(row, what.value[1]))
        return unseal_text(self.key, sealed, where=_where(what, row.id)) if sealed else ""


def _where(what: CaseText, row_id: UUID) -> Where:
    table, column = what.value
    return Where(table, column, str(row_id))
