"""Handing over parts of a report: choose them, black out what must not go along, and download one signed file."""

import logging
from itertools import chain
from uuid import UUID, uuid4

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from callpoint.actions.disclosing import (
    DangerousItemError,
    ItemLine,
    ItemNotThereError,
    NoSuchDisclosureError,
    bundles_made,
    hand_out_bundle,
    item_lines,
    make_disclosure,
)
from callpoint.actions.exhibits import DangerousError, NoSuchExhibitError, WithheldError
from callpoint.actions.reading import open_report
from callpoint.actions.receipts import NotAsTakenInError
from callpoint.actions.redacting import NotRedactableError, keep_redaction, open_for_redaction
from callpoint.clock import now
from callpoint.formats.pdf import PaperNotMadeError
from callpoint.pages.access import opens_to
from callpoint.pages.filters import moment
from callpoint.pages.page import FieldError, show
from callpoint.pages.shown import ChoiceLine
from callpoint.pages.staff.bundle_paper import bundle_pdf
from callpoint.pages.staff.disclosure_pages import BundleView, DisclosePage, DrawableLine
from callpoint.pages.staff.frame import signed_in_actor, staff_frame
from callpoint.records.opened import NoSuchReportError
from callpoint.rules.access import Deed, NotAllowedError
from callpoint.rules.disclosing import (
    ADDITION,
    ANSWERS,
    EXHIBIT,
    MESSAGE,
    BoxesNotReadError,
    PhrasesNotFoundError,
    Terms,
    TermsNotCompleteError,
    read_boxes,
)
from callpoint.vault.checkpoints import JournalNotWholeError
from callpoint.vault.errors import ExhibitChangedError, ExhibitMissingError
from callpoint.vault.redacting import NoSuchPageError, NotRedactedError, RedactorBusyError, redacted

log = logging.getLogger(__name__)
NOT_DRAWN = (DangerousError, NotRedactableError, NotRedactedError, RedactorBusyError, ExhibitChangedError)
Errors = dict[str, str]
"""The name of a field to what is wrong with it."""


@opens_to(Deed.DISCLOSE)
@require_http_methods(["GET", "POST"])
def staff_disclose(request: HttpRequest, report_id: UUID) -> HttpResponse:
    """Show what may be handed over; make a bundle, or black out a picture."""
    try:
        if request.method != "POST":
            return _show(request, report_id, {})
        wrong = (_black_out if request.POST.get("do") == "black-out" else _make)(request, report_id)
        if wrong:
            return _show(request, report_id, wrong)
    except (NoSuchReportError, NoSuchExhibitError, ExhibitMissingError) as missing:
        raise Http404 from missing
    except (NotAllowedError, WithheldError) as refused:
        raise PermissionDenied from refused
    return redirect("staff_disclose", report_id)


@opens_to(Deed.DISCLOSE)
@require_GET
def staff_bundle(request: HttpRequest, report_id: UUID, disclosure_id: UUID) -> HttpResponseBase:
    """Stream a bundle; where a file in it was changed it ends too early and is seen as broken."""
    try:
        opened = hand_out_bundle(
            report_id=report_id,
            disclosure_id=disclosure_id,
            paper=bundle_pdf,
            by=signed_in_actor(request),
            at=now(),
        )
        first = next(opened.pieces)
    except (NoSuchReportError, NoSuchDisclosureError, ExhibitMissingError) as missing:
        raise Http404 from missing
    except (NotAllowedError, ItemNotThereError) as refused:
        raise PermissionDenied from refused
    except DangerousItemError:
        words = _("A scanner has called a file in it dangerous since. Make a new one.")
        return _show(request, report_id, {"items": words})
    except (NotAsTakenInError, JournalNotWholeError):
        words = _("The log and the report do not fit. You got nothing. Tell those who run this service.")
        return _show(request, report_id, {"items": words})
    except PaperNotMadeError as error:
        log.exception("A paper was not made: status %s", error.status)
        return _show(request, report_id, {"items": _("The paper in it could not be made. Try again.")})
    response = StreamingHttpResponse(chain([first], opened.pieces), content_type="application/octet-stream")
    # As with an exhibit: no browser shows it, and what is sealed is not squeezed.
    response["Content-Encoding"] = "identity"
    response["Content-Disposition"] = content_disposition_header(True, opened.name)
    response["Content-Security-Policy"] = "sandbox"
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _make(request: HttpRequest, report_id: UUID) -> Errors:
    terms = Terms(
        authority=request.POST.get("authority", ""),
        purpose=request.POST.get("purpose", ""),
        items=tuple(request.POST.getlist("items")),
        phrases=tuple(request.POST.get("phrases", "").splitlines()),
        with_dangerous=request.POST.get("dangerous") == "yes",
    )
    try:
        make_disclosure(report_id=report_id, terms=terms, by=signed_in_actor(request), at=now())
    except TermsNotCompleteError as refused:
        words = {
            "authority": _("Say who gets it, in at most 500 letters."),
            "purpose": _("Say what it is for, in at most 500 letters."),
            "phrases": _("Make each line at most 500 letters long."),
            "items": _("Choose what to hand over."),
        }
        return {name: words[name] for name in refused.fields}
    except ItemNotThereError:
        return {"items": _("Something you chose is not there any more. Choose again.")}
    except DangerousItemError:
        return {"dangerous": _("A file you chose is dangerous. Leave it out, or tick this box.")}
    except PhrasesNotFoundError as refused:
        missing = _(
            "These words are in nothing you chose: %(words)s. Try another spelling, or take them out."
        )
        return {"phrases": missing % {"words": ", ".join(refused.phrases)}}
    return {}


def _black_out(request: HttpRequest, report_id: UUID) -> Errors:
    """Draw a file anew, outside any transaction, because it may take a while; then keep it as an exhibit."""
    by, chosen = signed_in_actor(request), request.POST.get("exhibit", "")
    if not chosen.isdecimal():
        return {"exhibit": _("Choose a picture or a PDF.")}
    number = int(chosen)
    try:
        boxes = read_boxes(request.POST.get("boxes", ""))
        pieces, media_type = open_for_redaction(report_id=report_id, number=number, by=by, at=now())
        file = redacted(pieces, media_type=media_type, boxes=boxes, as_id=uuid4())
        keep_redaction(report_id=report_id, number=number, file=file, by=by, at=now())
    except BoxesNotReadError as refused:
        words = _("Look at line %(line)s. Type five whole numbers: page, left, top, width, height.")
        missing = _("Type at least one box.")
        return {"boxes": words % {"line": refused.line} if refused.line else missing}
    except NoSuchPageError:
        return {"boxes": _("The file has no such page.")}
    except NOT_DRAWN as refused:
        return {"exhibit": _why_not_drawn(refused)}
    return {}


def _why_not_drawn(refused: Exception) -> str:
    words = {
        DangerousError: _("A scanner calls this file dangerous. Leave it out, and write what it shows."),
        RedactorBusyError: _("Others are looking at files now. Try again in a minute."),
    }
    return words.get(
        type(refused), _("This file cannot be blacked out. Leave it out, and write what it shows.")
    )


def _show(request: HttpRequest, report_id: UUID, wrong: Errors) -> HttpResponse:
    by = signed_in_actor(request)
    report = open_report(report_id=report_id, by=by, at=now())
    lines = item_lines(report_id=report_id)
    chosen, drawn = request.POST.getlist("items"), request.POST.get("exhibit", "")
    page = DisclosePage(
        heading=_("Hand over parts of %(reference)s") % {"reference": report.reference},
        items=tuple(
            ChoiceLine(value=line.item, label=_words(line), chosen=line.item in chosen) for line in lines
        ),
        authority=request.POST.get("authority", ""),
        purpose=request.POST.get("purpose", ""),
        phrases=request.POST.get("phrases", ""),
        authority_error=wrong.get("authority", ""),
        purpose_error=wrong.get("purpose", ""),
        phrases_error=wrong.get("phrases", ""),
        items_error=wrong.get("items", ""),
        has_dangerous=any(line.is_dangerous for line in lines),
        dangerous_too=request.POST.get("dangerous") == "yes",
        dangerous_error=wrong.get("dangerous", ""),
        drawable=tuple(_drawable(report_id, line, drawn=drawn) for line in lines if line.can_be_drawn),
        boxes=request.POST.get("boxes", ""),
        boxes_error=wrong.get("boxes", "") or wrong.get("exhibit", ""),
        bundles=_bundles(report_id),
        report_url=reverse("staff_report", args=[report_id]),
        errors=tuple(
            FieldError(text=text, href="#boxes" if name == "exhibit" else f"#{name}")
            for name, text in wrong.items()
        ),
        **staff_frame(request, back=reverse("staff_report", args=[report_id])),
    )
    return show(request, page, status=422 if page.errors else 200)


def _drawable(report_id: UUID, line: ItemLine, *, drawn: str) -> DrawableLine:
    return DrawableLine(
        value=str(line.number),
        label=_words(line),
        chosen=str(line.number) == drawn,
        url=reverse("staff_black_out", args=[report_id, line.number]),
    )


def _bundles(report_id: UUID) -> tuple[BundleView, ...]:
    return tuple(
        BundleView(
            url=reverse("staff_bundle", args=[report_id, made.id]),
            authority=made.terms.authority,
            purpose=made.terms.purpose,
            made_by=made.made_by,
            made_at=made.made_at,
        )
        for made in bundles_made(report_id=report_id)
    )


def _words(line: ItemLine) -> str:
    """Say which thing a line is."""
    said = {"number": line.number, "name": line.name, "other": line.made_from, "time": moment(line.at)}
    words = {
        EXHIBIT: _exhibit_words,
        ANSWERS: lambda _line: _("Answers, sent at %(time)s"),
        ADDITION: lambda _line: _("Added at %(time)s"),
        MESSAGE: _message_words,
    }[line.what]
    return words(line) % {**said, "who": line.who}


def _exhibit_words(line: ItemLine) -> str:
    if line.made_from:
        return _("Exhibit %(number)s: exhibit %(other)s, blacked out")
    if line.is_dangerous:
        return _("Exhibit %(number)s: %(name)s (dangerous, a scanner says)")
    return _("Exhibit %(number)s: %(name)s")


def _message_words(line: ItemLine) -> str:
    if line.is_from_service:
        return _("Message of %(time)s by this service")
    return _("Message of %(time)s by %(who)s") if line.who else _("Message of %(time)s by the reporter")
