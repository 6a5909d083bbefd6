"""Who works here, for those who keep the accounts: no word of a report."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from allauth.mfa.models import Authenticator
from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from callpoint.records.models import StaffMember
from callpoint.rules.lifecycle import ReportState

_APP = Authenticator.objects.filter(user_id=OuterRef("pk"), type=Authenticator.Type.TOTP)
_OPEN = Q(reports__isnull=False) & ~Q(reports__state=ReportState.CLOSED)


@dataclass(frozen=True, kw_only=True)
class Person:
    """One account."""

    id: int
    username: str
    name: str
    role: str
    unit: str
    is_open: bool
    is_new: bool
    """Whether its one-time password was not used yet."""
    password_given_at: datetime | None
    """When that one-time password was given."""
    has_app: bool
    """Whether an authenticator app is bound."""
    reports: int
    """Open reports that this person has."""
    last_in_at: datetime | None


def people() -> Sequence[Person]:
    """Give every account: those that are open first, each by name."""
    return [_person(row) for row in _rows().order_by("-is_active", "display_name", "pk")]


def person(staff_id: int) -> Person | None:
    """Give one account; None where there is none."""
    return next((_person(row) for row in _rows().filter(pk=staff_id)), None)


def id_of(username: str) -> int:
    """Give the id of the account that signs in with a name; there is one."""
    return int(StaffMember.objects.values_list("pk", flat=True).get(username=username))


def _rows() -> QuerySet[StaffMember]:
    return StaffMember.objects.annotate(has_app=Exists(_APP), open_reports=Count("reports", filter=_OPEN))


def _person(row: StaffMember) -> Person:
    return Person(
        id=row.pk,
        username=row.username,
        name=row.display_name,
        role=row.role,
        unit=row.unit,
        is_open=row.is_active,
        is_new=row.must_change_password,
        password_given_at=row.password_given_at,
        has_app=row.has_app,  # type: ignore[attr-defined]  # annotated by `_rows`
        reports=row.open_reports,  # type: ignore[attr-defined]  # annotated by `_rows`
        last_in_at=row.last_login,
    )
