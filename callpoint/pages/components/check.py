"""Renders every published example of every component and compares it with what the design system renders."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path
from typing import Final

from jinja2 import Environment
from markupsafe import Markup

from callpoint.pages.components.environment import component_environment
from callpoint.pages.components.normalised import Mark, marks

FIXTURES: Final = Path(__file__).resolve().parent / "fixtures"
COMPONENTS: Final = (
    "back-link",
    "breadcrumbs",
    "button",
    "character-count",
    "checkboxes",
    "date-input",
    "details",
    "error-message",
    "error-summary",
    "exit-this-page",
    "feedback",
    "fieldset",
    "file-upload",
    "generic-header",
    "hint",
    "input",
    "inset-text",
    "label",
    "language-navigation",
    "notification-banner",
    "pagination",
    "panel",
    "password-input",
    "phase-banner",
    "radios",
    "select",
    "service-navigation",
    "skip-link",
    "summary-list",
    "table",
    "tabs",
    "tag",
    "task-list",
    "textarea",
    "warning-text",
)
MARKUP_KEYS: Final = frozenset({"html", "navigationStart", "navigationEnd", "start", "end"})


@dataclass(frozen=True)
class Example:
    """One published example: the options given to a component and the HTML they must give."""

    component: str
    name: str
    options: Mapping[str, object]
    html: str


@dataclass(frozen=True)
class ComponentResult:
    """How many examples of one component are matched, and where the first that is not goes another way."""

    component: str
    matched: int
    total: int
    first_difference: str

    @property
    def is_complete(self) -> bool:
        """Whether there are examples and every one of them is matched."""
        return 0 < self.total == self.matched


def read_examples(fixtures: Path, component: str) -> tuple[Example, ...]:
    """Return the published examples of a component, in their published order."""
    published = json.loads((fixtures / f"{component}.json").read_text(encoding="utf-8"))
    return tuple(
        Example(component, one["name"], one["options"], one["html"]) for one in published["fixtures"]
    )


def render_component(environment: Environment, component: str, options: Mapping[str, object]) -> str:
    """Return the HTML our own macro gives for the options of an example."""
    module = environment.get_template(f"components/{component}.html").module
    macro = getattr(module, component.replace("-", "_"))
    return str(macro(_with_markup(options)))


def difference(environment: Environment, example: Example) -> str:
    """Return where our HTML first differs from the published HTML, or an empty string."""
    ours = marks(render_component(environment, example.component, example.options))
    theirs = marks(example.html)
    for place, (mine, wanted) in enumerate(zip_longest(ours, theirs)):
        if mine != wanted:
            return f"{example.name}: mark {place} is {_said(mine)}, expected {_said(wanted)}"
    return ""


def check_components(fixtures: Path = FIXTURES) -> tuple[ComponentResult, ...]:
    """Render every example of every component we use and compare, one result a component."""
    environment = component_environment()
    return tuple(
        _result(environment, component, read_examples(fixtures, component)) for component in COMPONENTS
    )


def report_lines(results: Sequence[ComponentResult]) -> list[str]:
    """Return one line a component and a last line with the sum, for the terminal."""
    lines = [_line(result) for result in results]
    matched, total = sum(r.matched for r in results), sum(r.total for r in results)
    return [*lines, f"{matched} of {total} examples of {len(results)} components matched"]


def exit_code(results: Sequence[ComponentResult]) -> int:
    """Return 0 where every example of every component is matched, 1 otherwise or where nothing was checked."""
    return 0 if results and all(result.is_complete for result in results) else 1


def _result(environment: Environment, component: str, examples: Sequence[Example]) -> ComponentResult:
    differences = [difference(environment, example) for example in examples]
    missed = [text for text in differences if text]
    return ComponentResult(component, len(examples) - len(missed), len(examples), missed[0] if missed else "")


def _line(result: ComponentResult) -> str:
    counts = f"{result.component:<22}{result.matched:>4} of {result.total}"
    return f"{counts}  {result.first_difference}" if result.first_difference else counts


def _said(mark: Mark | None) -> str:
    return "nothing more" if mark is None else str(mark)


def _with_markup(value: object, key: str = "") -> object:
    if isinstance(value, Mapping):
        return {name: _with_markup(item, name) for name, item in value.items()}
    if isinstance(value, list):
        return [_with_markup(item) for item in value]
    if isinstance(value, str) and (key in MARKUP_KEYS or key.endswith("Html")):
        return Markup(value)  # noqa: S704 - published fixtures of the design system, not what people type
    return value
