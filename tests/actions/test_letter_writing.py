"""Every outcome's letter, filled with made-up reports: five parts, grade 6 at most, and the facts of that report."""

from typing import Any

import pytest
from pytest_django import Settings

from callpoint.actions.acting import reporter
from callpoint.actions.corresponding import write_to_reporter, write_to_staff
from callpoint.actions.crime_numbers import record_crime_number
from callpoint.actions.letter_writing import letter_for, review_by, writing_about
from callpoint.records.knowledge import knowledge
from callpoint.records.models import Report, SeriesMember
from callpoint.rules.closing import outcomes_for
from callpoint.rules.letters import HARDEST, STANDARD, Letter, faults_of, grade_of
from tests.actions.closings import GAP, a_read_report, of_unit
from tests.actions.retention import an_exhibit
from tests.makers import at, with_service

pytestmark = [pytest.mark.django_db, pytest.mark.database]

REPORTS: dict[str, dict[str, Any]] = {
    "a bank transfer": {
        "story": "A man rang and said he was from my bank. I sent him 900 pounds.",
        "pay_amount": "900",
        "pay_way": "faster-payment",
        "pay_when": "20 November 2026",
    },
    "nothing lost": {"story": "I got a text about a parcel. I did not click on it."},
    "somewhere else": {"story": "Someone got into my account.", "postcode": "LS1 4DY"},
    "no place": {"story": "My shop site was shut down by someone.", "postcode": ""},
    "a child": {"story": "A man online asks me for photos.", "age": "13-15", "image_threat": "yes"},
}


def letters(role: str) -> dict[tuple[str, str], Letter]:
    made = {}
    for name, answers in REPORTS.items():
        report = Report.objects.get(id=a_read_report(**answers))
        about = writing_about(report)
        for outcome in outcomes_for(knowledge(), role=role):
            letter = letter_for(about, STANDARD, outcome=outcome, at=at(hours=2))
            parts = {part: text.replace("{gap}", GAP) for part, text in letter.parts().items()}
            made[name, outcome.id] = Letter.of(parts)
    return made


@pytest.mark.parametrize("role", ["police-force", "recording-body"])
def test_every_letter_is_as_it_must_be_for_every_report(settings: Settings, role: str) -> None:
    with_service(settings, role=role)
    last = review_by(Report(language="en", unit=""), at=at(hours=2))
    made = letters(role)
    wrong = {
        key: found
        for key, letter in made.items()
        if (found := faults_of(letter, language="en", review_by=last))
    }
    assert (wrong, max(map(grade_of, made.values())) <= HARDEST) == ({}, True)


def test_a_letter_tells_what_was_done_with_counts_and_dates() -> None:
    report_id = a_read_report(**REPORTS["a bank transfer"])
    officer = of_unit(report_id)
    for number in range(2):
        write_to_reporter(report_id=report_id, text="News.", send_key=str(number), by=officer, at=at(hours=1))
    write_to_staff(report_id=report_id, text="More.", send_key="1", by=reporter(report_id), at=at(hours=1))
    record_crime_number(report_id=report_id, number="26000/123456", by=officer, at=at(hours=1))
    about = writing_about(Report.objects.get(id=report_id))
    letter = letter_for(about, STANDARD, outcome=knowledge().content.outcomes["outcome-18"], at=at(days=1))
    assert letter == Letter(
        sorry="We are sorry that this came to you. It was not your fault.",
        did="You sent us your report on Saturday 21 November 2026. One of us read it on Saturday 21 November 2026. "
        "We wrote to you 2 times. You wrote to us 1 time, and we read it. "
        "Police have a record of the crime. Your crime number is 26000/123456.",
        decided="We have stopped looking for now.",
        why="We tried each lead we had and could not find who did it. If more comes to light, we open it again.",
        still="Ask your bank about your money, if you have not yet. It may still get some of it back. "
        "For most bank transfers in the UK, you can ask until Monday 20 December 2027.\n\n"
        "You can still talk to someone about this: Derbyshire Victim Services, 0800 612 6505.\n\n"
        "Do you think that this is wrong? You can ask us to look again by Monday 22 February 2027. "
        "We read what comes late, too. Someone else will then look at it. Go to the page of your report to ask.\n\n"
        "Do you know something new? Tell us, and we open it again.",
    )


def test_the_last_date_is_that_of_the_promise() -> None:
    report = Report.objects.get(id=a_read_report())
    assert [review_by(report, at=at(days=days)) for days in (0, 30)] == [
        "Sunday 21 February 2027",
        "Sunday 21 March 2027",
    ]


def test_where_nobody_there_can_be_asked_and_nothing_is_promised_the_letter_says_neither(
    settings: Settings,
) -> None:
    report_id = a_read_report(story="My shop site was shut down.", postcode="", country="US")
    with_service(settings, role="guide")
    still = letter_for(
        writing_about(Report.objects.get(id=report_id)),
        STANDARD,
        outcome=knowledge().content.outcomes["sent-in-error"],
        at=at(hours=2),
    ).still
    assert still == (
        "Do you think that this is wrong? You can ask us to look again. "
        "Someone else will then look at it. Go to the page of your report to ask.\n\n"
        "Do you know something new? Tell us, and we open it again."
    )


def test_files_and_the_search_for_more_reports_are_counted() -> None:
    report_id = a_read_report(**REPORTS["a bank transfer"])
    an_exhibit(report_id)
    SeriesMember.objects.create(report_id=report_id, joined_at=at())
    did = letter_for(
        writing_about(Report.objects.get(id=report_id)),
        STANDARD,
        outcome=knowledge().content.outcomes["sent-in-error"],
        at=at(hours=2),
    ).did
    assert did.endswith(
        "You gave us 1 file, and we keep it safe. We looked for more reports that name the same things."
    )


def test_what_can_be_asked_of_the_bank_no_more_is_not_offered_by_its_date() -> None:
    report_id = a_read_report(**REPORTS["a bank transfer"])
    about = writing_about(Report.objects.get(id=report_id))
    outcome = knowledge().content.outcomes["sent-in-error"]
    stills = [letter_for(about, STANDARD, outcome=outcome, at=at(days=days)).still for days in (1, 600)]
    assert ["For most bank transfers" in still for still in stills] == [True, False]


def test_a_number_keeps_its_order_in_a_letter_from_the_right() -> None:
    report = Report.objects.get(id=a_read_report())
    record_crime_number(report_id=report.id, number="26 123", by=of_unit(report.id), at=at(hours=1))
    Report.objects.filter(id=report.id).update(language="ur")
    about = writing_about(Report.objects.get(id=report.id))
    letter = letter_for(
        about, STANDARD, outcome=knowledge().content.outcomes["sent-in-error"], at=at(hours=2)
    )
    isolated = "\N{LEFT-TO-RIGHT ISOLATE}26 123\N{POP DIRECTIONAL ISOLATE}"
    assert (isolated in letter.did, "\N{LEFT-TO-RIGHT ISOLATE}0800" in letter.still) == (True, True)


@pytest.mark.parametrize(("money_left", "is_offered"), [("last-24h", "yes"), ("unsure", "yes"), ("no", "no")])
def test_the_bank_is_named_wherever_money_may_be_gone(money_left: str, is_offered: str) -> None:
    report_id = a_read_report(story="Someone got into my account.", money_left=money_left)
    about = writing_about(Report.objects.get(id=report_id))
    outcome = knowledge().content.outcomes["sent-in-error"]
    still = letter_for(about, STANDARD, outcome=outcome, at=at(days=1)).still
    assert ("Ask your bank" in still) is (is_offered == "yes")
