"""Raised to you: series that raised themselves, and closing one as seen or dismissed, for a reason."""

from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from callpoint.actions.admitting import shut_to
from callpoint.actions.warning import (
    NoReasonError,
    NoSuchWarningError,
    WarningClosedError,
    WarningShutError,
    judge_warning,
)
from callpoint.clock import now
from callpoint.pages.access import opens_to
from callpoint.pages.page import FieldError, show
from callpoint.pages.shown import ChoiceLine
from callpoint.pages.staff.frame import signed_in_actor, staff_frame
from callpoint.pages.staff.trend_pages import WarningsPage, WarningView
from callpoint.pages.staff.trends import trend_views
from callpoint.pages.trend_words import count_words, money_words
from callpoint.records.queries.series_warnings import WarningLine, warnings_closed, warnings_that_wait
from callpoint.rules.access import Deed, NotAllowedError, may
from callpoint.rules.warning import REASONS_FOR, Because, Reason, WarningState


@opens_to(Deed.SEE_TRENDS)
@require_http_methods(["GET", "POST"])
def staff_warnings(request: HttpRequest) -> HttpResponse:
    """Show the warnings; close one."""
    if request.method != "POST":
        return _show(request)
    try:
        judge_warning(
            warning_id=_warning_id(request),
            outcome=_outcome(request),
            because=request.POST.get("because", ""),
            by=signed_in_actor(request),
            at=now(),
        )
    except NoSuchWarningError as missing:
        raise Http404 from missing
    except NotAllowedError as refused:
        raise PermissionDenied from refused
    except NoReasonError:
        return _show(request, error=_("Choose a reason that fits. Then press the button again."))
    except WarningClosedError:
        return _show(request, error=_("Somebody was faster. This one is closed already."))
    except WarningShutError:
        return _show(
            request,
            error=_(
                "Some of its reports are restricted. Somebody who may open all of them has to close this."
            ),
        )
    return redirect("staff_warnings")


def _warning_id(request: HttpRequest) -> UUID:
    try:
        return UUID(request.POST.get("warning", ""))
    except ValueError as unread:
        raise NoSuchWarningError from unread


def _outcome(request: HttpRequest) -> WarningState:
    said = request.POST.get("do", "")
    if said not in {WarningState.SEEN, WarningState.DISMISSED}:
        raise Http404
    return WarningState(said)


def _show(request: HttpRequest, *, error: str = "") -> HttpResponse:
    shut = shut_to(signed_in_actor(request), at=now())
    page = WarningsPage(
        heading=_("Raised to you"),
        views=trend_views("staff_warnings"),
        waiting=tuple(_view(line) for line in warnings_that_wait(shut=shut)),
        closed=tuple(_view(line) for line in warnings_closed(shut=shut)),
        may_judge=may(signed_in_actor(request).badge, Deed.JUDGE_WARNING),
        seen_choices=_choices(WarningState.SEEN),
        dismissed_choices=_choices(WarningState.DISMISSED),
        errors=(FieldError(text=error, href="#waiting"),) if error else (),
        **staff_frame(request),
    )
    return show(request, page, status=422 if page.errors else 200)


def _choices(outcome: WarningState) -> tuple[ChoiceLine, ...]:
    return tuple(
        ChoiceLine(value=each, label=because_words(each)) for each in Because if each in REASONS_FOR[outcome]
    )


def _view(line: WarningLine) -> WarningView:
    reporters = ngettext("%(number)s person", "%(number)s different people", line.reporters) % {
        "number": count_words(line.reporters)
    }
    return WarningView(
        id=line.id,
        anchor=f"warning-{line.id}",
        title=_("Series %(number)s") % {"number": line.series_number},
        url=reverse("staff_series", args=[line.series_id]) if line.is_open else "",
        reasons=tuple(_reason_words(reason, line) for reason in line.reasons if line.is_open),
        is_whole=not line.has_shut,
        numbers=_("Some of its reports are restricted. You are not shown its numbers.")
        if line.has_shut
        else _("%(people)s in %(reports)s reports; %(lost)s lost")
        % {
            "people": reporters,
            "reports": count_words(line.reports),
            "lost": money_words(line.lost),
        },
        raised_at=line.raised_at,
        judged_by=line.judged_by,
        judged_at=line.judged_at,
        outcome=because_words(Because(line.because)) if line.because else "",
    )


def _reason_words(reason: Reason, line: WarningLine) -> str:
    said = {
        "lately": count_words(line.lately),
        "lost": money_words(line.lost),
        "people": count_words(line.at_risk),
    }
    words = {
        Reason.NEW: _("It is new: %(lately)s different people in seven days."),
        Reason.GROWN: _("It grows fast: %(lately)s new people in seven days."),
        Reason.LOSS: _("Much was lost: %(lost)s by more than one person."),
        Reason.AT_RISK: _("Somebody at risk is in it: a child, or a person who can be hurt (%(people)s)."),
    }
    without_numbers = {
        Reason.NEW: _("It is new."),
        Reason.GROWN: _("It grows fast."),
        Reason.LOSS: _("Much was lost."),
        Reason.AT_RISK: _("Somebody at risk is in it: a child, or a person who can be hurt."),
    }
    return without_numbers[reason] if line.has_shut else words[reason] % said


def because_words(because: Because) -> str:
    """Say why a warning was closed."""
    words = {
        Because.WORKED_ON: _("It is being worked on"),
        Because.ALERT: _("An alert was written"),
        Because.KNOWN: _("We knew of it"),
        Because.NOT_LINKED: _("These reports do not belong together"),
        Because.TOO_SMALL: _("It is too small to act on"),
    }
    return words[because]
