"""Writes the leaf of an action: who did what to which rows, without a name or a word."""

from collections.abc import Collection, Mapping, Sequence
from datetime import UTC, date, datetime
from uuid import UUID

from django.db import models

from callpoint.actions.acting import Actor, ActorKind
from callpoint.actions.name_alerts import keep_name_alerts, names_met, shown_by
from callpoint.records.keys import keyring
from callpoint.records.models import (
    Addition,
    Admission,
    Alert,
    Ask,
    Assessment,
    Case,
    CaseEntry,
    CaseHandOver,
    CaseMaterial,
    CaseReport,
    CaseTask,
    Closing,
    DeskChoice,
    Disclosure,
    FamilyName,
    FollowUp,
    Hold,
    Intervention,
    InterventionAnswer,
    Judgement,
    LetterTemplate,
    LostCodeRequest,
    Lowering,
    Message,
    Move,
    NameAlert,
    Recording,
    Referral,
    ReferralEntry,
    Report,
    ReporterBlock,
    Restriction,
    Review,
    Ruling,
    SampledRead,
    SavedView,
    SeriesName,
    SeriesWarning,
    ShredOrder,
    Sighting,
    StaffMember,
    Statement,
    SupportConsent,
    SupportRequest,
    WelfareChoice,
)
from callpoint.rules.journal import GONE, Commitment, Leaf, RowDigest, row_digest
from callpoint.rules.own_names import Side, Whose
from callpoint.rules.rows import Answers
from callpoint.sealing.index import blind_indexes
from callpoint.vault.journal import append_leaf
from callpoint.vault.models import Checkpoint, Exhibit

Plain = str | int | bytes | None
"""What a row digest may hold."""

LEAF_VERSION = 1

JOURNALLED: tuple[type[models.Model], ...] = (
    Report,
    Message,
    Addition,
    Ask,
    Recording,
    StaffMember,
    SupportRequest,
    LostCodeRequest,
    Hold,
    ShredOrder,
    Disclosure,
    Alert,
    Sighting,
    Judgement,
    Ruling,
    SeriesName,
    SeriesWarning,
    Assessment,
    Closing,
    Review,
    FollowUp,
    LetterTemplate,
    Intervention,
    InterventionAnswer,
    Statement,
    Move,
    Restriction,
    Admission,
    SavedView,
    DeskChoice,
    SupportConsent,
    Referral,
    ReferralEntry,
    SampledRead,
    FamilyName,
    NameAlert,
    Lowering,
    ReporterBlock,
    Case,
    CaseReport,
    CaseEntry,
    CaseTask,
    CaseHandOver,
    CaseMaterial,
    WelfareChoice,
    Exhibit,
    Checkpoint,
)
"""Every table whose rows have a digest in the journal: exactly those with a `salt` column."""

NOT_DIGESTED = frozenset({"salt", "last_login"})
"""The salt is what a digest is salted with; the framework writes `last_login` at each sign-in, outside any action."""


def write_leaf(
    *,
    what: str,
    about: object,
    by: Actor,
    at: datetime,
    wrote: Sequence[models.Model] = (),
    commitments: Sequence[Commitment] = (),
    gone: Sequence[RowDigest] = (),
) -> int:
    """
    Add the leaf of one action and return its index.

    `wrote` are the rows the action wrote, as they now stand; each must have a `salt` column, so
    that its digest tells nothing about it once the row is gone (architecture, decision 9).
    `commitments` are salted digests of what a receipt names, such as a file. `gone` are the rows the
    action deleted, by `tombstone_of`: the last that the journal says of a row is then that it went.

    A leaf that says that words were shown is followed by one more where they name whoever read them, or their family.
    """
    met = names_met(shown, told=None, by=by) if (shown := shown_by(what, [about])) else {}
    index = _append(what=what, about=about, by=by, at=at, wrote=wrote, commitments=commitments, gone=gone)
    _tell(met, by=by, at=at)
    return index


def write_reads(
    *,
    what: str,
    reports: Collection[UUID],
    by: Actor,
    at: datetime,
    told: Mapping[UUID, Answers] | None = None,
) -> None:
    """
    Add the leaf of each of some reports whose words are shown together; those that name the reader are told of.

    `told` are their answers, where the caller opened them already.
    """
    met = names_met(shown_by(what, reports), told=told, by=by)
    for report_id in reports:
        _append(what=what, about=report_id, by=by, at=at)
    _tell(met, by=by, at=at)


def tell_of_names(reports: Collection[UUID], *, by: Actor, at: datetime) -> None:
    """
    Tell others, once, that somebody was shown reports that name them or their family; each alert is a leaf.

    Only what shows no word of a report, and yet what it led to, has to call this: before its own leaf.
    """
    _tell(names_met(reports, told=None, by=by), by=by, at=at)


def _tell(met: Mapping[UUID, tuple[Whose, Side]], *, by: Actor, at: datetime) -> None:
    for alert in keep_name_alerts(met, by=by, at=at):
        _append(what="read.own-name", about=alert.report_id, by=by, at=at, wrote=[alert])


def _append(
    *,
    what: str,
    about: object,
    by: Actor,
    at: datetime,
    wrote: Sequence[models.Model] = (),
    commitments: Sequence[Commitment] = (),
    gone: Sequence[RowDigest] = (),
) -> int:
    leaf = Leaf(
        version=LEAF_VERSION,
        what=what,
        object_id=str(about),
        by=pseudonyms(kind=by.kind, actor_id=by.id)[0],
        at=at.astimezone(UTC).isoformat(timespec="microseconds"),
        rows=(*(digest_of(row) for row in wrote), *gone),
        commitments=tuple(commitments),
    )
    return append_leaf(leaf, at=at)


def pseudonyms(*, kind: ActorKind, actor_id: str) -> tuple[str, ...]:
    """
    Name an actor as the journal does: what sort of actor, and a keyed mark that tells nobody who it is.

    The first is the name of today; those that follow may stand in leaves of before a rotation.
    """
    return tuple(f"{kind}:{mark}" for mark in blind_indexes(keyring(), kind="actor", value=actor_id))


def digest_of(row: models.Model) -> RowDigest:
    """Digest every column of a row but those of `NOT_DIGESTED`."""
    table = row._meta.db_table  # noqa: SLF001 - Django's documented model API
    values = {
        field.attname: _plain(getattr(row, field.attname))
        for field in row._meta.concrete_fields  # noqa: SLF001 - as above
        if field.attname not in NOT_DIGESTED
    }
    salt = bytes(row.salt)  # type: ignore[attr-defined]  # every journalled model has one
    return RowDigest(table=table, id=str(row.pk), digest=row_digest(salt, table, str(row.pk), values=values))


def tombstone_of(row: models.Model) -> RowDigest:
    """Say of a row that is about to be deleted that it went: its table and id, and no digest."""
    return RowDigest(table=row._meta.db_table, id=str(row.pk), digest=GONE)  # noqa: SLF001 - as above


def _plain(value: object) -> Plain:
    """Turn a column's value into what canonical JSON can say in one way only."""
    match value:
        case None | str() | int():
            return value
        case bytes() | memoryview():
            return bytes(value)
        case datetime():
            return value.astimezone(UTC).isoformat(timespec="microseconds")
        case date():
            return value.isoformat()
        case UUID():
            return str(value)
        case _:
            message = f"A journalled column holds a {type(value).__name__}; add it to _plain."
            raise TypeError(message)
