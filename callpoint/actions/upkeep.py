"""What keeps the service going: acknowledging, throwing away old drafts, trying stuck work again."""

import secrets
from datetime import datetime
from uuid import UUID

from django.utils import translation

from callpoint.actions.acting import Actor
from callpoint.actions.clocks import acknowledged_by
from callpoint.actions.counting import count_left
from callpoint.actions.custody import write_exhibit_leaf
from callpoint.actions.journalling import tombstone_of, write_leaf
from callpoint.actions.telling_reporter import keep_message
from callpoint.records.models import Message, Outbox, Report
from callpoint.records.transaction import writing
from callpoint.rules.access import Deed, check_may
from callpoint.rules.chance import Chance
from callpoint.rules.custody import ExhibitDeed
from callpoint.rules.lifecycle import ReportState
from callpoint.vault.exhibits import exhibits_of, let_go_of_report
from callpoint.vault.sweeping import Swept

MOST_AT_ONCE = 500


@writing
def acknowledge(*, report_id: str, by: Actor, at: datetime, chance: Chance = secrets.token_bytes) -> None:
    """Put the first message into a report: we have it. Doing it twice puts it there once."""
    report = Report.objects.filter(id=UUID(report_id)).first()
    if report is None or Message.objects.filter(send_key=(key := acknowledged_by(report))).exists():
        return
    with translation.override(report.language):
        text = translation.gettext(
            "We have your report. A person will read it. You need not do anything now."
        )
    message = keep_message(report, text, key=key, at=at, chance=chance)
    write_leaf(what="message.acknowledge", about=report.id, by=by, at=at, wrote=[message])


@writing
def discard_old_drafts(*, before: datetime, by: Actor, at: datetime) -> int:
    """
    Throw away drafts, with their files, that were last changed before a time; returns how many, at most 500 a call.

    Each is locked, and so looked at once more: a draft that is being sent at this moment stays.
    """
    drafts = Report.objects.select_for_update(skip_locked=True).filter(state=ReportState.DRAFT)
    old = list(drafts.filter(changed_at__lt=before)[:MOST_AT_ONCE])
    count_left(old)
    for draft in old:
        report_id = draft.id
        gone = [tombstone_of(row) for row in (draft, *exhibits_of(report_id))]
        let_go_of_report(report_id)
        draft.delete()
        write_leaf(what="draft.expire", about=report_id, by=by, at=at, gone=gone)
    return len(old)


@writing
def note_checked(*, exhibit_id: UUID, by: Actor, at: datetime) -> None:
    """Note that a new exhibit was read back from the disk and is what was kept (`vault.opening.is_kept`)."""
    write_exhibit_leaf(what=ExhibitDeed.CHECK, exhibits=[exhibit_id], about=exhibit_id, by=by, at=at)


@writing
def note_sweep(*, swept: Swept, by: Actor, at: datetime) -> None:
    """
    Note what a sweep of the vault's folder is about to do, one leaf a file (`vault.sweeping`).

    What has no row is what is left of an upload whose service ended in mid-work: nobody was told that it is kept.
    """
    for what, ids in (
        (ExhibitDeed.SWEEP, swept.aside),
        (ExhibitDeed.SWEEP_BACK, swept.back),
        (ExhibitDeed.SWEEP_OUT, swept.out),
    ):
        for exhibit_id in ids:
            write_exhibit_leaf(what=what, exhibits=[exhibit_id], about=exhibit_id, by=by, at=at)
    for upload_id in swept.uploads:
        write_leaf(what="upload.sweep", about=upload_id, by=by, at=at)


@writing
def note_restore(*, backup: str, by: Actor, at: datetime) -> None:
    """Note that all that stands here came out of a backup, named by its manifest; what came after it is lost."""
    write_leaf(what="backup.restore", about=backup, by=by, at=at)


@writing
def retry_stuck_work(*, by: Actor, at: datetime) -> int:
    """
    Try again all that was given up; returns how many pieces of work that is.

    :raises callpoint.rules.access.NotAllowedError: this role may not.
    """
    check_may(by.badge, Deed.RETRY_WORK)
    count = Outbox.objects.filter(stuck_at__isnull=False).update(stuck_at=None, attempts=0, run_after=at)
    if count:
        write_leaf(what="work.retry", about="outbox", by=by, at=at)
    return count
