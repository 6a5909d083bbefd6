"""The page of one open report: the reporter's own words first, then what the rules suggest and why."""

import secrets
from dataclasses import dataclass, field
from datetime import datetime
from typing import TypedDict

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from callpoint.actions.acting import Actor
from callpoint.actions.corresponding import MESSAGE_LIMIT
from callpoint.actions.reading import OpenedReport
from callpoint.pages.filters import translated
from callpoint.pages.page import FieldError
from callpoint.pages.shown import AdditionPart, AnswerLine, ChangeLine, MarkedPiece, MessageLine
from callpoint.pages.sizes import size_words
from callpoint.pages.staff.asked_words import answer_words, asked_as
from callpoint.pages.staff.asking_pages import AskingPart
from callpoint.pages.staff.asking_view import asked_on, asking_part
from callpoint.pages.staff.assessment_pages import AssessmentPart
from callpoint.pages.staff.assessment_view import assessment_part
from callpoint.pages.staff.case_pages import CasesPart
from callpoint.pages.staff.case_view import cases_part
from callpoint.pages.staff.clock_pages import ClocksPart
from callpoint.pages.staff.clocks_view import clocks_part
from callpoint.pages.staff.closing_pages import ClosingPart
from callpoint.pages.staff.closing_view import closing_part
from callpoint.pages.staff.contact_shown import contact_changed_at, contact_lines
from callpoint.pages.staff.desk_pages import DeskPart
from callpoint.pages.staff.desk_view import Typed
from callpoint.pages.staff.doors_view import door_part
from callpoint.pages.staff.exhibit_words import kind_words, scan_words, warnings
from callpoint.pages.staff.frame import StaffFrame
from callpoint.pages.staff.holds import holds_shown
from callpoint.pages.staff.intervention_pages import InterventionPart
from callpoint.pages.staff.interventions_view import intervention_part
from callpoint.pages.staff.link_pages import SeriesLink, SightedLine
from callpoint.pages.staff.links_view import series_link, sighted_lines
from callpoint.pages.staff.marked import Mark, marked
from callpoint.pages.staff.pages import ExhibitView, HoldView, ReasonLine, ReportPage
from callpoint.pages.staff.people_view import unit_words
from callpoint.pages.staff.recording_pages import RecordingPart
from callpoint.pages.staff.recording_view import recording_part
from callpoint.pages.staff.statement_pages import StatementPart
from callpoint.pages.staff.statements_view import statement_part
from callpoint.pages.staff.support_pages import SupportPart
from callpoint.pages.staff.support_view import support_part
from callpoint.records.knowledge import knowledge
from callpoint.rules.access import Deed, may
from callpoint.rules.file_kinds import read_kind

SHOWN_APART = frozenset({"story", "own_kind"})


class Suggested(TypedDict):
    """What the rules made of a report, as shown."""

    kind: str
    other_kinds: tuple[str, ...]
    own_kind: str
    police_area: str
    reasons: tuple[ReasonLine, ...]
    offered: tuple[str, ...]


class Held(TypedDict):
    """The legal holds of a report, as shown."""

    holds: tuple[HoldView, ...]
    is_held: bool
    may_change_hold: bool
    hold_reason: str
    hold_error: str


class Casework(TypedDict):
    """What people do with a report, each part with its own forms, as shown."""

    assessment: AssessmentPart
    promises: ClocksPart
    recording: RecordingPart
    asking: AskingPart
    cases: CasesPart
    closing: ClosingPart
    support: SupportPart
    interventions: InterventionPart
    statements: StatementPart


class Writing(TypedDict):
    """The form for a message to the reporter, as shown."""

    typed: str
    error: str
    send_key: str
    limit: int


class Identified(TypedDict):
    """What a report names, and what that leads to, as shown."""

    story: tuple[MarkedPiece, ...]
    sighted: tuple[SightedLine, ...]
    links_url: str
    links_words: str
    series: SeriesLink | None


@dataclass(frozen=True, kw_only=True)
class NotTaken:
    """What was typed into a form of the page and could not be taken, with what is wrong; '' where nothing was."""

    message: str = ""
    message_error: str = ""
    number: str = ""
    number_error: str = ""
    reason: str = ""
    reason_error: str = ""
    decision_error: str = ""
    reopen: str = ""
    reopen_error: str = ""
    desk: Typed = field(default_factory=Typed)

    @property
    def errors(self) -> tuple[FieldError, ...]:
        """Give what is wrong, each with the place of its field."""
        wrong = (
            (self.decision_error, "#suggested"),
            (self.message_error, "#message"),
            (self.number_error, "#crime-number"),
            (self.reason_error, "#reason"),
            (self.reopen_error, "#reopen"),
            (self.desk.error, "#move-unit"),
            (self.desk.holder_error, "#holder"),
        )
        return tuple(FieldError(text=text, href=href) for text, href in wrong if text)


def report_page(
    report: OpenedReport,
    by: Actor,
    *,
    kept: NotTaken,
    desk: DeskPart,
    frame: StaffFrame,
    at: datetime,
) -> ReportPage:
    """Make the page, with what was typed and could not be taken."""
    return ReportPage(
        heading=_("Report %(reference)s") % {"reference": report.reference},
        reference=report.reference,
        desk_part=desk,
        door=door_part(report, by),
        contact=contact_lines(report.answers),
        contact_changed_at=contact_changed_at(report),
        withdraw_asked_at=report.withdraw_asked_at,
        **_identified(report, by),
        answers=_answers(report),
        additions=_additions(report),
        unit=unit_words(report.unit),
        sent_at=report.submitted_at,
        first_read_at=report.first_read_at,
        other_number=report.other_number,
        crime_number=kept.number or report.crime_number,
        crime_number_error=kept.number_error,
        may_record=may(by.badge, Deed.RECORD_CRIME_NUMBER, unit=report.unit),
        messages=_messages(report),
        exhibits=_exhibits(report, by),
        disclose_url=_disclose_url(report, by),
        **_casework(report, by, kept, at=at),
        **_hold(report, by, kept),
        may_write=may(by.badge, Deed.WRITE_TO_REPORTER, unit=report.unit),
        errors=kept.errors,
        **_writing(kept),
        **_suggested(report),
        **frame,
    )


def _disclose_url(report: OpenedReport, by: Actor) -> str:
    may_disclose = may(by.badge, Deed.DISCLOSE, unit=report.unit)
    return reverse("staff_disclose", args=[report.id]) if may_disclose else ""


def _writing(kept: NotTaken) -> Writing:
    return Writing(
        typed=kept.message,
        error=kept.message_error,
        send_key=secrets.token_hex(16),
        limit=MESSAGE_LIMIT,
    )


def _casework(report: OpenedReport, by: Actor, kept: NotTaken, *, at: datetime) -> Casework:
    return Casework(
        assessment=assessment_part(report, by, at=at),
        promises=clocks_part(report.id, at=at),
        recording=recording_part(report, by),
        asking=asking_part(report, by),
        cases=cases_part(report.id, report.unit, by),
        closing=closing_part(report, by, reason=kept.reopen, error=kept.reopen_error),
        support=support_part(report, by),
        interventions=intervention_part(report, by, at=at),
        statements=statement_part(report, by),
    )


def _hold(report: OpenedReport, by: Actor, kept: NotTaken) -> Held:
    holds = holds_shown(report)
    is_held = bool(holds) and holds[0].lifted_at is None
    return Held(
        holds=holds,
        is_held=is_held,
        may_change_hold=may(by.badge, Deed.LIFT_HOLD if is_held else Deed.PLACE_HOLD, unit=report.unit),
        hold_reason=kept.reason,
        hold_error=kept.reason_error,
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
        police_area=translated(report.suggestion.place.police_area.name) or _("not known"),
        reasons=tuple(ReasonLine(text=translated(reason.text)) for reason in result.reasons),
        offered=tuple(translated(services[offer.service_id].name) for offer in result.offers),
    )


def _identified(report: OpenedReport, by: Actor) -> Identified:
    linked = report.linked
    story = str(report.answers.get("story", ""))
    found = ngettext(
        "Linked to %(num)s other report", "Linked to %(num)s other reports", len(linked.links)
    ) % {"num": len(linked.links)}
    return Identified(
        story=_pieces(report, _source_of(report, "story"), story)
        or ((MarkedPiece(text=story),) if story else ()),
        sighted=sighted_lines(report, by),
        links_url=reverse("staff_links", args=[report.id]),
        links_words=found if linked.is_looked_at else _("We are still looking for links"),
        series=series_link(linked.series),
    )


def _source_of(report: OpenedReport, key: str) -> str:
    """Name the text that an answer now stands in: the newest addition that changed it, else what was sent."""
    newest = [one.id for one in report.additions if any(change.key == key for change in one.changes)]
    return f"addition:{newest[-1]}:{key}" if newest else f"answer:{key}"


def _pieces(report: OpenedReport, source: str, text: str) -> tuple[MarkedPiece, ...]:
    """Mark the identifiers in one text; nothing where it names none, so that it is shown as it is."""
    marks = [
        Mark(start=mention.start, end=mention.end, number=number, whose=value.whose.value)
        for number, value in enumerate(report.linked.values, start=1)
        for mention in value.mentions
        if mention.source == source
    ]
    return marked(text, marks) if marks else ()


def _exhibits(report: OpenedReport, by: Actor) -> tuple[ExhibitView, ...]:
    return tuple(
        ExhibitView(
            number=each.number,
            name=each.name,
            size=size_words(each.size),
            sha256=each.sha256,
            shows=each.shows,
            taken=each.taken,
            original=each.original,
            is_withheld=each.is_withheld,
            is_dangerous=each.scan.state == "dangerous",
            kind=kind_words(each.media_type),
            scan=scan_words(each.scan),
            warnings=warnings(each.name, read_kind(each.media_type)),
            url=reverse("staff_exhibit", args=[report.id, each.number]),
            preview_url=reverse("staff_preview", args=[report.id, each.number]),
            custody_url=reverse("staff_custody", args=[report.id, each.number]),
            hand_over_url=reverse("staff_hand_over", args=[report.id, each.number])
            if may(by.badge, Deed.HAND_OVER, unit=report.unit) and not each.is_withheld
            else "",
        )
        for each in report.exhibits
    )


def _messages(report: OpenedReport) -> tuple[MessageLine, ...]:
    return tuple(
        MessageLine(
            text=each.text,
            sent_at=each.sent_at,
            is_ours=bool(each.from_staff) or each.from_service,
            who=each.from_staff or (_("This service") if each.from_service else _("The reporter")),
            pieces=_pieces(report, f"message:{each.id}", each.text),
        )
        for each in report.messages
    )


def _answers(report: OpenedReport) -> tuple[AnswerLine, ...]:
    """Give every answer but the story, with the question in the words it was asked in."""
    return tuple(
        _answer(report, key, value) for key, value in report.answers.items() if key not in SHOWN_APART
    )


def _answer(report: OpenedReport, key: str, value: str | list[str]) -> AnswerLine:
    words = answer_words(report.questions, key, value)
    return AnswerLine(
        question=asked_as(report.questions, key),
        answer=words,
        pieces=_pieces(report, _source_of(report, key), words) if words == value else (),
    )


def _additions(report: OpenedReport) -> tuple[AdditionPart, ...]:
    """Give what was added since the report was sent, newest first, each answer before and after."""
    parts = (
        AdditionPart(
            added_at=addition.added_at,
            lines=tuple(
                ChangeLine(
                    question=asked_as(report.questions, change.key),
                    before=answer_words(report.questions, change.key, change.before),
                    after=(after := answer_words(report.questions, change.key, change.after)),
                    pieces=_pieces(report, f"addition:{addition.id}:{change.key}", after)
                    if after == change.after
                    else (),
                    asked=asked.get(change.key, ""),
                )
                for change in addition.changes
            ),
        )
        for addition in report.additions
        for asked in (asked_on(report, addition),)
    )
    return tuple(reversed(tuple(parts)))
