"""Criteria must ask for what there is: real questions and answers, kinds, signs, notions and scores."""

from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from typing import Final

from callpoint.rules.content.criteria_model import AXES, HIGHEST, NO_BOUNDS, Criteria, CriteriaFile
from callpoint.rules.content.layout import COMMON, Gathered
from callpoint.rules.content.problems import Problem
from callpoint.rules.content.whole import Content
from callpoint.rules.content.yaml_tree import Route, Tree

BARE: Final = frozenset({"exhibits", "amount-told"})
"""Conditions that have no value."""
WORKED_OUT: Final = {
    "lost": frozenset({"some", "middle", "high"}),
    "tried": frozenset({"some", "middle", "high"}),
    "paid": frozenset({"24h", "72h", "later", "unknown"}),
    "last": frozenset({"year"}),
    "people-hit": frozenset({"1", "100"}),
    "upset": frozenset({"5", "8"}),
    "value": frozenset({"followable", "home-account", "shared-only"}),
    "place": frozenset({"here", "uk", "channel", "abroad", "unknown"}),
    "suspect": frozenset({"channel", "abroad"}),
    "money": frozenset({"channel"}),
    "call": frozenset({"1", "2", "3", "4"}),
    "age-guessed": frozenset({"under-13", "13-15", "16-17"}),
    **{axis: frozenset({"1", "2", "3"}) for axis in AXES},
}
"""Conditions that are worked out, with what they may say."""
_POINTS: Final = range(-HIGHEST, HIGHEST + 2)
"""What a criterion may give; the fourth question of a call for service is the highest."""


def criteria_problems(content: Content, found: Gathered) -> Iterator[Problem]:
    """Give a problem for every condition that can never hold, and for amounts in the wrong order."""
    criteria = content.criteria
    if criteria is None:
        return
    tree = found.pieces["criteria", COMMON].tree
    known = _known(content, criteria)
    for route, when in _conditions(criteria.file):
        for at, part in enumerate(when):
            for one in part.removeprefix("!").split("|"):
                if not _is_known(one, known, content):
                    yield tree.problem(
                        (*route, "when", at),
                        f"Nothing ever says `{one}`.",
                        "Correct it: the head of callpoint/rules/assessment/told.py lists what a criterion may ask for.",
                    )
    yield from _shape_problems(content, criteria.file, tree)
    for name, bounds in criteria.bounds.items():
        if bounds != NO_BOUNDS and not 0 < bounds.middle < bounds.high:
            yield found.pieces["criteria_amounts", name].tree.problem(
                ("high",), "`high` is not above `middle`.", "Write whole amounts, the larger one as `high`."
            )


def _shape_problems(content: Content, file: CriteriaFile, tree: Tree) -> Iterator[Problem]:
    for axis in AXES:
        for at, name in enumerate(file.axis(axis).asks):
            if name not in content.questions:
                yield tree.problem(
                    (axis, "asks", at), f"There is no question `{name}`.", "Correct the id, or leave it out."
                )
        for at, reason in enumerate(file.axis(axis).reasons):
            if reason.gives not in _POINTS:
                yield tree.problem(
                    (axis, "reasons", at, "gives"),
                    f"A reason cannot give {reason.gives}.",
                    f"Write a whole number up to {HIGHEST}.",
                )


def _conditions(file: CriteriaFile) -> Iterator[tuple[Route, tuple[str, ...]]]:
    for at, notion in enumerate(file.notions):
        yield ("notions", at), notion.when
    for axis in AXES:
        for at, reason in enumerate(file.axis(axis).reasons):
            yield (axis, "reasons", at), reason.when
    for at, step in enumerate(file.priority):
        yield ("priority", at), step.when


def _known(content: Content, criteria: Criteria) -> dict[str, AbstractSet[str]]:
    """Give each sort of condition with the values it may have."""
    file = criteria.file
    signs = {sign for one in content.signs.values() for sign in one.signs}
    return {
        **WORKED_OUT,
        "says": signs | {sign for phrases in file.languages.values() for sign in phrases},
        "kind": set(content.kinds),
        "group": {kind.group for kind in content.kinds.values()},
        "said": set(content.questions),
        "people": {str(each) for each in file.people},
        "recorder": {"ours", *content.services},
        "": BARE | {notion.id for notion in file.notions},
    }


def _is_known(condition: str, known: dict[str, AbstractSet[str]], content: Content) -> bool:
    sort, colon, value = condition.partition(":")
    if not colon:
        return condition in known[""]
    if sort in known:
        return value in known[sort]
    question = content.questions.get(sort)
    return question is not None and value in {choice.id for choice in question.choices}
