"""Makers for tests of the queue: reports in bulk, and what is asked."""

from datetime import datetime
from typing import Any
from uuid import UUID

from callpoint.records.models import Report
from callpoint.records.queries.queue import Asked, Filters
from callpoint.rules.access import Badge, Role
from callpoint.rules.queue_order import View
from tests.makers import NOON, a_report, at

SUPERVISOR = Badge(role=Role.SUPERVISOR, unit="")


def some_reports(count: int, **columns: Any) -> list[UUID]:
    """Many reports from one, each a minute younger than the last, with these columns."""
    like = Report.objects.get(id=a_report())
    columns = {"next_due_at": None, "severity": None, "vulnerability": None, "solvability": None, **columns}
    values = {field.attname: getattr(like, field.attname) for field in Report._meta.concrete_fields}  # noqa: SLF001 - Django's documented model API
    made = [
        Report(
            **{
                **values,
                "id": UUID(int=number),
                "code_hash": f"c{number}",
                "reference": f"R{number}",
                "submit_key": f"k{number}",
                "submitted_at": at(minutes=number),
                **columns,
            }
        )
        for number in range(1, count)
    ]
    Report.objects.bulk_create(made)
    Report.objects.filter(id=like.id).update(**columns)
    return [like.id, *(report.id for report in made)]


def asked(
    view: View = View.ALL,
    *,
    badge: Badge = SUPERVISOR,
    staff_id: int = 0,
    when: datetime = NOON,
    **filters: Any,
) -> Asked:
    """What a supervisor asks, narrowed by filters."""
    return Asked(badge=badge, staff_id=staff_id, view=view, at=when, filters=Filters(**filters))
