"""Help from a support service, on the reporter's own page: what is shared with whom, yes, no, and taking it back."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from callpoint.actions.acting import reporter
from callpoint.actions.support_consent import (
    Answer,
    NoServiceError,
    NothingAgreedError,
    say_yes_or_no,
    withdraw_consent,
)
from callpoint.clock import now
from callpoint.pages.access import Audience, opens_to
from callpoint.pages.page import FieldError, show
from callpoint.pages.public.frame import exit_for, frame
from callpoint.pages.public.own_support_line import service_name, standing_words
from callpoint.pages.public.reporting import Held
from callpoint.pages.public.return_pages import OwnSupportPage
from callpoint.pages.public.sent_report import sent_report
from callpoint.pages.shown import ChoiceLine
from callpoint.records.opened_support import own_support
from callpoint.rules.support_service import Said

CHANGES = ("yes", "no", "withdraw")


@opens_to(Audience.REPORTER)
@require_http_methods(["GET", "POST"])
def own_support_page(request: HttpRequest) -> HttpResponse:
    """Show what would be shared and with whom; take a yes, a no, or a change of mind."""
    mine = sent_report(request)
    if not isinstance(mine, Held):
        return mine
    if request.method != "POST":
        return _show(request, mine)
    return _take(request, mine)


def _take(request: HttpRequest, mine: Held) -> HttpResponse:
    do, report_id = request.POST.get("do", ""), mine.report.id
    if do not in CHANGES:
        return _show(request, mine, error=_("Press yes or no."))
    try:
        if do == "withdraw":
            withdraw_consent(report_id=report_id, by=reporter(report_id), at=now())
        else:
            answer = Answer(
                is_yes=do == "yes",
                service=request.POST.get("service", ""),
                shares_story=request.POST.get("story") == "yes",
            )
            say_yes_or_no(report_id=report_id, answer=answer, by=reporter(report_id), at=now())
    except NothingAgreedError:
        return redirect("own_support")
    except NoServiceError:
        return _show(request, mine, error=_("Choose one of these services."))
    return redirect("own_report")


def _show(request: HttpRequest, mine: Held, *, error: str = "") -> HttpResponse:
    held_now = own_support(mine.report.id, mine.report.answers)
    typed = request.POST.get("service", "") or held_now.service
    page = OwnSupportPage(
        heading=_("Help for you"),
        text=standing_words(held_now),
        services=tuple(
            ChoiceLine(value=one, label=service_name(one), chosen=one == typed) for one in held_now.services
        ),
        shared=(
            _("your name"),
            _("how to reach you, and when it is safe"),
            _("what sort of crime it was"),
            _("what you need"),
        ),
        is_yes=held_now.said is Said.YES,
        is_kept=held_now.is_kept,
        shares_story=held_now.shares_story,
        may_withdraw=held_now.said is Said.YES,
        stay_url=reverse("own_report"),
        exit_url=exit_for(mine.suggestion),
        errors=(FieldError(text=error, href="#answer"),) if error else (),
        **frame(request, back=reverse("own_report"), has_form=True),
    )
    return show(request, page, status=422 if error else 200)
