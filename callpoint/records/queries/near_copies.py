"""Whose story is a near-copy: a bounded question whose cost does not grow with how many reports there are."""

from collections import Counter
from dataclasses import dataclass
from uuid import UUID

from django.db import connection

from callpoint.records.models import StorySign
from callpoint.rules.near_copies import alike, bands, is_near_copy

MOST_IN_A_BAND = 100
"""Reports looked at for each of the sixteen bands: those of the smallest ids, where a campaign has sent more."""
MOST_COMPARED = 200

EACH = (
    "SELECT * FROM (SELECT report_id FROM records_storyband "
    "WHERE band = %s ORDER BY report_id LIMIT %s) AS banded"
)


@dataclass(frozen=True, slots=True)
class NearCopy:
    """A report whose story is a near-copy of another's."""

    report_id: UUID
    alike: float
    """Share of pairs of words in common, of all that either story has; estimated, 0 to 1."""


def near_copies_of(report_id: UUID, *, most: int = 50) -> tuple[NearCopy, ...]:
    """
    Give the reports whose story is a near-copy of this one's, the most alike first, at most `most`.

    Each is verified by its whole signature. Of a story with very many copies only some are given. Stories that were
    signed under another index key are not found; `sign_story` signs them anew.
    """
    mine = StorySign.objects.filter(report=report_id).first()
    if mine is None:
        return ()
    shared = Counter(_sharing_a_band(bytes(mine.slots)))
    del shared[report_id]
    likeliest = [other for other, _ in shared.most_common(MOST_COMPARED)]
    found = [
        NearCopy(report_id=sign.report_id, alike=alike(bytes(mine.slots), bytes(sign.slots)))
        for sign in StorySign.objects.filter(report__in=likeliest, key_id=mine.key_id)
        if is_near_copy(bytes(mine.slots), bytes(sign.slots))
    ]
    return tuple(sorted(found, key=lambda copy: (-copy.alike, copy.report_id)))[:most]


def _sharing_a_band(slots: bytes) -> list[UUID]:
    asked = [int.from_bytes(band, signed=True) for band in bands(slots)]
    parts = [part for band in asked for part in (band, MOST_IN_A_BAND)]
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join([EACH] * len(asked)), parts)
        rows = cursor.fetchall()
    return [found if isinstance(found, UUID) else UUID(found) for (found,) in rows]
