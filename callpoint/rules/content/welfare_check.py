"""Checks of staff welfare: kinds and services that exist."""

from collections.abc import Iterator

from callpoint.rules.content.layout import Gathered
from callpoint.rules.content.problems import Problem
from callpoint.rules.content.whole import Content


def welfare_problems(content: Content, found: Gathered) -> Iterator[Problem]:
    """Give a problem for every kind or service that is named and is not there."""
    for name, rules in content.welfare.items():
        tree = found.pieces["welfare", name].tree
        for at, sort in enumerate(rules.distress):
            for place, kind in enumerate(sort.kinds):
                if ("kinds", kind) not in found.pieces:
                    yield tree.problem(
                        ("distress", at, "kinds", place),
                        f"There is no kind `{kind}`.",
                        "Correct the id, or declare the kind.",
                    )
        for place, service in enumerate(rules.help):
            if ("services", service) not in found.pieces:
                yield tree.problem(
                    ("help", place),
                    f"There is no service `{service}`.",
                    "Correct the id, or declare the service.",
                )
