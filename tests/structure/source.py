"""What the rules about the code read: modules, functions, files of the project."""

import ast
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]
CODE_FOLDERS = ("callpoint", "tools", "tests", "benchmarks")
NOT_OURS = {".git", ".venv", "node_modules", "var", "__pycache__"}

FunctionNode = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True)
class Module:
    """One Python file: its path from the project folder, its text and its parsed tree."""

    path: str
    text: str

    @property
    def tree(self) -> ast.Module:
        return _parsed(self.text)

    @property
    def functions(self) -> Iterator[FunctionNode]:
        """Every function and method, those inside others too."""
        return (node for node in ast.walk(self.tree) if isinstance(node, FunctionNode))

    @property
    def top_functions(self) -> dict[str, FunctionNode]:
        """The functions of the module itself, by name."""
        return {node.name: node for node in self.tree.body if isinstance(node, FunctionNode)}


@cache
def _parsed(text: str) -> ast.Module:
    return ast.parse(text)


@cache
def modules(*folders: str) -> tuple[Module, ...]:
    """Every Python file below the folders, generated migrations left out."""
    paths = sorted(
        path
        for folder in folders or CODE_FOLDERS
        for path in (PROJECT / folder).rglob("*.py")
        if not NOT_OURS & set(path.parts) and "migrations" not in path.parts
    )
    return tuple(Module(str(path.relative_to(PROJECT)), path.read_text(encoding="utf-8")) for path in paths)


@cache
def project_files() -> tuple[Path, ...]:
    """Every file that git keeps or would keep; without git every file that is ours."""
    git = shutil.which("git")
    if git and (PROJECT / ".git").exists():
        words = [git, "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
        listed = subprocess.run(words, cwd=PROJECT, check=True, capture_output=True, text=True).stdout
        return tuple(PROJECT / name for name in sorted(set(listed.split("\0"))) if (PROJECT / name).is_file())
    return tuple(path for path in sorted(PROJECT.rglob("*")) if path.is_file() and _is_ours(path))


def _is_ours(path: Path) -> bool:
    parts = path.relative_to(PROJECT).parts
    return not NOT_OURS & set(parts) and (parts[0] == ".ci" or not parts[0].startswith("."))


def text_of(path: Path) -> str:
    """The text of a file, or nothing where it is no text."""
    content = path.read_bytes()
    return "" if b"\0" in content[:8000] else content.decode("utf-8", errors="replace")
