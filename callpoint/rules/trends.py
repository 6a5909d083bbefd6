"""What is rising: counts a week against the weeks before them, explained in numbers anybody can check.

How a line (courier fraud in Derbyshire) is judged, week by week:

1. *Usual* is what the weeks before say: the middle one, and the range that leaves out the lowest and the highest tenth.
2. A week far above the others is brought down before the mean is taken, so that an old wave hides no new one.
3. The chance of so many reports by accident comes from a negative binomial with that mean: at least as wide as a
   Poisson, wider where the weeks differ more than chance (median absolute deviation), and wider the fewer they are.
4. Thousands of lines are looked at, so a few would look strange by accident. Benjamini and Hochberg's rule (1995) holds
   the share of such false findings to one in twenty.
5. Whatever the chance says: fewer than five reports, fewer than three above the usual range, or fewer than eight earlier
   weeks are no finding.
"""

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from statistics import median
from typing import Final

FEWEST: Final = 5
"""Reports of a week below which nothing is a finding."""
CLEARLY_ABOVE: Final = 3
"""Reports above the usual range that make a difference worth a person's time."""
TIMES_USUAL: Final = 1.5
WEEKS_NEEDED: Final = 8
WEEKS_COMPARED: Final = 26
"""Earlier weeks that count, half a year: older ones say less of what is usual now."""
FALSE_SHARE: Final = 0.05
LEFT_OUT: Final = 0.1
"""Share of the weeks left out at each end of the usual range."""
MAD_TO_SPREAD: Final = 1.4826
"""Makes the median absolute deviation comparable with a standard deviation."""
FAR: Final = 3.0
LOSING_NEEDED: Final = 3
"""Reports with an amount below which a large sum is one person's loss, and no trend."""
LOSS_FAR: Final = 4.0

COLUMNS: Final = ("kind", "area", "contact_by", "platform", "brand")


@dataclass(frozen=True, slots=True, order=True)
class Line:
    """What is counted together; '' in a field is any."""

    kind: str = ""
    area: str = ""
    contact_by: str = ""
    platform: str = ""
    brand: str = ""

    def fields(self) -> frozenset[str]:
        """Name the fields that are said."""
        return frozenset(name for name in COLUMNS if getattr(self, name))

    def is_within(self, wider: "Line") -> bool:
        """Say whether every report of this line is one of the wider line too."""
        return all(getattr(wider, name) in ("", getattr(self, name)) for name in COLUMNS)


COUNTED: Final[tuple[tuple[str, ...], ...]] = (
    (),
    *((name,) for name in COLUMNS),
    ("kind", "area"),
    ("kind", "contact_by"),
    ("kind", "platform"),
    ("area", "contact_by"),
    ("brand", "contact_by"),
    ("kind", "area", "contact_by"),
)
"""Which fields are counted together: each by itself, and the pairs that tell somebody what to do."""
JUDGED: Final = frozenset(frozenset(fields) for fields in COUNTED if len(fields) < len(COLUMNS[:3]))
"""Three fields together are counted to be shown, and are too many to be judged."""


@dataclass(frozen=True, slots=True)
class Sum:
    """How many reports, what went in them in whole units of the home currency, and how many say an amount."""

    number: int = 0
    lost: int = 0
    losing: int = 0

    def __add__(self, other: "Sum") -> "Sum":
        return Sum(self.number + other.number, self.lost + other.lost, self.losing + other.losing)


History = Mapping[Line, Sequence[Sum]]
"""Line to its sums a week, oldest first; the last is the week that still runs. All are of one length."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Usual:
    """What the weeks before say."""

    low: int
    middle: float
    high: int
    weeks: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One line that rose: by how much, against what, and how surprising that is."""

    line: Line
    number: int
    """Reports of the week; units of money where `is_loss`."""
    usual: Usual
    runs: bool
    """The week still runs: there may be more by its end."""
    chance: float
    """Of so many, or more, by accident; 0 for a loss, which is judged by its distance."""
    is_loss: bool = False
    losing: int = 0
    within: tuple["Finding", ...] = ()
    """Findings of narrower or wider lines that say the same, less surprisingly."""


def folded(cells: Iterable[tuple[Line, Sum]]) -> dict[Line, Sum]:
    """Add up cells, each with all its fields, to every line that is counted; a field that is not known is in none."""
    lines: dict[Line, Sum] = defaultdict(Sum)
    for cell, value in cells:
        for fields in COUNTED:
            said = {name: getattr(cell, name) for name in fields}
            if all(said.values()):
                lines[Line(**said)] += value
    return dict(lines)


def usual_of(earlier: Sequence[int]) -> Usual:
    """Say what is usual from at least one earlier week."""
    ordered, last = sorted(earlier), len(earlier) - 1
    return Usual(
        low=ordered[math.floor(LEFT_OUT * last)],
        middle=float(median(ordered)),
        high=ordered[math.ceil((1 - LEFT_OUT) * last)],
        weeks=len(ordered),
    )


def chance_of(number: int, earlier: Sequence[int]) -> float:
    """Give the chance of so many reports or more in a week like the earlier ones."""
    weeks, middle = len(earlier), float(median(earlier))
    spread = MAD_TO_SPREAD * median(abs(each - middle) for each in earlier)
    cap = middle + FAR * max(spread, math.sqrt(middle), 1.0)
    # Half a report more: weeks of nothing make the next one unlikely, not impossible.
    mean = (sum(min(each, cap) for each in earlier) + 0.5) / weeks
    wider = max(1.0, spread**2 / mean)
    return _tail(number, mean, wider * mean * (1 + 1 / weeks))


def _tail(number: int, mean: float, variance: float) -> float:
    """Give the chance of at least `number` under a negative binomial; its variance is above its mean."""
    size, share = mean**2 / (variance - mean), mean / variance
    term = math.exp(
        math.lgamma(number + size)
        - math.lgamma(size)
        - math.lgamma(number + 1)
        + size * math.log(share)
        + number * math.log1p(-share)
    )
    total, at = 0.0, number
    while term > total * 1e-12 or (term and at <= mean):
        total += term
        term *= (at + size) / (at + 1) * (1 - share)
        at += 1
    return min(1.0, total)


def findings_of(history: History) -> tuple[Finding, ...]:
    """
    Judge every line, the most surprising first; those that say the same stand within one another.

    Nothing where there are fewer than `WEEKS_NEEDED` whole weeks before the week that is judged.
    """
    tests, candidates = 0, []
    for line, sums in history.items():
        if line.fields() not in JUDGED:
            continue
        numbers = [each.number for each in sums]
        for back in (0, 1):
            earlier = numbers[: len(numbers) - 1 - back][-WEEKS_COMPARED:]
            if len(earlier) < WEEKS_NEEDED:
                continue
            tests += 1
            found = _finding(line, numbers[-1 - back], earlier, back=back)
            candidates += [found] if found else []
    kept = _held_to_share(candidates, tests)
    return _gathered(_latest_of_each(kept))


def _finding(line: Line, number: int, earlier: Sequence[int], *, back: int) -> Finding | None:
    usual = usual_of(earlier)
    is_clear = number >= usual.high + CLEARLY_ABOVE and number >= TIMES_USUAL * usual.middle
    if number < FEWEST or not is_clear:
        return None
    return Finding(line=line, number=number, usual=usual, runs=back == 0, chance=chance_of(number, earlier))


def _held_to_share(candidates: Sequence[Finding], tests: int) -> list[Finding]:
    """Keep as many of the most surprising as Benjamini and Hochberg's rule lets pass, of all lines looked at."""
    ordered = sorted(candidates, key=lambda each: (each.chance, each.line))
    passed = [rank for rank, each in enumerate(ordered, start=1) if each.chance <= FALSE_SHARE * rank / tests]
    return ordered[: max(passed, default=0)]


def _latest_of_each(findings: Iterable[Finding]) -> list[Finding]:
    """Keep one finding a line, that of the running week where there is one."""
    kept: dict[Line, Finding] = {}
    for each in findings:
        if each.line not in kept or each.runs:
            kept[each.line] = each
    return sorted(kept.values(), key=lambda each: (each.chance, each.line))


def _gathered(findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """Put findings that are within, or around, a more surprising one into that one."""
    heads: list[Finding] = []
    members: dict[Line, list[Finding]] = defaultdict(list)
    for each in findings:
        head = next((one for one in heads if _same_matter(one.line, each.line)), None)
        if head is None:
            heads.append(each)
        else:
            members[head.line].append(each)
    return tuple(replace(head, within=tuple(members[head.line])) for head in heads)


def _same_matter(one: Line, other: Line) -> bool:
    """
    Say whether two lines are likely one matter: one is part of the other, or they are of one kind and may overlap.

    All reports together are no matter of their own: everything is part of them.
    """
    if not one.fields() or not other.fields():
        return False
    overlap = all(getattr(one, name) == getattr(other, name) for name in one.fields() & other.fields())
    return overlap and (one.kind == other.kind != "" or one.is_within(other) or other.is_within(one))


def losses_of(history: History) -> tuple[Finding, ...]:
    """
    Find kinds of which people lost far more in the last whole week, or this one, than in any week before.

    One person's loss is no trend: at least `LOSING_NEEDED` reports say an amount. Sums are compared by their
    logarithms, since one loss can be a thousand times another.
    """
    found = []
    for line, sums in history.items():
        if line.fields() not in (frozenset({"kind"}), frozenset()):
            continue
        for back in (0, 1):
            earlier = [each.lost for each in sums[: len(sums) - 1 - back]][-WEEKS_COMPARED:]
            loss = _loss(line, sums[-1 - back], earlier, back=back)
            if loss is not None:
                found.append(loss)
                break
    return tuple(sorted(found, key=lambda each: (-each.number, each.line)))


def _loss(line: Line, this: Sum, earlier: Sequence[int], *, back: int) -> Finding | None:
    if len(earlier) < WEEKS_NEEDED or this.losing < LOSING_NEEDED or this.lost <= max(earlier):
        return None
    logs = [math.log1p(each) for each in earlier]
    middle = median(logs)
    spread = max(MAD_TO_SPREAD * median(abs(each - middle) for each in logs), 0.25)
    if math.log1p(this.lost) - middle < LOSS_FAR * spread:
        return None
    return Finding(
        line=line,
        number=this.lost,
        usual=usual_of(earlier),
        runs=back == 0,
        chance=0.0,
        is_loss=True,
        losing=this.losing,
    )
