"""Make content/uk/places/area_map.txt, the outlines of the police areas, from boundaries of the ONS.

Run by maintainers when boundaries change:

    python -m tools.build_area_map SOURCES/geo_uk/police_force_areas.geojson callpoint/content/uk/places/area_map.txt

Each line is a code and the path of an SVG of `WIDTH` x `HEIGHT` units, drawn with longitudes shortened as at 55 degrees
north. Points that fall into one unit are one, and islands of less than `SMALLEST` units across are left out, so that a
page with the whole map stays small. It is for looking at, never for finding out where somebody lives.
"""

import argparse
import json
import math
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Final

Point = tuple[int, int]
WIDTH: Final = 700
HEIGHT: Final = 1000
WEST: Final = -8.7
NORTH: Final = 60.9
SCALE: Final = 88.0
"""Units a degree of latitude."""
SHORTER: Final = math.cos(math.radians(55))
SMALLEST: Final = 4
TOLERANCE: Final = 0.8
"""How far a point may lie off the line that leaves it out, in units."""


def placed(longitude: float, latitude: float) -> Point:
    """Give the unit of a point; Shetland, far in the north, is let in at the top."""
    return round((longitude - WEST) * SHORTER * SCALE), round((NORTH - latitude) * SCALE)


def simplified(points: Sequence[Point]) -> list[Point]:
    """Leave out what lies close to the line between its neighbours (Douglas and Peucker, 1973)."""
    if len(points) < len("abc"):
        return list(points)
    (x1, y1), (x2, y2) = points[0], points[-1]
    length = math.hypot(x2 - x1, y2 - y1)

    def off(point: Point) -> float:
        if not length:
            return math.hypot(point[0] - x1, point[1] - y1)
        return abs((y2 - y1) * point[0] - (x2 - x1) * point[1] + x2 * y1 - y2 * x1) / length

    at = max(range(1, len(points) - 1), key=lambda place: off(points[place]))
    if off(points[at]) <= TOLERANCE:
        return [points[0], points[-1]]
    return simplified(points[: at + 1])[:-1] + simplified(points[at:])


def path_of(rings: Iterable[Sequence[Sequence[float]]]) -> str:
    """Draw the outer rings of an area as one path."""
    return "".join(drawn for ring in rings for drawn in _drawn(ring))


def _drawn(ring: Sequence[Sequence[float]]) -> Iterator[str]:
    points = [placed(longitude, latitude) for longitude, latitude, *_rest in ring]
    kept = simplified([point for at, point in enumerate(points) if not at or point != points[at - 1]])
    across = [max(side) - min(side) for side in zip(*kept, strict=True)]
    if max(across) < SMALLEST and len(points) < len(ring):
        return
    steps = (f"{x - px} {y - py}" for (px, py), (x, y) in pairwise(kept[:-1]))
    yield f"M{kept[0][0]} {kept[0][1]}l{' '.join(steps)}z".replace(" -", "-")


def area_map(boundaries: Path) -> Iterator[str]:
    """Yield the lines of the file, by code; a very small area is drawn last, so that it lies on top."""
    features = json.loads(boundaries.read_text(encoding="utf-8"))["features"]
    for feature in sorted(features, key=lambda each: str(each["properties"]["pfa_code"])):
        shape = feature["geometry"]
        polygons = [shape["coordinates"]] if shape["type"] == "Polygon" else shape["coordinates"]
        yield f"{feature['properties']['pfa_code']} {path_of(polygon[0] for polygon in polygons)}"


def main() -> None:
    """Read the boundaries and write the file."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("boundaries", type=Path)
    parser.add_argument("target", type=Path)
    asked = parser.parse_args()
    asked.target.write_text("".join(f"{line}\n" for line in area_map(asked.boundaries)), encoding="utf-8")


if __name__ == "__main__":
    main()
