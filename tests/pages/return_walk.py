"""A walk through all that a reporter can do with a report that was sent: add, withdraw, read its crime number."""

from datetime import timedelta
from typing import Protocol
from uuid import UUID

from django.test import Client
from pytest_django import Settings

from callpoint.actions.crime_numbers import record_crime_number
from callpoint.clock import now
from callpoint.records.knowledge import knowledge
from callpoint.records.models import Report
from callpoint.rules.access import Role
from tests.makers import an_actor, with_section


class Pages(Protocol):
    """Whoever opens pages and sends forms by the names of their addresses."""

    def get(self, name: str, /, *args: object) -> object:
        """Open a page."""

    def post(self, name: str, /, *args: object, of: Client | None = None, **told: object) -> object:
        """Send a form."""


def walk_return(walk: Pages, settings: Settings, report_id: UUID) -> None:
    """Add to the report that the walk holds, ask to withdraw it and take that back, and be late with it."""
    with_section(settings, "limits", messages_per_source_per_hour=100)
    walk.get("add")
    for step in (*_sheets(), "payment.2", "bank_told", "postcode"):
        walk.get("add_step", step)
    walk.post("add_step", "payment", pay_amount="zzz" * 500)
    walk.post("add_step", "payment", pay_amount="900", pay_status="sent")
    walk.post("add_step", "payment", pay_when="zzz")
    walk.post("add_step", "bank_told", answer="yes")
    walk.post("add_step", "you", safe_contact="certain-times")
    walk.post("add_step", "reach", safe_times="zzz")
    walk.get("add")
    walk.get("withdraw")
    walk.post("withdraw", words="zzz" * 1000)
    walk.post("withdraw", words="zzz")
    record_crime_number(report_id=report_id, number="zzz 000", by=an_actor(role=Role.SUPERVISOR), at=now())
    for name in ("own_report", "done"):
        walk.get(name)
    walk.post("withdraw", do="go-on")
    Report.objects.filter(id=report_id).update(submitted_at=now() - timedelta(days=90), first_read_at=None)
    walk.get("own_report")
    with_section(settings, "limits", messages_per_source_per_hour=1)
    walk.post("add_step", "suspect", suspect_phone="zzz")
    walk.post("withdraw", words="zzz")


def _sheets() -> list[str]:
    """Every sheet but those with a list of countries, whose names are those of a library and not of our catalogue."""
    content = knowledge().content
    return [
        sheet.id
        for sheet in content.sheets.values()
        if all(content.questions[name].type != "country" for name in sheet.questions)
    ]
