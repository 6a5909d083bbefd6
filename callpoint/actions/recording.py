"""How a report is recorded: a crime, information, or no crime; each decision is kept, and its reporter is told.

RecordingDeedError
├── NotRecordedHereError    this deployment records no crime
└── callpoint.rules.recording_codes.RecordingError   the decision cannot be kept as it is; see there
"""

import secrets
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.utils import translation

from callpoint.actions.acting import Actor
from callpoint.actions.admitting import check_may_about
from callpoint.actions.clocks import reckon
from callpoint.actions.corresponding import sent_report
from callpoint.actions.journalling import write_leaf
from callpoint.actions.posting import once_key, post
from callpoint.actions.telling_reporter import keep_message
from callpoint.records.knowledge import knowledge
from callpoint.records.models import Message, Recording, Report
from callpoint.records.sealed import ReportSeal
from callpoint.records.sealed_casework import CaseworkSeal
from callpoint.records.transaction import writing
from callpoint.rules.access import Deed
from callpoint.rules.chance import Chance
from callpoint.rules.journal import SALT_SIZE
from callpoint.rules.recording_codes import Decision, RecordedAs, RecordingError, checked, records_here


class NotRecordedHereError(RecordingError):
    """This deployment records no crime."""


@writing
def record(
    *, report_id: UUID, decision: Decision, by: Actor, at: datetime, chance: Chance = secrets.token_bytes
) -> None:
    """
    Record a report, or record it anew; what was decided before stays in its history.

    The reporter is told that there is a decision, in a message that names nothing of it: it may be mailed.
    A repeat of the decision that holds changes nothing.

    :raises callpoint.records.opened.NoSuchReportError: none with this id was sent.
    :raises callpoint.rules.access.NotAllowedError: this role or unit may not.
    :raises NotRecordedHereError: this deployment records no crime.
    :raises callpoint.rules.recording_codes.RecordingError: the decision cannot be kept as it is.
    """
    report = sent_report(report_id)
    check_may_about(report, Deed.RECORD, by=by, at=at)
    if not records_here(settings.CALLPOINT.service.role):
        raise NotRecordedHereError
    decided = checked(knowledge(), decision)
    seal = ReportSeal.of(report)
    if _held(report, seal) == decided:
        return
    recording = _keep(report, seal, decided, by=by, at=at, chance=chance)
    report.recorded_as, report.recorded_code = decided.recorded_as, decided.code
    report.recorded_at = at
    report.save(update_fields=["recorded_as", "recorded_code", "recorded_at"])
    message = _news_of_it(report, recording, at=at, chance=chance)
    write_leaf(what="report.record", about=report.id, by=by, at=at, wrote=[report, recording, message])
    reckon(report, by=by, at=at)
    post(name="message.sent", about=message.id, at=at)


def _held(report: Report, seal: ReportSeal) -> Decision | None:
    """Give the decision that holds; None where there is none yet."""
    row = Recording.objects.filter(report=report).order_by("-recorded_at", "-id").first()
    if row is None:
        return None
    reason, told = (CaseworkSeal(seal.key).recording(row, column=column) for column in ("reason", "told"))
    return Decision(recorded_as=RecordedAs(row.recorded_as), code=row.code, reason=reason, told=told)


def _keep(
    report: Report, seal: ReportSeal, decided: Decision, *, by: Actor, at: datetime, chance: Chance
) -> Recording:
    recording_id, casework = UUID(bytes=chance(16), version=4), CaseworkSeal(seal.key)
    return Recording.objects.create(
        id=recording_id,
        report=report,
        salt=chance(SALT_SIZE),
        recorded_as=decided.recorded_as,
        code=decided.code,
        reason=casework.seal_recording(recording_id, decided.reason, column="reason", chance=chance),
        told=casework.seal_recording(recording_id, decided.told, column="told", chance=chance),
        recorded_by_id=int(by.id),
        recorded_at=at,
    )


def _news_of_it(report: Report, recording: Recording, *, at: datetime, chance: Chance) -> Message:
    """Write the message that there is a decision; what it says stands on the reporter's page."""
    with translation.override(report.language):
        text = translation.gettext(
            "We have decided how to record your report. You find it at the top of this page."
        )
    key = once_key(report.id, "recording", recording.id)
    return keep_message(report, text, key=key, at=at, chance=chance)
