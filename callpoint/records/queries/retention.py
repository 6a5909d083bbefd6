"""What lies under the key of each month that is due, the orders to erase months, and the reports on hold."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from callpoint.records.keys import keyring
from callpoint.records.models import Case, Hold, LostCodeRequest, Report, ShredOrder, SupportRequest
from callpoint.rules.lifecycle import ReportState
from callpoint.rules.retention import erasure_month, is_due, is_hold_month
from callpoint.sealing.envelope import wrapped_under

MOST_LISTED = 200


@dataclass(frozen=True, kw_only=True)
class OrderLine:
    """One order to erase a month, with the names of those who gave it; '' where nobody has yet."""

    id: UUID
    month: str
    proposed_by_id: int
    proposed_by: str
    proposed_at: datetime
    confirmed_by: str
    confirmed_at: datetime | None
    reports: int
    drafts: int
    requests: int
    done_at: datetime | None
    complete_on: date | None


@dataclass(frozen=True, kw_only=True)
class DueMonth:
    """One month whose time is over, and how much lies under its key."""

    month: str
    reports: int
    still_open: int
    """Of the reports: those that nobody closed."""
    drafts: int
    requests: int
    """Requests to talk and requests for a new code."""
    held: int
    """Reports of this month that stay, because they are held; they lie under another key."""
    order: OrderLine | None
    """The order that is open for it."""


@dataclass(frozen=True, kw_only=True)
class HeldReport:
    """One report on hold: readable columns only."""

    report_id: UUID
    reference: str
    placed_at: datetime
    placed_by: str
    month: str
    """The month it would be erased after."""


def months_due(*, at: datetime) -> tuple[DueMonth, ...]:
    """
    List the months that may be erased, oldest first.

    A month whose key is gone already is listed only where rows are back under it, as after a restore.
    """
    ids = _cohorts_due(at)
    alive = {key.month for key in keyring().keys}
    reports = _counts(Report.objects.exclude(state=ReportState.DRAFT), ids)
    still_open = _counts(Report.objects.exclude(state__in=[ReportState.DRAFT, ReportState.CLOSED]), ids)
    drafts = _counts(Report.objects.filter(state=ReportState.DRAFT), ids)
    requests = _counts(SupportRequest.objects.all(), ids) + _counts(LostCodeRequest.objects.all(), ids)
    cases = _counts(Case.objects.all(), ids)
    held = Counter(line.month for line in reports_held())
    orders = {order.month: order for order in open_orders()}
    return tuple(
        DueMonth(
            month=month,
            reports=reports[month],
            still_open=still_open[month],
            drafts=drafts[month],
            requests=requests[month],
            held=held[month],
            order=orders.get(month),
        )
        for month in sorted(ids)
        if month in alive
        or month in orders
        or reports[month] + drafts[month] + requests[month] + cases[month]
    )


def next_month_due(*, at: datetime) -> str:
    """Give the first month that is not due yet and has a key; '' where there is none."""
    months = {key.month for key in keyring().keys if key.month and not is_due(key.month, at=at)}
    return min((month for month in months if not is_hold_month(month)), default="")


def open_orders() -> tuple[OrderLine, ...]:
    """Give the orders that are neither done nor stopped."""
    return _lines(ShredOrder.objects.filter(done_at=None, cancelled_at=None).order_by("month"))


def orders_done() -> tuple[OrderLine, ...]:
    """Give the orders that are done, the last one first, at most 200."""
    return _lines(ShredOrder.objects.filter(done_at__isnull=False).order_by("-done_at")[:MOST_LISTED])


def reports_held() -> tuple[HeldReport, ...]:
    """List the reports on hold, the longest held first."""
    holds = Hold.objects.filter(lifted_at=None).select_related("report", "placed_by").order_by("placed_at")
    return tuple(
        HeldReport(
            report_id=hold.report_id,
            reference=hold.report.reference or "",
            placed_at=hold.placed_at,
            placed_by=hold.placed_by.display_name,
            month=erasure_month(hold.report.submitted_at or hold.report.created_at),
        )
        for hold in holds
    )


def _lines(orders: QuerySet[ShredOrder]) -> tuple[OrderLine, ...]:
    return tuple(
        OrderLine(
            id=order.id,
            month=order.month,
            proposed_by_id=order.proposed_by_id,
            proposed_by=order.proposed_by.display_name,
            proposed_at=order.proposed_at,
            confirmed_by=order.confirmed_by.display_name if order.confirmed_by else "",
            confirmed_at=order.confirmed_at,
            reports=order.reports,
            drafts=order.drafts,
            requests=order.requests,
            done_at=order.done_at,
            complete_on=order.complete_on,
        )
        for order in orders.select_related("proposed_by", "confirmed_by")
    )


def _cohorts_due(at: datetime) -> dict[str, str]:
    """Give the months that are due, each with the id of its key."""
    ring = keyring()
    known = [(key.month, key.id) for key in ring.keys] + [(gone.month, gone.id) for gone in ring.destroyed]
    return {month: key_id for month, key_id in known if month and is_due(month, at=at)}


def _counts(
    rows: "QuerySet[Report] | QuerySet[SupportRequest] | QuerySet[LostCodeRequest] | QuerySet[Case]",
    ids: dict[str, str],
) -> Counter[str]:
    """Count rows by the month whose key wraps theirs, in one look at the table."""
    wanted = {
        f"in_{month}": Count("pk", filter=Q(wrapped_key__contains=wrapped_under(key_id)))
        for month, key_id in ids.items()
    }
    found = rows.aggregate(**wanted) if wanted else {}
    return Counter({name.removeprefix("in_"): number for name, number in found.items()})
