"""How a command of ours ends: well, with something that failed, or for bad input (docs/cli.md)."""

from typing import Final

WELL: Final = 0
FAILED: Final = 1
BAD_INPUT: Final = 2
