"""Seals and opens what people write in a case, under the case's own key."""

from enum import Enum
from typing import Self
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
from callpoint.records.row_seal import RowSeal, in_row
from callpoint.rules.chance import Chance
from callpoint.sealing.envelope import open_record_key

CaseRow = Case | CaseReport | CaseEntry | CaseTask | CaseHandOver | CaseMaterial


class CaseText(Enum):
    """Every sealed text of a case: its table and its column."""

    TITLE = ("case", "title")
    AIM = ("case", "aim")
    OUT_REASON = ("casereport", "out_reason")
    WORDS = ("caseentry", "words")
    WHY = ("caseentry", "why")
    TASK = ("casetask", "words")
    BODY = ("casehandover", "body")
    NOTE = ("casehandover", "note")
    ANSWER = ("casehandover", "answer")
    DESCRIPTION = ("casematerial", "description")
    REASON = ("casematerial", "reason")


class CaseSeal(RowSeal):
    """Seals and opens with the key of one case."""

    @classmethod
    def of(cls, case: Case) -> Self:
        """Unwrap the case's key."""
        return cls(open_record_key(keyring(), case.wrapped_key))

    def seal(self, what: CaseText, row_id: UUID, text: str, *, chance: Chance) -> bytes:
        """Seal a text to its place; no text has no bytes."""
        return self._seal(text, in_row(*what.value, row_id), chance)

    def open(self, what: CaseText, row: CaseRow) -> str:
        """Open a text of a row; '' where there is none."""
        return self._open(getattr(row, what.value[1]), in_row(*what.value, row.id))
