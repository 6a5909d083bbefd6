"""A report that was sent, to its reporter: what is expected, what can be added and put right, and withdrawing."""

import re
from datetime import timedelta

import pytest
from pytest_django import Settings

from callpoint.actions.acting import reporter, system
from callpoint.actions.clocks import reckon
from callpoint.actions.corresponding import write_to_reporter, write_to_staff
from callpoint.actions.crime_numbers import record_crime_number
from callpoint.actions.promise_keeping import keep_promises
from callpoint.actions.reporting import held_report
from callpoint.clock import now
from callpoint.records.models import Addition, Clock, Report
from callpoint.records.opened import own_report
from callpoint.records.transaction import writing
from callpoint.rules.access import Role
from callpoint.rules.lifecycle import ReportState
from tests.makers import all_kept, an_actor, deeds, with_section, with_service
from tests.pages.public.browsing import Browser, NotSeenError
from tests.pages.public.journeys import STORY, came_back, checked, sent

pytestmark = [pytest.mark.django_db, pytest.mark.database]

OWN = "/return/report/"


def the_report() -> Report:
    """The one report that was sent."""
    return Report.objects.exclude(reference=None).get()


def answers() -> dict[str, str | list[str]]:
    """What its reporter tells by now."""
    return own_report(the_report().id).answers


@pytest.fixture(autouse=True)
def _police(settings: Settings) -> None:
    with_service(settings, role="police-force")


def test_a_payment_is_added_page_by_page_and_the_list_says_what_is_there() -> None:
    person = sent().go(OWN).follow("Add information")
    assert person.follow("One payment").heading == "One payment"
    person.press("Save", {label_of(person, "pay_amount"): "900 pounds"})
    assert person.heading == "Where that payment went"
    person.press("Save", {label_of(person, "pay_to_bank"): "A bank"})
    assert (person.heading, "Thank you. We have what you added." in person.text) == ("Add information", True)
    assert "Thank you." not in person.go("/return/add/").text
    told = answers()
    assert (told["pay_amount"], told["pay_to_bank"], Addition.objects.count()) == ("900 pounds", "A bank", 2)
    assert person.follow("Add another payment").url == "/return/add/payment.2/"


def label_of(person: Browser, name: str) -> str:
    """The words of a field's label, by the field's name."""
    labels = (label for label in person.tree.iter("label") if label.get("for") == name)
    return " ".join("".join(next(labels).itertext()).split())


def test_save_and_another_opens_the_next_row() -> None:
    person = sent().go("/return/add/payment-to/")
    person.press("Save, and add another payment", {label_of(person, "pay_to_bank"): "A bank"})
    posted_with_button = person.client.post(
        "/return/add/payment-to/",
        {"then": "another", "pay_to_bank": "B", "csrfmiddlewaretoken": token(person)},
    )
    assert posted_with_button["Location"] == "/return/add/payment.2/"


def token(person: Browser) -> str:
    """The token of the form that is open, or of the list's neighbour."""
    person.go("/return/add/you/")
    return next(
        each.get("value", "")
        for each in person.tree.iter("input")
        if each.get("name") == "csrfmiddlewaretoken"
    )


def test_the_bank_comes_first_and_a_yes_asks_what_it_said() -> None:
    person = sent().go("/return/add/")
    assert "Did you reach your bank? What did they say?" in person.text
    person.follow("Have you told your bank?")
    assert person.press("Save", {"Yes": "yes"}).heading == "What your bank said"
    person.press("Save", {"I am still waiting": "waiting"})
    assert (person.heading, answers()["bank_outcome"]) == ("Add information", "waiting")
    assert person.follow("What your bank said").url == "/return/add/bank-said/"


def test_who_could_not_reach_the_bank_is_back_at_the_list() -> None:
    person = sent().go("/return/add/bank_told/").press("Save", {"No": "no"})
    assert (person.heading, answers()["bank_told"]) == ("Add information", "no")


def test_no_bank_is_asked_about_where_no_money_moved() -> None:
    person = sent("My neighbour shouts at me each night and I am afraid.").go("/return/add/")
    assert "Did you reach your bank?" not in person.text


def test_saving_nothing_new_adds_nothing() -> None:
    person = sent().go("/return/add/you/")
    before = all_kept()
    assert person.press("Save").url == "/return/add/"
    assert (all_kept(), "Thank you." in person.text) == (before, False)


def test_how_to_reach_somebody_is_changed_on_two_pages_with_what_stood_there() -> None:
    person = sent().go(OWN).follow("Change how we reach you")
    person.press("Save", {"Yes": "yes"})
    assert person.heading == "How can we reach you?"
    person.press("Save", {"What phone number can we use?": "07700 900123"})
    assert answers()["phone"] == "07700 900123"
    person.go("/return/add/you/").press("Save", {"No, I will come back with my code": "no"})
    assert (answers()["safe_contact"], answers()["phone"]) == ("no", "07700 900123")
    assert person.go("/return/add/reach/").value_of("What phone number can we use?") == "07700 900123"


def test_what_cannot_be_kept_stays_in_its_field() -> None:
    person = sent().go("/return/add/you/")
    text = "x" * 600
    before = all_kept()
    person.press("Save", {"What is your name?": text})
    assert (person.status, person.value_of("What is your name?"), all_kept()) == (422, text, before)


def test_too_many_additions_from_one_source_wait_with_what_was_typed(settings: Settings) -> None:
    with_section(settings, "limits", messages_per_source_per_hour=0)
    person = sent().go("/return/add/you/").press("Save", {"What is your name?": "Ann"})
    assert (person.status, person.value_of("What is your name?")) == (422, "Ann")
    assert "Please send this again in an hour." in person.text


def test_what_makes_it_urgent_leads_to_help_first() -> None:
    person = sent("A shop sold me shoes in spring that never came.").go("/return/add/safe-now/")
    assert person.press("Save", {first_yes(person): "yes"}).heading == "What to do now"
    assert deeds()[-1] == "report.raise-urgency"


def first_yes(person: Browser) -> str:
    """The label of the first answer of the page."""
    label = next(label for label in person.tree.iter("label") if "radios__label" in label.get("class", ""))
    return " ".join("".join(label.itertext()).split())


@pytest.mark.parametrize(
    ("step", "url"),
    [
        ("story", "/return/report/#message"),
        ("true_as_known", "/return/report/#message"),
        ("evidence", "/report/evidence/"),
        ("insider", "/return/add/"),
        ("payment.99", "404"),
        ("situation", "404"),
        ("check", "404"),
        ("nothing", "404"),
    ],
)
def test_a_step_without_a_form_of_its_own_leads_to_its_place(step: str, url: str) -> None:
    answer = sent().client.get(f"/return/add/{step}/")
    assert answer.headers.get("Location", str(answer.status_code)) == url


@pytest.mark.parametrize("url", ["/return/add/", "/return/add/you/", "/return/withdraw/"])
def test_nobody_adds_to_a_draft_or_without_a_report(url: str) -> None:
    assert (Browser().go(url).url, checked().go(url).url) == ("/return/", "/report/check/")


def test_an_addition_that_came_too_late_is_back_in_its_field_after_the_code() -> None:
    person = sent()
    code = person.code()
    person.go("/return/add/you/")
    person.client.cookies.clear()
    person.press("Save", {"What is your name?": "Ann"})
    assert (person.status, person.heading, Addition.objects.count()) == (403, "Please send this once more", 0)
    person.press("Open my report", {"Your private code": code})
    assert (person.url, person.value_of("What is your name?")) == ("/return/add/you/", "Ann")
    person.press("Save")
    assert answers()["name"] == "Ann"


def test_the_story_is_hidden_by_itself_and_what_was_added_is_shown_with_what_stood_there() -> None:
    person = sent().go("/return/add/postcode/").press("Save", {"What is your postcode or town?": "S40 1TB"})
    person.go("/return/add/postcode/").press("Save", {"What is your postcode or town?": "DE1 1AA"})
    person.go(OWN)
    folded = [part for part in person.tree.iter("details") if STORY in "".join(part.itertext())]
    assert len(folded) == 2
    assert re.search(r"You added on .* DE1 1AA Before: S40 1TB", person.text)


def test_a_date_is_read_as_on_the_day_it_was_added() -> None:
    person = sent()
    Report.objects.update(submitted_at=now() - timedelta(days=100))
    person.go("/return/add/payment/").press("Save", {label_of(person, "pay_when"): "yesterday"})
    day = (now() - timedelta(days=1)).strftime("%-d %B")
    assert day in person.go(OWN).text


@pytest.mark.parametrize(
    ("state", "words"),
    [
        (ReportState.RECEIVED, "A person reads your report by"),
        (ReportState.READING, "You hear from us by"),
        (ReportState.WAITING, "Please answer us by"),
        (ReportState.WITH_OFFICER, "An officer took it"),
        (ReportState.CLOSED, "You can ask us to look at it again until"),
    ],
)
def test_each_state_says_what_is_expected_and_by_when(state: ReportState, words: str) -> None:
    person, report = sent(), the_report()
    by = an_actor(role=Role.SUPERVISOR)
    write_to_reporter(report_id=report.id, text="Which bank?", send_key="1", by=by, at=now())
    Report.objects.update(state=state, state_changed_at=now())
    reckoned()
    assert words in person.go(OWN).text


@writing
def reckoned() -> None:
    """Bring the clocks up to date after a change that no deed made."""
    reckon(held_report(the_report().id), by=system("test"), at=now())


def test_a_date_that_passed_is_owned_up_to() -> None:
    person = sent()
    assert "We are late." not in person.go(OWN).text
    Clock.objects.update(due_at=now() - timedelta(days=1))
    assert "We are late. We are sorry." in person.go(OWN).text


def test_a_date_that_passed_gives_way_to_the_new_one_that_was_told() -> None:
    person = sent()
    Clock.objects.filter(promise__startswith="first-read").update(due_at=now() - timedelta(days=1))
    keep_promises(report_id=the_report().id, by=system("worker"), at=now())
    shown = person.go(OWN).text
    assert ("A person now reads it by" in shown, "We are late. We are sorry." in shown) == (True, False)


def test_our_own_time_that_stands_still_says_for_what() -> None:
    person, report = sent(), the_report()
    write_to_staff(report_id=report.id, text="Is there news?", send_key="1", by=reporter(report.id), at=now())
    Clock.objects.filter(promise="answer-message").update(paused_at=now())
    assert (
        Clock.objects.filter(report=report, promise="answer-message").count(),
        "This waits for your answer." in person.go(OWN).text,
    ) == (1, True)


def test_a_crime_number_is_shown_once_there_is_one_and_not_before() -> None:
    person, report = sent(), the_report()
    pages = (OWN, "/report/done/")
    assert ["not yet a crime number" in person.go(url).text for url in pages] == [True, True]
    by = an_actor(role=Role.SUPERVISOR)
    record_crime_number(report_id=report.id, number="26*77", by=by, at=now())
    for url in pages:
        text = person.go(url).text
        assert "26*77 This is your crime number. Give it to your bank or insurer." in text
        assert "not yet a crime number" not in text
    assert "You now have a crime number." in person.go(OWN).text


def test_withdrawing_is_asked_once_said_in_a_message_and_taken_back_by_one_press() -> None:
    person = sent().go(OWN).follow("Withdraw your report")
    assert "Nothing is deleted." in person.text
    person.press("Yes, ask to withdraw", {"Is there something you want to say with it?": "He is my son."})
    assert (person.url, "He is my son." in person.text) == (OWN, True)
    assert person.go("/return/withdraw/").url == OWN
    with pytest.raises(NotSeenError):
        person.follow("Withdraw your report")
    back = came_back(sent_code(person))
    back.client.post("/return/withdraw/", {"do": "go-on", "csrfmiddlewaretoken": token(back)})
    assert (the_report().withdraw_asked_at, "I changed my mind." in back.go(OWN).text) == (None, True)


def sent_code(person: Browser) -> str:
    """The code, from the page after sending."""
    return person.go("/report/done/").code()


def test_words_that_are_too_long_or_too_many_stay_in_their_box(settings: Settings) -> None:
    label, person = "Is there something you want to say with it?", sent().go("/return/withdraw/")
    person.press("Yes, ask to withdraw", {label: "x" * 2002})
    assert (person.status, person.written_in(label), "2 letters shorter" in person.text) == (
        422,
        "x" * 2002,
        True,
    )
    with_section(settings, "limits", messages_per_source_per_hour=0)
    person.press("Yes, ask to withdraw", {label: "Please"})
    assert (person.status, person.written_in(label), the_report().withdraw_asked_at) == (422, "Please", None)


def test_words_of_a_withdrawal_that_came_too_late_are_back_in_their_box() -> None:
    label, person = "Is there something you want to say with it?", sent()
    code = person.code()
    person.go("/return/withdraw/").client.cookies.clear()
    person.press("Yes, ask to withdraw", {label: "He is my son."})
    person.press("Open my report", {"Your private code": code})
    assert (person.url, person.written_in(label)) == ("/return/withdraw/", "He is my son.")


def test_no_step_and_no_list_names_what_was_told_in_its_address_or_title() -> None:
    person = sent()
    for url in ("/return/add/", "/return/add/you/", "/return/withdraw/", OWN):
        person.go(url)
        assert "pounds" not in person.title
