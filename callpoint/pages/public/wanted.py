"""What staff asked a reporter for, on the reporter's own pages: what is still open, and how the report was recorded."""

from collections.abc import Iterator
from typing import Final

from django.urls import reverse
from django.utils.translation import gettext as _

from callpoint.clock import now
from callpoint.pages.filters import translated
from callpoint.pages.page import Link
from callpoint.pages.public.return_pages import RecordedPart, WantedPart
from callpoint.records.knowledge import knowledge
from callpoint.records.opened import OwnReport
from callpoint.rules.lifecycle import ReportState
from callpoint.rules.recording_codes import RecordedAs

JUST_ANSWERED: Final = "just-answered"
"""Set in the session by an answer to what was asked, and gone once the report has said thanks."""
NOT_KNOWN: Final = "not-known"
"""What the button does that says: I do not know."""


def asked_questions(report: OwnReport) -> frozenset[str]:
    """Give every question that staff ever asked in this report; a late answer is welcome."""
    return frozenset(fact.key for ask in report.asks for fact in ask.facts)


def open_questions(report: OwnReport) -> tuple[str, ...]:
    """Give the questions that staff still wait for, the oldest ask first; nobody waits in a closed report."""
    return () if report.state is ReportState.CLOSED else tuple(dict.fromkeys(_open(report)))


def _open(report: OwnReport) -> Iterator[str]:
    questions = knowledge().content.questions
    for ask in reversed(report.asks):
        yield from (key for key in ask.open_keys if key in questions)


def wanted_part(report: OwnReport) -> WantedPart | None:
    """Give what is still open, for the top of the report; None where nothing is."""
    keys = open_questions(report)
    if not keys:
        return None
    days = [ask.due_at for ask in report.asks if set(ask.open_keys) & set(keys)]
    return WantedPart(
        questions=tuple(
            Link(text=translated(knowledge().content.questions[key].ask), url=reverse("add_step", args=[key]))
            for key in keys
        ),
        answer_by=max(days),
        is_over=max(days) < now(),
    )


def recorded_part(report: OwnReport) -> RecordedPart | None:
    """Say how the report is recorded now; None where nobody has decided yet."""
    if not report.recordings:
        return None
    latest = report.recordings[0]
    words = {
        RecordedAs.CRIME: _("We recorded this as a crime."),
        RecordedAs.INFORMATION: _("We keep this as information. It is not recorded as a crime."),
        RecordedAs.NOT_CRIME: _("We did not record this as a crime."),
    }
    return RecordedPart(what=words[latest.recorded_as], why=latest.told, at=latest.recorded_at)
