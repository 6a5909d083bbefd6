"""Reads of one's own name or family: what a supervisor enters to be compared, and the alert when such a report is opened.

NameNotTakenError   nothing is left of the name to compare, or it has too many letters
"""

import secrets
from collections.abc import Iterable
from datetime import datetime
from typing import Final
from uuid import UUID

from callpoint.actions.acting import Actor, ActorKind
from callpoint.actions.journalling import tombstone_of, write_leaf
from callpoint.actions.staffing import NoSuchStaffMemberError
from callpoint.records.additions import told_by_now
from callpoint.records.keys import keyring
from callpoint.records.models import FamilyName, NameAlert, Report, StaffMember
from callpoint.records.sealed import UNREADABLE, ReportSeal
from callpoint.records.transaction import writing
from callpoint.rules.access import Deed, check_may
from callpoint.rules.chance import Chance
from callpoint.rules.journal import SALT_SIZE
from callpoint.rules.own_names import Side, Whose, name_key, names_told
from callpoint.rules.rows import Answers
from callpoint.rules.sampled_reads import check_not_own
from callpoint.sealing.index import blind_indexes

NAME_LIMIT: Final = 120
KIND: Final = "family-name"


class NameNotTakenError(Exception):
    """Nothing is left of the name to compare, or it has too many letters."""


@writing
def add_family_name(
    *, staff_id: int, name: str, by: Actor, at: datetime, chance: Chance = secrets.token_bytes
) -> None:
    """
    Enter a name of somebody's family; only a keyed mark of it is kept. A repeat enters nothing more.

    :raises callpoint.rules.access.NotAllowedError: this role may not.
    :raises callpoint.actions.staffing.NoSuchStaffMemberError: nobody with this number works here.
    :raises callpoint.rules.sampled_reads.OwnReadError: nobody enters names for themselves.
    :raises NameNotTakenError: see there.
    """
    check_may(by.badge, Deed.LOOK_AT_READS)
    check_not_own(staff_id, by.id)
    key = name_key(name)
    if not key or len(name) > NAME_LIMIT:
        raise NameNotTakenError
    member = StaffMember.objects.filter(pk=staff_id, is_active=True).first()
    if member is None:
        raise NoSuchStaffMemberError
    marks = blind_indexes(keyring(), kind=KIND, value=key)
    if FamilyName.objects.filter(staff=member, mark__in=marks).exists():
        return
    row = FamilyName.objects.create(
        id=UUID(bytes=chance(16), version=4),
        staff=member,
        salt=chance(SALT_SIZE),
        mark=marks[0],
        added_by_id=int(by.id),
        added_at=at,
    )
    write_leaf(what="family.add", about=member.pk, by=by, at=at, wrote=[row])


@writing
def drop_family_names(*, staff_id: int, by: Actor, at: datetime) -> None:
    """
    Drop every name of somebody's family: none can be told from another. Where there is none, nothing happens.

    :raises callpoint.rules.access.NotAllowedError: this role may not.
    :raises callpoint.rules.sampled_reads.OwnReadError: nobody drops their own.
    """
    check_may(by.badge, Deed.LOOK_AT_READS)
    check_not_own(staff_id, by.id)
    rows = list(FamilyName.objects.filter(staff=staff_id).order_by("id"))
    if not rows:
        return
    gone = [tombstone_of(row) for row in rows]
    FamilyName.objects.filter(pk__in=[row.pk for row in rows]).delete()
    write_leaf(what="family.drop", about=staff_id, by=by, at=at, gone=gone)


@writing
def note_own_names(
    *, reports: Iterable[Report], by: Actor, at: datetime, chance: Chance = secrets.token_bytes
) -> None:
    """Note the same of reports whose words were shown another way; one that cannot be opened shows none."""
    shown = {report.id: report for report in reports}
    rows = NameAlert.objects.filter(report__in=list(shown), reader=int(by.id))
    noted = set(rows.values_list("report_id", flat=True))
    for report in shown.values():
        if report.id in noted:
            continue
        try:
            answers = told_by_now(report, ReportSeal.of(report)).answers
        except UNREADABLE:
            continue
        _note(report, answers, by=by, at=at, chance=chance)


@writing
def note_own_name(
    *, report: Report, answers: Answers, by: Actor, at: datetime, chance: Chance = secrets.token_bytes
) -> None:
    """Note that somebody opened a report that names them or their family, once; called by `reading.open_report`."""
    if by.kind is not ActorKind.STAFF or NameAlert.objects.filter(report=report, reader=int(by.id)).exists():
        return
    _note(report, answers, by=by, at=at, chance=chance)


def _note(report: Report, answers: Answers, *, by: Actor, at: datetime, chance: Chance) -> None:
    met = _met(answers, staff_id=int(by.id))
    if met is None:
        return
    whose, side = met
    row = NameAlert.objects.create(
        id=UUID(bytes=chance(16), version=4),
        report=report,
        salt=chance(SALT_SIZE),
        reader_id=int(by.id),
        whose=whose,
        side=side,
        read_at=at,
    )
    write_leaf(what="read.own-name", about=report.id, by=by, at=at, wrote=[row])


def _met(answers: Answers, *, staff_id: int) -> tuple[Whose, Side] | None:
    told = names_told(answers)
    name = StaffMember.objects.filter(pk=staff_id).values_list("display_name", flat=True).first()
    own = name_key(name or "")
    marks = set(FamilyName.objects.filter(staff=staff_id).values_list("mark", flat=True))
    for side, keys in told.items():
        if own and own in keys:
            return Whose.OWN, side
        if marks and any(marks.intersection(blind_indexes(keyring(), kind=KIND, value=key)) for key in keys):
            return Whose.FAMILY, side
    return None
