"""Seals and opens requests to other bodies, and what a reporter states, under the key of the report they hang on."""

from dataclasses import dataclass
from uuid import UUID

from callpoint.records.models import Intervention, InterventionAnswer, Report, Statement
from callpoint.records.sealed import ReportSeal
from callpoint.rules.chance import Chance
from callpoint.rules.request_letter import RequestLetter
from callpoint.sealing.envelope import RecordKey, Where, seal_json, seal_text, unseal_json, unseal_text


@dataclass(frozen=True)
class InterventionSeal:
    """Seals and opens with the key of one report."""

    key: RecordKey

    @classmethod
    def of(cls, report: Report) -> "InterventionSeal":
        """Unwrap the report's key."""
        return cls(ReportSeal.of(report).key)

    def seal_letter(self, row_id: UUID, letter: RequestLetter, chance: Chance) -> bytes:
        """Seal a request in full."""
        where = _where("intervention", "letter", row_id)
        return seal_json(self.key, letter.parts(), where=where, chance=chance)

    def letter(self, row: Intervention) -> RequestLetter:
        """Open a request."""
        where = _where("intervention", "letter", row.id)
        return RequestLetter.of(unseal_json(self.key, bytes(row.letter), where=where))

    def seal_contact(self, row_id: UUID, contact: str, chance: Chance) -> bytes:
        """Seal to whom it went."""
        return self._seal(contact, _where("intervention", "contact", row_id), chance)

    def contact(self, row: Intervention) -> str:
        """Open to whom it went; '' where nobody wrote it down."""
        return self._open(row.contact, _where("intervention", "contact", row.id))

    def seal_words(self, row_id: UUID, words: str, chance: Chance) -> bytes:
        """Seal what a body said besides its answer."""
        return self._seal(words, _where("interventionanswer", "words", row_id), chance)

    def words(self, row: InterventionAnswer) -> str:
        """Open what a body said besides its answer."""
        return self._open(row.words, _where("interventionanswer", "words", row.id))

    def seal_text(self, row_id: UUID, text: str, chance: Chance) -> bytes:
        """Seal the text of a statement."""
        return self._seal(text, _where("statement", "text", row_id), chance)

    def text(self, row: Statement) -> str:
        """Open the text of a statement."""
        return self._open(row.text, _where("statement", "text", row.id))

    def seal_name(self, row_id: UUID, name: str, chance: Chance) -> bytes:
        """Seal the name that stands under a statement."""
        return self._seal(name, _where("statement", "name", row_id), chance)

    def name(self, row: Statement) -> str:
        """Open the name that stands under a statement; '' until it is signed."""
        return self._open(row.name, _where("statement", "name", row.id))

    def _seal(self, text: str, where: Where, chance: Chance) -> bytes:
        return seal_text(self.key, text, where=where, chance=chance) if text else b""

    def _open(self, sealed: bytes, where: Where) -> str:
        return unseal_text(self.key, bytes(sealed), where=where) if sealed else ""


def _where(table: str, column: str, row: UUID) -> Where:
    return Where(f"records_{table}", column, str(row))
