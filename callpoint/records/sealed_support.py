"""Seals and opens what is written about support, under the key of the report or the request that it hangs on."""

from collections.abc import Sequence
from typing import Literal, Self
from uuid import UUID

from callpoint.records.models import Referral, ReferralEntry, Report, SupportConsent, SupportRequest
from callpoint.records.row_seal import RowSeal, in_row
from callpoint.records.sealed import ReportSeal
from callpoint.records.sealed_requests import SupportSeal
from callpoint.rules.chance import Chance
from callpoint.sealing.envelope import seal_json, unseal_json

ReferralColumn = Literal["reason", "end_words"]


class CaseloadSeal(RowSeal):
    """Seals and opens with the key of one report, or of one request to talk."""

    @classmethod
    def of_report(cls, report: Report) -> Self:
        """Unwrap a report's key."""
        return cls(ReportSeal.of(report).key)

    @classmethod
    def of_request(cls, request: SupportRequest) -> Self:
        """Unwrap a request's key."""
        return cls(SupportSeal.of(request).key)

    @classmethod
    def of(cls, referral: Referral) -> Self:
        """Unwrap the key of what a referral hangs on."""
        if referral.report is not None:
            return cls.of_report(referral.report)
        return cls.of_request(SupportRequest.objects.get(referrals=referral.pk))

    def seal_consent(self, consent_id: UUID, words: str, chance: Chance) -> bytes:
        """Seal what an officer notes of how somebody said yes or no."""
        return self._seal(words, in_row("supportconsent", "words", consent_id), chance)

    def consent(self, row: SupportConsent) -> str:
        """Open what an officer noted; '' where nothing was."""
        return self._open(row.words, in_row("supportconsent", "words", row.id))

    def seal_referral(
        self, referral_id: UUID, words: str, *, column: ReferralColumn, chance: Chance
    ) -> bytes:
        """Seal why a referral was made without a yes, or what was said at its end."""
        return self._seal(words, in_row("referral", column, referral_id), chance)

    def referral(self, row: Referral, *, column: ReferralColumn) -> str:
        """Open one of these; '' where there is none."""
        return self._open(getattr(row, column), in_row("referral", column, row.id))

    def seal_note(self, entry_id: UUID, words: str, chance: Chance) -> bytes:
        """Seal the words of one line of a service's own file."""
        return self._seal(words, in_row("referralentry", "words", entry_id), chance)

    def note(self, row: ReferralEntry) -> str:
        """Open the words of a line; '' where it has none."""
        return self._open(row.words, in_row("referralentry", "words", row.id))

    def seal_needs(self, entry_id: UUID, needs: Sequence[str], chance: Chance) -> bytes:
        """Seal which needs were ticked."""
        where = in_row("referralentry", "words", entry_id)
        return seal_json(self.key, list(needs), where=where, chance=chance)

    def needs(self, row: ReferralEntry) -> tuple[str, ...]:
        """Open which needs were ticked."""
        where = in_row("referralentry", "words", row.id)
        return tuple(str(one) for one in unseal_json(self.key, bytes(row.words), where=where))
