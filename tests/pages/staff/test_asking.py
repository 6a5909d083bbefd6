"""Asking for missing facts, as staff see it: the message before it is sent, what comes back, and who may."""

from uuid import UUID

import pytest
from django.urls import reverse
from pytest_django import Settings

from callpoint.actions.acting import reporter
from callpoint.actions.adding import add_to_report
from callpoint.actions.asking import say_not_known
from callpoint.clock import now
from callpoint.pages.staff.asking_view import question_words, reach_words
from callpoint.records.models import Ask, Message, Report
from callpoint.rules.access import Role
from callpoint.rules.lifecycle import ReportState
from callpoint.rules.missing_facts import MOST_FACTS
from tests.makers import DESK, OTHER_DESK, a_report, at, signed_in_client, with_section
from tests.pages.public.browsing import Browser, NotSeenError

pytestmark = [pytest.mark.django_db, pytest.mark.database]

NUMBER, NAME = "What number showed on the phone?", "What name did they give, and for which firm or body?"
STORY = "A man rang from my bank. I sent 900 pounds."
SEND = "Send the question"


def officer(report_id: UUID, role: Role = Role.ASSESSOR) -> Browser:
    """Somebody of staff with a report open."""
    browser = Browser()
    browser.client = signed_in_client(role=role)
    return browser.go(reverse("staff_report", args=[report_id]))


def a_call() -> UUID:
    return a_report(when=now(), story=STORY, unit=DESK)


def ticked(browser: Browser) -> list[str]:
    """What is ticked on the page, by the value of its box."""
    return [
        str(box.get("value"))
        for box in browser.tree.iter("input")
        if box.get("name") == "facts" and box.get("checked") is not None
    ]


def posted(report_id: UUID, role: Role = Role.ASSESSOR, **fields: object) -> int:
    """The status of a form sent by itself."""
    client = signed_in_client(role=role)
    client.get(reverse("staff_report", args=[report_id]))
    return client.post(reverse("staff_ask", args=[report_id]), fields).status_code


def test_the_most_useful_facts_are_ticked_and_their_message_is_shown_and_sent_by_one_press() -> None:
    report_id = a_call()
    browser = officer(report_id).follow("Ask for missing facts")
    wanted = ticked(browser)
    shown = browser.text
    browser.press(SEND)
    assert wanted == ["number_shown", "claimed_name", "safe_account_told"]
    assert "The message as they read it (English)" in shown
    assert f"please tell us: - {NUMBER} - {NAME}" in shown
    assert (browser.url.split("#")[0], Ask.objects.count()) == (f"/staff/report/{report_id}/", 1)
    assert "Waiting for an answer" in browser.text
    assert f"{NUMBER} No answer yet" in browser.text


def test_a_message_that_was_not_shown_is_shown_before_it_is_sent() -> None:
    browser = officer(a_call()).follow("Ask for missing facts")
    browser.press(SEND, {"A sentence of your own": "I am Asha."})
    first = (Ask.objects.count(), "I am Asha." in browser.text, "You changed what you ask." in browser.text)
    browser.press(SEND)
    assert (first, Ask.objects.count()) == ((0, True, True), 1)


def test_the_message_can_be_looked_at_without_sending() -> None:
    browser = officer(a_call()).follow("Ask for missing facts")
    browser.press("Show the message", {"A sentence of your own": "I am Asha."})
    assert (
        Ask.objects.count(),
        "I am Asha." in browser.text,
        "You changed what you ask." in browser.text,
    ) == (
        0,
        True,
        False,
    )


def test_nothing_ticked_too_long_a_sentence_and_too_many_facts_are_said() -> None:
    report_id = a_call()
    browser = officer(report_id).follow("Ask for missing facts")
    everything = [str(box.get("value")) for box in browser.tree.iter("input") if box.get("name") == "facts"]
    empty = posted(report_id, do="send")
    seen: list[int] = []
    for fields in ({"facts": everything[: MOST_FACTS + 1]}, {"facts": everything[:1], "sentence": "x" * 502}):
        client = signed_in_client()
        shown = client.post(reverse("staff_ask", args=[report_id]), {**fields, "do": "show"})
        mark = str(shown.content).split('name="seen" value="')[1][:64]
        seen.append(
            client.post(
                reverse("staff_ask", args=[report_id]), {**fields, "seen": mark, "do": "send"}
            ).status_code
        )
    assert (empty, seen, Ask.objects.count()) == (422, [422, 422], 0)


def test_what_is_asked_already_is_said_and_not_offered_again() -> None:
    browser = officer(a_call()).follow("Ask for missing facts").press(SEND).follow("Ask for missing facts")
    assert "Asked already, with no answer yet:" in browser.text
    assert "number_shown" not in [box.get("value") for box in browser.tree.iter("input")]


def test_two_who_ask_the_same_at_once_are_told() -> None:
    report_id = a_call()
    first, second = (officer(report_id).follow("Ask for missing facts") for _ in range(2))
    first.press(SEND)
    second.press(SEND)
    assert "You asked this already, and the answer is still open:" in second.text
    assert Ask.objects.count() == 1


def test_what_was_told_meanwhile_is_said() -> None:
    report_id = a_call()
    browser = officer(report_id).follow("Ask for missing facts")
    told = {"number_shown": "07700 900321"}
    add_to_report(report_id=report_id, answers=told, send_key="1", by=reporter(report_id), at=now())
    browser.press(SEND)
    assert "They have told something you ticked meanwhile." in browser.text


def test_an_answer_comes_back_as_a_difference_that_says_it_was_asked_for() -> None:
    report_id = a_call()
    browser = officer(report_id).follow("Ask for missing facts").press(SEND)
    told = {"number_shown": "07700 900321", "name": "Ann"}
    add_to_report(report_id=report_id, answers=told, send_key="1", by=reporter(report_id), at=now())
    browser.go(browser.url)
    assert browser.text.count("You asked this on") == 1
    assert "Answered in part" in browser.text


def test_who_does_not_know_is_shown_so() -> None:
    report_id = a_call()
    browser = officer(report_id).follow("Ask for missing facts").press(SEND)
    keys = ticked_keys()
    say_not_known(report_id=report_id, keys=keys, by=reporter(report_id), at=now())
    browser.go(browser.url)
    assert browser.text.count("They do not know") == 1 + len(keys)


def ticked_keys() -> list[str]:
    return ["number_shown", "claimed_name", "safe_account_told"]


def test_an_ask_can_be_settled_once_and_a_second_press_is_harmless() -> None:
    report_id = a_call()
    browser = officer(report_id).follow("Ask for missing facts").press(SEND)
    ask = str(Ask.objects.get().id)
    browser.press("Not needed any more")
    again = [
        browser.client.post(
            reverse("staff_report", args=[report_id]), {"do": "settle-ask", "ask": each}
        ).status_code
        for each in (ask, "zzz")
    ]
    assert (Report.objects.get().state, again, "Not needed any more" in browser.text) == (
        ReportState.READING,
        [302, 302],
        True,
    )


def test_a_closed_report_is_asked_nothing() -> None:
    report_id = a_call()
    browser = officer(report_id).follow("Ask for missing facts")
    Report.objects.filter(id=report_id).update(state=ReportState.CLOSED)
    browser.press(SEND)
    assert (Ask.objects.count(), "Nothing was sent." in browser.text) == (0, True)
    with pytest.raises(NotSeenError):
        officer(report_id).follow("Ask for missing facts")


def test_a_report_that_lacks_nothing_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("callpoint.pages.staff.asking.missing_facts", lambda *_args, **_named: ())
    assert "No more facts are missing" in officer(a_call()).follow("Ask for missing facts").text


def test_a_kind_that_asks_nothing_of_its_own_ticks_nothing() -> None:
    report_id = a_call()
    Report.objects.filter(id=report_id).update(kind="")
    browser = officer(report_id).follow("Ask for missing facts")
    assert (ticked(browser), "The message as they read it" in browser.text) == ([], False)


def test_a_language_without_words_is_named() -> None:
    report_id = a_call()
    Report.objects.filter(id=report_id).update(language="fi")
    browser = officer(report_id).follow("Ask for missing facts")
    assert "The message as they read it (Finnish)" in browser.text
    assert "Their language has no words for these yet." in browser.text


@pytest.mark.parametrize(
    ("role", "status"), [(Role.ANALYST, 403), (Role.CALL_HANDLER, 403), (Role.SUPERVISOR, 200)]
)
def test_asking_opens_to_who_may_write_to_reporters(role: Role, status: int) -> None:
    client = signed_in_client(role=role)
    assert client.get(reverse("staff_ask", args=[a_call()])).status_code == status


def test_a_report_of_another_unit_and_one_that_is_none() -> None:
    client = signed_in_client()
    other = a_report(unit=OTHER_DESK)
    answers = [
        client.get(reverse("staff_ask", args=[report_id])).status_code for report_id in (other, UUID(int=1))
    ]
    assert (answers, Message.objects.count()) == ([403, 404], 0)


def test_a_question_that_left_the_content_is_named_by_its_id() -> None:
    assert question_words("gone") == "gone"


@pytest.mark.parametrize(
    ("answers", "words"),
    [
        ({"safe_contact": "yes"}, "A neutral notice goes to their mail now."),
        (
            {"safe_contact": "certain-times", "safe_times": "after 6 pm"},
            (
                "A neutral notice goes to their mail at an hour they called safe: "
                "6:00 pm on Saturday 21 November 2026."
            ),
        ),
        (
            {"safe_contact": "certain-times", "safe_times": "ask"},
            (
                "No notice: their safe hours are in words that only a person can read. "
                "They see it when they come back."
            ),
        ),
        ({"safe_contact": "no"}, "No notice: they did not call mail safe. They see it when they come back."),
        ({"email": ""}, "No notice: they gave no mail address. They see it when they come back."),
        (
            {"safe_contact": "yes", "update_way": "sms"},
            "No notice: they chose another way than mail. They see it when they come back.",
        ),
    ],
)
def test_staff_read_how_the_reporter_hears_of_it(
    settings: Settings, answers: dict[str, str], words: str
) -> None:
    with_section(settings, "mail", host="mail.example")
    assert reach_words({"email": "ann@example.org", **answers}, at=at()) == words


def test_without_a_mail_server_staff_read_that_no_notice_goes_out() -> None:
    words = reach_words({"email": "ann@example.org", "safe_contact": "yes"}, at=at())
    assert words == "No notice: this service sends no mail. They see it when they come back."
