"""Seals and opens requests to other bodies, and what a reporter states, under the key of the report they hang on."""

from uuid import UUID

from callpoint.records.models import Intervention, InterventionAnswer, Statement
from callpoint.records.row_seal import OfReport, in_row
from callpoint.rules.chance import Chance
from callpoint.rules.request_letter import RequestLetter
from callpoint.sealing.envelope import seal_json, unseal_json


class InterventionSeal(OfReport):
    """Seals and opens with the key of one report."""

    def seal_letter(self, row_id: UUID, letter: RequestLetter, chance: Chance) -> bytes:
        """Seal a request in full."""
        where = in_row("intervention", "letter", row_id)
        return seal_json(self.key, letter.parts(), where=where, chance=chance)

    def letter(self, row: Intervention) -> RequestLetter:
        """Open a request."""
        where = in_row("intervention", "letter", row.id)
        return RequestLetter.of(unseal_json(self.key, bytes(row.letter), where=where))

    def seal_contact(self, row_id: UUID, contact: str, chance: Chance) -> bytes:
        """Seal to whom it went."""
        return self._seal(contact, in_row("intervention", "contact", row_id), chance)

    def contact(self, row: Intervention) -> str:
        """Open to whom it went; '' where nobody wrote it down."""
        return self._open(row.contact, in_row("intervention", "contact", row.id))

    def seal_words(self, row_id: UUID, words: str, chance: Chance) -> bytes:
        """Seal what a body said besides its answer."""
        return self._seal(words, in_row("interventionanswer", "words", row_id), chance)

    def words(self, row: InterventionAnswer) -> str:
        """Open what a body said besides its answer."""
        return self._open(row.words, in_row("interventionanswer", "words", row.id))

    def seal_text(self, row_id: UUID, text: str, chance: Chance) -> bytes:
        """Seal the text of a statement."""
        return self._seal(text, in_row("statement", "text", row_id), chance)

    def text(self, row: Statement) -> str:
        """Open the text of a statement."""
        return self._open(row.text, in_row("statement", "text", row.id))

    def seal_name(self, row_id: UUID, name: str, chance: Chance) -> bytes:
        """Seal the name that stands under a statement."""
        return self._seal(name, in_row("statement", "name", row_id), chance)

    def name(self, row: Statement) -> str:
        """Open the name that stands under a statement; '' until it is signed."""
        return self._open(row.name, in_row("statement", "name", row.id))
