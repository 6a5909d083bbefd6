"""A look at a report from the queue: its first lines, without opening it."""

from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from callpoint.actions.peeking import peek_report
from callpoint.clock import now
from callpoint.pages.access import opens_to
from callpoint.pages.page import show
from callpoint.pages.staff.frame import signed_in_actor, staff_frame
from callpoint.pages.staff.queue_address import seen_by
from callpoint.pages.staff.queue_pages import PeekPage
from callpoint.pages.staff.warned import warning_before
from callpoint.records.opened import NoSuchReportError
from callpoint.rules.access import Deed, NotAllowedError


@opens_to(Deed.OPEN_REPORT)
@require_GET
def staff_peek(request: HttpRequest, report_id: UUID) -> HttpResponse:
    """Show the first lines of a report, which is written down as a reading."""
    warning = warning_before(request, report_id)
    if warning is not None:
        return warning
    try:
        peeked = peek_report(report_id=report_id, by=signed_in_actor(request), at=now())
    except NoSuchReportError as missing:
        raise Http404 from missing
    except NotAllowedError as refused:
        raise PermissionDenied from refused
    page = PeekPage(
        heading=_("A look at %(reference)s") % {"reference": peeked.reference},
        reference=peeked.reference,
        first_lines=peeked.first_lines,
        has_more=peeked.has_more,
        report_url=f"{reverse('staff_report', args=[report_id])}?{seen_by(request).query()}",
        **staff_frame(request, back=seen_by(request).url()),
    )
    return show(request, page)
