"""The subcommands `callpoint backup` and `callpoint restore`: what each may be asked, and how it tells how it went."""

import argparse
import os
import sys
from collections.abc import Callable
from datetime import datetime

from django.conf import settings as django_settings

from callpoint.clock import now
from callpoint.project.configuration import settings_file
from callpoint.project.exit_codes import BAD_INPUT, FAILED, WELL
from callpoint.project.recovery.backing_up import DELETED, Made, Order, back_up
from callpoint.project.recovery.backup_folder import checked_source, checked_target
from callpoint.project.recovery.errors import AskedWronglyError, RecoveryError
from callpoint.project.recovery.place import Place
from callpoint.project.recovery.restoring import Restored, Wish, check_backup, restore
from callpoint.project.recovery.sealed_parts import read_identities, read_recipients
from callpoint.project.running.lock import only_one
from callpoint.project.running.refusals import NotStartedError
from callpoint.project.setting_models import Settings
from callpoint.records.keys import keyring
from callpoint.sealing.key_files import SealingError
from callpoint.sealing.keyring import open_keyring


def run_backup(chosen: argparse.Namespace) -> int:
    """Make a backup, or check the newest there is; return the exit code."""
    return _told(lambda: _check(chosen) if chosen.check else _back_up(chosen))


def run_restore(chosen: argparse.Namespace) -> int:
    """Restore a backup into the empty place that the settings name; return the exit code."""
    return _told(lambda: _restore(chosen))


def _told(deed: Callable[[], int]) -> int:
    try:
        return deed()
    except AskedWronglyError as refused:
        _say(str(refused))
        return BAD_INPUT
    except (RecoveryError, SealingError, NotStartedError) as refused:
        _say(str(refused))
        return FAILED


def _back_up(chosen: argparse.Namespace) -> int:
    settings: Settings = django_settings.CALLPOINT
    given = chosen.recipient or [one for one in (settings.backup.recipient,) if one]
    order = Order(
        to=checked_target(chosen.to, var=settings.store.var),
        recipients=read_recipients(given, file=chosen.recipients_file),
        keep=chosen.keep or settings.backup.keep,
        var=settings.store.var,
        settings_file=settings_file(os.environ),
        overlay=settings.service.content_overlay,
    )
    made = back_up(order, keyring=keyring(), clock=now, say=_say)
    sys.stdout.write(f"{made.path}\n")
    _tell_made(made)
    is_well = made.pruned is not None and all(trouble.why == DELETED for trouble in made.manifest.troubles)
    return WELL if is_well else FAILED


def _tell_made(made: Made) -> None:
    manifest = made.manifest
    _say(
        f"Backed up as of {manifest.taken_at}: {sum(manifest.rows.values())} rows, "
        f"{manifest.journal.size} leaves of the journal, {len(manifest.files)} files."
    )
    _say(f"Files that were new: {made.copied} ({made.copied_bytes / 1e6:,.1f} MB).")
    for trouble in manifest.troubles:
        _say(f"{trouble.what} {trouble.why}.")
    if made.pruned and made.pruned.backups:
        _say(f"Removed as old: {made.pruned.backups} backups, {made.pruned.files} files.")


def _check(chosen: argparse.Namespace) -> int:
    source = checked_source(chosen.to)
    manifest = check_backup(source, source.chosen(until=None))
    _say(
        f"The backup of {manifest.taken_at} is whole: the database and {len(manifest.files)} files are, byte for byte, "
        "what was written. Whether it opens, only a restore can say."
    )
    return WELL


def _restore(chosen: argparse.Namespace) -> int:
    settings: Settings = django_settings.CALLPOINT
    source = checked_source(chosen.source)
    place = Place(var=settings.store.var, keyring=settings.keys.keyring)
    given = chosen.keyring or place.keyring
    if place.keyring.exists() and given.exists() and place.keyring.read_bytes() != given.read_bytes():
        message = f"There is another keyring at {place.keyring}; move it away, or set keys.keyring to another place."
        raise AskedWronglyError(message)
    wish = Wish(
        source=source,
        backup=source.chosen(until=_moment(chosen.at)),
        identities=read_identities(chosen.identity),
        keyring=open_keyring(root_key_path=settings.keys.root_key, keyring_path=given),
    )
    with only_one(settings.store.var):
        restored = restore(wish, place=place, clock=now, say=_say)
    _tell_restored(restored, place)
    return FAILED if restored.findings else WELL


def _tell_restored(restored: Restored, place: Place) -> None:
    manifest = restored.manifest
    taken_at = datetime.fromisoformat(manifest.taken_at)
    _say("Restored, and checked where it now lies:")
    _say(f"- every table: {sum(manifest.rows.values())} rows, as many as were backed up;")
    _say(
        f"- the journal: all {manifest.journal.size} leaves hashed anew, the root is {manifest.journal.root};"
    )
    _say(f"- {len(manifest.files)} files: each has the SHA-256 that its row says;")
    _say(
        f"- the keys of {restored.records} records tried; {restored.erased} of them were destroyed on purpose."
    )
    for finding in restored.findings:
        _say(f"Wrong before the backup was made, and still: {finding}.")
    minutes = (restored.begun_at - taken_at).total_seconds() / 60
    _say(
        f"The backup was {minutes:,.0f} minutes old: what came after {manifest.taken_at} is not in it. "
        f"The restore took {(restored.ended_at - restored.begun_at).total_seconds():,.0f} seconds."
    )
    _say(f"Settings and content of that time lie in {place.own} ({restored.own_files} files). Now: ./run")


def _moment(text: str | None) -> datetime | None:
    if not text:
        return None
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        moment = None
    if moment is None or moment.tzinfo is None:
        message = f"{text} is not a time with a zone, as in 2026-11-22T03:00:00+00:00."
        raise AskedWronglyError(message)
    return moment


def _say(line: str) -> None:
    sys.stderr.write(f"{line}\n")
    sys.stderr.flush()
