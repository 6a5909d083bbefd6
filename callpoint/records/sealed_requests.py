"""Seals and opens the columns of a request for support."""

from dataclasses import dataclass
from datetime import datetime
from typing import Self
from uuid import UUID

from callpoint.records.keys import keyring
from callpoint.records.models import SupportRequest
from callpoint.records.row_seal import RowSeal, in_row
from callpoint.rules.chance import Chance
from callpoint.rules.support_requests import CallOutcome
from callpoint.sealing.envelope import open_record_key, seal_json, unseal_json

Told = dict[str, str]
"""Field of `rules.asking_support` to what was typed or chosen."""


@dataclass(frozen=True, kw_only=True)
class Call:
    """One try to reach the person."""

    outcome: CallOutcome
    at: datetime
    by: str
    """The name of the member of staff."""
    note: str
    """For staff only."""
    answer: str
    """For the person, who reads it when they come back with their code."""
    send_key: str
    """What tells a form that was sent twice; '' for a try noted before forms had one."""


class SupportSeal(RowSeal):
    """Seals and opens with the key of one request."""

    @classmethod
    def of(cls, request: SupportRequest) -> Self:
        """Unwrap the request's key."""
        return cls(open_record_key(keyring(), request.wrapped_key))

    def seal_told(self, request_id: UUID, told: Told, chance: Chance) -> bytes:
        """Seal the whole of what was told as one value."""
        return seal_json(
            self.key, dict(told), where=in_row("supportrequest", "told", request_id), chance=chance
        )

    def told(self, request: SupportRequest) -> Told:
        """Open what was told."""
        opened = unseal_json(
            self.key, bytes(request.told), where=in_row("supportrequest", "told", request.id)
        )
        return {str(name): str(value) for name, value in opened.items()}

    def seal_calls(self, request_id: UUID, calls: tuple[Call, ...], chance: Chance) -> bytes:
        """Seal all tries as one value."""
        plain = [
            {
                "outcome": str(call.outcome),
                "at": call.at.isoformat(),
                "by": call.by,
                "note": call.note,
                "answer": call.answer,
                "send_key": call.send_key,
            }
            for call in calls
        ]
        return seal_json(self.key, plain, where=in_row("supportrequest", "calls", request_id), chance=chance)

    def calls(self, request: SupportRequest) -> tuple[Call, ...]:
        """Open the tries, oldest first."""
        if not request.calls:
            return ()
        opened = unseal_json(
            self.key, bytes(request.calls), where=in_row("supportrequest", "calls", request.id)
        )
        return tuple(
            Call(
                outcome=CallOutcome(one["outcome"]),
                at=datetime.fromisoformat(one["at"]),
                by=one["by"],
                note=one["note"],
                answer=one["answer"],
                send_key=one.get("send_key", ""),
            )
            for one in opened
        )
