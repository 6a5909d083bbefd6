"""The whole way of a report through the pages, by visible words, with real form tokens."""

import pytest
from django.contrib.sessions.models import Session

from callpoint.actions.acting import newcomer
from callpoint.actions.corresponding import write_to_reporter
from callpoint.actions.reporting import begin_report
from callpoint.records.models import Report
from tests.makers import an_actor, at, deeds, posted, signed_in_client
from tests.pages.public.browsing import Browser, text_of
from tests.pages.public.journeys import STORY, STORY_LABEL, came_back, checked, send, sent, told

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def test_a_report_goes_all_the_way_and_its_reporter_comes_back() -> None:
    person = Browser().go("/").follow("Start here").press("Continue").press("Continue", {STORY_LABEL: STORY})
    assert person.heading == "What to do now"
    code = person.code()
    person.follow("Go on with the report")
    while person.heading != "Check what you told us":
        person.follow("Skip this page")
    assert STORY in person.text
    send(person)
    assert (person.heading, person.code()) == ("Your report is sent", code)
    reference = str(Report.objects.get().reference)
    back = came_back(code, reference).press(
        "Send message", {"Write to us, or add something": "One more thing: it was 950."}
    )
    assert (back.heading, "One more thing: it was 950." in back.text, STORY in back.text) == (
        "Your report",
        True,
        True,
    )
    assert [name for name, _ in posted()] == ["report.submitted", "message.sent"]


def test_nothing_is_kept_before_the_first_answer() -> None:
    Browser().go("/report/").press("Continue")
    assert (Report.objects.count(), deeds()) == (0, [])


def test_every_answer_by_its_label_is_shown_at_the_check_and_can_be_changed() -> None:
    person = told()
    given = {
        "What is your name?": "Ann Other",
        "What is your postcode or town?": "S40 1TB",
        "What email address can we use?": "ann@example.org",
    }
    person.go("/report/question/you/").press("Continue", {"Yes": ""})
    for step, (label, value) in zip(("you", "postcode", "reach"), given.items(), strict=True):
        person.go(f"/report/question/{step}/").press("Continue", {label: value})
    person.go("/report/check/")
    assert [value for value in given.values() if value not in person.text] == []
    person.go("/report/question/you/")
    assert person.value_of("What is your name?") == "Ann Other"
    person.press("Continue", {"What is your name?": ""}).go("/report/check/")
    assert "Ann Other" not in person.text


def test_pressing_send_twice_sends_one_report() -> None:
    person = checked()
    form = {"csrfmiddlewaretoken": token(person), "submit_key": "same", "true_as_known": "yes"}
    answers = [person.client.post("/report/check/", form).status_code for _ in range(2)]
    assert (answers, deeds().count("report.submit"), len(posted())) == ([302, 302], 1, 1)


def token(person: Browser) -> str:
    return next(
        field.get("value", "")
        for field in person.tree.iter("input")
        if field.get("name") == "csrfmiddlewaretoken"
    )


def test_two_tabs_keep_the_answers_of_both() -> None:
    person = told()
    form = {"csrfmiddlewaretoken": token(person.go("/report/question/you/"))}
    for step, field, typed in (("you", "name", "Ann"), ("suspect", "suspect_phone", "07700 900001")):
        person.client.post(f"/report/question/{step}/", {**form, field: typed})
    person.go("/report/check/")
    assert ("Ann" in person.text, "07700 900001" in person.text) == (True, True)


def test_a_message_that_is_sent_twice_arrives_once() -> None:
    person = sent().go("/return/report/")
    form = {"csrfmiddlewaretoken": token(person), "send_key": "same", "message": "Only once"}
    for _ in range(2):
        person.client.post("/return/report/", form)
    assert deeds().count("message.from-reporter") == 1


def test_news_is_announced_once_and_shown_with_the_name_of_who_wrote_it() -> None:
    person = sent()
    report_id = Report.objects.get().id
    write_to_reporter(
        report_id=report_id, text="Which bank is it?", send_key="1", by=an_actor(role="supervisor"), at=at()
    )
    person.go("/return/report/")
    assert [
        words in person.text for words in ("You have 1 new message.", "Which bank is it?", "Asha Patel")
    ] == [True] * 3
    assert "new message" not in person.go("/return/report/").text


def test_what_an_officer_writes_reaches_the_reporter_and_back() -> None:
    person = sent()
    report = Report.objects.get()
    officer = signed_in_client(role="supervisor", name="Ben Okoro")
    officer.post(f"/staff/report/{report.id}/", {"message": "Please call your bank.", "send_key": "1"})
    person.go("/return/report/").press("Send message", {"Write to us, or add something": "I did, thank you."})
    shown = officer.get(f"/staff/report/{report.id}/").content.decode()
    assert (
        "Please call your bank." in person.text,
        "Ben Okoro" in person.text,
        "I did, thank you." in shown,
    ) == (True, True, True)


def test_a_draft_that_was_deleted_is_gone_with_its_session() -> None:
    person = checked().follow("Delete what you wrote").press("Yes, delete it")
    assert (person.url, Report.objects.count()) == ("/how-was-it/?after=gave-up", 0)
    assert person.go("/report/check/").heading == "What is going on?"


def test_a_draft_that_went_away_meanwhile_leads_back_to_the_beginning() -> None:
    person = checked()
    Report.objects.all().delete()
    for url in ("/report/help/", "/report/check/", "/report/kind/", "/report/copy/", "/report/done/"):
        assert person.go(url).heading == "What is going on?"


def test_a_sent_report_leads_to_itself_and_can_be_neither_changed_nor_deleted() -> None:
    person = sent()
    places = ["/report/question/name/", "/report/check/", "/report/delete/", "/report/question/situation/"]
    assert [person.go(url).url for url in places] == [
        "/return/report/",
        "/report/done/",
        "/",
        "/return/report/",
    ]
    assert Report.objects.count() == 1


def test_the_kind_can_be_corrected_in_words() -> None:
    person = told().go("/report/kind/").press("Continue")
    assert (person.heading, person.status) == ("What to do now", 200)


def test_a_yes_or_no_is_shown_in_words_at_the_check_and_in_the_copy() -> None:
    person = told().go("/report/question/news/").press("Continue", {"Yes": ""})
    for url in ("/report/check/", "/report/copy/"):
        values = [text_of(value) for value in person.go(url).tree.iter("dd")]
        assert ("Yes" in values, "yes" in values) == (True, False)


def test_the_exit_is_at_hand_on_every_page_where_somebody_near_may_watch() -> None:
    person = told("He says he will share naked pictures of me if I do not pay")
    for url in ("/report/kind/", "/report/delete/"):
        links = [link.get("href") for link in person.go(url).tree.iter("a")]
        assert "/exit/" in links


def test_a_plan_shows_the_services_that_its_points_name() -> None:
    person = Browser().go("/guidance/protect/")
    named = [text_of(link) for link in person.tree.iter("h3")]
    assert (any("Get Safe Online" in name for name in named), "print it to keep it" in person.text) == (
        True,
        True,
    )


def test_a_story_is_enough_and_nothing_is_not() -> None:
    person = Browser()
    begun = begin_report(answers={"name": "Ann"}, language="en", channel="web", by=newcomer(), at=at())
    person.go("/return/").press("Open my report", {"Your private code": begun.code})
    send(person)
    assert (person.status, "Tell us a few words about what happened." in person.text) == (422, True)
    assert "report.submit" not in deeds()


def test_the_number_of_another_body_is_kept_and_a_wrong_one_is_shown_again() -> None:
    label = "Did they give you a number? Keep it here"
    person = sent()
    person.press("Save the number", {label: "N" * 61})
    assert (person.status, "up to 60 letters" in person.text) == (422, True)
    assert person.value_of(label) == "N" * 61
    person.press("Save the number", {label: " RF123 "})
    assert (person.status, person.value_of(label)) == (200, "RF123")


def test_the_code_is_shown_only_where_the_report_was_begun() -> None:
    person = sent()
    code = person.code()
    shown = f"{code[:4]} {code[4:8]}"
    back = came_back(code)
    assert [shown in back.go(url).text for url in ("/report/done/", "/return/report/", "/report/help/")] == [
        False
    ] * 3
    assert shown in person.go("/report/done/").text


def test_the_code_lies_in_no_session_in_clear_and_in_no_answer_after_leaving() -> None:
    person = sent()
    code = person.code()
    kept = [session.get_decoded() for session in Session.objects.all()]
    assert (len(kept), code in str(kept), STORY in str(kept)) == (1, False, False)
    person.go("/return/report/").press("Close my report on this device")
    assert (person.url, Session.objects.count(), person.go("/return/report/").url) == ("/", 0, "/return/")


def test_the_exit_ends_the_session_on_the_server_before_it_leads_away() -> None:
    person = sent()
    answer = person.client.get("/exit/")
    assert (answer.status_code, answer["Clear-Site-Data"], Session.objects.count()) == (
        302,
        '"cookies", "storage"',
        0,
    )
    assert person.go("/return/report/").url == "/return/"


def test_a_new_report_gets_a_new_session_so_that_none_can_be_planted() -> None:
    person = Browser().go("/report/question/story/")
    before = person.client.cookies["session"].value
    person.press("Continue", {STORY_LABEL: STORY})
    assert person.client.cookies["session"].value != before


@pytest.mark.parametrize("situation", ["danger-now", "money-just-gone", "talk"])
def test_a_situation_chosen_on_the_way_in_is_kept_with_the_story(situation: str) -> None:
    person = (
        Browser()
        .go(f"/now/{situation}/")
        .follow("Tell us what happened")
        .press("Continue", {STORY_LABEL: STORY})
    )
    assert person.status == 200
    assert deeds() == ["report.begin"]
    assert person.go("/report/check/").text.count(STORY) == 1


@pytest.mark.parametrize(
    "url",
    [
        "/now/none/",
        "/report/about/none/",
        "/report/question/none/",
        "/who-can-help/none/",
        "/guidance/none/",
        "/who-can-help/service/none/",
        "/nothing/",
    ],
)
def test_what_is_not_there_is_said_to_be_so(url: str) -> None:
    person = Browser().go(url)
    assert (person.status, person.heading) == (404, "We cannot find this page")
