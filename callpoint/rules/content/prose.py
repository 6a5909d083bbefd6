"""Words meant for the public: short sentences, and no number outside the directory."""

import re
from collections.abc import Iterable, Iterator
from typing import Any, Final

from callpoint.rules.content.criteria_model import AXES
from callpoint.rules.content.layout import Gathered
from callpoint.rules.content.problems import Problem
from callpoint.rules.content.whole import Content
from callpoint.rules.content.yaml_tree import Route, Tree

MAX_WORDS: Final = 25
"""House rule: no sentence for the public is longer."""
_GUIDANCE: Final = (
    ("sections", "*", "heading"),
    ("sections", "*", "lead"),
    ("sections", "*", "points", "*", "text"),
)
_NOW: Final = (
    ("say", "*", "to"),
    ("say", "*", "words", "*"),
    ("do_not", "*"),
    ("keep", "*"),
    ("facts", "*", "text"),
    ("since", "*", "text"),
    *(("clock", name) for name in ("heading", "ask", "event", "note")),
    ("ways_on", "*", "label"),
    ("ways_on", "*", "text", "*"),
)
_PUBLIC: Final[dict[str, tuple[tuple[str, ...], ...]]] = {
    "services": (
        ("name",),
        ("for_whom",),
        ("takes", "*"),
        ("does_not_take", "*"),
        ("cost",),
        ("notes", "*"),
        ("serves", "age_rule"),
        ("channels", "*", "note"),
    ),
    "kinds": (
        ("label",),
        ("definition",),
        ("keep", "*"),
        ("advice_now", "*"),
        ("advice_prevent", "*"),
    ),
    "questions": (
        ("ask",),
        ("hint",),
        ("why",),
        ("choices", "*", "label"),
        ("choices", "*", "hint"),
    ),
    "sections": (("title",), ("lead",)),
    "sheets": (("heading",), ("lead",), ("another",)),
    "situations": (("label",), ("hint",)),
    "guidance": (("title",), ("lead",), *_GUIDANCE),
    "guidance_local": _GUIDANCE,
    "now": (
        ("title",),
        ("lead",),
        ("steps", "*", "text"),
        ("steps", "*", "detail"),
        ("choose", "*", "label"),
        *_NOW,
    ),
    "now_local": _NOW,
    "criteria": (
        ("never", "*"),
        ("classes", "*", "told"),
        ("priority", "*", "told"),
        *((axis, name) for axis in AXES for name in ("title", "lead")),
        *((axis, "reasons", "*", "told") for axis in AXES),
    ),
    "outcomes": (("decision",), ("reason",)),
    "promises": (("title",), ("told",), ("stops",), ("test",)),
}
"""Sort to the routes of its public words; '*' stands for every item of a list."""
_SENTENCE_END: Final = re.compile(r"(?<=[.!?])\s+")
_DIALLED: Final = frozenset({"phone", "textphone", "sms"})
_LONG_NUMBER: Final = re.compile(r"(?<![\w.,/-])\+?\d(?:[ ()-]?\d){6,}(?![\w/])")
_SHORT_NUMBER: Final = re.compile(r"(?<![\w.,£$€/-])\d{3,6}(?![\d/-]|[.,]\d)")
_DATE: Final = re.compile(r"\d{4}-\d\d-\d\d")
_NOT_A_DIGIT: Final = re.compile(r"\D")


def prose_problems(content: Content, found: Gathered) -> Iterator[Problem]:
    """Give a problem for every long sentence and every number in public words."""
    dialled = _dialled(content)
    for sort, routes in _PUBLIC.items():
        for piece in found.of(sort):
            for wanted in routes:
                for route, text in _texts(piece.tree.value, wanted):
                    yield from _long_sentences(piece.tree, route, text)
                    yield from _numbers(piece.tree, route, (text, dialled))


def _dialled(content: Content) -> frozenset[str]:
    """Every short number that the directory holds, as digits."""
    return frozenset(
        _NOT_A_DIGIT.sub("", channel.value)
        for service in content.services.values()
        for channel in service.channels
        if channel.type in _DIALLED
    )


def _texts(value: Any, wanted: tuple[str, ...]) -> Iterator[tuple[Route, str]]:
    if not wanted:
        if isinstance(value, str):
            yield (), value
        return
    first, rest = wanted[0], wanted[1:]
    inner: Iterable[tuple[str | int, Any]] = ()
    if first == "*" and isinstance(value, list):
        inner = enumerate(value)
    elif isinstance(value, dict) and first in value:
        inner = ((first, value[first]),)
    for step, part in inner:
        for route, text in _texts(part, rest):
            yield (step, *route), text


def _long_sentences(tree: Tree, route: Route, text: str) -> Iterator[Problem]:
    for sentence in _SENTENCE_END.split(text):
        count = len(sentence.split())
        if count > MAX_WORDS:
            yield tree.problem(
                route,
                f"A sentence has {count} words: “{sentence[:40]}…”.",
                f"Split it: at most {MAX_WORDS} words.",
            )


def _numbers(tree: Tree, route: Route, said: tuple[str, frozenset[str]]) -> Iterator[Problem]:
    text, dialled = said
    plain = _DATE.sub("", text)
    short = (one for one in _SHORT_NUMBER.findall(plain) if one in dialled)
    for number in (*_LONG_NUMBER.findall(plain), *short):
        yield tree.problem(
            route,
            f"“{number}” is a number to dial.",
            "Take it out and name the service: numbers are written only in services/.",
        )
