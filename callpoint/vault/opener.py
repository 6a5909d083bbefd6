"""The child program that opens one sealed file: identities come by the input, the plaintext goes to the output.

Called as `python -m callpoint.vault.opener PATH`; any one of the identities, a line each, is enough.
Nothing is written to any file. Where the sealed file was changed or cut it ends with 1, after what was still whole.
"""

import resource
import sys
from pathlib import Path

import pyrage


def main(words: list[str]) -> int:
    """Open the file; return how it ended."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    lines = sys.stdin.buffer.read().decode("ascii").split()
    identities = [pyrage.x25519.Identity.from_str(line) for line in lines]
    try:
        with Path(words[0]).open("rb") as file:
            pyrage.decrypt_io(file, sys.stdout.buffer, identities)
            sys.stdout.buffer.flush()
    except (pyrage.DecryptError, OSError):
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
