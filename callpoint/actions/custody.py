"""Writes the leaf of a deed to exhibits and its entries in their chains of custody, together, so that none is forgotten."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

from django.db import models

from callpoint.actions.acting import Actor, ActorKind
from callpoint.actions.journalling import pseudonyms, write_leaf
from callpoint.records.models import StaffMember
from callpoint.records.queries.links import in_parts
from callpoint.rules.custody import ExhibitDeed
from callpoint.rules.journal import Commitment, Leaf, RowDigest, read_leaf
from callpoint.vault import custody
from callpoint.vault.models import CustodyEntry, Exhibit, JournalLeaf


@dataclass(frozen=True, kw_only=True)
class CustodyLine:
    """One thing that was done to an exhibit, as staff see it."""

    what: str
    """A name of `ExhibitDeed`."""
    by: ActorKind
    who: str
    """The name a member of staff is shown by; '' for the reporter and the service."""
    at: datetime
    leaf: int
    agrees: bool
    """Whether the journal says the same."""


def write_exhibit_leaf(  # noqa: PLR0913 - all that a leaf holds, by keyword, and the exhibits
    *,
    what: ExhibitDeed,
    exhibits: Sequence[UUID],
    about: object,
    by: Actor,
    at: datetime,
    wrote: Sequence[models.Model] = (),
    commitments: Sequence[Commitment] = (),
    gone: Sequence[RowDigest] = (),
) -> int:
    """
    Add the leaf of a deed and enter it for each of the exhibits it was done to; return the leaf's index.

    The leaf names each exhibit: as what it is about, or by the digest of its row, also where the deed left that as it was.
    """
    rows = (*wrote, *_not_named(exhibits, about, wrote))
    leaf = write_leaf(what=what, about=about, by=by, at=at, wrote=rows, commitments=commitments, gone=gone)
    staff_id = int(by.id) if by.kind is ActorKind.STAFF else None
    custody.enter(exhibits, what=what, by_kind=by.kind, staff_id=staff_id, at=at, leaf=leaf)
    return leaf


def _not_named(
    exhibits: Sequence[UUID], about: object, wrote: Sequence[models.Model]
) -> Sequence[models.Model]:
    named = {about, *(row.pk for row in wrote)}
    others = [each for each in exhibits if each not in named]
    return list(Exhibit.objects.select_for_update().filter(id__in=others).order_by("id")) if others else ()


def custody_lines(*, exhibit: Exhibit) -> tuple[CustodyLine, ...]:
    """Give the chain of custody of an exhibit, oldest first, each entry compared with its leaf."""
    return chains_of([exhibit])[exhibit.id]


def chains_of(exhibits: Sequence[Exhibit]) -> Mapping[UUID, tuple[CustodyLine, ...]]:
    """Give the same of each of some exhibits, with as many questions as of one."""
    chains = custody.entries_of_all([each.id for each in exhibits])
    entries = [entry for chain in chains.values() for entry in chain]
    leaves = {
        row.index: read_leaf(bytes(row.body))
        for some in in_parts({entry.leaf for entry in entries})
        for row in JournalLeaf.objects.filter(index__in=some)
    }
    staff = {entry.staff_id for entry in entries if entry.staff_id is not None}
    names = dict(StaffMember.objects.filter(id__in=staff).values_list("id", "display_name"))
    return {
        each.id: tuple(_line(entry, leaves.get(entry.leaf), names, exhibit=each) for entry in chains[each.id])
        for each in exhibits
    }


def _line(
    entry: CustodyEntry, leaf: Leaf | None, names: Mapping[int, str], *, exhibit: Exhibit
) -> CustodyLine:
    is_about_it = leaf is not None and leaf.object_id in {str(exhibit.id), str(exhibit.report_id)}
    return CustodyLine(
        what=entry.what,
        by=ActorKind(entry.by_kind),
        who=names.get(entry.staff_id or 0, ""),
        at=entry.at,
        leaf=entry.leaf,
        agrees=leaf is not None and is_about_it and agrees(entry, leaf),
    )


def agrees(entry: CustodyEntry, leaf: Leaf) -> bool:
    """Compare what, when and who with the leaf of an entry; of the reporter and the service the leaf says only which of the two it was."""
    at = entry.at.astimezone(UTC).isoformat(timespec="microseconds")
    kind = leaf.by.partition(":")[0]
    known_as: tuple[str, ...] = (leaf.by,)
    if entry.staff_id is not None:
        known_as = pseudonyms(kind=ActorKind.STAFF, actor_id=str(entry.staff_id))
    return (entry.what, at, entry.by_kind) == (leaf.what, leaf.at, kind) and leaf.by in known_as
