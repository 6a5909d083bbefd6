"""The committed tables against the source tables, where a maintainer has those beside the project."""

import csv
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

import pytest

from callpoint.rules.places import Places
from callpoint.rules.places.tables import NO_AREA
from tools.build_places import build, units_txt

PROJECT = Path(__file__).parents[2]
CONTENT = PROJECT / "callpoint" / "content"
SOURCES = PROJECT.parent / "shared" / "data"
PLACES = Places.load(CONTENT)

with_sources = pytest.mark.skipif(
    not (SOURCES / "geo_uk").is_dir(), reason=f"NOT COMPARED: no source tables of places in {SOURCES}"
)


def rows(name: str) -> list[Mapping[str, str]]:
    with (SOURCES / name).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def tables(content: Path) -> dict[str, bytes]:
    names = ("uk/places/authorities.csv", "uk/places/sectors.txt", "us/places/zip_states.txt")
    return {name: (content / name).read_bytes() for name in names}


@with_sources
def test_building_again_gives_the_committed_tables(tmp_path: Path) -> None:
    build(SOURCES, tmp_path)
    assert tables(tmp_path) == tables(CONTENT)


@with_sources
def test_every_sector_has_the_authorities_of_the_source() -> None:
    source = {
        (row["sector"], row["lad_code"]): int(row["postcodes"])
        for row in rows("geo_uk/sector_to_lad_pfa.csv")
    }
    ours = {
        (sector, code): count
        for sector in {sector for sector, _ in source}
        for code, count in PLACES.uk.sector_weights(sector).items()
    }
    assert ours == source


@with_sources
def test_every_outward_code_has_the_authorities_of_the_source() -> None:
    source = {
        (row["outcode"], row["lad_code"]): int(row["postcodes"])
        for row in rows("geo_uk/outcode_to_lad_pfa.csv")
    }
    ours = {
        (outcode, code): count
        for outcode in PLACES.uk.outcodes.values()
        for code, count in PLACES.uk.outcode_weights(outcode).items()
    }
    assert ours == source


@with_sources
def test_every_unit_across_a_border_of_police_areas_goes_where_the_source_says() -> None:
    wrong = [
        f"{row['sector']}{unit}"
        for row in rows("geo_uk/split_sector_postcodes.csv")
        for unit in row["inward_units"].split()
        if PLACES.place_of(f"{row['sector']}{unit}").local_authority.code != row["lad_code"]
    ]
    assert wrong == []


@with_sources
def test_no_other_unit_leaves_the_main_police_area_of_its_sector() -> None:
    split = {
        (row["sector"], unit)
        for row in rows("geo_uk/split_sector_postcodes.csv")
        for unit in row["inward_units"].split()
    }
    main: dict[str, Counter[str]] = {}
    for row in rows("geo_uk/sector_to_lad_pfa.csv"):
        main.setdefault(row["sector"], Counter())[row["pfa_code"]] += int(row["postcodes"])
    wrong = [
        (sector, unit)
        for sector, unit, code in exceptional_units()
        if (sector, unit) not in split
        and PLACES.uk.authorities[code].police_area.code != main[sector].most_common(1)[0][0]
    ]
    assert wrong == []


@with_sources
def test_every_zip_code_has_the_state_of_the_source() -> None:
    wrong = [
        row["zip"]
        for row in rows("geo_us/zip_codes.csv")
        if PLACES.place_of(row["zip"], country="US").state.code != row["state"]
    ]
    assert wrong == []


def exceptional_units() -> list[tuple[str, str, str]]:
    found = []
    for line in PLACES.uk.units:
        sector, code, units = line.rsplit(" ", 2)
        if code != NO_AREA:
            found += [(sector, units[i : i + 2], code) for i in range(0, len(units), 2)]
    return found


def test_the_exceptional_units_are_as_many_as_their_sectors_say() -> None:
    ours = Counter((sector, code) for sector, _, code in exceptional_units())
    expected = {
        (" ".join(words[:2]), code): int(count)
        for words in map(str.split, PLACES.uk.sectors)
        for code, count in zip(words[4::2], words[5::2], strict=True)
    }
    assert ours == expected


def test_all_tables_are_sorted_for_the_search() -> None:
    firsts = [[line.split(" ")[:2] for line in lines] for lines in (PLACES.uk.sectors, PLACES.uk.units)]
    assert firsts == [sorted(keys) for keys in firsts]


def test_units_are_listed_by_sector_without_the_largest_authority() -> None:
    units = [("DE4 5AA", "A"), ("DE4 5AB", "B"), ("DE4 5AD", "A"), ("DE4 5AE", ""), ("DE455AA", "C")]
    assert list(units_txt(units)) == ["DE4 5 B AB", "DE4 5 - AE"]


def test_the_tables_stay_small() -> None:
    sizes = [path.stat().st_size for path in CONTENT.glob("u[ks]/places/*.*")]
    assert sum(sizes) < 1_200_000
