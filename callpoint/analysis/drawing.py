"""A series as a picture: where the values and the reports that share them stand, the same for the same series.

Reports that name the same values stand as one circle, so that five thousand reports are drawn as fast as fifty. The
values that most reports name are drawn, at most `MOST_VALUES`; what is left out is counted, and stands in the table.
"""

import math
from collections import Counter
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from typing import Final, TypeVar

import numpy as np
from numpy.typing import NDArray

Value = TypeVar("Value", bound=Hashable)
Points = NDArray[np.float64]

MOST_VALUES: Final = 20
MOST_BUNCHES: Final = 80
WIDTH: Final = 960
HEIGHT: Final = 640
MIDDLE: Final = np.array([WIDTH / 2, HEIGHT / 2])
RING: Final = np.array([WIDTH * 0.3, HEIGHT * 0.3])
"""Half the width and height of the ring on which the values stand."""
OUTSIDE: Final = 1.45
"""So much further out than their value stand reports that name it alone."""
ROUNDS: Final = 40
GAP: Final = 8.0


@dataclass(frozen=True, slots=True)
class Circle:
    """A circle of the picture: its middle and radius in units of the picture, and how many reports it stands for."""

    x: float
    y: float
    radius: float
    reports: int


@dataclass(frozen=True, slots=True)
class Drawing:
    """Circles of values and of bunches of reports, and lines between them by their places in the two lists."""

    values: tuple[tuple[Hashable, Circle], ...]
    bunches: tuple[Circle, ...]
    lines: tuple[tuple[int, int], ...]
    """A value and a bunch that names it."""
    values_left_out: int
    reports_left_out: int


def drawn(named: Iterable[frozenset[Value]]) -> Drawing:
    """Draw a series, given the shared values that each of its reports names."""
    reports = list(named)
    degrees = Counter(value for values in reports for value in values)
    ranked = sorted(degrees, key=lambda value: (-degrees[value], repr(value)))
    shown = set(ranked[:MOST_VALUES])
    counted = Counter(values & shown for values in reports)
    bunched = sorted(
        ((values, count) for values, count in counted.items() if values),
        key=lambda bunch: (-bunch[1], sorted(map(repr, bunch[0]))),
    )[:MOST_BUNCHES]
    around = _in_a_ring(ranked[:MOST_VALUES], [values for values, _ in bunched])
    places = _on_the_ring(len(around))
    index = {value: place for place, value in enumerate(around)}
    bunch_places = _beside(places, [[index[value] for value in values] for values, _ in bunched])
    radii = [_radius(degrees[value], most=26.0) for value in around]
    radii += [_radius(count, most=38.0) for _, count in bunched]
    settled = _apart(np.vstack([places, bunch_places]), np.array(radii), len(around))
    circles = [
        Circle(round(float(x), 1), round(float(y), 1), radius, count)
        for (x, y), radius, count in zip(
            settled,
            radii,
            [*(degrees[value] for value in around), *(count for _, count in bunched)],
            strict=True,
        )
    ]
    return Drawing(
        values=tuple(zip(around, circles, strict=False)),
        bunches=tuple(circles[len(around) :]),
        lines=tuple(
            (index[value], place)
            for place, (values, _) in enumerate(bunched)
            for value in sorted(values, key=index.__getitem__)
        ),
        values_left_out=len(ranked) - len(shown),
        reports_left_out=len(reports) - sum(count for _, count in bunched),
    )


def _radius(reports: int, *, most: float) -> float:
    """Give the radius whose area grows with the number of reports, within what can be seen and fits."""
    return round(min(8 + 2 * math.sqrt(reports), most), 1)


def _in_a_ring(values: Sequence[Value], bunches: Sequence[frozenset[Value]]) -> list[Value]:
    """Order values so that neighbours share reports: from the commonest on, always the one that shares most with the last."""
    together: Counter[tuple[Value, Value]] = Counter(
        (one, other) for bunch in bunches for one in bunch for other in bunch if one != other
    )
    left = list(values)
    ring: list[Value] = []
    while left:
        last = ring[-1] if ring else left[0]
        ring.append(max(left, key=lambda value: (together[last, value], -values.index(value))))
        left.remove(ring[-1])
    return ring


def _on_the_ring(count: int) -> Points:
    if count == 1:
        return MIDDLE[None, :].copy()
    turns = np.linspace(-math.pi / 2, 1.5 * math.pi, count, endpoint=False)
    ring: Points = MIDDLE + RING * np.stack([np.cos(turns), np.sin(turns)], axis=1)
    return ring


def _beside(places: Points, bunches: Sequence[Sequence[int]]) -> Points:
    """Put reports that name one value outside of it, and those that name more in the middle between them."""
    points = [
        MIDDLE + (places[each[0]] - MIDDLE) * OUTSIDE if len(each) == 1 else places[list(each)].mean(axis=0)
        for each in bunches
    ]
    return np.array(points) if points else np.zeros((0, 2))


def _apart(points: Points, radii: NDArray[np.float64], fixed: int) -> Points:
    """Push circles apart that lie on each other; the first `fixed` stay, and all stay within the picture."""
    settled = points + 0.1 * np.stack(
        [np.cos(np.arange(len(points))), np.sin(np.arange(len(points)))], axis=1
    )
    room = radii[:, None] + radii[None, :] + GAP
    for _ in range(ROUNDS):
        away = settled[:, None, :] - settled[None, :, :]
        distance = np.maximum(np.linalg.norm(away, axis=2), 0.01)
        overlap = np.maximum(room - distance, 0.0)
        np.fill_diagonal(overlap, 0.0)
        push = (away / distance[..., None] * overlap[..., None] / 2).sum(axis=1)
        push[:fixed] = 0.0
        settled += push.clip(-20, 20)
        settled = np.stack(
            [
                settled[:, 0].clip(radii + 1, WIDTH - radii - 1),
                settled[:, 1].clip(radii + 1, HEIGHT - radii - 1),
            ],
            axis=1,
        )
    return settled
