"""Restricting a report, and ending that: the form with who is named on it and who was let in since."""

from dataclasses import dataclass
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from callpoint.actions.acting import Actor
from callpoint.actions.reading import OpenedReport, open_report
from callpoint.actions.restricting import (
    AlreadyRestrictedError,
    NoSuchPersonError,
    NotRestrictedError,
    Terms,
    lift_restriction,
    restrict_report,
)
from callpoint.clock import now
from callpoint.pages.access import opens_to
from callpoint.pages.page import FieldError, show
from callpoint.pages.shown import ChoiceLine
from callpoint.pages.staff.closing import reason_words
from callpoint.pages.staff.door_pages import RestrictPage
from callpoint.pages.staff.doors_view import admission_view, why_words
from callpoint.pages.staff.frame import signed_in_actor, staff_frame
from callpoint.pages.staff.queue_choices import chosen_of
from callpoint.records.opened import NoSuchReportError
from callpoint.records.queries.doors import who_may_open, who_works_here
from callpoint.rules.access import Deed, NotAllowedError, may
from callpoint.rules.closing_reasons import ReasonNotTakenError
from callpoint.rules.restricting import Why


@dataclass(frozen=True, kw_only=True)
class Wrong:
    """What is wrong with the form; '' where nothing is."""

    why: str = ""
    people: str = ""
    reason: str = ""

    @property
    def errors(self) -> tuple[FieldError, ...]:
        """Give what is wrong, each with the place of its field."""
        wrong = ((self.why, "#why"), (self.people, "#kept-from"), (self.reason, "#reason"))
        return tuple(FieldError(text=text, href=href) for text, href in wrong if text)


NOTHING_WRONG = Wrong()


@opens_to(Deed.RESTRICT)
@require_http_methods(["GET", "POST"])
def staff_restrict(request: HttpRequest, report_id: UUID) -> HttpResponse:
    """Show who may open a report; restrict it, or end that."""
    try:
        if request.method != "POST":
            return _show(request, report_id, NOTHING_WRONG)
        return (
            _lift(request, report_id) if request.POST.get("do") == "lift" else _restrict(request, report_id)
        )
    except NoSuchReportError as missing:
        raise Http404 from missing
    except NotAllowedError as refused:
        raise PermissionDenied from refused


def _restrict(request: HttpRequest, report_id: UUID) -> HttpResponse:
    said = request.POST.get("why", "")
    if said not in set(Why):
        return _show(request, report_id, Wrong(why=_("Choose one.")))
    terms = Terms(
        why=Why(said),
        reason=request.POST.get("reason", ""),
        named=frozenset(map(_number, request.POST.getlist("named"))),
        kept_from=_number(request.POST.get("kept_from", "")) or None,
    )
    try:
        restrict_report(report_id=report_id, terms=terms, by=signed_in_actor(request), at=now())
    except ReasonNotTakenError as refused:
        return _show(request, report_id, Wrong(reason=reason_words(refused)))
    except NoSuchPersonError:
        words = _("Who it is kept from cannot be you, or anybody ticked above.")
        return _show(request, report_id, Wrong(people=words))
    except AlreadyRestrictedError:
        return redirect("staff_restrict", report_id)
    return redirect("staff_report", report_id)


def _lift(request: HttpRequest, report_id: UUID) -> HttpResponse:
    try:
        lift_restriction(
            report_id=report_id, reason=request.POST.get("reason", ""), by=signed_in_actor(request), at=now()
        )
    except ReasonNotTakenError as refused:
        return _show(request, report_id, Wrong(reason=reason_words(refused)))
    except NotRestrictedError:
        return redirect("staff_restrict", report_id)
    return redirect("staff_report", report_id)


def _show(request: HttpRequest, report_id: UUID, wrong: Wrong) -> HttpResponse:
    by = signed_in_actor(request)
    report = open_report(report_id=report_id, by=by, at=now())
    held = report.restriction
    page = RestrictPage(
        heading=_("Who may open %(reference)s") % {"reference": report.reference},
        report_url=reverse("staff_report", args=[report_id]),
        is_restricted=held is not None,
        why=why_words(held.why) if held else "",
        why_reason=held.reason if held else "",
        kept_from=held.kept_from if held else "",
        placed_by=held.placed_by if held else "",
        placed_at=held.placed_at if held else None,
        admissions=tuple(admission_view(each) for each in held.admissions) if held else (),
        may_lift=may(by.badge, Deed.LIFT_RESTRICTION, unit=report.unit),
        whys=_whys(request),
        colleagues=_colleagues(request, report, by),
        kept_choices=_kept_choices(request, by),
        reason=request.POST.get("reason", ""),
        why_error=wrong.why,
        people_error=wrong.people,
        reason_error=wrong.reason,
        errors=wrong.errors,
        **staff_frame(request, back=reverse("staff_report", args=[report_id])),
    )
    return show(request, page, status=422 if wrong.errors else 200)


def _whys(request: HttpRequest) -> tuple[ChoiceLine, ...]:
    said = request.POST.get("why", "")
    return tuple(ChoiceLine(value=each, label=why_words(each), chosen=each == said) for each in Why)


def _colleagues(request: HttpRequest, report: OpenedReport, by: Actor) -> tuple[ChoiceLine, ...]:
    ticked = set(request.POST.getlist("named"))
    return tuple(
        ChoiceLine(value=str(number), label=name, chosen=str(number) in ticked)
        for number, name in who_may_open(report.unit)
        if str(number) != by.id
    )


def _kept_choices(request: HttpRequest, by: Actor) -> tuple[ChoiceLine, ...]:
    choices = (
        ChoiceLine(value=str(number), label=name) for number, name in who_works_here() if str(number) != by.id
    )
    return chosen_of(choices, request.POST.get("kept_from", ""))


def _number(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < len("1" * 18) else 0
