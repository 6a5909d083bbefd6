"""`callpoint relink`: computes every value and series anew from the sightings, says what differed, and repairs it."""

import sys

from callpoint.analysis.relinking import Relinked, relink
from callpoint.clock import now
from callpoint.project.exit_codes import FAILED, WELL


def run_relink() -> int:
    """Print what was computed and repaired; 1 where anything had to be repaired that nobody expected."""
    done = relink(at=now())
    sys.stdout.writelines(f"{line}\n" for line in lines_about(done))
    return WELL if done.is_well or done.is_reckoned_anew else FAILED


def lines_about(done: Relinked) -> list[str]:
    """Say what was computed, and what was not as it must be."""
    lines = [
        f"Reports: {done.reports}. Values that several name: {done.values}. Series: {done.series}.",
    ]
    if done.is_reckoned_anew:
        lines.append(
            f"Chance is now reckoned with {done.reckoned_with} reports, before with {done.reckoned_before}."
        )
    if done.is_well:
        return [*lines, "All values and series were as they must be."]
    return [*lines, f"Repaired: {done.values_repaired} values; {done.reports_moved} reports changed place."]
