"""What a person chose for their own desk."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from callpoint.records.models import DeskChoice, Report, StaffMember
from callpoint.records.queries.queue_rows import holder_of
from callpoint.records.sealed_desk import open_mail
from callpoint.rules.access import Badge


@dataclass(frozen=True, kw_only=True)
class Choices:
    """What a person chose; who chose nothing has these."""

    has_keys: bool = True
    mail: str = ""
    digest_hour: int | None = None
    tells_news: bool = False


def has_keys(staff_id: int) -> bool:
    """Say whether single keys work for a person."""
    chosen = DeskChoice.objects.filter(pk=staff_id).values_list("has_keys", flat=True).first()
    return chosen is not False


def choices_of(staff_id: int) -> Choices:
    """Give what a person chose."""
    row = DeskChoice.objects.filter(pk=staff_id).first()
    if row is None:
        return Choices()
    return Choices(
        has_keys=row.has_keys,
        mail=open_mail(row),
        digest_hour=row.digest_hour,
        tells_news=row.tells_news,
    )


@dataclass(frozen=True, kw_only=True)
class Awaited:
    """Somebody who wants a letter now: who, and where it goes."""

    staff_id: int
    badge: Badge
    mail: str


def wants_news_of(report_id: UUID) -> Awaited | None:
    """Give who holds a report, where they want to be told of news and still may open it; None where nobody does."""
    report = Report.objects.select_related("assignee").filter(id=report_id).first()
    if report is None or report.assignee is None or not holder_of(report):
        return None
    choice = DeskChoice.objects.filter(pk=report.assignee.pk, tells_news=True).first()
    return _awaited(choice, report.assignee) if choice else None


def wants_digest(*, hour: int, today: date) -> Sequence[Awaited]:
    """List who wants the digest at this hour of the day and has not had that of today."""
    choices = DeskChoice.objects.filter(digest_hour=hour, staff__is_active=True).select_related("staff")
    return [_awaited(choice, choice.staff) for choice in choices if choice.digest_on != today]


def _awaited(choice: DeskChoice, member: StaffMember) -> Awaited:
    return Awaited(staff_id=member.pk, badge=member.badge(), mail=open_mail(choice))
