"""Checks of the mappings for records systems: every field is one of ours, and no column is filled twice."""

from collections.abc import Iterator

from callpoint.rules.content.export_fields import unknown_fields
from callpoint.rules.content.export_model import ExportMapping
from callpoint.rules.content.layout import Gathered
from callpoint.rules.content.problems import Problem
from callpoint.rules.content.whole import Content


def export_problems(content: Content, found: Gathered) -> Iterator[Problem]:
    """Give a problem for every column of a mapping that could not be filled."""
    for name, mapping in content.exports.items():
        tree = found.pieces["exports", name].tree
        unknown = set(unknown_fields(mapping, questions=content.questions))
        for at, column in enumerate(mapping.columns):
            if column.field in unknown:
                yield tree.problem(
                    ("columns", at, "field"),
                    f"No report has the field `{column.field}`.",
                    "Correct it: docs/cases.md lists the fields. An answer is `answers.` and the id of its question.",
                )
            if _is_filled_before(mapping, at):
                yield tree.problem(
                    ("columns", at, "name"),
                    f"`{column.name}` is filled twice, or holds another column.",
                    "Give each column a name of its own.",
                )


def _is_filled_before(mapping: ExportMapping, at: int) -> bool:
    name = mapping.columns[at].name
    before = [column.name for column in mapping.columns[:at]]
    return any(one == name or one.startswith(f"{name}.") or name.startswith(f"{one}.") for one in before)
