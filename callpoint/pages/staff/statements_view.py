"""Makes what staff see of statements out of an opened report."""

from django.urls import reverse

from callpoint.actions.acting import Actor
from callpoint.actions.reading import OpenedReport
from callpoint.pages.staff.statement_pages import StatementPart, StatementView
from callpoint.pages.statement_shown import kind_words, standing_words
from callpoint.records.opened_statements import OpenedStatement
from callpoint.rules.access import Deed, may
from callpoint.rules.statements import StatementStanding


def statement_part(report: OpenedReport, by: Actor) -> StatementPart:
    """Give what a report's page says of statements."""
    may_offer = may(by.badge, Deed.OFFER_STATEMENT, unit=report.unit)
    return StatementPart(
        statements=tuple(statement_view(report, one, by) for one in report.statements),
        offer_url=reverse("staff_statement", args=[report.id]) if may_offer else "",
    )


def statement_view(report: OpenedReport, one: OpenedStatement, by: Actor) -> StatementView:
    """Give one statement as staff see it."""
    is_shown = one.standing in {StatementStanding.SIGNED, StatementStanding.USED}
    may_print = is_shown and may(by.badge, Deed.OFFER_STATEMENT, unit=report.unit)
    return StatementView(
        id=str(one.id),
        what=kind_words(one.kind),
        state=standing_words(one.standing),
        offered_by=one.offered_by,
        offered_at=one.offered_at,
        text=one.text,
        name=one.name,
        signed_at=one.signed_at,
        hash=one.hash if is_shown else "",
        paper_url=reverse("staff_statement_paper", args=[report.id, one.id]) if may_print else "",
        may_use=may_print and one.standing is StatementStanding.SIGNED,
        used_by=one.used_by,
        used_at=one.used_at,
    )
