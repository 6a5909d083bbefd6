"""Handing a case over: what the next person must know, the offer, the answer, and the pack for another force."""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from itertools import chain
from typing import Final
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from callpoint.actions.acting import Actor
from callpoint.actions.case_basis import CaseError, NoSuchCaseError, workers_on
from callpoint.actions.case_handing_over import (
    NotForYouError,
    accept_case,
    offer_case,
    offer_case_to_force,
    refuse_case,
)
from callpoint.actions.case_packing import NoSuchPackError, hand_out_pack
from callpoint.actions.cases_shown import Offer, OpenedCase, read_case
from callpoint.clock import now
from callpoint.formats.pdf import PaperNotMadeError
from callpoint.pages.access import opens_to
from callpoint.pages.page import Link, show
from callpoint.pages.shown import ChoiceLine
from callpoint.pages.staff.case_pages import AskRow, CaseHandOverPage, DueRow, Field, OfferRow
from callpoint.pages.staff.case_paper import pack_pdf
from callpoint.pages.staff.case_view import errors_of, report_rows, time_rows, urls_of
from callpoint.pages.staff.case_words import Wrong, wrong_with
from callpoint.pages.staff.clocks_view import promise_words
from callpoint.pages.staff.frame import signed_in_actor, staff_frame
from callpoint.records.queries.case_times import DuePromise, due_promises, open_asks
from callpoint.rules.access import Deed, NotAllowedError, may
from callpoint.rules.cases import DUE_SOON, CaseRuleError, CaseState, HandOverKind

log = logging.getLogger(__name__)
SHIFTS: Final = (12, 24, 72, 168)
"""Hours back for which changes are shown; the second is what a person sees first."""
USUAL: Final = 24


@opens_to(Deed.WORK_ON_CASE)
@require_http_methods(["GET", "POST"])
def staff_case_hand_over(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Show what the next person must know; offer the case, accept or refuse it."""
    try:
        if request.method != "POST":
            return _show(request, case_id, {})
        wrong = _done(request, case_id)
        if wrong:
            return _show(request, case_id, wrong)
    except NoSuchCaseError as missing:
        raise Http404 from missing
    except (NotAllowedError, NotForYouError) as refused:
        raise PermissionDenied from refused
    return redirect("staff_case_hand_over", case_id)


@opens_to(Deed.DISCLOSE)
@require_POST
def staff_case_pack(request: HttpRequest, case_id: UUID, offer_id: UUID) -> HttpResponseBase:
    """Stream the pack of a case as it now stands."""
    try:
        opened = hand_out_pack(
            case_id=case_id, offer_id=offer_id, paper=pack_pdf, by=signed_in_actor(request), at=now()
        )
        first = next(opened.pieces)
    except (NoSuchCaseError, NoSuchPackError) as missing:
        raise Http404 from missing
    except NotAllowedError as refused:
        raise PermissionDenied from refused
    except PaperNotMadeError as error:
        log.exception("A paper was not made: status %s", error.status)
        return _show(request, case_id, {"": _("The paper in it could not be made. Try again.")})
    response = StreamingHttpResponse(chain([first], opened.pieces), content_type="application/octet-stream")
    response["Content-Encoding"] = "identity"
    response["Content-Disposition"] = content_disposition_header(True, opened.name)
    response["Content-Security-Policy"] = "sandbox"
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _done(request: HttpRequest, case_id: UUID) -> Wrong:
    deed = _DEEDS.get(request.POST.get("do", ""))
    if deed is None:
        return {}
    try:
        deed(request, case_id)
    except (NoSuchCaseError, NotForYouError):
        raise
    except (CaseRuleError, CaseError) as refused:
        return {name: text for name, text in wrong_with(refused).items() if name != "task-who"}
    return {}


def _offer_to_colleague(request: HttpRequest, case_id: UUID) -> None:
    to, note = request.POST.get("to", ""), request.POST.get("note", "")
    colleague = int(to) if to.isdecimal() else 0
    offer_case(case_id=case_id, to=colleague, note=note, by=signed_in_actor(request), at=now())


def _offer_to_force(request: HttpRequest, case_id: UUID) -> None:
    body, purpose = request.POST.get("body", ""), request.POST.get("purpose", "")
    offer_case_to_force(case_id=case_id, body=body, purpose=purpose, by=signed_in_actor(request), at=now())


def _accept(request: HttpRequest, case_id: UUID) -> None:
    answer = request.POST.get("answer", "")
    accept_case(case_id=case_id, answer=answer, by=signed_in_actor(request), at=now())


def _refuse(request: HttpRequest, case_id: UUID) -> None:
    answer = request.POST.get("answer", "")
    refuse_case(case_id=case_id, answer=answer, by=signed_in_actor(request), at=now())


_DEEDS: dict[str, Callable[[HttpRequest, UUID], None]] = {
    "offer": _offer_to_colleague,
    "offer-force": _offer_to_force,
    "accept": _accept,
    "refuse": _refuse,
}


def _show(request: HttpRequest, case_id: UUID, wrong: Wrong) -> HttpResponse:
    by, at = signed_in_actor(request), now()
    case = read_case(case_id=case_id, by=by, at=at)
    page = _page(request, case, by, wrong=wrong, at=at)
    return show(request, page, status=422 if wrong else 200)


def _page(
    request: HttpRequest, case: OpenedCase, by: Actor, *, wrong: Wrong, at: datetime
) -> CaseHandOverPage:
    hours = _hours(request)
    waiting = next((each for each in case.offers if each.answered_at is None), None)
    is_open, is_force = case.state is CaseState.OPEN, waiting is not None and waiting.to_id is None
    may_disclose = may(by.badge, Deed.DISCLOSE, unit=case.unit)

    def field(name: str) -> Field:
        return Field(value=request.POST.get(name, "") if wrong else "", error=wrong.get(name, ""))

    return CaseHandOverPage(
        heading=_("Hand over case %(reference)s") % {"reference": case.reference},
        name=case.title,
        case_url=reverse("staff_case", args=[case.id]),
        officer=case.officer,
        is_open=is_open,
        views=_views(case, hours),
        since_words=_since_words(hours),
        changes=time_rows((line for line in case.timeline if line.at >= at - timedelta(hours=hours)), case),
        due=_due(case, at=at),
        asks=_asks(case),
        promises=report_rows(case, at=at),
        waiting=_offer(waiting) if waiting else None,
        is_force=is_force,
        may_accept=waiting is not None and (is_force or str(waiting.to_id) == by.id),
        may_refuse=waiting is not None and (is_force or by.id in {str(waiting.to_id), str(waiting.by_id)}),
        pack_url=reverse("staff_case_pack", args=[case.id, waiting.id])
        if waiting and is_force and may_disclose
        else "",
        offers=tuple(_offer(each) for each in case.offers if each.answered_at is not None),
        colleagues=tuple(
            ChoiceLine(
                value=str(each.pk),
                label=each.display_name,
                chosen=str(each.pk) == request.POST.get("to", ""),
            )
            for each in workers_on(case.unit)
            if each.pk != case.officer_id
        ),
        may_offer_force=may_disclose,
        to=field("to"),
        note=field("note"),
        body=field("body"),
        purpose=field("purpose"),
        answer=field("answer"),
        errors=errors_of(wrong),
        **staff_frame(request, back=reverse("staff_case", args=[case.id])),
    )


def _hours(request: HttpRequest) -> int:
    said = request.GET.get("hours", "")
    return int(said) if said in {str(hours) for hours in SHIFTS} else USUAL


def _views(case: OpenedCase, hours: int) -> tuple[Link, ...]:
    here = reverse("staff_case_hand_over", args=[case.id])
    return tuple(
        Link(
            text=ngettext("%(num)s hour", "%(num)s hours", each) % {"num": each}
            if each < 48
            else ngettext("%(num)s day", "%(num)s days", each // 24) % {"num": each // 24},
            url=f"{here}?hours={each}#changes",
            current=each == hours,
        )
        for each in SHIFTS
    )


def _since_words(hours: int) -> str:
    if hours < 48:
        return ngettext("Changes in the last %(num)s hour", "Changes in the last %(num)s hours", hours) % {
            "num": hours
        }
    days = hours // 24
    return ngettext("Changes in the last %(num)s day", "Changes in the last %(num)s days", days) % {
        "num": days
    }


def _due(case: OpenedCase, *, at: datetime) -> tuple[DueRow, ...]:
    """Give what is late or falls due soon: promises, tasks, the review."""
    until, urls = at + DUE_SOON, urls_of(case)
    rows = [_promise(each, urls[each.report_id], at=at) for each in due_promises(list(urls), until=until)]
    rows += [
        DueRow(at=None, on=each.due_on, what=each.words, reference="", url="", is_late=each.is_late)
        for each in case.tasks
        if each.done_at is None and each.due_on <= until.date()
    ]
    if case.review_on and case.review_on <= until.date():
        rows.append(
            DueRow(
                at=None,
                on=case.review_on,
                what=_("Review of the case"),
                reference="",
                url="",
                is_late=case.review_on < at.date(),
            )
        )
    return tuple(sorted(rows, key=lambda row: row.on or (row.at or at).date()))


def _promise(each: DuePromise, link: Link, *, at: datetime) -> DueRow:
    return DueRow(
        at=each.due_at,
        on=None,
        what=promise_words(each.promise),
        reference=link.text,
        url=link.url,
        is_late=each.due_at < at,
    )


def _asks(case: OpenedCase) -> tuple[AskRow, ...]:
    urls = urls_of(case)
    return tuple(
        AskRow(
            reference=urls[each.report_id].text,
            url=urls[each.report_id].url,
            asked_at=each.asked_at,
            due_at=each.due_at,
        )
        for each in open_asks([each.report_id for each in case.reports])
    )


def _offer(one: Offer) -> OfferRow:
    answered = {
        (HandOverKind.COLLEAGUE, True): _("Accepted."),
        (HandOverKind.COLLEAGUE, False): _("Not accepted."),
        (HandOverKind.FORCE, True): _("Accepted there, as entered by"),
        (HandOverKind.FORCE, False): _("Not accepted there, as entered by"),
    }
    return OfferRow(
        to=one.to,
        note=one.note,
        by=one.by,
        at=one.at,
        answer_words=answered[one.kind, one.is_accepted] if one.answered_at else "",
        answer=one.answer,
        answered_by=one.answered_by,
        answered_at=one.answered_at,
    )
