"""Read a YAML file as plain text values and remember the line of each.

Every scalar stays the text that was written (`no`, `101` and `08:30` are never
turned into something else); the models give it its type.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from callpoint.rules.content.problems import Problem

Step = str | int
Route = tuple[Step, ...]

_LOADER: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
_NULLS = frozenset({"", "~", "null"})
_PLAIN_TAGS = frozenset({"tag:yaml.org,2002:str", "tag:yaml.org,2002:map", "tag:yaml.org,2002:seq"})


@dataclass(frozen=True)
class Tree:
    """What one file, or one thing inside it, says, with the line of each part."""

    file: str
    value: Any
    lines: Mapping[Route, int]
    base: Route = ()
    """Where in the file this thing begins."""

    def line(self, *route: Step) -> int:
        """Give the line of a part, or of the nearest part around it that was written."""
        full = self.base + route
        while full and full not in self.lines:
            full = full[:-1]
        return self.lines.get(full, 1)

    def part(self, *route: Step) -> "Tree":
        """Give the tree of a part; the part must exist."""
        value = self.value
        for step in route:
            value = value[step]
        return Tree(self.file, value, self.lines, self.base + route)

    def problem(self, route: Route, what: str, remedy: str) -> Problem:
        """Make a problem at the line of a part."""
        return Problem(self.file, self.line(*route), what, remedy)


@dataclass
class _Builder:
    """Turns composed nodes into values while it notes lines and problems."""

    file: str
    lines: dict[Route, int] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    seen: set[int] = field(default_factory=set)

    def build(self, node: yaml.Node, route: Route) -> Any:
        line = node.start_mark.line + 1
        self.lines.setdefault(route, line)
        if id(node) in self.seen:
            self._add(line, "An anchor is used again here.", "Write the value out.")
            return None
        self.seen.add(id(node))
        if node.tag not in _PLAIN_TAGS:
            self._add(line, f"The tag {node.tag} is not allowed.", "Remove the tag.")
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node, route)
        if isinstance(node, yaml.SequenceNode):
            return [self.build(item, (*route, at)) for at, item in enumerate(node.value)]
        is_plain = isinstance(node, yaml.ScalarNode) and node.style is None
        return None if is_plain and node.value in _NULLS else node.value

    def _mapping(self, node: yaml.MappingNode, route: Route) -> dict[str, Any]:
        made: dict[str, Any] = {}
        for key, item in node.value:
            line = key.start_mark.line + 1
            name = str(key.value)
            if name in made:
                self._add(line, f"`{name}` is written twice.", "Keep one of the two lines.")
                continue
            self.lines[*route, name] = line
            made[name] = self.build(item, (*route, name))
        return {name: value for name, value in made.items() if value is not None}

    def _add(self, line: int, what: str, remedy: str) -> None:
        self.problems.append(Problem(self.file, line, what, remedy))


def read_tree(path: Path, shown: str) -> tuple[Tree, tuple[Problem, ...]]:
    """Read one YAML file whose top level is a mapping.

    `shown` is the name used in problems. Names without a value are left out of the
    tree. A file that cannot be read gives an empty tree and its problem.
    """
    try:
        node = yaml.compose(path.read_text(encoding="utf-8"), Loader=_LOADER)
    except (UnicodeDecodeError, yaml.YAMLError) as error:
        return Tree(shown, {}, {}), (_unreadable(error, shown),)
    if not isinstance(node, yaml.MappingNode):
        remedy = "Begin it with a line such as `id: …`."
        empty = Problem(shown, 1, "The file holds no named values.", remedy)
        return Tree(shown, {}, {}), (empty,)
    builder = _Builder(shown)
    value = builder.build(node, ())
    return Tree(shown, value, builder.lines), tuple(builder.problems)


def _unreadable(error: UnicodeDecodeError | yaml.YAMLError, shown: str) -> Problem:
    mark = getattr(error, "problem_mark", None)
    line = mark.line + 1 if mark else 1
    said = getattr(error, "problem", None) or str(error)
    return Problem(
        shown,
        line,
        f"This is not YAML in UTF-8: {said}.",
        "Check the indents, quotes and colons of this line and the one above.",
    )
