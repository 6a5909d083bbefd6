"""Suggests again once something was added to a report or new links were found; never over what a person decided."""

import secrets
from datetime import datetime
from uuid import UUID

from callpoint.actions.acting import Actor
from callpoint.actions.assessment_basis import decisions_of, people_counted, suggested_now
from callpoint.actions.clocks import reckon
from callpoint.actions.journalling import write_leaf
from callpoint.actions.links_shown import links_shown
from callpoint.actions.setting_values import set_values
from callpoint.records.additions import told_by_now
from callpoint.records.knowledge import knowledge
from callpoint.records.models import Assessment, Report
from callpoint.records.sealed import ReportSeal
from callpoint.records.sealed_assessments import AssessmentSeal
from callpoint.records.transaction import writing
from callpoint.rules.adding import higher
from callpoint.rules.assessment import model
from callpoint.rules.assessment.model import columns_of
from callpoint.rules.chance import Chance
from callpoint.rules.content.criteria_model import AXES
from callpoint.rules.deciding import Decision, Kept, Step, in_force, suggestion_json
from callpoint.rules.journal import SALT_SIZE
from callpoint.rules.lifecycle import ReportState
from callpoint.rules.links import ReportLinks


@writing
def suggest_again(
    *, report_id: UUID, by: Actor, at: datetime, chance: Chance = secrets.token_bytes
) -> tuple[UUID, ...]:
    """
    Keep what the criteria suggest of a report by now, where that is new, and show it in the columns nobody decided on.

    A class that nobody decided on is raised and never lowered; kind and unit stay as they are until a person moves
    them. Gives the reports it is linked to whose own suggestion the links may change. A report that is gone, or was
    never sent, is passed by.
    """
    report = Report.objects.select_for_update().filter(id=report_id).exclude(state=ReportState.DRAFT).first()
    if report is None:
        return ()
    seal = ReportSeal.of(report)
    linked = links_shown(report, seal)
    found = suggested_now(report, told_by_now(report, seal), linked)
    own = AssessmentSeal(seal.key)
    kept = suggestion_json(found)
    newest = Assessment.objects.filter(report=report, step=Step.SUGGESTED).order_by("-made_at", "-id").first()
    if newest is None or own.opened(newest, "suggestion") != kept:
        _show(report, found, own, at=at)
        behind = max(at, newest.made_at + datetime.resolution) if newest else at
        row = _kept(report, own, kept, at=behind, chance=chance)
        write_leaf(what="report.suggest", about=report.id, by=by, at=at, wrote=[report, row])
        reckon(report, by=by, at=at)
    return _concerned(report, linked)


def _kept(report: Report, seal: AssessmentSeal, kept: Kept, *, at: datetime, chance: Chance) -> Assessment:
    row_id = UUID(bytes=chance(16), version=4)
    return Assessment.objects.create(
        id=row_id,
        report=report,
        salt=chance(SALT_SIZE),
        step=Step.SUGGESTED,
        criteria_version=kept["version"],
        suggestion=seal.seal(row_id, "suggestion", kept, chance=chance),
        made_at=at,
    )


def _show(report: Report, found: model.Assessment, seal: AssessmentSeal, *, at: datetime) -> None:
    """Put a suggestion into the columns of a report that no person decided on."""
    rows = decisions_of(report)
    decided = in_force([Decision.read(seal.opened(row, "decision")) for row in rows])
    open_axes = {name: getattr(found.values, name) for name in AXES if name not in decided}
    columns = columns_of(open_axes)
    if "urgency" not in decided:
        columns["urgency"] = higher(report.urgency, found.urgency)
    if report.assessed_at is None:
        columns["criteria_version"] = found.version
    changed = set_values(report, columns, at=at)
    if changed:
        report.save(update_fields=changed)


def _concerned(report: Report, linked: ReportLinks) -> tuple[UUID, ...]:
    """Give the linked reports, as long as so few people are among them that one more makes a difference."""
    criteria = knowledge().content.criteria
    most = criteria.file.people[-1] if criteria else 0
    is_felt = people_counted(report, linked) <= most
    return tuple(link.report_id for link in linked.links) if is_felt else ()
