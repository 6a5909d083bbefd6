"""One gate stands before a report: no action asks the table of access about a report past `actions.admitting`."""

import ast
from collections.abc import Iterator

from tests.structure.source import Module, modules

GATE = "callpoint/actions/admitting.py"
AT_THE_DOOR = {"callpoint/actions/restricting.py", "callpoint/actions/doors_shown.py"}
"""Whoever asks to be let in stands before the door; who lets them in may open reports of the unit at all."""
OF_SOMETHING_ELSE = {"request.unit", "referral.unit", "move.from_unit", "case.unit"}
"""Units that are no report's of now: of a request to talk, of a support service, of a case, and of where a report came
from (with `check_door`)."""


def past_the_gate(module: Module) -> Iterator[str]:
    """Each `check_may(…, unit=…)` about a report."""
    for node in ast.walk(module.tree):
        if not (
            isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "check_may"
        ):
            continue
        units = [ast.unparse(word.value) for word in node.keywords if word.arg == "unit"]
        allowed = OF_SOMETHING_ELSE | ({"report.unit"} if module.path in AT_THE_DOOR else set())
        yield from (f"{module.path}:{node.lineno} {unit}" for unit in units if unit not in allowed)


def test_every_action_about_a_report_asks_at_the_gate() -> None:
    found = [
        line
        for module in modules("callpoint/actions")
        if module.path != GATE
        for line in past_the_gate(module)
    ]
    assert found == [], "use check_may_about(report, deed, by=by, at=at) of actions.admitting: " + "; ".join(
        found
    )


def test_the_rule_notices_an_action_that_goes_past_the_gate() -> None:
    seeded = Module("seeded.py", "check_may(by.badge, Deed.OPEN_REPORT, unit=report.unit)\n")
    assert list(past_the_gate(seeded)) == ["seeded.py:1 report.unit"]
