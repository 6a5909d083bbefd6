"""The view of what is due names, beside reports, what of cases and of requests falls due for who looks, and no more."""

from collections import Counter
from datetime import date, timedelta
from html import unescape
from uuid import UUID, uuid4

import pytest
from django.test import Client
from django.urls import reverse

from callpoint.actions.case_handing_over import offer_case
from callpoint.actions.case_log import NewTask, add_task
from callpoint.clock import now
from callpoint.records.models import Case, CaseTask, Intervention, StaffMember
from callpoint.records.queries.due import PAGE_SIZE, Asker, DueSort, due_counts, due_page
from callpoint.rules.access import Role
from tests.actions.cases import a_case_of, an_investigator
from tests.actions.interventions import a_paid_report, went_out
from tests.actions.restrictions import a_boss, restricted
from tests.makers import DESK, OTHER_DESK, a_report, acting, at, signed_in_client

pytestmark = [pytest.mark.django_db, pytest.mark.database]

TODAY = date(2026, 11, 21)
HEADING = "Also due for you"


def things(staff_id: str) -> list[tuple[str, str, bool, bool]]:
    member = StaffMember.objects.get(pk=int(staff_id))
    asker = Asker(staff_id=member.pk, badge=member.badge(), at=at(), until=TODAY)
    found = due_page(asker).things
    assert {sort: number for sort, number in due_counts(asker).items() if number} == Counter(
        each.sort for each in found
    )
    return [(each.sort, each.reference, each.is_late, each.is_nobodys) for each in found]


def a_task(case_id: UUID, *, by: str, due_on: date = TODAY) -> None:
    task = NewTask(words="Ring Ada Quint", assignee=int(by), due_on="2026-12-24", send_key=str(due_on))
    add_task(case_id=case_id, task=task, by=acting(StaffMember.objects.get(pk=int(by))), at=at())
    CaseTask.objects.filter(case=case_id).update(due_on=due_on)


def test_reviews_tasks_answers_and_offers_are_due_for_who_has_them_the_first_due_first() -> None:
    ann, other = an_investigator(), an_investigator()
    mine, theirs = (a_case_of(a_report(unit=DESK), by=by) for by in (ann, other))
    Case.objects.filter(id=mine).update(review_on=TODAY - timedelta(days=1))
    Case.objects.filter(id=theirs).update(review_on=TODAY + timedelta(days=1))
    a_task(theirs, by=ann.id)
    offer_case(case_id=theirs, to=int(ann.id), note="Yours now.", by=other, at=at(days=-2))
    asked = Intervention.objects.get(id=went_out(a_paid_report(unit=DESK), by=ann))
    names = {row.id: row.reference for row in Case.objects.all()}
    assert (things(ann.id), things(other.id)) == (
        [
            (DueSort.OFFER, names[theirs], False, False),
            (DueSort.REVIEW, names[mine], True, False),
            (DueSort.ANSWER, asked.report.reference, False, False),
            (DueSort.TASK, names[theirs], False, False),
        ],
        [],
    )


def test_what_nobody_has_is_due_for_all_who_may_work_on_it_and_a_task_first_for_who_leads_its_case() -> None:
    ann, other, elsewhere = an_investigator(), an_investigator(), an_investigator(OTHER_DESK)
    led, left = (a_case_of(a_report(unit=DESK), by=ann) for _ in range(2))
    for case_id in (led, left):
        a_task(case_id, by=ann.id)
    Case.objects.filter(id=left).update(review_on=TODAY, officer=None)
    CaseTask.objects.update(assignee=None)
    names = {row.id: row.reference for row in Case.objects.all()}
    of_left = [(DueSort.REVIEW, names[left], False, True), (DueSort.TASK, names[left], False, True)]
    assert {by: sorted(things(by.id)) for by in (ann, other, elsewhere)} == {
        ann: sorted([*of_left, (DueSort.TASK, names[led], False, True)]),
        other: sorted(of_left),
        elsewhere: [],
    }


def test_a_case_with_a_shut_report_stays_due_and_the_answer_about_that_report_is_not_shown() -> None:
    ann, hidden = an_investigator(), a_paid_report(unit=DESK)
    a_task(a_case_of(hidden, by=ann), by=ann.id)
    went_out(hidden, by=ann)
    before = [sort for sort, *_ in things(ann.id)]
    restricted(hidden, by=a_boss())
    assert (before, [sort for sort, *_ in things(ann.id)]) == ([DueSort.ANSWER, DueSort.TASK], [DueSort.TASK])


def test_who_works_on_no_case_and_sees_no_queue_has_nothing_due() -> None:
    ann = an_investigator()
    a_task(a_case_of(a_paid_report(unit=DESK), by=ann), by=ann.id)
    StaffMember.objects.filter(pk=int(ann.id)).update(role=Role.SUPPORT_WORKER)
    assert things(ann.id) == []


def shown(client: Client, view: str) -> str:
    return unescape(client.get(reverse("staff_queue") + f"?view={view}").content.decode())


def test_the_view_of_what_is_due_names_them_with_a_way_to_each_and_no_other_view_does() -> None:
    client = signed_in_client(role=Role.INVESTIGATOR, unit=DESK)
    me = acting(StaffMember.objects.get())
    case_id = a_case_of(a_report(unit=DESK), by=me, title="Bank calls")
    Case.objects.update(review_on=now().date() - timedelta(days=1))
    a_task(case_id, by=me.id, due_on=now().date())
    CaseTask.objects.update(assignee=None)
    asked = went_out(a_paid_report(unit=DESK), by=me)
    Intervention.objects.update(due_at=now())
    case, report = Case.objects.get(), Intervention.objects.get().report
    page = shown(client, "due")
    said = (
        HEADING,
        f'href="{reverse("staff_case", args=[case.id])}#reviews">Review of case {case.reference}</a>',
        f"Task of case {case.reference}, which nobody has",
        (
            f'href="{reverse("staff_intervention", args=[report.id, asked])}">'
            f"Answer to a request of report {report.reference}</a>"
        ),
    )
    assert [words in page for words in said] == [True] * 4
    assert ("Bank calls" in page, "Ada Quint" in page, HEADING in shown(client, "mine")) == (
        False,
        False,
        False,
    )


def many_tasks(number: int, *, by: str) -> UUID:
    """A case with so many tasks of one person, one due each day up to today."""
    case_id = a_case_of(a_report(unit=DESK), by=acting(StaffMember.objects.get(pk=int(by))))
    a_task(case_id, by=by)
    row = CaseTask.objects.get()
    for each in range(1, number):
        row.pk, row.send_key = uuid4(), str(each)
        row.due_on = now().date() - timedelta(days=each)
        row.save(force_insert=True)
    return case_id


def test_of_more_than_fits_all_are_shown_page_by_page_in_their_order_and_none_twice() -> None:
    ann = an_investigator()
    case_id = many_tasks(2 * PAGE_SIZE + 3, by=ann.id)
    Case.objects.filter(id=case_id).update(review_on=now().date())
    asker = Asker(staff_id=int(ann.id), badge=ann.badge, at=now(), until=now().date())
    pages = [due_page(asker, number=number) for number in range(5)]
    dates = [thing.due_on for page in pages[1:4] for thing in page.things]
    assert [(page.number, page.pages, page.total, len(page.things)) for page in pages] == [
        (1, 3, 104, PAGE_SIZE),
        (1, 3, 104, PAGE_SIZE),
        (2, 3, 104, PAGE_SIZE),
        (3, 3, 104, 4),
        (3, 3, 104, 4),
    ]
    assert (dates, len(set(dates))) == (sorted(dates), 103)


def test_the_view_of_what_is_due_says_how_many_more_there_are_and_leads_to_them() -> None:
    client = signed_in_client(role=Role.INVESTIGATOR, unit=DESK)
    many_tasks(PAGE_SIZE + 2, by=str(StaffMember.objects.get().pk))
    first, second = shown(client, "due"), shown(client, "due&due=2")
    told = [
        (page.count("Task of case"), "And 2 more" in page, "due=2#due" in page) for page in (first, second)
    ]
    assert (told, "due=1#due" in second) == ([(PAGE_SIZE, True, True), (2, False, False)], True)
    assert shown(client, "due&due=x").count("Task of case") == PAGE_SIZE


def test_an_offered_case_leads_to_its_hand_over() -> None:
    client = signed_in_client(role=Role.INVESTIGATOR, unit=DESK)
    me, other = StaffMember.objects.get(), an_investigator()
    case_id = a_case_of(a_report(unit=DESK), by=other)
    offer_case(case_id=case_id, to=me.pk, note="Yours now.", by=other, at=at())
    assert reverse("staff_case_hand_over", args=[case_id]) in shown(client, "due")
