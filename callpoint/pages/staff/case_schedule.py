"""The disclosure schedule of a case, as a table and as a file; and the reports of a case for a records system."""

from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from callpoint.actions.case_basis import CaseClosedError, NoSuchCaseError
from callpoint.actions.case_exporting import export_case
from callpoint.actions.case_schedule import (
    NotOnScheduleError,
    Place,
    Schedule,
    Thing,
    judge_material,
    open_schedule,
)
from callpoint.clock import now
from callpoint.formats.csv_table import typed_csv_file
from callpoint.pages.access import opens_to
from callpoint.pages.filters import moment
from callpoint.pages.page import FieldError, show
from callpoint.pages.shown import AnswerLine, ChoiceLine
from callpoint.pages.staff.case_pages import SchedulePage, ThingRow
from callpoint.pages.staff.case_words import Wrong, relevance_words, wrong_with
from callpoint.pages.staff.exhibit_words import kind_words
from callpoint.pages.staff.frame import signed_in_actor, staff_frame
from callpoint.pages.staff.intervention_words import title_words
from callpoint.pages.staff.pages import StaffMessagePage
from callpoint.pages.staff.typed_words import TYPED_HERE, typed_words
from callpoint.pages.statement_shown import kind_words as statement_words
from callpoint.rules.access import Deed, NotAllowedError
from callpoint.rules.case_exports import MappingError, UnknownFieldError
from callpoint.rules.cases import ANSWER, NOTE, REQUEST, STATEMENT, CaseRuleError, Judged, Relevance
from callpoint.rules.disclosing import ADDITION, ANSWERS, EXHIBIT, MESSAGE
from callpoint.rules.statements import StatementKind

CONFLICT = 409
"""Answer to an export that the content stands in the way of, and to words about what changed meanwhile."""
PARTED = "|"
"""Parts the report from the thing in what a form holds."""


@opens_to(Deed.WORK_ON_CASE)
@require_http_methods(["GET", "POST"])
def staff_case_schedule(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Show the schedule; say what a thing is."""
    try:
        if request.method != "POST":
            return _show(request, case_id, {})
        wrong = _judge(request, case_id)
        if wrong:
            return _show(request, case_id, wrong)
    except (NoSuchCaseError, NotOnScheduleError) as missing:
        raise Http404 from missing
    except NotAllowedError as refused:
        raise PermissionDenied from refused
    here = reverse("staff_case_schedule", args=[case_id])
    return redirect(f"{here}#{_anchor(request.POST.get('place', ''))}")


@opens_to(Deed.WORK_ON_CASE)
@require_GET
def staff_case_schedule_csv(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Save the schedule as a file; no cell of it is a formula to a spreadsheet."""
    try:
        schedule = open_schedule(case_id=case_id, by=signed_in_actor(request), at=now())
    except NoSuchCaseError as missing:
        raise Http404 from missing
    except NotAllowedError as refused:
        raise PermissionDenied from refused
    header = [
        *(_("Number"), _("What"), _("Where from"), _("When"), _("From"), _("SHA-256")),
        *(_("Relevance"), _("Description"), _("Reason"), _("Said by")),
    ]
    rows = [_cells(number, thing) for number, thing in enumerate(schedule.things, 1)]
    return _file(
        typed_csv_file(header, rows), f"{schedule.reference}-schedule.csv", "text/csv; charset=utf-8"
    )


def _cells(number: int, thing: Thing) -> list[str | int]:
    judged = thing.judged
    said = (
        [relevance_words(judged.relevance), judged.description, judged.reason]
        if judged
        else [_("Nobody has said"), "", ""]
    )
    return [
        *(number, _what(thing), thing.reference, moment(thing.at), thing.who, thing.sha256),
        *(*said, thing.judged_by),
    ]


@opens_to(Deed.DISCLOSE)
@require_POST
def staff_case_export(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Save the reports of a case by a mapping of the content."""
    try:
        mapping = request.POST.get("mapping", "")
        found = export_case(case_id=case_id, mapping_id=mapping, by=signed_in_actor(request), at=now())
    except NoSuchCaseError as missing:
        raise Http404 from missing
    except NotAllowedError as refused:
        raise PermissionDenied from refused
    except MappingError as refused:
        return _not_exported(request, case_id, refused)
    name = f"{found.reference}-{found.mapping.id}"
    if request.POST.get("form") == "json":
        return _file(found.as_json(), f"{name}.json", "application/json")
    return _file(found.as_csv(), f"{name}.csv", "text/csv; charset=utf-8")


def _not_exported(request: HttpRequest, case_id: UUID, refused: MappingError) -> HttpResponse:
    """Say that nothing left the service, and why."""
    there = reverse("staff_case", args=[case_id])
    why = (
        _("The list of columns names “%(field)s”. No report has that.") % {"field": refused.field}
        if isinstance(refused, UnknownFieldError)
        else _("There is no such list of columns.")
    )
    page = StaffMessagePage(
        heading=_("Nothing was saved"),
        paragraphs=(why, _("Tell those who look after the content of this service.")),
        next_text=_("Back to the case"),
        next_url=there,
        **staff_frame(request, back=there),
    )
    return show(request, page, status=CONFLICT)


def _file(content: bytes, name: str, media_type: str) -> HttpResponse:
    response = HttpResponse(content, content_type=media_type)
    response["Content-Disposition"] = content_disposition_header(True, name)
    response["Content-Security-Policy"] = "sandbox"
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _judge(request: HttpRequest, case_id: UUID) -> Wrong:
    said = request.POST.get("relevance", "")
    judged = Judged(
        relevance=Relevance(said) if said in set(Relevance) else Relevance.UNUSED,
        description=request.POST.get("description", ""),
        reason=request.POST.get("reason", ""),
    )
    place = _place(request.POST.get("place", ""))
    try:
        judge_material(
            case_id=case_id,
            place=place,
            judged=judged,
            by=signed_in_actor(request),
            at=now(),
        )
    except NotOnScheduleError:
        if place[0] is None:
            raise
        return {"": _("This is not in this case any more. Nothing was kept.")}
    except (CaseRuleError, CaseClosedError) as refused:
        return wrong_with(refused)
    return {}


def _place(text: str) -> Place:
    report, _parted, item = text.partition(PARTED)
    try:
        return (UUID(report) if report else None), item
    except ValueError as wrong:
        raise NotOnScheduleError from wrong


def _anchor(place: str) -> str:
    """Name a place so that an address can lead to it."""
    return "thing-" + "".join(letter if letter.isalnum() else "-" for letter in place)


def _show(request: HttpRequest, case_id: UUID, wrong: Wrong) -> HttpResponse:
    schedule = open_schedule(case_id=case_id, by=signed_in_actor(request), at=now())
    here = reverse("staff_case", args=[case_id])
    place = request.POST.get("place", "")
    # What stands for the whole of a form is no fault of a field: the case or the thing changed meanwhile.
    too_late = _typed(request) if "" in wrong else ()
    there = TYPED_HERE if too_late else f"#{_anchor(place)}"
    page = SchedulePage(
        heading=_("Disclosure schedule of case %(reference)s") % {"reference": schedule.reference},
        name=schedule.title,
        case_url=here,
        csv_url=reverse("staff_case_schedule_csv", args=[case_id]),
        summary=_summary(schedule),
        is_open=schedule.is_open,
        typed=too_late,
        relevances=tuple(ChoiceLine(value=each, label=relevance_words(each)) for each in Relevance),
        rows=tuple(_row(thing, request, {} if too_late else wrong) for thing in schedule.things),
        errors=tuple(FieldError(text=text, href=there) for text in wrong.values()),
        **staff_frame(request, back=here),
    )
    return show(request, page, status=CONFLICT if "" in wrong else 422 if wrong else 200)


def _typed(request: HttpRequest) -> tuple[AnswerLine, ...]:
    labels = {"description": _("Description"), "reason": _("Why, where it is sensitive")}
    return typed_words(request, labels)


def _summary(schedule: Schedule) -> str:
    said = sum(thing.judged is not None for thing in schedule.things)
    words = ngettext(
        "%(said)s of %(num)s thing is sorted.", "%(said)s of %(num)s things are sorted.", len(schedule.things)
    )
    return words % {"said": said, "num": len(schedule.things)}


def _row(thing: Thing, request: HttpRequest, wrong: Wrong) -> ThingRow:
    place = f"{thing.report_id or ''}{PARTED}{thing.item}"
    typed = request.POST if wrong and request.POST.get("place") == place else {}
    judged = thing.judged
    held = (judged.relevance, judged.description, judged.reason) if judged else ("", _what(thing), "")
    return ThingRow(
        place=place,
        reference=thing.reference,
        what=_what(thing),
        relevance=relevance_words(judged.relevance) if judged else "",
        chosen=typed.get("relevance", held[0]),
        description=typed.get("description", held[1]),
        reason=typed.get("reason", held[2]),
        judged_by=thing.judged_by,
        error=" ".join(wrong.values()) if typed else "",
        anchor=_anchor(place),
    )


def _what(thing: Thing) -> str:
    """Say what a thing is, by what was never sealed."""
    told = {"number": thing.number, "when": moment(thing.at), "who": thing.who, "kind": ""}
    if thing.what == EXHIBIT:
        told["kind"] = kind_words(thing.media_type)
    elif thing.what == STATEMENT:
        told["kind"] = statement_words(StatementKind(thing.kind))
    elif thing.what in {REQUEST, ANSWER}:
        told["kind"] = title_words(thing.kind)
    words = {
        ANSWERS: _("Report as sent, %(when)s"),
        ADDITION: _("Addition %(number)s, %(when)s"),
        MESSAGE: _("Message %(number)s, from %(who)s, %(when)s")
        if thing.who
        else _("Message %(number)s, %(when)s"),
        EXHIBIT: _("Exhibit %(number)s: %(kind)s, %(when)s"),
        STATEMENT: _("Statement %(number)s: %(kind)s, signed %(when)s"),
        REQUEST: _("Request %(number)s to another body: %(kind)s, by %(who)s, %(when)s"),
        ANSWER: _("Answer %(number)s of another body: %(kind)s, noted by %(who)s, %(when)s"),
        NOTE: _("Line %(number)s of the case's log, by %(who)s, %(when)s"),
    }
    return words[thing.what] % told
