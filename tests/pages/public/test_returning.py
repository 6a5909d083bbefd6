"""Coming back: the same answer for every wrong code, limits that lose nothing, and words kept when refused."""

import re

import pytest
from pytest_django import Settings

from callpoint.actions.corresponding import MESSAGE_LIMIT
from callpoint.records.models import Report
from tests.makers import all_kept, deeds, with_section, with_service
from tests.pages.public.browsing import Browser
from tests.pages.public.journeys import STORY_LABEL, came_back, checked, send, sent

pytestmark = [pytest.mark.django_db, pytest.mark.database]

UNKNOWN = "0" * 20
WROTE = "Write to us, or add something"
NUMBER = "Did they give you a number? Keep it here"


def without_own_words(person: Browser, *typed: str) -> str:
    """The whole page but its form token and what was typed."""
    page = re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", person.response.content.decode())
    for words in typed:
        page = page.replace(words, "")
    return page


def test_an_unknown_code_and_the_reference_of_another_report_are_answered_alike() -> None:
    first, other = sent(), sent("Somebody else")
    code = first.code()
    reference = Report.objects.exclude(submitted_at=None).order_by("submitted_at").last()
    assert reference
    assert other.status == 200
    wrong = str(reference.reference)
    before = all_kept()
    unknown, mismatch = came_back(UNKNOWN, wrong), came_back(code, wrong)
    assert (unknown.status, mismatch.status, all_kept()) == (422, 422, before)
    assert without_own_words(unknown, UNKNOWN) == without_own_words(mismatch, code)
    assert len(unknown.response.content) == len(mismatch.response.content)
    assert dict(unknown.response.headers) == dict(mismatch.response.headers)


@pytest.mark.parametrize(
    ("code", "reference", "words"),
    [
        ("", "", "A private code has 20 numbers. You gave 0."),
        ("1234", "", "You gave 4."),
        ("0" * 19 + "x", "", "You gave 19."),
        ("0" * 20 + "x", "", "A private code has numbers only."),
        (UNKNOWN, "CP-1", "A reference has 11 letters and numbers."),
        (UNKNOWN, "", "We know no report with this code."),
    ],
)
def test_a_code_that_does_not_fit_is_shown_again_with_words_that_say_what_to_do(
    code: str, reference: str, words: str
) -> None:
    person = came_back(code, reference)
    assert (person.status, words in person.text, person.value_of("Your private code")) == (422, True, code)
    assert person.value_of("Your report reference, if you have one") == reference


@pytest.mark.parametrize("shown", ["{0} {1} {2} {3} {4}", "{0}-{1}-{2}-{3}-{4}", " {0}{1}{2}{3}{4} "])
def test_a_code_is_read_however_it_was_grouped(shown: str) -> None:
    code = checked().code()
    groups = [code[start : start + 4] for start in range(0, 20, 4)]
    assert came_back(shown.format(*groups)).heading == "Check what you told us"


def test_too_many_tries_are_asked_to_wait_and_nothing_is_lost(settings: Settings) -> None:
    with_section(settings, "limits", code_tries_per_source_per_hour=3)
    code = sent().code()
    tries = [came_back(UNKNOWN[:-1] + str(number)).status for number in range(3)]
    refused = came_back(code)
    assert (tries, refused.status, refused.heading) == ([422] * 3, 429, "Please wait a little")
    assert "Your report is safe." in refused.text
    assert Report.objects.count() == 1


def test_one_source_that_tries_too_often_does_not_stop_others(settings: Settings) -> None:
    with_section(settings, "limits", code_tries_per_source_per_hour=2, code_tries_total_per_minute=5)
    code = sent().code()
    for number in range(30):
        came_back(f"{number:020}")
    other = Browser().go("/return/")
    other.client.defaults["REMOTE_ADDR"] = "198.51.100.7"
    assert other.press("Open my report", {"Your private code": code}).heading == "Your report"


def test_too_many_reports_from_one_source_wait_with_everything_kept(settings: Settings) -> None:
    with_section(settings, "limits", submits_per_source_per_hour=1)
    sent()
    person = sent("A second story")
    assert (person.status, person.heading) == (429, "Please wait a little")
    assert "What you wrote is saved." in person.text
    person.follow("Back to your report")
    assert (person.heading, "A second story" in person.text) == ("Check what you told us", True)
    assert deeds().count("report.submit") == 1


@pytest.mark.parametrize(
    ("text", "words"),
    [(" ", "Write your message in the box."), ("x" * (MESSAGE_LIMIT + 2), "2 letters shorter")],
)
def test_a_message_that_cannot_be_sent_stays_in_its_box(text: str, words: str) -> None:
    person = sent().go("/return/report/").press("Send message", {WROTE: text})
    assert (person.status, words in person.text, person.written_in(WROTE)) == (422, True, text)


def test_a_story_that_is_too_long_stays_in_its_box() -> None:
    text = "x" * 20_003
    person = Browser().go("/report/question/story/").press("Continue", {STORY_LABEL: text})
    assert (person.status, "Characters to take out: 3." in person.text) == (422, True)
    assert (person.written_in(STORY_LABEL), deeds()) == (text, [])


@pytest.mark.parametrize(
    "url", ["/return/report/", "/report/check/", "/report/done/", "/report/delete/", "/report/kind/"]
)
def test_a_form_that_comes_after_its_session_ended_loses_nothing_and_does_nothing(url: str) -> None:
    person = sent()
    before = all_kept()
    person.client.cookies.clear()
    person.shown(
        person.client.post(url, {"message": "Keep <b>me</b>\nplease", "csrfmiddlewaretoken": "old"}), url
    )
    assert (person.status, person.heading) == (403, "Please send this once more")
    assert [area.text for area in person.tree.iter("textarea")] == ["Keep <b>me</b>\nplease"]
    assert all_kept() == before


def test_a_story_sent_too_late_is_saved_by_one_more_press() -> None:
    person = Browser().go("/report/question/story/")
    person.client.cookies.clear()
    person.press("Continue", {STORY_LABEL: '  Two lines\nand "quotes"'})
    person.press("Send it once more")
    assert person.go("/report/check/").heading == "Check what you told us"
    person.go("/report/question/story/")
    assert person.written_in(STORY_LABEL) == '  Two lines\nand "quotes"'


def late_message(person: Browser, text: str) -> Browser:
    """Somebody whose session ended while they wrote a message."""
    person.go("/return/report/")
    person.client.cookies.clear()
    return person.press("Send message", {WROTE: text})


def shown_again(person: Browser) -> list[str]:
    """What stands in the large fields of the page, as a browser reads it."""
    return ["".join(area.itertext()) for area in person.tree.iter("textarea")]


def test_a_message_that_came_too_late_is_back_in_its_box_after_the_code_and_can_be_sent() -> None:
    person, text = sent(), '  One more "thing"\nabout <b>it</b>'
    code = person.code()
    late_message(person, text)
    assert (person.status, person.heading, shown_again(person)) == (403, "Please send this once more", [text])
    person.press("Open my report", {"Your private code": UNKNOWN})
    assert (person.status, "We know no report" in person.text, shown_again(person)) == (422, True, [text])
    person.press("Open my report", {"Your private code": "12"})
    assert (person.status, shown_again(person)) == (422, [text])
    person.press("Open my report", {"Your private code": code})
    assert (person.url, person.written_in(WROTE)) == ("/return/report/", text)
    assert "message.from-reporter" not in deeds()
    person.press("Send message")
    assert (deeds().count("message.from-reporter"), person.written_in(WROTE)) == (1, "")
    assert 'One more "thing" about <b>it</b>' in person.text


def test_words_that_came_too_late_stay_on_the_page_where_too_many_codes_were_tried(
    settings: Settings,
) -> None:
    with_section(settings, "limits", code_tries_per_source_per_hour=0)
    person = sent()
    code = person.code()
    late_message(person, "Keep me").press("Open my report", {"Your private code": code})
    assert (person.status, shown_again(person)) == (429, ["Keep me"])


def test_a_message_from_a_page_without_its_report_is_asked_for_the_code_with_its_words() -> None:
    person = sent().go("/return/report/")
    person.client.cookies.clear()
    form = {"csrfmiddlewaretoken": token_of(person.go("/return/")), "message": "Hello"}
    person.shown(person.client.post("/return/report/", form), "/return/report/")
    assert (person.heading, shown_again(person)) == ("Please send this once more", ["Hello"])


def token_of(person: Browser) -> str:
    return next(
        field.get("value", "")
        for field in person.tree.iter("input")
        if field.get("name") == "csrfmiddlewaretoken"
    )


@pytest.mark.parametrize(
    ("step", "label", "answer"),
    [("you", "What is your name?", "Ann"), ("postcode", "What is your postcode or town?", "S40 1TB")],
)
def test_an_answer_that_came_too_late_joins_its_own_report_and_begins_no_other(
    step: str, label: str, answer: str
) -> None:
    person = checked()
    code = person.code()
    person.go(f"/report/question/{step}/")
    person.client.cookies.clear()
    person.press("Continue", {label: answer})
    assert (person.heading, Report.objects.count()) == ("Please send this once more", 1)
    person.press("Open my report", {"Your private code": code})
    assert (person.url, person.value_of(label)) == (f"/report/question/{step}/", answer)
    person.press("Continue").go("/report/check/")
    assert (answer in person.text, Report.objects.count()) == (True, 1)


def test_a_later_question_begins_no_report() -> None:
    person = Browser().go("/report/question/name/").press("Continue", {"What is your name?": "Ann"})
    assert (person.status, shown_again(person), Report.objects.count()) == (
        403,
        ["What is your name? Ann"],
        0,
    )
    assert person.follow("I have no code. Start a new report").heading == "What is going on?"


def test_a_late_answer_of_a_report_that_was_sent_since_can_go_as_a_message() -> None:
    person = checked()
    code = person.code()
    late = Browser().go("/report/question/name/").press("Continue", {"What is your name?": "Ann"})
    send(person)
    late.press("Open my report", {"Your private code": code})
    assert (late.url, late.written_in(WROTE)) == ("/return/report/", "What is your name? Ann")


def test_an_answer_from_a_tab_left_open_when_the_report_was_sent_is_offered_as_a_message() -> None:
    person = checked()
    stale = Browser()
    stale.client.cookies = person.client.cookies
    stale.go("/report/question/you/")
    send(person)
    before = all_kept()
    stale.press("Continue", {"What is your name?": 'Ann "Lee"'})
    assert (stale.status, stale.heading) == (409, "Your report was already sent")
    assert (stale.written_in("What you typed"), all_kept()) == ('What is your name? Ann "Lee"', before)
    stale.press("Send message")
    assert (stale.url, deeds().count("message.from-reporter")) == ("/return/report/", 1)
    assert 'What is your name? Ann "Lee"' in stale.text


def test_a_tab_left_open_that_brings_nothing_leads_to_the_report_that_was_sent() -> None:
    person = checked()
    stale = Browser()
    stale.client.cookies = person.client.cookies
    stale.go("/report/question/you/")
    send(person)
    assert stale.press("Continue").url == "/return/report/"
    assert stale.go("/report/question/you/").url == "/return/report/"


@pytest.mark.parametrize("url", ["/report/done/", "/report/copy/"])
def test_a_number_that_came_too_late_is_back_in_its_field_after_the_code(url: str) -> None:
    person = sent()
    code = person.code()
    person.go(url)
    person.client.cookies.clear()
    person.press("Save the number", {NUMBER: "RF 7"}).press("Open my report", {"Your private code": code})
    assert (person.url, person.value_of(NUMBER)) == (url, "RF 7")
    person.press("Save the number")
    assert (person.url, person.value_of(NUMBER), deeds()[-1]) == (url, "RF 7", "report.other-number")


def test_an_address_that_is_none_of_ours_is_never_led_to_with_late_words() -> None:
    person = sent()
    form = {"csrfmiddlewaretoken": token_of(person.go("/return/")), "code": person.go("/report/done/").code()}
    answer = person.client.post(
        "/return/", {**form, "kept": "Hello", "kept_place": "//evil.example/return/report/"}
    )
    assert (answer.status_code, answer["Location"]) == (302, "/return/report/")


def test_somebody_who_came_back_sees_where_it_is_not_yet_reported_and_keeps_its_number(
    settings: Settings,
) -> None:
    with_service(settings, role="police-force")
    back = came_back(sent().code())
    assert "This does not yet report it to" in back.text
    back.press("Save the number", {NUMBER: "RF 12"})
    assert (back.url, back.go("/return/report/").value_of(NUMBER)) == ("/report/done/", "RF 12")
    assert back.follow("Get a ready copy to take along").heading == "Your ready copy"
    assert back.go("/return/report/").follow("What happens next").heading == "Your report is sent"


def test_secrets_are_not_shown_again_when_a_form_comes_too_late() -> None:
    person = Browser()
    person.shown(
        person.client.post("/staff/sign-in/", {"login": "asha", "password": "hunter22", "code": "123456"}),
        "/staff/sign-in/",
    )
    page = person.response.content.decode()
    assert (person.status, "hunter22" in page, "123456" in page) == (403, False, False)
