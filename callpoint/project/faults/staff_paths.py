"""The write paths of staff, of the keyring, of the worker, and of an upgrade."""

import secrets
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Final

from django.apps import apps
from django.core.management import call_command
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from callpoint.actions.acting import Actor, ActorKind, system
from callpoint.actions.corresponding import write_to_reporter
from callpoint.actions.reading import open_report
from callpoint.actions.staffing import add_staff_member, password_was_changed
from callpoint.project.faults.paths import Deed, Facts, Tell, WritePath, unless_told
from callpoint.project.faults.reporter_paths import (
    LATER,
    NOON,
    WORDS,
    a_draft_with_a_file,
    a_sent_report,
    id_of,
    says,
)
from callpoint.project.worker import WORKS
from callpoint.records.keys import keyring
from callpoint.records.opened import own_report
from callpoint.records.outbox import Lease, run_one
from callpoint.rules.access import Badge, Role
from callpoint.sealing.keyring import (
    KeyDestroyedError,
    NoSuchKeyError,
    Purpose,
    destroy_cohort,
    rotate,
    with_cohort,
)

UNIT: Final = "cyber-and-fraud-desk"
MONTH: Final = "2031-05"


def with_an_officer() -> Facts:
    """Send a report, and make a member of staff who may read it."""
    facts = a_sent_report()
    made = add_staff_member(
        username="asha",
        display_name="Asha Patel",
        role=Role.ASSESSOR,
        unit=UNIT,
        by=system("faults"),
        at=NOON,
    )
    member = apps.get_model("records", "StaffMember").objects.get(username=made.username)
    password_was_changed(staff_id=member.pk, by=officer({"staff": str(member.pk)}), at=NOON)
    return facts | {"staff": str(member.pk)}


def officer(facts: Facts) -> Actor:
    """Give the member of staff."""
    return Actor(kind=ActorKind.STAFF, id=facts["staff"], badge=Badge(role=Role.ASSESSOR, unit=UNIT))


def read(facts: Facts, tell: Tell) -> None:
    """Open a report as staff."""
    open_report(report_id=id_of(facts), by=officer(facts), at=LATER)
    tell("read", LATER.isoformat())


def is_read(facts: Facts, told: str) -> bool:
    """Answer whether the first reading is noted."""
    return own_report(id_of(facts)).first_read_at == datetime.fromisoformat(told)


def reply(facts: Facts, tell: Tell) -> None:
    """Write to the reporter as staff."""
    write_to_reporter(report_id=id_of(facts), text=WORDS, send_key="k", by=officer(facts), at=LATER)
    tell("reply", WORDS)


def turn_keys(facts: Facts, tell: Tell) -> None:
    """Make a new key-encryption key."""
    del facts
    ring = rotate(keyring(), purpose=Purpose.KEY_ENCRYPTION, at=LATER, chance=secrets.token_bytes)
    tell("rotate", ring.current(Purpose.KEY_ENCRYPTION).id)


def is_turned(facts: Facts, told: str) -> bool:
    """Answer whether the new key seals; that the old one still opens is seen from the reports."""
    del facts
    return keyring().current(Purpose.KEY_ENCRYPTION).id == told


def make_cohort(facts: Facts, tell: Tell) -> None:
    """Make the key of a month."""
    del facts
    ring = with_cohort(keyring(), month=MONTH, at=LATER, chance=secrets.token_bytes)
    tell("cohort", ring.cohort(MONTH).id)


def has_cohort(facts: Facts, told: str) -> bool:
    """Answer whether the key of the month is the one that was made, so that what it sealed opens."""
    del facts
    try:
        return keyring().cohort(MONTH).id == told
    except NoSuchKeyError:
        return False


def with_a_month() -> Facts:
    """Send a report, and make the key of a month that no report is sealed under."""
    facts = a_sent_report()
    make_cohort(facts, lambda deed, value: facts.update({deed: value}))
    return facts


def shred(facts: Facts, tell: Tell) -> None:
    """Destroy the key of a month; one that is destroyed is destroyed."""
    del facts
    try:
        destroy_cohort(keyring(), month=MONTH, at=LATER, chance=secrets.token_bytes)
    except KeyDestroyedError:
        tell("shred", MONTH)
    else:
        tell("shred", MONTH)


def is_shredded(facts: Facts, told: str) -> bool:
    """Answer whether the key is gone for good and nobody can make it anew."""
    ring = keyring()
    gone = {one.month: one.id for one in ring.destroyed}
    return gone.get(told) == facts["cohort"] and all(key.month != told for key in ring.keys)


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


STAFF: Final = (
    WritePath(
        name="read",
        prepare=with_an_officer,
        run=read,
        deeds={"read": Deed(leaf="report.open", stands=is_read, most=3)},
    ),
    WritePath(
        name="reply",
        prepare=with_an_officer,
        run=reply,
        deeds={
            "reply": Deed(
                leaf="message.from-staff", posted="message.sent", table="records_message", stands=says
            )
        },
    ),
)
KEYS: Final = (
    WritePath(
        name="cohort", prepare=a_sent_report, run=make_cohort, deeds={"cohort": Deed(stands=has_cohort)}
    ),
    WritePath(
        name="rotate",
        prepare=a_sent_report,
        run=turn_keys,
        again=unless_told(turn_keys),
        deeds={"rotate": Deed(stands=is_turned)},
    ),
    WritePath(name="shred", prepare=with_a_month, run=shred, deeds={"shred": Deed(stands=is_shredded)}),
)
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
