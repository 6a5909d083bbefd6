"""Puts into the outbox what must happen after the transaction, and knows a form that was sent twice."""

from datetime import datetime, timedelta

from callpoint.records.keys import keyring
from callpoint.records.models import Outbox
from callpoint.sealing.index import blind_index


def post(*, name: str, about: object, at: datetime, wait: timedelta = timedelta(0)) -> None:
    """
    Write the one outbox row of an action.

    The worker fans it out, after `wait`. The key makes a second row for the same event impossible.
    """
    Outbox.objects.create(
        name=name, object_id=str(about), key=f"{name}:{about}", created_at=at, run_after=at + wait
    )


def post_once(*, name: str, about: object, key: str, at: datetime) -> None:
    """Write an outbox row unless one with this key was ever written: for what is told once however often it happens."""
    if not Outbox.objects.filter(key=key).exists():
        Outbox.objects.create(name=name, object_id=str(about), key=key, created_at=at, run_after=at)


def once_key(*parts: object) -> str:
    """
    Give 64 hexadecimal digits that are the same only for the same parts.

    A form brings its own key, which may be anything at all: keyed and bound to what it is about, it
    fits its column, collides with nobody else's, and tells nothing of a text among the parts.
    """
    value = "".join(f"{len(str(part))}:{part}" for part in parts)
    return blind_index(keyring(), kind="once", value=value).rpartition(".")[2]
