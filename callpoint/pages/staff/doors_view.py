"""What staff read of doors, in words: why a report is restricted, what is asked for, what came of it."""

from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from callpoint.actions.acting import Actor
from callpoint.actions.reading import OpenedReport
from callpoint.pages.filters import moment
from callpoint.pages.staff.door_pages import AdmissionView, DoorPart, LowView
from callpoint.records.opened_restrictions import OpenedAdmission
from callpoint.rules.access import Deed, may
from callpoint.rules.restricting import Answer, Behind, Why


def door_part(report: OpenedReport, by: Actor) -> DoorPart:
    """Make the part for the page of a report."""
    may_change = may(by.badge, Deed.RESTRICT, unit=report.unit)
    identity, restriction, low = report.identity, report.restriction, report.lowering
    return DoorPart(
        why=why_words(restriction.why) if restriction else "",
        restrict_url=reverse("staff_restrict", args=[report.id]) if may_change else "",
        is_identity_sealed=identity.is_sealed,
        identity_until=identity.shown_until,
        identity_asked_at=identity.asked_at,
        identity_url=door_url(report.id, Behind.IDENTITY),
        low=LowView(reason=low.reason, by=low.lowered_by, at=low.lowered_at) if low else None,
    )


def door_url(report_id: object, behind: Behind) -> str:
    """Give the address where one asks to be let in."""
    return f"{reverse('staff_door', args=[report_id])}?{urlencode({'behind': behind.value})}"


def why_words(why: Why) -> str:
    """Say why a report is restricted."""
    return {
        Why.COLLEAGUE: _("It is about somebody who works here or with us"),
        Why.CHILD: _("It is about a child"),
        Why.PUBLIC_PERSON: _("It is about a person in public life"),
        Why.OTHER: _("Another reason"),
    }[why]


def what_words(behind: Behind) -> str:
    """Say what somebody asks to see."""
    return {
        Behind.REPORT: _("A restricted report"),
        Behind.IDENTITY: _("Who reported"),
    }[behind]


def hours_words(hours: int) -> str:
    """Say for how long somebody is let in."""
    days = hours // 24
    return ngettext("%(num)s day", "%(num)s days", days) % {"num": days}


def standing_words(one: OpenedAdmission) -> str:
    """Say what came of a request; '' while it waits."""
    if one.answer is None:
        return ""
    until = moment(one.until) if one.until else ""
    words = {
        Answer.NAMED: _("Named on it by %(who)s"),
        Answer.GRANTED: _("Let in by %(who)s until %(until)s"),
        Answer.REFUSED: _("Not let in by %(who)s"),
    }[one.answer]
    return words % {"who": one.decided_by or _("this service"), "until": until}


def admission_view(one: OpenedAdmission) -> AdmissionView:
    """Make one line of who was let in."""
    return AdmissionView(
        name=one.name,
        standing=standing_words(one) or _("Waits for a second person"),
        reason=one.reason,
        asked_at=one.asked_at,
        words=one.words,
    )
