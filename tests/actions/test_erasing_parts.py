"""What is on its way to a report when its month is erased."""

from uuid import UUID, uuid4

import pytest

from callpoint.actions.erasing import erase_some
from callpoint.vault import folder
from callpoint.vault.models import Upload
from tests.actions.retention import (
    LATER,
    WORKER,
    a_confirmed_order,
    a_due_report,
    a_living_draft,
    a_month,
    carry_out,
)
from tests.makers import NOON

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def an_upload_with_a_part(report_id: UUID) -> UUID:
    """A file of which one part has come."""
    upload = Upload.objects.create(
        id=uuid4(),
        report_id=report_id,
        length=9,
        received=4,
        parts=1,
        words=b"",
        part_key=b"",
        send_key=uuid4().hex,
        created_at=NOON,
        changed_at=NOON,
    )
    folder.parts_of(upload.id).mkdir()
    return upload.id


def test_parts_go_before_their_row_does_and_those_of_a_living_draft_stay() -> None:
    due = a_month()
    living, report = a_living_draft(due), a_due_report(due)
    stays, goes = an_upload_with_a_part(living), an_upload_with_a_part(report)
    order_id = a_confirmed_order(due)
    erase_some(order_id=order_id, by=WORKER, at=NOON + LATER)
    counted = dict(Upload.objects.values_list("id", "parts"))
    lying = [folder.parts_of(each).exists() for each in (stays, goes)]
    carry_out(order_id)
    left = [folder.parts_of(each).exists() for each in (stays, goes)]
    assert (counted, lying) == ({stays: 1, goes: 0}, [True, True])
    assert (dict(Upload.objects.values_list("id", "received")), left) == ({stays: 4}, [True, False])
