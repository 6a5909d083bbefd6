"""Reads that somebody else looks at: some of each unit are drawn each week, and each is said to be fine or not.

NoSuchReadError   no read with this id was drawn or alerted
"""

import secrets
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings

from callpoint.actions.acting import Actor, ActorKind
from callpoint.actions.corresponding import sent_report
from callpoint.actions.journalling import pseudonyms, write_leaf
from callpoint.records.models import Admission, NameAlert, ReadWeek, Report, SampledRead, StaffMember
from callpoint.records.sealed_restrictions import DoorSeal
from callpoint.records.transaction import writing
from callpoint.rules.access import Deed, check_may
from callpoint.rules.chance import Chance
from callpoint.rules.closing_reasons import taken_reason
from callpoint.rules.journal import SALT_SIZE, read_leaf
from callpoint.rules.restricting import Answer, Behind
from callpoint.rules.sampled_reads import (
    OF_EXHIBITS,
    OF_REPORTS,
    Allowed,
    Verdict,
    by_unit,
    check_not_own,
    drawn,
    why_allowed,
)
from callpoint.vault.models import Exhibit, JournalLeaf


class NoSuchReadError(Exception):
    """No read with this id was drawn or alerted."""


@dataclass(frozen=True, kw_only=True)
class _Read:
    """One read of a report by a member of staff, as its leaf says."""

    leaf: int
    what: str
    report_id: UUID
    reader: StaffMember
    at: datetime


@writing
def draw_reads(*, week: date, by: Actor, at: datetime, chance: Chance = secrets.token_bytes) -> int:
    """
    Draw some reads of a week that is over, of each unit; returns how many. A week that was drawn is drawn no more.

    `week` is its Monday.
    """
    if ReadWeek.objects.filter(week=week).exists():
        return 0
    reads = {each.leaf: each for each in _reads(week)}
    of_unit = by_unit([(each.reader.unit, each.leaf) for each in reads.values()]) or {"": []}
    ReadWeek.objects.bulk_create(
        ReadWeek(week=week, unit=unit, reads=len(found)) for unit, found in of_unit.items()
    )
    chosen = [index for found in drawn(of_unit, chance=chance).values() for index in found]
    rows = [_kept(reads[index], week, at=at, chance=chance) for index in chosen]
    write_leaf(what="reads.draw", about=week.isoformat(), by=by, at=at, wrote=rows)
    return len(rows)


def _reads(week: date) -> Iterator[_Read]:
    """Give the reads of a week whose report is still there, from the journal."""
    zone = ZoneInfo(settings.TIME_ZONE)
    begin = datetime.combine(week, datetime.min.time(), tzinfo=zone)
    end = datetime.combine(week + timedelta(days=7), datetime.min.time(), tzinfo=zone)
    people = _people()
    leaves = [
        (row.index, read_leaf(bytes(row.body)))
        for row in JournalLeaf.objects.filter(at__gte=begin, at__lt=end).order_by("index").iterator()
    ]
    found = [
        (index, leaf) for index, leaf in leaves if leaf.by in people and leaf.what in OF_REPORTS | OF_EXHIBITS
    ]
    reports = _reports_of([(leaf.what, leaf.object_id) for _index, leaf in found])
    for index, leaf in found:
        report_id = reports.get(leaf.object_id)
        if report_id is not None:
            when = datetime.fromisoformat(leaf.at)
            yield _Read(leaf=index, what=leaf.what, report_id=report_id, reader=people[leaf.by], at=when)


def _people() -> Mapping[str, StaffMember]:
    """Give everybody who ever had an account, by each name that the journal may have for them."""
    return {
        name: member
        for member in StaffMember.objects.all()
        for name in pseudonyms(kind=ActorKind.STAFF, actor_id=str(member.pk))
    }


def _reports_of(about: Sequence[tuple[str, str]]) -> Mapping[str, UUID]:
    """Give the report of what each leaf is about, where it is still there."""
    of_exhibits = {UUID(name) for what, name in about if what in OF_EXHIBITS}
    exhibits = dict(Exhibit.objects.filter(id__in=of_exhibits).values_list("id", "report_id"))
    meant = {name: exhibits.get(UUID(name), UUID(name)) for _what, name in about}
    there = set(Report.objects.filter(id__in=set(meant.values())).values_list("id", flat=True))
    return {name: report_id for name, report_id in meant.items() if report_id in there}


def _kept(read: _Read, week: date, *, at: datetime, chance: Chance) -> SampledRead:
    return SampledRead.objects.create(
        id=UUID(bytes=chance(16), version=4),
        report_id=read.report_id,
        salt=chance(SALT_SIZE),
        week=week,
        unit=read.reader.unit,
        reader=read.reader,
        what=read.what,
        leaf=read.leaf,
        read_at=read.at,
        allowed=_allowed(read),
        drawn_at=at,
    )


def _allowed(read: _Read) -> Allowed:
    rows = Admission.objects.filter(
        report=read.report_id, staff=read.reader, behind=Behind.REPORT, decided_at__lte=read.at
    )
    unit = Report.objects.filter(id=read.report_id).values_list("unit", flat=True)[0]
    return why_allowed(
        read.reader.badge(),
        unit=unit,
        named=rows.filter(answer=Answer.NAMED).exists(),
        let_in=rows.filter(answer=Answer.GRANTED, until__gt=read.at).exists(),
    )


@writing
def judge_sampled_read(
    *,
    read_id: UUID,
    verdict: Verdict,
    note: str,
    by: Actor,
    at: datetime,
    chance: Chance = secrets.token_bytes,
) -> None:
    """
    Say of a read that was drawn whether it was fine; what is not fine, or to be asked, needs a note.

    Who says it anew says it instead of what was said before.

    :raises NoSuchReadError: none with this id was drawn.
    :raises callpoint.rules.access.NotAllowedError: this role may not.
    :raises callpoint.rules.sampled_reads.OwnReadError: it is one's own.
    :raises callpoint.rules.closing_reasons.ReasonNotTakenError: no note where one is needed, or one that is too long.
    """
    check_may(by.badge, Deed.LOOK_AT_READS)
    row = SampledRead.objects.select_for_update().filter(id=read_id).first()
    _judge(row, verdict, note, by=by, at=at, chance=chance)


@writing
def judge_name_alert(
    *,
    read_id: UUID,
    verdict: Verdict,
    note: str,
    by: Actor,
    at: datetime,
    chance: Chance = secrets.token_bytes,
) -> None:
    """
    Say of a read of somebody's own name whether it was fine, as `judge_sampled_read` does of one that was drawn.

    :raises NoSuchReadError: nothing was alerted with this id.
    """
    check_may(by.badge, Deed.LOOK_AT_READS)
    row = NameAlert.objects.select_for_update().filter(id=read_id).first()
    _judge(row, verdict, note, by=by, at=at, chance=chance)


def _judge(
    row: SampledRead | NameAlert | None,
    verdict: Verdict,
    note: str,
    *,
    by: Actor,
    at: datetime,
    chance: Chance,
) -> None:
    if row is None:
        raise NoSuchReadError
    check_not_own(row.reader_id, by.id)
    said = note.strip() if verdict is Verdict.FINE and not note.strip() else taken_reason(note)
    seal = DoorSeal.of(sent_report(row.report_id))
    row.verdict, row.judged_by_id, row.judged_at = verdict, int(by.id), at
    row.note = seal.seal_note(row, said, chance)
    row.save(update_fields=["verdict", "judged_by", "judged_at", "note"])
    write_leaf(what="read.judge", about=row.report_id, by=by, at=at, wrote=[row])
