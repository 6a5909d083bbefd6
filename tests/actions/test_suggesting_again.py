"""What is suggested of a report, at its sending and later: never over what a person decided."""

from uuid import uuid4

import pytest

from callpoint.actions.acting import reporter, system
from callpoint.actions.adding import add_to_report
from callpoint.actions.assessing import (
    accept,
    change,
)
from callpoint.actions.assessment_shown import Difference
from callpoint.actions.links_shown import links_shown
from callpoint.actions.restricting import lift_restriction
from callpoint.actions.suggesting_again import suggest_again
from callpoint.project.worker import WORKS
from callpoint.records.models import Assessment, Clock, Outbox, Report
from callpoint.records.sealed import ReportSeal
from callpoint.rules.assessment.model import SourceSort
from callpoint.rules.deciding import Step
from callpoint.rules.lifecycle import ReportState
from tests.actions.assessing import PHONE, STORY, a_case, a_choice, an_officer, columns, looked_at, shown
from tests.actions.restrictions import a_boss, restricted
from tests.makers import (
    a_draft,
    a_report,
    at,
    deeds,
)

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def test_a_report_has_its_suggestion_in_readable_columns_at_once() -> None:
    report = Report.objects.get(id=a_case(lives_alone="yes", pay_to_account="20-11-22 12345678"))
    assert (
        report.severity,
        report.jurisdiction,
        report.solvability,
        report.vulnerability,
        report.call_for_service,
        report.urgency,
        report.assessed_at,
        Assessment.objects.count(),
    ) == (1, 2, 2, 1, False, "soon", None, 0)
    assert report.criteria_version.startswith("1.")


def test_an_iban_of_the_suspect_counts_by_its_country() -> None:
    report = Report.objects.get(
        id=a_report(story=STORY, postcode="", suspect_bank="DE89 3704 0044 0532 0130 00")
    )
    assert report.jurisdiction == 1


def test_the_first_suggestion_is_kept_once_the_worker_looked() -> None:
    report_id = a_case()
    looked_at(report_id)
    looked_at(report_id)
    row = Assessment.objects.get(report_id=report_id)
    assert (row.step, row.made_by, deeds().count("report.suggest")) == (Step.SUGGESTED, None, 1)


def test_a_new_link_suggests_again_for_both_and_says_what_changed() -> None:
    by, first = an_officer(), a_case(suspect_phone=PHONE)
    looked_at(first)
    second = a_case(suspect_phone=PHONE, phone="07700 900999")
    looked_at(second)
    changed = [
        Difference(name="solvability", was=1, is_now=2),
        Difference(name="urgency", was="routine", is_now="soon"),
    ]
    got = sorted(shown(first, by).differences, key=lambda each: each.name)
    assert (got, [columns(each)["solvability"] for each in (first, second)]) == (
        sorted(changed, key=lambda each: each.name),
        [2, 2],
    )


def test_a_closed_report_stays_open_to_links() -> None:
    by, first = an_officer(), a_case(suspect_phone=PHONE)
    accept(report_id=first, by=by, at=at(minutes=9))
    Report.objects.filter(id=first).update(state=ReportState.CLOSED)
    looked_at(a_case(suspect_phone=PHONE))
    assert ([each.name for each in shown(first, by).differences], columns(first)["solvability"]) == (
        ["urgency", "solvability"],
        1,
    )


def test_what_is_added_suggests_again_and_never_lowers_the_class() -> None:
    report_id = a_case(fear="yes")
    looked_at(report_id)
    before = columns(report_id)
    add_to_report(
        report_id=report_id,
        answers={"fear": "no", "lives_alone": "yes"},
        send_key="1",
        by=reporter(report_id),
        at=at(minutes=7),
    )
    suggest_again(report_id=report_id, by=system("worker"), at=at(minutes=8))
    after = columns(report_id)
    assert (before["vulnerability"], before["urgency"], after["vulnerability"], after["urgency"]) == (
        2,
        "today",
        1,
        "today",
    )


def test_what_raises_the_class_later_has_its_shorter_time_from_then_on() -> None:
    report_id = a_case()
    told = {"fear": "yes", "lives_alone": "yes"}
    add_to_report(report_id=report_id, answers=told, send_key="1", by=reporter(report_id), at=at(hours=7))
    suggest_again(report_id=report_id, by=system("worker"), at=at(hours=8))
    started = Clock.objects.filter(report_id=report_id, ended="").values_list("promise", "started_at")
    assert dict(started)["first-read-today"] == at(hours=8)


def test_a_report_that_went_or_was_never_sent_is_passed_by() -> None:
    by = system("worker")
    ids = (uuid4(), a_draft().report_id)
    assert [suggest_again(report_id=each, by=by, at=at()) for each in ids] == [(), ()]


def test_no_later_suggestion_overwrites_what_a_person_decided() -> None:
    by, report_id = an_officer(), a_case(suspect_phone=PHONE)
    for name, said in (("severity", "0"), ("solvability", "0"), ("urgency", "info")):
        change(report_id=report_id, choice=a_choice(name, said), by=by, at=at(minutes=9))
    looked_at(a_case(suspect_phone=PHONE))
    add_to_report(
        report_id=report_id,
        answers={"lives_alone": "yes"},
        send_key="1",
        by=reporter(report_id),
        at=at(minutes=11),
    )
    looked_at(report_id)
    got = columns(report_id)
    assert ([got[name] for name in ("severity", "solvability", "urgency")], got["vulnerability"]) == (
        [0, 0, "info"],
        1,
    )


def restriction_done(name: str) -> None:
    """Let the worker do what a restriction, or its end, left to be done."""
    for row in Outbox.objects.filter(name=name):
        WORKS[row.name](row.object_id, at(minutes=7))


def test_what_a_report_shares_with_a_restricted_one_counts_in_no_suggestion() -> None:
    by, first, hidden = a_boss(), a_case(suspect_phone=PHONE), a_case(suspect_phone=PHONE)
    restricted(hidden, by=by)
    for each in (first, hidden):
        looked_at(each)
    shown_of = [shown(first, an_officer()).suggestion.values.solvability, columns(first)["solvability"]]
    assert (shown_of, columns(hidden)["solvability"]) == ([1, 1], 2)


def test_once_a_report_is_restricted_or_free_again_what_it_counted_for_is_suggested_again() -> None:
    by, first, hidden = a_boss(), a_case(suspect_phone=PHONE), a_case(suspect_phone=PHONE)
    looked_at(hidden)
    linked = columns(first)["solvability"]
    restricted(hidden, by=by)
    restriction_done("report.restricted")
    without = columns(first)["solvability"]
    lift_restriction(report_id=hidden, reason="It is over.", by=by, at=at(minutes=6))
    restriction_done("report.unrestricted")
    assert (linked, without, columns(first)["solvability"]) == (2, 1, 2)


def test_a_restriction_is_felt_also_where_the_restricted_report_links_to_more_than_count() -> None:
    others = "refunds@zanzibar-claims.co.uk"
    first = a_case(suspect_phone=PHONE)
    for each in range(9):
        a_case(suspect_phone=PHONE, phone=f"07700 9001{each:02}")
    for each in range(4):
        a_case(suspect_email=others, phone=f"07700 9002{each:02}")
    hidden = a_case(suspect_phone=PHONE, suspect_email=others, phone="07700 900399")
    looked_at(hidden)
    row = Report.objects.get(id=first)
    people = links_shown(row, ReportSeal.of(row)).people
    before = Assessment.objects.filter(report_id=first).count()
    restricted(hidden)
    restriction_done("report.restricted")
    assert (people, Assessment.objects.filter(report_id=first).count() - before) == (11, 1)


def test_of_several_linked_reports_only_the_restricted_ones_are_left_out() -> None:
    cases = [a_case(suspect_phone=PHONE, phone=f"07700 90099{each}") for each in range(3)]
    restricted(cases[2])
    for each in cases:
        looked_at(each)
    reasons = shown(cases[0], an_officer()).suggestion.solvability.reasons
    sources = [source for reason in reasons for source in reason.sources]
    assert {source.words for source in sources if source.sort is SourceSort.LINKS} == {"2"}
