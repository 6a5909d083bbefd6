"""Recording a report: a crime, information, or no crime, with the code and the reasons."""

from dataclasses import dataclass, field
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from callpoint.actions.reading import OpenedReport, open_report
from callpoint.actions.recording import NotRecordedHereError, record
from callpoint.clock import now
from callpoint.pages.access import opens_to
from callpoint.pages.filters import translated
from callpoint.pages.page import FieldError, show
from callpoint.pages.staff.desk_view import on_to_next
from callpoint.pages.staff.frame import signed_in_actor, staff_frame
from callpoint.pages.staff.keyed import reason_in, reason_lines, recording_reasons
from callpoint.pages.staff.recording_pages import RecordPage
from callpoint.pages.staff.recording_view import code_lines, recording_part, way_lines
from callpoint.records.knowledge import knowledge
from callpoint.records.opened import NoSuchReportError
from callpoint.rules.access import Deed, NotAllowedError
from callpoint.rules.recording_codes import (
    TEXT_LIMIT,
    Decision,
    NoCodeError,
    NoReasonError,
    NotACodeError,
    NothingToldError,
    RecordedAs,
    RecordingError,
    TooManyLettersError,
)

RECORD_AND_NEXT = "record-next"
FIND = "find"
"""What the button does that only looks for codes."""
PLACES = {
    "as": "#as",
    "code": "#code",
    "typed_code": "#typed-code",
    "reason": "#ready",
    "told": "#told",
}
"""The field of an error to its place on the page."""
NUMBER_NEXT = "#crime-number"


@dataclass(frozen=True, kw_only=True)
class Typed:
    """What stands in the form, with what is wrong by field."""

    recorded_as: str = ""
    code: str = ""
    typed_code: str = ""
    ready: str = ""
    reason: str = ""
    told: str = ""
    looked_for: str = ""
    wrong: dict[str, str] = field(default_factory=dict)


@opens_to(Deed.RECORD)
@require_http_methods(["GET", "POST"])
def staff_record(request: HttpRequest, report_id: UUID) -> HttpResponse:
    """Show the form with what was decided before; look for codes; record the report."""
    try:
        if request.method != "POST":
            return _show(request, report_id, Typed())
        if request.POST.get("do") == FIND:
            return _show(request, report_id, _typed(request, {}))
        return _record(request, report_id)
    except NoSuchReportError as missing:
        raise Http404 from missing
    except (NotAllowedError, NotRecordedHereError) as refused:
        raise PermissionDenied from refused


def _record(request: HttpRequest, report_id: UUID) -> HttpResponse:
    typed = _typed(request, {})
    if typed.recorded_as not in set(RecordedAs):
        return _show(request, report_id, _typed(request, {"as": _("Choose one.")}))
    decision = Decision(
        recorded_as=RecordedAs(typed.recorded_as),
        code=typed.typed_code.strip() or typed.code,
        reason=reason_in(request.POST, recording_reasons()),
        told=typed.told,
    )
    try:
        record(report_id=report_id, decision=decision, by=signed_in_actor(request), at=now())
    except NotRecordedHereError:
        raise
    except RecordingError as refused:
        return _show(request, report_id, _typed(request, _in_words(refused)))
    if request.POST.get("do") == RECORD_AND_NEXT:
        return on_to_next(request, report_id)
    ending = NUMBER_NEXT if decision.recorded_as is RecordedAs.CRIME else ""
    return redirect(reverse("staff_report", args=[report_id]) + ending)


def _in_words(refused: RecordingError) -> dict[str, str]:
    """Say what to do, by field."""
    if isinstance(refused, TooManyLettersError):
        words = ngettext(
            "Make it %(over)s letter shorter.", "Make it %(over)s letters shorter.", refused.over
        ) % {"over": refused.over}
        return {refused.field: words}
    return {
        NoCodeError: {"code": _("Choose a code, or type the code that holds now.")},
        NotACodeError: {"typed_code": _("Type the code only: at most 20 letters and numbers.")},
        NoReasonError: {"reason": _("Say why. A court or another officer may ask.")},
        NothingToldError: {"told": _("Tell the reporter why, in plain words.")},
    }[type(refused)]


def _typed(request: HttpRequest, wrong: dict[str, str]) -> Typed:
    told = request.POST
    return Typed(
        recorded_as=told.get("as", ""),
        code=told.get("rule", ""),
        typed_code=told.get("typed_code", ""),
        ready=told.get("ready", ""),
        reason=told.get("reason", ""),
        told=told.get("told", ""),
        looked_for=told.get("looked_for", "")[:100],
        wrong=wrong,
    )


def _show(request: HttpRequest, report_id: UUID, typed: Typed) -> HttpResponse:
    by = signed_in_actor(request)
    report = open_report(report_id=report_id, by=by, at=now())
    codes = code_lines(report, looked_for=typed.looked_for, chosen=typed.code)
    wrong = typed.wrong
    page = RecordPage(
        heading=_("Record report %(reference)s") % {"reference": report.reference},
        part=recording_part(report, by),
        kind=_kind(report),
        ways=way_lines(typed.recorded_as),
        ways_error=wrong.get("as", ""),
        codes=codes,
        codes_error=wrong.get("code", ""),
        looked_for=typed.looked_for,
        found_none=bool(typed.looked_for) and len(codes) == len(code_lines(report, looked_for="", chosen="")),
        typed_code=typed.typed_code,
        typed_code_error=wrong.get("typed_code", ""),
        ready=reason_lines(recording_reasons(), typed.ready),
        reason=typed.reason,
        reason_error=wrong.get("reason", ""),
        told=typed.told,
        told_error=wrong.get("told", ""),
        limit=TEXT_LIMIT,
        report_url=reverse("staff_report", args=[report_id]),
        errors=tuple(FieldError(text=text, href=_place(name, codes)) for name, text in wrong.items()),
        **staff_frame(request, back=reverse("staff_report", args=[report_id])),
    )
    return show(request, page, status=422 if wrong else 200)


def _place(name: str, codes: object) -> str:
    """Give the place of a field; without a code to choose from it is the one to type in."""
    return PLACES["typed_code"] if name == "code" and not codes else PLACES[name]


def _kind(report: OpenedReport) -> str:
    kinds = knowledge().content.kinds
    return translated(kinds[report.kind].label) if report.kind in kinds else _("Not known")
