"""Walks a parsed template and finds every name it shows that its page does not declare.

`page.a.b` is followed through the type hints of the page class, through loops, `set`, `with` and the
arguments of macros. What a filter or an outer function gives is not known, and whatever is asked of it passes.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from jinja2 import Environment, nodes

from tests.structure.shown_types import UNKNOWN, NoSuchNameError, attribute, called, either, element, item

GLOBALS = frozenset(
    {"gettext", "ngettext", "pgettext", "npgettext", "_", "range", "dict", "namespace", "cycler", "joiner"}
    | {"lipsum", "caller", "loop", "self", "super", "varargs", "kwargs"}
)
KEEPS_TYPE = frozenset({"list", "sort", "reverse", "unique", "selectattr", "rejectattr", "select", "reject"})
TAKES_ONE = frozenset({"first", "last", "min", "max", "random"})


@dataclass(frozen=True, eq=False)
class MacroKind:
    """The type of a macro: where it is written, and the names that are known there."""

    template: str
    node: nodes.Macro
    scope: dict[str, Any]


@dataclass
class Walk:
    """One walk through a template with its parents, parts and macros."""

    environment: Environment
    problems: list[str] = field(default_factory=list)
    macros: dict[str, list[MacroKind]] = field(default_factory=dict)
    walked: set[str] = field(default_factory=set)

    @property
    def seen(self) -> set[str]:
        """The names of all templates walked."""
        return set(self.macros)

    def template(self, name: str, scope: dict[str, Any]) -> None:
        """Walk a template by name, with the types of the names it may use."""
        if self.was_walked(name, scope):
            return
        self.macros.setdefault(name, [])
        source, _, _ = self.environment.loader.get_source(self.environment, name)  # type: ignore[union-attr]  # ours has a loader
        Place(self, name).all(self.environment.parse(source, name=name).body, scope)

    def finish(self) -> list[str]:
        """Walk the macros nobody called, with arguments of any type, and return all problems, each once."""
        for macro in [macro for macros in self.macros.values() for macro in macros]:
            if not any(key.startswith(f"{macro.template}:{macro.node.name} ") for key in self.walked):
                Place(self, macro.template).macro(macro, {})
        return list(dict.fromkeys(self.problems))

    def was_walked(self, name: str, scope: dict[str, Any]) -> bool:
        """Whether this was walked with names of the same types before; remembers that it now is."""
        kinds = {word: kind for word, kind in scope.items() if not isinstance(kind, MacroKind)}
        key = f"{name} {sorted((word, str(kind)) for word, kind in kinds.items())}"
        is_known = key in self.walked
        self.walked.add(key)
        return is_known


@dataclass
class Place:
    """Where in the walk we are: the template whose lines are read."""

    walk: Walk
    template: str

    def all(self, body: Iterable[nodes.Node], scope: dict[str, Any]) -> None:
        """Walk statements one after another; what one sets the next may use."""
        for node in body:
            self.statement(node, scope)

    def statement(self, node: nodes.Node, scope: dict[str, Any]) -> None:
        """Walk one statement by its kind; the parts of any other kind are walked as they come."""
        step = STATEMENTS.get(type(node))
        if step:
            step(self, node, scope)
        elif isinstance(node, nodes.Expr):
            self.kind(node, scope)
        else:
            self.all(node.iter_child_nodes(), scope)

    def kind(self, node: nodes.Node | None, scope: dict[str, Any]) -> Any:
        """The type of an expression; everything in it is walked."""
        if node is None:
            return type(None)
        step = EXPRESSIONS.get(type(node))
        if step:
            try:
                return step(self, node, scope)
            except NoSuchNameError as missing:
                self.problem(node, str(missing))
                return UNKNOWN
        for child in node.iter_child_nodes():
            self.kind(child, scope)
        return UNKNOWN

    def problem(self, node: nodes.Node, wrong: str) -> None:
        """Keep what is wrong, with its place."""
        advice = "declare it in the page's class, or correct the name"
        self.walk.problems.append(f"{self.template}:{node.lineno}: {wrong}; {advice}.")

    def macro(self, macro: MacroKind, given: dict[str, Any]) -> None:
        """Walk a macro's body with the types it was called with, once for each choice of types."""
        if not self.walk.was_walked(f"{macro.template}:{macro.node.name}", given):
            arguments = {argument.name: UNKNOWN for argument in macro.node.args}
            Place(self.walk, macro.template).all(macro.node.body, macro.scope | arguments | given)

    def bind(self, target: nodes.Node, kind: Any, scope: dict[str, Any]) -> None:
        """Give a name, or several at once, the type of what is put into it."""
        if isinstance(target, nodes.Name):
            scope[target.name] = kind
        elif isinstance(target, nodes.Tuple):
            for number, part in enumerate(target.items):
                self.bind(part, UNKNOWN if kind is UNKNOWN else item(kind, number), scope)


def _for(place: Place, node: nodes.For, scope: dict[str, Any]) -> None:
    inner = dict(scope)
    whole = place.kind(node.iter, scope)
    try:
        place.bind(node.target, element(whole), inner)
    except NoSuchNameError as wrong:
        place.problem(node, str(wrong))
        place.bind(node.target, UNKNOWN, inner)
    place.kind(node.test, inner) if node.test else None
    place.all(node.body, inner)
    place.all(node.else_, dict(scope))


def _assign(place: Place, node: nodes.Assign, scope: dict[str, Any]) -> None:
    place.bind(node.target, place.kind(node.node, scope), scope)


def _assign_block(place: Place, node: nodes.AssignBlock, scope: dict[str, Any]) -> None:
    place.all(node.body, dict(scope))
    place.bind(node.target, UNKNOWN, scope)


def _with(place: Place, node: nodes.With, scope: dict[str, Any]) -> None:
    inner = dict(scope)
    for target, value in zip(node.targets, node.values, strict=True):
        place.bind(target, place.kind(value, scope), inner)
    place.all(node.body, inner)


def _macro(place: Place, node: nodes.Macro, scope: dict[str, Any]) -> None:
    macro = MacroKind(place.template, node, scope)
    scope[node.name] = macro
    place.walk.macros[place.template].append(macro)


def _call_block(place: Place, node: nodes.CallBlock, scope: dict[str, Any]) -> None:
    place.kind(node.call, scope)
    inner = dict(scope) | {target.name: UNKNOWN for target in node.args}
    place.all(node.body, inner)


def _block(place: Place, node: nodes.Block, scope: dict[str, Any]) -> None:
    place.all(node.body, dict(scope))


def _from_import(place: Place, node: nodes.FromImport, scope: dict[str, Any]) -> None:
    macros = _imported(place, node.template)
    for name in node.names:
        macro, alias = name if isinstance(name, tuple) else (name, name)
        scope[alias] = macros.get(macro, UNKNOWN)


def _import(place: Place, node: nodes.Import, scope: dict[str, Any]) -> None:
    _imported(place, node.template)
    scope[node.target] = UNKNOWN


def _imported(place: Place, named: nodes.Expr) -> dict[str, MacroKind]:
    """Walk an imported template, which sees no page, and return its macros."""
    if not isinstance(named, nodes.Const):
        return {}
    place.walk.template(named.value, {})
    return {macro.node.name: macro for macro in place.walk.macros[named.value]}


def _shared(place: Place, node: nodes.Include | nodes.Extends, scope: dict[str, Any]) -> None:
    """Walk a part or a parent, which sees the same page."""
    named = node.template
    names = named.items if isinstance(named, (nodes.List, nodes.Tuple)) else [named]
    for name in names:
        if isinstance(name, nodes.Const):
            place.walk.template(name.value, dict(scope))
        else:
            place.kind(name, scope)


def _name(place: Place, node: nodes.Name, scope: dict[str, Any]) -> Any:
    if node.name in scope:
        return scope[node.name]
    if node.name not in GLOBALS:
        place.problem(node, f"nothing gives {node.name}: a template sees `page` alone")
    return UNKNOWN


def _getattr(place: Place, node: nodes.Getattr, scope: dict[str, Any]) -> Any:
    return attribute(place.kind(node.node, scope), node.attr)


def _getitem(place: Place, node: nodes.Getitem, scope: dict[str, Any]) -> Any:
    whole = place.kind(node.node, scope)
    if isinstance(node.arg, nodes.Slice):
        place.all(node.arg.iter_child_nodes(), scope)
        return whole
    place.kind(node.arg, scope)
    return item(whole, node.arg.value if isinstance(node.arg, nodes.Const) else None)


def _call(place: Place, node: nodes.Call, scope: dict[str, Any]) -> Any:
    function = place.kind(node.node, scope)
    given = [place.kind(argument, scope) for argument in node.args]
    named = {keyword.key: place.kind(keyword.value, scope) for keyword in node.kwargs}
    if isinstance(function, MacroKind):
        positional = zip((argument.name for argument in function.node.args), given, strict=False)
        place.macro(function, dict(positional) | named)
        return UNKNOWN
    return called(function)


def _filter(place: Place, node: nodes.Filter, scope: dict[str, Any]) -> Any:
    given = place.kind(node.node, scope)
    for part in (*node.args, *(keyword.value for keyword in node.kwargs)):
        place.kind(part, scope)
    if node.name in KEEPS_TYPE:
        return given
    return element(given) if node.name in TAKES_ONE and given is not UNKNOWN else UNKNOWN


def _choice(place: Place, node: nodes.CondExpr, scope: dict[str, Any]) -> Any:
    place.kind(node.test, scope)
    return either(place.kind(node.expr1, scope), place.kind(node.expr2, scope))


def _either_side(place: Place, node: nodes.Or | nodes.And, scope: dict[str, Any]) -> Any:
    return either(place.kind(node.left, scope), place.kind(node.right, scope))


def _const(_place: Place, node: nodes.Const, _scope: dict[str, Any]) -> Any:
    return type(node.value)


def _list(place: Place, node: nodes.List, scope: dict[str, Any]) -> Any:
    return list[either(*(place.kind(part, scope) for part in node.items))] if node.items else UNKNOWN  # type: ignore[misc]  # made from values


def _tuple(place: Place, node: nodes.Tuple, scope: dict[str, Any]) -> Any:
    return tuple[tuple(place.kind(part, scope) for part in node.items)] if node.items else UNKNOWN  # type: ignore[misc]  # made from values


Step = Callable[[Place, Any, dict[str, Any]], Any]

STATEMENTS: dict[type[nodes.Node], Step] = {
    nodes.For: _for,
    nodes.Assign: _assign,
    nodes.AssignBlock: _assign_block,
    nodes.With: _with,
    nodes.Macro: _macro,
    nodes.CallBlock: _call_block,
    nodes.Block: _block,
    nodes.FromImport: _from_import,
    nodes.Import: _import,
    nodes.Include: _shared,
    nodes.Extends: _shared,
}

EXPRESSIONS: dict[type[nodes.Node], Step] = {
    nodes.Name: _name,
    nodes.Getattr: _getattr,
    nodes.Getitem: _getitem,
    nodes.Call: _call,
    nodes.Filter: _filter,
    nodes.CondExpr: _choice,
    nodes.Or: _either_side,
    nodes.And: _either_side,
    nodes.Const: _const,
    nodes.List: _list,
    nodes.Tuple: _tuple,
}
