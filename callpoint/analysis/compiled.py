"""Marks functions over plain arrays that are compiled to machine code when first called (Numba).

Numba keeps machine code from one start to the next, but looks at one source file only to say whether it is still true. Ours
take functions and figures from one another's files, so that what is kept lies in a folder named after the content of all.
"""

from collections.abc import Callable
from hashlib import blake2b
from pathlib import Path
from typing import ParamSpec, TypeVar, cast

import numba

Asked = ParamSpec("Asked")
Answer = TypeVar("Answer")

HERE = Path(__file__).resolve().parent
SOURCES = sorted((*HERE.rglob("*.py"), *(HERE.parent / "rules" / "near_copies").glob("*.py")))


def _folder() -> Path:
    """Return where the machine code of these very sources lies; where it cannot be written, Numba chooses another."""
    content = blake2b(digest_size=8)
    for source in SOURCES:
        content.update(source.read_bytes())
    return HERE / "__pycache__" / f"compiled-{content.hexdigest()}"


vars(numba.config)["CACHE_DIR"] = vars(numba.config)["CACHE_DIR"] or str(_folder())


def compiled(function: Callable[Asked, Answer]) -> Callable[Asked, Answer]:
    """Compile a function on its first call, and keep the machine code for the next start."""
    return cast("Callable[Asked, Answer]", numba.njit(cache=True, nogil=True)(function))
