"""Warnings of series: raised by the service itself, and closed by a person who says why.

WarningError
├── NoSuchWarningError      no warning with this id
├── WarningClosedError      somebody was faster
├── WarningShutError        a report of its series is shut to who would close it
└── NoReasonError           it is closed for one of the reasons of its list, and for no other
"""

import secrets
from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from callpoint.actions.acting import Actor
from callpoint.actions.admitting import shut_to
from callpoint.actions.journalling import write_leaf
from callpoint.analysis.warnings import judged_at_reporters, shape_now
from callpoint.records.knowledge import knowledge
from callpoint.records.models import Series, SeriesWarning
from callpoint.records.queries.series_seen import seen_parts
from callpoint.records.transaction import writing
from callpoint.rules.access import Deed, check_may
from callpoint.rules.chance import Chance
from callpoint.rules.journal import SALT_SIZE
from callpoint.rules.warning import REASONS_FOR, Because, Reason, Shape, WarningState, reasons_to_raise


class WarningError(Exception):
    """A step about a warning cannot be taken."""


class NoSuchWarningError(WarningError):
    """No warning with this id."""


class WarningClosedError(WarningError):
    """Somebody closed it meanwhile."""


class WarningShutError(WarningError):
    """A restricted report of its series is shut to who would close it: they cannot know what they close."""


class NoReasonError(WarningError):
    """It is closed for one of the reasons of its list, and for no other."""


def raise_where_due(
    *, series_id: UUID, by: Actor, at: datetime, chance: Chance = secrets.token_bytes
) -> bool:
    """
    Look at a series and raise it to the analysts where the rules say so; say whether it was raised.

    The looking holds nobody up: only where there is a reason is anything written.
    """
    shape = shape_now(series_id, currency=knowledge().jurisdiction.currency, at=at)
    reasons = reasons_to_raise(shape, judged_at_reporters=judged_at_reporters(series_id))
    return bool(reasons) and _raise(series_id, shape, reasons, by=by, at=at, chance=chance)


@writing
def _raise(
    series_id: UUID, shape: Shape, reasons: Sequence[Reason], *, by: Actor, at: datetime, chance: Chance
) -> bool:
    """Raise a series, unless it went meanwhile or somebody else raised it."""
    series = Series.objects.select_for_update().filter(id=series_id, size__gt=1).first()
    is_open = SeriesWarning.objects.filter(series=series_id, state=WarningState.OPEN).exists()
    if series is None or is_open:
        return False
    warning = SeriesWarning.objects.create(
        id=UUID(bytes=chance(16), version=4),
        salt=chance(SALT_SIZE),
        series=series,
        state=WarningState.OPEN,
        reasons=" ".join(reasons),
        reports=shape.reports,
        reporters=shape.reporters,
        lately=shape.lately,
        lost=shape.lost,
        at_risk=shape.at_risk,
        raised_at=at,
    )
    write_leaf(what="warning.raise", about=warning.id, by=by, at=at, wrote=[warning])
    return True


@writing
def close_outlived(*, warning_id: UUID, by: Actor, at: datetime) -> None:
    """Close a warning whose series is no more; one that somebody closed meanwhile, or whose series is back, stays."""
    waiting = SeriesWarning.objects.select_for_update(of=("self",))
    warning = waiting.filter(id=warning_id, state=WarningState.OPEN, series__size__lt=2).first()
    if warning is not None:
        warning.state, warning.judged_at = WarningState.GONE, at
        warning.save(update_fields=["state", "judged_at"])
        write_leaf(what="warning.outlive", about=warning.id, by=by, at=at, wrote=[warning])


@writing
def judge_warning(*, warning_id: UUID, outcome: WarningState, because: str, by: Actor, at: datetime) -> None:
    """
    Close a warning as seen or dismissed, for a reason; `because` is one of `rules.warning.REASONS_FOR`.

    :raises NoSuchWarningError, WarningClosedError: there is none, or it is closed already.
    :raises NoReasonError: the reason is missing or does not fit.
    :raises WarningShutError: somebody who is let in to all of its reports has to look.
    :raises callpoint.rules.access.NotAllowedError: this role may not.
    """
    check_may(by.badge, Deed.JUDGE_WARNING)
    warning = SeriesWarning.objects.select_for_update().filter(id=warning_id).first()
    if warning is None:
        raise NoSuchWarningError
    if warning.state != WarningState.OPEN:
        raise WarningClosedError
    if seen_parts(shut_to(by, at=at), among=[warning.series_id]):
        raise WarningShutError
    if because not in set(Because) or Because(because) not in REASONS_FOR.get(outcome, frozenset()):
        raise NoReasonError
    warning.state, warning.because = outcome, because
    warning.judged_by_id, warning.judged_at = int(by.id), at
    warning.save(update_fields=["state", "because", "judged_by", "judged_at"])
    write_leaf(what="warning.judge", about=warning.id, by=by, at=at, wrote=[warning])
