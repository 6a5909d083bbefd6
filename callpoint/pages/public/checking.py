"""The check of all answers, what can be added or taken out there, and sending."""

import secrets

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from callpoint.actions.acting import reporter
from callpoint.actions.reporting import (
    NotDeclaredError,
    NothingIsSentError,
    NothingToldError,
    answer,
    submit,
)
from callpoint.clock import now
from callpoint.pages.access import Audience, opens_to
from callpoint.pages.filters import translated
from callpoint.pages.page import FieldError, Link, show
from callpoint.pages.public.answers import answer_parts, heading_of
from callpoint.pages.public.fields import field_of
from callpoint.pages.public.files_shown import file_lines
from callpoint.pages.public.frame import exit_for, frame
from callpoint.pages.public.help_now import elsewhere
from callpoint.pages.public.limits import may_submit
from callpoint.pages.public.pages import CheckPage, MessagePage, RemoveRowPage
from callpoint.pages.public.reporting import Held, held
from callpoint.pages.public.steps import CHECK, address_of
from callpoint.pages.public.takeaways import takeaways
from callpoint.records.knowledge import knowledge
from callpoint.rules.rows import split_key
from callpoint.rules.way import DECLARATION, keys_in_row


@opens_to(Audience.REPORTER)
@require_http_methods(["GET", "POST"])
def check(request: HttpRequest) -> HttpResponse:
    """Show everything told so far; sending it is one press, and pressing twice is harmless."""
    mine = held(request)
    if mine is None:
        return redirect("begin")
    if request.method == "POST":
        return _send(request, mine)
    if mine.report.reference:
        return redirect("done")
    return _show_check(request, mine)


def _send(request: HttpRequest, mine: Held) -> HttpResponse:
    if not mine.report.reference and not may_submit(request):
        return show(request, _too_many(request), status=429)
    by, at = reporter(mine.report.id), now()
    declared = "yes" if "yes" in request.POST.getlist(DECLARATION) else ""
    try:
        key = request.POST.get("submit_key", "")[:64] or secrets.token_hex(16)
        submit(report_id=mine.report.id, answers={DECLARATION: declared}, submit_key=key, by=by, at=at)
    except NothingToldError:
        words = _("Tell us a few words about what happened. Then you can send it.")
        return _show_check(request, mine, errors={address_of("story"): words})
    except NotDeclaredError:
        words = _("Please tick the box first. It is fine to be unsure of things.")
        return _show_check(request, mine, errors={f"#{DECLARATION}": words})
    except NothingIsSentError:
        return redirect("copy")
    return redirect("done")


def _sends() -> bool:
    """Say whether this deployment takes reports; a guide takes none."""
    return settings.CALLPOINT.service.role != "guide"


def _show_check(request: HttpRequest, mine: Held, *, errors: dict[str, str] | None = None) -> HttpResponse:
    wrong = errors or {}
    declaration = field_of(
        knowledge().content.questions[DECLARATION], (), alone=False, error=wrong.get(f"#{DECLARATION}", "")
    )
    page = CheckPage(
        heading=_("Check what you told us"),
        parts=answer_parts(mine),
        more=_more(mine),
        code_groups=mine.code_groups,
        submit_key=secrets.token_hex(16),
        sends=_sends(),
        declaration=declaration,
        exit_url=exit_for(mine.suggestion),
        goes_to=_("It goes to: %(who)s.") % {"who": translated(settings.CALLPOINT.service.organisation)},
        button=_("Send my report") if _sends() else _("Show my ready copy"),
        not_yet=elsewhere(mine.suggestion),
        discard_url=reverse("discard"),
        takeaways=takeaways(mine),
        files=file_lines(mine),
        errors=tuple(FieldError(text=words, href=href) for href, words in wrong.items()),
        **frame(request, back=mine.way.before(CHECK), has_form=True),
    )
    return show(request, page, status=422 if errors else 200)


def _more(mine: Held) -> tuple[Link, ...]:
    """Name the sheets nobody has to fill in, as far as they are still empty."""
    questions = knowledge().content.questions
    answered = {split_key(key)[0] for key, value in mine.report.answers.items() if value}
    return tuple(
        Link(
            text=heading_of(step) or translated(questions[content_of[0]].ask),
            url=f"{address_of(step)}?from={CHECK}",
        )
        for step in mine.way.more()
        if answered.isdisjoint(content_of := knowledge().content.sheets[step].questions)
    )


@opens_to(Audience.REPORTER)
@require_http_methods(["GET", "POST"])
def remove_row(request: HttpRequest, step: str) -> HttpResponse:
    """Take out one row, such as the second payment, after asking once."""
    mine = held(request)
    if mine is None or mine.report.reference:
        return redirect("begin")
    keys = keys_in_row(knowledge().content, mine.report.answers, step)
    if not keys or split_key(step)[1] == 1:
        raise Http404
    if request.method == "POST":
        answer(
            report_id=mine.report.id, answers=dict.fromkeys(keys, ""), by=reporter(mine.report.id), at=now()
        )
        return redirect(CHECK)
    page = RemoveRowPage(
        heading=_("Take this out?"),
        part=next((part for part in answer_parts(mine) if part.remove_url == request.path), None),
        exit_url=exit_for(mine.suggestion),
        **frame(request, back=reverse(CHECK), has_form=True),
    )
    return show(request, page)


def _too_many(request: HttpRequest) -> MessagePage:
    return MessagePage(
        heading=_("Please wait a little"),
        paragraphs=(
            _("Many reports came from your network in the last hour."),
            _("What you wrote is saved. Please try again in some minutes."),
        ),
        next_text=_("Back to your report"),
        next_url=reverse(CHECK),
        **frame(request),
    )
