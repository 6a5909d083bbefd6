"""How much of tampering `callpoint verify` finds, how often it is wrong on a clean database, and how long it takes.

Run: .venv/bin/python -m benchmarks.tampering [--edits 10000] [--clean 100] [--first 100] [--leaves 100000]

A throw-away deployment on SQLite. Edits are drawn from a seed (`tests/edits.py`): any column of any journalled row, leaf
or checkpoint, rows deleted, added, swapped, leaves rewritten with their hashes, the journal cut, sealed files. Each clean
run adds another run of the whole story of `tests/actions/story.py` to the same beginning. A deployment has months for
some hundred of them, because a month whose key was destroyed stays so: 1,000 are ten calls, `--first` 100, 200 and so on.
"""

import argparse
import os
import time

import django

from tests import deployment

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "callpoint.project.settings")
django.setup()

from django.core.management import call_command
from django.db import transaction
from django.test import override_settings

from callpoint.actions.acting import system
from callpoint.actions.checkpointing import make_checkpoint
from callpoint.actions.journalling import write_leaf
from callpoint.actions.verifying import verify_database
from callpoint.vault.checkpoints import CheckedTree, inclusion
from tests.actions.story import everything_happens
from tests.actions.test_verifying import a_world, silent
from tests.edits import edited
from tests.makers import at

NO_AGE = 100
"""The number of the first clean run: from here on one in a story is nobody's age, and a child's report takes no files."""


def main() -> None:
    """Print what was found, what was missed, and the times."""
    parser = argparse.ArgumentParser(description=__doc__)
    for name, default in (("edits", 10_000), ("clean", 100), ("first", NO_AGE), ("leaves", 100_000)):
        parser.add_argument(f"--{name}", type=int, default=default)
    chosen = parser.parse_args()
    call_command("migrate", verbosity=0)
    print(f"A throw-away deployment in {deployment.VAR}")
    with transaction.atomic():
        a_world()
    print(f"edits: {chosen.edits}, missed or not named: {missed(chosen.edits)}")
    # Accounts are made fast, as in the tests: their passwords would take half of the time, and tell nothing here.
    with override_settings(PASSWORD_HASHERS=["tests.makers.LightScrypt"]):
        print(f"clean runs: {chosen.clean}, false alarms: {false_alarms(chosen.clean, first=chosen.first)}")
    measure(chosen.leaves)


def missed(edits: int) -> list[str]:
    """Make each edit, look for it, and take it back; give what was not found or not named."""
    left = []
    for number in range(edits):
        with edited(f"benchmark {number}") as edit:
            problems = verify_database(tell=silent).problems
        if not edit.is_named_by(problems):
            left.append(f"{number}: {edit}")
    return left


def false_alarms(runs: int, *, first: int) -> list[str]:
    """Let everything happen once more in each run, and give what was called wrong."""
    left = []
    for number in range(first, first + runs):
        with transaction.atomic():
            everything_happens(f"run{number}")
            left += [f"{number}: {problem}" for problem in verify_database(tell=silent).problems]
            transaction.set_rollback(True)
        if (number + 1) % 10 == 0:
            print(f"  clean runs so far: {number + 1 - first}, false alarms: {len(left)}", flush=True)
    return left


def measure(leaves: int) -> None:
    """Time checkpoints, proofs and a whole check of a journal of so many leaves."""
    tree, by = CheckedTree(), system("benchmark")
    with transaction.atomic():
        for number in range(leaves):
            write_leaf(what="test", about=number, by=by, at=at())
    timed(f"first checkpoint over {leaves} leaves, all read", lambda: sign(tree))
    for _each in range(100):
        write_leaf(what="test", about="more", by=by, at=at())
    timed("next checkpoint, 101 new leaves", lambda: sign(tree))
    timed("first proof of a process", lambda: inclusion(17))
    timed("each further proof", lambda: [inclusion(number) for number in range(1000)], share=1000)
    timed("the whole check", lambda: verify_database(tell=silent))
    print(f"load: {os.getloadavg()}")


def sign(tree: CheckedTree) -> None:
    """Make one checkpoint."""
    make_checkpoint(tree=tree, origin="benchmark", by=system("benchmark"), at=at())


def timed(words: str, deed: object, *, share: int = 1) -> None:
    """Run a deed once and print its seconds."""
    assert callable(deed)
    began = time.perf_counter()
    deed()
    print(f"{words}: {(time.perf_counter() - began) / share:.4f} s")


if __name__ == "__main__":
    main()
