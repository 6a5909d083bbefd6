"""Statements at the desk: drafted from the report, offered to its reporter, printed and put to use once they are signed."""

import logging
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods

from callpoint.actions.reading import open_report
from callpoint.actions.stating import (
    NoSuchStatementError,
    NotSignedError,
    StatementWaitsError,
    offer_statement,
    open_statement,
    use_statement,
)
from callpoint.clock import now
from callpoint.formats.pdf import PaperNotMadeError
from callpoint.pages.access import opens_to
from callpoint.pages.attachments import attachment
from callpoint.pages.page import FieldError, show
from callpoint.pages.staff.frame import signed_in_actor, staff_frame
from callpoint.pages.staff.pages import StaffMessagePage
from callpoint.pages.staff.statement_draft import draft_of
from callpoint.pages.staff.statement_pages import StatementPage
from callpoint.pages.staff.statements_view import statement_view
from callpoint.pages.statement_shown import statement_pdf
from callpoint.records.opened import NoSuchReportError
from callpoint.rules.access import Deed, NotAllowedError
from callpoint.rules.statements import (
    TEXT_LIMIT,
    StatementError,
    StatementKind,
    StatementStanding,
    TooLongError,
)

log = logging.getLogger(__name__)
NOT_MADE = 503


@opens_to(Deed.OFFER_STATEMENT)
@require_http_methods(["GET", "POST"])
def staff_statement(request: HttpRequest, report_id: UUID) -> HttpResponse:
    """Show the draft of a statement and those there are; offer one, or note that one was put to use."""
    try:
        if request.method != "POST":
            return _show(request, report_id)
        return _DEEDS.get(request.POST.get("do", ""), _offer)(request, report_id)
    except (NoSuchReportError, NoSuchStatementError) as missing:
        raise Http404 from missing
    except NotAllowedError as refused:
        raise PermissionDenied from refused


def _offer(
    request: HttpRequest, report_id: UUID, kind: StatementKind = StatementKind.WITNESS
) -> HttpResponse:
    text = request.POST.get("text", "")
    try:
        offer_statement(report_id=report_id, kind=kind, text=text, by=signed_in_actor(request), at=now())
    except StatementWaitsError:
        words = _("One waits for the reporter already. What you typed was not offered.")
        return _show(request, report_id, error=words) if text else redirect("staff_statement", report_id)
    except StatementError as refused:
        return _show(request, report_id, error=wrong_words(refused))
    return redirect("staff_statement", report_id)


def wrong_words(refused: StatementError) -> str:
    """Say what is wrong with a draft."""
    if isinstance(refused, TooLongError):
        return ngettext(
            "Make it %(over)s letter shorter.", "Make it %(over)s letters shorter.", refused.over
        ) % {"over": refused.over}
    return _("Write the statement in the box.")


def _offer_personal(request: HttpRequest, report_id: UUID) -> HttpResponse:
    return _offer(request, report_id, StatementKind.PERSONAL)


def _use(request: HttpRequest, report_id: UUID) -> HttpResponse:
    chosen = request.POST.get("statement", "")
    try:
        use_statement(report_id=report_id, statement_id=UUID(chosen), by=signed_in_actor(request), at=now())
    except ValueError as missing:
        raise Http404 from missing
    except NotSignedError:
        return redirect("staff_statement", report_id)
    return redirect("staff_statement", report_id)


_DEEDS = {"personal": _offer_personal, "use": _use}


def _show(request: HttpRequest, report_id: UUID, *, error: str = "") -> HttpResponse:
    by = signed_in_actor(request)
    report = open_report(report_id=report_id, by=by, at=now())
    waits = {one.kind for one in report.statements if one.standing is StatementStanding.OFFERED}
    typed = request.POST.get("text")
    may_draft = StatementKind.WITNESS not in waits
    page = StatementPage(
        heading=_("Statements to %(reference)s") % {"reference": report.reference},
        statements=tuple(statement_view(report, one, by) for one in report.statements),
        may_draft=may_draft,
        draft=draft_of(report) if typed is None else typed,
        typed="" if may_draft else typed or "",
        error=error,
        may_offer_personal=StatementKind.PERSONAL not in waits,
        limit=TEXT_LIMIT,
        errors=(FieldError(text=error, href="#text"),) if error else (),
        **staff_frame(request, back=reverse("staff_report", args=[report_id])),
    )
    return show(request, page, status=422 if error else 200)


@opens_to(Deed.OFFER_STATEMENT)
@require_GET
def staff_statement_paper(request: HttpRequest, report_id: UUID, statement_id: UUID) -> HttpResponse:
    """Give a signed statement as a paper, in the language of the report; each time is one leaf."""
    by = signed_in_actor(request)
    try:
        printed = open_statement(report_id=report_id, statement_id=statement_id, by=by, at=now())
        with translation.override(printed.language):
            made = statement_pdf(printed.statement, reference=printed.reference)
    except (NoSuchReportError, NoSuchStatementError, NotSignedError) as missing:
        raise Http404 from missing
    except NotAllowedError as refused:
        raise PermissionDenied from refused
    except PaperNotMadeError as error:
        log.exception("A paper was not made: status %s", error.status)
        return _no_paper(request, report_id)
    return attachment(made, name="statement.pdf", kind="application/pdf")


def _no_paper(request: HttpRequest, report_id: UUID) -> HttpResponse:
    there = reverse("staff_statement", args=[report_id])
    page = StaffMessagePage(
        heading=_("We could not make the file"),
        paragraphs=(_("Nothing is lost. Try again in a minute."),),
        next_text=_("Back to the statements"),
        next_url=there,
        **staff_frame(request, back=there),
    )
    return show(request, page, status=NOT_MADE)
