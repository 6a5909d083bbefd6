"""What `callpoint doctor` looks at: each check says how a part of a deployment is, and what to do where it is not well."""

import shutil
import socket
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from pathlib import Path

from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

from callpoint.project.configuration import OPEN_TO_OTHERS
from callpoint.project.keys.keeping import care_of
from callpoint.project.readiness.preparing import refuse_newer_database
from callpoint.project.readiness.refusals import NotStartedError
from callpoint.project.readiness.started import FIRST_START, NO_DATABASE, is_without_file
from callpoint.project.recovery.unfinished import half_a_restore
from callpoint.project.setting_models import Settings
from callpoint.records.knowledge import knowledge
from callpoint.records.queries.work import work_as_a_whole
from callpoint.rules.content.problems import BrokenContentError
from callpoint.sealing.key_files import KeyringError
from callpoint.sealing.keyring import Keyring, open_keyring
from callpoint.vault.checkpoints import latest_checkpoint, new_leaves
from callpoint.vault.leaves import newest_leaf_at, oldest_leaf_at
from callpoint.vault.scanning import ScannerAwayError, is_clean, scan

LONGEST_WAIT = timedelta(minutes=5)
"""How long due work, or a leaf without a checkpoint, may wait; the worker looks every few seconds and signs each minute."""
CLOCK_MAY_DIFFER = timedelta(seconds=5)
ANSWERS_WITHIN = 5.0
"""Seconds that a mail server may take to be reached."""


class State(StrEnum):
    """How a part is."""

    OK = "ok"
    WARN = "warn"
    FAIL = "fail"


@dataclass(frozen=True, kw_only=True)
class Finding:
    """One part of a deployment: how it is, in words, and what to do; '' where nothing is to be done."""

    part: str
    state: State
    said: str
    remedy: str = ""


Reach = Callable[[str, int], None]
"""Connects to a host's port; raises OSError where nobody answers."""


def reach(host: str, port: int) -> None:
    """Open a connection and close it, without a word."""
    with socket.create_connection((host, port), timeout=ANSWERS_WITHIN):
        return


def examine(settings: Settings, *, at: datetime, reaches: Reach = reach) -> Iterator[Finding]:
    """Look at every part; what needs the database is left out where there is none."""
    yield _folder(settings.store.var)
    yield _session_key(settings.keys.session_key)
    yield _keys(settings)
    yield _room(settings)
    yield _content()
    yield _mail(settings, reaches)
    yield _scanner(settings.exhibits.scanner_socket)
    database = _database()
    yield database
    if database.state is State.OK:
        yield _migrations()
        try:
            yield from (look(at) for look in (_clock, _worker, _checkpoints))
        except DatabaseError as refused:
            said = f"The tables cannot be read ({type(refused).__name__})."
            yield _fail("tables", said, "Run callpoint upgrade.")


def _ok(part: str, said: str) -> Finding:
    return Finding(part=part, state=State.OK, said=said)


def _warn(part: str, said: str, remedy: str) -> Finding:
    return Finding(part=part, state=State.WARN, said=said, remedy=remedy)


def _fail(part: str, said: str, remedy: str) -> Finding:
    return Finding(part=part, state=State.FAIL, said=said, remedy=remedy)


def _folder(var: Path) -> Finding:
    if not var.is_dir():
        return _fail("folder", f"{var} is not there.", "Run ./run --setup, or correct store.var.")
    if wrong := half_a_restore(var):
        return _fail("folder", wrong, "End that restore first.")
    if var.stat().st_mode & OPEN_TO_OTHERS:
        return _warn("folder", f"Others than its owner may look into {var}.", f"Run chmod 700 {var}")
    return _ok("folder", f"{var} belongs to this service alone.")


def _session_key(file: Path) -> Finding:
    if not file.exists():
        return _warn("session key", "There is none yet.", "The next start makes one.")
    if file.stat().st_mode & OPEN_TO_OTHERS:
        return _fail("session key", f"Others may read {file}.", "Delete it: the next start makes a new one.")
    return _ok("session key", "Only its owner reads it.")


def _keys(settings: Settings) -> Finding:
    """Open the keyring, which looks at its permissions too."""
    try:
        keyring = open_keyring(root_key_path=settings.keys.root_key, keyring_path=settings.keys.keyring)
    except KeyringError as refused:
        return _fail("keys", str(refused), "See docs/keys.md, What to do in an emergency.")
    return _care(keyring)


def _care(keyring: Keyring) -> Finding:
    care = care_of(keyring)
    if care.is_rehearsed:
        return _ok("keys", "They open, and the recovery sheet was rehearsed.")
    return _warn(
        "keys",
        "They open. Nobody has rehearsed a recovery sheet.",
        "Run callpoint keys sheet --to sheet.pdf, then callpoint keys rehearse.",
    )


def _room(settings: Settings) -> Finding:
    var, least = settings.store.var, settings.exhibits.least_free_bytes
    if not var.is_dir():
        return _fail("room", "There is no folder to measure.", "Run ./run --setup.")
    free = shutil.disk_usage(var).free
    said = f"{free // 1_000_000:,} MB are free; files are refused under {least // 1_000_000:,} MB."
    if free < least:
        return _fail("room", said, "Make room on this disk now.")
    if free < least + settings.exhibits.most_bytes:
        return _warn("room", said, "Make room: one large file may not fit.")
    return _ok("room", said)


def _content() -> Finding:
    try:
        services = len(knowledge().content.services)
    except BrokenContentError as broken:
        said = f"It is broken in {len(broken.problems)} places."
        return _fail("content", said, "Run callpoint content --check, and put right what it names.")
    return _ok("content", f"It is whole, with {services} services.")


def _mail(settings: Settings, reaches: Reach) -> Finding:
    host, port = settings.mail.host, settings.mail.port
    if not host:
        return _warn("mail", "No mail is sent: mail.host is empty.", "Set mail.host, or tell staff so.")
    try:
        reaches(host, port)
    except OSError as refused:
        said = f"{host}, port {port}, does not answer ({type(refused).__name__})."
        return _fail("mail", said, "Look at mail.host, mail.port and the network.")
    return _ok("mail", f"{host}, port {port}, answers. Nothing was sent.")


def _scanner(at_socket: Path | None) -> Finding:
    if at_socket is None:
        return _warn(
            "scanner",
            "Files are not scanned: none is set.",
            "Install clamav-daemon and set exhibits.scanner_socket.",
        )
    try:
        scanned = scan(iter([b"callpoint doctor"]), at_socket=at_socket)
    except ScannerAwayError:
        return _fail(
            "scanner", f"Nobody answers at {at_socket}.", "Start clamav-daemon, or correct its socket."
        )
    if not is_clean(scanned):
        return _fail("scanner", f"It could not scan a few letters: {scanned.said}", "Look at its log.")
    return _ok("scanner", f"It scans: {scanned.said}")


def _database() -> Finding:
    if is_without_file():
        return _fail("database", NO_DATABASE, FIRST_START)
    try:
        connection.ensure_connection()
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError as refused:
        said = f"It does not answer ({type(refused).__name__})."
        return _fail("database", said, "Look at store.database, and whether the server runs.")
    return _ok("database", f"{connection.display_name} answers.")


def _migrations() -> Finding:
    executor = MigrationExecutor(connection)
    try:
        refuse_newer_database(executor)
    except NotStartedError as refused:
        return _fail("migrations", str(refused), "Never run an older Callpoint on it.")
    if not executor.loader.applied_migrations:
        return _fail("migrations", "None was ever applied.", FIRST_START)
    waiting = len(executor.migration_plan(executor.loader.graph.leaf_nodes()))
    if waiting:
        return _fail("migrations", f"{waiting} are not applied.", "Run callpoint upgrade.")
    return _ok("migrations", "All are applied.")


def _clock(at: datetime) -> Finding:
    newest = newest_leaf_at()
    if newest is not None and newest - at > CLOCK_MAY_DIFFER:
        said = f"It is {newest - at} behind the newest line of the journal."
        return _fail("clock", said, "Set the clock by NTP, and look at when it went back.")
    return _ok("clock", f"It says {at:%Y-%m-%d %H:%M} UTC, and no line of the journal is later.")


def _worker(at: datetime) -> Finding:
    work = work_as_a_whole(due_before=at - LONGEST_WAIT, at=at)
    sign = (
        f"Its last sign of life: {work.last_done_at:%Y-%m-%d %H:%M} UTC."
        if work.last_done_at
        else "It has done nothing yet."
    )
    if work.waiting:
        return _fail(
            "worker", f"{work.waiting} things to do wait too long. {sign}", "Start callpoint worker."
        )
    if work.stuck:
        return _warn(
            "worker", f"{work.stuck} things to do are stuck. {sign}", "See Content on the staff pages."
        )
    return _ok("worker", f"Nothing waits for it. {sign}")


def _checkpoints(at: datetime) -> Finding:
    unsigned, newest = new_leaves(), latest_checkpoint()
    said = f"The newest is of {newest.at:%Y-%m-%d %H:%M} UTC." if newest else "There is none yet."
    signed = newest.size if newest else 0
    oldest = oldest_leaf_at(since=signed)
    if unsigned and oldest is not None and at - oldest > LONGEST_WAIT:
        return _fail("checkpoints", f"{unsigned} lines wait for one. {said}", "Start callpoint worker.")
    return _ok("checkpoints", f"{said} {unsigned} lines since.")
