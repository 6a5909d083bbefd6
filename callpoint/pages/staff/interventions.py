"""Asking other bodies for a report: what can be asked, one request before and after it is made, and all that wait."""

import logging
import secrets
from itertools import chain
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from callpoint.actions.admitting import shut_to
from callpoint.actions.intervening import (
    AlreadySentError,
    Asking,
    FactsChangedError,
    NoSuchInterventionError,
    NoSuchOfferError,
    answer_intervention,
    make_intervention,
    send_intervention,
)
from callpoint.actions.reading import OpenedReport, open_report
from callpoint.actions.receipts import NotAsTakenInError
from callpoint.actions.request_files import hand_out_request, open_request
from callpoint.clock import now
from callpoint.formats.pdf import PaperNotMadeError
from callpoint.pages.access import opens_to
from callpoint.pages.attachments import attachment
from callpoint.pages.filters import translated
from callpoint.pages.page import FieldError, show
from callpoint.pages.staff.frame import signed_in_actor, staff_frame
from callpoint.pages.staff.intervention_forms import (
    Errors,
    intervention_page,
    typed_lines,
    wording_of,
    wrong_words,
)
from callpoint.pages.staff.intervention_pages import HoldRequestsPage, InterventionsPage, NewInterventionPage
from callpoint.pages.staff.intervention_words import fact_lines, request_pdf, total_words
from callpoint.pages.staff.interventions_view import (
    intervention_view,
    offer_lines,
    report_offers,
    totals_of,
    waiting_line,
)
from callpoint.pages.staff.pages import StaffMessagePage
from callpoint.records.opened import NoSuchReportError
from callpoint.records.queries.interventions import MOST_SHOWN, open_interventions, recovered_in_all
from callpoint.rules.access import Deed, NotAllowedError
from callpoint.rules.intervening import WORDS_LIMIT, InterventionError, Reply
from callpoint.rules.offers import Offer
from callpoint.rules.sums import NotASumError
from callpoint.vault.checkpoints import JournalNotWholeError

log = logging.getLogger(__name__)
NOT_MADE = 503


@opens_to(Deed.ASK_OTHERS)
@require_http_methods(["GET", "POST"])
def staff_interventions(request: HttpRequest, report_id: UUID) -> HttpResponse:
    """Show what can be asked for a report and what was; show one request in full, and make it."""
    try:
        if request.method == "POST":
            return _make(request, report_id)
        return _show_one_or_all(request, report_id)
    except NoSuchReportError as missing:
        raise Http404 from missing
    except NotAllowedError as refused:
        raise PermissionDenied from refused


def _show_one_or_all(request: HttpRequest, report_id: UUID, wrong: Errors | None = None) -> HttpResponse:
    report = open_report(report_id=report_id, by=signed_in_actor(request), at=now())
    chosen = (request.GET.get("ask"), request.GET.get("about"))
    offer = next((one for one in report_offers(report) if (one.kind.id, one.about) == chosen), None)
    return _show_new(request, report, offer, wrong=wrong or {}) if offer else _show_all(request, report)


def _show_all(request: HttpRequest, report: OpenedReport) -> HttpResponse:
    """Show all of a report; where a form came for a request that is none any more, with what was typed into it."""
    at, typed, is_gone = now(), typed_lines(request.POST), request.method == "POST"
    gone = _("This cannot be asked any more: the report tells other facts now. Nothing was made.")
    page = InterventionsPage(
        heading=_("Ask others about %(reference)s") % {"reference": report.reference},
        offers=offer_lines(report),
        made=tuple(intervention_view(report, one, at=at) for one in report.interventions),
        totals=totals_of(report),
        typed=typed,
        errors=(FieldError(text=gone, href="#typed" if typed else "#offers"),) if is_gone else (),
        **staff_frame(request, back=reverse("staff_report", args=[report.id])),
    )
    return show(request, page, status=422 if is_gone else 200)


def _show_new(request: HttpRequest, report: OpenedReport, offer: Offer, *, wrong: Errors) -> HttpResponse:
    typed, kind = wording_of(request.POST, drafted_to=offer.to), offer.kind
    facts = ((fact.name, fact.value) for fact in offer.facts)
    page = NewInterventionPage(
        heading=_("Request for %(reference)s") % {"reference": report.reference},
        what=translated(kind.title),
        body=translated(kind.to),
        asks=tuple(translated(each) for each in kind.asks),
        facts=fact_lines(facts, is_value=offer.about.startswith("value-")),
        confirm=tuple(translated(each) for each in kind.confirm),
        is_unsure=offer.is_unsure,
        note=translated(kind.note) if kind.note else "",
        to=typed.to,
        to_error=wrong.get("to", ""),
        words=typed.words,
        words_error=wrong.get("words", ""),
        authority=typed.authority,
        authority_error=wrong.get("authority", ""),
        is_confirmed=typed.is_confirmed,
        confirm_error=wrong.get("confirmed", ""),
        tells=typed.tells,
        seen=offer.seen,
        send_key=request.POST.get("send_key") or secrets.token_hex(16),
        limit=WORDS_LIMIT,
        errors=tuple(FieldError(text=text, href=f"#{name}") for name, text in wrong.items()),
        **staff_frame(request, back=reverse("staff_interventions", args=[report.id])),
    )
    return show(request, page, status=422 if wrong else 200)


def _make(request: HttpRequest, report_id: UUID) -> HttpResponse:
    asking = Asking(
        kind=request.GET.get("ask", ""),
        about=request.GET.get("about", ""),
        seen=request.POST.get("seen", ""),
        wording=wording_of(request.POST, drafted_to=""),
        send_key=request.POST.get("send_key", ""),
    )
    try:
        made = make_intervention(report_id=report_id, asking=asking, by=signed_in_actor(request), at=now())
    except InterventionError as refused:
        return _show_one_or_all(request, report_id, wrong_words(refused))
    except FactsChangedError:
        words = _("The report changed since you opened this. Look at the facts again.")
        return _show_one_or_all(request, report_id, {"facts": words})
    except NoSuchOfferError:
        return _show_one_or_all(request, report_id)
    return redirect("staff_intervention", report_id, made)


@opens_to(Deed.ASK_OTHERS)
@require_http_methods(["GET", "POST"])
def staff_intervention(request: HttpRequest, report_id: UUID, intervention_id: UUID) -> HttpResponse:
    """Show one request that was made; note how it went out, and what came of it."""
    try:
        wrong = _note(request, report_id, intervention_id) if request.method == "POST" else None
        if request.method == "POST" and not wrong:
            return redirect("staff_intervention", report_id, intervention_id)
        return _show_made(request, report_id, intervention_id, wrong=wrong or {})
    except (NoSuchReportError, NoSuchInterventionError) as missing:
        raise Http404 from missing
    except NotAllowedError as refused:
        raise PermissionDenied from refused


def _show_made(
    request: HttpRequest, report_id: UUID, intervention_id: UUID, *, wrong: Errors
) -> HttpResponse:
    report = open_report(report_id=report_id, by=signed_in_actor(request), at=(at := now()))
    one = next((each for each in report.interventions if each.id == intervention_id), None)
    if one is None:
        raise NoSuchInterventionError
    page = intervention_page(request, report, one, wrong=wrong, at=at)
    return show(request, page, status=422 if wrong else 200)


def _note(request: HttpRequest, report_id: UUID, intervention_id: UUID) -> Errors:
    by, at, said = signed_in_actor(request), now(), request.POST
    try:
        if said.get("do") == "sent":
            send_intervention(
                report_id=report_id,
                intervention_id=intervention_id,
                channel=said.get("channel", ""),
                contact=said.get("contact", ""),
                by=by,
                at=at,
            )
            return {}
        reply = Reply(
            result=said.get("result", ""),
            held=said.get("held", ""),
            returned=said.get("returned", ""),
            words=said.get("reply", ""),
        )
        answer_intervention(
            report_id=report_id,
            intervention_id=intervention_id,
            reply=reply,
            send_key=said.get("send_key", ""),
            by=by,
            at=at,
        )
    except InterventionError as refused:
        return wrong_words(refused)
    except NotASumError:
        return {"held": _("Type sums such as 9400.50, in the currency that was paid.")}
    except AlreadySentError:
        return {}
    return {}


@opens_to(Deed.ASK_OTHERS)
@require_GET
def staff_request_paper(request: HttpRequest, report_id: UUID, intervention_id: UUID) -> HttpResponse:
    """Give a request as a paper; each time is one leaf."""
    by = signed_in_actor(request)
    try:
        letter = open_request(report_id=report_id, intervention_id=intervention_id, by=by, at=now())
        made = request_pdf(letter)
    except (NoSuchReportError, NoSuchInterventionError) as missing:
        raise Http404 from missing
    except NotAllowedError as refused:
        raise PermissionDenied from refused
    except PaperNotMadeError as error:
        return _no_paper(request, error, report_id=report_id, intervention_id=intervention_id)
    return attachment(made, name=f"request-{letter.kind}.pdf", kind="application/pdf")


@opens_to(Deed.ASK_OTHERS)
@require_GET
def staff_request_bundle(request: HttpRequest, report_id: UUID, intervention_id: UUID) -> HttpResponseBase:
    """Give the signed file of a request; each time is one leaf."""
    try:
        opened = hand_out_request(
            report_id=report_id,
            intervention_id=intervention_id,
            paper=request_pdf,
            by=signed_in_actor(request),
            at=now(),
        )
        first = next(opened.pieces)
    except (NoSuchReportError, NoSuchInterventionError) as missing:
        raise Http404 from missing
    except NotAllowedError as refused:
        raise PermissionDenied from refused
    except (NotAsTakenInError, JournalNotWholeError):
        words = _("The log and the request do not fit. You got nothing. Tell those who run this service.")
        return _show_made(request, report_id, intervention_id, wrong={"file": words})
    except PaperNotMadeError as error:
        return _no_paper(request, error, report_id=report_id, intervention_id=intervention_id)
    response = StreamingHttpResponse(chain([first], opened.pieces), content_type="application/octet-stream")
    # As with a disclosure bundle: no browser shows it, and what is sealed is not squeezed.
    response["Content-Encoding"] = "identity"
    response["Content-Disposition"] = content_disposition_header(True, opened.name)
    response["Content-Security-Policy"] = "sandbox"
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _no_paper(
    request: HttpRequest, error: PaperNotMadeError, *, report_id: UUID, intervention_id: UUID
) -> HttpResponse:
    log.error("A paper was not made: status %s", error.status)
    there = reverse("staff_intervention", args=[report_id, intervention_id])
    page = StaffMessagePage(
        heading=_("We could not make the file"),
        paragraphs=(_("Nothing is lost. Try again in a minute."),),
        next_text=_("Back to the request"),
        next_url=there,
        **staff_frame(request, back=there),
    )
    return show(request, page, status=NOT_MADE)


@opens_to(Deed.ASK_OTHERS)
@require_GET
def staff_hold_requests(request: HttpRequest) -> HttpResponse:
    """Show every request that waits, overdue ones first, and what is held and came back over all."""
    by, at = signed_in_actor(request), now()
    found = open_interventions(badge=by.badge, shut=shut_to(by, at=at))
    lines = tuple(waiting_line(one, at=at) for one in found)
    late = sum(line.colour == "late" for line in lines)
    page = HoldRequestsPage(
        heading=_("Requests to banks and others"),
        overdue=late,
        lines=lines,
        is_cut=len(lines) == MOST_SHOWN,
        totals=total_words(recovered_in_all(badge=by.badge)),
        **staff_frame(request, back=reverse("staff_queue")),
    )
    return show(request, page)
