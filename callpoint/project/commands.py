"""The subcommands of `callpoint`, each a small function over the layers below."""

import argparse
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NoReturn, TypeAlias

EXAMPLES = {
    "triage": 'echo \'{"id":"a","story":"my bank rang, I sent 900 pounds","now":"2026-11-21T10:00:00+00:00","facts":{}}\' | callpoint triage --json',
    "content": "callpoint content --check",
    "components": "callpoint components --check",
    "messages": "callpoint messages --check",
    "worker": "callpoint worker --once",
    "demo": "callpoint demo",
    "staff": "callpoint staff add asha --name 'Asha Patel' --role assessor --unit cyber-and-fraud-desk",
    "keys": "callpoint keys status",
    "backup": 'callpoint backup --to "$(mktemp -d)" --recipient age174aphyjalgyh7pkpp6xq4mp3yc7uwqfy9mxcuqyvxusyh79nd3as9xyart',
    "restore": "callpoint restore --help",
    "django": "callpoint django check",
}
"""One example a subcommand; a test runs each."""

CONTENT = Path(__file__).resolve().parents[1] / "content"
WELL, FAILED, BAD_INPUT = 0, 1, 2


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
    subcommands = parser.add_subparsers(title="commands", required=True, parser_class=Parser)
    triage = _add(subcommands, "triage", "say where a person should be sent", run_it=_triage)
    way = triage.add_mutually_exclusive_group(required=True)
    way.add_argument(
        "--json", action="store_true", help="read cases from standard input, one JSON object a line"
    )
    way.add_argument("--score", metavar="FILE", help="score labelled cases and print a table")
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
    worker = _add(subcommands, "worker", "do the queued work", run_it=_worker)
    worker.add_argument("--once", action="store_true", help="do what is due, then end")
    _add(subcommands, "demo", "fill the database with clearly synthetic reports", run_it=_demo)
    _add_staff(subcommands)
    _add_keys(subcommands)
    _add_backup(subcommands)
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
    backup = _add(subcommands, "backup", "back up the running service, sealed to a recipient", run_it=_backup)
    backup.add_argument("--to", required=True, metavar="FOLDER", help="a folder on another disk")
    backup.add_argument(
        "--recipient",
        action="append",
        metavar="AGE1...",
        help="who can open it; may be given several times; without it: the setting backup.recipient",
    )
    backup.add_argument("--recipients-file", metavar="FILE", help="recipients, one a line")
    backup.add_argument("--keep", type=_count, metavar="N", help="how many backups stay in the folder")
    backup.add_argument(
        "--check", action="store_true", help="make none; read the newest again, byte for byte"
    )
    restore = _add(subcommands, "restore", "restore a backup into an empty place", run_it=_restore)
    restore.add_argument("--from", required=True, dest="source", metavar="FOLDER", help="a folder of backups")
    restore.add_argument("--identity", required=True, metavar="FILE", help="the age identity that opens it")
    restore.add_argument(
        "--keyring", metavar="FILE", help="a copy of the keyring; without it: the one in place"
    )
    restore.add_argument("--at", metavar="TIME", help="the newest backup that is not later than this")
    restore.add_argument(
        "--into-empty", action="store_true", required=True, help="say that the place of the settings is empty"
    )


def _count(text: str) -> int:
    number = int(text)
    if number < 1:
        message = "at least 1"
        raise argparse.ArgumentTypeError(message)
    return number


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
    from callpoint.project.worker import work

    return work(once=chosen.once)


def _demo(chosen: argparse.Namespace) -> int:
    del chosen
    _set_up_django()
    from callpoint.project.demo import fill, why_not

    sys.stderr.write(f"{why_not() or f'Synthetic reports sent: {fill()}'}\n")
    return WELL


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
