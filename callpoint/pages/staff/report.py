"""The page of one open report: the reporter's own words first, then what the rules suggest and why."""

import secrets
from typing import TypedDict

from django.conf import settings
from django.utils.translation import gettext as _

from callpoint.actions.acting import Actor
from callpoint.actions.corresponding import MESSAGE_LIMIT
from callpoint.actions.reading import OpenedReport
from callpoint.pages.filters import translated
from callpoint.pages.page import FieldError
from callpoint.pages.shown import AnswerLine, MessageLine
from callpoint.pages.staff.frame import StaffFrame
from callpoint.pages.staff.pages import ReasonLine, ReportPage
from callpoint.pages.staff.words import state_words, urgency_words
from callpoint.records.knowledge import knowledge
from callpoint.rules.access import Deed, may
from callpoint.rules.asked import AskedQuestion
from callpoint.rules.dates import promised

SHOWN_APART = frozenset({"story", "own_kind"})


class Suggested(TypedDict):
    """What the rules made of a report, as shown."""

    kind: str
    other_kinds: tuple[str, ...]
    own_kind: str
    urgency: str
    urgency_words: str
    police_area: str
    reasons: tuple[ReasonLine, ...]
    offered: tuple[str, ...]


def report_page(report: OpenedReport, by: Actor, *, typed: str, error: str, frame: StaffFrame) -> ReportPage:
    """Make the page; `typed` is a message that could not be sent, kept with its error."""
    known = knowledge()
    unit, role = known.content.units.get(report.unit), settings.CALLPOINT.service.role
    return ReportPage(
        heading=_("Report %(reference)s") % {"reference": report.reference},
        reference=report.reference,
        story=str(report.answers.get("story", "")),
        answers=_answers(report),
        state=state_words(report.state),
        unit=translated(unit.name) if unit else report.unit,
        sent_at=report.submitted_at,
        first_read_at=report.first_read_at,
        news_by=promised(known, "first-update", unit=unit, role=role, at=report.submitted_at),
        other_number=report.other_number,
        messages=_messages(report),
        may_write=may(by.badge, Deed.WRITE_TO_REPORTER, unit=report.unit),
        typed=typed,
        error=error,
        send_key=secrets.token_hex(16),
        limit=MESSAGE_LIMIT,
        errors=(FieldError(text=error, href="#message"),) if error else (),
        **_suggested(report),
        **frame,
    )


def _suggested(report: OpenedReport) -> Suggested:
    kinds, services = knowledge().content.kinds, knowledge().content.services
    result = report.suggestion.result
    own_kind = str(report.answers.get("own_kind", ""))
    return Suggested(
        kind=translated(kinds[report.kind].label) if report.kind in kinds else _("Not known"),
        other_kinds=tuple(
            translated(kinds[each.id].label) for each in result.kinds if each.id != report.kind
        ),
        own_kind=translated(kinds[own_kind].label) if own_kind in kinds else "",
        urgency=report.urgency,
        urgency_words=urgency_words(report.urgency),
        police_area=translated(report.suggestion.place.police_area.name) or _("not known"),
        reasons=tuple(ReasonLine(text=translated(reason.text)) for reason in result.reasons),
        offered=tuple(translated(services[offer.service_id].name) for offer in result.offers),
    )


def _messages(report: OpenedReport) -> tuple[MessageLine, ...]:
    return tuple(
        MessageLine(
            text=each.text,
            sent_at=each.sent_at,
            is_ours=bool(each.from_staff) or each.from_service,
            who=each.from_staff or (_("This service") if each.from_service else _("The reporter")),
        )
        for each in report.messages
    )


def _in_words(name: str, asked: AskedQuestion | None, given: str) -> str:
    """Give a chosen answer in the words it was chosen by; anything else as typed."""
    if asked and given in asked.choices:
        return translated(asked.choices[given])
    found = knowledge().content.questions.get(name)
    is_yes_or_no = found is not None and found.type == "bool" and not found.choices
    return {"yes": _("Yes"), "no": _("No")}.get(given, given) if is_yes_or_no else given


def _answers(report: OpenedReport) -> tuple[AnswerLine, ...]:
    """Give every answer but the story, with the question in the words it was asked in."""
    lines = []
    for name, value in report.answers.items():
        if name in SHOWN_APART:
            continue
        asked = report.questions.get(name)
        given = [value] if isinstance(value, str) else value
        text = ", ".join(_in_words(name, asked, each) for each in given)
        lines.append(AnswerLine(question=translated(asked.ask) if asked else name, answer=text))
    return tuple(lines)
