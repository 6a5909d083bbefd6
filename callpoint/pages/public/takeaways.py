"""What a person can take along from a report: papers, files and the dates for a calendar, as links."""

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from callpoint.pages.page import Link
from callpoint.pages.public.reporting import Held
from callpoint.records.knowledge import knowledge
from callpoint.rules.rows import split_key
from callpoint.rules.way import PAYMENT, run_of


def takeaways(mine: Held) -> tuple[Link, ...]:
    """Give the links, most useful first; dates only where something was promised."""
    bank = (Link(text=_("A paper for your bank"), url=reverse("hold")),) if _has_money(mine) else ()
    dates = (
        (Link(text=_("The dates for your calendar"), url=reverse("dates")),) if mine.report.reference else ()
    )
    return (
        *bank,
        Link(text=_("A copy to keep or print (PDF)"), url=reverse("copy_pdf")),
        *dates,
        Link(text=_("A copy for a computer to read (JSON)"), url=reverse("copy_json")),
    )


def address_code_url() -> str:
    """Give the picture that holds the address of the return page; '' where this place has no address for phones."""
    return reverse("address_code") if settings.CALLPOINT.address.startswith("https://") else ""


def _has_money(mine: Held) -> bool:
    """Say whether the pages about a payment lie on the way: then money moved, or may have."""
    run = {sheet.id for sheet in run_of(knowledge().content, PAYMENT)}
    return any(split_key(step)[0] in run for step in mine.way.steps)
