"""Support for the victim of one report: asking for a yes, noting one, and passing on without one in danger."""

from collections.abc import Callable
from dataclasses import dataclass, field
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from callpoint.actions.reading import open_report
from callpoint.actions.support_consent import (
    Answer,
    NoServiceError,
    ask_for_consent,
    note_yes_or_no,
    refer_without_a_yes,
)
from callpoint.clock import now
from callpoint.pages.access import opens_to
from callpoint.pages.page import FieldError, show
from callpoint.pages.shown import ChoiceLine
from callpoint.pages.staff.frame import signed_in_actor, staff_frame
from callpoint.pages.staff.support_pages import SupportPage
from callpoint.pages.staff.support_view import shared_words, support_part
from callpoint.pages.staff.support_words import basis_words, service_words
from callpoint.records.opened import NoSuchReportError
from callpoint.rules.access import Deed, NotAllowedError
from callpoint.rules.support_service import (
    TEXT_LIMIT,
    WITHOUT_A_YES,
    Basis,
    NotChosenError,
    TooManyWordsError,
    WordsLackingError,
    chosen,
)

PLACES = {"said": "#said", "words": "#words", "basis": "#basis", "reason": "#reason", "service": "#top"}
"""The field of an error to its place on the page."""
YES, NO = "yes", "no"


@dataclass(frozen=True, kw_only=True)
class Typed:
    """What stands in the forms, with what is wrong by field."""

    service: str = ""
    said: str = ""
    shares_story: bool = False
    words: str = ""
    basis: str = ""
    reason: str = ""
    wrong: dict[str, str] = field(default_factory=dict)


@opens_to(Deed.REFER_SUPPORT)
@require_http_methods(["GET", "POST"])
def staff_support(request: HttpRequest, report_id: UUID) -> HttpResponse:
    """Show what was agreed; ask, note or pass on."""
    try:
        if request.method != "POST":
            return _show(request, report_id, Typed())
        deed = _DEEDS.get(request.POST.get("do", ""), _note)
        return _done(request, report_id, deed)
    except NoSuchReportError as missing:
        raise Http404 from missing
    except NotAllowedError as refused:
        raise PermissionDenied from refused


def _done(
    request: HttpRequest, report_id: UUID, deed: Callable[[HttpRequest, UUID], dict[str, str]]
) -> HttpResponse:
    """Do it, and lead back to the report; show the page again where something is wrong."""
    try:
        wrong = deed(request, report_id)
    except NoServiceError:
        wrong = {"service": _("No service takes them from here. Give them a number to call.")}
    if wrong:
        return _show(request, report_id, _typed(request, wrong))
    return redirect(reverse("staff_report", args=[report_id]) + "#support")


def _ask(request: HttpRequest, report_id: UUID) -> dict[str, str]:
    ask_for_consent(report_id=report_id, by=signed_in_actor(request), at=now())
    return {}


def _note(request: HttpRequest, report_id: UUID) -> dict[str, str]:
    typed = _typed(request, {})
    if typed.said not in (YES, NO):
        return {"said": _("Choose what they said.")}
    answer = Answer(
        is_yes=typed.said == YES, service=typed.service, shares_story=typed.shares_story, words=typed.words
    )
    try:
        note_yes_or_no(report_id=report_id, answer=answer, by=signed_in_actor(request), at=now())
    except WordsLackingError:
        return {"words": _("Say when and how they said it.")}
    except TooManyWordsError as refused:
        return {"words": too_many_words(refused.over)}
    return {}


def _danger(request: HttpRequest, report_id: UUID) -> dict[str, str]:
    typed = _typed(request, {})
    try:
        refer_without_a_yes(
            report_id=report_id,
            service=typed.service,
            basis=chosen(typed.basis, Basis),
            reason=typed.reason,
            by=signed_in_actor(request),
            at=now(),
        )
    except NotChosenError:
        return {"basis": _("Choose who is in danger.")}
    except WordsLackingError:
        return {"reason": _("Say why it cannot wait for a yes.")}
    except TooManyWordsError as refused:
        return {"reason": too_many_words(refused.over)}
    return {}


_DEEDS = {"ask": _ask, "danger": _danger}


def too_many_words(over: int) -> str:
    """Say by how much a text is too long."""
    return ngettext("Make it %(over)s letter shorter.", "Make it %(over)s letters shorter.", over) % {
        "over": over
    }


def _typed(request: HttpRequest, wrong: dict[str, str]) -> Typed:
    told = request.POST
    return Typed(
        service=told.get("service", ""),
        said=told.get("said", ""),
        shares_story=told.get("story", "") == YES,
        words=told.get("words", ""),
        basis=told.get("basis", ""),
        reason=told.get("reason", ""),
        wrong=wrong,
    )


def _show(request: HttpRequest, report_id: UUID, typed: Typed) -> HttpResponse:
    by, wrong = signed_in_actor(request), typed.wrong
    report = open_report(report_id=report_id, by=by, at=now())
    services = report.support.services
    page = SupportPage(
        heading=_("Support for report %(reference)s") % {"reference": report.reference},
        part=support_part(report, by),
        services=tuple(
            ChoiceLine(value=one, label=service_words(one), chosen=one == (typed.service or services[0]))
            for one in services
        ),
        shared=shared_words(),
        said=tuple(
            ChoiceLine(value=value, label=label, chosen=typed.said == value)
            for value, label in ((YES, _("They said yes")), (NO, _("They said no")))
        ),
        said_error=wrong.get("said", ""),
        shares_story=typed.shares_story,
        words=typed.words,
        words_error=wrong.get("words", ""),
        bases=tuple(
            ChoiceLine(value=one, label=basis_words(one), chosen=typed.basis == one) for one in WITHOUT_A_YES
        ),
        basis_error=wrong.get("basis", ""),
        reason=typed.reason,
        reason_error=wrong.get("reason", ""),
        limit=TEXT_LIMIT,
        report_url=reverse("staff_report", args=[report_id]),
        errors=tuple(FieldError(text=text, href=PLACES[name]) for name, text in wrong.items()),
        **staff_frame(request, back=reverse("staff_report", args=[report_id])),
    )
    return show(request, page, status=422 if wrong else 200)
