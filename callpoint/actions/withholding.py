"""Keeps shut the files of a report that tells, later than they came, of a child or of pictures that are threatened."""

from datetime import datetime

from callpoint.actions.acting import Actor
from callpoint.actions.custody import write_exhibit_leaf
from callpoint.records.knowledge import knowledge
from callpoint.records.models import Report
from callpoint.records.sealed import Answers
from callpoint.records.transaction import writing
from callpoint.rules.custody import ExhibitDeed
from callpoint.rules.exhibits import Door, door_for
from callpoint.rules.lifecycle import ReportState
from callpoint.rules.suggesting import suggest
from callpoint.vault.models import Exhibit, ExhibitState

DEEDS = {ExhibitState.QUARANTINED: ExhibitDeed.WITHHOLD, ExhibitState.KEPT: ExhibitDeed.RELEASE}


@writing
def follow_door(*, report: Report, told: Answers, before: Answers, by: Actor, at: datetime) -> None:
    """
    Withhold the exhibits of a report whose answers shut the door for files, with one leaf.

    `told` are the answers as they now stand, `before` those until now. In a draft a wrong press can
    be put right: where the door opens again the files can be opened again. After sending they stay shut.
    """
    exhibits = list(Exhibit.objects.filter(report_id=report.id).order_by("number"))
    state = _state_after(report, told, before, at=at) if exhibits else None
    changed = [exhibit for exhibit in exhibits if state and exhibit.state != state]
    if state is None or not changed:
        return
    for exhibit in changed:
        exhibit.state = state
        exhibit.save(update_fields=["state"])
    ids = [exhibit.id for exhibit in changed]
    write_exhibit_leaf(what=DEEDS[state], exhibits=ids, about=report.id, by=by, at=at, wrote=changed)


def _state_after(report: Report, told: Answers, before: Answers, *, at: datetime) -> ExhibitState | None:
    """Say what its exhibits become; None where they stay as they are."""
    is_draft, door = report.state == ReportState.DRAFT, _door(told, at=at)
    if door is Door.OPEN:
        return ExhibitState.KEPT if is_draft else None
    # After sending, an adult's word stands beside the answers: what came in on it stays, until the door changes.
    if door is Door.ASKS_FOR_WORD and not is_draft and _door(before, at=at) is door:
        return None
    return ExhibitState.QUARANTINED


def _door(told: Answers, *, at: datetime) -> Door:
    return door_for(suggest(told, at=at, known=knowledge()), told)
