"""What the worker gave up is listed for staff without a word of it."""

import pytest

from callpoint.records.models import Outbox
from callpoint.records.queries.work import StuckWork, stuck_work
from tests.makers import at

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def a_row(key: str, **differs: object) -> None:
    Outbox.objects.create(
        **{
            "name": "message.sent",
            "object_id": "1",
            "key": key,
            "created_at": at(),
            "run_after": at(),
            **differs,
        }
    )


def test_only_what_is_stuck_is_listed_the_oldest_first() -> None:
    a_row("waits")
    a_row("later", stuck_at=at(hours=2), error_class="OSError", error_place="mail.py:1 send")
    a_row("first", stuck_at=at(hours=1), error_class="KeyError", error_place="a.py:2 b")
    assert stuck_work() == [
        StuckWork(name="message.sent", stuck_at=at(hours=1), error_class="KeyError", error_place="a.py:2 b"),
        StuckWork(
            name="message.sent", stuck_at=at(hours=2), error_class="OSError", error_place="mail.py:1 send"
        ),
    ]
