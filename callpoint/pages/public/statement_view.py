"""The statements of a report as its own page lists them."""

from django.urls import reverse

from callpoint.pages.public.reporting import Held
from callpoint.pages.public.statement_pages import StatementLine
from callpoint.pages.statement_shown import kind_words, standing_words
from callpoint.records.opened_statements import own_statements


def statement_lines(mine: Held) -> tuple[StatementLine, ...]:
    """Give the statements of a report for its own page."""
    return tuple(
        StatementLine(
            what=kind_words(one.kind),
            state=standing_words(one.standing),
            url=reverse("own_statement", args=[one.id]),
        )
        for one in own_statements(mine.report.id)
    )
