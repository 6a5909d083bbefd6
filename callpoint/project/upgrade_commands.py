"""`callpoint upgrade`: brings the database to this version, after a backup, and holds it against its journal."""

import argparse
import secrets
import sys

from callpoint.project.exit_codes import BAD_INPUT, FAILED, WELL

ASKED = "Is there a backup of data and keyring from after the last report? Type yes: "
NO_BACKUP = (
    "Nothing was done. Make the backups first: callpoint backup, callpoint keys backup (docs/backup.md).\n"
)


def add_options(upgrade: argparse.ArgumentParser) -> None:
    """Let who runs it without a keyboard say that a backup was made."""
    upgrade.add_argument(
        "--backed-up", action="store_true", help="a backup of data and keyring was made; do not ask"
    )


def upgrade(chosen: argparse.Namespace) -> int:
    """
    Ask for a backup, migrate, verify, and say what was done.

    It may be stopped or killed at any point and run again: each migration is done whole or not, and the rest is looked
    at before it is done.
    """
    import django  # noqa: PLC0415 - only this way needs the database

    django.setup()
    from django.conf import settings  # noqa: PLC0415 - as above

    from callpoint.project.readiness.lock import only_one  # noqa: PLC0415 - as above
    from callpoint.project.readiness.preparing import database_in  # noqa: PLC0415 - as above
    from callpoint.project.readiness.refusals import NotStartedError  # noqa: PLC0415 - as above
    from callpoint.project.readiness.started import refuse_never_started  # noqa: PLC0415 - as above

    if not chosen.backed_up and not _has_backup():
        sys.stderr.write(NO_BACKUP)
        return BAD_INPUT
    try:
        # Before the lock, which would make the folder.
        with database_in(settings.CALLPOINT):
            refuse_never_started()
        with only_one(settings.CALLPOINT.store.var):
            return _upgraded()
    except NotStartedError as refused:
        sys.stderr.write(f"Nothing more was done. {refused}\n")
        return FAILED


def _has_backup() -> bool:
    if not sys.stdin.isatty():
        sys.stderr.write("Say --backed-up where nobody can be asked.\n")
        return False
    sys.stderr.write(ASKED)
    return sys.stdin.readline().strip().casefold() == "yes"


def _upgraded() -> int:
    from django.conf import settings  # noqa: PLC0415 - Django is set up by now

    from callpoint.clock import now  # noqa: PLC0415 - as above
    from callpoint.project.readiness.preparing import prepare  # noqa: PLC0415 - as above
    from callpoint.project.verify_commands import verify_live  # noqa: PLC0415 - as above

    waiting = _waiting()
    prepare(settings.CALLPOINT, at=now(), chance=secrets.token_bytes)
    _say("Migrations applied: " + (", ".join(waiting) if waiting else "none was waiting"))
    left = _waiting()
    if left:
        _say(f"Still waiting: {', '.join(left)}")
        return FAILED
    _say("Folders, keys, content, translations and files for the browser were looked at.")
    ended = verify_live()
    _say("Start the service again." if ended == WELL else "Do not start it. See docs/journal.md.")
    return ended


def _waiting() -> list[str]:
    """Name the migrations that are not applied."""
    from django.db import connection  # noqa: PLC0415 - as above
    from django.db.migrations.executor import MigrationExecutor  # noqa: PLC0415 - as above

    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [f"{migration.app_label}.{migration.name}" for migration, _ in plan]


def _say(words: str) -> None:
    sys.stdout.write(f"{words}\n")
