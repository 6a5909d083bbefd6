"""All checks that look across files, in one place."""

from collections.abc import Iterator

from callpoint.rules.content.closing_check import closing_problems
from callpoint.rules.content.coverage import coverage_problems
from callpoint.rules.content.criteria_check import criteria_problems
from callpoint.rules.content.export_check import export_problems
from callpoint.rules.content.kept_hours import hours_problems
from callpoint.rules.content.layout import Gathered
from callpoint.rules.content.problems import Problem
from callpoint.rules.content.references import reference_problems
from callpoint.rules.content.request_check import request_problems
from callpoint.rules.content.shapes import shape_problems
from callpoint.rules.content.welfare_check import welfare_problems
from callpoint.rules.content.whole import Content


def cross_problems(content: Content, found: Gathered) -> Iterator[Problem]:
    """Give every problem that one file alone does not show."""
    yield from reference_problems(content, found)
    yield from shape_problems(content, found)
    yield from coverage_problems(content, found)
    yield from hours_problems(content, found)
    yield from criteria_problems(content, found)
    yield from closing_problems(content, found)
    yield from export_problems(content, found)
    yield from welfare_problems(content, found)
    yield from request_problems(content, found)
