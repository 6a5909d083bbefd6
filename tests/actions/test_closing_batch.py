"""Closing a series together: everybody's own letter, two people where one report is sensitive, refusals named."""

from dataclasses import replace
from secrets import token_bytes
from uuid import UUID, uuid4

import pytest

from callpoint.actions.closing_batch import Plan, Refusal, close_batch, preview_batch
from callpoint.actions.letter_library import Draft, add_letter
from callpoint.actions.series import NoSuchSeriesError
from callpoint.records.models import Closing, Report
from callpoint.records.sealed_closings import ClosingSeal
from callpoint.rules.access import NotAllowedError, Role
from callpoint.rules.closing import Why
from callpoint.rules.letters import STANDARD
from tests.actions.closings import OPEN_OUTCOME, a_read_report, a_series, closed, of_unit, proposed
from tests.makers import OTHER_DESK, a_report, all_kept, an_actor, at, deeds

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def a_plan(*reports: UUID, outcome: str = OPEN_OUTCOME, gap: str = "", letter_id: str = "") -> Plan:
    return Plan(series_id=a_series(*reports), outcome=outcome, gap=gap, letter_id=letter_id)


def test_a_preview_says_what_would_happen_and_does_nothing() -> None:
    one, other = a_read_report(), a_read_report()
    plan, by = a_plan(one, other), of_unit(one)
    before = all_kept()
    lines = preview_batch(plan=plan, by=by, at=at(hours=2))
    assert {line.report_id: (line.because, line.refusal, line.is_sent) for line in lines} == {
        one: ((), None, False),
        other: ((), None, False),
    }
    after = all_kept()
    assert {name for name in after if after[name] != before[name]} == {"JournalLeaf"}
    assert deeds()[-2:] == ["closing.draft", "closing.draft"]


def test_each_reporter_gets_a_letter_with_their_own_facts_and_each_its_leaf() -> None:
    one, other = a_read_report(), a_read_report()
    by = of_unit(one)
    letter = replace(STANDARD, did="Your report has the reference {reference}.")
    draft = Draft(name="Own", outcome="", language="en", letter=letter)
    letter_id = add_letter(draft=draft, by=by, at=at())
    plan = a_plan(one, other, letter_id=str(letter_id))
    lines = close_batch(plan=plan, reports=[one, other], by=by, at=at(hours=2))
    said = {row.report_id: ClosingSeal.of(row.report).letter(row).did for row in Closing.objects.all()}
    references = dict(Report.objects.values_list("id", "reference"))
    assert said == {each: f"Your report has the reference {references[each]}." for each in (one, other)}
    assert ([line.is_sent for line in lines], deeds().count("closing.send")) == ([True, True], 2)
    assert len(set(Closing.objects.values_list("batch", flat=True))) == 1


def test_where_one_is_sensitive_a_second_person_looks_at_all() -> None:
    one, other = a_read_report(), a_read_report(danger_now="yes")
    by, plan = of_unit(one), a_plan(one, other)
    lines = close_batch(plan=plan, reports=[one, other], by=by, at=at(hours=2))
    assert {line.report_id: (line.because, line.is_sent) for line in lines} == {
        one: ((Why.BATCH,), False),
        other: ((Why.FACT,), False),
    }
    assert set(Closing.objects.values_list("because", "sent_at")) == {("batch", None), ("fact", None)}


def test_who_was_left_out_holds_up_nobody() -> None:
    one, other = a_read_report(), a_read_report(danger_now="yes")
    by, plan = of_unit(one), a_plan(one, other)
    (line,) = close_batch(plan=plan, reports=[one], by=by, at=at(hours=2))
    assert (line.report_id, line.is_sent) == (one, True)
    assert Report.objects.get(id=other).state == "reading"


def test_every_refusal_is_named_and_the_others_are_closed() -> None:
    fine, unread, shut, waits, crime = (
        a_read_report(),
        a_report(),
        a_read_report(),
        a_read_report(),
        a_read_report(),
    )
    elsewhere = a_read_report()
    by = of_unit(fine)
    closed(shut)
    proposed(waits, by=by)
    Report.objects.filter(id=elsewhere).update(unit=OTHER_DESK)
    Report.objects.filter(id=crime).update(recorded_as="crime")
    everything = (fine, unread, shut, waits, crime, elsewhere)
    lines = close_batch(plan=a_plan(*everything), reports=everything, by=by, at=at(hours=5))
    assert {line.report_id: (line.refusal, line.is_sent) for line in lines} == {
        fine: (None, True),
        unread: (Refusal.NOT_OPEN, False),
        shut: (Refusal.NOT_OPEN, False),
        waits: (Refusal.WAITS, False),
        crime: (Refusal.OTHER_OUTCOME, False),
        elsewhere: (Refusal.NOT_YOURS, False),
    }


def test_an_open_gap_is_refused_and_one_that_is_filled_passes() -> None:
    one = a_read_report()
    plan, by = a_plan(one, outcome="civil-matter"), of_unit(one)
    (empty,) = preview_batch(plan=plan, by=by, at=at(hours=2))
    (full,) = preview_batch(plan=replace(plan, gap=" Ask your court. "), by=by, at=at(hours=2))
    assert empty.refusal is Refusal.NOT_PLAIN
    assert full.letter is not None
    assert full.letter.why.endswith("Ask your court.")


def test_a_reporter_whose_language_has_no_such_letter_gets_the_standard_one() -> None:
    one = a_read_report()
    by = of_unit(one)
    draft = Draft(
        name="Own", outcome="", language="en", letter=replace(STANDARD, sorry="Thank you for this.")
    )
    letter_id = str(add_letter(draft=draft, by=by, at=at()))
    Report.objects.filter(id=one).update(language="pl")
    plan = a_plan(one, letter_id=letter_id)
    (line,) = preview_batch(plan=plan, by=by, at=at(hours=2))
    add_letter(draft=replace(draft, language="pl"), by=by, at=at())
    (own,) = preview_batch(plan=plan, by=by, at=at(hours=2))
    assert line.letter is not None
    assert own.letter is not None
    assert (line.letter.sorry == own.letter.sorry, own.letter.sorry) == (False, "Thank you for this.")


def test_what_changed_between_the_preview_and_the_deed_is_named() -> None:
    one, other = a_read_report(), a_read_report()
    by, plan = of_unit(one), a_plan(one, other)

    def somebody_is_faster(size: int) -> bytes:
        if Report.objects.get(id=one).state != "closed":
            closed(one)
        return token_bytes(size)

    lines = close_batch(plan=plan, reports=[one, other], by=by, at=at(hours=2), chance=somebody_is_faster)
    assert {line.report_id: (line.refusal, line.is_sent) for line in lines} == {
        one: (Refusal.NOT_OPEN, False),
        other: (None, True),
    }


def test_no_series_and_no_right_are_refused() -> None:
    one = a_read_report()
    plan = a_plan(one)
    with pytest.raises(NoSuchSeriesError):
        preview_batch(plan=replace(plan, series_id=uuid4()), by=of_unit(one), at=at())
    with pytest.raises(NotAllowedError):
        close_batch(plan=plan, reports=[one], by=an_actor(role=Role.ANALYST), at=at())
