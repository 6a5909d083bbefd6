"""The subcommand `callpoint keys`: its steps, what each may be asked, and how it is run.

A new step is one `Step` in `STEPS`: what it is for, its options, and the function that does it.
"""

import argparse
import os
import secrets
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from callpoint.clock import now
from callpoint.project.configuration import SettingsNotReadError, load_settings
from callpoint.project.setting_models import Settings
from callpoint.sealing.key_files import SealingError

FAILED, BAD_INPUT = 1, 2


def _no_options(parser: argparse.ArgumentParser) -> None:
    del parser


@dataclass(frozen=True, kw_only=True)
class Step:
    """One step of `callpoint keys`."""

    about: str
    run: Callable[[Settings, argparse.Namespace], int]
    """Does the step and returns the exit code; a SealingError is said and ends with 1."""
    options: Callable[[argparse.ArgumentParser], None] = _no_options


def add_steps(keys: argparse.ArgumentParser) -> None:
    """Give the parser of `callpoint keys` its steps."""
    steps = keys.add_subparsers(required=True, metavar="STEP", parser_class=type(keys))
    for name, step in STEPS.items():
        parser = steps.add_parser(name, help=step.about, description=step.about.capitalize() + ".")
        step.options(parser)
        parser.set_defaults(run=_runner(step))


def _runner(step: Step) -> Callable[[argparse.Namespace], int]:
    def run(chosen: argparse.Namespace) -> int:
        try:
            return step.run(load_settings(os.environ), chosen)
        except SettingsNotReadError as refused:
            sys.stderr.write(f"{refused}\n")
            return BAD_INPUT
        except SealingError as refused:
            sys.stderr.write(f"{refused}\n")
            return FAILED
        except FileExistsError as refused:
            sys.stderr.write(f"{refused.filename} is there already and is left as it is; name a new file.\n")
            return BAD_INPUT
        except OSError as refused:
            sys.stderr.write(f"{refused.filename} cannot be written: {refused.strerror}.\n")
            return FAILED

    return run


def _status_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="print one JSON object")


def _status(settings: Settings, chosen: argparse.Namespace) -> int:
    from callpoint.project.keys import status

    show = status.show_json if chosen.json else status.show
    return show(settings, at=now())


def _sheet_options(parser: argparse.ArgumentParser) -> None:
    way = parser.add_mutually_exclusive_group(required=True)
    way.add_argument("--to", type=Path, metavar="FILE.pdf", help="write a PDF of three pages, one share each")
    way.add_argument("--print", action="store_true", help="show the words here, and write no file")


def _sheet(settings: Settings, chosen: argparse.Namespace) -> int:
    from callpoint.project.keys import sheet

    if chosen.print:
        return sheet.print_text(settings, at=now(), chance=secrets.token_bytes)
    return sheet.write_pdf(settings, to=chosen.to, at=now(), chance=secrets.token_bytes)


def _rehearse(settings: Settings, chosen: argparse.Namespace) -> int:
    del chosen
    from callpoint.project.keys import rehearsing

    return rehearsing.rehearse(settings, at=now(), chance=secrets.token_bytes)


def _restore_root_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--to", type=Path, metavar="FILE", required=True, help="the new file of the root key")


def _restore_root(settings: Settings, chosen: argparse.Namespace) -> int:
    from callpoint.project.keys import rehearsing

    return rehearsing.restore_root(settings, to=chosen.to)


STEPS: Final = {
    "status": Step(
        about="show the keys, and whether the service may go live", run=_status, options=_status_options
    ),
    "sheet": Step(
        about="print the recovery sheet: the root key in three shares, of which two are enough",
        run=_sheet,
        options=_sheet_options,
    ),
    "rehearse": Step(about="type two shares, and prove that they open the keyring", run=_rehearse),
    "restore-root": Step(
        about="make the file of the root key again from two shares",
        run=_restore_root,
        options=_restore_root_options,
    ),
}
"""In the order in which they are shown."""
