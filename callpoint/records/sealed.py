"""Seals and opens the columns of a report and of what belongs to it."""

from dataclasses import asdict
from typing import Literal
from uuid import UUID

from callpoint.records.models import Addition, Disclosure, Hold, Message, Report
from callpoint.records.row_seal import OfReport, in_row
from callpoint.rules.chance import Chance
from callpoint.rules.disclosing import BUNDLE, Terms
from callpoint.sealing.envelope import (
    NotOpenedError,
    RecordKeyNotOpenedError,
    seal_json,
    seal_text,
    unseal_json,
    unseal_text,
)
from callpoint.sealing.keyring import KeyDestroyedError

UNREADABLE = (KeyDestroyedError, RecordKeyNotOpenedError, NotOpenedError)
"""What opening one row raises for good: its key is gone, or the row was changed. Where many rows are shown, only this
one is passed by."""
Answers = dict[str, str | list[str]]
"""Question id to what was typed or chosen."""

HoldColumn = Literal["reason", "lift_reason"]


class ReportSeal(OfReport):
    """Seals and opens with the key of one report."""

    def seal_answers(self, report_id: UUID, answers: Answers, chance: Chance) -> bytes:
        """Seal the whole of the answers as one value."""
        return seal_json(self.key, dict(answers), where=in_row("report", "answers", report_id), chance=chance)

    def answers(self, report: Report) -> Answers:
        """Open the answers."""
        opened = unseal_json(self.key, bytes(report.answers), where=in_row("report", "answers", report.id))
        return {str(name): value for name, value in opened.items()}

    def seal_other_number(self, report_id: UUID, number: str, chance: Chance) -> bytes:
        """Seal the number that another body gave the reporter."""
        return seal_text(self.key, number, where=in_row("report", "other_number", report_id), chance=chance)

    def other_number(self, report: Report) -> str:
        """Open the number that another body gave; '' where none was told."""
        return self._open(report.other_number, in_row("report", "other_number", report.id))

    def seal_crime_number(self, report_id: UUID, number: str, chance: Chance) -> bytes:
        """Seal the number under which police recorded it."""
        return seal_text(self.key, number, where=in_row("report", "crime_number", report_id), chance=chance)

    def crime_number(self, report: Report) -> str:
        """Open the crime number; '' where it is not recorded as a crime yet."""
        return self._open(report.crime_number, in_row("report", "crime_number", report.id))

    def seal_addition(self, addition_id: UUID, answers: Answers, chance: Chance) -> bytes:
        """Seal what was added to this report after it was sent."""
        return seal_json(
            self.key,
            dict(answers),
            where=in_row("addition", "answers", addition_id),
            chance=chance,
        )

    def addition(self, addition: Addition) -> Answers:
        """Open what was added to this report; an empty answer takes an earlier one back."""
        opened = unseal_json(
            self.key,
            bytes(addition.answers),
            where=in_row("addition", "answers", addition.id),
        )
        return {str(name): value for name, value in opened.items()}

    def seal_message(self, message_id: UUID, text: str, chance: Chance) -> bytes:
        """Seal the text of a message about this report."""
        return seal_text(self.key, text, where=in_row("message", "text", message_id), chance=chance)

    def message(self, message: Message) -> str:
        """Open the text of a message about this report."""
        return unseal_text(self.key, bytes(message.text), where=in_row("message", "text", message.id))

    def seal_hold(self, hold_id: UUID, text: str, *, column: HoldColumn, chance: Chance) -> bytes:
        """Seal why a legal hold was placed on this report, or lifted."""
        return seal_text(self.key, text, where=in_row("hold", column, hold_id), chance=chance)

    def hold(self, hold: Hold, *, column: HoldColumn) -> str:
        """Open why a legal hold was placed, or lifted; '' where it was not lifted yet."""
        return self._open(getattr(hold, column), in_row("hold", column, hold.id))

    def seal_terms(self, disclosure_id: UUID, terms: Terms, chance: Chance) -> bytes:
        """Seal what is handed over of this report, to whom and what for."""
        return seal_json(
            self.key,
            asdict(terms),
            where=in_row("disclosure", "terms", disclosure_id),
            chance=chance,
        )

    def terms(self, disclosure: Disclosure) -> Terms:
        """Open what was handed over of this report."""
        where = in_row("disclosure", "terms", disclosure.id)
        opened = unseal_json(self.key, bytes(disclosure.terms), where=where)
        return Terms(
            authority=opened["authority"],
            purpose=opened["purpose"],
            items=tuple(opened["items"]),
            phrases=tuple(opened["phrases"]),
            with_dangerous=opened.get("with_dangerous", False),
            way=opened.get("way", BUNDLE),
        )
