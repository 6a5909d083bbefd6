"""The queue: what a badge may see, most urgent first, then oldest, in pages."""

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

import pytest

from callpoint.actions.acting import reporter
from callpoint.actions.adding import add_to_report
from callpoint.actions.corresponding import write_to_staff
from callpoint.actions.exhibits import NewExhibit, take_in_exhibit
from callpoint.actions.reading import open_report
from callpoint.actions.withdrawing import ask_to_withdraw
from callpoint.records.models import Report
from callpoint.records.queries.reports import PAGE_SIZE, QueuePage, QueueRow, queue
from callpoint.rules.access import Badge, Role
from callpoint.rules.urgency import ORDER
from callpoint.vault.exhibits import ExhibitWords
from tests.makers import DESK, OTHER_DESK, a_draft, a_report, an_actor, at
from tests.vault.makers import a_sealed_file

pytestmark = [pytest.mark.django_db, pytest.mark.database]

SUPERVISOR = Badge(role=Role.SUPERVISOR, unit="")


def some_reports(count: int) -> list[UUID]:
    """Many reports from one, each a minute younger than the last."""
    like = Report.objects.get(id=a_report())
    values = {field.attname: getattr(like, field.attname) for field in Report._meta.concrete_fields}  # noqa: SLF001 - Django's documented model API
    made = [
        Report(
            **{
                **values,
                "id": UUID(int=number),
                "code_hash": f"c{number}",
                "reference": f"R{number}",
                "submit_key": f"k{number}",
                "submitted_at": at(minutes=number),
            }
        )
        for number in range(1, count)
    ]
    Report.objects.bulk_create(made)
    return [like.id, *(report.id for report in made)]


def ids(page: QueuePage) -> list[UUID]:
    return [row.id for row in page.rows]


def test_a_line_holds_readable_columns_only() -> None:
    report_id = a_report(name="Ann", email="ann@example.org")
    (row,) = queue(badge=SUPERVISOR).rows
    report = Report.objects.get()
    assert row == QueueRow(
        id=report_id,
        reference=str(report),
        state=row.state,
        kind=report.kind,
        urgency=report.urgency,
        unit=DESK,
        critical=report.critical,
        channel="web",
        outcode="S40",
        submitted_at=at(),
        withdraw_asked=False,
        has_news=False,
    )
    assert row.state == "received"


def test_what_came_after_a_reading_is_news_until_the_next_one_and_a_wish_to_withdraw_is_marked() -> None:
    report_id, officer = a_report(), an_actor(role=Role.SUPERVISOR)
    me, seen = reporter(report_id), []
    new = NewExhibit(file=a_sealed_file(), words=ExhibitWords(name="a.txt"), send_key="1")
    steps: tuple[Callable[[datetime], object], ...] = (
        lambda when: write_to_staff(report_id=report_id, text="Hello", send_key="1", by=me, at=when),
        lambda when: add_to_report(
            report_id=report_id, answers={"name": "Ann"}, send_key="1", by=me, at=when
        ),
        lambda when: take_in_exhibit(report_id=report_id, new=new, by=me, at=when),
        lambda when: ask_to_withdraw(report_id=report_id, words="", send_key="1", by=me, at=when),
    )
    for place, step in enumerate(steps):
        open_report(report_id=report_id, by=officer, at=at(minutes=2 * place))
        seen += [row.has_news for row in queue(badge=SUPERVISOR).rows]
        step(at(minutes=2 * place + 1))
        seen += [row.has_news for row in queue(badge=SUPERVISOR).rows]
    assert seen == [False, True] * 4
    assert [row.withdraw_asked for row in queue(badge=SUPERVISOR).rows] == [True]


def test_most_urgent_first_then_oldest_and_what_has_no_urgency_last() -> None:
    made = some_reports(2 * len(ORDER) + 2)
    places = [*ORDER, "", *ORDER, ""]
    for report_id, urgency in zip(made, places, strict=True):
        Report.objects.filter(id=report_id).update(urgency=urgency)
    expected = [
        each for urgency in (*ORDER, "") for each, place in zip(made, places, strict=True) if place == urgency
    ]
    assert ids(queue(badge=SUPERVISOR)) == expected


def test_drafts_are_never_listed_and_closed_ones_only_when_asked_for() -> None:
    a_draft()
    open_one, closed = a_report(), a_report()
    Report.objects.filter(id=closed).update(state="closed")
    found = [ids(queue(badge=SUPERVISOR, state=state)) for state in ("", "closed", "received", "draft")]
    assert found == [[open_one], [closed], [open_one], []]


@pytest.mark.parametrize("role", list(Role))
def test_a_unit_is_seen_by_its_own_and_by_those_of_every_unit(role: Role) -> None:
    mine, theirs = a_report(unit=DESK), a_report(unit=OTHER_DESK)
    expected = {mine, theirs} if role in {Role.SUPERVISOR, Role.ANALYST} else {mine}
    assert set(ids(queue(badge=Badge(role=role, unit=DESK)))) == expected


def test_pages_hold_fifty_each_and_numbers_out_of_range_are_brought_in() -> None:
    made = some_reports(PAGE_SIZE + 3)
    pages = [queue(badge=SUPERVISOR, number=number) for number in (1, 2, 0, -5, 99)]
    assert [(page.number, page.pages, page.total, ids(page)) for page in pages] == [
        (1, 2, 53, made[:50]),
        (2, 2, 53, made[50:]),
        (1, 2, 53, made[:50]),
        (1, 2, 53, made[:50]),
        (2, 2, 53, made[50:]),
    ]


def test_an_empty_queue_is_one_empty_page() -> None:
    assert queue(badge=SUPERVISOR) == QueuePage(rows=[], total=0, number=1, pages=1)
