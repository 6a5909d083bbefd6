"""What people choose about their own welfare: whether they are warned, and told of breaks."""

import secrets
from datetime import datetime

from callpoint.actions.acting import Actor
from callpoint.actions.journalling import write_leaf
from callpoint.records.models import WelfareChoice
from callpoint.records.queries.welfare import Wishes
from callpoint.records.transaction import writing
from callpoint.rules.chance import Chance
from callpoint.rules.journal import SALT_SIZE


@writing
def choose_welfare(*, wishes: Wishes, by: Actor, at: datetime, chance: Chance = secrets.token_bytes) -> None:
    """Keep what a person chose for their own welfare; any member of staff may, and nobody for another."""
    staff_id = int(by.id)
    row = WelfareChoice.objects.select_for_update().filter(pk=staff_id).first() or WelfareChoice(
        staff_id=staff_id, salt=chance(SALT_SIZE)
    )
    row.is_warned = wishes.is_warned
    row.is_told_of_breaks = wishes.is_told_of_breaks
    row.save()
    write_leaf(what="welfare.choose", about=staff_id, by=by, at=at, wrote=[row])
