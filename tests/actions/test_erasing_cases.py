"""A case in the month of its erasure: it goes with its last report, and lives on while one is left."""

import pytest

from callpoint.actions import erasing
from callpoint.actions.cases_shown import read_case
from callpoint.records.models import Case
from tests.actions.retention import (
    LATER,
    a_case_of_month,
    a_confirmed_order,
    a_due_report,
    a_month,
    a_supervisor,
    carry_out,
)
from tests.makers import NOON

pytestmark = [pytest.mark.django_db, pytest.mark.database]

TOMORROW = NOON + LATER


def test_a_case_goes_with_its_last_report_and_lives_on_while_one_is_left() -> None:
    due, other = a_month(), a_month()
    goes, stays = a_due_report(due), a_due_report(other)
    ended, both = a_case_of_month(due, goes), a_case_of_month(due, goes, stays)
    carry_out(a_confirmed_order(due))
    case = read_case(case_id=both, by=a_supervisor(), at=TOMORROW)
    assert set(Case.objects.values_list("id", flat=True)) == {both}
    assert (case.title, [each.report_id for each in case.reports]) == ("Calls", [stays])
    assert ended not in {row.pk for row in Case.objects.all()}


def test_many_cases_of_a_month_go_or_live_on_in_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(erasing, "MOST_AT_ONCE", 1)
    due, other = a_month(), a_month()
    goes, stays = a_due_report(due), a_due_report(other)
    living = {a_case_of_month(due, stays), a_case_of_month(due, stays)}
    a_case_of_month(due, goes)
    carry_out(a_confirmed_order(due))
    assert set(Case.objects.values_list("id", flat=True)) == living
