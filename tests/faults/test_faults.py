"""Whatever is killed, cut or refused: nothing told is lost, nothing is there twice, nothing is there in part."""

import os
from dataclasses import replace

import pytest

from callpoint.project.faults.driver import Bench, Plan, Tally, try_faults
from callpoint.project.faults.names import NAMES
from callpoint.project.faults.table import PATHS

pytestmark = pytest.mark.faults

TIMES = 20 if os.environ.get("CALLPOINT_TEST_FULL") else 1
KILLS, CUTS, REFUSALS = 500 * TIMES, 100 * TIMES, 60 * TIMES
"""In all, over every write path."""


def tried(bench: Bench, plan: Plan) -> Tally:
    [tally] = try_faults(plan, by=[bench], say=list[str]().append).values()
    return tally


def test_the_names_of_the_command_are_those_of_the_table() -> None:
    assert tuple(PATHS) == NAMES


def share(of_all: int) -> int:
    """What falls to one write path, rounded up."""
    return -(-of_all // len(PATHS))


@pytest.mark.parametrize("name", PATHS)
def test_nothing_is_lost_doubled_or_left_in_part(name: str, bench: Bench) -> None:
    plan = Plan(paths=[name], kills=share(KILLS), cuts=share(CUTS), refusals=share(REFUSALS))
    tally = tried(bench, plan)
    assert (tally.is_well, tally.kills >= share(KILLS) / 2, tally.cuts > 0) == (True, True, True), tally.said


PLANTED = {
    "synchronous_normal": (Plan(paths=["submit"], cuts=68), "lost"),
    "no_sync_of_the_file": (Plan(paths=["upload"], cuts=48), "lost"),
    "no_sync_of_the_folder": (Plan(paths=["upload"], cuts=48), "lost"),
    "no_transaction": (Plan(paths=["submit"], kills=30), "partial"),
    "told_before_the_commit": (Plan(paths=["submit"], kills=20), "lost"),
    "no_key_of_the_form": (Plan(paths=["message"], kills=8), "duplicated"),
    "an_error_that_says_nothing": (Plan(paths=["submit"], refusals=10), "dishonest"),
}
"""The defect, how it is tried, and what must be seen of it."""


@pytest.mark.parametrize("name", PLANTED)
def test_a_planted_defect_is_seen(name: str, bench: Bench) -> None:
    plan, seen = PLANTED[name]
    tally = tried(bench, replace(plan, plant=f"tests.faults.planted:{name}"))
    assert getattr(tally, seen) > 0
