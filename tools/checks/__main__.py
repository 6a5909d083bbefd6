"""Runs `python -m tools.checks`, which ./test calls."""

import argparse
import os
import signal
import sys
import tempfile
from collections.abc import Sequence

from tools.checks.parts import COVERAGE, INSTALL_BUDGET, PARTS, Part
from tools.checks.results import RED, Line, table
from tools.checks.running import Order, run_part


def main(words: Sequence[str]) -> int:
    """Run the parts asked for, or all; return 1 where a check failed or a part that must run did not."""
    asked = _asked(words)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    measures = asked.full and not asked.words and not asked.parts
    with tempfile.TemporaryDirectory(prefix="callpoint-measured-") as folder:
        order = Order(words=asked.words, is_full=asked.full, measured_in=folder if measures else "")
        parts = (*_chosen(asked.parts), *([COVERAGE] if measures else []))
        lines = [_install_line(), *(_run_and_show(part, order) for part in parts)]
    is_coloured = sys.stdout.isatty() and "NO_COLOR" not in os.environ
    _say("", table(lines, colour=RED if is_coloured else ""))
    not_run = [line.part for line in lines if line.not_run]
    if asked.every_part and not_run:
        _say(f"These parts must run here and did not: {', '.join(not_run)}.")
    has_failed = any(line.failed for line in lines) or (asked.every_part and bool(not_run))
    return int(has_failed)


def _run_and_show(part: Part, order: Order) -> Line:
    _say(f"{part.name} …")
    line = run_part(part, order)
    _say(*(outcome.said for outcome in line.outcomes if outcome.failed))
    return line


def _asked(words: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="./test", description="Checks the project, fastest part first.")
    names = [part.name for part in PARTS]
    parser.add_argument("parts", nargs="*", metavar="PART", help=f"only these: {', '.join(names)}")
    parser.add_argument(
        "-k", dest="words", default="", metavar="EXPR", help="only tests that match, as in pytest"
    )
    parser.add_argument("--full", action="store_true", help="run everything heavy too")
    parser.add_argument("--every-part", action="store_true", help="fail where a part could not run")
    asked = parser.parse_args(words)
    unknown = sorted(set(asked.parts) - set(names))
    if unknown:
        parser.error(f"no part is called {', '.join(unknown)}; there are {', '.join(names)}")
    return asked


def _chosen(names: Sequence[str]) -> tuple[Part, ...]:
    return tuple(part for part in PARTS if not names or part.name in names)


def _install_line() -> Line:
    """Say how long ./test took to make the environment before it called us."""
    seconds = float(os.environ.get("CALLPOINT_INSTALL_SECONDS", "0"))
    return Line(part="install", budget=INSTALL_BUDGET, seconds=seconds)


def _say(*texts: str) -> None:
    for text in texts:
        sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
