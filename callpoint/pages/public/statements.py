"""A reporter's own statements: read one, correct it, sign it or not, and take a personal one back."""

import logging
from collections.abc import Callable
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import translation
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from callpoint.actions.acting import reporter
from callpoint.actions.stating import (
    NoSuchStatementError,
    StatementClosedError,
    decline_statement,
    keep_statement,
    sign_statement,
    withdraw_statement,
)
from callpoint.clock import now
from callpoint.formats.pdf import PaperNotMadeError
from callpoint.pages.access import Audience, opens_to
from callpoint.pages.attachments import attachment
from callpoint.pages.kept import forget_typed, typed_before
from callpoint.pages.page import FieldError, show
from callpoint.pages.public.frame import exit_for, frame
from callpoint.pages.public.limits import may_write
from callpoint.pages.public.own_report import too_many_words
from callpoint.pages.public.papers import not_made
from callpoint.pages.public.reporting import Held, held
from callpoint.pages.public.sent_report import without_a_report
from callpoint.pages.public.statement_pages import OwnStatementPage
from callpoint.pages.statement_shown import agreed_words, kind_words, standing_words, statement_pdf
from callpoint.records.opened_statements import OpenedStatement, own_statements
from callpoint.rules.restricting import CHOICE
from callpoint.rules.statements import (
    TEXT_LIMIT,
    NoNameError,
    NotAgreedError,
    NoTextError,
    Signature,
    StatementError,
    StatementKind,
    StatementStanding,
    TooLongError,
)

log = logging.getLogger(__name__)
SIGNED = frozenset({StatementStanding.SIGNED, StatementStanding.USED})
Errors = dict[str, str]


@opens_to(Audience.REPORTER)
@require_http_methods(["GET", "POST"])
def own_statement(request: HttpRequest, statement_id: UUID) -> HttpResponse:
    """Show a statement to its reporter; keep what they wrote, sign it, say no to it, or take it back."""
    mine = held(request)
    if mine is None:
        return without_a_report(request)
    if request.method != "POST":
        return _show(request, mine, statement_id)
    return _take(request, mine, statement_id)


def _take(request: HttpRequest, mine: Held, statement_id: UUID) -> HttpResponse:
    if not may_write(request):
        return _show(request, mine, statement_id, wrong={"text": too_many_words()})
    try:
        _DEEDS.get(request.POST.get("do", ""), _keep)(request, mine, statement_id)
    except NoSuchStatementError as missing:
        raise Http404 from missing
    except StatementClosedError:
        # It was signed or taken back in another window: their page says so.
        return redirect("own_statement", statement_id)
    except StatementError as refused:
        return _show(request, mine, statement_id, wrong=_wrong(refused, mine))
    forget_typed(request, request.path_info)
    return redirect("own_statement", statement_id)


def _keep(request: HttpRequest, mine: Held, statement_id: UUID) -> None:
    keep_statement(
        report_id=mine.report.id,
        statement_id=statement_id,
        text=request.POST.get("text", ""),
        by=reporter(mine.report.id),
        at=now(),
    )


def _sign(request: HttpRequest, mine: Held, statement_id: UUID) -> None:
    said = Signature(
        text=request.POST.get("text", ""),
        name=request.POST.get("name", ""),
        is_agreed=request.POST.get("agreed") == "yes",
    )
    by = reporter(mine.report.id)
    sign_statement(report_id=mine.report.id, statement_id=statement_id, signature=said, by=by, at=now())


def _decline(request: HttpRequest, mine: Held, statement_id: UUID) -> None:
    del request
    by = reporter(mine.report.id)
    decline_statement(report_id=mine.report.id, statement_id=statement_id, by=by, at=now())


def _withdraw(request: HttpRequest, mine: Held, statement_id: UUID) -> None:
    del request
    by = reporter(mine.report.id)
    withdraw_statement(report_id=mine.report.id, statement_id=statement_id, by=by, at=now())


_DEEDS: dict[str, Callable[[HttpRequest, Held, UUID], None]] = {
    "sign": _sign,
    "decline": _decline,
    "withdraw": _withdraw,
}


def _is_nameless(mine: Held) -> bool:
    return mine.report.answers.get(CHOICE) == "yes"


def _wrong(refused: StatementError, mine: Held) -> Errors:
    if isinstance(refused, TooLongError):
        words = ngettext(
            "Please make your statement %(over)s letter shorter.",
            "Please make your statement %(over)s letters shorter.",
            refused.over,
        )
        return {"text": words % {"over": refused.over}}
    return {
        NoTextError: {"text": _("Write your statement in the box.")},
        NoNameError: {
            "name": _("Type your name to sign, or choose “I do not want to sign”.")
            if _is_nameless(mine)
            else _("Type your name to sign.")
        },
        NotAgreedError: {"agreed": _("Tick the box to sign. You can also keep it for later.")},
    }[type(refused)]


def _show(
    request: HttpRequest, mine: Held, statement_id: UUID, *, wrong: Errors | None = None
) -> HttpResponse:
    one, errors, said = _own(mine, statement_id), wrong or {}, request.POST
    late = typed_before(request, request.path_info)
    page = OwnStatementPage(
        heading=kind_words(one.kind),
        is_personal=one.kind is StatementKind.PERSONAL,
        is_open=one.standing is StatementStanding.OFFERED,
        state=standing_words(one.standing),
        is_late=bool(late) and "text" not in said,
        text=said.get("text", late or one.text) if one.standing is StatementStanding.OFFERED else one.text,
        text_error=errors.get("text", ""),
        name=said.get("name", ""),
        name_error=errors.get("name", ""),
        is_nameless=_is_nameless(mine),
        agreed_in=mine.report.language,
        agreed=_agreed_in(mine.report.language),
        agreed_here=agreed_words() if get_language() != mine.report.language else "",
        agreed_error=errors.get("agreed", ""),
        changed_at=one.changed_at,
        signed_at=one.signed_at,
        hash=one.hash,
        paper_url=reverse("own_statement_paper", args=[one.id]) if one.standing in SIGNED else "",
        may_withdraw=one.kind is StatementKind.PERSONAL and one.standing is StatementStanding.SIGNED,
        is_used=one.standing is StatementStanding.USED,
        limit=TEXT_LIMIT,
        stay_url=reverse("own_report"),
        exit_url=exit_for(mine.suggestion),
        errors=tuple(FieldError(text=text, href=f"#{name}") for name, text in errors.items()),
        **frame(request, back=reverse("own_report"), has_form=True),
    )
    return show(request, page, status=422 if errors else 200)


def _agreed_in(language: str) -> str:
    """Give what is ticked in the language of the report, as its paper says it."""
    with translation.override(language):
        return agreed_words()


def _own(mine: Held, statement_id: UUID) -> OpenedStatement:
    found = next((one for one in own_statements(mine.report.id) if one.id == statement_id), None)
    if found is None:
        raise Http404
    return found


@opens_to(Audience.REPORTER)
@require_safe
def own_statement_paper(request: HttpRequest, statement_id: UUID) -> HttpResponse:
    """Give a statement that was signed as a paper, in the language of the report."""
    mine = held(request)
    if mine is None:
        return redirect("return")
    one = _own(mine, statement_id)
    if one.standing not in SIGNED:
        raise Http404
    try:
        with translation.override(mine.report.language):
            made = statement_pdf(one, reference=mine.report.reference)
    except PaperNotMadeError as error:
        log.exception("A paper was not made: status %s", error.status)
        return show(request, not_made(request), status=503)
    return attachment(made, name="my-statement.pdf", kind="application/pdf")
