"""The queue: what a badge may see, in views, narrowed, in the order of the criteria, in pages, and the next report."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from callpoint.actions.acting import reporter
from callpoint.actions.adding import add_to_report
from callpoint.actions.assigning import take_report
from callpoint.actions.corresponding import write_to_staff
from callpoint.actions.exhibits import NewExhibit, take_in_exhibit
from callpoint.actions.reading import open_report
from callpoint.actions.withdrawing import ask_to_withdraw
from callpoint.analysis.settling import settle_report
from callpoint.records.models import LostAmount, Report, StaffMember
from callpoint.records.presence import note_presence
from callpoint.records.queries.queue import (
    PAGE_SIZE,
    QueuePage,
    held_by,
    next_in_view,
    place_of_report,
    queue,
    sent_since,
)
from callpoint.records.queries.queue_rows import QueueRow
from callpoint.rules.access import Badge, Role
from callpoint.rules.queue_order import FIRST, View
from callpoint.rules.urgency import ORDER
from callpoint.vault.exhibits import ExhibitWords
from tests.makers import DESK, OTHER_DESK, a_draft, a_report, a_staff_member, acting, an_actor, at
from tests.records.queue_makers import SUPERVISOR, asked, some_reports
from tests.vault.makers import a_sealed_file

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def ids(page: QueuePage) -> list[UUID]:
    return [row.id for row in page.rows]


def test_a_line_holds_readable_columns_only() -> None:
    report_id = a_report(name="Ann", email="ann@example.org")
    (row,) = queue(asked()).rows
    report = Report.objects.get()
    LostAmount.objects.filter(report=report).delete()
    assert row == QueueRow(
        id=report_id,
        reference=str(report),
        state=row.state,
        kind=report.kind,
        urgency=report.urgency,
        unit=DESK,
        critical=report.critical,
        call_for_service=report.call_for_service,
        channel="web",
        outcode="S40",
        who=report.who,
        platform=report.platform,
        brand=report.brand,
        contact_by=report.contact_by,
        severity=report.severity,
        vulnerability=report.vulnerability,
        solvability=report.solvability,
        paid_at=report.paid_at,
        submitted_at=at(),
        next_promise=report.next_promise,
        next_due_at=report.next_due_at,
        assignee="",
        is_mine=False,
        lost=row.lost,
        series_size=0,
        open_by=(),
        withdraw_asked=False,
        has_news=False,
    )
    assert row.state == "received"


def test_a_line_says_who_holds_it_who_has_it_open_what_went_and_what_hangs_together() -> None:
    story = "A man rang me from 07700 900123."
    first, _second = (a_report(story=f"{story} I am {name}.", unit=DESK) for name in ("Ann", "Bob"))
    for report_id in Report.objects.values_list("id", flat=True):
        settle_report(report_id=report_id, at=at())
    LostAmount.objects.create(report_id=first, currency="EUR", units=70)
    ann, bob = (a_staff_member(name=name)[0] for name in ("Ann", "Bob"))
    take_report(report_id=first, by=acting(ann), at=at())
    for member, when in ((bob, at()), (ann, at()), (a_staff_member(name="Old")[0], at(minutes=-3))):
        note_presence(report_id=first, staff_id=member.pk, at=when)
    row = next(row for row in queue(asked(staff_id=ann.pk)).rows if row.id == first)
    assert (row.assignee, row.is_mine, row.open_by, row.lost["EUR"], row.series_size) == (
        "Ann",
        True,
        ("Bob",),
        70,
        2,
    )


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
        seen += [row.has_news for row in queue(asked()).rows]
        step(at(minutes=2 * place + 1))
        seen += [row.has_news for row in queue(asked()).rows]
    assert seen == [False, True] * 4
    assert [row.withdraw_asked for row in queue(asked()).rows] == [True]


def mixed_reports() -> list[UUID]:
    """Reports of each class with clocks and scores that differ, in the order in which they belong."""
    made = some_reports(4 * (len(ORDER) + 1))
    in_order = []
    for number, urgency in enumerate((*ORDER, "")):
        last, third, second, first = made[4 * number : 4 * number + 4]
        Report.objects.filter(id__in=(last, third, second, first)).update(urgency=urgency)
        Report.objects.filter(id=first).update(next_due_at=at(hours=1))
        Report.objects.filter(id=second).update(vulnerability=2)
        Report.objects.filter(id=third).update(vulnerability=2, severity=None, submitted_at=at(hours=99))
        in_order += [first, second, third, last]
    return in_order


def test_the_order_is_class_clock_person_harm_chance_age() -> None:
    in_order = mixed_reports()
    assert ids(queue(asked())) == in_order


def test_the_next_report_is_the_next_of_the_list_to_its_end() -> None:
    in_order = mixed_reports()
    found: list[UUID] = []
    after = FIRST
    while (report_id := next_in_view(asked(), after=after)) is not None:
        place = place_of_report(report_id, badge=SUPERVISOR)
        assert place is not None
        found, after = [*found, report_id], place
    assert found == in_order


def test_the_next_report_of_what_is_due_goes_by_the_clock_alone() -> None:
    made = some_reports(3)
    for hours, (report_id, urgency) in enumerate(zip(made, ("info", "now", "soon"), strict=True)):
        Report.objects.filter(id=report_id).update(urgency=urgency, next_due_at=at(hours=hours))
    after = place_of_report(made[0], badge=SUPERVISOR)
    assert after is not None
    found = (ids(queue(asked(View.DUE))), next_in_view(asked(View.DUE), after=after))
    assert found == (made, made[1])


def test_each_view_holds_its_own_and_counts_say_how_many() -> None:
    now, mine, waiting, due, other = made = some_reports(5, urgency="soon")
    ann = a_staff_member(name="Ann")[0]
    changes: dict[UUID, dict[str, Any]] = {
        now: {"urgency": "now"},
        mine: {"assignee": ann},
        waiting: {"state": "waiting"},
        due: {"next_due_at": at(hours=48)},
        other: {"unit": OTHER_DESK, "next_due_at": at(hours=49)},
    }
    for report_id, columns in changes.items():
        Report.objects.filter(id=report_id).update(**columns)
    badge = Badge(role=Role.SUPERVISOR, unit=OTHER_DESK)
    found = {view: queue(asked(view, badge=badge, staff_id=ann.pk)) for view in View}
    assert {view: set(ids(page)) for view, page in found.items()} == {
        View.NOW: {now},
        View.MINE: {mine},
        View.UNIT: {other},
        View.WAITING: {waiting},
        View.DUE: {due},
        View.ALL: set(made),
    }
    assert found[View.ALL].counts == {view: page.total for view, page in found.items()}


def test_each_filter_lets_through_what_it_says() -> None:
    each_alone: list[dict[str, Any]] = [
        {"state": "waiting"},
        {"kinds": ("stalking", "sextortion")},
        {"unit": OTHER_DESK},
        {"channel": "phone"},
        {"urgency": "info"},
        {"police_area": "E1"},
        {"older_than": timedelta(days=7)},
    ]
    first, second = some_reports(2, kind="romance-fraud", urgency="soon", police_area="E23000018")
    Report.objects.filter(id=second).update(
        state="waiting", kind="stalking", unit=OTHER_DESK, channel="phone", urgency="info", police_area="E1"
    )
    Report.objects.filter(id=second).update(submitted_at=at(days=-8))
    found = [ids(queue(asked(**narrowed))) for narrowed in each_alone]
    assert found == [[second]] * 7
    assert ids(queue(asked(unit=DESK, urgency="soon"))) == [first]


def test_what_somebody_holds_who_no_longer_may_counts_as_with_nobody() -> None:
    held, left, lost_role, moved, free = some_reports(5)
    people = [a_staff_member(name=name)[0] for name in "ABCD"]
    for report_id, member in zip((held, left, lost_role, moved), people, strict=True):
        take_report(report_id=report_id, by=acting(member), at=at())
    StaffMember.objects.filter(pk=people[1].pk).update(is_active=False)
    StaffMember.objects.filter(pk=people[2].pk).update(role=Role.AUDITOR)
    StaffMember.objects.filter(pk=people[3].pk).update(unit=OTHER_DESK)
    unheld = {left, lost_role, moved, free}
    assert set(ids(queue(asked(is_unassigned=True)))) == unheld
    assert {row.id for row in queue(asked()).rows if not row.assignee} == unheld
    assert [held_by(each, staff_id=people[1].pk) for each in (held, left, free)] == [
        ("A", False),
        ("", False),
        ("", False),
    ]


def test_drafts_are_never_listed_and_closed_ones_only_when_asked_for() -> None:
    a_draft()
    open_one, closed = a_report(), a_report()
    Report.objects.filter(id=closed).update(state="closed")
    found = [ids(queue(asked(state=state))) for state in ("", "closed", "received", "draft")]
    assert found == [[open_one], [closed], [open_one], []]


@pytest.mark.parametrize("role", list(Role))
def test_a_unit_is_seen_by_its_own_and_by_those_of_every_unit(role: Role) -> None:
    mine, theirs = a_report(unit=DESK), a_report(unit=OTHER_DESK)
    badge = Badge(role=role, unit=DESK)
    sees_all = role in {Role.SUPERVISOR, Role.ANALYST}
    view = View.ALL if sees_all else View.UNIT
    assert set(ids(queue(asked(view, badge=badge)))) == ({mine, theirs} if sees_all else {mine})
    assert (place_of_report(theirs, badge=badge) is not None) == sees_all


def test_pages_hold_fifty_each_and_numbers_out_of_range_are_brought_in() -> None:
    made = some_reports(PAGE_SIZE + 3, urgency="now")
    Report.objects.filter(id__in=made[-2:]).update(urgency="soon")
    pages = [queue(asked(), number=number) for number in (1, 2, 0, -5, 99)]
    assert [(page.number, page.pages, page.total, ids(page)) for page in pages] == [
        (1, 2, 53, made[:50]),
        (2, 2, 53, made[50:]),
        (1, 2, 53, made[:50]),
        (1, 2, 53, made[:50]),
        (2, 2, 53, made[50:]),
    ]


def test_an_empty_queue_is_one_empty_page() -> None:
    page = queue(asked())
    assert (list(page.rows), page.total, page.number, page.pages) == ([], 0, 1, 1)


def test_what_came_since_is_counted_in_the_view() -> None:
    some_reports(4, urgency="soon")
    assert [sent_since(asked(view), since=at(minutes=1)) for view in (View.ALL, View.NOW)] == [2, 0]


def test_the_lines_of_a_page_cost_the_same_number_of_questions_however_many_there_are(
    django_assert_num_queries: Callable[..., object],
) -> None:
    some_reports(20, urgency="now")
    with django_assert_num_queries(9):  # type: ignore[attr-defined]  # a context manager
        queue(asked())
