"""What is said before somebody opens a report that is hard to read, or takes a first look at it."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from callpoint.clock import now
from callpoint.pages.filters import translated
from callpoint.pages.page import show
from callpoint.pages.staff.breaks import note_hard
from callpoint.pages.staff.frame import signed_in_actor, staff_frame
from callpoint.pages.staff.queue import next_report_url
from callpoint.pages.staff.queue_address import seen_before
from callpoint.pages.staff.welfare_pages import HardPage
from callpoint.records.knowledge import knowledge
from callpoint.records.queries.doors import shut_to
from callpoint.records.queries.queue import place_of_report
from callpoint.records.queries.welfare import told_of_report, wishes_of
from callpoint.rules.access import Deed, may
from callpoint.rules.welfare import distress_of, welfare_rules

GO_ON = "go-on"
PASSED = "passed"
"""Where a session keeps the hard report that somebody went on to last, so that a press on its page asks no more."""


def warning_before(request: HttpRequest, report_id: UUID) -> HttpResponse | None:
    """
    Give the page that says what is hard about a report; None where nothing is, or its reader goes on.

    It knows the report by readable columns alone, so that it is no reading and writes no leaf.
    """
    by = signed_in_actor(request)
    told = told_of_report(report_id, badge=by.badge) if may(by.badge, Deed.OPEN_REPORT) else None
    # Of a report that is restricted not even what it is about is told to whom it is shut.
    if told is None or report_id in shut_to(int(by.id), at=now()):
        return None
    sorts = distress_of(welfare_rules(knowledge()), kind=told.kind, told=told.sorts)
    if not sorts or _goes_on(request, report_id):
        return None
    if not wishes_of(int(by.id)).is_warned:
        note_hard(request, report_id, at=now())
        return None
    address = request.GET.copy()
    address[GO_ON] = "yes"
    page = HardPage(
        heading=_("Before you read %(reference)s") % {"reference": told.reference},
        reasons=tuple(translated(sort.words) for sort in sorts),
        go_on_url=f"{request.path}?{address.urlencode()}",
        go_on_words=_("Open the report")
        if request.path == reverse("staff_report", args=[report_id])
        else _("Show the first lines"),
        next_url=next_report_url(
            request, after=report_id, place=place_of_report(report_id, badge=by.badge) or ""
        ),
        desk_url=f"{reverse('staff_desk')}#help",
        **staff_frame(request, back=seen_before(request).url()),
    )
    return show(request, page)


def _goes_on(request: HttpRequest, report_id: UUID) -> bool:
    """Say whether somebody goes on to this report, or has gone on to it last."""
    passed = request.session.get(PASSED) == str(report_id)
    if request.GET.get(GO_ON) == "yes" and not passed:
        request.session[PASSED] = str(report_id)
        note_hard(request, report_id, at=now())
        return True
    return passed
