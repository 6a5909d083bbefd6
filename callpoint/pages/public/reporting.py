"""The report of this session: its answers and what the rules make of them."""

from dataclasses import dataclass

from django.http import HttpRequest

from callpoint.clock import now
from callpoint.pages.public.session import held_report_id, let_go, shown_code
from callpoint.pages.public.steps import Way, way_of
from callpoint.records.knowledge import knowledge
from callpoint.records.opened import NoSuchReportError, OwnReport, own_report
from callpoint.rules.reference import show_code
from callpoint.rules.suggesting import Suggestion, suggest


@dataclass(frozen=True, kw_only=True)
class Held:
    """The report a session holds, open for its own reporter."""

    report: OwnReport
    suggestion: Suggestion
    way: Way
    code_groups: tuple[str, ...]


def held(request: HttpRequest) -> Held | None:
    """Open the report of this session; None where it holds none, or it was thrown away meanwhile."""
    report_id = held_report_id(request)
    if report_id is None:
        return None
    try:
        report = own_report(report_id)
    except NoSuchReportError:
        let_go(request)
        return None
    suggestion = suggest(report.answers, at=now(), known=knowledge())
    code = shown_code(request)
    return Held(
        report=report,
        suggestion=suggestion,
        way=way_of(report.answers, suggestion),
        code_groups=tuple(show_code(code).split()) if code else (),
    )
