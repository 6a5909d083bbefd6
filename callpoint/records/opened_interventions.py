"""Requests to other bodies, opened to be shown to staff with their report."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from callpoint.records.models import Intervention, InterventionAnswer, Report
from callpoint.records.sealed_interventions import InterventionSeal
from callpoint.rules.intervening import Standing, standing_of
from callpoint.rules.request_letter import RequestLetter
from callpoint.rules.sums import Noted, Sum


@dataclass(frozen=True, kw_only=True)
class OpenedAnswer:
    """One answer as it was noted."""

    result: str
    words: str
    held: Sum
    returned: Sum
    noted_by: str
    noted_at: datetime


@dataclass(frozen=True, kw_only=True)
class OpenedIntervention:
    """One request with all that came of it."""

    id: UUID
    kind: str
    about: str
    letter: RequestLetter
    sum: Sum | None
    is_money: bool
    tells: bool
    made_by: str
    made_at: datetime
    channel: str
    contact: str
    sent_by: str
    sent_at: datetime | None
    due_at: datetime | None
    result: str
    answered_at: datetime | None
    answers: tuple[OpenedAnswer, ...]
    """The newest first."""

    def standing(self, *, at: datetime) -> Standing:
        """Say how it stands by now."""
        return standing_of(sent_at=self.sent_at, due=self.due_at, answered_at=self.answered_at, at=at)


def opened_interventions(report: Report) -> tuple[OpenedIntervention, ...]:
    """Open every request of a report, the newest first."""
    rows = list(
        Intervention.objects.filter(report=report)
        .select_related("made_by", "sent_by")
        .order_by("-made_at", "-id")
    )
    if not rows:
        return ()
    seal = InterventionSeal.of(report)
    return tuple(_opened(row, seal) for row in rows)


def noted(row: Intervention) -> Noted:
    """Give what a row says of money."""
    return Noted(
        about=f"{row.report_id} {row.about}",
        currency=row.currency,
        held=row.held_minor,
        returned=row.returned_minor,
        asked=row.asked_minor,
    )


def _opened(row: Intervention, seal: InterventionSeal) -> OpenedIntervention:
    answers = InterventionAnswer.objects.filter(intervention=row).select_related("noted_by")
    asked = None if row.asked_minor is None else Sum(minor=row.asked_minor, currency=row.currency)
    return OpenedIntervention(
        id=row.id,
        kind=row.kind,
        about=row.about,
        letter=seal.letter(row),
        sum=asked,
        is_money=row.is_money,
        tells=row.tells,
        made_by=str(row.made_by),
        made_at=row.made_at,
        channel=row.channel,
        contact=seal.contact(row),
        sent_by=str(row.sent_by or ""),
        sent_at=row.sent_at,
        due_at=row.due_at,
        result=row.result,
        answered_at=row.answered_at,
        answers=tuple(
            OpenedAnswer(
                result=each.result,
                words=seal.words(each),
                held=Sum(minor=each.held_minor, currency=each.currency),
                returned=Sum(minor=each.returned_minor, currency=each.currency),
                noted_by=str(each.noted_by),
                noted_at=each.noted_at,
            )
            for each in answers.order_by("-noted_at", "-id")
        ),
    )
