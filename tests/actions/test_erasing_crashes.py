"""An order that is cut off at any statement leaves each report whole or gone, and a repeat ends it."""

import os
from collections.abc import Callable
from contextlib import suppress
from typing import Any
from uuid import UUID

import pytest
from django.db import connection, transaction

from callpoint.actions import erasing
from callpoint.records.keys import keyring
from callpoint.records.models import Addition, Message, Report, ShredOrder
from callpoint.records.sealed import ReportSeal
from callpoint.vault import folder
from callpoint.vault.models import Exhibit
from tests.actions.retention import a_confirmed_order, a_full_report, a_month, an_old_request, carry_out

pytestmark = [pytest.mark.django_db, pytest.mark.database]

EVERY = 1 if os.environ.get("CALLPOINT_TEST_FULL") else 4
"""Every how many statements a crash is tried."""


class Killed(BaseException):
    """Stands for the end of the service at one point; nothing catches it."""


def killed_at(number: int, deed: Callable[[], object]) -> bool:
    """Do a deed and end it at its n-th statement; say whether it was ended."""
    seen = 0

    def count(execute: Callable[..., Any], *statement: Any) -> Any:
        nonlocal seen
        seen += 1
        if seen == number:
            raise Killed
        return execute(*statement)

    with suppress(Killed), connection.execute_wrapper(count):
        deed()
        return False
    return True


def test_a_crash_at_any_statement_leaves_each_report_whole_or_gone_and_a_repeat_ends_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Each try begins from the same rows, files and keys."""
    monkeypatch.setattr(erasing, "MOST_AT_ONCE", 2)
    due = a_month()
    reports = [a_full_report(due, f"{place}") for place in range(3)]
    an_old_request(due)
    order_id = a_confirmed_order(due)
    files = [folder.file_of(exhibit.id) for exhibit in Exhibit.objects.filter(report_id__in=reports)]
    keys = keyring().place.keyring_path
    kept, number, ended_early = keys.read_bytes(), 1 - EVERY, True
    while ended_early:
        number += EVERY
        start = transaction.savepoint()
        ended_early = killed_at(number, lambda: carry_out(order_id))
        check_whole_or_gone(reports, order_id)
        carry_out(order_id)
        order = ShredOrder.objects.get(id=order_id)
        assert (order.reports, order.requests, order.complete_on is not None) == (3, 1, True)
        assert not Report.objects.filter(id__in=reports).exists()
        assert [file.exists() for file in files] == [False] * 3
        transaction.savepoint_rollback(start)
        keys.write_bytes(kept)
        for file in files:
            file.write_bytes(b"sealed")
    assert number > 60


def check_whole_or_gone(reports: list[UUID], order_id: UUID) -> None:
    for report_id in reports:
        report = Report.objects.filter(id=report_id).first()
        exhibits = list(Exhibit.objects.filter(report_id=report_id))
        if report is None:
            assert not exhibits
            continue
        opened = open_report_quietly(report)
        assert opened == (1, 1)
        assert [folder.file_of(exhibit.id).exists() for exhibit in exhibits] == [True]
    if ShredOrder.objects.get(id=order_id).done_at:
        assert not Report.objects.filter(id__in=reports).exists()


def open_report_quietly(report: Report) -> tuple[int, int]:
    """Open all that is sealed of a report, and say how many messages and additions there are."""
    seal = ReportSeal.of(report)
    assert seal.answers(report)["name"]
    messages = [seal.message(message) for message in Message.objects.filter(report=report)]
    additions = [seal.addition(addition) for addition in Addition.objects.filter(report=report)]
    return len(messages), len(additions)
