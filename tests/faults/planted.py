"""Defects planted on purpose, each by a function that the bench calls in its child: the judge must see every one."""

import functools
from pathlib import Path
from secrets import token_hex
from types import ModuleType
from typing import Any

from django.db import connection, transaction

from callpoint.actions import corresponding, reporting
from callpoint.project.faults import beginnings
from callpoint.project.faults.paths import Facts, Tell
from callpoint.vault import folder, intake
from tests.faults import hasty_sealer


def synchronous_normal() -> None:
    """SQLite told to make nothing durable at a commit."""
    connection.settings_dict["OPTIONS"]["init_command"] = (
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;"
    )
    _replace_run("submit", _send_and_work_on)


def _send_and_work_on(facts: Facts, tell: Tell) -> None:
    """Send a report as one of many: the end of a service would make all durable at once."""
    beginnings.send(facts, tell)
    beginnings.a_draft()


def no_sync_of_the_file() -> None:
    """A sealer that leaves the bytes of a file to the kernel."""
    _replace(intake, "sealer", hasty_sealer)


def no_sync_of_the_folder() -> None:
    """A vault that leaves the name of a file to the kernel."""
    _replace(folder, "sync_folder", _leave)


def _leave(place: Path) -> None:
    del place


def no_transaction() -> None:
    """A submit that writes row, leaf and outbox row one by one."""
    _replace(beginnings, "submit", reporting.submit.__wrapped__)  # type: ignore[attr-defined]  # what `writing` wraps


def told_before_the_commit() -> None:
    """An answer that is given inside the transaction, as a view does under ATOMIC_REQUESTS."""
    send = beginnings.send

    def run(facts: Facts, tell: Tell) -> None:
        with transaction.atomic():
            send(facts, tell)

    _replace_run("submit", run)


def no_key_of_the_form() -> None:
    """A message that is kept again each time its form comes."""
    _replace(corresponding, "once_key", _always_new)


def an_error_that_says_nothing() -> None:
    """A submit that answers a full disk with an error that tells nobody what is so."""
    submit = reporting.submit

    @functools.wraps(submit)
    def hide(**named: Any) -> str:
        try:
            return submit(**named)
        except Exception as error:
            message = "something"
            raise RuntimeError(message) from error

    _replace(beginnings, "submit", hide)


def a_copy_in_clear() -> None:
    """An intake that keeps a copy of the file beside, as a library does that wants a file and not a stream."""
    write = intake.Intake.write

    def spill(self: intake.Intake, piece: bytes) -> None:
        copy = folder.folder() / "planted"
        copy.write_bytes(piece)
        copy.unlink()
        write(self, piece)

    intake.Intake.write = spill  # type: ignore[method-assign]  # the planted defect


def _always_new(*parts: object) -> str:
    del parts
    return token_hex(32)


def _replace(module: ModuleType, name: str, planted: Any) -> None:
    setattr(module, name, planted)


def _replace_run(name: str, run: Any) -> None:
    from callpoint.project.faults.table import PATHS  # noqa: PLC0415 - the table is made of what is planted above

    object.__setattr__(PATHS[name], "run", run)
