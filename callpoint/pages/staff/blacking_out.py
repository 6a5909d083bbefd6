"""The page on which boxes are drawn over a picture or a PDF; what comes of them is made by the page of handing over."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from callpoint.actions.exhibits import DangerousError
from callpoint.actions.opening import preview_exhibit
from callpoint.clock import now
from callpoint.pages.access import opens_to
from callpoint.pages.page import show
from callpoint.pages.staff.exhibit import refusals
from callpoint.pages.staff.exhibit_pages import BlackOutPage
from callpoint.pages.staff.exhibit_words import unseen_words
from callpoint.pages.staff.frame import signed_in_actor, staff_frame
from callpoint.rules.access import Deed
from callpoint.rules.disclosing import REDACTABLE
from callpoint.rules.file_kinds import read_kind
from callpoint.vault.errors import ExhibitChangedError
from callpoint.vault.looking.seen import NotSeenError, Seen
from callpoint.vault.previewing import preview_of


@opens_to(Deed.DISCLOSE)
@require_GET
def staff_black_out(request: HttpRequest, report_id: UUID, number: int) -> HttpResponse:
    """Show the pages of a file under covers, as its preview does, with the field of boxes."""
    by, disclose = signed_in_actor(request), reverse("staff_disclose", args=[report_id])
    try:
        with refusals():
            opened = preview_exhibit(report_id=report_id, number=number, by=by, at=now())
    except DangerousError:
        return redirect(disclose)
    if opened.media_type not in REDACTABLE:
        raise Http404
    seen, unseen = Seen(), ""
    try:
        seen = preview_of(opened.pieces, kind=read_kind(opened.media_type))
    except NotSeenError as refused:
        unseen = unseen_words(refused.why, read_kind(opened.media_type))
    except ExhibitChangedError:
        unseen = _("This file was changed on our disk. Do not use it. Tell who runs the service.")
    page = BlackOutPage(
        heading=_("Black out exhibit %(number)s") % {"number": number},
        number=number,
        name=opened.name,
        unseen=unseen,
        pictures=tuple(
            reverse("staff_picture", args=[report_id, number, picture])
            for picture in range(1, seen.pictures + 1)
        ),
        is_cut=seen.is_cut,
        action=disclose,
        **staff_frame(request, back=disclose),
    )
    return show(request, page)
