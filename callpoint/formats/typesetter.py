"""A program of its own that sets one paper: reads a request from its input, writes the PDF, and ends.

Typst keeps what it has set in memory for as long as its process lives. So each paper gets a short-lived process, and
no story stays behind in the server. It imports nothing of Callpoint, so that it starts at once.

Input: one JSON object with `template` (Typst source), `fonts` (folder), `paper` (JSON text), `made_at` (seconds since 1970),
`standards` (list) and `not_set` (the exit status where the text cannot be set under those standards). It may use
no more than the memory and time below, whatever it is given.
"""

import json
import resource
import sys

import typst

MOST_MEMORY = 2 * 1024**3
"""Bytes of address space; a paper of 20,000 letters needs some 200 MB of it."""
MOST_SECONDS = 20
"""Seconds of work; a paper of 20,000 letters needs 0.1."""


def main() -> int:
    """Set the paper that is described on the input."""
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (MOST_SECONDS, MOST_SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    asked = json.load(sys.stdin.buffer)
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[asked["fonts"]])
    try:
        made = typst.compile(
            asked["template"].encode(),
            root=asked["fonts"],
            font_paths=fonts,
            ignore_system_fonts=True,
            format="pdf",
            sys_inputs={"paper": asked["paper"]},
            pdf_standards=asked["standards"],
            package_path=asked["fonts"],
            package_cache_path=asked["fonts"],
            timestamp=asked["made_at"],
        )
    except typst.TypstError as error:
        sys.stderr.write(error.message)
        return int(asked["not_set"])
    sys.stdout.buffer.write(made)
    return 0


if __name__ == "__main__":
    sys.exit(main())
