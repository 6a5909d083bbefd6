"""Carries out an order to erase a month, as the worker does: rows and files in batches, and last the month's key.

Why rows and files go first: until the key is destroyed nothing is lost that was not meant to be, a report is either
whole or gone, and a legal hold can still save one. With the key first, rows that nobody can open would stand in every
list until the last of them went. The leaves say which rows went, so that a repeat after a crash knows which files are
left to remove. docs/decisions/0022-hold-and-shred.md.
"""

import secrets
from collections.abc import Collection, Iterator, Sequence
from datetime import datetime, timedelta
from functools import partial
from typing import Any
from uuid import UUID, uuid4

from django.conf import settings
from django.db import transaction
from django.db.models import Max, Model, Q, QuerySet

from callpoint.actions.acting import Actor
from callpoint.actions.counting import count_left
from callpoint.actions.journalling import tombstone_of, write_leaf
from callpoint.actions.posting import post
from callpoint.actions.shredding import OrderClosedError, ShreddingError, open_order
from callpoint.analysis.settling import let_go, lock_links
from callpoint.records.keys import keyring
from callpoint.records.models import (
    Addition,
    Admission,
    Ask,
    Assessment,
    Case,
    CaseEntry,
    CaseHandOver,
    CaseMaterial,
    CaseReport,
    CaseTask,
    Clock,
    Closing,
    Disclosure,
    Distress,
    FollowUp,
    Hold,
    Intervention,
    InterventionAnswer,
    Judgement,
    LostAmount,
    LostCodeRequest,
    Lowering,
    Message,
    Move,
    NameAlert,
    Outbox,
    Presence,
    Recording,
    Referral,
    ReferralEntry,
    Report,
    ReporterBlock,
    Restriction,
    ReturnedAmount,
    Review,
    Ruling,
    SampledRead,
    SeriesName,
    ShredOrder,
    Sighting,
    Statement,
    StoryBand,
    StorySign,
    SupportConsent,
    SupportRequest,
)
from callpoint.records.transaction import writing
from callpoint.rules.chance import Chance
from callpoint.rules.journal import Leaf, RowDigest, read_leaf
from callpoint.rules.lifecycle import ReportState
from callpoint.rules.retention import (
    WAIT_BEFORE_ERASURE,
    complete_on,
    draft_month,
    hold_month,
    is_hold_month,
    is_over,
    no_lift_since,
)
from callpoint.sealing.envelope import rewrap, wrapped_under
from callpoint.sealing.keyring import Key, KeyDestroyedError, destroy_cohort, with_cohort
from callpoint.vault.erasing import erase_files, erase_rows, exhibits_of, let_parts_count_no_more
from callpoint.vault.models import Exhibit, JournalLeaf

MOST_AT_ONCE = 20
"""Reports of one transaction, so that nobody who writes meanwhile waits long."""
ERASED = "month.erase"
CLOCKS_DIFFER = timedelta(days=1)
"""More than the clocks of two programs do; who stopped an order and who carried it out need not share one."""


class NotYetError(ShreddingError):
    """Nobody has confirmed the order, or its day of waiting is not over."""


class HeldReportError(ShreddingError):
    """A report on hold lies under the key of this month; nothing more of it is erased before a person looked."""

    permanent = True


class RowsLeftError(ShreddingError):
    """Rows still lie under the key of the month."""


@writing
def erase_some(*, order_id: UUID, by: Actor, at: datetime, chance: Chance = secrets.token_bytes) -> bool:
    """
    Erase the next rows of the order's month and say whether there may be more; none where it is done or was stopped.

    Reports go with all that belongs to them. A draft that its reporter still works on goes on under a younger month.

    :raises callpoint.actions.shredding.NoSuchOrderError: no order with this id.
    :raises NotYetError: nobody has confirmed it, or its day of waiting is not over.
    :raises HeldReportError: a report on hold is among them.
    """
    # Before the rows: those who regroup take it first too, and then need the rows of reports.
    lock_links()
    order = _running(order_id, at=at)
    if order is None:
        return False
    mark = _mark(order)
    reports = list(Report.objects.select_for_update().filter(**mark).order_by("id")[:MOST_AT_ONCE])
    living = [report for report in reports if _is_living(report, order, at=at)]
    going = [report for report in reports if report not in living]
    _check_none_held(going)
    if let_parts_count_no_more([report.id for report in going]):
        return True
    for draft in living:
        _keep_on(draft, by=by, at=at, chance=chance)
    gone = _erase_reports(order, going, at=at)
    kept: list[Case] = []
    if not reports:
        gone += _erase_requests(order, mark)
        kept, of_cases = _erase_cases(mark, by=by, at=at, chance=chance)
        gone += of_cases
    if gone:
        order.first_leaf = _leaves_so_far() if order.first_leaf is None else order.first_leaf
        order.save(update_fields=["first_leaf", "reports", "drafts", "requests"])
        write_leaf(what="month.erase", about=order.id, by=by, at=at, wrote=[order], gone=gone)
    return bool(reports or gone or kept)


@writing
def complete_erasure(
    *, order_id: UUID, by: Actor, at: datetime, chance: Chance = secrets.token_bytes
) -> None:
    """
    Destroy the key of a month whose rows are gone, after any file that a crash left; doing it twice does it once.

    :raises callpoint.actions.shredding.NoSuchOrderError: no order with this id.
    :raises NotYetError: nobody has confirmed it, or its day of waiting is not over.
    :raises RowsLeftError: `erase_some` has more to do.
    """
    order = _running(order_id, at=at)
    if order is None:
        return
    mark = _mark(order)
    if any(
        model.objects.filter(**mark).exists() for model in (Report, SupportRequest, LostCodeRequest, Case)
    ):
        raise RowsLeftError
    erase_files(_exhibits_erased(order.month))
    _destroy(order.month, at=at, chance=chance)
    order.done_at, order.complete_on = at, complete_on(at)
    order.save(update_fields=["done_at", "complete_on"])
    write_leaf(what="month.shred", about=order.id, by=by, at=at, wrote=[order])


@writing
def drop_idle_hold_keys(*, by: Actor, at: datetime, chance: Chance = secrets.token_bytes) -> int:
    """
    Destroy the keys of holds whose month is long over and under which no report lies any more; returns how many.

    A report whose hold was lifted has gone back to its own month. Older backups still have it under the hold's key,
    which therefore stays for a while after the lift (`rules.retention.HOLD_KEY_DAYS`), or until the report is erased.

    A key goes after the commit: none goes without a leaf, and one that a crash left there has another leaf next time.
    """
    lifted = Hold.objects.filter(lifted_at__gt=no_lift_since(at)).values_list("placed_at", flat=True)
    lately = {hold_month(placed_at) for placed_at in lifted}
    idle = [key.month for key in keyring().keys if key.month and _is_idle(key, lately, at=at)]
    for month in idle:
        write_leaf(what="hold.drop-key", about=month, by=by, at=at)
        transaction.on_commit(partial(_destroy, month, at=at, chance=chance))
    return len(idle)


def _is_idle(key: Key, lately: Collection[str], *, at: datetime) -> bool:
    """Say whether the key is one of holds that nothing needs any more; `lately` are months with a lift not long ago."""
    month = key.month or ""
    is_free = is_hold_month(month) and is_over(month, at=at) and month not in lately
    return is_free and not Report.objects.filter(wrapped_key__contains=wrapped_under(key.id)).exists()


def _running(order_id: UUID, *, at: datetime) -> ShredOrder | None:
    """Lock and return an order whose time has come; None where it is done or was stopped."""
    try:
        order = open_order(order_id)
    except OrderClosedError:
        return None
    if order.confirmed_at is None or at < order.confirmed_at + WAIT_BEFORE_ERASURE:
        raise NotYetError
    return order


def _mark(order: ShredOrder) -> dict[str, str]:
    """Give the filter that finds every row under the key of the order's month, and no other."""
    return {"wrapped_key__contains": wrapped_under(keyring().cohort_id(order.month))}


def _is_living(report: Report, order: ShredOrder, *, at: datetime) -> bool:
    """Say whether a report is a draft in its time, whose key is still there to be wrapped anew."""
    in_time = at - timedelta(days=settings.CALLPOINT.drafts.keep_days)
    is_there = any(key.month == order.month for key in keyring().keys)
    return report.state == ReportState.DRAFT and report.changed_at >= in_time and is_there


def _keep_on(draft: Report, *, by: Actor, at: datetime, chance: Chance) -> None:
    month = draft_month(at)
    ring = with_cohort(keyring(), month=month, at=at, chance=chance)
    draft.wrapped_key = rewrap(ring, draft.wrapped_key, chance=chance, cohort=month)
    draft.save(update_fields=["wrapped_key"])
    write_leaf(what="draft.keep-on", about=draft.id, by=by, at=at, wrote=[draft])


def _check_none_held(reports: Sequence[Report]) -> None:
    if Hold.objects.filter(report__in=[report.id for report in reports], lifted_at=None).exists():
        raise HeldReportError


def _erase_reports(order: ShredOrder, reports: Sequence[Report], *, at: datetime) -> list[RowDigest]:
    """Delete reports with all that belongs to them, and name every row that went."""
    ids = [report.id for report in reports]
    drafts = [report for report in reports if report.state == ReportState.DRAFT]
    count_left(drafts)
    of_them = _rows_of(ids)
    rows: list[Model] = [row for found in of_them for row in found.order_by("pk")]
    rows += [*exhibits_of(ids), *reports]
    gone = _named(rows)
    erase_rows(ids)
    if let_go(ids):
        post(name="links.thinned", about=uuid4(), at=at)
    for found in of_them:
        found.delete()
    for computed in (Clock, LostAmount, ReturnedAmount, StoryBand, StorySign, Presence, Distress):
        computed.objects.filter(report__in=ids).delete()
    Report.objects.filter(id__in=ids).delete()
    order.drafts += len(drafts)
    order.reports += len(reports) - len(drafts)
    return gone


def _rows_of(ids: Sequence[UUID]) -> list[QuerySet[Any]]:
    """Find all rows that hang on these reports and no vault: what people judged of a pair goes with either of it."""
    # What hangs on a closing goes before it, and what hangs on a message before that.
    casework = (Assessment, Ask, Recording, Move, FollowUp, Review, Closing, CaseReport, CaseMaterial)
    doors = (Admission, Restriction, SampledRead, NameAlert, Lowering, ReporterBlock)
    asked = (InterventionAnswer, Intervention, Statement)
    told = (Message, Addition, Hold, Disclosure, Sighting, Ruling, SeriesName)
    hanging = (*casework, *doors, Referral, SupportConsent, *asked, *told)
    judged = Judgement.objects.filter(Q(first__in=ids) | Q(second__in=ids))
    support = ReferralEntry.objects.filter(referral__report__in=ids)
    return [support, *(model.objects.filter(report__in=ids) for model in hanging), judged]


def _erase_requests(order: ShredOrder, mark: dict[str, str]) -> list[RowDigest]:
    """Delete requests to talk and requests for a new code, and name every row that went."""
    named: list[RowDigest] = []
    caseload: list[RowDigest] = []
    for model in (SupportRequest, LostCodeRequest):
        rows = list(model.objects.select_for_update().filter(**mark).order_by("pk")[:MOST_AT_ONCE])
        ids = [row.pk for row in rows]
        if model is SupportRequest:
            caseload += _erase_caseload(ids)
        named += _named(rows)
        model.objects.filter(pk__in=ids).delete()
    order.requests += len(named)
    return [*caseload, *named]


def _erase_caseload(requests: Sequence[UUID]) -> list[RowDigest]:
    """Delete what a support service wrote about these requests, and name every row that went."""
    gone: list[RowDigest] = []
    for found in (
        ReferralEntry.objects.filter(referral__request__in=requests),
        Referral.objects.filter(request__in=requests),
    ):
        gone += _named(list(found.order_by("pk")))
        found.delete()
    return gone


def _erase_cases(
    mark: dict[str, str], *, by: Actor, at: datetime, chance: Chance
) -> tuple[list[Case], list[RowDigest]]:
    """Keep cases on that a report is still in, under a younger month; delete the others, and name every row that went."""
    cases = list(Case.objects.select_for_update().filter(**mark).order_by("pk")[:MOST_AT_ONCE])
    with_reports = set(CaseReport.objects.filter(case__in=cases).values_list("case_id", flat=True))
    kept = [case for case in cases if case.id in with_reports]
    for case in kept:
        month = draft_month(at)
        ring = with_cohort(keyring(), month=month, at=at, chance=chance)
        case.wrapped_key = rewrap(ring, case.wrapped_key, chance=chance, cohort=month)
        case.save(update_fields=["wrapped_key"])
        write_leaf(what="case.keep-on", about=case.id, by=by, at=at, wrote=[case])
    going = [case for case in cases if case.id not in with_reports]
    hanging = [
        model.objects.filter(case__in=going) for model in (CaseEntry, CaseTask, CaseHandOver, CaseMaterial)
    ]
    gone = _named([*(row for found in hanging for row in found.order_by("pk")), *going])
    for found in hanging:
        found.delete()
    Case.objects.filter(id__in=[case.id for case in going]).delete()
    return kept, gone


def _named(rows: Sequence[Model]) -> list[RowDigest]:
    """Name rows that are about to go, and drop what the outbox holds about them."""
    Outbox.objects.filter(object_id__in={str(row.pk) for row in rows}).delete()
    return [tombstone_of(row) for row in rows]


def _leaves_so_far() -> int:
    return JournalLeaf.objects.aggregate(last=Max("index"))["last"] or 0


def _exhibits_erased(month: str) -> set[UUID]:
    """Give every exhibit that this order for the month, or one that was stopped, erased; one that is done left no file."""
    orders = ShredOrder.objects.filter(month=month, first_leaf__isnull=False, done_at=None)
    table = Exhibit._meta.db_table  # noqa: SLF001 - Django's documented model API
    return {
        UUID(row.id)
        for order in orders
        for leaf in _leaves_of(order)
        for row in leaf.rows
        if row.table == table
    }


def _leaves_of(order: ShredOrder) -> Iterator[Leaf]:
    """Read the leaves that name what an order erased, from its first on, and not far beyond the time it was stopped."""
    leaves = JournalLeaf.objects.filter(index__gte=order.first_leaf)
    if order.cancelled_at is not None:
        leaves = leaves.filter(at__lte=order.cancelled_at + CLOCKS_DIFFER)
    read = (read_leaf(bytes(row.body)) for row in leaves.order_by("index"))
    return (leaf for leaf in read if leaf.what == ERASED and leaf.object_id == str(order.id))


def _destroy(month: str, *, at: datetime, chance: Chance) -> None:
    try:
        destroy_cohort(keyring(), month=month, at=at, chance=chance)
    except KeyDestroyedError:
        # An earlier try came this far, or the rows were those of an older backup.
        return
