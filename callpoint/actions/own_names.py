"""Names of families of those who work here, entered to be compared with what they read (`actions.name_alerts`).

NameNotTakenError   nothing is left of the name to compare, or it has too many letters
"""

import secrets
from datetime import datetime
from typing import Final
from uuid import UUID

from callpoint.actions.acting import Actor
from callpoint.actions.journalling import tombstone_of, write_leaf
from callpoint.actions.name_alerts import KIND
from callpoint.actions.staffing import NoSuchStaffMemberError
from callpoint.records.keys import keyring
from callpoint.records.models import FamilyName, StaffMember
from callpoint.records.transaction import writing
from callpoint.rules.access import Deed, check_may
from callpoint.rules.chance import Chance
from callpoint.rules.journal import SALT_SIZE
from callpoint.rules.own_names import name_key
from callpoint.rules.sampled_reads import check_not_own
from callpoint.sealing.index import blind_indexes

NAME_LIMIT: Final = 120


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
