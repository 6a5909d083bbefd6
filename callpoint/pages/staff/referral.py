"""One entry of a caseload: opening it, accepting or returning it, the service's own file, passing on, and closing."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from callpoint.actions.caseload import (
    NoSuchReferralError,
    ReferralWithdrawnError,
    accept_referral,
    close_referral,
    look_again_on,
    open_referral,
    other_services,
    pass_on_referral,
    return_referral,
)
from callpoint.actions.caseload_file import NewContact, note_contact, note_needs, write_note
from callpoint.actions.caseload_shown import OpenedReferral
from callpoint.clock import now
from callpoint.pages.access import opens_to
from callpoint.pages.page import FieldError, show
from callpoint.pages.shown import AnswerLine
from callpoint.pages.staff.caseload_pages import WithdrawnPage
from callpoint.pages.staff.frame import signed_in_actor, staff_frame
from callpoint.pages.staff.referral_view import referral_page, ways_of
from callpoint.pages.staff.supporting import too_many_words
from callpoint.pages.staff.typed_words import TYPED_HERE, typed_words
from callpoint.rules.access import Deed, NotAllowedError
from callpoint.rules.support_contact import ContactWay, UnsafeWayError
from callpoint.rules.support_requests import RequestMoveNotAllowedError
from callpoint.rules.support_service import (
    CloseReason,
    ContactOutcome,
    EntryKind,
    NotChosenError,
    ReferralError,
    ReferralMoveNotAllowedError,
    ReferralState,
    ReturnReason,
    TooManyWordsError,
    WordsLackingError,
    chosen,
)

CONFLICT = 409
"""Answer to a form about an entry that was ended meanwhile."""


@opens_to(Deed.OPEN_REFERRAL)
@require_http_methods(["GET", "POST"])
def staff_referral(request: HttpRequest, referral_id: UUID) -> HttpResponse:
    """Open an entry, or take one of its forms."""
    try:
        if request.method != "POST":
            return _show(request, referral_id)
        return _take(request, referral_id)
    except NoSuchReferralError as missing:
        raise Http404 from missing
    except ReferralWithdrawnError as withdrawn:
        return _withdrawn(request, withdrawn)
    except NotAllowedError as refused:
        raise PermissionDenied from refused


def _take(request: HttpRequest, referral_id: UUID) -> HttpResponse:
    do = request.POST.get("do", "")
    if do not in _DEEDS:
        return _show(request, referral_id)
    try:
        _DEEDS[do](request, referral_id)
    except (ReferralMoveNotAllowedError, RequestMoveNotAllowedError):
        return _show(request, referral_id, Failed(form=do, error=_changed_words(), status=CONFLICT))
    except (ReferralError, UnsafeWayError) as refused:
        return _show(request, referral_id, Failed(form=do, error=_wrong_words(refused)))
    if do in _LEADS_AWAY:
        return redirect("staff_caseload")
    return redirect(reverse("staff_referral", args=[referral_id]) + f"#{_PLACES.get(do, 'top')}")


def _wrong_words(refused: ReferralError | UnsafeWayError) -> str:
    if isinstance(refused, TooManyWordsError):
        return too_many_words(refused.over)
    return {
        WordsLackingError: _("Write a few words first."),
        NotChosenError: _("Choose one of the list."),
        UnsafeWayError: _("They did not call this way safe. Choose another."),
    }[type(refused)]


@dataclass(frozen=True, kw_only=True)
class Failed:
    """Which form was not taken, and what is wrong."""

    form: str = ""
    error: str = ""
    status: int = 422


def _accept(request: HttpRequest, referral_id: UUID) -> None:
    accept_referral(referral_id=referral_id, by=signed_in_actor(request), at=now())


def _return(request: HttpRequest, referral_id: UUID) -> None:
    told = request.POST
    return_referral(
        referral_id=referral_id,
        reason=chosen(told.get("return_reason", ""), ReturnReason),
        words=told.get("return_words", ""),
        by=signed_in_actor(request),
        at=now(),
    )


def _contact(request: HttpRequest, referral_id: UUID) -> None:
    told = request.POST
    new = NewContact(
        way=chosen(told.get("way", ""), ContactWay),
        outcome=chosen(told.get("outcome", ""), ContactOutcome),
        note=told.get("contact_words", ""),
        answer=told.get("answer", ""),
        send_key=told.get("send_key", ""),
    )
    note_contact(referral_id=referral_id, new=new, by=signed_in_actor(request), at=now())


def _needs(request: HttpRequest, referral_id: UUID) -> None:
    note_needs(
        referral_id=referral_id,
        kind=chosen(request.POST.get("needs_kind", ""), EntryKind),
        needs=request.POST.getlist("needs"),
        send_key=request.POST.get("send_key", ""),
        by=signed_in_actor(request),
        at=now(),
    )


def _note(request: HttpRequest, referral_id: UUID) -> None:
    write_note(
        referral_id=referral_id,
        words=request.POST.get("note_words", ""),
        send_key=request.POST.get("send_key", ""),
        by=signed_in_actor(request),
        at=now(),
    )


def _look_again(request: HttpRequest, referral_id: UUID) -> None:
    typed = request.POST.get("next_on", "").strip()
    try:
        day = date.fromisoformat(typed) if typed else None
    except ValueError as wrong:
        raise NotChosenError from wrong
    look_again_on(referral_id=referral_id, day=day, by=signed_in_actor(request), at=now())


def _pass_on(request: HttpRequest, referral_id: UUID) -> None:
    pass_on_referral(
        referral_id=referral_id,
        service=request.POST.get("service", ""),
        words=request.POST.get("pass_words", ""),
        by=signed_in_actor(request),
        at=now(),
    )


def _close(request: HttpRequest, referral_id: UUID) -> None:
    close_referral(
        referral_id=referral_id,
        reason=chosen(request.POST.get("close_reason", ""), CloseReason),
        words=request.POST.get("close_words", ""),
        by=signed_in_actor(request),
        at=now(),
    )


_DEEDS: dict[str, Callable[[HttpRequest, UUID], None]] = {
    "accept": _accept,
    "return": _return,
    "contact": _contact,
    "needs": _needs,
    "note": _note,
    "look-again": _look_again,
    "pass-on": _pass_on,
    "close": _close,
}
_OF_NEW = {"accept", "return"}
"""Forms of an entry that nobody took on yet; the others are of one that is worked on."""
_LEADS_AWAY = {"return", "pass-on", "close"}
_PLACES = {"contact": "file", "needs": "file", "note": "file"}


def _show(request: HttpRequest, referral_id: UUID, failed: Failed | None = None) -> HttpResponse:
    failed, at = failed or Failed(), now()
    opened = open_referral(referral_id=referral_id, by=signed_in_actor(request), at=at)
    gone = _gone_words(opened, failed.form)
    stands = not gone
    if failed.error and gone:
        # Whatever is wrong with what was typed besides: its form is on the page no more.
        failed = replace(failed, error=gone, status=CONFLICT)
    too_late = () if stands or not failed.error else _too_late(request)
    place = f"#form-{failed.form}" if stands else TYPED_HERE if too_late else "#top"
    page = referral_page(
        opened,
        at=at,
        typed=request.POST,
        failed=(failed.form, failed.error) if stands else ("", ""),
        send_key=secrets.token_hex(16),
        errors=(FieldError(text=failed.error, href=place),) if failed.error else (),
        frame=staff_frame(request, back=reverse("staff_caseload")),
    )
    return show(request, replace(page, typed=too_late), status=failed.status if failed.error else 200)


def _gone_words(opened: OpenedReferral, form: str) -> str:
    """Say why a form is on the page of an entry no more; '' where it still stands there."""
    if opened.state is not (ReferralState.NEW if form in _OF_NEW else ReferralState.ACCEPTED):
        return _changed_words()
    if form == "contact" and not ways_of(opened):
        return _("They did not call this way safe, and no other is left. Nothing was kept.")
    if form == "pass-on" and not other_services(opened.service):
        return _("No other service is left to pass them on to. Nothing was kept.")
    return ""


def _changed_words() -> str:
    return _("This entry was changed meanwhile. Look at it again. Nothing was kept.")


def _too_late(request: HttpRequest) -> tuple[AnswerLine, ...]:
    """Give what was typed about an entry that takes it no more: its form is on the page no longer."""
    note = _("Note")
    labels = {
        "return_words": _("What should police do?"),
        "contact_words": note,
        "answer": _("A line for the person"),
        "note_words": note,
        "pass_words": _("How did they agree?"),
        "close_words": note,
    }
    return typed_words(request, labels)


def _withdrawn(request: HttpRequest, withdrawn: ReferralWithdrawnError) -> HttpResponse:
    page = WithdrawnPage(
        heading=_("Consent was withdrawn"),
        withdrawn_at=withdrawn.at,
        typed=_too_late(request),
        caseload_url=reverse("staff_caseload"),
        **staff_frame(request, back=reverse("staff_caseload")),
    )
    return show(request, page, status=CONFLICT if request.method == "POST" else 200)
