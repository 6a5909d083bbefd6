"""Beginning a case from a report or a series, or putting a report into a case that is there."""

import secrets
from dataclasses import dataclass
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from callpoint.actions.admitting import shut_to
from callpoint.actions.case_basis import MOST_REPORTS, CaseError, NoSuchCaseError
from callpoint.actions.cases import NewCase, add_to_case, begin_case
from callpoint.actions.cases_listed import cases_to_choose
from callpoint.clock import now
from callpoint.pages.access import opens_to
from callpoint.pages.page import show
from callpoint.pages.shown import ChoiceLine
from callpoint.pages.staff.case_pages import CaseNewPage, Field
from callpoint.pages.staff.case_view import errors_of
from callpoint.pages.staff.case_words import Wrong, wrong_with
from callpoint.pages.staff.frame import signed_in_actor, staff_frame
from callpoint.records.opened import NoSuchReportError
from callpoint.records.queries.cases import reports_of_series
from callpoint.records.queries.colleagues import reference_of
from callpoint.rules.access import Deed, NotAllowedError
from callpoint.rules.cases import CaseRuleError


@dataclass(frozen=True, kw_only=True)
class Meant:
    """What a case is to begin with."""

    lead: str
    reports: tuple[UUID, ...]
    report_id: UUID | None
    """The one report; None for a series."""
    series_id: UUID | None
    back: str


@opens_to(Deed.WORK_ON_CASE)
@require_http_methods(["GET", "POST"])
def staff_case_new(request: HttpRequest) -> HttpResponse:
    """Choose an open case for a report, or begin one."""
    try:
        meant = _meant(request)
        if request.method != "POST":
            return _show(request, meant, {})
        return _take(request, meant)
    except (NoSuchReportError, NoSuchCaseError) as missing:
        raise Http404 from missing
    except NotAllowedError as refused:
        raise PermissionDenied from refused


def _meant(request: HttpRequest) -> Meant:
    """Read of which report or series the case is to be; nothing else begins one."""
    said, by = request.POST if request.method == "POST" else request.GET, signed_in_actor(request)
    report, series = _id(said.get("report", "")), _id(said.get("series", ""))
    if report is not None:
        reference = reference_of(report, badge=by.badge)
        if not reference:
            raise NotAllowedError(by.badge.role, Deed.OPEN_REPORT)
        lead = _("This is about report %(reference)s.") % {"reference": reference}
        return Meant(
            lead=lead,
            reports=(report,),
            report_id=report,
            series_id=None,
            back=reverse("staff_report", args=[report]),
        )
    found = reports_of_series(series, but=shut_to(by, at=now())) if series else ()
    if series is None or not found:
        raise NoSuchReportError
    return Meant(
        lead=_of_series(len(found)),
        reports=found[:MOST_REPORTS],
        report_id=None,
        series_id=series,
        back=reverse("staff_series", args=[series]),
    )


def _of_series(number: int) -> str:
    if number > MOST_REPORTS:
        words = _("The series has %(num)s reports. The newest %(most)s of them come into the case.")
        return words % {"num": number, "most": MOST_REPORTS}
    return ngettext(
        "This is about the %(num)s report of the series.",
        "This is about the %(num)s reports of the series. Those of other units stay out.",
        number,
    ) % {"num": number}


def _id(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _take(request: HttpRequest, meant: Meant) -> HttpResponse:
    try:
        case_id = _put_in(request, meant) if request.POST.get("do") == "put-in" else _begun(request, meant)
    except NoSuchCaseError:
        return _show(request, meant, {"case": _("Choose a case.")})
    except (CaseRuleError, CaseError) as refused:
        return _show(request, meant, wrong_with(refused))
    return redirect("staff_case", case_id)


def _put_in(request: HttpRequest, meant: Meant) -> UUID:
    case_id = _id(request.POST.get("case", ""))
    if case_id is None or meant.report_id is None:
        raise NoSuchCaseError
    add_to_case(case_id=case_id, report_id=meant.report_id, by=signed_in_actor(request), at=now())
    return case_id


def _begun(request: HttpRequest, meant: Meant) -> UUID:
    new = NewCase(
        title=request.POST.get("title", ""),
        aim=request.POST.get("aim", ""),
        reports=meant.reports,
        send_key=request.POST.get("send_key", ""),
    )
    return begin_case(new=new, by=signed_in_actor(request), at=now())


def _show(request: HttpRequest, meant: Meant, wrong: Wrong) -> HttpResponse:
    by, typed = signed_in_actor(request), request.POST
    lines = cases_to_choose(by=by, at=now()) if meant.report_id else ()
    page = CaseNewPage(
        heading=_("Put into a case"),
        lead=meant.lead,
        report=str(meant.report_id or ""),
        series=str(meant.series_id or ""),
        choices=tuple(
            ChoiceLine(
                value=str(line.id),
                label=f"{line.reference}: {line.title}",
                chosen=str(line.id) == typed.get("case", ""),
            )
            for line in lines
        ),
        choice=Field(value=typed.get("case", ""), error=wrong.get("case", "")),
        case_title=Field(value=typed.get("title", ""), error=wrong.get("title", "")),
        aim=Field(value=typed.get("aim", ""), error=wrong.get("aim", "")),
        send_key=typed.get("send_key", "") or secrets.token_hex(16),
        errors=errors_of(wrong),
        **staff_frame(request, back=meant.back),
    )
    return show(request, page, status=422 if wrong else 200)
