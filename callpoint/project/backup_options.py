"""What `callpoint backup` and `callpoint restore` may be asked."""

import argparse
from pathlib import Path


def add_backup_options(parser: argparse.ArgumentParser) -> None:
    """Say where a backup goes, who can open it, and how many stay."""
    parser.add_argument("--to", required=True, type=Path, metavar="FOLDER", help="a folder on another disk")
    parser.add_argument(
        "--recipient",
        action="append",
        metavar="AGE1...",
        help="who can open it; may be given several times; without it: the setting backup.recipient",
    )
    parser.add_argument("--recipients-file", type=Path, metavar="FILE", help="recipients, one a line")
    parser.add_argument("--keep", type=_count, metavar="N", help="how many backups stay in the folder")
    parser.add_argument(
        "--check", action="store_true", help="make none; read the newest again, byte for byte"
    )


def add_restore_options(parser: argparse.ArgumentParser) -> None:
    """Say which backup comes back, and what opens it."""
    parser.add_argument(
        "--from", required=True, type=Path, dest="source", metavar="FOLDER", help="a folder of backups"
    )
    parser.add_argument(
        "--identity", required=True, type=Path, metavar="FILE", help="the age identity that opens it"
    )
    parser.add_argument(
        "--keyring", type=Path, metavar="FILE", help="a copy of the keyring; without it: the one in place"
    )
    parser.add_argument("--at", metavar="TIME", help="the newest backup that is not later than this")
    parser.add_argument(
        "--into-empty", action="store_true", required=True, help="say that the place of the settings is empty"
    )


def _count(text: str) -> int:
    number = int(text)
    if number < 1:
        message = "at least 1"
        raise argparse.ArgumentTypeError(message)
    return number
