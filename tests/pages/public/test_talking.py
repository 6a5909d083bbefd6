"""I only want to talk: who answers now, one page to ask on, a yes by name, a way back, and never a report by itself."""

from dataclasses import replace

import pytest
from pytest_django import Settings

from callpoint.actions.support_requests import NewCall, note_support_call
from callpoint.records import knowledge as shelf
from callpoint.records.knowledge import knowledge
from callpoint.records.models import Report, SupportRequest
from callpoint.records.opened_requests import own_request
from callpoint.rules.asking_support import LIMITS
from callpoint.rules.support_requests import CallOutcome, RequestState
from tests.actions.support import a_supporter
from tests.makers import all_kept, at, deeds, with_section, with_service
from tests.pages.public.browsing import Browser
from tests.pages.public.journeys import STORY_LABEL, came_back
from tests.pages.public.journeys import sent as report_sent

pytestmark = [pytest.mark.django_db, pytest.mark.database]

NEAR, FAR = "Yes, to Derbyshire Victim Services", "Yes, to Victim Support"
CONTACT, PLACE, NAME = "Your number or email address", "Your postcode or town", "What shall we call you?"
GONE = "00000000-0000-4000-8000-000000000000"
ABOUT = "In a few words, if you want to"
WHOLE = {
    "Me": "x",
    NAME: "Ann",
    PLACE: "S40 1TB",
    "18 or over": "x",
    "Call me": "x",
    CONTACT: "07700 900123",
    "When is it safe?": "after 6 pm",
    "What must we take care of?": "my brother hears me",
    "Which language is best for you?": "Polish",
    "What would make it easier?": "a woman",
    ABOUT: "I cannot sleep",
}


def asking(**fields: str) -> Browser:
    """Somebody who pressed the button of the form; underscores of nothing, labels come by mapping."""
    return Browser().go("/talk/ask/").press("Send my request", fields)


def asked() -> Browser:
    """Somebody who sent a whole request."""
    return asking(**WHOLE, **{NEAR: "x"})


def the_only_request() -> SupportRequest:
    return SupportRequest.objects.get()


def test_who_wants_to_talk_finds_the_way_on_start_and_in_the_help_of_every_page() -> None:
    person = Browser().go("/").follow("I only want to talk to somebody")
    assert (person.url, person.heading) == ("/talk/", "Talk to somebody")
    assert Browser().go("/return/").follow("Talk to somebody").url == "/talk/"


def test_the_first_page_shows_who_answers_now_before_it_offers_a_call() -> None:
    text = Browser().go("/talk/").text
    order = [
        text.index(words)
        for words in ("They answer right now", "Samaritans", "Childline", "Ask to be called")
    ]
    assert order == sorted(order)


def test_a_whole_request_gets_a_reference_a_code_and_a_date_and_is_no_report(settings: Settings) -> None:
    with_service(settings, role="police-force")
    person = asked()
    assert (person.url, person.heading, person.status) == ("/talk/done/", "Your request is sent", 200)
    assert (len(person.code()), "Derbyshire Victim Services has it by" in person.text) == (20, True)
    assert "You can take this back at any time." in person.text
    told = own_request(the_only_request().id).told
    assert (told["name"], told["times"], told["care"]) == ("Ann", "after 6 pm", "my brother hears me")
    assert (Report.objects.count(), deeds()) == (0, ["support.ask"])


def test_a_deployment_that_no_clock_binds_promises_no_date(settings: Settings) -> None:
    with_service(settings, role="support-service")
    assert "has it by" not in asked().text


def test_the_code_and_a_yes_are_enough() -> None:
    person = asking(**{"Do not contact me. I come back with my code": "x", FAR: "x"})
    assert (person.url, own_request(the_only_request().id).told) == ("/talk/done/", {"way": "code"})
    assert "Nobody contacts you." in person.text


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({}, "Choose how we may reach you."),
        ({}, "Tick your yes. Without it we pass nothing on."),
        ({"Call me": "x"}, "Type the number for the call or text."),
        ({"Email me": "x", CONTACT: "0770"}, "Type the email address, such as name@example.org."),
        ({ABOUT: "x" * (LIMITS["about"] + 1)}, "Make this shorter. It can have 2000 characters."),
        ({PLACE: "Leeds", NEAR: "x"}, "Another service helps where you live. Tick it if you agree."),
        ({PLACE: "Edinburgh", FAR: "x"}, "Nobody takes a request from us there."),
    ],
)
def test_what_is_missing_is_said_and_everything_typed_stays(fields: dict[str, str], words: str) -> None:
    typed = {NAME: "Ann <b>", CONTACT: "07", ABOUT: " two\nlines", PLACE: "S40 1TB", **fields}
    before = all_kept()
    person = asking(**typed)
    assert (person.status, words in person.text, person.title.startswith("Error: ")) == (422, True, True)
    kept = (person.value_of(NAME), person.value_of(CONTACT), person.value_of(PLACE), person.written_in(ABOUT))
    assert kept == (typed[NAME], typed[CONTACT], typed[PLACE], typed[ABOUT])
    assert all_kept() == before


def test_the_yes_names_exactly_the_service_of_the_place() -> None:
    near, far, both = asking(**{PLACE: "Derby"}).text, asking(**{PLACE: "Leeds"}).text, asking().text
    assert "We pass on only what is on this page, only to Derbyshire Victim Services." in near
    assert "We pass on only what is on this page, only to Victim Support." in far
    assert "only to the service you choose." in both
    assert [(NEAR in text, FAR in text) for text in (near, far, both)] == [
        (True, False),
        (False, True),
        (True, True),
    ]


def test_where_nobody_takes_a_request_it_is_said_with_who_answers_there() -> None:
    person = asking(**{PLACE: "Belfast", "Call me": "x", CONTACT: "07700 900123"})
    assert "They can help where you are" in person.text
    assert ("Samaritans" in person.text, FAR in person.text) == (True, False)


def test_who_is_under_18_sees_first_who_is_there_for_them() -> None:
    person = asking(**{**WHOLE, "13 to 15": "x", NEAR: "x"})
    assert person.text.index("Childline") < person.text.index("The reference of your request")


@pytest.mark.parametrize(("role", "home"), [("guide", "uk/derbyshire"), ("police-force", "us")])
def test_a_guide_and_a_country_without_support_offer_who_listens_and_no_call(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, role: str, home: str
) -> None:
    with_service(settings, role=role)
    monkeypatch.setattr(shelf._shelf, "held", replace(knowledge(), home=home))  # noqa: SLF001 - the one place that holds it
    person = Browser().go("/talk/ask/")
    assert (person.url, "Ask to be called" in person.text) == ("/talk/", False)


def test_many_requests_from_one_source_wait_with_everything_kept(settings: Settings) -> None:
    with_section(settings, "limits", submits_per_source_per_hour=1)
    asked()
    person = asked()
    assert (person.status, person.value_of(NAME), SupportRequest.objects.count()) == (422, "Ann", 1)
    assert "Please send this again in an hour." in person.text


def test_the_code_brings_its_person_back_on_another_device_to_the_request() -> None:
    person = asked()
    back = came_back(person.code(), the_only_request().reference)
    assert (back.url, back.heading, back.code()) == ("/talk/mine/", "Your request", "")
    assert "We have your request" in back.text
    assert "after 6 pm" in back.text


def test_a_wrong_code_of_a_request_is_answered_like_any_other() -> None:
    reference, code = the_reference(asked()), "0" * 20
    unknown, wrong = came_back(code, reference), came_back(report_sent().code(), reference)
    assert (unknown.status, wrong.status) == (422, 422)
    assert ("We know no report" in unknown.text, "We know no report" in wrong.text) == (True, True)


def the_reference(person: Browser) -> str:
    assert person.heading == "Your request is sent"
    return the_only_request().reference


def test_a_code_of_a_report_lets_go_of_the_request_that_was_open_here() -> None:
    code = report_sent().code()
    person = asked().go("/return/").press("Open my report", {"Your private code": code})
    assert (person.url, person.go("/talk/mine/").url) == ("/return/report/", "/return/")


def test_a_new_way_to_be_reached_is_saved_and_said_once() -> None:
    person = asked().follow("See or change your request")
    person.press("Save the change", {"Text me": "x", "When is it safe?": "noon"})
    told = own_request(the_only_request().id).told
    assert ("We use the new way from now on." in person.text, told["way"], told["times"]) == (
        True,
        "text",
        "noon",
    )
    assert "We use the new way from now on." not in person.go("/talk/mine/").text


def test_a_change_that_cannot_be_used_stays_in_the_form() -> None:
    person = asked().go("/talk/mine/").press("Save the change", {"Email me": "x", CONTACT: "nowhere"})
    assert (person.status, person.value_of(CONTACT)) == (422, "nowhere")
    assert own_request(the_only_request().id).told["contact"] == "07700 900123"


def test_what_staff_tell_the_person_waits_for_them_and_the_note_does_not() -> None:
    person = asked()
    note_support_call(
        request_id=the_only_request().id,
        new=NewCall(
            outcome=CallOutcome.NO_ANSWER,
            note="sounded tired",
            answer="We try again on Monday",
            send_key="k",
        ),
        by=a_supporter(),
        at=at(),
    )
    person.go("/talk/mine/")
    assert "They tried, and could not reach you" in person.text
    assert ("We try again on Monday" in person.text, "sounded tired" in person.text) == (True, False)


def test_a_request_is_taken_back_after_asking_once_and_asked_for_no_more() -> None:
    person = asked().follow("Take it back")
    assert (person.heading, the_only_request().state) == ("Take your request back?", RequestState.WAITING)
    person.press("Yes, take it back")
    assert ("You took it back" in person.text, the_only_request().state) == (True, RequestState.WITHDRAWN)
    assert [person.go(url).url for url in ("/talk/withdraw/", "/talk/done/")] == ["/talk/mine/"] * 2
    assert "Save the change" not in person.text
    late = person.client.post("/talk/mine/", {"way": "code", "csrfmiddlewaretoken": token_of(person)})
    assert (late.status_code, deeds()[-1]) == (302, "support.withdraw")


def token_of(person: Browser) -> str:
    return next(
        field.get("value", "")
        for field in person.tree.iter("input")
        if field.get("name") == "csrfmiddlewaretoken"
    )


def test_a_report_begins_only_by_a_press_and_is_filled_in_only_by_a_tick() -> None:
    person = asked()
    assert Report.objects.count() == 0
    person.press("Tell us what happened")
    assert (person.url, Report.objects.count()) == ("/report/question/situation/", 0)
    person.go("/talk/mine/").press(
        "Tell us what happened", {"Fill in my name, place and how to reach me": "x"}
    )
    assert (person.url, Report.objects.count()) == ("/report/question/situation/", 1)
    assert person.go("/report/question/name/").value_of("What is your name?") == "Ann"
    assert person.go("/talk/mine/").follow("Go to your report").url == "/report/check/"


def test_what_a_report_holds_is_shown_in_the_form_and_nothing_is_sent_by_that() -> None:
    person = Browser().go("/report/question/name/")
    person.go("/report/question/story/").press("Continue", {STORY_LABEL: "My bank rang."})
    person.go("/report/question/name/").press("Continue", {"What is your name?": "Ann"})
    person.go("/talk/ask/")
    assert (person.value_of(NAME), "Nothing is sent yet." in person.text) == ("Ann", True)
    assert SupportRequest.objects.count() == 0


@pytest.mark.parametrize(
    ("url", "leads"),
    [
        ("/talk/done/", "/talk/"),
        ("/talk/mine/", "/return/"),
        ("/talk/withdraw/", "/return/"),
        ("/talk/report/", "/report/question/situation/"),
    ],
)
def test_without_a_request_its_pages_lead_on(url: str, leads: str) -> None:
    assert Browser().go(url).url == leads


def test_a_request_that_is_gone_and_one_whose_code_is_lost_break_nothing() -> None:
    person = asked()
    session = person.client.session
    session["support-code"] = "x.y"
    session["report"] = GONE
    session.save()
    assert person.go("/talk/done/").code() == ""
    assert person.go("/talk/ask/").value_of(NAME) == ""
    session["support-request"] = GONE
    session.save()
    assert person.go("/talk/done/").url == "/talk/"
    assert str(the_only_request()).startswith("CPT-")


def test_every_page_of_the_way_has_the_exit_and_leaving_forgets_the_request() -> None:
    person = asked()
    for url in ("/talk/", "/talk/ask/", "/talk/done/", "/talk/mine/", "/talk/withdraw/"):
        assert "Exit this page" in person.go(url).text
    person.go("/talk/mine/").press("Close my request on this device")
    assert person.go("/talk/mine/").url == "/return/"
