"""Suspected abuse: reports that look odd together, put below others or back by a person."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from callpoint.actions.abuse import NothingChosenError, lower_reports, put_reports_back
from callpoint.actions.acting import Actor
from callpoint.actions.admitting import shut_to
from callpoint.clock import now
from callpoint.pages.access import opens_to
from callpoint.pages.page import FieldError, show
from callpoint.pages.staff.abuse_pages import AbusePage, BlockRow, SuspectGroup, SuspectRow
from callpoint.pages.staff.closing import reason_words
from callpoint.pages.staff.frame import signed_in_actor, staff_frame
from callpoint.pages.staff.people_view import unit_words
from callpoint.pages.trend_words import kind_words
from callpoint.records.opened import NoSuchReportError
from callpoint.records.queries.abuse import (
    MOST_GROUPS,
    SuspectLine,
    all_suspected,
    blocks_open,
    suspect_lines,
)
from callpoint.rules.abuse import Sign, Suspected
from callpoint.rules.access import Deed, NotAllowedError, may
from callpoint.rules.closing_reasons import ReasonNotTakenError

LISTED: Final = 10
"""Reports of a group that are listed; all of it is put below others, or back."""


@opens_to(Deed.SEE_ABUSE)
@require_http_methods(["GET", "POST"])
def staff_abuse(request: HttpRequest) -> HttpResponse:
    """List what looks odd together; put a group below others, or back."""
    if request.method != "POST":
        return _show(request)
    deeds: dict[str, Callable[[HttpRequest, list[UUID]], int]] = {"lower": _lower, "put-back": _put_back}
    deed = deeds.get(said := request.POST.get("do", ""))
    if deed is None:
        raise Http404
    try:
        done = deed(request, [UUID(each) for each in request.POST.getlist("report")])
    except ReasonNotTakenError as refused:
        return _show(request, error=reason_words(refused))
    except (NoSuchReportError, NothingChosenError, ValueError) as missing:
        raise Http404 from missing
    except NotAllowedError as refused:
        raise PermissionDenied from refused
    return redirect(f"{reverse('staff_abuse')}?did={said}&number={done}")


def _lower(request: HttpRequest, reports: list[UUID]) -> int:
    said = request.POST.get("sign", "")
    if said not in set(Sign):
        raise NothingChosenError
    reason = request.POST.get("reason", "")
    return lower_reports(
        reports=_open_ones(request, reports),
        sign=Sign(said),
        reason=reason,
        by=signed_in_actor(request),
        at=now(),
    )


def _put_back(request: HttpRequest, reports: list[UUID]) -> int:
    return put_reports_back(reports=_open_ones(request, reports), by=signed_in_actor(request), at=now())


def _open_ones(request: HttpRequest, reports: list[UUID]) -> list[UUID]:
    """Leave out what this person may not lower or is shut to them: one such report keeps nobody from the others."""
    by, at = signed_in_actor(request), now()
    return [line.id for line in _within_reach(reports, by, at=at)]


def _within_reach(reports: Collection[UUID], by: Actor, *, at: datetime) -> tuple[SuspectLine, ...]:
    """Give the lines of those of these reports that this person may put below others."""
    shut = shut_to(by, at=at)
    lines = suspect_lines([each for each in reports if each not in shut])
    return tuple(line for line in lines if may(by.badge, Deed.LOWER_REPORTS, unit=line.unit))


def _show(request: HttpRequest, *, error: str = "") -> HttpResponse:
    at, by = now(), signed_in_actor(request)
    typed = _typed(request, error)
    shown = ((found, _within_reach(found.reports, by, at=at)) for found in all_suspected(at=at))
    groups = tuple(
        _group(number, found, lines, typed=typed)
        for number, (found, lines) in enumerate(((one, lines) for one, lines in shown if lines), start=1)
    )
    wrong = next((f"#reason-{group.number}" for group in groups if group.error), "#reason-1")
    page = AbusePage(
        heading=_("Suspected abuse"),
        groups=groups,
        blocks=_blocks(by, at=at),
        most=MOST_GROUPS,
        done=_done(request),
        errors=(FieldError(text=error, href=wrong),) if error else (),
        **staff_frame(request, back=reverse("staff_queue")),
    )
    return show(request, page, status=422 if error else 200)


def _done(request: HttpRequest) -> str:
    number = request.GET.get("number", "")
    count = int(number) if number.isdecimal() and len(number) < len("10000") else 0
    words = {
        "lower": ngettext(
            "%(num)s report now stands below others.", "%(num)s reports now stand below others.", count
        ),
        "put-back": ngettext("%(num)s report was put back.", "%(num)s reports were put back.", count),
    }.get(request.GET.get("did", ""), "")
    return words % {"num": count} if words else ""


@dataclass(frozen=True, kw_only=True)
class Typed:
    """What was typed about a group that could not be put below others, and what is wrong with it."""

    sign: str = ""
    reports: frozenset[str] = frozenset()
    reason: str = ""
    error: str = ""

    def is_about(self, found: Suspected) -> bool:
        """Say whether it was typed about this group, which may have grown since."""
        return self.sign == found.sign and any(str(each) in self.reports for each in found.reports)


def _typed(request: HttpRequest, error: str) -> Typed:
    if not error:
        return Typed()
    return Typed(
        sign=request.POST.get("sign", ""),
        reports=frozenset(request.POST.getlist("report")),
        reason=request.POST.get("reason", ""),
        error=error,
    )


def _group(number: int, found: Suspected, lines: Sequence[SuspectLine], *, typed: Typed) -> SuspectGroup:
    """Make a group; what is out of reach of whoever looks is counted, and not listed."""
    is_meant = typed.is_about(found)
    return SuspectGroup(
        number=number,
        sign=found.sign,
        words=_sign_words(found),
        caution=_caution(found.sign),
        first_at=found.first_at,
        last_at=found.last_at,
        total=len(found.reports),
        rows=tuple(_row(line) for line in lines[:LISTED]),
        ids=tuple(str(line.id) for line in lines),
        low=sum(line.is_low for line in lines),
        may_lower=any(not line.is_low and not line.needs_person_now for line in lines),
        reason=typed.reason if is_meant else "",
        error=typed.error if is_meant else "",
    )


def _sign_words(found: Suspected) -> str:
    number = len(found.reports)
    words = {
        Sign.SAME_CONTACT: ngettext(
            "%(num)s report with the same phone or email of its reporter",
            "%(num)s reports with the same phone or email of their reporters",
            number,
        ),
        Sign.SAME_TEXT: ngettext(
            "%(num)s report in the very same words", "%(num)s reports in the very same words", number
        ),
        Sign.ONE_TARGET: ngettext(
            "%(num)s report against the same suspect", "%(num)s reports against the same suspect", number
        ),
    }
    return words[found.sign] % {"num": number}


def _caution(sign: Sign) -> str:
    return {
        Sign.SAME_CONTACT: _("One person may report for many, such as a firm or a helper."),
        Sign.SAME_TEXT: _("People who were sent the same message may paste it."),
        Sign.ONE_TARGET: _("Many victims of one offender look just like this. Read some first."),
    }[sign]


def _row(line: SuspectLine) -> SuspectRow:
    return SuspectRow(
        id=str(line.id),
        url=reverse("staff_report", args=[line.id]),
        block_url=reverse("staff_block", args=[line.id]),
        reference=line.reference,
        kind=kind_words(line.kind),
        unit=unit_words(line.unit),
        sent_at=line.sent_at,
        is_low=line.is_low,
        stays=line.needs_person_now,
    )


def _blocks(by: Actor, *, at: datetime) -> tuple[BlockRow, ...]:
    return tuple(
        BlockRow(
            url=reverse("staff_block", args=[each.report_id]),
            reference=each.reference,
            proposed_by=each.proposed_by,
            proposed_at=each.proposed_at,
            until=each.until,
            disagreed_at=each.disagreed_at,
            is_over=each.is_over,
        )
        for each in blocks_open(at=at)
        if may(by.badge, Deed.PROPOSE_BLOCK, unit=each.unit)
    )
