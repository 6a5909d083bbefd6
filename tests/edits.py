"""Edits of a database and its files by somebody who has both in their hands, each drawn from a seed; SQLite only."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import shake_256
from itertools import count
from pathlib import Path
from typing import TypeVar
from uuid import UUID

from django.db import IntegrityError, connection, models, transaction

from callpoint.actions.journalling import JOURNALLED, NOT_DIGESTED
from callpoint.rules.journal import leaf_hash
from callpoint.vault import folder
from callpoint.vault.models import Checkpoint, CustodyEntry, Exhibit, JournalLeaf
from callpoint.vault.problems import Problem
from tests.tampering import guards

LEAVES = "vault_journalleaf"
T = TypeVar("T")
Raw = str | bytes | int | float | date | None
Tables = list[type[models.Model]]


@dataclass(frozen=True)
class Edit:
    """What was done, and the objects one of which must be named for it: table and id."""

    what: str
    objects: tuple[tuple[str, str], ...]

    def is_named_by(self, problems: tuple[Problem, ...]) -> bool:
        """Whether one of these problems names what was edited; leaves may be named as `3 to 17`."""
        return any(_names(problem, *each) for problem in problems for each in self.objects)


def _names(problem: Problem, table: str, key: str) -> bool:
    first, to, last = problem.id.partition(" to ")
    if problem.table != table:
        return False
    return int(first) <= int(key) <= int(last) if to else problem.id.replace("-", "") == key.replace("-", "")


class Dice:
    """Numbers that are the same for the same seed."""

    def __init__(self, seed: str) -> None:
        self._draws = (int.from_bytes(shake_256(f"{seed} {number}".encode()).digest(8)) for number in count())

    def below(self, end: int) -> int:
        return next(self._draws) % end

    def one_of(self, things: list[T]) -> T:
        return things[self.below(len(things))]


class NothingToEditError(Exception):
    """There is no such row or file, or the database refuses what was drawn."""


def table_of(model: type[models.Model]) -> tuple[str, str]:
    """The name of a table, and of its key as it is written in a statement."""
    options = model._meta  # noqa: SLF001 - Django's documented model API
    return options.db_table, f'"{options.pk.attname}"'


def run(statement: str, values: list[Raw]) -> list[tuple[Raw, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return list(cursor.fetchall()) if cursor.description else []


def keys_of(model: type[models.Model], where: str = "1 = 1") -> list[Raw]:
    table, key = table_of(model)
    return [found for (found,) in run(f"SELECT {key} FROM {table} WHERE {where} ORDER BY {key}", [])]  # noqa: S608 - our own words


def a_key(model: type[models.Model], dice: Dice, where: str = "1 = 1") -> Raw:
    keys = keys_of(model, where)
    if not keys:
        raise NothingToEditError
    return dice.one_of(keys)


def value_of(model: type[models.Model], key: Raw, column: str) -> Raw:
    table, name = table_of(model)
    return run(f'SELECT "{column}" FROM {table} WHERE {name} = %s', [key])[0][0]  # noqa: S608 - our own words


def put(model: type[models.Model], key: Raw, **columns: Raw) -> None:
    table, name = table_of(model)
    for column, value in columns.items():
        run(f'UPDATE {table} SET "{column}" = %s WHERE {name} = %s', [value, key])  # noqa: S608 - our own words


FILLED: dict[str, Raw] = {
    "BinaryField": b"x",
    "DateTimeField": "2020-01-01 00:00:00",
    "DateField": "2020-01-01",
}
"""What is put where nothing was, by the kind of column; 1 in all others."""


def another(value: Raw, field: models.Field, dice: Dice) -> Raw:  # type: ignore[type-arg]  # generic in the stubs only
    """Some other value of a column: one bit, one letter, one more, or something where nothing was."""
    match value:
        case None:
            return FILLED.get(type(field).__name__, 1)
        case bytes():
            return flipped(value, dice)
        case str():
            return respelt(value, dice)
        case date():
            return respelt(f"{value}.000000" if isinstance(value, datetime) else str(value), dice)
        case _:
            return 1 - value if value in {0, 1} else value + 1


def flipped(value: bytes, dice: Dice) -> bytes:
    if not value:
        return b"x"
    changed = bytearray(value)
    changed[dice.below(len(value))] ^= 1 << dice.below(8)
    return bytes(changed)


def respelt(value: str, dice: Dice) -> str:
    places = [place for place, letter in enumerate(value) if letter.isalnum()]
    if not places:
        return f"{value}x"
    place = dice.one_of(places)
    letter = value[place]
    others = [other for other in ("0123456789" if letter.isdigit() else "abcdefghkxyz") if other != letter]
    return value[:place] + dice.one_of(others) + value[place + 1 :]


def a_column(dice: Dice) -> Edit:
    """Another value in any column of any row that the journal guards, its leaves and checkpoints too."""
    tables: Tables = [*JOURNALLED, JournalLeaf, Checkpoint]
    model = dice.one_of(tables)
    key = a_key(model, dice)
    fields = [field for field in model._meta.concrete_fields if field.attname not in NOT_DIGESTED - {"salt"}]  # noqa: SLF001 - as above
    field = dice.one_of(fields)
    held = value_of(model, key, field.attname)
    new = another(held, field, dice)
    put(model, key, **{field.attname: new})
    table = table_of(model)[0]
    named = [(table, str(key))] + ([(table, str(new))] if field.primary_key else [])
    return Edit(f"{field.attname} of {table}", tuple(named))


def a_custody_entry(dice: Dice) -> Edit:
    """An entry in a chain of custody with another value in any column but its number, gone, or there twice."""
    key = a_key(CustodyEntry, dice)
    exhibit_id = str(value_of(CustodyEntry, key, "exhibit_id"))
    columns = ["exhibit_id", "what", "by_kind", "staff_id", "at", "leaf"]
    way = dice.one_of([*columns, *columns, "gone", "twice"])
    if way == "gone":
        run("DELETE FROM vault_custodyentry WHERE id = %s", [key])
    elif way == "twice":
        run(
            "INSERT INTO vault_custodyentry (exhibit_id, what, by_kind, staff_id, at, leaf) "
            "SELECT exhibit_id, what, by_kind, staff_id, at, leaf FROM vault_custodyentry WHERE id = %s",
            [key],
        )
        key = keys_of(CustodyEntry)[-1]
    else:
        field = next(each for each in CustodyEntry._meta.concrete_fields if each.attname == way)  # noqa: SLF001 - as above
        put(CustodyEntry, key, **{way: another(value_of(CustodyEntry, key, way), field, dice)})
    return Edit(f"custody entry: {way}", (("vault_custodyentry", str(key)), ("vault_exhibit", exhibit_id)))


def a_row_gone(dice: Dice) -> Edit:
    tables: Tables = [*JOURNALLED, JournalLeaf]
    model = dice.one_of(tables)
    key, (table, name) = a_key(model, dice), table_of(model)
    run(f"DELETE FROM {table} WHERE {name} = %s", [key])  # noqa: S608 - our own words
    return Edit(f"a row of {table} deleted", ((table, str(key)),))


def two_rows_swapped(dice: Dice) -> Edit:
    """Two rows of one table change their contents, under the same keys."""
    tables: Tables = [*JOURNALLED, JournalLeaf]
    model = dice.one_of(tables)
    one, other = a_key(model, dice, _signed(model)), a_key(model, dice, _signed(model))
    if one == other:
        raise NothingToEditError
    options = model._meta  # noqa: SLF001 - as above
    unique = {field.attname for field in options.concrete_fields if field.unique}
    columns = [
        field.attname for field in options.concrete_fields if field.attname not in unique | {"last_login"}
    ]
    held = {key: {column: value_of(model, key, column) for column in columns} for key in (one, other)}
    if held[one] == held[other]:
        raise NothingToEditError
    put(model, one, **held[other])
    put(model, other, **held[one])
    table = table_of(model)[0]
    return Edit(f"two rows of {table} swapped", ((table, str(one)), (table, str(other))))


def _signed(model: type[models.Model]) -> str:
    """Leaves that a checkpoint counts; a swap of others, hash and all, is for the next checkpoint to find."""
    return '"index" < (SELECT max(size) FROM vault_checkpoint)' if model is JournalLeaf else "1 = 1"


def a_row_too_many(dice: Dice) -> Edit:
    """A copy of a row under a new key."""
    tables: Tables = [*JOURNALLED]
    model = dice.one_of(tables)
    key = a_key(model, dice)
    values = {
        field.attname: value_of(model, key, field.attname)
        for field in model._meta.concrete_fields  # noqa: SLF001 - as above
    }
    for field in model._meta.concrete_fields:  # noqa: SLF001 - as above
        held = values[field.attname]
        if field.unique and held is not None:
            values[field.attname] = held + 1 if isinstance(held, int) else str(held)[::-1]
    table, name = table_of(model)
    columns = ", ".join(f'"{column}"' for column in values)
    marks = ", ".join(["%s"] * len(values))
    run(f"INSERT INTO {table} ({columns}) VALUES ({marks})", list(values.values()))  # noqa: S608 - our own words
    return Edit(f"a row of {table} added", ((table, str(values[name.strip('"')])),))


def a_leaf_rewritten(dice: Dice) -> Edit:
    """A leaf with another body and the hash of that body."""
    key = a_key(JournalLeaf, dice, _signed(JournalLeaf))
    body = value_of(JournalLeaf, key, "body")
    assert isinstance(body, bytes)
    changed = flipped(body, dice)
    put(JournalLeaf, key, body=changed, leaf_hash=leaf_hash(changed))
    return Edit("a leaf rewritten with its hash", ((LEAVES, str(key)),))


def the_journal_cut(dice: Dice) -> Edit:
    """The last leaves, down to any of them, are gone."""
    key = a_key(JournalLeaf, dice)
    run(f'DELETE FROM {LEAVES} WHERE "index" >= %s', [key])  # noqa: S608 - our own words
    return Edit("the last leaves deleted", ((LEAVES, str(key)),))


def a_file(dice: Dice) -> Edit:
    """A sealed file with one bit changed, cut, longer, gone, or another in its place."""
    key = a_key(Exhibit, dice)
    path = _file_of(key)
    content = path.read_bytes()
    ways: list[Callable[[], object]] = [
        lambda: path.write_bytes(flipped(content, dice)),
        lambda: path.write_bytes(content[: dice.below(len(content))]),
        lambda: path.write_bytes(content + b"x"),
        path.unlink,
        lambda: _swap(path, _file_of(_other(key, dice))),
    ]
    dice.one_of(ways)()
    return Edit("a sealed file", (("vault_exhibit", str(key)),))


def _file_of(key: Raw) -> Path:
    return folder.file_of(UUID(str(key)))


def _other(key: Raw, dice: Dice) -> Raw:
    other = a_key(Exhibit, dice)
    if other == key:
        raise NothingToEditError
    return other


def _swap(one: Path, other: Path) -> None:
    held = one.read_bytes()
    one.write_bytes(other.read_bytes())
    other.write_bytes(held)


EDITS: list[Callable[[Dice], Edit]] = [
    a_column,
    a_column,
    a_column,
    a_row_gone,
    two_rows_swapped,
    a_row_too_many,
    a_leaf_rewritten,
    the_journal_cut,
    a_custody_entry,
    a_file,
]


@contextmanager
def edited(seed: str, chosen: Callable[[Dice], Edit] | None = None) -> Iterator[Edit]:
    """Make one edit, any or a chosen one, and take it back afterwards; what the database refuses is drawn again."""
    dice = Dice(seed)
    kept = {path: path.read_bytes() for path in map(_file_of, keys_of(Exhibit))}
    try:
        with transaction.atomic():
            guards("allow")
            yield chosen(dice) if chosen else _some_edit(dice)
            transaction.set_rollback(True)
    finally:
        for path, content in kept.items():
            path.write_bytes(content)


def _some_edit(dice: Dice) -> Edit:
    while True:
        try:
            with transaction.atomic():
                return dice.one_of(EDITS)(dice)
        except (IntegrityError, NothingToEditError):
            continue
