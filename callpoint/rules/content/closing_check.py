"""Checks of what closing a report goes by: gaps that are explained, kinds that exist."""

from collections.abc import Iterator
from typing import Final

from callpoint.rules.content.closing_model import Outcome
from callpoint.rules.content.layout import Gathered
from callpoint.rules.content.problems import Problem
from callpoint.rules.content.whole import Content
from callpoint.rules.content.yaml_tree import Tree

GAP: Final = "{gap}"
"""Stands in an outcome's words for what the officer adds."""


def closing_problems(content: Content, found: Gathered) -> Iterator[Problem]:
    """Give a problem for every outcome or rule of closing that could not be used as it stands."""
    for name, outcome in content.outcomes.items():
        yield from _outcome_problems(found.pieces["outcomes", name].tree, outcome)
    for name, rules in content.closing.items():
        tree = found.pieces["closing", name].tree
        for at, kind in enumerate(rules.second_person.kinds):
            if ("kinds", kind) not in found.pieces:
                yield tree.problem(
                    ("second_person", "kinds", at),
                    f"There is no kind `{kind}`.",
                    "Correct the id, or declare the kind.",
                )


def _outcome_problems(tree: Tree, outcome: Outcome) -> Iterator[Problem]:
    has_gap = GAP in outcome.decision + outcome.reason
    if has_gap is not bool(outcome.gap):
        yield tree.problem(
            ("gap",),
            f"`{GAP}` and `gap` go together.",
            f"Write {GAP} where the officer adds something, and say what in `gap`; or take both out.",
        )
    if outcome.local is bool(outcome.number):
        yield tree.problem(
            ("number",),
            "An outcome of the official list has a number, and a reason of our own has none.",
            "Give the number, or write `local: true`.",
        )
