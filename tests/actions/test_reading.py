"""Opening a report: each reading is one leaf, the first one moves it on, and a refusal leaves nothing."""

from uuid import uuid4

import pytest

from callpoint.actions.reading import open_report
from callpoint.records.models import Report
from callpoint.records.opened import NoSuchReportError
from callpoint.rules.access import EVERY_UNIT, Badge, Deed, NotAllowedError, Role, may
from callpoint.rules.way import DECLARATION
from tests.makers import DESK, OTHER_DESK, STORY, a_draft, a_report, all_kept, an_actor, at, deeds

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def test_an_opened_report_shows_everything_that_was_sealed() -> None:
    opened = open_report(report_id=a_report(name="Ann"), by=an_actor(), at=at(minutes=1))
    told = {"story": STORY, "postcode": "S40 1TB", "name": "Ann", DECLARATION: "yes"}
    assert opened.answers == told
    assert (opened.unit, opened.messages, opened.other_number) == (DESK, (), "")
    assert opened.suggestion.kind == opened.kind


def test_the_first_reading_moves_a_report_on_and_says_when() -> None:
    report_id, officer = a_report(), an_actor()
    for minutes in (10, 20):
        opened = open_report(report_id=report_id, by=officer, at=at(minutes=minutes))
        assert (opened.state, opened.first_read_at) == ("reading", at(minutes=10))


def test_each_reading_is_exactly_one_leaf_about_that_report_by_that_person() -> None:
    report_id, officer = a_report(), an_actor()
    before = len(deeds())
    for minute in range(3):
        open_report(report_id=report_id, by=officer, at=at(minutes=minute))
    assert deeds()[before:] == ["report.open"] * 3


def test_reading_sends_nothing() -> None:
    report_id = a_report()
    outbox = all_kept()["Outbox"]
    open_report(report_id=report_id, by=an_actor(), at=at())
    assert all_kept()["Outbox"] == outbox


@pytest.mark.parametrize("unit", [DESK, OTHER_DESK])
@pytest.mark.parametrize("role", list(Role))
def test_opening_follows_the_table_of_access(role: Role, unit: str) -> None:
    report_id, by = a_report(unit=DESK), an_actor(role=role, unit=unit)
    before = all_kept()
    if may(Badge(role=role, unit=unit), Deed.OPEN_REPORT, unit=DESK):
        assert unit == DESK or role in EVERY_UNIT
        open_report(report_id=report_id, by=by, at=at())
        assert len(all_kept()["JournalLeaf"]) == len(before["JournalLeaf"]) + 1
        return
    with pytest.raises(NotAllowedError):
        open_report(report_id=report_id, by=by, at=at())
    assert all_kept() == before


def test_drafts_are_nobodys_to_read() -> None:
    by = an_actor(role=Role.SUPERVISOR)
    draft = a_draft().report_id
    before = all_kept()
    for report_id in (draft, uuid4()):
        with pytest.raises(NoSuchReportError):
            open_report(report_id=report_id, by=by, at=at())
    assert (all_kept(), Report.objects.get().state) == (before, "draft")
