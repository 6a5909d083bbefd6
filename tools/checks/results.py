"""What the parts of ./test come to: counts, reasons, seconds, and the table at the end."""

import xml.etree.ElementTree as ET
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

RED: Final = "\x1b[31m"
PLAIN: Final = "\x1b[0m"
HEADS: Final = ("part", "ran", "seconds", "budget", "passed", "failed", "skipped", "why")


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What one command of a part came to; `said` is shown where something failed."""

    passed: int = 0
    failed: int = 0
    skips: tuple[str, ...] = ()
    said: str = ""


@dataclass(frozen=True, kw_only=True)
class Line:
    """One line of the table: a part that ran, or the reason why it did not."""

    part: str
    budget: int
    seconds: float = 0.0
    outcomes: tuple[Outcome, ...] = field(default=())
    not_run: str = ""

    @property
    def passed(self) -> int:
        """How many checks passed."""
        return sum(outcome.passed for outcome in self.outcomes)

    @property
    def failed(self) -> int:
        """How many checks failed."""
        return sum(outcome.failed for outcome in self.outcomes)

    @property
    def skips(self) -> tuple[str, ...]:
        """The reason of each check that was skipped."""
        return tuple(reason for outcome in self.outcomes for reason in outcome.skips)

    @property
    def is_over_budget(self) -> bool:
        """Whether it took longer than it should."""
        return self.seconds > self.budget


def outcome_of_pytest(report: Path, said: str) -> Outcome:
    """Read the JUnit file that pytest wrote; without one pytest itself broke, which counts as one failure."""
    if not report.exists():
        return Outcome(failed=1, said=said)
    cases = ET.parse(report).getroot().findall(".//testcase")  # noqa: S314  # pytest wrote it a moment ago
    failed = sum(case.find("failure") is not None or case.find("error") is not None for case in cases)
    skips = tuple(skip.get("message", "") for case in cases for skip in case.findall("skipped"))
    return Outcome(
        passed=len(cases) - failed - len(skips), failed=failed, skips=skips, said=said if failed else ""
    )


def table(lines: Sequence[Line], *, colour: str = RED) -> str:
    """Lay out what ran, with the parts over budget in `colour`, the reasons of all skips, and the totals."""
    rows = [HEADS, *(_cells(line) for line in lines)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(HEADS))]
    shown = [_laid_out(HEADS, widths)]
    for line, row in zip(lines, rows[1:], strict=True):
        text = _laid_out(row, widths)
        shown.append(f"{colour}{text}{PLAIN}" if colour and line.is_over_budget else text)
    for reason, count in Counter(reason for line in lines for reason in line.skips).most_common():
        shown.append(f"skipped {count} x {reason}")
    totals = [
        sum(counts) for counts in zip(*((x.passed, x.failed, len(x.skips)) for x in lines), strict=True)
    ]
    shown.append("{} passed, {} failed, {} skipped".format(*totals))
    return "\n".join(shown)


def _cells(line: Line) -> tuple[str, ...]:
    if line.not_run:
        return (line.part, "no", "", str(line.budget), "", "", "", line.not_run)
    why = "over budget" if line.is_over_budget else ""
    counts = (line.passed, line.failed, len(line.skips))
    return (line.part, "yes", f"{line.seconds:.1f}", str(line.budget), *map(str, counts), why)


def _laid_out(cells: Sequence[str], widths: Sequence[int]) -> str:
    *numbers, why = cells
    aligned = [
        cell.ljust(width) if column < 2 else cell.rjust(width)
        for column, (cell, width) in enumerate(zip(numbers, widths, strict=False))
    ]
    return "  ".join([*aligned, why]).rstrip()
