"""`callpoint verify FILE`: runs the program that reporters and courts get, on a receipt or a bundle."""

import argparse
import runpy
from collections.abc import Iterator
from pathlib import Path

VERIFIER = Path(__file__).resolve().parents[1] / "verifier" / "callpoint_verify.py"
"""Run as a file of its own and never imported: it shares no code with us."""


def add_file_arguments(verify: argparse.ArgumentParser) -> None:
    """Let the subcommand take what the program takes."""
    verify.add_argument("file", nargs="*", help="a receipt or a bundle, then files to compare with it")
    verify.add_argument("--copy", metavar="COPY.json", help="the reporter's copy, to check its words")
    verify.add_argument("--key", metavar="KEY", help="the log's key, or a file that holds it")
    verify.add_argument("--checkpoint", metavar="NOTE", help="a checkpoint that a witness kept")


def verify_file(chosen: argparse.Namespace) -> int:
    """Say what a receipt or a bundle proves; 0 where all holds, 1 where something does not, 2 where it is none."""
    program = runpy.run_path(str(VERIFIER))
    return int(program["main"]([*_options(chosen), "--", *chosen.file]))


def _options(chosen: argparse.Namespace) -> Iterator[str]:
    for name in ("copy", "key", "checkpoint"):
        if given := getattr(chosen, name):
            yield f"--{name}={given}"
