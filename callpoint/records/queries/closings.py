"""Lists about closing: what waits for a second person or another look, the library, and what may be told of a report."""

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Case, F, Max, Q, When

from callpoint.records.models import Alert, Closing, FollowUp, LetterTemplate, Report, Review
from callpoint.rules.access import EVERY_UNIT, Badge
from callpoint.rules.alerts import AlertState
from callpoint.rules.closing import NOT_WELL
from callpoint.rules.letters import Letter

_FIRST = Case(*(When(choice=choice, then=rank) for rank, choice in enumerate(NOT_WELL)))
MOST_SHOWN = 200
"""Lines of one list; the oldest come first, and the rest move up."""
LIKE_WITHIN = timedelta(days=91)
"""How long before and after a report others count as of its time."""


@dataclass(frozen=True, kw_only=True)
class ClosingLine:
    """One closing that waits or was returned; nothing of it was sealed."""

    id: UUID
    report_id: UUID
    reference: str
    kind: str
    unit: str
    outcome: str
    because: tuple[str, ...]
    batch: UUID | None
    proposed_by: str
    proposed_by_id: int
    proposed_at: datetime
    returned_by: str


@dataclass(frozen=True, kw_only=True)
class ReviewLine:
    """One request to look again that waits."""

    id: UUID
    reference: str
    kind: str
    outcome: str
    asked_at: datetime
    taken_by: str
    had_a_part: bool
    """Whether the person who asks took part in the closing, and so cannot decide."""


@dataclass(frozen=True, kw_only=True)
class WentLine:
    """One answer, some weeks after a closing, that it is not well; nobody has opened the report since."""

    report_id: UUID
    reference: str
    kind: str
    choice: str
    """What was chosen (`rules.closing.HowItWent`)."""
    answered_at: datetime


@dataclass(frozen=True, kw_only=True)
class LetterLine:
    """One version of a letter of the library."""

    id: UUID
    version: int
    name: str
    outcome: str
    language: str
    letter: Letter
    is_gone: bool
    edited_by: str
    edited_at: datetime


@dataclass(frozen=True, kw_only=True)
class Helped:
    """What a reporter may be told their report was part of: a count and a day that are public, or could be."""

    reports: int
    """Of the same kind from the same police area in about the same months; this one is among them."""
    warned_at: datetime | None
    """When people there were warned of this kind, after the report came; None where they were not."""


def waiting_closing(report_id: UUID) -> UUID | None:
    """Give the closing of a report that waits for a second person; None where none does."""
    found = Closing.objects.filter(report=report_id, sent_at=None, returned_at=None)
    return found.values_list("id", flat=True).first()


def has_waiting_review(report_id: UUID) -> bool:
    """Say whether a reporter asked to look again and nobody has decided that."""
    return Review.objects.filter(report=report_id, decided_at=None).exists()


def closings_to_check(*, badge: Badge, shut: Collection[UUID]) -> tuple[ClosingLine, ...]:
    """Give the closings that wait for a second person, the oldest first; none of the reports that are `shut` to them."""
    return _closing_lines(Q(sent_at=None, returned_at=None), badge, shut)


def closings_returned(*, badge: Badge, staff_id: int, shut: Collection[UUID]) -> tuple[ClosingLine, ...]:
    """Give the closings that were returned to a member of staff and whose report has no other since; none `shut`."""
    newest = Max("report__closings__proposed_at")
    rows = Closing.objects.annotate(newest=newest).filter(newest=F("proposed_at"), sent_at=None)
    ids = list(rows.filter(proposed_by=staff_id, returned_at__isnull=False).values_list("id", flat=True))
    return _closing_lines(Q(id__in=ids), badge, shut)


def reviews_that_wait(*, badge: Badge, staff_id: int, shut: Collection[UUID]) -> tuple[ReviewLine, ...]:
    """Give the requests to look again that nobody decided, the oldest first; none of reports that are `shut` to them."""
    rows = Review.objects.filter(_of_unit(badge), decided_at=None).exclude(report__in=shut)
    rows = rows.select_related("report", "closing", "taken_by")
    return tuple(
        ReviewLine(
            id=row.id,
            reference=row.report.reference or "",
            kind=row.report.kind,
            outcome=row.closing.outcome,
            asked_at=row.asked_at,
            taken_by=str(row.taken_by or ""),
            had_a_part=staff_id in {row.closing.proposed_by_id, row.closing.checked_by_id},
        )
        for row in rows.order_by("asked_at")[:MOST_SHOWN]
    )


def answers_unread(*, badge: Badge, shut: Collection[UUID]) -> tuple[WentLine, ...]:
    """
    Give the answers that it is not well and that nobody has read, the oldest first; who was hurt again before others.

    None is of a report that is `shut` to who looks.
    """
    rows = FollowUp.objects.filter(_of_unit(badge), choice__in=NOT_WELL).exclude(
        Q(report__last_read_at__gte=F("answered_at")) | Q(report__in=shut)
    )
    return tuple(
        WentLine(
            report_id=row.report_id,
            reference=row.report.reference or "",
            kind=row.report.kind,
            choice=row.choice,
            answered_at=row.answered_at,
        )
        for row in rows.select_related("report").order_by(_FIRST, "answered_at")[:MOST_SHOWN]
        if row.answered_at
    )


def letters_in_use(*, outcome: str = "", language: str = "") -> tuple[LetterLine, ...]:
    """Give the newest version of each letter of the library, by name; those for an outcome and language where given."""
    newest = LetterTemplate.objects.values("letter").annotate(last=Max("version"))
    wanted = {(row["letter"], row["last"]) for row in newest}
    rows = LetterTemplate.objects.select_related("edited_by").order_by("name", "letter")
    lines = [_letter_line(row) for row in rows if (row.letter, row.version) in wanted and not row.is_gone]
    return tuple(
        line
        for line in lines
        if (not outcome or line.outcome in {"", outcome}) and (not language or line.language == language)
    )


def letter_versions(letter_id: UUID) -> tuple[LetterLine, ...]:
    """Give every version of a letter, the newest first; none where there is no such letter."""
    rows = LetterTemplate.objects.filter(letter=letter_id).select_related("edited_by").order_by("-version")
    return tuple(_letter_line(row) for row in rows)


def helped(report_id: UUID) -> Helped | None:
    """Count what a report was part of; None where there is none, or it has no kind."""
    report = Report.objects.filter(id=report_id, submitted_at__isnull=False).exclude(kind="").first()
    if report is None or report.submitted_at is None:
        return None
    around = (report.submitted_at - LIKE_WITHIN, report.submitted_at + LIKE_WITHIN)
    like = Report.objects.filter(kind=report.kind, police_area=report.police_area, submitted_at__range=around)
    warned = Alert.objects.filter(
        Q(area=report.police_area) | Q(area=""),
        kind=report.kind,
        state=AlertState.PUBLISHED,
        published_at__gt=report.submitted_at,
    )
    return Helped(
        reports=like.count(),
        warned_at=warned.order_by("published_at").values_list("published_at", flat=True).first(),
    )


def _closing_lines(which: Q, badge: Badge, shut: Collection[UUID]) -> tuple[ClosingLine, ...]:
    rows = Closing.objects.filter(which, _of_unit(badge)).exclude(report__in=shut)
    rows = rows.select_related("report", "proposed_by", "returned_by")
    return tuple(_closing_line(row) for row in rows.order_by("proposed_at", "id")[:MOST_SHOWN])


def _closing_line(row: Closing) -> ClosingLine:
    return ClosingLine(
        id=row.id,
        report_id=row.report_id,
        reference=row.report.reference or "",
        kind=row.report.kind,
        unit=row.report.unit,
        outcome=row.outcome,
        because=tuple(row.because.split(",")) if row.because else (),
        batch=row.batch,
        proposed_by=str(row.proposed_by),
        proposed_by_id=row.proposed_by_id,
        proposed_at=row.proposed_at,
        returned_by=str(row.returned_by or ""),
    )


def _letter_line(row: LetterTemplate) -> LetterLine:
    return LetterLine(
        id=row.letter,
        version=row.version,
        name=row.name,
        outcome=row.outcome,
        language=row.language,
        letter=Letter.of(json.loads(row.parts)),
        is_gone=row.is_gone,
        edited_by=str(row.edited_by),
        edited_at=row.edited_at,
    )


def _of_unit(badge: Badge) -> Q:
    return Q() if badge.role in EVERY_UNIT else Q(report__unit=badge.unit)


def batch_of(series_id: UUID, *, most: int, shut: Collection[UUID]) -> Sequence[tuple[UUID, str]]:
    """Give the reports of a series that are not in `shut`, id and reference, the oldest first."""
    rows = Report.objects.filter(membership__series=series_id, submitted_at__isnull=False)
    rows = rows.exclude(id__in=shut)
    return [(row.id, row.reference or "") for row in rows.order_by("submitted_at", "id")[:most]]
