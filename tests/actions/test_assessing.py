"""What people decide of a suggestion: kept apart from it, told to who comes second, undone by one press."""

from collections.abc import Callable
from uuid import uuid4

import pytest

from callpoint.actions.assessing import (
    WORDS_LIMIT,
    AssessingError,
    Choice,
    DecidedMeanwhileError,
    NoReasonCodeError,
    NoSuchChoiceError,
    SuggestionChangedError,
    WordsNeededError,
    WordsTooLongError,
    accept,
    change,
    undo_decision,
)
from callpoint.records.models import Assessment, Report
from callpoint.records.opened import NoSuchReportError
from callpoint.rules.access import DEEDS, Deed, NotAllowedError, Role
from callpoint.rules.deciding import Step
from callpoint.rules.lifecycle import ReportState
from tests.actions.assessing import (
    PHONE,
    STORY,
    a_case,
    a_choice,
    an_officer,
    columns,
    looked_at,
    seen,
    shown,
)
from tests.makers import (
    DESK,
    OTHER_DESK,
    a_draft,
    a_report,
    a_staff_member,
    acting,
    all_kept,
    at,
    deeds,
)

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def test_accepting_decides_all_and_sends_the_report_on() -> None:
    by, report_id = an_officer(), a_case()
    opened = shown(report_id, by)
    accept(report_id=report_id, seen=seen(opened), by=by, at=at(minutes=9))
    report, after = Report.objects.get(id=report_id), shown(report_id, by)
    assert (
        report.state,
        report.assessed_at,
        set(after.decided),
        [each.step for each in after.decisions],
    ) == (
        ReportState.WITH_OFFICER,
        at(minutes=9),
        {"kind", "urgency", "severity", "jurisdiction", "solvability", "vulnerability", "call_for_service"},
        [Step.ACCEPTED],
    )


def test_accepting_what_nobody_opened_marks_it_as_being_read() -> None:
    report_id = a_case()
    accept(report_id=report_id, by=an_officer(), at=at(minutes=9))
    assert columns(report_id)["state"] == ReportState.READING


def test_accepting_a_report_that_waits_leaves_it_waiting() -> None:
    report_id = a_case()
    Report.objects.filter(id=report_id).update(state=ReportState.WAITING)
    accept(report_id=report_id, by=an_officer(), at=at(minutes=9))
    assert columns(report_id)["state"] == ReportState.WAITING


def test_a_repeat_changes_nothing() -> None:
    by, report_id = an_officer(), a_case()
    page = seen(shown(report_id, by))
    for minute in (9, 10):
        accept(report_id=report_id, seen=page, by=by, at=at(minutes=minute))
        change(report_id=report_id, choice=a_choice(), by=by, at=at(minutes=minute))
    undo = shown(report_id, by).decisions[0].id
    for minute in (11, 12):
        undo_decision(report_id=report_id, decision_id=undo, by=by, at=at(minutes=minute))
    decided = [what for what in deeds() if "assess" in what or "accept" in what]
    assert decided == ["report.accept", "report.change-assessment", "report.undo-assessment"]


def test_a_repeat_of_accepting_on_no_page_changes_nothing_whoever_does_it() -> None:
    report_id = a_case()
    for name in ("Asha Patel", "Bob Reed"):
        accept(report_id=report_id, by=an_officer(name), at=at(minutes=9))
    assert deeds().count("report.accept") == 1


def test_a_change_keeps_the_suggestion_the_choice_and_the_decision_apart() -> None:
    by, report_id = an_officer(), a_case()
    change(
        report_id=report_id,
        choice=a_choice(code="other", words="  They told me on the phone.  "),
        by=by,
        at=at(minutes=9),
    )
    opened = shown(report_id, by)
    one = opened.decisions[0]
    assert (
        opened.suggestion.severity.score,
        opened.values.severity,
        opened.decided,
        one.before,
        one.reason_code,
        one.words,
        opened.assessed_at,
    ) == (1, 3, {"severity": 3}, {"severity": 1}, "other", "They told me on the phone.", None)


def test_accepting_keeps_what_was_changed_before() -> None:
    by, report_id = an_officer(), a_case()
    change(report_id=report_id, choice=a_choice(), by=by, at=at(minutes=9))
    accept(report_id=report_id, by=by, at=at(minutes=10))
    assert (columns(report_id)["severity"], shown(report_id, by).decided["severity"]) == (3, 3)


@pytest.mark.parametrize(
    ("name", "said", "value"),
    [
        ("urgency", "today", "today"),
        ("kind", "rental-fraud", "rental-fraud"),
        ("solvability", "not-known", None),
        ("call_for_service", "1", True),
        ("call_for_service", "not-known", False),
    ],
)
def test_each_value_can_be_changed(name: str, said: str, value: object) -> None:
    report_id = a_case()
    change(report_id=report_id, choice=a_choice(name, said), by=an_officer(), at=at(minutes=9))
    assert getattr(Report.objects.get(id=report_id), name) == value


def test_undoing_brings_back_what_stood_before_and_its_state() -> None:
    by, report_id = an_officer(), a_case()
    shown(report_id, by)
    before = columns(report_id)
    change(report_id=report_id, choice=a_choice(), by=by, at=at(minutes=9))
    accept(report_id=report_id, by=by, at=at(minutes=9))
    states = []
    for _ in range(2):
        newest = shown(report_id, by).decisions[0].id
        undo_decision(report_id=report_id, decision_id=newest, by=by, at=at(minutes=10))
        states.append((columns(report_id)["severity"], Report.objects.get(id=report_id).assessed_at))
    assert (states, columns(report_id), shown(report_id, by).decisions) == (
        [(3, None), (1, None)],
        before,
        (),
    )


def test_undoing_a_change_made_after_accepting_leaves_it_accepted() -> None:
    by, report_id = an_officer(), a_case()
    shown(report_id, by)
    accept(report_id=report_id, by=by, at=at(minutes=9))
    change(report_id=report_id, choice=a_choice("call_for_service", "1"), by=by, at=at(minutes=10))
    newest = shown(report_id, by).decisions[0].id
    undo_decision(report_id=report_id, decision_id=newest, by=by, at=at(minutes=11))
    report = Report.objects.get(id=report_id)
    assert (report.assessed_at, report.call_for_service, report.state) == (
        at(minutes=9),
        False,
        ReportState.WITH_OFFICER,
    )


def test_undoing_leaves_what_changed_since_by_another_way() -> None:
    by, report_id = an_officer(), a_case()
    accept(report_id=report_id, by=by, at=at(minutes=9))
    Report.objects.filter(id=report_id).update(urgency="now", state=ReportState.CLOSED)
    newest = shown(report_id, by).decisions[0].id
    undo_decision(report_id=report_id, decision_id=newest, by=by, at=at(minutes=10))
    assert (columns(report_id)["urgency"], columns(report_id)["state"]) == ("now", ReportState.CLOSED)


def test_accepting_an_unopened_report_and_undoing_it_leaves_it_as_read() -> None:
    by, report_id = an_officer(), a_case()
    accept(report_id=report_id, by=by, at=at(minutes=9))
    row = Assessment.objects.get(report_id=report_id)
    undo_decision(report_id=report_id, decision_id=row.id, by=by, at=at(minutes=10))
    assert columns(report_id)["state"] == ReportState.READING


def test_nothing_to_undo_undoes_nothing() -> None:
    report_id = a_case()
    undo_decision(report_id=report_id, decision_id=uuid4(), by=an_officer(), at=at(minutes=10))
    assert "report.undo-assessment" not in deeds()


def test_of_two_who_decide_on_the_same_page_the_second_is_told_and_changes_nothing() -> None:
    first, second, report_id = an_officer("Asha Patel"), an_officer("Bob Reed"), a_case()
    page, other = seen(shown(report_id, first)), seen(shown(report_id, second))
    change(report_id=report_id, choice=a_choice(), seen=page, by=first, at=at(minutes=9))
    own = shown(report_id, first).decisions[0].id
    change(report_id=report_id, choice=a_choice("urgency", "now"), by=first, at=at(minutes=10))
    before = all_kept()
    told = []
    presses: list[Callable[[], None]] = [
        lambda: accept(report_id=report_id, seen=other, by=second, at=at(minutes=11)),
        lambda: change(
            report_id=report_id, choice=a_choice("urgency", "today"), seen=other, by=second, at=at(minutes=11)
        ),
        lambda: undo_decision(report_id=report_id, decision_id=own, by=second, at=at(minutes=11)),
    ]
    for press in presses:
        with pytest.raises(DecidedMeanwhileError) as refused:
            press()
        told.append((refused.value.name, refused.value.at))
    assert (told, all_kept()) == ([("Asha Patel", at(minutes=10))] * 3, before)


def test_who_accepts_what_another_accepted_meanwhile_is_told() -> None:
    first, second, report_id = an_officer("Asha Patel"), an_officer("Bob Reed"), a_case()
    page = seen(shown(report_id, second))
    accept(report_id=report_id, by=first, at=at(minutes=9))
    with pytest.raises(DecidedMeanwhileError):
        accept(report_id=report_id, seen=page, by=second, at=at(minutes=10))


def test_a_suggestion_nobody_saw_is_not_accepted() -> None:
    by, report_id = an_officer(), a_case(suspect_phone=PHONE)
    page = seen(shown(report_id, by))
    looked_at(report_id)
    looked_at(a_case(suspect_phone=PHONE))
    with pytest.raises(SuggestionChangedError):
        accept(report_id=report_id, seen=page, by=by, at=at(minutes=9))


def test_a_decision_that_was_taken_back_meanwhile_makes_the_page_stale() -> None:
    by, report_id = an_officer(), a_case()
    change(report_id=report_id, choice=a_choice(), by=by, at=at(minutes=9))
    opened = shown(report_id, by)
    undo_decision(report_id=report_id, decision_id=opened.decisions[0].id, by=by, at=at(minutes=10))
    with pytest.raises(SuggestionChangedError):
        change(
            report_id=report_id,
            choice=a_choice("urgency", "now"),
            seen=seen(opened),
            by=by,
            at=at(minutes=11),
        )


REFUSED = [
    (a_choice(said="4"), NoSuchChoiceError),
    (a_choice(name="unit", said=DESK), NoSuchChoiceError),
    (a_choice(name="kind", said="no-such-kind"), NoSuchChoiceError),
    (a_choice(code=""), NoReasonCodeError),
    (a_choice(code="because"), NoReasonCodeError),
    (a_choice(code="other", words=" \n "), WordsNeededError),
    (a_choice(words="x" * (WORDS_LIMIT + 1)), WordsTooLongError),
]


@pytest.mark.parametrize(("choice", "error"), REFUSED)
def test_a_change_that_cannot_be_taken_leaves_no_trace(choice: Choice, error: type[AssessingError]) -> None:
    by, report_id = an_officer(), a_case()
    before = all_kept()
    with pytest.raises(error):
        change(report_id=report_id, choice=choice, by=by, at=at(minutes=9))
    assert all_kept() == before


@pytest.mark.parametrize("role", Role)
def test_only_those_decide_who_may(role: Role) -> None:
    member, _ = a_staff_member(role=role, unit=DESK)
    report_id = a_report(unit=DESK, story=STORY)
    may = Deed.ASSESS in DEEDS[role]
    refused = 0
    presses: list[Callable[[], None]] = [
        lambda: change(report_id=report_id, choice=a_choice(), by=acting(member), at=at(minutes=9)),
        lambda: accept(report_id=report_id, by=acting(member), at=at(minutes=9)),
        lambda: undo_decision(report_id=report_id, decision_id=uuid4(), by=acting(member), at=at(minutes=9)),
    ]
    for press in presses:
        try:
            press()
        except NotAllowedError:
            refused += 1
        except DecidedMeanwhileError:
            assert may
    assert (refused, may) == (0 if may else 3, role in (Role.ASSESSOR, Role.INVESTIGATOR, Role.SUPERVISOR))


def test_nobody_decides_for_another_unit_or_on_a_draft() -> None:
    member, _ = a_staff_member(role=Role.ASSESSOR, unit=OTHER_DESK)
    with pytest.raises(NotAllowedError):
        accept(report_id=a_report(unit=DESK, story=STORY), by=acting(member), at=at())
    with pytest.raises(NoSuchReportError):
        accept(report_id=a_draft().report_id, by=acting(member), at=at())


def test_the_clock_set_back_leaves_the_later_decision_in_force() -> None:
    by, report_id = an_officer(), a_case()
    change(report_id=report_id, choice=a_choice(said="3"), by=by, at=at(minutes=9))
    change(report_id=report_id, choice=a_choice(said="2"), by=by, at=at(minutes=1))
    assert shown(report_id, by).decided == {"severity": 2}
