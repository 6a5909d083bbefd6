"""Checks of what other bodies are asked: times that can be counted, bodies that exist, answers that differ."""

from collections.abc import Iterator

from callpoint.rules.content.durations import BadDurationError, countable, parse_duration
from callpoint.rules.content.layout import Gathered
from callpoint.rules.content.problems import Problem
from callpoint.rules.content.request_model import RequestKind
from callpoint.rules.content.whole import Content
from callpoint.rules.content.yaml_tree import Tree


def request_problems(content: Content, found: Gathered) -> Iterator[Problem]:
    """Give a problem for everything about a request that could not be used as it stands."""
    for name, kind in content.requests.items():
        tree = found.pieces["requests", name].tree
        yield from _times(tree, kind)
        for at, service in enumerate(kind.services):
            if ("services", service) not in found.pieces:
                yield tree.problem(
                    ("services", at), f"There is no service `{service}`.", "Correct the id, or take it out."
                )
        for at, report_kind in enumerate(kind.kinds):
            if report_kind not in content.kinds:
                yield tree.problem(
                    ("kinds", at), f"There is no kind `{report_kind}`.", "Correct the id, or take it out."
                )
        ids = [result.id for result in kind.results]
        if len(ids) > len(set(ids)):
            yield tree.problem(("results",), "An answer stands twice.", "Give each answer an id of its own.")
        yield from _untold(tree, kind)


def _times(tree: Tree, kind: RequestKind) -> Iterator[Problem]:
    for field, text, days in (("due", kind.due, kind.days), ("due_now", kind.due_now, "calendar")):
        if text and not _can_be_counted(text, days):
            yield tree.problem(
                (field,),
                f"{text} is no time that {days} days can count.",
                "Write an ISO 8601 duration such as P1D; hours go with calendar days.",
            )


def _untold(tree: Tree, kind: RequestKind) -> Iterator[Problem]:
    """Give a problem for each answer about money that its reporter would wait for and never hear of."""
    for at, result in enumerate(kind.results):
        if kind.money and not result.told:
            yield tree.problem(
                ("results", at), f"The reporter hears nothing of `{result.id}`.", "Write `told` for it."
            )


def _can_be_counted(text: str, days: str) -> bool:
    try:
        return countable(parse_duration(text), days)
    except BadDurationError:
        return False
