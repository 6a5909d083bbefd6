"""What people do with a case as a whole, and what they write into it: what is kept, who may, what leaves no trace."""

from collections.abc import Callable
from datetime import date
from uuid import UUID, uuid4

import pytest

from callpoint.actions import case_basis, cases, cases_listed
from callpoint.actions.acting import Actor
from callpoint.actions.case_basis import (
    CaseClosedError,
    CaseFullError,
    NoSuchCaseError,
    NotInCaseError,
)
from callpoint.actions.case_log import (
    NewTask,
    add_task,
    decide_in_case,
    finish_task,
    review_case,
)
from callpoint.actions.cases import (
    NewCase,
    add_to_case,
    begin_case,
    close_case,
    open_case_again,
    rename_case,
    take_out_of_case,
)
from callpoint.actions.cases_listed import cases_to_choose, list_cases
from callpoint.actions.cases_shown import read_case
from callpoint.records.models import Case, CaseEntry, CaseTask, Report
from callpoint.records.opened import NoSuchReportError
from callpoint.rules.access import NotAllowedError, Role
from callpoint.rules.cases import CaseState, EntryKind, TextMissingError
from tests.actions.cases import TOMORROW, a_case, a_case_of, a_task, an_investigator
from tests.makers import DESK, OTHER_DESK, a_draft, a_report, all_kept, an_actor, at, deeds

pytestmark = [pytest.mark.django_db, pytest.mark.database]

Deed = Callable[[UUID, Actor], None]


def leaves_after(before: int) -> list[str]:
    return deeds()[before:]


def test_a_case_has_a_reference_of_its_own_a_unit_an_officer_and_a_day_of_review() -> None:
    report_id, by = a_report(unit=DESK), an_investigator()
    before = len(deeds())
    case = Case.objects.get(id=a_case_of(report_id, by=by))
    assert leaves_after(before) == ["case.begin"]
    assert (case.reference[:4], case.unit, str(case.officer_id)) == ("CPC-", DESK, by.id)
    assert (case.state, case.review_on) == (CaseState.OPEN, date(2026, 12, 19))
    assert b"Bank calls" not in bytes(case.title) + bytes(case.aim)


def test_a_form_that_is_sent_twice_begins_one_case() -> None:
    new = NewCase(title="Calls", aim="Who", reports=(a_report(unit=DESK),), send_key="k")
    by = an_investigator()
    assert begin_case(new=new, by=by, at=at()) == begin_case(new=new, by=by, at=at())
    assert Case.objects.count() == 1


def test_of_a_series_only_reports_come_in_that_the_officer_may_open() -> None:
    ours, theirs, by = a_report(unit=DESK), a_report(unit=OTHER_DESK), an_investigator()
    case = read_case(case_id=a_case_of(theirs, ours, ours, by=by), by=by, at=at(hours=1))
    assert [each.report_id for each in case.reports] == [ours]


def test_a_case_is_begun_of_no_report_that_was_not_sent_or_is_of_another_unit() -> None:
    by, draft, theirs = an_investigator(), a_draft().report_id, a_report(unit=OTHER_DESK)
    with pytest.raises(NoSuchReportError):
        a_case_of(draft, by=by)
    with pytest.raises(NotAllowedError):
        a_case_of(theirs, by=by)
    assert not Case.objects.exists()


def test_a_case_needs_a_title_and_an_aim() -> None:
    report_id, by = a_report(unit=DESK), an_investigator()
    for title, aim, field in ((" ", "Who", "title"), ("Calls", "", "aim")):
        new = NewCase(title=title, aim=aim, reports=(report_id,), send_key="k")
        with pytest.raises(TextMissingError) as refused:
            begin_case(new=new, by=by, at=at())
        assert refused.value.field == field


def test_a_case_holds_so_many_reports_and_no_more(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cases, "MOST_REPORTS", 1)
    one, two, by = a_report(unit=DESK), a_report(unit=DESK), an_investigator()
    with pytest.raises(CaseFullError):
        a_case_of(one, two, by=by)
    case_id = a_case_of(one, by=by)
    with pytest.raises(CaseFullError):
        add_to_case(case_id=case_id, report_id=two, by=by, at=at(hours=1))


def test_a_report_is_put_in_once_and_may_be_in_several_cases() -> None:
    by, report_id = an_investigator(), a_report(unit=DESK)
    one, two = a_case(by=by), a_case(by=by)
    before = len(deeds())
    for case_id in (one, two, one):
        add_to_case(case_id=case_id, report_id=report_id, by=by, at=at(hours=1))
    assert leaves_after(before) == ["case.add-report", "case.add-report"]


def test_a_report_that_was_taken_out_stays_in_the_history_with_the_reason_and_may_come_back() -> None:
    by, report_id = an_investigator(), a_report(unit=DESK)
    case_id = a_case_of(report_id, by=by)
    take_out_of_case(case_id=case_id, report_id=report_id, reason="Another caller.", by=by, at=at(hours=1))
    case = read_case(case_id=case_id, by=by, at=at(hours=1))
    assert (case.reports, [each.reason for each in case.taken_out]) == ((), ["Another caller."])
    with pytest.raises(NotInCaseError):
        take_out_of_case(case_id=case_id, report_id=report_id, reason="Twice", by=by, at=at(hours=1))
    add_to_case(case_id=case_id, report_id=report_id, by=by, at=at(hours=2))
    assert len(read_case(case_id=case_id, by=by, at=at(hours=2)).reports) == 1


def test_title_and_aim_can_be_changed() -> None:
    by = an_investigator()
    case_id = a_case(by=by)
    rename_case(case_id=case_id, title=" Parcel texts ", aim="Where the money went", by=by, at=at(hours=1))
    case = read_case(case_id=case_id, by=by, at=at(hours=1))
    assert (case.title, case.aim) == ("Parcel texts", "Where the money went")


def test_a_closed_case_takes_nothing_until_it_is_opened_again() -> None:
    by = an_investigator()
    case_id = a_case(by=by)
    close_case(case_id=case_id, reason="Solved.", by=by, at=at(hours=1))
    for deed in NEEDS_AN_OPEN_CASE.values():
        with pytest.raises(CaseClosedError):
            deed(case_id, by)
    closed = read_case(case_id=case_id, by=by, at=at(hours=2))
    open_case_again(case_id=case_id, reason="New report.", by=by, at=at(hours=2))
    open_case_again(case_id=case_id, reason="Twice", by=by, at=at(hours=2))
    case = read_case(case_id=case_id, by=by, at=at(hours=2))
    assert (closed.state, closed.review_on, closed.closed_at) == (CaseState.CLOSED, None, at(hours=1))
    assert (case.state, case.review_on, case.closed_at) == (CaseState.OPEN, date(2026, 12, 19), None)
    log = [(entry.kind, entry.words) for entry in case.log]
    assert log == [(EntryKind.OPENING, "New report."), (EntryKind.CLOSING, "Solved.")]


def test_the_log_keeps_what_was_decided_why_by_whom_and_when() -> None:
    by = an_investigator()
    case_id = a_case(by=by)
    decide_in_case(
        case_id=case_id, send_key="1", words="Ask the bank", why="It holds the money", by=by, at=at(hours=1)
    )
    (entry,) = read_case(case_id=case_id, by=by, at=at(hours=1)).log
    assert (entry.kind, entry.words, entry.why) == (EntryKind.DECISION, "Ask the bank", "It holds the money")
    assert (entry.by, entry.at) == ("Asha Patel", at(hours=1))


def test_a_review_is_due_on_its_day_and_sets_the_next() -> None:
    by = an_investigator()
    case_id = a_case(by=by)
    due = list_cases(by=by, at=at(days=28)).lines[0].is_due
    review_case(case_id=case_id, send_key="1", words="Go on", next_on="2027-01-15", by=by, at=at(days=28))
    case = read_case(case_id=case_id, by=by, at=at(days=28))
    assert (due, case.is_due, case.review_on) == (True, False, date(2027, 1, 15))
    assert (case.log[0].kind, case.log[0].next_review_on) == (EntryKind.REVIEW, date(2027, 1, 15))


def test_who_works_on_cases_of_no_unit_is_everybody_who_may() -> None:
    by, other = an_investigator(), an_investigator(OTHER_DESK)
    assert {str(each.pk) for each in case_basis.workers_on("")} == {by.id, other.id}


def check_read(case_id: UUID, by: Actor) -> None:
    read_case(case_id=case_id, by=by, at=at(hours=2))


def add_any_task(case_id: UUID, by: Actor) -> None:
    a_task(case_id, by)


NEEDS_AN_OPEN_CASE: dict[str, Deed] = {
    "add": lambda case_id, by: add_to_case(
        case_id=case_id, report_id=a_report(unit=DESK), by=by, at=at(hours=2)
    ),
    "take out": lambda case_id, by: take_out_of_case(
        case_id=case_id, report_id=uuid4(), reason="x", by=by, at=at(hours=2)
    ),
    "rename": lambda case_id, by: rename_case(case_id=case_id, title="x", aim="y", by=by, at=at(hours=2)),
    "close": lambda case_id, by: close_case(case_id=case_id, reason="x", by=by, at=at(hours=2)),
    "decide": lambda case_id, by: decide_in_case(
        case_id=case_id, send_key="1", words="x", why="y", by=by, at=at(hours=2)
    ),
    "review": lambda case_id, by: review_case(
        case_id=case_id, send_key="1", words="x", next_on=TOMORROW, by=by, at=at(hours=2)
    ),
    "task": add_any_task,
    "finish": lambda case_id, by: finish_task(case_id=case_id, task_id=uuid4(), by=by, at=at(hours=2)),
}
DEEDS: dict[str, Deed] = {
    **NEEDS_AN_OPEN_CASE,
    "open again": lambda case_id, by: open_case_again(case_id=case_id, reason="x", by=by, at=at(hours=2)),
    "read": check_read,
}


@pytest.mark.parametrize("deed", DEEDS.values(), ids=DEEDS)
def test_nobody_else_does_anything_with_a_case_and_a_refusal_leaves_no_trace(deed: Deed) -> None:
    case_id = a_case(by=an_investigator())
    a_report(unit=DESK)
    others = [an_actor(role=role) for role in (Role.ASSESSOR, Role.ANALYST, Role.SUPPORT_WORKER)]
    for by in (*others, an_investigator(OTHER_DESK)):
        with pytest.raises(NotAllowedError):
            deed(case_id, by)
    assert "case.read" not in deeds()


@pytest.mark.parametrize("deed", DEEDS.values(), ids=DEEDS)
def test_a_case_that_is_not_there_is_said_to_be_so(deed: Deed) -> None:
    with pytest.raises(NoSuchCaseError):
        deed(uuid4(), an_investigator())


def test_a_report_of_another_unit_is_not_put_in_by_who_may_not_open_it() -> None:
    by, theirs = an_investigator(), a_report(unit=OTHER_DESK)
    case_id = a_case(by=by)
    before = all_kept()
    with pytest.raises(NotAllowedError):
        add_to_case(case_id=case_id, report_id=theirs, by=by, at=at(hours=1))
    assert all_kept() == before


def test_open_cases_are_listed_by_their_review_own_ones_alone_and_closed_ones_apart() -> None:
    by, other = an_investigator(), an_investigator()
    first, second = a_case(by=by, title="First"), a_case(by=other, title="Second")
    review_case(case_id=first, send_key="1", words="x", next_on="2027-05-05", by=by, at=at(hours=1))
    gone = a_case(by=by, title="Gone")
    close_case(case_id=gone, reason="x", by=by, at=at(hours=1))
    before = len(deeds())
    listed = list_cases(by=by, at=at(hours=2))
    assert [line.title for line in listed.lines] == ["Second", "First"]
    assert [line.title for line in list_cases(by=by, at=at(), only_own=by.id).lines] == ["First"]
    closed = list_cases(by=by, at=at(hours=2), state=CaseState.CLOSED)
    assert [(line.id, line.is_due) for line in closed.lines] == [(gone, False)]
    assert leaves_after(before) == ["case.list"] * 3
    assert {line.id for line in listed.lines} == {first, second}


def test_a_list_is_cut_into_pages_and_a_number_brought_into_range(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cases_listed, "PAGE_SIZE", 1)
    by = an_investigator()
    a_case(by=by)
    a_case(by=by)
    seen = [list_cases(by=by, at=at(), number=number) for number in (1, 2, 9)]
    assert [(each.number, each.pages, each.total, len(each.lines)) for each in seen] == [
        (1, 2, 2, 1),
        (2, 2, 2, 1),
        (2, 2, 2, 1),
    ]


def test_cases_of_other_units_are_listed_to_supervisors_only() -> None:
    theirs = an_investigator(OTHER_DESK)
    case_id = a_case_of(a_report(unit=OTHER_DESK), by=theirs)
    boss, ours = an_actor(role=Role.SUPERVISOR, unit=""), an_investigator()
    assert [line.id for line in list_cases(by=boss, at=at()).lines] == [case_id]
    assert list_cases(by=ours, at=at()).lines == ()
    with pytest.raises(NotAllowedError):
        list_cases(by=an_actor(role=Role.ANALYST), at=at())


def test_a_title_that_cannot_be_opened_hides_no_other_case() -> None:
    by = an_investigator()
    one, _two = a_case(by=by), a_case(by=by, title="Whole")
    Case.objects.filter(id=one).update(title=b"\x01\x00\x01broken")
    assert {line.title for line in list_cases(by=by, at=at()).lines} == {"", "Whole"}


def test_a_report_is_offered_the_open_cases_begun_last_first() -> None:
    by = an_investigator()
    a_case_of(a_report(unit=DESK), by=by, title="Early")
    a_case_of(a_report(unit=DESK), by=by, title="Late", minutes=40)
    close_case(case_id=a_case(by=by), reason="x", by=by, at=at(hours=1))
    assert [line.title for line in cases_to_choose(by=by, at=at(hours=1))] == ["Late", "Early"]
    assert deeds()[-1] == "case.list"
    with pytest.raises(NotAllowedError):
        cases_to_choose(by=an_actor(), at=at())


def test_reports_stay_as_they_are_when_their_case_is_closed() -> None:
    by, report_id = an_investigator(), a_report(unit=DESK)
    case_id, before = a_case_of(report_id, by=by), Report.objects.filter(id=report_id).values().get()
    close_case(case_id=case_id, reason="Solved.", by=by, at=at(hours=1))
    assert Report.objects.filter(id=report_id).values().get() == before


def press(case_id: UUID, by: Actor, *, key: str, words: str = "Ask the bank") -> None:
    """Send each form that writes a line, as a browser does."""
    decide_in_case(case_id=case_id, words=words, why="It knows", send_key=key, by=by, at=at(hours=1))
    review_case(case_id=case_id, words=words, next_on=TOMORROW, send_key=key, by=by, at=at(hours=1))
    task = NewTask(words=words, assignee=int(by.id), due_on=TOMORROW, send_key=key)
    add_task(case_id=case_id, task=task, by=by, at=at(hours=1))


def test_a_form_that_was_sent_twice_writes_one_line_and_one_leaf() -> None:
    by = an_investigator()
    case_id = a_case(by=by)
    before = len(deeds())
    for key, words in (
        ("1", "Ask the bank"),
        ("1", "Ask the bank"),
        ("2", "Ask the bank"),
        ("1", "Ask them"),
    ):
        press(case_id, by, key=key, words=words)
    told = ["case.decide", "case.review", "case.add-task"]
    assert leaves_after(before) == told * 3
    assert (CaseEntry.objects.count(), CaseTask.objects.count()) == (6, 3)


def test_the_same_form_in_another_case_or_of_somebody_else_is_another_line() -> None:
    by, other = an_investigator(), an_investigator()
    first, second = a_case(by=by), a_case(by=by)
    for case_id, who in ((first, by), (second, by), (first, other)):
        press(case_id, who, key="1")
    assert (CaseEntry.objects.count(), CaseTask.objects.count()) == (6, 3)
