"""Puts into the outbox what must happen after the transaction."""

from datetime import datetime

from callpoint.records.models import Outbox


def post(*, name: str, about: object, at: datetime) -> None:
    """
    Write the one outbox row of an action.

    The worker fans it out. The key makes a second row for the same event impossible.
    """
    Outbox.objects.create(name=name, object_id=str(about), key=f"{name}:{about}", created_at=at, run_after=at)
