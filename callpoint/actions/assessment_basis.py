"""Gathers what a suggestion is made of, at sending and later; a building block of the actions that suggest."""

from collections.abc import Iterable
from dataclasses import dataclass

from callpoint.analysis.linking import people_of
from callpoint.records.additions import ToldByNow
from callpoint.records.knowledge import knowledge
from callpoint.records.models import Assessment, Report, Sighting
from callpoint.records.queries.doors import restricted_among
from callpoint.records.sealed import Answers, ReportSeal
from callpoint.records.sealed_links import LinkSeal
from callpoint.rules.assessment.assess import assess
from callpoint.rules.assessment.model import Assessment as Suggested
from callpoint.rules.assessment.model import Basis, Seen, columns_of
from callpoint.rules.assessment.seeing import seen_of
from callpoint.rules.content.criteria_model import AXES
from callpoint.rules.deciding import DECIDED, Step
from callpoint.rules.identifiers.model import IdentifierKind, Whose
from callpoint.rules.links import Reach, ReportLinks
from callpoint.rules.sighting import Sighted
from callpoint.rules.standing import Standing
from callpoint.rules.suggesting import Suggestion, suggest
from callpoint.vault.models import Exhibit

NOTHING_DECIDED = "none"
"""What a page sends back where nobody had decided yet."""


@dataclass(frozen=True)
class AtSending:
    """What is at hand when a report is sent: nothing has been linked yet."""

    told: Answers
    suggestion: Suggestion
    rows: Iterable[Sighting]


def suggest_at_sending(report: Report, sending: AtSending, *, seal: ReportSeal) -> None:
    """Set the readable columns of what the criteria suggest; the caller saves the report."""
    links = LinkSeal(seal.key)
    basis = Basis(
        answers=sending.told,
        at=report.submitted_at or report.created_at,
        suggestion=sending.suggestion,
        paid_at=report.paid_at,
        seen=tuple(_seen_at_once(row, links) for row in sending.rows),
        exhibits=Exhibit.objects.filter(report_id=report.id).count(),
    )
    found = assess(basis, knowledge())
    values = {name: getattr(found.values, name) for name in AXES}
    for name, value in columns_of(values).items():
        setattr(report, name, value)
    report.urgency, report.criteria_version = found.urgency, found.version


def suggested_now(
    report: Report, told: ToldByNow, linked: ReportLinks, *, suggestion: Suggestion | None = None
) -> Suggested:
    """
    Give what the criteria suggest of a report as it stands: with all that was added, and all that it links to.

    `suggestion` is what the answers themselves suggest, where somebody asked for that already: it takes a while.
    """
    sent_at = report.submitted_at or report.created_at
    basis = Basis(
        answers=told.answers,
        at=sent_at,
        suggestion=suggestion or suggest(told.answers, at=sent_at, known=knowledge()),
        paid_at=report.paid_at,
        seen=tuple(
            seen_of(
                Sighted(
                    kind=one.kind,
                    value=one.value,
                    whose=one.whose,
                    standing=one.standing,
                    mentions=one.mentions,
                ),
                shown=one.shown,
                is_hub=one.reach in (Reach.HUB, Reach.RULED_OUT),
            )
            for one in linked.values
        ),
        people=people_counted(report, linked),
        exhibits=Exhibit.objects.filter(report_id=report.id).count(),
    )
    return assess(basis, knowledge())


def people_counted(report: Report, linked: ReportLinks) -> int:
    """
    Count who reports the same, without restricted reports.

    What is suggested is kept, and told to everybody who may open this report, whatever else is shut to them.
    """
    others = {each.report_id for each in linked.links}
    restricted = restricted_among(others)
    return people_of({report.id, *others - restricted}) if restricted else linked.people


def mark_of(suggestion: Suggested) -> str:
    """Give a mark by which a page knows that another suggestion stands; it says no more than the page does."""
    values = suggestion.values
    return "|".join([suggestion.version, *(str(getattr(values, name)) for name in DECIDED)])


def decisions_of(report: Report) -> list[Assessment]:
    """Give the decisions of people that stand, the oldest first."""
    rows = Assessment.objects.filter(report=report, undone_at=None).exclude(step=Step.SUGGESTED)
    return list(rows.select_related("made_by").order_by("made_at", "id"))


def _seen_at_once(row: Sighting, links: LinkSeal) -> Seen:
    """Give what a new row says; only the country of an IBAN needs its value."""
    if row.kind == IdentifierKind.IBAN:
        return seen_of(links.sighted(row), shown="")
    return Seen(
        kind=IdentifierKind(row.kind),
        is_own=row.whose == Whose.REPORTER,
        is_shared=row.standing == Standing.COMMON,
    )
