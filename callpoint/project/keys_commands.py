"""The subcommand `callpoint keys`: its steps, what each may be asked, and how it is run.

A new step is one `Step` in `STEPS`: what it is for, its options, and the function that does it.
"""

import argparse
import os
import sys
from collections.abc import Callable
from dataclasses import dataclass
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

    return run


def _status_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="print one JSON object")


def _status(settings: Settings, chosen: argparse.Namespace) -> int:
    from callpoint.project.keys import status

    show = status.show_json if chosen.json else status.show
    return show(settings, at=now())


STEPS: Final = {
    "status": Step(
        about="show the keys, and whether the service may go live", run=_status, options=_status_options
    ),
}
"""In the order in which they are shown."""
