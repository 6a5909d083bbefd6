"""Who names a value: bounded questions whose cost does not grow with how many reports there are."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import TypeVar
from uuid import UUID

from django.db import connection

from callpoint.records.models import Judgement, Ruling, Sighting
from callpoint.rules.standing import RULED, RulingVerdict, Standing, ValueStanding, Verdict

T = TypeVar("T")

Key = str | UUID
"""The id of a report as a database gives it: SQLite as text."""

IN_ALL = ""
"""The row of this mark, which no value has, holds how many reports there are in all, as chance is reckoned with."""
MOST_IN_A_UNION = 50
MOST_IN_A_QUESTION = 500
"""Values in one IN list, below what any database of ours takes."""

EACH = (
    "SELECT * FROM (SELECT mark, report_id FROM records_sighting "
    "WHERE mark = %s AND standing = %s ORDER BY report_id LIMIT %s) AS named"
)

COMPUTED = "SELECT mark, reports, reporters, holds, places, standing FROM records_value WHERE mark IN"
PEOPLE_SAID = "SELECT mark, verdict FROM records_ruling WHERE undone_at IS NULL AND mark IN"


@dataclass(frozen=True, slots=True)
class ValueState:
    """Whether a value links as things stand, and the figures by which that was computed."""

    reports: int
    reporters: int
    holds: bool
    places: int
    computed: ValueStanding
    ruled: RulingVerdict | None

    def links(self, standing: Standing) -> bool:
        """Say whether a sighting of this standing links by it: a person's ruling goes before what was computed."""
        if self.ruled is not None:
            return self.ruled is RulingVerdict.LINKS and standing in RULED
        return standing is Standing.LINKING and self.computed is ValueStanding.LINKS


UNSEEN = ValueState(reports=1, reporters=1, holds=False, places=0, computed=ValueStanding.LINKS, ruled=None)
"""The state of a value that one report names, or none."""


def probe(asked: Sequence[tuple[str, Standing]], *, most: int) -> dict[str, list[UUID]]:
    """Give of each mark the reports of the smallest ids that name it with this standing, at most `most` each."""
    return {mark: [uuid_of(key) for key in keys] for mark, keys in probe_keys(asked, most=most).items()}


def probe_keys(asked: Sequence[tuple[str, Standing]], *, most: int) -> dict[str, list[Key]]:
    """
    Give the same as `probe`, with ids as this database gives them: most are only counted, and an id costs its making.

    One statement whatever the number of marks; each part reads the index of marks and nothing else.
    """
    named: dict[str, list[Key]] = {mark: [] for mark, _ in asked}
    with connection.cursor() as cursor:
        for some in in_parts(asked, most=MOST_IN_A_UNION):
            parts = [part for mark, standing in some for part in (mark, standing.value, most)]
            cursor.execute(" UNION ALL ".join([EACH] * len(some)), parts)
            for mark, key in cursor.fetchall():
                named[mark].append(key)
    return named


def key_of(report_id: UUID) -> Key:
    """Give an id as this database gives it."""
    return report_id if connection.vendor == "postgresql" else report_id.hex


def uuid_of(key: Key) -> UUID:
    """Give an id as all others know it."""
    return key if isinstance(key, UUID) else UUID(hex=key)


def states_of(marks: Collection[str]) -> dict[str, ValueState]:
    """Give the state of each mark."""
    states = dict.fromkeys(marks, UNSEEN)
    with connection.cursor() as cursor:
        for some in in_parts(marks):
            places = ", ".join(["%s"] * len(some))
            cursor.execute(f"{COMPUTED} ({places})", some)
            for mark, reports, reporters, holds, at_places, standing in cursor.fetchall():
                computed = ValueStanding(standing)
                states[mark] = ValueState(reports, reporters, bool(holds), at_places, computed, None)
            cursor.execute(f"{PEOPLE_SAID} ({places})", some)
            for mark, verdict in cursor.fetchall():
                states[mark] = replace(states[mark], ruled=RulingVerdict(verdict))
    return states


def sighted_in(reports: Iterable[UUID]) -> Iterator[tuple[UUID, str, Standing]]:
    """Give report, mark and standing of every sighting in these reports."""
    for some in in_parts(reports):
        rows = Sighting.objects.filter(report_id__in=some).values_list("report_id", "mark", "standing")
        for report_id, mark, standing in rows:
            yield report_id, mark, Standing(standing)


def named_among(sightings: Collection[UUID], reports: Collection[UUID]) -> dict[UUID, int]:
    """Count for each of these sightings how many of some reports name its value with the same standing."""
    asked = Sighting.objects.filter(id__in=sightings).values_list("id", "mark", "standing")
    of_value = {sighting: (mark, standing) for sighting, mark, standing in asked}
    marks = {mark for mark, _ in of_value.values()}
    named = Counter[tuple[str, str]]()
    for some in in_parts(reports):
        rows = Sighting.objects.filter(report_id__in=some, mark__in=marks)
        named.update(rows.values_list("mark", "standing"))
    return {sighting: named[value] for sighting, value in of_value.items()}


def naming(marks: Iterable[str]) -> Iterator[tuple[UUID, str, Standing]]:
    """Give report, mark and standing of every sighting of these marks, however many."""
    for some in in_parts(marks):
        rows = Sighting.objects.filter(mark__in=some).values_list("report_id", "mark", "standing")
        for report_id, mark, standing in rows:
            yield report_id, mark, Standing(standing)


def judged(reports: Iterable[UUID], *, verdict: Verdict) -> set[tuple[UUID, UUID]]:
    """Give the pairs with one of these reports that people judged so."""
    pairs: set[tuple[UUID, UUID]] = set()
    held = Judgement.objects.filter(undone_at=None, verdict=verdict)
    for some in in_parts(reports):
        pairs.update(held.filter(first_id__in=some).values_list("first_id", "second_id"))
        pairs.update(held.filter(second_id__in=some).values_list("first_id", "second_id"))
    return pairs


def ruled_on(ruling_id: UUID) -> UUID | None:
    """Give the report on whose page a value was ruled on; None where it went."""
    return Ruling.objects.filter(id=ruling_id).values_list("report_id", flat=True).first()


def in_parts(many: Iterable[T], *, most: int = MOST_IN_A_QUESTION) -> Iterator[tuple[T, ...]]:
    """Give many in tuples that fit one question."""
    left = iter(many)
    while part := tuple(islice(left, most)):
        yield part
