"""Cases: the list, beginning one, and the page of one with all that is done on it."""

from collections.abc import Callable
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods

from callpoint.actions.case_basis import (
    CaseError,
    NoSuchCaseError,
    NoSuchTaskError,
    NotAColleagueError,
    NotInCaseError,
)
from callpoint.actions.case_log import (
    NewTask,
    add_task,
    decide_in_case,
    finish_task,
    give_task,
    put_task_back,
    review_case,
)
from callpoint.actions.cases import close_case, open_case_again, rename_case, take_out_of_case
from callpoint.actions.cases_listed import CaseLine, list_cases
from callpoint.actions.cases_shown import read_case
from callpoint.clock import now
from callpoint.pages.access import opens_to
from callpoint.pages.page import Link, show
from callpoint.pages.staff.case_pages import CaseRow, CasesPage
from callpoint.pages.staff.case_view import case_page
from callpoint.pages.staff.case_words import NotGivenError, Wrong, wrong_with
from callpoint.pages.staff.frame import signed_in_actor, staff_frame
from callpoint.pages.staff.people_view import unit_words
from callpoint.rules.access import Deed, NotAllowedError
from callpoint.rules.cases import CaseRuleError, CaseState

MISSING = (NoSuchCaseError, NoSuchTaskError, NotInCaseError)
"""What is not there, or not any more."""
OWN, CLOSED = "own", "closed"


@opens_to(Deed.WORK_ON_CASE)
@require_GET
def staff_cases(request: HttpRequest) -> HttpResponse:
    """List the cases: open ones by their review, one's own, closed ones."""
    by, which, said = signed_in_actor(request), request.GET.get("which", ""), request.GET.get("page", "1")
    found = list_cases(
        by=by,
        at=now(),
        state=CaseState.CLOSED if which == CLOSED else CaseState.OPEN,
        only_own=by.id if which == OWN else "",
        number=int(said) if said.isdecimal() else 1,
    )
    views = (("", _("Open")), (OWN, _("Mine")), (CLOSED, _("Closed")))
    page = CasesPage(
        heading=_("Cases"),
        views=tuple(Link(text=text, url=_list_url(name, 1), current=name == which) for name, text in views),
        rows=tuple(_row(line) for line in found.lines),
        is_closed=which == CLOSED,
        number=found.number,
        pages=found.pages,
        previous_url=_list_url(which, found.number - 1) if found.number > 1 else "",
        next_url=_list_url(which, found.number + 1) if found.number < found.pages else "",
        **staff_frame(request, back=reverse("staff_queue")),
    )
    return show(request, page)


def _list_url(which: str, number: int) -> str:
    told = (("which", which), ("page", str(number) if number > 1 else ""))
    query = "&".join(f"{name}={value}" for name, value in told if value)
    return reverse("staff_cases") + (f"?{query}" if query else "")


def _row(line: CaseLine) -> CaseRow:
    late = ngettext("%(num)s task late", "%(num)s tasks late", line.tasks_late) % {"num": line.tasks_late}
    marks = (
        (_("Offered to you"), line.is_offered_to_you),
        (_("Review due"), line.is_due),
        (late, line.tasks_late > 0),
    )
    return CaseRow(
        url=reverse("staff_case", args=[line.id]),
        reference=line.reference,
        title=_("Restricted") if line.is_shut else line.title,
        officer=line.officer or _("Nobody yet"),
        unit=unit_words(line.unit),
        reports=ngettext("%(num)s report", "%(num)s reports", line.reports) % {"num": line.reports},
        opened_at=line.opened_at,
        review_on=line.review_on,
        marks=tuple(words for words, holds in marks if holds),
    )


@opens_to(Deed.WORK_ON_CASE)
@require_http_methods(["GET", "POST"])
def staff_case(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Show a case; decide, review, give out tasks, take reports out, close it."""
    try:
        if request.method != "POST":
            return _show(request, case_id, {})
        wrong = _done(request, case_id)
        if wrong:
            return _show(request, case_id, wrong)
    except MISSING as missing:
        raise Http404 from missing
    except NotAllowedError as refused:
        raise PermissionDenied from refused
    return redirect("staff_case", case_id)


def _done(request: HttpRequest, case_id: UUID) -> Wrong:
    deed = DEEDS.get(request.POST.get("do", ""))
    if deed is None:
        return {}
    try:
        deed(request, case_id)
    except (CaseRuleError, CaseError) as refused:
        if isinstance(refused, MISSING):
            raise
        return _of_this_page(wrong_with(refused))
    return {}


def _of_this_page(wrong: Wrong) -> Wrong:
    """Leave out fields of other pages."""
    return {name: text for name, text in wrong.items() if name != "to"}


def _typed(request: HttpRequest, name: str) -> str:
    return request.POST.get(name, "")


def _id(request: HttpRequest, name: str) -> UUID:
    """Read an id that a form of ours holds; any other text is the id of nothing."""
    try:
        return UUID(_typed(request, name))
    except ValueError as wrong:
        raise Http404 from wrong


def _decide(request: HttpRequest, case_id: UUID) -> None:
    words, why = _typed(request, "decision"), _typed(request, "decision-why")
    decide_in_case(
        case_id=case_id,
        words=words,
        why=why,
        send_key=_typed(request, "send_key"),
        by=signed_in_actor(request),
        at=now(),
    )


def _review(request: HttpRequest, case_id: UUID) -> None:
    words, day = _typed(request, "review"), _typed(request, "next-review")
    review_case(
        case_id=case_id,
        words=words,
        next_on=day,
        send_key=_typed(request, "send_key"),
        by=signed_in_actor(request),
        at=now(),
    )


def _add_task(request: HttpRequest, case_id: UUID) -> None:
    who = _typed(request, "task-who")
    task = NewTask(
        words=_typed(request, "task"),
        assignee=int(who) if who.isdecimal() else 0,
        due_on=_typed(request, "task-due"),
        send_key=_typed(request, "send_key"),
    )
    add_task(case_id=case_id, task=task, by=signed_in_actor(request), at=now())


def _finish(request: HttpRequest, case_id: UUID) -> None:
    finish_task(case_id=case_id, task_id=_id(request, "task-id"), by=signed_in_actor(request), at=now())


def _give(request: HttpRequest, case_id: UUID) -> None:
    task_id, to = _id(request, "task-id"), _typed(request, "give-to")
    try:
        give_task(
            case_id=case_id,
            task_id=task_id,
            to=int(to) if to.isdecimal() else 0,
            by=signed_in_actor(request),
            at=now(),
        )
    except NotAColleagueError as refused:
        raise NotGivenError(task_id) from refused


def _put_back(request: HttpRequest, case_id: UUID) -> None:
    put_task_back(case_id=case_id, task_id=_id(request, "task-id"), by=signed_in_actor(request), at=now())


def _take_out(request: HttpRequest, case_id: UUID) -> None:
    take_out_of_case(
        case_id=case_id,
        report_id=_id(request, "out-report"),
        reason=_typed(request, "out-reason"),
        by=signed_in_actor(request),
        at=now(),
    )


def _rename(request: HttpRequest, case_id: UUID) -> None:
    title, aim = _typed(request, "title"), _typed(request, "aim")
    rename_case(case_id=case_id, title=title, aim=aim, by=signed_in_actor(request), at=now())


def _close(request: HttpRequest, case_id: UUID) -> None:
    reason = _typed(request, "close-reason")
    close_case(case_id=case_id, reason=reason, by=signed_in_actor(request), at=now())


def _open_again(request: HttpRequest, case_id: UUID) -> None:
    reason = _typed(request, "close-reason")
    open_case_again(case_id=case_id, reason=reason, by=signed_in_actor(request), at=now())


DEEDS: dict[str, Callable[[HttpRequest, UUID], None]] = {
    "decide": _decide,
    "review": _review,
    "add-task": _add_task,
    "give": _give,
    "finish": _finish,
    "put-back": _put_back,
    "take-out": _take_out,
    "rename": _rename,
    "close": _close,
    "open-again": _open_again,
}


def _show(request: HttpRequest, case_id: UUID, wrong: Wrong) -> HttpResponse:
    by, at = signed_in_actor(request), now()
    page = case_page(
        read_case(case_id=case_id, by=by, at=at),
        by,
        typed=request.POST.dict() if wrong else {},
        wrong=wrong,
        frame=staff_frame(request, back=reverse("staff_cases")),
        at=at,
    )
    return show(request, page, status=422 if wrong else 200)
