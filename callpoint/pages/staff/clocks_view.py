"""Makes what is shown of promises out of their clocks."""

from datetime import datetime
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from callpoint.pages.filters import moment, translated
from callpoint.pages.staff.clock_pages import ClocksPart, ClockView, OwedView
from callpoint.pages.staff.request_shown import colour_words
from callpoint.records.knowledge import knowledge
from callpoint.records.queries.promises import ClockLine, DueLine, clocks_of
from callpoint.rules.clocks import RULES
from callpoint.rules.promises import colour_of

Timed = ClockLine | DueLine
"""Whatever has the times of a clock."""


def clocks_part(report_id: UUID, *, at: datetime) -> ClocksPart:
    """Give the running promises of a report as its page shows them."""
    return ClocksPart(clocks=tuple(_view(clock, at=at) for clock in clocks_of(report_id)))


def _view(clock: ClockLine, *, at: datetime) -> ClockView:
    rule = RULES[clock.promise]
    colour = _colour(clock, at=at) if rule.is_ours else ""
    return ClockView(
        what=promise_words(clock.promise),
        due_at=clock.due_at,
        colour=colour,
        state=_state(clock, colour),
        note=_note(clock),
        is_ours=rule.is_ours,
    )


def owed_view(line: DueLine, *, at: datetime) -> OwedView:
    """Give one promise of a list over many reports."""
    unit = knowledge().content.units.get(line.unit)
    colour = _colour(line, at=at)
    return OwedView(
        what=promise_words(line.promise),
        reference=line.reference,
        url=reverse("staff_report", args=[line.report_id]),
        unit=translated(unit.name) if unit else line.unit,
        due_at=line.due_at,
        colour=colour,
        state=_state(line, colour),
        note=_note(line),
    )


def _colour(clock: Timed, *, at: datetime) -> str:
    return "" if clock.paused_at else colour_of(amber=clock.amber_at, due=clock.due_at, at=at)


def _state(clock: Timed, colour: str) -> str:
    return _("Stands still") if clock.paused_at else colour_words(colour)


def _note(clock: Timed) -> str:
    if clock.paused_at:
        return _("They were asked on %(when)s.") % {"when": moment(clock.paused_at)}
    if clock.late_due_at:
        return _("They were told a new date: %(when)s.") % {"when": moment(clock.late_due_at)}
    return ""


def promise_words(promise: str) -> str:
    """Name a promise for staff, short enough for a table."""
    news = _("News to the reporter")
    return {
        "first-read-now": _("First reading, at once"),
        "first-read-today": _("First reading, the same day"),
        "first-read": _("First reading"),
        "triage-to-force": _("Taken on by a person"),
        "crime-recording": _("Recorded, as a crime or not"),
        "first-update": _("First news to the reporter"),
        "next-update": news,
        "answer-message": _("Answer to their message"),
        "review-answer": _("Answer to who asked to look again"),
        "ack-written": _("Crime number in writing"),
        "key-decisions": _("The close and why, in writing"),
        "ask-window": _("Their time to answer"),
        "review-window": _("Their time to ask for a review"),
    }[promise]
