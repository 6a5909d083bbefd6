"""A sealer like ours that makes nothing durable, for the test that this is seen."""

import os
import sys

from callpoint.vault import sealer

FULL_DISK = sealer.FULL_DISK


def leave(descriptor: int) -> None:
    """Leave it to the kernel."""
    del descriptor


if __name__ == "__main__":
    os.fsync = leave  # type: ignore[assignment]  # the planted defect
    sys.exit(sealer.main(sys.argv[1:]))
