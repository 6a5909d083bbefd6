"""The subcommands of `callpoint`, each a small function over the layers below."""

import argparse
import sys
from collections.abc import Callable, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import NoReturn, TypeAlias

from callpoint.project.doctor_commands import add_options as doctor_options
from callpoint.project.doctor_commands import doctor
from callpoint.project.exit_codes import BAD_INPUT, FAILED, WELL
from callpoint.project.faults_commands import add_options as faults_options
from callpoint.project.faults_commands import faults
from callpoint.project.identifiers_commands import add_options as identifiers_options
from callpoint.project.identifiers_commands import identifiers
from callpoint.project.near_copies_commands import add_near_copies_options, near_copies
from callpoint.project.series_commands import EXAMPLE as SERIES_EXAMPLE
from callpoint.project.series_commands import add_options as series_options
from callpoint.project.series_commands import series
from callpoint.project.upgrade_commands import add_options as upgrade_options
from callpoint.project.upgrade_commands import upgrade

EXAMPLES = {
    "triage": 'echo \'{"id":"a","story":"my bank rang, I sent 900 pounds","now":"2026-11-21T10:00:00+00:00","facts":{}}\' | callpoint triage --json',
    "identifiers": 'echo \'{"id":"a","text":"he rang from 07700 900123","region":"GB"}\' | callpoint identifiers --json',
    "content": "callpoint content --check",
    "components": "callpoint components --check",
    "near-copies": """printf '{"id":"%s","text":"Your parcel is held. Pay %s pounds at the link to have it brought."}\\n' a 2 b 3 > "$TMPDIR/texts.jsonl" && callpoint near-copies --from "$TMPDIR/texts.jsonl" --to "$TMPDIR/series.csv\"""",
    "messages": "callpoint messages --check",
    "worker": "callpoint worker --once",
    "verify": "callpoint verify",
    "demo": "callpoint demo",
    "relink": "callpoint relink",
    "faults": "callpoint faults --kills 4 --cuts 4 --paths submit",
    "staff": "callpoint staff add asha --name 'Asha Patel' --role assessor --unit cyber-and-fraud-desk",
    "keys": "callpoint keys status",
    "backup": 'callpoint backup --to "$(mktemp -d)" --recipient age174aphyjalgyh7pkpp6xq4mp3yc7uwqfy9mxcuqyvxusyh79nd3as9xyart',
    "restore": "callpoint restore --help",
    "series": SERIES_EXAMPLE,
    "doctor": "callpoint doctor",
    "upgrade": "callpoint upgrade --backed-up",
    "django": "callpoint django check",
}
"""One example a subcommand; a test runs each."""

CONTENT = Path(__file__).resolve().parents[1] / "content"


class Parser(argparse.ArgumentParser):
    """Says what is wrong on standard error and ends with the code for bad input."""

    def error(self, message: str) -> NoReturn:
        """End with one sentence."""
        self.exit(BAD_INPUT, f"{self.prog}: {message}. Try: {self.prog} --help\n")


Subparsers: TypeAlias = "argparse._SubParsersAction[Parser]"  # noqa: SLF001 - the only name argparse gives it


def run(arguments: list[str]) -> int:
    """Run one subcommand and return its exit code."""
    parser = _parser()
    if not arguments:
        parser.print_help()
        return WELL
    if arguments == ["--version"]:
        sys.stdout.write(f"callpoint {version('callpoint')}\n")
        return WELL
    if arguments[0] == "django":
        return _django(arguments[1:])
    chosen = parser.parse_args(arguments)
    subcommand: Callable[[argparse.Namespace], int] = chosen.run
    try:
        return subcommand(chosen)
    except BrokenPipeError:
        return WELL


def _parser() -> Parser:
    parser = Parser(
        prog="callpoint", description="Callpoint: the service for reporting cybercrime and fraud."
    )
    parser.add_argument("--version", action="store_true", help="say which version this is")
    subcommands = parser.add_subparsers(title="commands", required=True, parser_class=Parser)
    triage = _add(subcommands, "triage", "say where a person should be sent", run_it=_triage)
    way = triage.add_mutually_exclusive_group(required=True)
    way.add_argument(
        "--json", action="store_true", help="read cases from standard input, one JSON object a line"
    )
    way.add_argument("--score", metavar="FILE", help="score labelled cases and print a table")
    _add_identifiers(subcommands)
    content = _add(
        subcommands, "content", "check the content, or say what stops publishing it", run_it=_content
    )
    step = content.add_mutually_exclusive_group(required=True)
    step.add_argument("--check", action="store_true", help="list every problem with file, line and remedy")
    step.add_argument("--publish", action="store_true", help="list critical services that nobody confirmed")
    content.add_argument("--overlay", metavar="FOLDER", help="a deployment's own content")
    components = _add(
        subcommands, "components", "hold the page components against the design system", run_it=_components
    )
    components.add_argument("--check", action="store_true", required=True)
    add_near_copies_options(
        _add(subcommands, "near-copies", "find texts that are copies of one another", run_it=near_copies)
    )
    _add_messages(subcommands)
    _add_worker(subcommands)
    _add_verify(subcommands)
    _add(subcommands, "demo", "fill the database with clearly synthetic reports", run_it=_demo)
    _add(subcommands, "relink", "compute values and series anew from the sightings", run_it=_relink)
    _add_faults_and_series(subcommands)
    _add_staff(subcommands)
    _add_keys(subcommands)
    _add_backup(subcommands)
    _add_care(subcommands)
    subcommands.add_parser("django", help="run a command of the framework, such as migrate", add_help=False)
    return parser


def _add(
    subcommands: Subparsers, name: str, about: str, *, run_it: Callable[[argparse.Namespace], int]
) -> Parser:
    added = subcommands.add_parser(
        name, help=about, description=about.capitalize() + ".", epilog=f"Example: {EXAMPLES[name]}"
    )
    added.set_defaults(run=run_it)
    return added


def _add_faults_and_series(subcommands: Subparsers) -> None:
    faults_options(_add(subcommands, "faults", "try kills, power cuts and full disks", run_it=faults))
    series_options(_add(subcommands, "series", "find series of reports in a file", run_it=series))


def _add_identifiers(subcommands: Subparsers) -> None:
    about = "find identifiers in what people write"
    identifiers_options(_add(subcommands, "identifiers", about, run_it=identifiers))


def _add_messages(subcommands: Subparsers) -> None:
    messages = _add(
        subcommands,
        "messages",
        "gather the texts to translate, or compile the translations",
        run_it=_messages,
    )
    wish = messages.add_mutually_exclusive_group(required=True)
    wish.add_argument("--extract", action="store_true", help="write callpoint/locale/callpoint.pot anew")
    wish.add_argument("--check", action="store_true", help="say whether that file is behind the texts")
    wish.add_argument("--compile", action="store_true", help="compile each translation that changed")


def _add_worker(subcommands: Subparsers) -> None:
    worker = _add(subcommands, "worker", "do the queued work", run_it=_worker)
    worker.add_argument("--once", action="store_true", help="do what is due, then end")


def _add_verify(subcommands: Subparsers) -> None:
    from callpoint.project.verify_file import add_file_arguments

    about = "check a receipt or a bundle; without a file, hold the live database and its files against the journal"
    verify = _add(subcommands, "verify", about, run_it=_verify)
    add_file_arguments(verify)
    verify.add_argument(
        "--witnessed", metavar="FILE", action="append", default=[], help="a checkpoint that was kept outside"
    )


def _add_staff(subcommands: Subparsers) -> None:
    staff = _add(subcommands, "staff", "make accounts for staff", run_it=lambda _: BAD_INPUT)
    steps = staff.add_subparsers(required=True, parser_class=Parser)
    add = steps.add_parser("add", help="make an account with a one-time password")
    add.add_argument("username")
    add.add_argument("--name", required=True, help="the name that reporters see")
    add.add_argument("--role", required=True)
    add.add_argument("--unit", default="")
    add.set_defaults(run=_staff_add)
    first = steps.add_parser(
        "first-sign-in", help="print the one-time sign-in of the first member of staff, if it is still open"
    )
    first.set_defaults(run=_staff_first)
    reset = steps.add_parser("reset", help="give somebody who lost password or phone a new one-time password")
    reset.add_argument("username")
    reset.set_defaults(run=_staff_reset)


def _add_keys(subcommands: Subparsers) -> None:
    from callpoint.project.keys_commands import add_steps

    add_steps(
        _add(subcommands, "keys", "look after the keys: status, sheet, rehearsal", run_it=lambda _: BAD_INPUT)
    )


def _add_backup(subcommands: Subparsers) -> None:
    from callpoint.project.backup_options import add_backup_options, add_restore_options

    add_backup_options(
        _add(subcommands, "backup", "back up the running service, sealed to a recipient", run_it=_backup)
    )
    add_restore_options(_add(subcommands, "restore", "restore a backup into an empty place", run_it=_restore))


def _add_care(subcommands: Subparsers) -> None:
    doctor_options(
        _add(subcommands, "doctor", "say whether each part of this deployment is well", run_it=doctor)
    )
    upgrade_options(
        _add(subcommands, "upgrade", "bring the database to this version, and verify it", run_it=upgrade)
    )


def _triage(chosen: argparse.Namespace) -> int:
    from callpoint.project.rules_commands import score_file, triage_standard_input

    return score_file(Path(chosen.score)) if chosen.score else triage_standard_input()


def _content(chosen: argparse.Namespace) -> int:
    from callpoint.project.rules_commands import check_all_content, list_blockers

    overlay = Path(chosen.overlay) if chosen.overlay else None
    return check_all_content(overlay) if chosen.check else list_blockers(overlay)


def _components(chosen: argparse.Namespace) -> int:
    del chosen
    from callpoint.project.rules_commands import check_all_components

    return check_all_components()


def _messages(chosen: argparse.Namespace) -> int:
    from callpoint.project import messages

    if chosen.compile:
        messages.compile_translations()
    elif chosen.extract:
        messages.extract()
    elif not messages.is_current():
        sys.stderr.write(f"{messages.TEMPLATE.name} is behind the texts: run callpoint messages --extract\n")
        return FAILED
    return WELL


def _worker(chosen: argparse.Namespace) -> int:
    _set_up_django()
    from django.conf import settings

    from callpoint.project.recovery.unfinished import half_a_restore
    from callpoint.project.worker import work

    wrong = half_a_restore(settings.CALLPOINT.store.var)
    if wrong:
        sys.stderr.write(f"{wrong}\n")
        return FAILED
    return work(once=chosen.once)


def _verify(chosen: argparse.Namespace) -> int:
    if chosen.file:
        from callpoint.project.verify_file import verify_file

        return verify_file(chosen)
    _set_up_django()
    from callpoint.project.verify_commands import verify_live

    return verify_live(witnessed=[Path(file) for file in chosen.witnessed])


def _demo(chosen: argparse.Namespace) -> int:
    del chosen
    _set_up_django()
    from callpoint.project.demo import fill, why_not

    sys.stderr.write(f"{why_not() or f'Synthetic reports sent: {fill()}'}\n")
    return WELL


def _relink(chosen: argparse.Namespace) -> int:
    del chosen
    _set_up_django()
    from callpoint.project.relink_commands import run_relink

    return run_relink()


def _staff_add(chosen: argparse.Namespace) -> int:
    _set_up_django()
    from callpoint.project.staff_commands import add

    return add(username=chosen.username, name=chosen.name, role=chosen.role, unit=chosen.unit)


def _staff_first(chosen: argparse.Namespace) -> int:
    del chosen
    _set_up_django()
    from callpoint.project.staff_commands import first

    return first()


def _staff_reset(chosen: argparse.Namespace) -> int:
    _set_up_django()
    from callpoint.project.staff_commands import reset

    return reset(username=chosen.username)


def _backup(chosen: argparse.Namespace) -> int:
    _set_up_django()
    from callpoint.project.backup_commands import run_backup

    return run_backup(chosen)


def _restore(chosen: argparse.Namespace) -> int:
    _set_up_django()
    from callpoint.project.backup_commands import run_restore

    return run_restore(chosen)


def _django(arguments: Sequence[str]) -> int:
    from django.core.management import execute_from_command_line

    execute_from_command_line(["callpoint django", *arguments])
    return WELL


def _set_up_django() -> None:
    import django

    django.setup()
