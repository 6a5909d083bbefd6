"""Beginning, answering, sending and throwing away a report: what is kept, and what a refusal leaves behind."""

from collections.abc import Callable
from contextlib import nullcontext
from uuid import UUID, uuid4

import pytest
from pytest_django import Settings

from callpoint.actions.acting import Actor, NotTheReporterError, newcomer, reporter, system
from callpoint.actions.reporting import (
    AlreadySentError,
    NotDeclaredError,
    NothingIsSentError,
    NothingToldError,
    answer,
    begin_report,
    discard_draft,
    submit,
    tell_other_number,
)
from callpoint.records.models import Report
from callpoint.records.opened import NoSuchReportError
from callpoint.records.sealed import ReportSeal
from callpoint.rules.reference import read_code, read_reference
from callpoint.rules.way import DECLARATION
from tests.makers import (
    DESK,
    STORY,
    a_draft,
    a_report,
    all_kept,
    an_actor,
    at,
    deeds,
    posted,
    seeded,
    sent,
    with_service,
)

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def answers_of(report_id: UUID) -> dict[str, str | list[str]]:
    report = Report.objects.get(id=report_id)
    return ReportSeal.of(report).answers(report)


def save(report_id: UUID, **answers: str | list[str]) -> None:
    answer(report_id=report_id, answers=answers, by=reporter(report_id), at=at(minutes=1))


def test_the_first_answer_begins_a_draft_with_a_code_of_twenty_digits() -> None:
    begun = a_draft(story=STORY)
    report = Report.objects.get()
    held = (
        report.id,
        report.state,
        report.reference,
        report.language,
        report.channel,
        report.created_at,
        report.revision,
    )
    assert held == (begun.report_id, "draft", None, "en", "web", at(), 0)
    assert read_code(begun.code) == begun.code
    assert (answers_of(begun.report_id), deeds(), posted()) == ({"story": STORY}, ["report.begin"], [])


def test_what_was_left_empty_is_not_kept() -> None:
    begun = a_draft(situation="talk", story="", access_needs=[])
    assert answers_of(begun.report_id) == {"situation": "talk"}


def test_the_same_chance_and_time_begin_the_same_draft() -> None:
    codes = []
    for _ in range(2):
        begun = begin_report(
            answers={"story": "x"}, language="en", channel="web", by=newcomer(), at=at(), chance=seeded()
        )
        codes.append((begun.report_id, begun.code))
        Report.objects.all().delete()
    assert codes[0] == codes[1]


def test_two_tabs_that_save_different_questions_keep_both() -> None:
    draft = a_draft(story=STORY).report_id
    save(draft, name="Ann")
    save(draft, postcode="DE1 2FS")
    assert answers_of(draft) == {"story": STORY, "name": "Ann", "postcode": "DE1 2FS"}


def test_an_empty_value_takes_an_answer_back() -> None:
    draft = a_draft(story=STORY, name="Ann").report_id
    save(draft, name="")
    assert (answers_of(draft), Report.objects.get().revision) == ({"story": STORY}, 1)


def test_saving_the_same_answer_again_writes_nothing() -> None:
    draft = a_draft(story=STORY).report_id
    before = all_kept()
    save(draft, story=STORY, name="")
    assert all_kept() == before


def test_sending_gives_a_reference_a_unit_one_outbox_row_and_one_leaf() -> None:
    begun = a_draft(story=STORY, postcode="S40 1TB")
    reference = sent(begun, when=at(minutes=5))
    report = Report.objects.get()
    assert read_reference(reference, prefix="CP") == reference
    held = (report.reference, report.state, report.submitted_at, report.unit, report.outcode, report.country)
    assert held == (reference, "received", at(minutes=5), DESK, "S40", "GB")
    assert deeds() == ["report.begin", "report.submit"]
    assert posted() == [("report.submitted", str(begun.report_id))]


def test_sending_twice_gives_the_same_reference_one_outbox_row_and_one_leaf() -> None:
    begun = a_draft()
    first = sent(begun)
    before = all_kept()
    assert sent(begun, when=at(hours=1)) == first
    assert all_kept() == before


def test_two_reports_may_be_sent_with_the_same_key() -> None:
    references = {sent(a_draft()), sent(a_draft())}
    assert len(references) == 2


def test_a_key_that_no_database_can_hold_does_not_stop_a_report() -> None:
    draft = a_draft(story=STORY).report_id
    reference = submit(
        report_id=draft, answers={DECLARATION: "yes"}, submit_key="a\0b" * 50, by=reporter(draft), at=at()
    )
    assert Report.objects.get().reference == reference


def test_the_number_of_another_body_is_kept_sealed() -> None:
    report_id = a_report()
    tell_other_number(report_id=report_id, number="RF 123/24 £", by=reporter(report_id), at=at(hours=1))
    report = Report.objects.get()
    assert ReportSeal.of(report).other_number(report) == "RF 123/24 £"
    assert deeds()[-1] == "report.other-number"


def test_a_report_without_such_a_number_has_none() -> None:
    a_report()
    report = Report.objects.get()
    assert ReportSeal.of(report).other_number(report) == ""


def test_a_discarded_draft_is_gone_and_only_its_leaf_stays() -> None:
    draft = a_draft().report_id
    discard_draft(report_id=draft, by=reporter(draft), at=at(minutes=1))
    assert (Report.objects.count(), deeds(), posted()) == (0, ["report.begin", "report.discard"], [])


@pytest.mark.parametrize(
    ("answers", "refused"),
    [
        ({"story": STORY, DECLARATION: "yes"}, None),
        ({"suspect_phone": "07700 900123", DECLARATION: "yes"}, None),
        ({"please_call_me": "yes", DECLARATION: "yes"}, None),
        ({"situation": "talk", DECLARATION: "yes"}, NothingToldError),
        ({"story": " \n", DECLARATION: "yes"}, NothingToldError),
        ({"name": "Ann", "email": "a@example.org", DECLARATION: "yes"}, NothingToldError),
        ({"story": STORY}, NotDeclaredError),
    ],
)
def test_one_answer_and_the_declaration_are_required(
    answers: dict[str, str | list[str]], refused: type[Exception] | None
) -> None:
    draft = begin_report(answers=answers, language="en", channel="web", by=newcomer(), at=at()).report_id
    with nullcontext() if refused is None else pytest.raises(refused):
        submit(report_id=draft, answers={}, submit_key="k", by=reporter(draft), at=at())
    assert bool(Report.objects.get(id=draft).reference) is (refused is None)


Deed = Callable[[UUID], object]
DEEDS: dict[str, Deed] = {
    "answer": lambda report_id: save(report_id, name="Ann"),
    "submit": lambda report_id: submit(
        report_id=report_id, answers={DECLARATION: "yes"}, submit_key="k", by=reporter(report_id), at=at()
    ),
    "discard": lambda report_id: discard_draft(report_id=report_id, by=reporter(report_id), at=at()),
    "number": lambda report_id: tell_other_number(
        report_id=report_id, number="1", by=reporter(report_id), at=at()
    ),
}


def refused(deed: Deed, report_id: UUID, error: type[Exception]) -> None:
    before = all_kept()
    with pytest.raises(error):
        deed(report_id)
    assert all_kept() == before


@pytest.mark.parametrize("deed", DEEDS)
def test_a_deed_on_no_report_is_refused_and_leaves_no_trace(deed: str) -> None:
    a_report()
    refused(DEEDS[deed], uuid4(), NoSuchReportError)


@pytest.mark.parametrize("deed", ["answer", "discard"])
def test_a_sent_report_is_never_changed_or_deleted_by_its_reporter(deed: str) -> None:
    refused(DEEDS[deed], a_report(), AlreadySentError)


def test_a_report_without_what_happened_is_refused_and_leaves_no_trace() -> None:
    refused(DEEDS["submit"], a_draft(name="Ann").report_id, NothingToldError)


def test_a_guide_takes_no_report(settings: Settings) -> None:
    with_service(settings, role="guide")
    refused(DEEDS["submit"], a_draft().report_id, NothingIsSentError)


STEPS: list[Callable[[UUID, Actor], object]] = [
    lambda report_id, by: answer(report_id=report_id, answers={"name": "x"}, by=by, at=at()),
    lambda report_id, by: submit(
        report_id=report_id, answers={DECLARATION: "yes"}, submit_key="k", by=by, at=at()
    ),
    lambda report_id, by: discard_draft(report_id=report_id, by=by, at=at()),
    lambda report_id, by: tell_other_number(report_id=report_id, number="1", by=by, at=at()),
]


@pytest.mark.parametrize("step", STEPS, ids=["answer", "submit", "discard", "number"])
def test_every_step_of_a_report_is_for_its_own_reporter_only(step: Callable[[UUID, Actor], object]) -> None:
    begun, officer = a_draft(), an_actor()
    before = all_kept()
    for by in (reporter(uuid4()), newcomer(), system("worker"), officer):
        with pytest.raises(NotTheReporterError):
            step(begun.report_id, by)
    assert all_kept() == before
