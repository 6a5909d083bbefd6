"""`callpoint series`: reports that share identifiers, in a file, into series. It needs the extra `analytics`."""

import argparse
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

from callpoint.project.exit_codes import BAD_INPUT, WELL
from callpoint.project.rules_commands import CONTENT, told
from callpoint.project.written_whole import UnwrittenError, table_at
from callpoint.rules.content.load import BrokenContentError, load_content
from callpoint.rules.linking.common import common_values
from callpoint.rules.linking.reasons import why_listed

if TYPE_CHECKING:
    from callpoint.analysis.common_rows import CommonRows
    from callpoint.analysis.report_rows import ReportRows
    from callpoint.analysis.series_found import SeriesFound

ARRAYS = "arrays"
EXAMPLE = (
    "printf 'report,kind,value\\na,phone,+441632960001\\nb,phone,+441632960001\\n' > $TMPDIR/rows.csv && "
    "callpoint series --from $TMPDIR/rows.csv --to $TMPDIR/series.csv --hubs $TMPDIR/hubs.csv && cat $TMPDIR/series.csv"
)


def add_options(parser: argparse.ArgumentParser) -> None:
    """Say what the command takes."""
    parser.add_argument(
        "--from", dest="source", metavar="FILE", required=True, help="CSV or Parquet: report, kind, value"
    )
    parser.add_argument("--to", dest="target", metavar="FILE", required=True, help="CSV: report, series")
    parser.add_argument(
        "--engine",
        choices=(ARRAYS, "duckdb", "spark"),
        default=ARRAYS,
        help="what looks at the values; all give the same answer. spark needs the extra spark and Java",
    )
    parser.add_argument(
        "--hubs", metavar="FILE", help="CSV of values that join nothing: kind, value, reports, why"
    )


def series(chosen: argparse.Namespace) -> int:
    """Read, find, write; say on standard error what was found."""
    try:
        from callpoint.analysis.common_rows import common_among  # noqa: PLC0415 - only in the extra
        from callpoint.analysis.engines import EngineError  # noqa: PLC0415 - the same
        from callpoint.analysis.report_rows import RowsError, read_rows  # noqa: PLC0415 - the same
    except ModuleNotFoundError as error:
        _say(f"callpoint series needs {error.name}: install callpoint[analytics]")
        return BAD_INPUT
    try:
        rows = read_rows(Path(chosen.source))
    except RowsError as error:
        _say(f"callpoint series: {error}")
        return BAD_INPUT
    _say(f"{len(rows.names):,} reports, {len(rows.report):,} rows read")
    try:
        common = common_among(rows, common_values(load_content(CONTENT)))
    except BrokenContentError as broken:
        return told(broken)
    try:
        with ExitStack() as tables:
            joined = tables.enter_context(table_at(Path(chosen.target)))
            hubs = tables.enter_context(table_at(Path(chosen.hubs))) if chosen.hubs else None
            found = _found(rows, common, engine=chosen.engine)
            joined.writerows(_series_rows(rows, found))
            if hubs is not None:
                hubs.writerows(_hub_rows(rows, found, common))
    except (UnwrittenError, EngineError) as refused:
        _say(f"callpoint series: {refused}")
        return BAD_INPUT
    _say(_summary(found, listed=len(common.lists)))
    return WELL


def _found(rows: "ReportRows", common: "CommonRows", *, engine: str) -> "SeriesFound":
    """Find the series, with the looks of the engine that was asked for."""
    if engine == ARRAYS:
        from callpoint.analysis.series_of_file import series_among  # noqa: PLC0415 - only in the extra

        return series_among(rows.report, rows.value, reports=len(rows.names), common=common.flags, tell=_say)
    from callpoint.analysis.series import find_series  # noqa: PLC0415 - loads Numba
    from callpoint.analysis.series_sql import look_with  # noqa: PLC0415 - the same

    with look_with(engine) as look:
        return find_series(rows.report, rows.value, reports=len(rows.names), common=common.flags, look=look)


def _series_rows(rows: "ReportRows", found: "SeriesFound") -> Iterator[tuple[str, str]]:
    named = rows.names
    yield "report", "series"
    order = sorted(range(len(named)), key=named.__getitem__)
    yield from ((named[place], named[found.series[place]]) for place in order)


def _hub_rows(
    rows: "ReportRows", found: "SeriesFound", common: "CommonRows"
) -> Iterator[tuple[str, str, int | str, str]]:
    import numpy as np  # noqa: PLC0415 - not for other commands

    from callpoint.analysis.series_found import COMMON  # noqa: PLC0415 - not for other commands

    yield "kind", "value", "reports", "why"
    places = {int(found.values[place]): int(place) for place in (found.standing == COMMON).nonzero()[0]}
    numbers = np.array(sorted({*places, *common.lists}), np.int32)
    for number, (kind, value) in zip(numbers.tolist(), rows.value_names(numbers), strict=True):
        if number in places:
            yield kind, value, int(found.reports[places[number]]), found.why(places[number])
        else:
            yield kind, value, common.reports[number], why_listed(common.lists[number])


def _summary(found: "SeriesFound", *, listed: int) -> str:
    import numpy as np  # noqa: PLC0415 - not for other commands

    from callpoint.analysis.series_found import COMMON  # noqa: PLC0415 - not for other commands

    sizes = np.bincount(found.series)
    together = sizes[sizes > 1]
    hubs = int((found.standing == COMMON).sum()) + listed
    return f"{len(together):,} series of two reports or more hold {int(together.sum()):,} reports; {hubs:,} values join nothing"


def _say(text: str) -> None:
    sys.stderr.write(f"{text}\n")
