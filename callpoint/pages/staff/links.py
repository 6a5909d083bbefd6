"""The page of what links a report: it is shown, and people judge links and rule on values there; each can be undone."""

from collections.abc import Callable
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from callpoint.actions.judging import (
    JudgingError,
    NoReasonError,
    NoSuchJudgementError,
    ReasonTooLongError,
    judge,
    rule_value,
    undo_judgement,
    undo_ruling,
)
from callpoint.actions.reading import open_report
from callpoint.clock import now
from callpoint.pages.access import opens_to
from callpoint.pages.page import show
from callpoint.pages.staff.desk_view import on_to_next
from callpoint.pages.staff.frame import signed_in_actor, staff_frame
from callpoint.pages.staff.keyed import link_reasons, reason_in
from callpoint.pages.staff.links_view import NOTHING_REFUSED, Field, Refused, links_page
from callpoint.records.opened import NoSuchReportError
from callpoint.rules.access import Deed, NotAllowedError
from callpoint.rules.standing import RulingVerdict, Verdict

JUDGE_AND_NEXT = "judge-next"


@opens_to(Deed.OPEN_REPORT)
@require_http_methods(["GET", "POST"])
def staff_links(request: HttpRequest, report_id: UUID) -> HttpResponse:
    """Show what links a report; keep what a person says of it."""
    try:
        if request.method != "POST":
            return _show(request, report_id, NOTHING_REFUSED)
        deed = DEEDS.get(request.POST.get("do", ""))
        if deed is None:
            return _show(request, report_id, NOTHING_REFUSED)
        refused = deed(request, report_id)
    except (NoSuchReportError, NoSuchJudgementError) as missing:
        raise Http404 from missing
    except NotAllowedError as not_allowed:
        raise PermissionDenied from not_allowed
    if refused:
        return _show(request, report_id, refused)
    is_done = request.POST.get("do") == JUDGE_AND_NEXT
    return on_to_next(request, report_id) if is_done else redirect("staff_links", report_id)


def _show(request: HttpRequest, report_id: UUID, refused: Refused) -> HttpResponse:
    by = signed_in_actor(request)
    report = open_report(report_id=report_id, by=by, at=now())
    frame = staff_frame(request, back=reverse("staff_report", args=[report_id]))
    page = links_page(report, by, frame=frame, refused=refused)
    return show(request, page, status=422 if page.errors else 200)


def _judge(request: HttpRequest, report_id: UUID) -> Refused | None:
    other, said = request.POST.get("about", ""), request.POST.get("verdict", "")
    if said not in set(Verdict):
        return _refused(request, _("Choose whether they belong together."), Field.VERDICT)
    try:
        judge(
            report_id=report_id,
            other_id=_id_of(other),
            verdict=Verdict(said),
            reason=reason_in(request.POST, link_reasons()),
            by=signed_in_actor(request),
            at=now(),
        )
    except NoSuchJudgementError:
        raise
    except JudgingError as wrong:
        return _refused(request, _advice(wrong))
    return None


def _undo(request: HttpRequest, report_id: UUID) -> Refused | None:
    undo_judgement(
        report_id=report_id,
        judgement_id=_id_of(request.POST.get("about", "")),
        by=signed_in_actor(request),
        at=now(),
    )
    return None


def _rule(request: HttpRequest, report_id: UUID) -> Refused | None:
    verdict = RulingVerdict.LINKS if request.POST.get("verdict") == "links" else RulingVerdict.LINKS_NOT
    try:
        rule_value(
            report_id=report_id,
            sighting_id=_id_of(request.POST.get("about", "")),
            verdict=verdict,
            reason=request.POST.get("reason", ""),
            by=signed_in_actor(request),
            at=now(),
        )
    except NoSuchJudgementError:
        raise
    except JudgingError as wrong:
        return _refused(request, _advice(wrong), Field.RULING)
    return None


def _unrule(request: HttpRequest, report_id: UUID) -> Refused | None:
    undo_ruling(
        report_id=report_id,
        sighting_id=_id_of(request.POST.get("about", "")),
        by=signed_in_actor(request),
        at=now(),
    )
    return None


DEEDS: dict[str, Callable[[HttpRequest, UUID], Refused | None]] = {
    "judge": _judge,
    JUDGE_AND_NEXT: _judge,
    "undo": _undo,
    "rule": _rule,
    "unrule": _unrule,
}


def _refused(request: HttpRequest, error: str, field: Field = Field.REASON) -> Refused:
    return Refused(
        about=request.POST.get("about", ""),
        verdict=request.POST.get("verdict", ""),
        ready=request.POST.get("ready", ""),
        reason=request.POST.get("reason", ""),
        error=error,
        field=field,
    )


def _advice(wrong: JudgingError) -> str:
    """Say what to do about what could not be taken."""
    match wrong:
        case NoReasonError():
            return _("Say why, in a few words. Others will read it.")
        case ReasonTooLongError():
            return ngettext(
                "Make the reason %(over)s letter shorter.",
                "Make the reason %(over)s letters shorter.",
                wrong.over,
            ) % {"over": wrong.over}
        case _:
            return _("This cannot be said of it. Look at the page again.")


def _id_of(text: str) -> UUID:
    """Read an id that our own form sent; anything else names nothing there is."""
    try:
        return UUID(text)
    except ValueError as unread:
        raise NoSuchJudgementError from unread
