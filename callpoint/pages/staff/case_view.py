"""One case as its page shows it."""

import secrets
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from callpoint.actions.acting import Actor
from callpoint.actions.case_basis import workers_on
from callpoint.actions.case_opened import OpenedCase, ReportInCase, ShutReport, Task
from callpoint.actions.case_reports import CaseExhibit
from callpoint.actions.case_times import MOST_SHOWN, TimeLine
from callpoint.pages.filters import day, moment, translated
from callpoint.pages.page import FieldError, Link
from callpoint.pages.shown import ChoiceLine
from callpoint.pages.sizes import size_words
from callpoint.pages.staff.case_pages import (
    CaseForms,
    CaseLink,
    CasePage,
    CasesPart,
    EntryRow,
    ExhibitRow,
    Field,
    IdentifierRow,
    KeptWords,
    PersonRow,
    ReportRow,
    TakenOutRow,
    TaskRow,
    TimeRow,
)
from callpoint.pages.staff.case_words import Wrong, entry_words, happened_words
from callpoint.pages.staff.clocks_view import promise_words
from callpoint.pages.staff.exhibit_words import deed_words, kind_words
from callpoint.pages.staff.frame import StaffFrame
from callpoint.pages.staff.link_words import kind_of_value
from callpoint.pages.staff.people_view import unit_words
from callpoint.pages.staff.report_lines import said
from callpoint.pages.staff.request_shown import colour_words
from callpoint.pages.staff.words import whose_words
from callpoint.records.knowledge import knowledge
from callpoint.records.queries.cases import cases_of
from callpoint.rules.access import Deed, may
from callpoint.rules.cases import CaseState
from callpoint.rules.promises import colour_of
from callpoint.rules.restricting import COVER

Typed = Mapping[str, str]
"""What was typed, by the id of its field."""


def cases_part(report_id: UUID, unit: str, by: Actor) -> CasesPart:
    """Make the part for the page of a report."""
    return CasesPart(
        cases=tuple(
            CaseLink(
                reference=each.reference,
                url=reverse("staff_case", args=[each.id])
                if may(by.badge, Deed.WORK_ON_CASE, unit=each.unit)
                else "",
                state=state_of_case(each.state),
            )
            for each in cases_of(report_id)
        ),
        add_url=f"{reverse('staff_case_new')}?report={report_id}"
        if may(by.badge, Deed.WORK_ON_CASE, unit=unit)
        else "",
    )


def state_of_case(state: CaseState) -> str:
    """Name the state of a case."""
    return {CaseState.OPEN: _("Open"), CaseState.CLOSED: _("Closed")}[state]


def case_page(
    case: OpenedCase, by: Actor, *, typed: Typed, wrong: Wrong, frame: StaffFrame, at: datetime
) -> CasePage:
    """Make the page, with what was typed and could not be taken."""
    urls = urls_of(case)
    may_disclose = may(by.badge, Deed.DISCLOSE, unit=case.unit)
    return CasePage(
        heading=_("Case %(reference)s") % {"reference": case.reference},
        name=case.title,
        aim=case.aim,
        is_open=case.state is CaseState.OPEN,
        marks=marks_of(case, by),
        facts=_facts(case),
        ways=_ways(case),
        reports=report_rows(case, at=at),
        taken_out=_taken_out(case),
        people=_people(case, urls),
        identifiers=_identifiers(case, urls),
        exhibits=tuple(_exhibit(each, case) for each in case.exhibits),
        tasks=_tasks(case, typed, wrong),
        log=_log(case),
        timeline=time_rows(case.timeline[:MOST_SHOWN], case),
        timeline_more=max(0, len(case.timeline) - MOST_SHOWN),
        colleagues=_colleagues(case, chosen=typed.get("task-who", by.id)),
        report_choices=_report_choices(case),
        exports=tuple(
            ChoiceLine(value=each.id, label=translated(each.title))
            for each in knowledge().content.exports.values()
        )
        if may_disclose
        else (),
        export_url=reverse("staff_case_export", args=[case.id]),
        forms=_forms(case, typed, wrong),
        kept=() if case.state is CaseState.OPEN else kept_words(typed),
        send_key=typed.get("send_key", "") or secrets.token_hex(16),
        errors=errors_of(wrong),
        **frame,
    )


def _report_choices(case: OpenedCase) -> tuple[ChoiceLine, ...]:
    held = {each.report_id: each.reference for each in case.reports}
    held |= {each.report_id: each.reference for each in case.shut}
    return tuple(ChoiceLine(value=str(report_id), label=reference) for report_id, reference in held.items())


def errors_of(wrong: Wrong) -> tuple[FieldError, ...]:
    """Give what is wrong, each with the place of its field."""
    return tuple(FieldError(text=text, href=f"#{field or 'main'}") for field, text in wrong.items())


def urls_of(case: OpenedCase) -> dict[UUID, Link]:
    """Give for each report its reference, and its address where this person may open it."""
    held = {each.report_id: each.reference for each in case.taken_out}
    held |= {each.report_id: each.reference for each in case.shut}
    links = {report_id: Link(text=reference) for report_id, reference in held.items()}
    return links | {
        each.report_id: Link(
            text=each.reference,
            url=reverse("staff_report", args=[each.report_id]) if each.may_open else "",
        )
        for each in case.reports
    }


def marks_of(case: OpenedCase, by: Actor) -> tuple[str, ...]:
    """Say what a person should see first."""
    late = sum(task.is_late for task in case.tasks)
    waiting = next((each for each in case.offers if each.answered_at is None), None)
    return tuple(
        words
        for words, holds in (
            (_("Closed"), case.state is CaseState.CLOSED),
            (_("Review due"), case.is_due),
            (ngettext("%(num)s task late", "%(num)s tasks late", late) % {"num": late}, late > 0),
            (_("Offered to you"), waiting is not None and str(waiting.to_id) == by.id),
            (_("Hand-over waits"), waiting is not None and str(waiting.to_id) != by.id),
        )
        if holds
    )


def _facts(case: OpenedCase) -> tuple[str, ...]:
    named = {"who": case.officer or _("Nobody yet"), "unit": unit_words(case.unit)}
    opened = {"who": case.opened_by, "when": moment(case.opened_at)}
    return (
        _("In charge: %(who)s. Unit: %(unit)s.") % named,
        _("Opened by %(who)s, %(when)s.") % opened,
        *((_("Closed: %(when)s.") % {"when": moment(case.closed_at)},) if case.closed_at else ()),
        *((_("Next review: %(day)s.") % {"day": day(case.review_on)},) if case.review_on else ()),
    )


def _ways(case: OpenedCase) -> tuple[Link, ...]:
    return (
        Link(text=_("Hand this case over"), url=reverse("staff_case_hand_over", args=[case.id])),
        Link(text=_("Disclosure schedule"), url=reverse("staff_case_schedule", args=[case.id])),
    )


def report_rows(case: OpenedCase, *, at: datetime) -> tuple[ReportRow, ...]:
    """Give the reports of a case, each with what is promised to its reporter next."""
    return (*(_report(each, at=at) for each in case.reports), *(_shut(each) for each in case.shut))


def _shut(each: ShutReport) -> ReportRow:
    """Say that there is a restricted report, and nothing of what it is about or how it stands."""
    return ReportRow(
        reference=each.reference,
        url="",
        kind=_("Restricted"),
        state="",
        unit="",
        place="",
        sent_at=None,
        promise="",
        due_at=None,
        colour="",
        standing="",
    )


def _report(each: ReportInCase, *, at: datetime) -> ReportRow:
    promise = each.promise
    runs = promise is not None and promise.paused_at is None
    colour = colour_of(amber=promise.amber_at, due=promise.due_at, at=at) if promise and runs else ""
    stands = _("Stands still") if promise else _("Nothing is due")
    return ReportRow(
        **said(each),
        url=reverse("staff_report", args=[each.report_id]) if each.may_open else "",
        promise=promise_words(promise.promise) if promise else "",
        due_at=promise.due_at if promise else None,
        colour=colour,
        standing=colour_words(colour) if runs else stands,
    )


def _taken_out(case: OpenedCase) -> tuple[TakenOutRow, ...]:
    return tuple(
        TakenOutRow(
            reference=each.reference,
            url="",
            reason=_("Restricted") if each.is_shut else each.reason,
            by=each.by,
            at=each.at,
        )
        for each in case.taken_out
    )


def _people(case: OpenedCase, urls: Mapping[UUID, Link]) -> tuple[PersonRow, ...]:
    return tuple(
        PersonRow(
            reference=urls[each.report_id].text,
            url=urls[each.report_id].url,
            reporter=_("Chose that few see their name")
            if each.reporter == COVER
            else each.reporter or _("Gave no name"),
            suspect=each.suspect,
        )
        for each in case.people
    )


def _identifiers(case: OpenedCase, urls: Mapping[UUID, Link]) -> tuple[IdentifierRow, ...]:
    return tuple(
        IdentifierRow(
            shown=each.shown,
            kind=kind_of_value(each.kind),
            whose=whose_words(each.whose),
            reports=tuple(urls[one] for one in each.reports),
        )
        for each in case.identifiers
    )


def _exhibit(each: CaseExhibit, case: OpenedCase) -> ExhibitRow:
    references = {one.report_id: one.reference for one in case.reports}
    scans = {"clean": _("Nothing found"), "dangerous": _("Dangerous"), "failed": _("The scan did not work")}
    return ExhibitRow(
        name=_("%(reference)s, exhibit %(number)s")
        % {"reference": references[each.report_id], "number": each.number},
        url=f"{reverse('staff_report', args=[each.report_id])}#exhibits",
        kind=kind_words(each.media_type),
        size=str(size_words(each.size)),
        sha256=each.sha256,
        scan=_("Stays shut") if each.is_withheld else scans.get(each.scan, _("Not scanned")),
        custody_url=reverse("staff_custody", args=[each.report_id, each.number]),
        last=deed_words(each.last_deed) if each.last_deed else "",
        last_at=each.last_at,
        agrees=each.agrees,
    )


def _tasks(case: OpenedCase, typed: Typed, wrong: Wrong) -> tuple[TaskRow, ...]:
    colleagues = _colleagues(case, chosen="")
    return tuple(
        TaskRow(
            id=str(each.id),
            words=each.words,
            who=each.who or _("Nobody yet"),
            due_on=each.due_on,
            is_late=each.is_late,
            takers=_takers(each, colleagues, typed),
            give_error=wrong.get(f"give-{each.id}", ""),
            done_by=each.done_by,
            done_at=each.done_at,
        )
        for each in case.tasks
    )


def _takers(task: Task, colleagues: tuple[ChoiceLine, ...], typed: Typed) -> tuple[ChoiceLine, ...]:
    """Give who may do a task: nobody stands chosen but who has it, or who was chosen and could not be taken."""
    has_it = str(task.who_id or "")
    chosen = typed.get("give-to", "") if typed.get("task-id") == str(task.id) else has_it
    nobody = ChoiceLine(value="", label=_("Choose"))
    return (nobody, *(replace(each, chosen=each.value == chosen) for each in colleagues))


def _log(case: OpenedCase) -> tuple[EntryRow, ...]:
    return tuple(
        EntryRow(
            kind=entry_words(each.kind),
            words=each.words,
            why=each.why,
            next_review_on=each.next_review_on,
            by=each.by,
            at=each.at,
        )
        for each in case.log
    )


def time_rows(lines: Iterable[TimeLine], case: OpenedCase) -> tuple[TimeRow, ...]:
    """Give lines of the timeline."""
    urls = urls_of(case)
    links = ((line, urls[line.report_id] if line.report_id else Link(text="")) for line in lines)
    return tuple(
        TimeRow(at=line.at, what=happened_words(line), who=line.who, reference=link.text, url=link.url)
        for line, link in links
    )


def kept_words(typed: Typed) -> tuple[KeptWords, ...]:
    """Give what was typed into forms that a closed case no longer shows, to be copied."""
    labels = {
        "decision": _("What was decided"),
        "decision-why": _("Why"),
        "review": _("What came of the review"),
        "next-review": _("Next review"),
        "task": _("What is to be done"),
        "task-due": _("By when"),
        "title": _("Title"),
        "aim": _("What is it to find out?"),
        "out-reason": _("Why it leaves the case"),
        "note": _("What they must know first"),
        "body": _("Which force, and who there"),
        "purpose": _("What is it for?"),
    }
    return tuple(
        KeptWords(label=label, words=typed[name]) for name, label in labels.items() if typed.get(name)
    )


def _colleagues(case: OpenedCase, *, chosen: str) -> tuple[ChoiceLine, ...]:
    return tuple(
        ChoiceLine(value=str(each.pk), label=each.display_name, chosen=str(each.pk) == chosen)
        for each in workers_on(case.unit)
    )


def _forms(case: OpenedCase, typed: Typed, wrong: Wrong) -> CaseForms:
    def field(name: str, held: str = "") -> Field:
        return Field(value=typed.get(name, held), error=wrong.get(name, ""))

    return CaseForms(
        task=field("task"),
        task_due=field("task-due"),
        task_who=field("task-who"),
        decision=field("decision"),
        decision_why=field("decision-why"),
        review=field("review"),
        next_review=field("next-review"),
        case_title=field("title", case.title),
        aim=field("aim", case.aim),
        out_reason=field("out-reason"),
        out_report=typed.get("out-report", ""),
        close_reason=field("close-reason"),
    )
