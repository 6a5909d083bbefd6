"""Asking a reporter for missing facts: pick them, see the message as they will read it, send it."""

import secrets
from dataclasses import dataclass, field
from hashlib import sha256
from uuid import UUID

from babel import Locale
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from callpoint.actions.ask_words import ask_words
from callpoint.actions.asking import (
    AskNotNowError,
    NoSuchAskError,
    ask_reporter,
    settle_ask,
)
from callpoint.actions.reading import OpenedReport, open_report
from callpoint.clock import now
from callpoint.pages.access import opens_to
from callpoint.pages.filters import babel_locale
from callpoint.pages.page import FieldError, show
from callpoint.pages.shown import ChoiceLine
from callpoint.pages.staff.asking_pages import AskPage
from callpoint.pages.staff.asking_view import question_words, reach_words
from callpoint.pages.staff.desk_view import on_to_next
from callpoint.pages.staff.frame import signed_in_actor, staff_frame
from callpoint.records.knowledge import knowledge
from callpoint.records.opened import NoSuchReportError
from callpoint.rules.access import Deed, NotAllowedError
from callpoint.rules.missing_facts import (
    MOST_FACTS,
    SENTENCE_LIMIT,
    SUGGESTED,
    AskedAlreadyError,
    AskError,
    NothingAskedError,
    NotMissingError,
    SentenceTooLongError,
    TooManyFactsError,
    Wanted,
    answer_due,
    missing_facts,
)

SEND_AND_NEXT = "send-next"
SHOW = "show"
"""What the button does that only shows the message."""
USEFUL = 9
"""Facts shown at once, each with a key of its own; the others stand below."""


@dataclass(frozen=True, kw_only=True)
class Picked:
    """What stands in the form, with what is wrong by field."""

    wanted: Wanted
    wrong: dict[str, str] = field(default_factory=dict)
    is_unlike: bool = False


@opens_to(Deed.WRITE_TO_REPORTER)
@require_http_methods(["GET", "POST"])
def staff_ask(request: HttpRequest, report_id: UUID) -> HttpResponse:
    """Show what can be asked with the message it makes; send it once that very message was seen."""
    try:
        if request.method == "POST":
            return _take(request, report_id)
        return _show(request, report_id, None)
    except NoSuchReportError as missing:
        raise Http404 from missing
    except NotAllowedError as refused:
        raise PermissionDenied from refused


def _take(request: HttpRequest, report_id: UUID) -> HttpResponse:
    wanted = Wanted(
        keys=tuple(dict.fromkeys(request.POST.getlist("facts"))), sentence=request.POST.get("sentence", "")
    )
    seen = request.POST.get("seen", "") == _mark(wanted)
    if request.POST.get("do") == SHOW or (wanted.keys and not seen):
        is_unlike = request.POST.get("do") != SHOW
        return _show(request, report_id, Picked(wanted=wanted, is_unlike=is_unlike))
    try:
        ask_reporter(
            report_id=report_id,
            wanted=wanted,
            send_key=request.POST.get("send_key", ""),
            by=signed_in_actor(request),
            at=now(),
        )
    except AskNotNowError:
        wrong = {"facts": _("This report was closed or not read yet. Nothing was sent. Open it again first.")}
        return _show(request, report_id, Picked(wanted=wanted, wrong=wrong))
    except AskError as refused:
        return _show(request, report_id, Picked(wanted=wanted, wrong=_in_words(refused)))
    if request.POST.get("do") == SEND_AND_NEXT:
        return on_to_next(request, report_id)
    return redirect(reverse("staff_report", args=[report_id]) + "#asked")


def settle(request: HttpRequest, report_id: UUID) -> HttpResponse:
    """Note that nothing more of an ask is wanted; a repeat does nothing more."""
    try:
        ask_id = UUID(request.POST.get("ask", ""))
        settle_ask(report_id=report_id, ask_id=ask_id, by=signed_in_actor(request), at=now())
    except (NoSuchAskError, ValueError):
        return redirect("staff_report", report_id)
    return redirect(reverse("staff_report", args=[report_id]) + "#asked")


def _in_words(refused: AskError) -> dict[str, str]:
    """Say what to do, by field."""
    if isinstance(refused, SentenceTooLongError):
        words = ngettext(
            "Make it %(over)s letter shorter.", "Make it %(over)s letters shorter.", refused.over
        ) % {"over": refused.over}
        return {"sentence": words}
    if isinstance(refused, AskedAlreadyError):
        named = "; ".join(question_words(key) for key in refused.keys)
        return {
            "facts": _("You asked this already, and the answer is still open: %(what)s") % {"what": named}
        }
    by_fault: dict[type[AskError], str] = {
        NothingAskedError: _("Tick what you want to ask."),
        NotMissingError: _("They have told something you ticked meanwhile. Tick again."),
        TooManyFactsError: _("Tick at most %(most)s. A long list is left lying.") % {"most": MOST_FACTS},
    }
    return {"facts": by_fault[type(refused)]}


def _mark(wanted: Wanted) -> str:
    """Mark a choice, so that no other message is sent than the one that was shown."""
    parts = [*wanted.keys, wanted.sentence.replace("\r\n", "\n").strip()]
    return sha256("\n".join(parts).encode()).hexdigest()


def _show(request: HttpRequest, report_id: UUID, picked: Picked | None) -> HttpResponse:
    by, at = signed_in_actor(request), now()
    report = open_report(report_id=report_id, by=by, at=at)
    asked = {key for ask in report.asks for key in ask.open_keys}
    missing = missing_facts(knowledge().content, kind=report.kind, answers=report.answers)
    free = [one.id for one in missing if one.id not in asked]
    chosen = picked or Picked(wanted=Wanted(keys=_suggested(report, free)))
    keys, wrong = chosen.wanted.keys, chosen.wrong
    due = answer_due(knowledge(), unit=knowledge().content.units.get(report.unit), at=at)
    words = ask_words(chosen.wanted, due=due, language=report.language)
    useful, more = free[:USEFUL], free[USEFUL:]
    page = AskPage(
        heading=_("Ask for missing facts"),
        useful=_lines(useful, keys),
        more=_lines(more, keys),
        open_facts=tuple(question_words(one.id) for one in missing if one.id in asked),
        facts_error=wrong.get("facts", ""),
        sentence=chosen.wanted.sentence,
        sentence_error=wrong.get("sentence", ""),
        limit=SENTENCE_LIMIT,
        preview=words.text if keys else "",
        preview_language=report.language,
        language_name=_language_name(report.language),
        in_english=words.in_english,
        is_unlike=chosen.is_unlike,
        due_at=due,
        reach=reach_words(report.answers, at=at),
        seen=_mark(chosen.wanted),
        send_key=secrets.token_hex(16),
        report_url=reverse("staff_report", args=[report_id]),
        errors=tuple(
            FieldError(text=text, href="#sentence" if name == "sentence" else "#facts")
            for name, text in wrong.items()
        ),
        **staff_frame(request, back=reverse("staff_report", args=[report_id])),
    )
    return show(request, page, status=422 if wrong else 200)


def _suggested(report: OpenedReport, free: list[str]) -> tuple[str, ...]:
    """Tick the first facts that the kind asks for; where it asks for none, tick nothing."""
    kind = knowledge().content.kinds.get(report.kind)
    return tuple(key for key in free if kind and key in kind.ask)[:SUGGESTED]


def _lines(keys: list[str], chosen: tuple[str, ...]) -> tuple[ChoiceLine, ...]:
    return tuple(ChoiceLine(value=key, label=question_words(key), chosen=key in chosen) for key in keys)


def _language_name(tag: str) -> str:
    """Name a language in the language of the page."""
    name = Locale.parse(translation.to_locale(tag)).get_display_name(babel_locale())
    return str(name or tag)
