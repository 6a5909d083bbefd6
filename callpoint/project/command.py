"""The `callpoint` command: the contracts of `docs/cli.md`."""

import os
import sys
from collections.abc import Sequence


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a subcommand and return its exit code: 0 well, 1 a check failed, 2 bad input."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "callpoint.project.settings")
    from callpoint.project.commands import run

    return run(list(sys.argv[1:] if arguments is None else arguments))


if __name__ == "__main__":
    sys.exit(main())
