"""Marks functions over plain arrays that are compiled to machine code when first called (Numba)."""

from collections.abc import Callable
from typing import ParamSpec, TypeVar, cast

import numba

Asked = ParamSpec("Asked")
Answer = TypeVar("Answer")


def compiled(function: Callable[Asked, Answer]) -> Callable[Asked, Answer]:
    """Compile a function on its first call, and keep the machine code beside the source for the next start."""
    return cast("Callable[Asked, Answer]", numba.njit(cache=True, nogil=True)(function))
