"""Pictures of counts as SVG: bars week by week, and the map of police areas; a table beside each says the same."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from django.conf import settings

from callpoint.rules.areas import PoliceArea

WIDTH: Final = 320
HEIGHT: Final = 96
GAP: Final = 0.2
"""Of the width of a week, left between two bars."""
STEPS: Final = 5
"""Shades of the map, the first for fewer than five."""
MAP_BOX: Final = "20 0 515 970"
"""The part of the drawing that holds land."""
NOTICE: Final = (
    "Contains OS data \N{COPYRIGHT SIGN} Crown copyright and database right 2026. Source: Office for National "
    "Statistics licensed under the Open Government Licence v.3.0."
)
"""What the licence of the outlines asks to be said beside the map, in its own words and language."""


@dataclass(frozen=True, kw_only=True)
class Bar:
    """One week: where its bar stands, in the units of the picture."""

    x: float
    y: float
    width: float
    height: float
    is_last: bool


@dataclass(frozen=True, kw_only=True)
class Chart:
    """Bars from left to right, and the band of what is usual."""

    words: str
    """What the picture shows, for whoever does not see it."""
    bars: tuple[Bar, ...]
    band_y: float
    band_height: float
    width: int = WIDTH
    height: int = HEIGHT


@dataclass(frozen=True, kw_only=True)
class AreaShape:
    """One area of the map: its outline, its shade from 0 to 4, and where it leads."""

    path: str
    url: str
    words: str
    step: int


@dataclass(frozen=True, kw_only=True)
class AreaMap:
    """The map: its areas and what it shows, in words."""

    words: str
    shapes: tuple[AreaShape, ...]
    box: str = MAP_BOX
    notice: str = NOTICE


def bar_chart(numbers: Sequence[int], words: str, *, usual: tuple[int, int] | None = None) -> Chart:
    """Draw numbers week by week; `usual` is the band from the lowest to the highest that is usual."""
    most = max((*numbers, usual[1] if usual else 0, 1))
    step = WIDTH / max(len(numbers), 1)
    band = (usual[0] / most * HEIGHT, usual[1] / most * HEIGHT) if usual else (0.0, 0.0)
    return Chart(
        words=words,
        bars=tuple(
            Bar(
                x=round(at * step + step * GAP / 2, 1),
                y=round(HEIGHT - number / most * HEIGHT, 1),
                width=round(step * (1 - GAP), 1),
                height=round(number / most * HEIGHT, 1),
                is_last=at == len(numbers) - 1,
            )
            for at, number in enumerate(numbers)
        ),
        band_y=round(HEIGHT - band[1], 1),
        band_height=round(band[1] - band[0], 1),
    )


@dataclass(frozen=True, kw_only=True)
class AreaNumber:
    """An area on the map: its number, how it is said, and where it leads."""

    area: PoliceArea
    number: int
    said: str
    url: str


def area_map(areas: Sequence[AreaNumber], words: str) -> AreaMap:
    """Draw the areas that have an outline, shaded in five steps by their share of the highest number."""
    outlines = outlines_of(Path(settings.CALLPOINT_CONTENT))
    most = max((each.number for each in areas), default=0)
    return AreaMap(
        words=words,
        shapes=tuple(
            AreaShape(
                path=outlines[each.area.code],
                url=each.url,
                words=f"{each.area.name}: {each.said}",
                step=shade(each.number, most),
            )
            for each in areas
            if each.area.code in outlines
        ),
    )


def shade(number: int, most: int) -> int:
    """Give the shade of a number: 0 for none, then by quarters of the highest."""
    if not number:
        return 0
    return min(STEPS - 1, 1 + (STEPS - 1) * number // (most + 1))


_outlines: dict[Path, Mapping[str, str]] = {}


def outlines_of(root: Path) -> Mapping[str, str]:
    """Read the outlines once: the code of each police area to the path of an SVG."""
    if root not in _outlines:
        text = (root / "uk" / "places" / "area_map.txt").read_text(encoding="utf-8")
        parted = (line.partition(" ") for line in text.splitlines())
        _outlines[root] = {code: path for code, _space, path in parted}
    return _outlines[root]
