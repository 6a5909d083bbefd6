"""Keeps what is known of each value: how many name it, whether they share anything else, whether it links."""

from collections.abc import Collection, Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime

from callpoint.analysis.samples import Known, beside, counted, known_of, samples_of
from callpoint.records.models import Value
from callpoint.records.queries.links import IN_ALL, MOST_IN_A_QUESTION
from callpoint.rules.linking.hubs import coarse
from callpoint.rules.standing import ValueStanding
from callpoint.rules.telling import (
    FEWEST_IN_ALL,
    holds,
    is_small,
    people_in,
    places_among,
    standing_of_value,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """What the row of a value says."""

    mark: str
    kind: str
    reports: int
    reporters: int
    sampled: int
    agreeing: int
    by_chance: float
    holds: bool
    places: int
    standing: ValueStanding


def row_of(row: Value) -> Figures:
    """Give what a row says."""
    return Figures(
        mark=row.mark,
        kind=row.kind,
        reports=row.reports,
        reporters=row.reporters,
        sampled=row.sampled,
        agreeing=row.agreeing,
        by_chance=row.by_chance,
        holds=row.holds,
        places=row.places,
        standing=ValueStanding(row.standing),
    )


def write_down(figures: Figures, *, at: datetime) -> None:
    """Make the row of a value say this."""
    Value.objects.update_or_create(
        mark=figures.mark, defaults={**asdict(figures), "looked_at": at, "is_stale": False}
    )


@dataclass
class Changed:
    """Values of which something is otherwise than before: whether they hold, whether they link, how many name them."""

    holding: set[str] = field(default_factory=set)
    links: set[str] = field(default_factory=set)
    moved: dict[str, tuple[int, int]] = field(default_factory=dict)
    """How many named a value before, and how many do now."""


def look_again(marks: Collection[str], *, at: datetime) -> Changed:
    """
    Compute the figures of values anew, and of all that hang on them; give what changed.

    Values hang on each other in two ways only. How many name a value, to the power of two, tells how rare it is to
    others of its reports; and whether it holds tells where those reports belong.
    """
    changed, looked, asked = Changed(), set(marks), set(marks)
    while asked:
        rarer = _look(asked, changed, at=at)
        asked = beside(rarer) - asked
        looked |= asked
    _place(looked | beside(changed.holding), changed, at=at)
    return changed


def reports_in_all() -> int:
    """Give how many reports chance is reckoned with: a power of two, changed by `callpoint relink` only."""
    return Value.objects.filter(mark=IN_ALL).values_list("reports", flat=True).first() or FEWEST_IN_ALL


def _look(marks: set[str], changed: Changed, *, at: datetime) -> set[str]:
    """
    Count who names these values, and look whether they hold; their standing comes after, by `_place`.

    Gives those that are now as rare as another power of two.
    """
    before, now = known_of(marks), counted(marks)
    rarity = {mark: (before.get(mark, Known()).reports, now.get(mark, ("", 1))[1]) for mark in marks}
    changed.moved |= {mark: pair for mark, pair in rarity.items() if pair[0] != pair[1]}
    several = {mark: said for mark, said in now.items() if said[1] > 1}
    _forget(marks - several.keys(), before, changed)
    rows = [_unlooked(mark, kind=kind, reports=number, at=at) for mark, (kind, number) in several.items()]
    _upsert(rows, COUNTED)
    _look_closer(several, before, changed, at=at)
    return {mark for mark, (was, number) in rarity.items() if coarse(was) != coarse(number)}


COUNTED = ("kind", "reports", "looked_at", "is_stale")
LOOKED = ("reporters", "sampled", "agreeing", "by_chance", "holds")
PLACED = ("places", "standing", "looked_at")


def _upsert(rows: Sequence[Value], columns: Sequence[str]) -> None:
    """Write these columns of many rows at once; a row that is not there yet is made whole."""
    if rows:
        Value.objects.bulk_create(
            rows,
            batch_size=MOST_IN_A_QUESTION,
            update_conflicts=True,
            unique_fields=["mark"],
            update_fields=columns,
        )


def _unlooked(mark: str, *, kind: str, reports: int, at: datetime) -> Value:
    return Value(
        mark=mark,
        kind=kind,
        reports=reports,
        reporters=0,
        sampled=0,
        agreeing=0,
        by_chance=0.0,
        holds=False,
        places=0,
        standing=ValueStanding.LINKS,
        looked_at=at,
    )


def _forget(marks: Collection[str], before: dict[str, Known], changed: Changed) -> None:
    """Drop the rows of values that one report names, or none any more."""
    gone = {mark: before[mark] for mark in marks if mark in before}
    Value.objects.filter(mark__in=gone).delete()
    changed.holding |= {mark for mark, was in gone.items() if was.holds}
    changed.links |= {mark for mark, was in gone.items() if was.standing is ValueStanding.HUB}


def _look_closer(
    several: dict[str, tuple[str, int]], before: dict[str, Known], changed: Changed, *, at: datetime
) -> None:
    """Look at the samples of values that several name."""
    samples, in_all = samples_of(several), reports_in_all()
    others = {other for sample in samples.values() for one in sample for other in one.others}
    degree = dict.fromkeys(others, 1) | {mark: known.reports for mark, known in known_of(others).items()}
    rows = []
    for mark, sample in samples.items():
        kind, number = several[mark]
        look = holds(sample, reports=number, degree=degree, reports_in_all=in_all)
        if look.holds != before.get(mark, Known()).holds:
            changed.holding.add(mark)
        row = _unlooked(mark, kind=kind, reports=number, at=at)
        row.reporters, row.sampled = people_in(sample), look.looked_at
        row.agreeing, row.by_chance, row.holds = look.agreeing, look.by_chance, look.holds
        rows.append(row)
    _upsert(rows, LOOKED)


def _place(marks: Collection[str], changed: Changed, *, at: datetime) -> None:
    """Say of values whether they link, by where their reports belong; only few-named ones that do not hold need a look."""
    known = known_of(marks)
    doubtful = {mark for mark, each in known.items() if not each.holds and is_small(each.reports)}
    samples = samples_of(doubtful)
    others = {other for sample in samples.values() for one in sample for other in one.others}
    holding = frozenset(other for other, each in known_of(others).items() if each.holds)
    rows = []
    for mark, was in known.items():
        places = places_among(samples[mark], holding=holding) if mark in doubtful else 0
        standing = standing_of_value(reports=was.reports, is_holding=was.holds, places=places)
        if standing is not was.standing:
            changed.links.add(mark)
        if (places, standing) != (was.places, was.standing):
            row = _unlooked(mark, kind="", reports=was.reports, at=at)
            row.places, row.standing = places, standing
            rows.append(row)
    _upsert(rows, PLACED)
