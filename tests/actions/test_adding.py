"""Adding to a report that was sent: what was sent stays, the later answer counts, and urgency only rises."""

from collections.abc import Callable
from uuid import UUID, uuid4

import pytest

from callpoint.actions.acting import NotTheReporterError, reporter
from callpoint.actions.adding import StaysAsSentError, add_to_report
from callpoint.actions.corresponding import write_to_reporter
from callpoint.actions.noticing import notice_for
from callpoint.actions.reading import open_report
from callpoint.records.additions import Change
from callpoint.records.models import Addition, Message, Report
from callpoint.records.opened import NoSuchReportError, own_report
from callpoint.records.sealed import ReportSeal
from callpoint.rules.rows import Answers
from callpoint.rules.way import DECLARATION
from callpoint.sealing.envelope import NotOpenedError
from tests.makers import STORY, a_draft, a_report, all_kept, an_actor, at, deeds, leaves, posted

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def added(report_id: UUID, answers: Answers, *, minutes: int = 1, send_key: str = "1") -> bool:
    """Add answers as the reporter."""
    return add_to_report(
        report_id=report_id,
        answers=answers,
        send_key=send_key,
        by=reporter(report_id),
        at=at(minutes=minutes),
    )


def test_what_was_sent_is_not_altered_by_what_is_added() -> None:
    report_id = a_report(name="Ann")
    before = Report.objects.values().get()
    assert added(report_id, {"name": "Ann Lee", "pay_amount.2": "50"})
    row = Report.objects.get()
    sent = {"story": STORY, "postcode": "S40 1TB", "name": "Ann", DECLARATION: "yes"}
    assert (Report.objects.values().get(), ReportSeal.of(row).answers(row)) == (before, sent)


def test_the_later_answer_counts_for_reporter_and_officer_and_both_see_what_stood_there_before() -> None:
    report_id = a_report(name="Ann")
    added(report_id, {"name": "Ann Lee", "who": "self"})
    added(report_id, {"name": ""}, minutes=2)
    own, opened = own_report(report_id), open_report(report_id=report_id, by=an_actor(), at=at(minutes=3))
    told = {"story": STORY, "postcode": "S40 1TB", "who": "self", DECLARATION: "yes"}
    assert (own.answers, opened.answers) == (told, told)
    assert own.additions == opened.additions
    assert [(one.added_at, set(one.changes)) for one in own.additions] == [
        (
            at(minutes=1),
            {Change(key="name", before="Ann", after="Ann Lee"), Change(key="who", before="", after="self")},
        ),
        (at(minutes=2), {Change(key="name", before="Ann Lee", after="")}),
    ]
    assert (own.told_at("who"), own.told_at("postcode")) == (at(minutes=1), at())


def test_a_question_added_later_is_shown_in_its_words() -> None:
    report_id = a_report()
    added(report_id, {"bank_ref": "B 7"})
    assert "bank_ref" in open_report(report_id=report_id, by=an_actor(), at=at()).questions


def test_an_addition_is_one_leaf_about_its_row_and_one_thing_to_do() -> None:
    report_id = a_report()
    outbox = len(posted())
    added(report_id, {"name": "Ann"})
    addition = Addition.objects.get()
    (row,) = leaves()[-1].rows
    assert (deeds()[-1], row.id) == ("report.add", str(addition.id))
    assert posted()[outbox:] == [("report.added", str(addition.id))]


@pytest.mark.parametrize("again", ["1", "2"])
def test_a_repeat_and_what_tells_nothing_new_leave_no_trace(again: str) -> None:
    report_id = a_report()
    assert added(report_id, {"name": "Ann"})
    before = all_kept()
    assert not added(report_id, {"name": "Ann", "email": ""}, send_key=again)
    assert all_kept() == before


def test_the_same_form_sent_again_after_a_later_change_does_not_undo_it() -> None:
    report_id = a_report()
    added(report_id, {"name": "Ann"})
    added(report_id, {"name": "Bea"}, minutes=2, send_key="2")
    assert not added(report_id, {"name": "Ann"})
    assert own_report(report_id).answers["name"] == "Bea"


@pytest.mark.parametrize("key", ["story", DECLARATION])
def test_nothing_is_laid_over_the_story_or_the_declaration(key: str) -> None:
    report_id = a_report()
    before = all_kept()
    with pytest.raises(StaysAsSentError) as refused:
        added(report_id, {key: "other", "name": "Ann"})
    assert (all_kept(), refused.value.key, key in str(refused.value)) == (before, key, True)


def test_only_its_reporter_adds_and_only_to_what_was_sent() -> None:
    report_id, draft = a_report(), a_draft().report_id
    before = all_kept()
    for by in (reporter(draft), an_actor()):
        kept = all_kept()
        with pytest.raises(NotTheReporterError):
            add_to_report(report_id=report_id, answers={"name": "x"}, send_key="1", by=by, at=at())
        assert all_kept() == kept
    for missing in (draft, uuid4()):
        with pytest.raises(NoSuchReportError):
            added(missing, {"name": "x"})
    assert len(all_kept()["Addition"]) == len(before["Addition"])


def calm() -> UUID:
    return a_report(story="A shop sold me shoes in spring that never came.", money_left="earlier")


def test_what_makes_a_report_critical_raises_it_with_a_leaf_of_its_own() -> None:
    report_id = calm()
    was = Report.objects.values_list("critical", "urgency").get()
    added(report_id, {"money_left": "last-24h"})
    now = Report.objects.values_list("critical", "urgency").get()
    assert (was[0], now, deeds()[-2:]) == (False, (True, "now"), ["report.add", "report.raise-urgency"])


def critical() -> UUID:
    return a_report(money_left="last-24h")


@pytest.mark.parametrize(
    ("report", "answers"),
    [
        (critical, {"money_left": "earlier"}),
        (critical, {"danger_now": "yes"}),
        (calm, {"name": "Ann"}),
    ],
)
def test_nothing_else_that_is_added_changes_how_urgent_it_is(
    report: Callable[[], UUID], answers: dict[str, str]
) -> None:
    report_id = report()
    was = Report.objects.values().get()
    added(report_id, answers)
    assert (Report.objects.values().get(), deeds()[-1]) == (was, "report.add")


@pytest.mark.parametrize(("now", "goes"), [("no", False), ("yes", True)])
def test_a_notice_follows_what_the_reporter_says_now(now: str, *, goes: bool) -> None:
    before = "yes" if now == "no" else "no"
    report_id = a_report(email="ann@example.org", safe_contact=before)
    added(report_id, {"safe_contact": now})
    officer = an_actor()
    write_to_reporter(report_id=report_id, text="News", send_key="1", by=officer, at=at(minutes=2))
    notice = notice_for(message_id=str(Message.objects.get().id), by=officer, at=at(minutes=3))
    assert (notice is not None) is goes


def test_an_addition_opens_in_its_own_row_only() -> None:
    report_id = a_report()
    added(report_id, {"name": "Ann"})
    added(report_id, {"name": "Bea"}, minutes=2, send_key="2")
    first, second = Addition.objects.order_by("added_at", "id")
    first.answers = second.answers
    with pytest.raises(NotOpenedError):
        ReportSeal.of(first.report).addition(first)


def test_one_form_can_change_an_answer_and_change_it_back() -> None:
    report_id = a_report()
    done = [added(report_id, {"name": name}, minutes=minute) for minute, name in enumerate("ABABA", start=1)]
    assert (done, own_report(report_id).answers["name"]) == ([True] * 5, "A")


def test_a_late_repeat_adds_only_what_nobody_changed_since() -> None:
    report_id = a_report()
    added(report_id, {"name": "Ann", "who": "self"})
    added(report_id, {"name": "Bea"}, minutes=2, send_key="2")
    assert added(report_id, {"name": "Ann", "who": "self", "email": "a@example.org"}, minutes=3)
    told = own_report(report_id).answers
    assert (told["name"], told["email"]) == ("Bea", "a@example.org")


def test_the_later_of_two_additions_holds_even_where_the_clock_was_set_back_between_them() -> None:
    report_id = a_report()
    added(report_id, {"who": "self"}, minutes=2, send_key="1")
    added(report_id, {"who": "organisation"}, minutes=1, send_key="2")
    assert own_report(report_id).answers["who"] == "organisation"
