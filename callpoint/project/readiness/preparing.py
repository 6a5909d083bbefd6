"""Makes a deployment ready: folders, keys, database, content, translations, files for the browser.

Each step looks first at what is there, so a second start does almost nothing and keeps all.
"""

import hashlib
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Final

import django
from django.conf import settings as django_settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.utils.translation import to_locale

from callpoint.project.catalogues import compile_messages
from callpoint.project.configuration import OPEN_TO_OTHERS
from callpoint.project.readiness.refusals import NotStartedError, files_in
from callpoint.project.recovery.unfinished import half_a_restore
from callpoint.project.setting_models import Keys, Service, Settings
from callpoint.project.setting_values import CREDENTIALS
from callpoint.records.knowledge import knowledge
from callpoint.rules.chance import Chance
from callpoint.rules.content.model import Jurisdiction
from callpoint.rules.content.problems import BrokenContentError
from callpoint.sealing.durable import write_durably
from callpoint.sealing.key_files import KeyringError, RootKeyMissingError
from callpoint.sealing.keyring import Place, create_keyring, open_keyring
from callpoint.sealing.root_change import check_no_change_is_unfinished

OWNER_ONLY: Final = 0o700
SESSION_KEY_BYTES: Final = 48
PROBLEMS_SHOWN: Final = 10
SOURCE_LANGUAGE: Final = "en"
WORLD: Final = "world"  # what is known of all other countries; nobody serves it
DATABASE_REFUSALS: Final = (
    ("disk is full", "its disk is full; make room there and start again"),
    ("readonly", "it is read-only; give this user the right to write it"),
    ("unable to open", "it cannot be opened; give this user the right to read and write its folder"),
    ("not a database", "the file is no database; move it away, or put a backup back"),
    ("malformed", "the file is damaged; put a backup back"),
    ("locked", "another program holds it; stop that one and start again"),
)


def prepare(settings: Settings, *, at: datetime, chance: Chance) -> None:
    """Make everything ready to serve; raises NotStartedError with the one thing to put right.

    `at` and `chance` are used where keys are made, which is at the first start only.
    """
    with files_in(settings.store.var):
        make_folders(settings)
        refuse_half_a_restore(settings.store.var)
        make_session_key(settings.keys.session_key, chance=chance)
        django.setup()
        with database_in(settings):
            executor = MigrationExecutor(connection)
            refuse_newer_database(executor)
            make_keys(
                settings.keys, is_first_start=not executor.loader.applied_migrations, at=at, chance=chance
            )
            migrate(executor)
        check_content()
        check_place(settings.service.jurisdiction, knowledge().content.jurisdictions.values())
        check_languages(settings.service.languages, [Path(folder) for folder in django_settings.LOCALE_PATHS])
        compile_messages(Path(folder) for folder in django_settings.LOCALE_PATHS)
        collect_static()


@contextmanager
def database_in(settings: Settings) -> Iterator[None]:
    """Turn what the database refuses into NotStartedError, and close the connection after the block."""
    try:
        yield
    except DatabaseError as refused:
        raise NotStartedError(_database_sentence(settings, refused)) from refused
    finally:
        connection.close()


def make_folders(settings: Settings) -> None:
    """Make the var folder and the folders of the keys, for this user alone."""
    keys = settings.keys
    key_files = (keys.root_key, keys.keyring, keys.session_key)
    for folder in (settings.store.var, *(file.parent for file in key_files)):
        if not folder.is_dir():
            folder.mkdir(mode=OWNER_ONLY, parents=True)
    probe = settings.store.var / f".written-by-{os.getpid()}"
    try:
        probe.write_bytes(bytes(4096))
    finally:
        probe.unlink(missing_ok=True)


def refuse_half_a_restore(var: Path) -> None:
    """Raise NotStartedError where a restore began and did not end: what lies there may be anything."""
    wrong = half_a_restore(var)
    if wrong:
        raise NotStartedError(wrong)


def make_session_key(file: Path, *, chance: Chance) -> None:
    """Make the key that signs sessions where there is none: a new one only asks staff to sign in again."""
    if not file.exists():
        write_durably(file, chance(SESSION_KEY_BYTES).hex().encode() + b"\n")
    elif file.stat().st_mode & OPEN_TO_OTHERS:
        message = f"Others than its owner may read {file}; delete it, and the next start makes a new one."
        raise NotStartedError(message)


def refuse_newer_database(executor: MigrationExecutor) -> None:
    """Raise NotStartedError where the database knows migrations that this code does not."""
    loader = executor.loader
    unknown = sorted(set(loader.applied_migrations) - set(loader.disk_migrations))
    if unknown:
        message = (
            f"The database was made by a newer Callpoint (it has {'.'.join(unknown[-1])}); "
            "install that version again, or put back a backup from before it."
        )
        raise NotStartedError(message)


def make_keys(keys: Keys, *, is_first_start: bool, at: datetime, chance: Chance) -> None:
    """Make the keys at the first start; later only open them, since new keys would open no report.

    Raises NotStartedError where they are missing, changed, or open to other users.
    """
    try:
        if is_first_start and not keys.keyring.exists():
            _check_root_key_can_be_made(keys.root_key)
            create_keyring(root_key_path=keys.root_key, keyring_path=keys.keyring, at=at, chance=chance)
        check_no_change_is_unfinished(Place(root_key_path=keys.root_key, keyring_path=keys.keyring))
        open_keyring(root_key_path=keys.root_key, keyring_path=keys.keyring)
    except KeyringError as refused:
        raise NotStartedError(str(refused)) from refused


def _check_root_key_can_be_made(file: Path) -> None:
    """Raise RootKeyMissingError where a root key of systemd's is awaited: no program may write among its credentials."""
    handed_over = os.environ.get(CREDENTIALS)
    if handed_over and file.parent == Path(handed_over) and not file.exists():
        raise RootKeyMissingError(file)


def migrate(executor: MigrationExecutor) -> None:
    """Bring the database to the state this code expects."""
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        call_command("migrate", verbosity=0, interactive=False)


def check_content() -> None:
    """Raise NotStartedError with the problems of the content, each with file, line and remedy."""
    try:
        knowledge()
    except BrokenContentError as broken:
        shown = "\n".join(f"  {problem}" for problem in broken.problems[:PROBLEMS_SHOWN])
        more = len(broken.problems) - PROBLEMS_SHOWN
        rest = f"\n  and {more} more: run .venv/bin/callpoint content --check" if more > 0 else ""
        message = f"The content is broken; put these right and start again:\n{shown}{rest}"
        raise NotStartedError(message) from broken


def check_place(named: str, known: Iterable[Jurisdiction]) -> None:
    """Raise NotStartedError where the content has no such jurisdiction; `known` are those it has."""
    names = sorted(f"{one.part_of}/{one.id}".lstrip("/") for one in known if one.id != WORLD)
    if named not in names:
        message = (
            f"service.jurisdiction is {named!r}, which the content lacks; "
            f"choose one of {', '.join(names)}, or add its folder."
        )
        raise NotStartedError(message)


def check_languages(named: Iterable[str], folders: Iterable[Path]) -> None:
    """
    Raise NotStartedError where a language has no translation in `folders`: its pages would be in English.

    Those that are set by default are not asked for by anybody; without a translation they are not offered.
    """
    there = {source.parts[-3] for folder in folders for source in folder.glob("*/LC_MESSAGES/django.po")}
    unasked = {to_locale(name) for name in Service.model_fields["languages"].default}
    missing = [name for name in named if to_locale(name) not in there | unasked | {SOURCE_LANGUAGE}]
    if missing:
        message = (
            f"service.languages names {', '.join(missing)}, for which there is no translation; "
            "take that out, or translate it first as docs/translating.md says."
        )
        raise NotStartedError(message)


def collect_static() -> None:
    """Copy and compress the files for the browser where one of them changed since the last time."""
    target = Path(django_settings.STATIC_ROOT)
    stamp = target.with_name(target.name + ".made-from")
    made_from = _static_sources()
    if stamp.exists() and stamp.read_text(encoding="utf-8") == made_from:
        return
    call_command("collectstatic", verbosity=0, interactive=False, clear=True)
    stamp.write_text(made_from, encoding="utf-8")


def _static_sources() -> str:
    """Return one digest of the names, sizes and dates of all files for the browser."""
    digest = hashlib.sha256()
    for finder in get_finders():
        for name, storage in finder.list(None):
            seen = Path(storage.path(name)).stat()
            digest.update(f"{name} {seen.st_size} {seen.st_mtime_ns}\n".encode())
    return digest.hexdigest()


def _database_sentence(settings: Settings, refused: DatabaseError) -> str:
    said = str(refused).strip().partition("\n")[0]
    if settings.store.database:
        return f"The database does not answer ({said}); start it, or correct store.database."
    for sign, wrong in DATABASE_REFUSALS:
        if sign in said:
            return f"{settings.sqlite_file}: {wrong}."
    return f"{settings.sqlite_file} cannot be used ({said}); put a backup back, or move the file away."
