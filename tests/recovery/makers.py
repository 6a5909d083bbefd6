"""Makers for the tests of backups: people who open them, one made here and now, and an empty place beside the test's own."""

import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import count
from pathlib import Path

import pyrage
from django.conf import settings
from django.db import connection

from callpoint.project.recovery.backing_up import Made, Order, back_up
from callpoint.project.recovery.backup_folder import BackupFolder
from callpoint.project.recovery.place import Place
from callpoint.project.recovery.restoring import Restored, Wish, restore
from callpoint.records.keys import keyring
from callpoint.sealing.keyring import open_keyring
from tests.makers import at

_minutes = count()


@dataclass(frozen=True)
class Holder:
    """Somebody whom backups are sealed to."""

    identity: str
    recipient: str


def a_holder() -> Holder:
    """Somebody new."""
    identity = pyrage.x25519.Identity.generate()
    return Holder(str(identity), str(identity.to_public()))


HOLDER = a_holder()


def later() -> datetime:
    """A moment that is later at each call, by a minute."""
    return at(minutes=next(_minutes))


def nothing(_: str) -> None:
    """Say nothing."""


def an_order(folder: Path, **changes: object) -> Order:
    """An order to back up to a folder."""
    order = Order(
        to=BackupFolder(folder / "backups"),
        recipients=(HOLDER.recipient,),
        keep=10,
        var=Path(settings.CALLPOINT.store.var),
    )
    return replace(order, **changes)  # type: ignore[arg-type]  # each test names fields that are there


def backed_up(
    order: Order, *, clock: Callable[[], datetime] = later, say: Callable[[str], None] = nothing
) -> Made:
    """A backup of the test's own database and folder."""
    return back_up(order, keyring=keyring(), clock=clock, say=say)


@contextmanager
def an_empty_place(folder: Path) -> Iterator[Place]:
    """Let settings and database lead to an empty place until the block ends."""
    here, name = dict(connection.settings_dict), f"drill_{secrets.token_hex(6)}"
    var = folder / name
    (var / "keys").mkdir(mode=0o700, parents=True)
    exhibits, keys = settings.CALLPOINT_EXHIBITS, settings.CALLPOINT_KEYRING
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(f'CREATE DATABASE "{name}"')
    connection.close()
    connection.settings_dict["NAME"] = name if connection.vendor == "postgresql" else str(var / "new.sqlite3")
    settings.CALLPOINT_EXHIBITS, settings.CALLPOINT_KEYRING = var / "exhibits", var / "keys" / "keyring.json"
    try:
        yield Place(var=var, keyring=var / "keys" / "keyring.json")
    finally:
        connection.close()
        connection.settings_dict["NAME"] = here["NAME"]
        settings.CALLPOINT_EXHIBITS, settings.CALLPOINT_KEYRING = exhibits, keys
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def restored(
    made: Made,
    place: Place,
    *,
    keyring_copy: Path,
    holder: Holder = HOLDER,
    say: Callable[[str], None] = nothing,
) -> Restored:
    """What came of restoring a backup into a place."""
    source = BackupFolder(made.path.parents[1])
    wish = Wish(
        source=source,
        backup=source.chosen(until=None),
        identities=(holder.identity,),
        keyring=open_keyring(root_key_path=settings.CALLPOINT_ROOT_KEY, keyring_path=keyring_copy),
    )
    return restore(wish, place=place, clock=later, say=say)
