"""Opening a case: what is shown of its reports, the one leaf for each that was read, and what happened when."""

from secrets import token_bytes
from typing import Any
from uuid import UUID

import pytest

from callpoint.actions.acting import reporter
from callpoint.actions.asking import ask_reporter
from callpoint.actions.case_exporting import export_case
from callpoint.actions.case_handing_over import accept_case, offer_case
from callpoint.actions.case_log import NewTask, add_task, finish_task
from callpoint.actions.case_times import Happened, due_promises, open_asks, timeline
from callpoint.actions.cases import take_out_of_case
from callpoint.actions.cases_shown import read_case
from callpoint.actions.corresponding import write_to_reporter, write_to_staff
from callpoint.actions.reading import open_report
from callpoint.records.models import CaseTask, Clock, Report, Sighting
from callpoint.records.sealed_links import LinkSeal
from callpoint.rules.identifiers.model import Whose
from callpoint.rules.missing_facts import Wanted
from callpoint.rules.restricting import COVER, Behind
from callpoint.rules.sighting import Mention
from callpoint.vault.models import CustodyEntry, Exhibit, ExhibitState
from tests.actions.cases import TOMORROW, a_case_of, an_investigator
from tests.actions.disclosure import a_png, with_file
from tests.actions.restrictions import a_nameless, asked
from tests.actions.retention import a_supervisor
from tests.makers import DESK, OTHER_DESK, a_report, at, leaves

pytestmark = [pytest.mark.django_db, pytest.mark.database]

CALLER = "07700 900123"


def a_told_report(**answers: str) -> UUID:
    told: dict[str, Any] = {
        "story": f"He rang from {CALLER}.",
        "name": "Ann Lee",
        "suspect_name": "Zed",
        **answers,
    }
    return a_report(unit=DESK, **told)


def test_each_report_whose_words_are_shown_has_one_leaf_and_the_others_none() -> None:
    by, first, second = an_investigator(), a_told_report(), a_told_report()
    theirs = a_report(story=f"I know {CALLER} well.", name="Not Shown", unit=DESK)
    case_id = a_case_of(first, second, theirs, by=by)
    Report.objects.filter(id=theirs).update(unit=OTHER_DESK)
    before = len(leaves())
    case = read_case(case_id=case_id, by=by, at=at(hours=1))
    read = [(leaf.what, leaf.object_id) for leaf in leaves()[before:]]
    assert sorted(read) == sorted(
        [
            ("report.read-in-case", str(first)),
            ("report.read-in-case", str(second)),
            ("case.read", str(case_id)),
        ]
    )
    assert "Not Shown" not in repr(case)
    assert [(each.report_id, each.may_open) for each in case.reports if not each.may_open] == [
        (theirs, False)
    ]


def test_people_and_what_the_reports_name_are_shown_the_most_named_first() -> None:
    by = an_investigator()
    first, second = a_told_report(), a_told_report(name="Bo Roe", suspect_name="")
    case = read_case(case_id=a_case_of(first, second, by=by), by=by, at=at(hours=1))
    people = {(each.report_id, each.reporter, each.suspect) for each in case.people}
    assert people == {(first, "Ann Lee", "Zed"), (second, "Bo Roe", "")}
    top = case.identifiers[0]
    assert (top.shown, top.whose, set(top.reports)) == ("+44 7700 900123", Whose.SUSPECT, {first, second})


def test_a_report_that_cannot_be_opened_hides_no_other() -> None:
    by, whole, broken = an_investigator(), a_told_report(), a_told_report()
    case_id = a_case_of(whole, broken, by=by)
    Report.objects.filter(id=broken).update(answers=b"broken")
    Sighting.objects.filter(report=broken).update(value=b"broken")
    case = read_case(case_id=case_id, by=by, at=at(hours=1))
    assert [each.report_id for each in case.people] == [whole]
    assert {report for each in case.identifiers for report in each.reports} == {whole}


def test_an_identifier_that_stands_only_in_a_file_that_stays_shut_is_not_shown() -> None:
    by, report_id = an_investigator(), a_told_report()
    with_file(report_id, a_png())
    exhibit, links = Exhibit.objects.get(), LinkSeal.of(Report.objects.get(id=report_id))
    Exhibit.objects.update(state=ExhibitState.QUARANTINED)
    mentions = (Mention(source=f"exhibit:{exhibit.id}", start=0, end=5, text=CALLER),)
    for row in Sighting.objects.filter(report=report_id):
        row.mentions = links.seal_mentions(row.id, mentions, token_bytes)
        row.save(update_fields=["mentions"])
    case = read_case(case_id=a_case_of(report_id, by=by), by=by, at=at(hours=1))
    assert (Sighting.objects.exists(), case.identifiers) == (True, ())


def test_an_exhibit_is_shown_by_its_hash_and_its_custody_and_never_by_its_name() -> None:
    by, report_id = an_investigator(), a_told_report()
    with_file(report_id, a_png(), "zanzibar.png")
    case = read_case(case_id=a_case_of(report_id, by=by), by=by, at=at(hours=1))
    (shown,), exhibit = case.exhibits, Exhibit.objects.get(report_id=report_id)
    assert (shown.sha256, shown.number, shown.last_deed) == (exhibit.sha256, 1, "exhibit.take-in")
    assert (shown.agrees, shown.is_withheld, "zanzibar" in repr(case)) == (True, False, False)


def test_a_chain_of_custody_that_was_changed_is_said_to_be_so_and_one_that_is_empty_holds() -> None:
    by, report_id = an_investigator(), a_told_report()
    with_file(report_id, a_png())
    with_file(report_id, a_png(text="two"))
    case_id, first = a_case_of(report_id, by=by), Exhibit.objects.get(report_id=report_id, number=1)
    CustodyEntry.objects.filter(exhibit_id=first.id).update(what="exhibit.open")
    Exhibit.objects.filter(id=first.id).update(state=ExhibitState.QUARANTINED)
    CustodyEntry.objects.exclude(exhibit_id=first.id).delete()
    one, two = read_case(case_id=case_id, by=by, at=at(hours=1)).exhibits
    assert (one.agrees, one.is_withheld) == (False, True)
    assert (two.agrees, two.last_deed, two.last_at) == (True, "", None)


def test_the_next_promise_of_each_report_is_the_one_of_ours_that_is_due_first() -> None:
    by, report_id = an_investigator(), a_told_report()
    case = read_case(case_id=a_case_of(report_id, by=by), by=by, at=at(hours=1))
    report = Report.objects.get(id=report_id)
    promise = case.reports[0].promise
    assert promise is not None
    assert (promise.promise, promise.due_at) == (report.next_promise, report.next_due_at)
    Clock.objects.filter(report=report_id).delete()
    assert read_case(case_id=case.id, by=by, at=at(hours=1)).reports[0].promise is None


def test_a_timeline_tells_what_happened_to_the_case_and_to_its_reports_the_newest_first() -> None:
    by, other, report_id, gone = an_investigator(), an_investigator(), a_told_report(), a_told_report()
    case_id = a_case_of(report_id, gone, by=by)
    with_file(report_id, a_png())
    take_out_of_case(case_id=case_id, report_id=gone, reason="x", by=by, at=at(minutes=40))
    open_report(report_id=report_id, by=by, at=at(minutes=41))
    write_to_reporter(report_id=report_id, text="Hello", send_key="1", by=by, at=at(minutes=42))
    write_to_staff(report_id=report_id, text="Hi", send_key="2", by=reporter(report_id), at=at(minutes=43))
    task = NewTask(send_key="1", words="Ring", assignee=int(by.id), due_on=TOMORROW)
    add_task(case_id=case_id, task=task, by=by, at=at(minutes=44))
    finish_task(case_id=case_id, task_id=CaseTask.objects.get().id, by=by, at=at(minutes=45))
    offer_case(case_id=case_id, to=int(other.id), note="x", by=by, at=at(minutes=46))
    accept_case(case_id=case_id, answer="", by=other, at=at(minutes=47))
    lines = read_case(case_id=case_id, by=by, at=at(hours=1)).timeline
    assert [line.what for line in lines if line.at > at(minutes=30)] == [
        Happened.ACCEPTED,
        Happened.OFFERED,
        Happened.TASK_DONE,
        Happened.TASK_MADE,
        Happened.MESSAGE_CAME,
        Happened.MESSAGE_SENT,
        Happened.FIRST_READ,
        Happened.TAKEN_OUT,
    ]
    since = timeline(case_id, reports=[report_id], since=at(minutes=47))
    assert [(line.what, line.who) for line in since] == [(Happened.ACCEPTED, "Asha Patel")]
    assert {Happened.SENT, Happened.EXHIBIT_CAME, Happened.PUT_IN} <= {line.what for line in lines}


def test_what_is_promised_soon_and_what_was_asked_is_found_for_a_hand_over() -> None:
    by, report_id = a_supervisor(), a_told_report()
    open_report(report_id=report_id, by=by, at=at(minutes=1))
    wanted = Wanted(keys=("age",), sentence="I am Asha.")
    ask_reporter(report_id=report_id, wanted=wanted, send_key="1", by=by, at=at(minutes=2))
    Clock.objects.filter(report=report_id).update(paused_at=None)
    promised = due_promises([report_id], until=at(days=90))
    assert promised
    assert due_promises([report_id], until=at(days=-1)) == []
    assert "ask-window" not in {each.promise for each in promised}
    assert [(each.report_id, each.asked_at) for each in open_asks([report_id])] == [
        (report_id, at(minutes=2))
    ]


def test_of_a_report_of_another_unit_the_timeline_tells_only_that_it_is_in_the_case() -> None:
    by, ours, theirs = an_investigator(), a_told_report(), a_told_report()
    case_id = a_case_of(ours, theirs, by=by)
    Report.objects.filter(id=theirs).update(unit=OTHER_DESK)
    lines = read_case(case_id=case_id, by=by, at=at(hours=1)).timeline
    assert [line.what for line in lines if line.report_id == theirs] == [Happened.PUT_IN]


def test_a_reporter_who_chose_to_be_without_a_name_is_covered_in_a_case_and_in_what_leaves_it() -> None:
    by, report_id = an_investigator(), a_nameless("Quill", story=f"He rang from {CALLER}.")
    case_id = a_case_of(report_id, by=by)
    case = read_case(case_id=case_id, by=by, at=at(hours=1))
    exported = export_case(case_id=case_id, mapping_id="pattern", by=by, at=at(hours=1))
    assert ([each.reporter for each in case.people], [each.shown for each in case.identifiers]) == (
        [COVER],
        ["+44 7700 900123"],
    )
    assert "Quill" not in repr(case) + exported.as_csv().decode()
    asked(report_id, by=by, behind=Behind.IDENTITY)
    shown = read_case(case_id=case_id, by=by, at=at(hours=1))
    assert [each.reporter for each in shown.people] == ["Quill Larkspur"]


def test_a_value_that_cannot_be_opened_is_passed_by_and_who_reported_is_shown_all_the_same() -> None:
    ann = an_investigator()
    whole, broken = (
        a_report(unit=DESK, name=name, story=f"He rang from {CALLER}.") for name in ("Ada", "Bea")
    )
    Sighting.objects.filter(report=broken).update(value=b"nothing")
    found = read_case(case_id=a_case_of(whole, broken, by=ann), by=ann, at=at(hours=1))
    named = {report for each in found.identifiers for report in each.reports}
    assert ({each.reporter for each in found.people}, named) == ({"Ada", "Bea"}, {whole})
