"""Closing a report: by one person or two, never by a machine; returned with a reason; opened again."""

from dataclasses import replace
from uuid import uuid4

import pytest
from django.db import IntegrityError

from callpoint.actions.acting import reporter, system
from callpoint.actions.adding import add_to_report
from callpoint.actions.closing import (
    ClosingDecidedError,
    ClosingWaitsError,
    NoSuchClosingError,
    NotClosedError,
    check_closing,
    propose_closing,
    reopen_report,
    return_closing,
)
from callpoint.actions.closings_shown import draft_closing, open_closing
from callpoint.actions.corresponding import write_to_staff
from callpoint.actions.letter_writing import review_by
from callpoint.actions.reading import open_report
from callpoint.actions.reviewing import ask_review
from callpoint.records.models import Closing, FollowUp, Message, Outbox, Report, Review
from callpoint.records.opened import NoSuchReportError
from callpoint.records.sealed import ReportSeal
from callpoint.records.sealed_closings import ClosingSeal
from callpoint.rules.access import NotAllowedError, Role
from callpoint.rules.closing import NoSuchOutcomeError, SamePersonError, Why
from callpoint.rules.closing_reasons import ReasonNotTakenError
from callpoint.rules.journal import GONE
from callpoint.rules.letters import NotPlainError
from callpoint.rules.lifecycle import MoveNotAllowedError
from tests.actions.closings import (
    OPEN_OUTCOME,
    SENSITIVE_OUTCOME,
    a_proposal,
    a_read_report,
    closed,
    of_unit,
    proposed,
)
from tests.actions.retention import a_confirmed_order, a_due_report, a_month, carry_out
from tests.makers import OTHER_DESK, a_draft, a_report, all_kept, an_actor, at, deeds, leaves

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def test_one_person_closes_what_is_not_sensitive_and_the_letter_goes_out() -> None:
    report_id = a_read_report()
    officer = of_unit(report_id)
    closing = proposed(report_id, by=officer, outcome=OPEN_OUTCOME)
    report, message = Report.objects.get(id=report_id), Message.objects.get(report=report_id)
    assert (report.state, report.outcome, report.state_changed_at) == ("closed", OPEN_OUTCOME, at(hours=3))
    assert (closing.sent_at, closing.because, closing.checked_by) == (at(hours=3), "", None)
    assert (str(message.staff_id), message.sent_at) == (officer.id, at(hours=3))
    assert ReportSeal.of(report).message(message).startswith("We have closed your report.")
    assert deeds()[-2:] == ["closing.send", "report.clocks"]


def test_a_question_waits_for_four_weeks_later() -> None:
    closing = closed(a_read_report())
    asked = FollowUp.objects.get(closing=closing)
    waits = Outbox.objects.get(name="follow-up.due")
    assert (asked.due_at, asked.asked_at, waits.object_id, waits.run_after) == (
        at(days=28, hours=3),
        None,
        str(asked.id),
        at(days=28, hours=3),
    )


def test_what_is_sensitive_waits_for_a_second_person() -> None:
    report_id = a_read_report()
    closing = proposed(report_id, by=of_unit(report_id))
    report = Report.objects.get(id=report_id)
    assert (closing.because, closing.sent_at, report.state, report.outcome) == (
        Why.SAYS_NO,
        None,
        "reading",
        "",
    )
    assert (deeds()[-1], Message.objects.count()) == ("closing.propose", 0)


def test_a_second_person_may_be_asked_for_besides() -> None:
    report_id = a_read_report(danger_now="yes")
    officer = of_unit(report_id)
    proposal = replace(a_proposal(report_id, by=officer), second=Why.ASKED)
    assert propose_closing(report_id=report_id, proposal=proposal, by=officer, at=at(hours=3)) is False
    assert Closing.objects.get().because == f"{Why.FACT},{Why.ASKED}"


def test_the_second_person_sends_it_as_it_was_read() -> None:
    report_id = a_read_report()
    closing = proposed(report_id, by=of_unit(report_id))
    letter = ClosingSeal.of(closing.report).letter(closing)
    checker = of_unit(report_id)
    check_closing(closing_id=closing.id, by=checker, at=at(hours=4))
    closing.refresh_from_db()
    assert (str(closing.checked_by_id), closing.checked_at, closing.sent_at) == (
        checker.id,
        at(hours=4),
        at(hours=4),
    )
    assert ClosingSeal.of(closing.report).letter(closing) == letter
    assert Report.objects.get(id=report_id).state == "closed"


def test_a_letter_that_goes_out_later_gives_the_whole_time_for_a_review() -> None:
    report_id = a_read_report()
    closing = proposed(report_id, by=of_unit(report_id))
    check_closing(closing_id=closing.id, by=of_unit(report_id), at=at(days=10))
    closing.refresh_from_db()
    report = Report.objects.get(id=report_id)
    assert review_by(report, at=at(days=10)) in ClosingSeal.of(report).letter(closing).still
    assert review_by(report, at=at(hours=3)) not in ClosingSeal.of(report).letter(closing).still


def test_nobody_checks_their_own_closing() -> None:
    report_id = a_read_report()
    officer = of_unit(report_id)
    closing = proposed(report_id, by=officer)
    before = all_kept()
    with pytest.raises(SamePersonError):
        check_closing(closing_id=closing.id, by=officer, at=at(hours=4))
    assert all_kept() == before


def test_the_table_itself_refuses_a_check_by_the_same_person_and_an_unchecked_letter() -> None:
    closing = proposed(report_id := a_read_report(), by=of_unit(report_id))
    with pytest.raises(IntegrityError):
        Closing.objects.filter(id=closing.id).update(checked_by=closing.proposed_by)


def test_the_table_itself_refuses_to_send_what_is_unchecked() -> None:
    closing = proposed(report_id := a_read_report(), by=of_unit(report_id))
    with pytest.raises(IntegrityError):
        Closing.objects.filter(id=closing.id).update(sent_at=at())


def test_no_machine_and_no_reporter_closes_a_report() -> None:
    report_id = a_read_report()
    officer = of_unit(report_id)
    proposal = a_proposal(report_id, by=officer)
    machine = replace(system("worker"), badge=officer.badge)
    closing = proposed(report_id, by=officer)
    before = all_kept()
    for by in (machine, replace(reporter(report_id), badge=officer.badge)):
        with pytest.raises(NotAllowedError):
            propose_closing(report_id=report_id, proposal=proposal, by=by, at=at(hours=3))
        with pytest.raises(NotAllowedError):
            check_closing(closing_id=closing.id, by=by, at=at(hours=3))
    assert all_kept() == before


def test_another_unit_and_another_role_may_not() -> None:
    report_id = a_read_report()
    officer = of_unit(report_id)
    proposal = a_proposal(report_id, by=officer)
    closing = proposed(report_id, by=officer)
    strangers = (
        an_actor(role=Role.INVESTIGATOR, unit=OTHER_DESK),
        of_unit(report_id, role=Role.ANALYST),
        of_unit(report_id, role=Role.CALL_HANDLER),
        of_unit(report_id, role=Role.SUPPORT_WORKER),
    )
    for by in strangers:
        with pytest.raises(NotAllowedError):
            propose_closing(report_id=report_id, proposal=proposal, by=by, at=at(hours=3))
        with pytest.raises(NotAllowedError):
            check_closing(closing_id=closing.id, by=by, at=at(hours=3))
        with pytest.raises(NotAllowedError):
            return_closing(closing_id=closing.id, reason="No.", by=by, at=at(hours=3))
        with pytest.raises(NotAllowedError):
            open_closing(closing_id=closing.id, by=by, at=at(hours=3))
    with pytest.raises(NotAllowedError):
        check_closing(closing_id=closing.id, by=of_unit(report_id, role=Role.ASSESSOR), at=at(hours=3))


def test_a_letter_that_is_not_plain_closes_nothing() -> None:
    report_id = a_read_report()
    officer = of_unit(report_id)
    good = a_proposal(report_id, by=officer)
    before = all_kept()
    bad = replace(good, letter=replace(good.letter, why="You fell for it."))
    with pytest.raises(NotPlainError):
        propose_closing(report_id=report_id, proposal=bad, by=officer, at=at(hours=3))
    assert all_kept() == before


def test_an_outcome_for_crimes_is_not_for_a_report_for_information() -> None:
    report_id = a_read_report()
    officer = of_unit(report_id)
    proposal = replace(a_proposal(report_id, by=officer), outcome="outcome-18")
    Report.objects.filter(id=report_id).update(recorded_as="information")
    with pytest.raises(NoSuchOutcomeError):
        propose_closing(report_id=report_id, proposal=proposal, by=officer, at=at(hours=3))


def test_what_nobody_read_and_what_is_closed_is_not_closed() -> None:
    unread = a_report()
    officer = of_unit(unread)
    proposal = a_proposal(unread, by=officer)
    with pytest.raises(MoveNotAllowedError):
        propose_closing(report_id=unread, proposal=proposal, by=officer, at=at(hours=3))
    open_report(report_id=unread, by=officer, at=at(hours=1))
    assert propose_closing(report_id=unread, proposal=proposal, by=officer, at=at(hours=3))
    with pytest.raises(MoveNotAllowedError):
        propose_closing(report_id=unread, proposal=proposal, by=officer, at=at(hours=3))


def test_a_draft_and_nothing_at_all_are_not_there() -> None:
    officer = an_actor(role=Role.SUPERVISOR)
    proposal = a_proposal(a_read_report(), by=officer)
    for report_id in (a_draft().report_id, uuid4()):
        with pytest.raises(NoSuchReportError):
            propose_closing(report_id=report_id, proposal=proposal, by=officer, at=at(hours=3))
    for step in (check_closing, open_closing):
        with pytest.raises(NoSuchClosingError):
            step(closing_id=uuid4(), by=officer, at=at(hours=3))
    with pytest.raises(NoSuchClosingError):
        return_closing(closing_id=uuid4(), reason="No.", by=officer, at=at(hours=3))


def test_one_closing_waits_at_a_time() -> None:
    report_id = a_read_report()
    officer = of_unit(report_id)
    proposed(report_id, by=officer)
    with pytest.raises(ClosingWaitsError):
        proposed(report_id, by=officer)


def test_a_returned_closing_says_why_and_another_may_follow() -> None:
    report_id = a_read_report()
    officer, checker = of_unit(report_id), of_unit(report_id)
    closing = proposed(report_id, by=officer)
    return_closing(closing_id=closing.id, reason=" Name the bank. ", by=checker, at=at(hours=4))
    closing.refresh_from_db()
    assert (str(closing.returned_by_id), closing.returned_at) == (checker.id, at(hours=4))
    assert ClosingSeal.of(closing.report).return_reason(closing) == "Name the bank."
    with pytest.raises(ClosingDecidedError):
        check_closing(closing_id=closing.id, by=checker, at=at(hours=5))
    proposed(report_id, by=officer)
    assert [one.returned_at for one in Closing.objects.order_by("returned_at")].count(None) == 1


def test_who_proposed_it_may_take_it_back() -> None:
    report_id = a_read_report()
    officer = of_unit(report_id, role=Role.ASSESSOR)
    closing = proposed(report_id, by=officer)
    return_closing(closing_id=closing.id, reason="A slip.", by=officer, at=at(hours=4))
    assert Closing.objects.get().returned_at == at(hours=4)


def test_a_return_needs_a_reason() -> None:
    report_id = a_read_report()
    closing = proposed(report_id, by=of_unit(report_id))
    with pytest.raises(ReasonNotTakenError):
        return_closing(closing_id=closing.id, reason=" ", by=of_unit(report_id), at=at(hours=4))


def test_a_report_recorded_otherwise_meanwhile_is_not_closed_by_the_check() -> None:
    report_id = a_read_report()
    closing = proposed(report_id, by=of_unit(report_id))
    Report.objects.filter(id=report_id).update(recorded_as="crime")
    with pytest.raises(NoSuchOutcomeError):
        check_closing(closing_id=closing.id, by=of_unit(report_id), at=at(hours=4))


def test_staff_open_a_report_again_with_a_reason_and_its_reporter_is_told() -> None:
    report_id = a_read_report()
    closing = closed(report_id)
    officer = of_unit(report_id)
    reopen_report(report_id=report_id, reason="A bank wrote.", by=officer, at=at(days=1))
    report = Report.objects.get(id=report_id)
    closing.refresh_from_db()
    newest = Message.objects.filter(report=report).latest("sent_at")
    assert (report.state, report.outcome) == ("reading", "")
    assert (closing.opened_at, str(closing.opened_by_id)) == (at(days=1), officer.id)
    assert ClosingSeal.of(report).open_reason(closing) == "A bank wrote."
    assert ReportSeal.of(report).message(newest).startswith("We have opened your report again.")


def test_opening_again_needs_a_reason_a_closed_report_and_the_right() -> None:
    report_id = a_read_report()
    officer = of_unit(report_id)
    with pytest.raises(NotClosedError):
        reopen_report(report_id=report_id, reason="x", by=officer, at=at(days=1))
    closed(report_id)
    with pytest.raises(ReasonNotTakenError):
        reopen_report(report_id=report_id, reason="", by=officer, at=at(days=1))
    with pytest.raises(NotAllowedError):
        reopen_report(report_id=report_id, reason="x", by=an_actor(unit=OTHER_DESK), at=at(days=1))


def test_a_message_of_the_reporter_opens_it_again_and_a_repeat_that_came_late_does_not() -> None:
    report_id = a_read_report()
    me = reporter(report_id)
    write_to_staff(report_id=report_id, text="Before.", send_key="1", by=me, at=at(hours=2))
    closing = closed(report_id)
    write_to_staff(report_id=report_id, text="Before.", send_key="1", by=me, at=at(hours=5))
    assert Report.objects.get(id=report_id).state == "closed"
    write_to_staff(report_id=report_id, text="I found his name.", send_key="2", by=me, at=at(hours=6))
    closing.refresh_from_db()
    assert (Report.objects.get(id=report_id).state, closing.opened_at, closing.opened_by) == (
        "reading",
        at(hours=6),
        None,
    )
    assert deeds()[-1] == "report.reopen"


def test_more_answers_open_it_again() -> None:
    report_id = a_read_report()
    closed(report_id)
    add_to_report(
        report_id=report_id,
        answers={"contact_channel": "call"},
        send_key="1",
        by=reporter(report_id),
        at=at(days=1),
    )
    assert Report.objects.get(id=report_id).state == "reading"


def test_a_report_that_was_closed_without_a_letter_opens_too() -> None:
    report_id = a_read_report()
    Report.objects.filter(id=report_id).update(state="closed")
    reopen_report(report_id=report_id, reason="From before.", by=of_unit(report_id), at=at(days=1))
    assert Report.objects.get(id=report_id).state == "reading"


def test_the_letter_is_written_for_the_outcome_and_nobody_else_may() -> None:
    report_id = a_read_report()
    officer = of_unit(report_id)
    nothing = draft_closing(report_id=report_id, outcome_id="", letter_id="", by=officer, at=at(hours=2))
    chosen = draft_closing(
        report_id=report_id, outcome_id=SENSITIVE_OUTCOME, letter_id="x", by=officer, at=at(hours=2)
    )
    assert (nothing.letter, nothing.outcome, nothing.because, nothing.letters) == (None, None, (), ())
    assert chosen.letter is not None
    assert (chosen.letter.decided, chosen.because) == (
        "We have closed your report as information.",
        (Why.SAYS_NO,),
    )
    with pytest.raises(NotAllowedError):
        draft_closing(
            report_id=report_id, outcome_id="", letter_id="", by=an_actor(unit=OTHER_DESK), at=at(hours=2)
        )
    with pytest.raises(NoSuchOutcomeError):
        draft_closing(report_id=report_id, outcome_id="outcome-7", letter_id="", by=officer, at=at(hours=2))


def test_who_checks_is_told_that_the_reporter_wrote_since() -> None:
    report_id = a_read_report()
    closing = proposed(report_id, by=of_unit(report_id))
    checker = of_unit(report_id)
    before = open_closing(closing_id=closing.id, by=checker, at=at(hours=4))
    write_to_staff(report_id=report_id, text="More.", send_key="1", by=reporter(report_id), at=at(hours=5))
    after = open_closing(closing_id=closing.id, by=checker, at=at(hours=6))
    assert (before.has_news, after.has_news, after.closing.because) == (False, True, (Why.SAYS_NO,))


def test_a_letter_that_was_written_before_midnight_gets_the_last_date_of_today() -> None:
    report_id = a_read_report()
    officer = of_unit(report_id)
    proposal = a_proposal(report_id, by=officer)
    propose_closing(report_id=report_id, proposal=proposal, by=officer, at=at(hours=14))
    closing = Closing.objects.get()
    assert review_by(closing.report, at=at(hours=14)) in ClosingSeal.of(closing.report).letter(closing).still
    assert review_by(closing.report, at=at(hours=2)) in proposal.letter.still


def test_how_a_report_ended_goes_with_it() -> None:
    due = a_month()
    going, staying = a_due_report(due), a_read_report()
    everything = (FollowUp, Review, Closing)
    open_report(report_id=going, by=of_unit(going), at=at(hours=1))
    for report_id in (going, staying):
        closed(report_id)
        ask_review(report_id=report_id, words="Why?", by=reporter(report_id), at=at(days=1))
    rows = [row for model in everything for row in model.objects.filter(report=going)]
    carry_out(a_confirmed_order(due), when=at(days=2))
    assert {model: set(model.objects.values_list("report", flat=True)) for model in everything} == {
        model: {staying} for model in everything
    }
    ids = {str(row.pk) for row in rows}
    assert (len(ids), ids & set(Outbox.objects.values_list("object_id", flat=True))) == (3, set())
    last = {(row.table, row.id): row.digest for leaf in leaves() for row in leaf.rows}
    assert {last[row._meta.db_table, str(row.pk)] for row in rows} == {GONE}  # noqa: SLF001 - Django's documented model API
