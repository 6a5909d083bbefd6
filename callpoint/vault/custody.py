"""The chain of custody: one entry for each thing that was done to an exhibit, in the order in which it was done."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from callpoint.vault.models import CustodyEntry, Exhibit


def enter(
    exhibit_ids: Sequence[UUID], *, what: str, by_kind: str, staff_id: int | None, at: datetime, leaf: int
) -> None:
    """
    Write the entry of one deed for each of these exhibits, in the transaction that runs.

    A file that is nobody's exhibit has no chain: a sweep of what an upload left is in the journal only.
    """
    known = set(Exhibit.objects.filter(id__in=exhibit_ids).values_list("id", flat=True))
    CustodyEntry.objects.bulk_create(
        CustodyEntry(exhibit_id=each, what=what, by_kind=by_kind, staff_id=staff_id, at=at, leaf=leaf)
        for each in exhibit_ids
        if each in known
    )


def entries_of_all(exhibit_ids: Sequence[UUID]) -> Mapping[UUID, list[CustodyEntry]]:
    """Give the chain of custody of each of these exhibits, oldest first, in one question."""
    chains: dict[UUID, list[CustodyEntry]] = {each: [] for each in exhibit_ids}
    for entry in CustodyEntry.objects.filter(exhibit_id__in=exhibit_ids).order_by("id"):
        chains[entry.exhibit_id].append(entry)
    return chains


def forget(exhibit_id: UUID) -> None:
    """Drop the chain of an exhibit that goes; the leaves of the journal stay."""
    CustodyEntry.objects.filter(exhibit_id=exhibit_id).delete()
