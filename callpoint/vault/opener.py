"""The child program that opens one sealed file: its identity comes by the input, the plaintext goes to the output.

Called as `python -m callpoint.vault.opener PATH`. Nothing is written to any file. Where the sealed file was changed or
cut it ends with 1, after what was still whole.
"""

import resource
import sys
from pathlib import Path

import pyrage


def main(words: list[str]) -> int:
    """Open the file; return how it ended."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    identity = pyrage.x25519.Identity.from_str(sys.stdin.buffer.read().decode("ascii"))
    try:
        with Path(words[0]).open("rb") as file:
            pyrage.decrypt_io(file, sys.stdout.buffer, [identity])
            sys.stdout.buffer.flush()
    except (pyrage.DecryptError, OSError):
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
