"""The look at each value, which of all steps reads the most pairs, as SQL that DuckDB and Spark both run.

The rule is that of `rules/linking/hubs.py`; `series_looks.look` and `look_again` answer the same, and a test holds all three
together. The groups are made of the answer by the compiled loops, whatever engine looked.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from typing import Final

import numpy as np
from numpy.typing import NDArray

from callpoint.analysis.engines import DuckEngine, Engine, spark_engine
from callpoint.analysis.series import Look, look_by_kernels
from callpoint.analysis.series_kernels import Rows
from callpoint.analysis.series_looks import HINTS, HOLDS
from callpoint.rules.linking.hubs import (
    COMPANION_SHARE,
    ENOUGH,
    ENOUGH_AGAIN,
    ENOUGH_TO_HINT,
    FEWEST,
    FREQUENT,
    RARE_ENOUGH,
    SAMPLE,
)

COUNTED: Final = """
select value, count(*) as reports, pow(2, length(bin(count(*))) - 1) as coarse
from named group by value
"""
SAMPLED: Final = f"""
select value, report, least(reports, {SAMPLE}) as size
from (select n.value, n.report, c.reports, row_number() over (partition by n.value order by n.report) as place
      from named n join counted c on c.value = n.value where c.reports >= {FEWEST}) as placed
where place <= {SAMPLE}
"""  # noqa: S608 - figures of the rule only
"""The reports of smallest rank that name a value."""

BESIDE: Final = """
select s.value, s.report, s.size, n.value as other
from sampled s join named n on n.report = s.report and n.value <> s.value
"""
BESIDE_AGAIN: Final = f"""
select b.value, b.report, b.size, b.other
from beside b
join looked o on o.value = b.other and o.code = {HOLDS}
join looked v on v.value = b.value and v.code = {HOLDS}
join counted c on c.value = b.value and c.reports >= {FREQUENT}
"""  # noqa: S608 - the same

WITNESSES: Final = """
select value, other, named, size, chance, row_number() over (partition by value order by named desc, other) as busy
from (select b.value, b.other, b.size, count(*) as named, (b.size - 1) * (c.coarse / {coarse}) as chance
      from {beside} b join counted c on c.value = b.other group by b.value, b.other, b.size, c.coarse) as told
"""
"""Of each value, what else its sample names, how many do, and how many others would by chance; the busiest first."""

PROOFS: Final = f"""
select value, other, named, chance, 1 as kind from {{witnesses}}
where chance <= {RARE_ENOUGH} and (named = 1 or named <= cast({COMPANION_SHARE} as double) * size)
union all
select value, other, named, chance, 2 as kind from {{witnesses}}
where chance <= {RARE_ENOUGH} and (named = 1 or busy > 1)
"""  # noqa: S608 - figures of the rule only
"""What proves that a value holds (1), and what that it hints (2)."""

TIES: Final = """
select p.value, p.kind, b.report, p.other
from {proofs} p join {beside} b on b.value = p.value and b.other = p.other where p.named > 1
"""
FIRST_LABELS: Final = "select distinct value, kind, report, report as label from {ties}"
NEXT_LABELS: Final = """
select t.value, t.kind, t.report, min(o.label) as label
from {ties} t join (
  select t.value, t.kind, t.other, min(l.label) as label
  from {ties} t join {labels} l on l.value = t.value and l.kind = t.kind and l.report = t.report
  group by t.value, t.kind, t.other
) as o on o.value = t.value and o.kind = t.kind and o.other = t.other
group by t.value, t.kind, t.report
"""
"""Each report of a sample takes the least label of those it shares a proof with."""
SUM_OF_LABELS: Final = "select coalesce(sum(label), 0) from {labels}"
"""Labels only fall, so that they are the same where their sum is."""

SURPRISES: Final = """
select p.value, p.kind, case when a.agreeing > p.by_chance
  then a.agreeing * ln(a.agreeing / p.by_chance) - (a.agreeing - p.by_chance) else 0 end as surprise
from (select value, kind, sum(named * chance / 2) as by_chance from {proofs} group by value, kind) as p
join (select value, kind, count(*) - count(distinct label) as agreeing from {labels} group by value, kind) as a
on a.value = p.value and a.kind = p.kind
"""
LOOKED: Final = f"""
select value, min(case when kind = 1 and surprise >= {ENOUGH} then {HOLDS}
  when kind = 2 and surprise >= {ENOUGH_TO_HINT} then {HINTS} else 9 end) as code
from surprises group by value
"""  # noqa: S608 - the same
BORNE_OUT: Final = f"""
select l.value, case when l.code = {HOLDS} and c.reports >= {FREQUENT} and coalesce(s.surprise, 0) < {ENOUGH_AGAIN}
  then {HINTS} else l.code end as code
from looked l join counted c on c.value = l.value
left join surprises_again s on s.value = l.value and s.kind = 1
where l.code <> 9
"""  # noqa: S608 - the same


@contextmanager
def look_with(name: str) -> Iterator[Look]:
    """
    Give the look of an engine by its name, `arrays`, `duckdb` or `spark`, and let go of the engine in the end.

    :raises callpoint.analysis.engines.EngineMissingError: Spark was asked for, and is not there.
    """
    if name == "spark":
        with spark_engine() as engine:
            yield partial(look_by, engine)
    else:
        yield partial(look_by, DuckEngine()) if name == "duckdb" else look_by_kernels


def look_by(engine: Engine, rows: Rows, *, reports: int) -> NDArray[np.int8]:
    """Return for each value whether it holds, whether it hints, or neither (0), as an engine finds."""
    engine.load("named", ("report", "value"), _named(rows))
    engine.make("counted", COUNTED)
    engine.make("sampled", SAMPLED)
    engine.make("beside", BESIDE)
    coarse = 1 << (reports.bit_length() - 1)
    _surprises(engine, "", coarse=coarse)
    engine.make("looked", LOOKED)
    engine.make("beside_again", BESIDE_AGAIN)
    _surprises(engine, "_again", coarse=coarse)
    looked = np.zeros(len(rows[2]) - 1, np.int8)
    for value, code in engine.ask(BORNE_OUT):
        looked[int(value)] = int(code)
    return looked


def _named(rows: Rows) -> NDArray[np.int32]:
    starts, values = rows[:2]
    report = np.repeat(np.arange(len(starts) - 1, dtype=np.int32), np.diff(starts))
    return np.column_stack((report, values[: starts[-1]])).astype(np.int32)


def _surprises(engine: Engine, again: str, *, coarse: int) -> None:
    """Make the table of how surprising it is what the samples share; `again` tells the second look's tables apart."""
    beside, witnesses, proofs, ties = (f"{name}{again}" for name in ("beside", "witnesses", "proofs", "ties"))
    engine.make(witnesses, WITNESSES.format(beside=beside, coarse=f"cast({coarse} as double)"))
    engine.make(proofs, PROOFS.format(witnesses=witnesses))
    engine.make(ties, TIES.format(proofs=proofs, beside=beside))
    labels, rounds = f"labels{again}", 0
    engine.make(labels, FIRST_LABELS.format(ties=ties))
    before, now = None, engine.ask(SUM_OF_LABELS.format(labels=labels))
    while before != now:
        rounds += 1
        after = f"labels{again}_{rounds}"
        engine.make(after, NEXT_LABELS.format(ties=ties, labels=labels))
        labels, before = after, now
        now = engine.ask(SUM_OF_LABELS.format(labels=labels))
    engine.make(f"surprises{again}", SURPRISES.format(proofs=proofs, labels=labels))
