"""What a made-up shift did with made-up reports: it read them in time, took, recorded and asked, and left the newest."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.conf import settings

from callpoint.actions.acting import Actor
from callpoint.actions.asking import ask_reporter
from callpoint.actions.assessing import accept
from callpoint.actions.assigning import take_report
from callpoint.actions.corresponding import write_to_reporter
from callpoint.actions.reading import OpenedReport, open_report
from callpoint.actions.recording import record
from callpoint.project.demo_access import keep_apart
from callpoint.project.demo_closings import close_some
from callpoint.project.demo_holds import ask_others
from callpoint.records.knowledge import knowledge
from callpoint.rules.missing_facts import Wanted, missing_facts
from callpoint.rules.recording_codes import Decision, RecordedAs, codes_of_kind, records_here

LEFT_FOR_THE_NEXT: Final = timedelta(hours=20)
"""What came later than this is for whoever looks at the demonstration."""
READ, DECIDED, RECORDED, WRITTEN = (timedelta(minutes=minutes) for minutes in (6, 14, 120, 180))
"""How long after its sending each was done."""
WORDS: Final = "I have read your report. I am asking the firms for what they know. I write to you again when there is news."


@dataclass(frozen=True)
class MadeUp:
    """A made-up report, when it was sent, and the mark that says what it is."""

    report_id: UUID
    sent_at: datetime
    mark: str


def work_through(reports: Sequence[MadeUp], *, by: Actor, colleague: Actor, at: datetime) -> None:
    """Let one made-up officer do the work on every report that is old enough, the oldest first, and end what is old."""
    old = sorted(
        (each for each in reports if at - each.sent_at > LEFT_FOR_THE_NEXT), key=lambda each: each.sent_at
    )
    ask_others([(_work_on(each, number, by=by), each.mark) for number, each in enumerate(old)], by=by)
    keep_apart([each.report_id for each in old[::-1]], mark=old[0].mark, by=by, colleague=colleague, at=at)
    close_some([(each.report_id, each.sent_at) for each in old], by=by, second=colleague, at=at)


def _work_on(made_up: MadeUp, number: int, *, by: Actor) -> OpenedReport:
    report_id, sent_at = made_up.report_id, made_up.sent_at
    opened = open_report(report_id=report_id, by=by, at=sent_at + READ)
    accept(report_id=report_id, by=by, at=sent_at + DECIDED)
    take_report(report_id=report_id, by=by, at=sent_at + DECIDED)
    if records_here(settings.CALLPOINT.service.role):
        record(report_id=report_id, decision=_decision(opened, made_up.mark), by=by, at=sent_at + RECORDED)
    if number % 2:
        text = f"{WORDS}\n\n{made_up.mark}"
        write_to_reporter(report_id=report_id, text=text, send_key="demo", by=by, at=sent_at + WRITTEN)
    else:
        _ask(opened, by=by, at=sent_at + WRITTEN)
    return opened


def _decision(opened: OpenedReport, mark: str) -> Decision:
    """Record a crime under the first code of its kind; without one it stays an information report."""
    codes = codes_of_kind(knowledge(), opened.kind)
    if codes:
        return Decision(recorded_as=RecordedAs.CRIME, code=codes[0].code, reason=mark, told="")
    told = f"We keep your report and compare it with others. {mark}"
    return Decision(recorded_as=RecordedAs.INFORMATION, code="", reason=mark, told=told)


def _ask(opened: OpenedReport, *, by: Actor, at: datetime) -> None:
    """Ask for the two facts that would help most, where any are missing."""
    facts = missing_facts(knowledge().content, kind=opened.kind, answers=opened.answers)[:2]
    if facts:
        wanted = Wanted(keys=tuple(fact.id for fact in facts))
        ask_reporter(report_id=opened.id, wanted=wanted, send_key="demo", by=by, at=at)
