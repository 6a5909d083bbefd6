"""Which rows hold a wrapped key of their own, and under which key-encryption key each is wrapped."""

from collections.abc import Iterator
from itertools import chain, islice

from django.apps import apps
from django.db import models

from callpoint.sealing.envelope import WRAP_FORMAT
from callpoint.sealing.keyring import Keyring, Purpose

COLUMN = "wrapped_key"


def keyed_models() -> tuple[type[models.Model], ...]:
    """Return every table of ours with a wrapped key, also those that later releases add."""
    ours = chain.from_iterable(apps.get_app_config(app).get_models() for app in ("records", "vault"))
    return tuple(model for model in ours if any(field.name == COLUMN for field in _columns(model)))


def count_under(keyring: Keyring, key_id: str) -> int:
    """Count the rows that can be opened and whose key is wrapped under this key-encryption key."""
    return sum(
        _openable(model, keyring).filter(wrapped_key__startswith=_under(key_id)).count()
        for model in keyed_models()
    )


def count_left(keyring: Keyring) -> int:
    """Count the rows that `rows_left` gives."""
    return sum(_left(model, keyring).count() for model in keyed_models())


def rows_left(keyring: Keyring, *, most: int) -> list[models.Model]:
    """Lock and return at most so many rows that are not under the current key-encryption key.

    Rows of a month whose key was destroyed are left out: nothing opens them any more. To be called in a transaction.
    """
    return list(islice(_rows_left(keyring, most), most))


def wrapped_keys() -> Iterator[tuple[str, str]]:
    """Give every row that has a key of its own, named by its table and id, with that key as it is kept."""
    for model in keyed_models():
        rows = model._default_manager.exclude(wrapped_key="").order_by("pk")  # noqa: SLF001 - Django's documented model API
        for row_id, wrapped in rows.values_list("pk", COLUMN).iterator():
            yield f"{model._meta.db_table} {row_id}", wrapped  # noqa: SLF001 - as above


def _rows_left(keyring: Keyring, most: int) -> Iterator[models.Model]:
    for model in keyed_models():
        yield from _left(model, keyring).select_for_update().order_by("pk")[:most]


def _left(model: type[models.Model], keyring: Keyring) -> "models.QuerySet[models.Model]":
    current = keyring.current(Purpose.KEY_ENCRYPTION)
    return _openable(model, keyring).exclude(wrapped_key__startswith=_under(current.id))


def _openable(model: type[models.Model], keyring: Keyring) -> "models.QuerySet[models.Model]":
    rows = model._default_manager.exclude(wrapped_key="")  # noqa: SLF001 - Django's documented model API
    for gone in keyring.destroyed:
        rows = rows.exclude(wrapped_key__contains=f".{gone.id}.")
    return rows


def _under(key_id: str) -> str:
    return f"{WRAP_FORMAT}.{key_id}."


def _columns(model: type[models.Model]) -> "tuple[models.Field[object, object], ...]":
    return tuple(model._meta.concrete_fields)  # noqa: SLF001 - as above
