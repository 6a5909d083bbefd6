"""The subcommand `callpoint keys`: its steps, what each may be asked, and how it is run.

A new step is one `Step` in `STEPS`: what it is for, its options, and the function that does it.
"""

import argparse
import os
import secrets
import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from callpoint.clock import now
from callpoint.project.configuration import SettingsNotReadError, load_settings
from callpoint.project.exit_codes import BAD_INPUT, FAILED
from callpoint.project.setting_models import Settings
from callpoint.sealing.key_files import SealingError
from callpoint.sealing.keyring import Purpose


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


def _backup_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--to",
        type=Path,
        metavar="FOLDER",
        required=True,
        help="a folder apart from the data and from its backups",
    )


def _backup(settings: Settings, chosen: argparse.Namespace) -> int:
    from callpoint.project.keys import copying

    return copying.copy_keyring(settings, to=chosen.to, at=now())


def _rotate_options(parser: argparse.ArgumentParser) -> None:
    kind = parser.add_mutually_exclusive_group()
    kind.add_argument(
        "--purpose",
        choices=[purpose for purpose in Purpose if purpose is not Purpose.COHORT],
        default=Purpose.KEY_ENCRYPTION,
        help="which key is made anew; by default the one that wraps the keys of reports",
    )
    kind.add_argument(
        "--root", action="store_true", help="make a new root key instead; the service must stand still"
    )
    parser.add_argument(
        "--to",
        type=Path,
        metavar="FILE",
        help="with --root: where the new root key goes, if not in the old one's place",
    )
    parser.add_argument(
        "--at-once", type=_positive, default=200, metavar="N", help="records in one transaction"
    )


def _rotate(settings: Settings, chosen: argparse.Namespace) -> int:
    if chosen.to and not chosen.root:
        sys.stderr.write("--to is where a new root key goes: use it with --root.\n")
        return BAD_INPUT
    if chosen.root:
        from callpoint.project.keys import root_rotation

        return root_rotation.rotate_root(settings, to=chosen.to, chance=secrets.token_bytes)
    from callpoint.project.keys import rotating

    if chosen.purpose == Purpose.KEY_ENCRYPTION:
        return rotating.rotate_wrapping(at_once=chosen.at_once, chance=secrets.token_bytes)
    return rotating.rotate_other(Purpose(chosen.purpose), chance=secrets.token_bytes)


def _drop_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--oldest-backup",
        type=date.fromisoformat,
        required=True,
        metavar="YYYY-MM-DD",
        help="the day of the oldest backup of the data that you keep",
    )


def _drop(settings: Settings, chosen: argparse.Namespace) -> int:
    del settings
    from callpoint.project.keys import rotating

    return rotating.drop_retired(oldest_backup_on=chosen.oldest_backup, chance=secrets.token_bytes)


def _positive(text: str) -> int:
    number = int(text)
    if number < 1:
        raise ValueError(text)
    return number


def _with_database(
    run: Callable[[Settings, argparse.Namespace], int],
) -> Callable[[Settings, argparse.Namespace], int]:
    def with_database(settings: Settings, chosen: argparse.Namespace) -> int:
        import django
        from django.db import DatabaseError, connection

        django.setup()
        try:
            connection.ensure_connection()  # no key is changed where the journal could not note it
            return run(settings, chosen)
        except DatabaseError as refused:
            said = str(refused).strip().partition("\n")[0]
            sys.stderr.write(
                f"The database does not do what is asked ({said}). Put that right and run it again.\n"
            )
            return FAILED

    return with_database


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
    "backup": Step(
        about="copy the keyring, and let copies of more than 30 days go", run=_backup, options=_backup_options
    ),
    "rotate": Step(
        about="make a new key and wrap what the old one wrapped anew; no report is written anew",
        run=_with_database(_rotate),
        options=_rotate_options,
    ),
    "drop-retired": Step(
        about="drop retired keys that neither a row nor a backup needs",
        run=_with_database(_drop),
        options=_drop_options,
    ),
}
"""In the order in which they are shown."""
