"""Finds code that nothing uses: vulture, told which names the templates and Django's settings read."""

import ast
import keyword
import re
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from jinja2 import Environment, nodes

PROJECT: Final = Path(__file__).resolve().parents[1]
NAMING_BY_PATH: Final = ("settings.py", "urls.py")
ASKING_ROWS: Final = frozenset(
    {"filter", "exclude", "get", "create", "update", "get_or_create", "update_or_create", "bulk_update", "Q"}
    | {
        "order_by",
        "values",
        "values_list",
        "only",
        "defer",
        "save",
        "select_related",
        "aggregate",
        "annotate",
    }
)
DOTTED: Final = re.compile(r"[a-z_]+(?:\.\w+)+")


def names_in_templates(folder: Path) -> Iterator[str]:
    """Yield every attribute that a template below the folder reads."""
    environment = Environment(extensions=["jinja2.ext.i18n", "jinja2.ext.do"], autoescape=True)
    for file in sorted(folder.rglob("*.html")):
        tree = environment.parse(file.read_text(encoding="utf-8"))
        yield from (node.attr for node in tree.find_all(nodes.Getattr))


def names_in_settings(text: str) -> Iterator[str]:
    """Yield every attribute that Django's settings read, and the last word of every dotted path they name."""
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Attribute):
            yield node.attr
        if isinstance(node, ast.Constant) and DOTTED.fullmatch(str(node.value)):
            yield str(node.value).rpartition(".")[2]


def names_in_queries(text: str) -> Iterator[str]:
    """Yield every column that a query of Django's names: `done_at__isnull=True`, `order_by("-run_after")`."""
    for call in ast.walk(ast.parse(text)):
        if isinstance(call, ast.Call) and _word(call.func) in ASKING_ROWS:
            for given in call.keywords:
                yield from (given.arg or "").split("__")
            for node in ast.walk(call):
                if isinstance(node, ast.Constant) and re.fullmatch(r"-?[a-z]\w*", str(node.value)):
                    yield from str(node.value).lstrip("-").split("__")


def _word(function: ast.expr) -> str:
    return str(getattr(function, "attr", "") or getattr(function, "id", ""))


def _texts(pattern: str) -> Iterator[str]:
    return (file.read_text(encoding="utf-8") for file in sorted((PROJECT / "callpoint").glob(pattern)))


def main() -> int:
    """Run vulture over the paths of pyproject.toml and return its exit code."""
    settings = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["vulture"]
    found = [names_in_templates(PROJECT / "callpoint" / "pages")]
    found += [names_in_settings(text) for name in NAMING_BY_PATH for text in _texts(f"project/{name}")]
    found += [names_in_queries(text) for text in _texts("**/*.py")]
    names = {name for some in found for name in some if name.isidentifier() and not keyword.iskeyword(name)}
    with tempfile.NamedTemporaryFile("w", suffix=".py", encoding="utf-8") as used:
        used.writelines(f"_.{name}\n" for name in sorted(names))
        used.flush()
        command = [sys.executable, "-m", "vulture", *settings["paths"], used.name]
        return subprocess.run(command, cwd=PROJECT, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
