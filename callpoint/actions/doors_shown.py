"""Opening what people asked about a door: for the second person who decides, and for whoever asked; a leaf each."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from callpoint.actions.acting import Actor
from callpoint.actions.admitting import check_may_about, is_open_to
from callpoint.actions.corresponding import sent_report
from callpoint.actions.journalling import write_leaf
from callpoint.actions.restricting import held_request, kept_from
from callpoint.records.models import Admission, Report, Restriction
from callpoint.records.opened_restrictions import OpenedAdmission, opened_admission
from callpoint.records.queries.doors import identity_shown_until
from callpoint.records.sealed_restrictions import DoorSeal
from callpoint.records.transaction import writing
from callpoint.rules.access import Deed, check_may
from callpoint.rules.restricting import Behind


@dataclass(frozen=True, kw_only=True)
class RequestToDecide:
    """One request, with what a second person needs to know and no word of the report."""

    report_id: UUID
    reference: str
    unit: str
    admission: OpenedAdmission
    is_own: bool
    is_kept_out: bool
    """Whether whoever asks is the one that the report is kept from."""


@dataclass(frozen=True, kw_only=True)
class OwnDoor:
    """How a door stands for whoever looks, and what came of their own last request."""

    reference: str
    is_open: bool
    last: OpenedAdmission | None


@writing
def open_request_to_decide(*, admission_id: UUID, by: Actor, at: datetime) -> RequestToDecide:
    """
    Open a request to be let in, for the second person: why it is asked, and no word of the report.

    :raises callpoint.actions.restricting.NoSuchAdmissionError: there is none.
    :raises callpoint.rules.access.NotAllowedError: this role may not.
    :raises callpoint.rules.restricting.KeptOutError: the report is kept from whoever looks.
    """
    report, row = held_request(admission_id, by=by)
    write_leaf(what="door.open-request", about=report.id, by=by, at=at)
    return RequestToDecide(
        report_id=report.id,
        reference=report.reference or "",
        unit=report.unit,
        admission=opened_admission(row, DoorSeal.of(report)),
        is_own=row.staff_id == int(by.id),
        is_kept_out=row.staff_id == kept_from(report),
    )


@writing
def look_at_door(*, report_id: UUID, behind: Behind, by: Actor, at: datetime) -> OwnDoor:
    """
    Say how a door stands for whoever looks, and open their own last request.

    :raises callpoint.records.opened.NoSuchReportError: none with this id was sent.
    :raises callpoint.rules.access.NotAllowedError: this role or unit may not, whoever lets them in; or the report
        whose identity is meant is shut.
    """
    report = sent_report(report_id)
    check_may(by.badge, Deed.OPEN_REPORT, unit=report.unit)
    if behind is Behind.IDENTITY:
        check_may_about(report, Deed.OPEN_REPORT, by=by, at=at)
    rows = Admission.objects.filter(report=report, behind=behind, staff=int(by.id))
    if behind is Behind.REPORT:
        rows = rows.filter(asked_at__gte=_restricted_at(report))
    row = rows.select_related("staff", "decided_by").order_by("-asked_at", "id").first()
    write_leaf(what="door.look", about=report.id, by=by, at=at)
    return OwnDoor(
        reference=report.reference or "",
        is_open=_is_open(report, behind, by=by, at=at),
        last=opened_admission(row, DoorSeal.of(report)) if row else None,
    )


def _is_open(report: Report, behind: Behind, *, by: Actor, at: datetime) -> bool:
    if behind is Behind.REPORT:
        return is_open_to(report.id, by=by, at=at)
    return identity_shown_until(report.id, staff_id=int(by.id), at=at) is not None


def _restricted_at(report: Report) -> datetime:
    """Say since when a report is restricted; of one that is not, when it was sent, since all that was asked is moot."""
    rows = Restriction.objects.filter(report=report, lifted_at=None).values_list("placed_at", flat=True)
    return rows.first() or report.submitted_at or report.created_at
