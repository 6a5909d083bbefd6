"""Does one thing with each of several ticked reports: each by an action of its own, with a leaf of its own."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from uuid import UUID

from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from callpoint.actions.acting import Actor
from callpoint.actions.assigning import (
    HeldByAnotherError,
    NoSuchColleagueError,
    NotHeldByAnyoneError,
    give_report,
    put_back_report,
    take_report,
)
from callpoint.actions.moving import (
    MoveNotUndoneError,
    MoveReasonNotTakenError,
    NoSuchUnitError,
    SameUnitError,
    move_report,
    undo_move,
)
from callpoint.records.opened import NoSuchReportError
from callpoint.records.queries.colleagues import reference_of
from callpoint.rules.access import NotAllowedError
from callpoint.rules.restricting import DoorClosedError

Refused = (
    HeldByAnotherError,
    NotHeldByAnyoneError,
    NoSuchColleagueError,
    NoSuchUnitError,
    SameUnitError,
    MoveReasonNotTakenError,
    MoveNotUndoneError,
    NoSuchReportError,
    NotAllowedError,
)
"""What an action may refuse of one report."""
DEEDS = ("take", "give", "put-back", "move", "undo-move")
"""What the buttons do."""


@dataclass(frozen=True, kw_only=True)
class Bulk:
    """What came of it."""

    deed: str
    done: int
    refused: tuple[str, ...]
    """One sentence for each report that was refused, with its reference."""
    moved: tuple[UUID, ...] = field(default=())


def deed_of(said: QueryDict) -> Callable[..., None]:
    """Give the action that a form asks for by one of `DEEDS`, with all it needs but the report."""
    deeds: dict[str, Callable[..., None]] = {
        "take": take_report,
        "put-back": put_back_report,
        "give": partial(give_report, to=_number(said.get("to", ""))),
        "move": partial(move_report, unit=said.get("unit", ""), reason=said.get("reason", "")),
        "undo-move": undo_move,
    }
    return deeds[str(said["do"])]


def do_in_bulk(said: QueryDict, *, by: Actor, at: datetime) -> Bulk:
    """Do it report by report; what one refuses stops no other."""
    deed, ids = said.get("do", ""), _ids(said.getlist("report"))
    if deed not in DEEDS or not ids:
        words = _("Tick at least one report. Then say what to do with them.")
        return Bulk(deed=deed, done=0, refused=(words,))
    act = deed_of(said)
    done: list[UUID] = []
    refused: list[str] = []
    for report_id in ids:
        try:
            act(report_id=report_id, by=by, at=at)
            done.append(report_id)
        except Refused as why:
            name = reference_of(report_id, badge=by.badge) or _("A report")
            refused.append(f"{name}: {refusal_words(why)}")
    return Bulk(
        deed=deed, done=len(done), refused=tuple(refused), moved=tuple(done) if deed == "move" else ()
    )


def refusal_words(why: Exception) -> str:
    """Say why an action refused, and what to do."""
    if isinstance(why, HeldByAnotherError):
        return _("%(name)s has it. Ask them, or give it to yourself.") % {"name": why.name}
    if isinstance(why, MoveReasonNotTakenError):
        return _too_long(why.over) if why.over else _("Say why it goes to another unit.")
    return {
        NotHeldByAnyoneError: _("Nobody has it, so it cannot be put back."),
        NoSuchColleagueError: _("Choose a colleague who may take reports of this unit."),
        NoSuchUnitError: _("Choose the unit that shall have it."),
        SameUnitError: _("This unit has it already."),
        MoveNotUndoneError: _("This can no longer be taken back. Somebody there has read it."),
        NoSuchReportError: _("It is no longer there."),
        NotAllowedError: _("It is with another unit now."),
        DoorClosedError: _("It is restricted. Open it to ask for it."),
    }[type(why)]


def done_words(deed: str, number: int) -> str:
    """Say what was done, for how many."""
    words = {
        "take": ngettext("%(num)s report is now yours.", "%(num)s reports are now yours.", number),
        "give": ngettext("%(num)s report was given away.", "%(num)s reports were given away.", number),
        "put-back": ngettext("%(num)s report was put back.", "%(num)s reports were put back.", number),
        "move": ngettext(
            "%(num)s report went to the other unit.", "%(num)s reports went to the other unit.", number
        ),
        "undo-move": ngettext(
            "%(num)s report is back with its unit.", "%(num)s reports are back with their units.", number
        ),
    }
    return words[deed] % {"num": number} if number and deed in words else ""


def _ids(said: list[str]) -> list[UUID]:
    ids = []
    for each in dict.fromkeys(said):
        try:
            ids.append(UUID(each))
        except ValueError:
            continue
    return ids


def _number(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 18 else 0


def _too_long(over: int) -> str:
    words = ngettext(
        "Make the reason %(over)s letter shorter.", "Make the reason %(over)s letters shorter.", over
    )
    return words % {"over": over}
