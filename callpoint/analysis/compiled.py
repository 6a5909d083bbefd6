"""Marks functions over plain arrays that are compiled to machine code when first called (Numba).

Numba keeps machine code from one start to the next, but looks at one source file only to say whether it is still true. Ours
take functions and figures from one another's files, so that what is kept lies in a folder named after the content of all.
"""

from collections.abc import Callable, Iterable
from hashlib import blake2b
from pathlib import Path
from shutil import rmtree
from typing import Any, Final, ParamSpec, TypeVar, cast

import numba

Asked = ParamSpec("Asked")
Answer = TypeVar("Answer")

HERE = Path(__file__).resolve().parent
COMPILING: Final = "Compiling once; this takes half a minute."
"""What a command says before it first calls what was not compiled yet."""
RULES = HERE.parent / "rules"
SOURCES = sorted(
    (
        *HERE.rglob("*.py"),
        *(RULES / "near_copies").glob("*.py"),
        *(RULES / "linking").glob("*.py"),
    )
)
"""All that machine code is made of: the functions, and the figures and functions of the rules that they take in."""


def folder_in(kept: Path, sources: Iterable[Path]) -> Path:
    """Return the folder for the machine code of these very sources, made anew where it is not there.

    Where it cannot be written, Numba chooses another. Of older folders one stays, for programs that run still.
    """
    content = blake2b(digest_size=8)
    for source in sources:
        content.update(source.read_bytes())
    folder = kept / f"compiled-{content.hexdigest()}"
    if folder.exists():
        return folder
    try:
        older = sorted(kept.glob("compiled-*"), key=lambda other: other.stat().st_mtime)
        folder.mkdir(parents=True)
    except OSError:
        return folder
    for other in older[:-1]:
        rmtree(other, ignore_errors=True)
    return folder


vars(numba.config)["CACHE_DIR"] = vars(numba.config)["CACHE_DIR"] or str(
    folder_in(HERE / "__pycache__", SOURCES)
)


def compiled(function: Callable[Asked, Answer]) -> Callable[Asked, Answer]:
    """Compile a function on its first call, and keep the machine code for the next start."""
    return _compiled(function, parallel=False)


def compiled_for_all_cores(function: Callable[Asked, Answer]) -> Callable[Asked, Answer]:
    """Compile a function likewise; its loops over `prange` run on all cores."""
    return _compiled(function, parallel=True)


MOST_PARTS: Final = 8
"""More cores than these gain little, and each part keeps counts of its own: 53 MB for ten million reports."""


def parts() -> int:
    """Give into how many parts such loops cut the reports."""
    return min(int(numba.get_num_threads()), MOST_PARTS)


def is_kept(function: Callable[..., Any]) -> bool:
    """Say whether there is machine code from an earlier start for functions of the folder that this one is of."""
    kept: str | None = cast("Any", function).stats.cache_path
    return kept is not None and any(Path(kept).glob("*.nbi"))


def _compiled(function: Callable[Asked, Answer], *, parallel: bool) -> Callable[Asked, Answer]:
    try:
        made = numba.njit(cache=True, nogil=True, parallel=parallel)(function)
    except RuntimeError:
        # No folder can be written, neither ours nor one of whoever runs this: each start compiles anew.
        made = numba.njit(nogil=True, parallel=parallel)(function)
    return cast("Callable[Asked, Answer]", made)
