"""Who names a value: bounded questions whose cost does not grow with how many reports there are."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import islice
from typing import TypeVar
from uuid import UUID

from django.db import connection

from callpoint.records.asking import rows_of
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
    "WHERE mark = %s AND standing = '{standing}' ORDER BY report_id LIMIT {most}) AS named"
)
"""The standing is written out: as a parameter it might be that of an index of some rows, and SQLite plans anew each time."""
STATES = (
    "SELECT mark, reports, reporters, holds, places, standing, '' FROM records_value WHERE mark IN ({places}) UNION ALL "
    "SELECT mark, 0, 0, 1 = 0, 0, '', verdict FROM records_ruling WHERE undone_at IS NULL AND mark IN ({places})"
)
"""What was computed of values, and what people said of them, as rows that are told apart by the verdict."""
SIGHTED = "SELECT report_id, mark, standing FROM records_sighting WHERE report_id IN ({places})"
OWN_OF = "SELECT report_id, mark FROM records_sighting WHERE standing = 'own' AND report_id IN ({places})"
"""Read from the index of reporters' own values alone, and therefore written out too."""


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
    for some in in_parts(asked, most=MOST_IN_A_UNION):
        statement = _each(tuple([standing for _, standing in some]), most)
        for mark, key in rows_of(statement, [mark for mark, _ in some]):
            named[mark].append(key)
    return named


@lru_cache(maxsize=256)
def _each(standings: tuple[Standing, ...], most: int) -> str:
    """Write the statement that asks who names each of some values with these standings."""
    return " UNION ALL ".join(EACH.format(standing=standing, most=most) for standing in standings)


@lru_cache(maxsize=256)
def _about(statement: str, many: int) -> str:
    """Write a statement about so many values."""
    return statement.format(places=", ".join(["%s"] * many))


def key_of(report_id: UUID) -> Key:
    """Give an id as this database gives it."""
    return report_id if connection.vendor == "postgresql" else report_id.hex


def uuid_of(key: Key) -> UUID:
    """Give an id as all others know it."""
    return key if isinstance(key, UUID) else UUID(hex=key)


def states_of(marks: Collection[str]) -> dict[str, ValueState]:
    """Give the state of each mark."""
    states = dict.fromkeys(marks, UNSEEN)
    ruled: dict[str, RulingVerdict] = {}
    for some in in_parts(marks):
        for mark, reports, reporters, holds, places, standing, verdict in rows_of(
            _about(STATES, len(some)), some * 2
        ):
            if verdict:
                ruled[mark] = RulingVerdict(verdict)
            else:
                computed = ValueStanding(standing)
                states[mark] = ValueState(reports, reporters, bool(holds), places, computed, None)
    for mark, said in ruled.items():
        states[mark] = replace(states[mark], ruled=said)
    return states


def sighted_in(reports: Iterable[UUID]) -> Iterator[tuple[UUID, str, Standing]]:
    """Give report, mark and standing of every sighting in these reports."""
    for some in in_parts(reports):
        of_key = {key_of(report): report for report in some}
        for key, mark, standing in rows_of(_about(SIGHTED, len(of_key)), tuple(of_key)):
            yield of_key[key], mark, Standing(standing)


def own_of(reports: Sequence[Key]) -> list[tuple[Key, str]]:
    """Give report and mark of what is its reporter's own in some reports, at most `MOST_IN_A_QUESTION` of them."""
    return rows_of(_about(OWN_OF, len(reports)), reports)


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
