"""The write paths of the worker and of an upgrade."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Final

from django.apps import apps
from django.core.management import call_command
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from callpoint.project.faults.beginnings import LATER, a_draft_with_a_file, a_sent_report
from callpoint.project.faults.paths import Deed, Facts, Tell, WritePath
from callpoint.project.worker import WORKS
from callpoint.records.outbox import Lease, run_one


def work_off(facts: Facts, tell: Tell) -> None:
    """Do what the outbox holds."""
    del facts
    _work(at=LATER)
    _tell_where_all_is_done(tell)


def work_on(facts: Facts, told: Mapping[str, str], tell: Tell) -> None:
    """Start the worker again, a day later: what the dead one had leased is free."""
    del facts, told
    _work(at=LATER + timedelta(days=1))
    _tell_where_all_is_done(tell)


def _work(*, at: datetime) -> None:
    lease = Lease(holder="faults", length=timedelta(minutes=1), most_attempts=5)
    while run_one(works=WORKS, lease=lease, at=at):
        pass


def _tell_where_all_is_done(tell: Tell) -> None:
    if not apps.get_model("records", "Outbox").objects.filter(done_at__isnull=True).exists():
        tell("worker", "")


def at_the_last_migration_but_some() -> Facts:
    """Fill a database, and take it back to the migration before the last of each app."""
    facts = a_draft_with_a_file()
    for app in ("vault", "records"):
        call_command("migrate", app, before_last(app), verbosity=0)
    return facts


def before_last(app: str) -> str:
    """Give the name of the migration before the last of an app."""
    names = sorted(name for of, name in MigrationLoader(connection).disk_migrations if of == app)
    return names[-2]


def migrate(facts: Facts, tell: Tell) -> None:
    """Bring the database to the state that the code expects, as each start does."""
    del facts
    bring_up_to_date()
    tell("migrate", "")


def bring_up_to_date() -> None:
    """Run the migrations that are left."""
    call_command("migrate", verbosity=0, interactive=False)


SERVICE: Final = (
    WritePath(
        name="worker",
        prepare=a_sent_report,
        run=work_off,
        again=work_on,
        deeds={"worker": Deed(leaf="message.acknowledge", table="records_message")},
    ),
    WritePath(
        name="migrate",
        prepare=at_the_last_migration_but_some,
        run=migrate,
        mend=bring_up_to_date,
        deeds={"migrate": Deed()},
    ),
)
