"""What we ask of a reporter, on their own pages: each question leads to its form, and not knowing is an answer."""

import pytest
from pytest_django import Settings

from callpoint.actions.asking import ask_reporter
from callpoint.actions.reading import open_report
from callpoint.actions.recording import record
from callpoint.clock import now
from callpoint.records.models import Addition, Ask, Report
from callpoint.records.opened import own_report
from callpoint.rules.access import Role
from callpoint.rules.lifecycle import ReportState
from callpoint.rules.missing_facts import Wanted
from callpoint.rules.recording_codes import Decision, RecordedAs
from tests.makers import an_actor, at, with_service
from tests.pages.public.browsing import Browser, NotSeenError
from tests.pages.public.journeys import sent

pytestmark = [pytest.mark.django_db, pytest.mark.database]

OWN = "/return/report/"
NEED = "We need something from you"
NUMBER = "What number showed on the phone?"


@pytest.fixture(autouse=True)
def _police(settings: Settings) -> None:
    with_service(settings, role="police-force")


def the_report() -> Report:
    return Report.objects.exclude(reference=None).get()


def asked(*keys: str) -> Browser:
    """Somebody who sent a report and was asked for facts."""
    person, by = sent(), an_actor(role=Role.SUPERVISOR)
    report_id = the_report().id
    open_report(report_id=report_id, by=by, at=now())
    wanted = Wanted(keys=keys or ("number_shown", "claimed_name"))
    ask_reporter(report_id=report_id, wanted=wanted, send_key="1", by=by, at=now())
    return person.go(OWN)


def test_each_question_is_one_press_from_its_form_and_the_next_follows() -> None:
    person = asked()
    first = person.text
    person.follow(NUMBER)
    assert person.heading == NUMBER
    person.press("Save", {NUMBER: "07700 900321"})
    assert (NEED in first, person.heading) == (True, "What name did they give, and for which firm or body?")
    person.press("I do not know")
    assert (person.url, "Thank you. We have your answer." in person.text, NEED in person.text) == (
        OWN,
        True,
        False,
    )
    assert "Thank you. We have" not in person.go(OWN).text
    report = own_report(the_report().id)
    told = (report.answers["number_shown"], report.state, Addition.objects.count())
    assert told == ("07700 900321", ReportState.READING, 1)


def test_saving_nothing_leaves_the_question_open() -> None:
    person = asked().follow(NUMBER).press("Save")
    assert (person.url, NEED in person.text, Ask.objects.get().answered_at) == (OWN, True, None)


def test_words_typed_beside_not_knowing_are_kept() -> None:
    asked("number_shown").follow(NUMBER).press("I do not know", {NUMBER: "It began with 077"})
    assert own_report(the_report().id).answers["number_shown"] == "It began with 077"


def test_a_late_answer_is_welcome_and_the_page_says_so() -> None:
    person = asked("number_shown")
    Ask.objects.update(asked_at=at(days=-30), due_at=at(days=-16), lapsed_at=at(days=-16))
    Report.objects.update(state=ReportState.READING)
    assert "The day we named has passed. You can still answer." in person.go(OWN).text
    person.follow(NUMBER).press("Save", {NUMBER: "07700 900321"})
    assert NEED not in person.text


def test_a_question_that_was_answered_can_be_answered_anew() -> None:
    person = asked("number_shown").follow(NUMBER).press("Save", {NUMBER: "1"})
    person.go("/return/add/number_shown/").press("Save", {NUMBER: "2"})
    assert own_report(the_report().id).answers["number_shown"] == "2"


def test_a_question_that_nobody_asked_has_no_form_of_its_own() -> None:
    assert asked("number_shown").client.get("/return/add/card_collected/").status_code == 404


def test_a_closed_report_asks_for_nothing() -> None:
    person = asked()
    Report.objects.update(state=ReportState.CLOSED)
    assert NEED not in person.go(OWN).text


def test_a_form_that_came_late_brings_its_words_back() -> None:
    person = asked("number_shown").follow(NUMBER)
    person.client.cookies.pop("session")
    person.press("Save", {NUMBER: "07700 900321"})
    assert "07700 900321" in person.response.content.decode()


def recorded(recorded_as: RecordedAs, *, told: str = "") -> Browser:
    person = sent()
    decision = Decision(recorded_as=recorded_as, code="5B", reason="zanzibar", told=told)
    by = an_actor(role=Role.SUPERVISOR)
    record(report_id=the_report().id, decision=decision, by=by, at=now())
    return person.go(OWN)


@pytest.mark.parametrize(
    ("recorded_as", "words"),
    [
        (RecordedAs.CRIME, "We recorded this as a crime."),
        (RecordedAs.INFORMATION, "We keep this as information. It is not recorded as a crime."),
        (RecordedAs.NOT_CRIME, "We did not record this as a crime."),
    ],
)
def test_the_reporter_reads_what_was_written_for_them_and_nothing_else(
    recorded_as: RecordedAs, words: str
) -> None:
    page = recorded(recorded_as, told="The shop will send it again.").response.content.decode()
    hidden = [word for word in ("zanzibar", "5B", "Asha Patel") if word in page]
    assert (words in page, "The shop will send it again." in page, hidden) == (True, True, [])


def test_a_crime_needs_no_more_words() -> None:
    assert "We recorded this as a crime." in recorded(RecordedAs.CRIME).text


def test_an_open_report_has_no_decision_and_no_question() -> None:
    person = sent().go(OWN)
    assert ("We recorded" in person.text, NEED in person.text) == (False, False)
    with pytest.raises(NotSeenError):
        person.follow(NUMBER)
