"""Our own rules about Python code: each yields one sentence per breach, which says what to do."""

import ast
import re
from collections.abc import Iterator

from tests.structure.source import FunctionNode, Module

LONGEST_MODULE = 400
LONGER_BY_PROMISE = {"callpoint/verifier/callpoint_verify.py": 760}
"""The verifier is one file, so that who checks a receipt can read all of it and needs nothing else of ours."""
LONGEST_FUNCTION = 40
LOG_METHODS = {"debug", "info", "warning", "error", "exception", "critical", "log", "msg"}
PERSONAL = re.compile(
    r"(^|_)(story|answers?|text|phone|e?mail|codes?|passwords?|secrets?|tokens?|keys?|postcode|address|bodies|body"
    r"|messages?|notes?|narrative|names?|username|identifiers?|sighting|reference|request|post|cookies?|session)$",
    re.IGNORECASE,
)
LEAF_WRITERS = {"write_leaf", "write_exhibit_leaf", "write_reads"}
BARE_IGNORE = re.compile(
    r"#\s*type:\s*ignore(?!\[[\w, -]+\]\s+#\s*\w)|#\s*noqa(?!:\s*[A-Z]+\d+(?:,\s*[A-Z]+\d+)*\s+[-#]\s*\w)",
    re.IGNORECASE,
)
"""A rule that is silenced without its name, or without the reason after it."""
MARKS = re.compile(r"\b(TODO|FIXME|XXX|HACK)\b")


def purpose_problems(module: Module) -> Iterator[str]:
    """Every module says in its first line, in one sentence, what it is for."""
    if not module.text.strip() and module.path.startswith("tests/") and module.path.endswith("__init__.py"):
        return
    if not module.text.strip():
        yield f"{module.path} is empty: give it a first line that says what it is for, or delete it."
        return
    first, *_ = (ast.get_docstring(module.tree) or "").splitlines() or [""]
    if not first.endswith((".", ":")) or len(first) > 120:
        yield f"{module.path}: begin with a docstring whose first line says in one sentence what it is for."


def size_problems(module: Module) -> Iterator[str]:
    """A module is at most 400 lines, a function at most 40."""
    lines = module.text.count("\n")
    longest = LONGER_BY_PROMISE.get(module.path, LONGEST_MODULE)
    if lines > longest:
        yield f"{module.path} has {lines} lines: past {longest} it is two ideas; split it by idea."
    for function in module.functions:
        length = (function.end_lineno or function.lineno) - function.lineno + 1
        if length > LONGEST_FUNCTION:
            place = f"{module.path}:{function.lineno}"
            yield f"{place} {function.name} has {length} lines: take a step with a name of its own out of it."


def comment_problems(module: Module) -> Iterator[str]:
    """No work is left for later in a comment, and nothing is silenced without saying which rule and why."""
    for number, line in enumerate(module.text.splitlines(), start=1):
        if MARKS.search(line) and "MARKS" not in line:
            yield f"{module.path}:{number}: do it now, or write it where work is planned."
        if BARE_IGNORE.search(line) and "BARE_IGNORE" not in line:
            yield f"{module.path}:{number}: say in brackets which rule is silenced, and why."


def log_problems(module: Module) -> Iterator[str]:
    """No log line holds what people said, who they are, or a secret."""
    for call in ast.walk(module.tree):
        if isinstance(call, ast.Call) and _is_log_call(call):
            given = [*call.args, *(keyword.value for keyword in call.keywords)]
            named = {_name(node) for part in given for node in ast.walk(part)}
            named |= {keyword.arg or "" for keyword in call.keywords} - {"exc_info"}
            for name in sorted(name for name in named if PERSONAL.search(name)):
                yield f"{module.path}:{call.lineno} logs {name}: log what broke and where, never who or what they said."


def action_problems(module: Module) -> Iterator[str]:
    """Every action is keyword-only, takes `by` and `at`, is one transaction, and writes its journal leaf."""
    functions = module.top_functions
    for function in functions.values():
        if function.name.startswith("_"):
            continue
        place = f"{module.path}:{function.lineno} {function.name}"
        names = {argument.arg for argument in function.args.kwonlyargs}
        if function.args.args or function.args.posonlyargs:
            yield f"{place}: take every argument by keyword; put * first."
        if not {"by", "at"} <= names:
            yield f"{place}: an action takes `by` (who acts) and `at` (when); add them, or move it out of actions."
        if not any(_name(decorator) == "writing" for decorator in function.decorator_list):
            yield f"{place}: put @writing above it, so that it is one transaction."
        if not LEAF_WRITERS & _reached(function, functions):
            yield f"{place}: write its journal leaf with write_leaf."


def asking_problems(module: Module, names: set[str]) -> Iterator[str]:
    """A function of actions that is no action only asks: it writes no row and no leaf."""
    for function in module.top_functions.values():
        if function.name in names:
            writes = {"save", "create", "update", "delete", "bulk_create"} | LEAF_WRITERS
            written = writes & _reached(function, module.top_functions)
            if written:
                yield f"{module.path}:{function.lineno} {function.name} does {written}: make it an action."


def custody_problems(module: Module) -> Iterator[str]:
    """A deed to an exhibit goes through `write_exhibit_leaf`, which enters it in the chain of custody too."""
    for call in ast.walk(module.tree):
        if isinstance(call, ast.Call) and _name(call) == "write_leaf":
            (what,) = [keyword.value for keyword in call.keywords if keyword.arg == "what"]
            begins = what.values[0] if isinstance(what, ast.JoinedStr) else what
            if not isinstance(begins, ast.Constant) or str(begins.value).startswith("exhibit"):
                place = f"{module.path}:{call.lineno}"
                yield f"{place} may write the leaf of a deed to an exhibit: use write_exhibit_leaf, or say a fixed name."


def _is_log_call(call: ast.Call) -> bool:
    if not isinstance(call.func, ast.Attribute) or call.func.attr not in LOG_METHODS:
        return False
    return bool(re.search(r"(^|_)log(ger|ging|s)?$", _name(call.func.value)))


def _name(node: ast.AST) -> str:
    """The last word of a name, an attribute, or what is called."""
    if isinstance(node, ast.Call):
        return _name(node.func)
    return str(getattr(node, "id", "") or getattr(node, "attr", ""))


def _reached(function: FunctionNode, functions: dict[str, FunctionNode]) -> set[str]:
    """Every name that is called by a function or by those of the same module that it calls."""
    seen: set[str] = set()
    waiting = [function]
    while waiting:
        for call in ast.walk(waiting.pop()):
            if isinstance(call, ast.Call) and (name := _name(call)) not in seen:
                seen.add(name)
                waiting += [functions[name]] if name in functions else []
    return seen
