"""Seals and opens letters, and what people say of a closing, under the key of the report they hang on."""

from uuid import UUID

from callpoint.records.models import Closing, FollowUp, Review
from callpoint.records.row_seal import OfReport, in_row
from callpoint.rules.chance import Chance
from callpoint.rules.letters import Letter
from callpoint.sealing.envelope import seal_json, unseal_json


class ClosingSeal(OfReport):
    """Seals and opens with the key of one report."""

    def seal_letter(self, closing_id: UUID, letter: Letter, chance: Chance) -> bytes:
        """Seal the letter of a closing."""
        return seal_json(
            self.key, {**letter.parts()}, where=in_row("closing", "letter", closing_id), chance=chance
        )

    def letter(self, closing: Closing) -> Letter:
        """Open the letter of a closing."""
        where = in_row("closing", "letter", closing.id)
        return Letter.of(unseal_json(self.key, bytes(closing.letter), where=where))

    def seal_return(self, closing_id: UUID, reason: str, chance: Chance) -> bytes:
        """Seal why a closing was returned to who proposed it."""
        return self._seal(reason, in_row("closing", "return_reason", closing_id), chance)

    def return_reason(self, closing: Closing) -> str:
        """Open why a closing was returned; '' where it was not."""
        return self._open(closing.return_reason, in_row("closing", "return_reason", closing.id))

    def seal_opening(self, closing_id: UUID, reason: str, chance: Chance) -> bytes:
        """Seal why staff opened a report again."""
        return self._seal(reason, in_row("closing", "open_reason", closing_id), chance)

    def open_reason(self, closing: Closing) -> str:
        """Open why a report was opened again; '' where its reporter did, or nobody."""
        return self._open(closing.open_reason, in_row("closing", "open_reason", closing.id))

    def seal_words(self, review_id: UUID, words: str, chance: Chance) -> bytes:
        """Seal what a reporter says who asks to look again."""
        return self._seal(words, in_row("review", "words", review_id), chance)

    def words(self, review: Review) -> str:
        """Open what a reporter said who asked to look again."""
        return self._open(review.words, in_row("review", "words", review.id))

    def seal_reasons(self, review_id: UUID, reasons: str, chance: Chance) -> bytes:
        """Seal why a review ended as it did."""
        return self._seal(reasons, in_row("review", "reasons", review_id), chance)

    def reasons(self, review: Review) -> str:
        """Open why a review ended as it did; '' where it has not."""
        return self._open(review.reasons, in_row("review", "reasons", review.id))

    def seal_answer(self, follow_up_id: UUID, words: str, chance: Chance) -> bytes:
        """Seal what a reporter says of how it went."""
        return self._seal(words, in_row("followup", "words", follow_up_id), chance)

    def answer(self, follow_up: FollowUp) -> str:
        """Open what a reporter said of how it went; '' where nothing was."""
        return self._open(follow_up.words, in_row("followup", "words", follow_up.id))
