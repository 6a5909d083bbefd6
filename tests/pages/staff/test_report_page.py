"""What staff see: the queue with its views and pages, one report whole, messages kept when refused."""

from uuid import UUID

import pytest
from allauth.mfa.models import Authenticator
from django.core.cache import cache
from django.urls import reverse

from callpoint.actions.acting import reporter
from callpoint.actions.corresponding import MESSAGE_LIMIT, write_to_staff
from callpoint.actions.reporting import answer, tell_other_number
from callpoint.records.models import Report
from callpoint.rules.access import Role
from tests.makers import (
    STORY,
    a_code,
    a_draft,
    a_report,
    a_staff_member,
    at,
    deeds,
    sent,
    signed_in_by_password,
    signed_in_client,
    with_authenticator,
)
from tests.pages.public.browsing import Browser, text_of

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def officer(role: Role = Role.SUPERVISOR) -> Browser:
    browser = Browser()
    browser.client = signed_in_client(role=role)
    return browser


def url(report_id: UUID) -> str:
    return reverse("staff_report", args=[report_id])


def test_a_yes_or_no_is_shown_in_words() -> None:
    begun = a_draft(story=STORY, true_as_known="yes")
    sent(begun)
    values = [text_of(value) for value in officer().go(url(begun.report_id)).tree.iter("dd")]
    assert ("Yes" in values, "yes" in values) == (True, False)


def test_a_form_whose_session_ended_waits_behind_the_sign_in_and_one_press_sends_it() -> None:
    here, text, label = url(a_report()), "  Which bank\nis it?", "Write to the reporter"
    member, password = a_staff_member(role=Role.SUPERVISOR)
    with_authenticator(member)
    browser = Browser()
    browser.client.cookies = signed_in_by_password(member, password).cookies
    browser.go(here).press("Sign in", {"Code from your app": a_code()}).go(here)
    browser.client.cookies.clear()
    Authenticator.objects.all().delete()
    with_authenticator(member)
    cache.clear()
    browser.press("Send message", {label: text})
    assert (browser.status, browser.heading) == (403, "Please send this once more")
    browser.press("Send it once more")
    assert browser.heading == "Staff sign-in"
    browser.press("Go on", {"User name": member.username, "Password": password})
    browser.press("Sign in", {"Code from your app": a_code()})
    kept = next(box.text or "" for box in browser.tree.iter("textarea"))
    assert (browser.heading, kept.strip()) == ("This was not sent yet", text.strip())
    assert "message.from-staff" not in deeds()
    browser.press("Send it now")
    assert (browser.url, browser.written_in(label), deeds().count("message.from-staff")) == (here, "", 1)


def test_a_report_shows_the_story_first_and_every_answer_in_words() -> None:
    begun = a_draft(
        story=STORY,
        situation="money-just-gone",
        who="self",
        name="Ann Other",
        share_agree=["bank", "platform"],
    )
    answer(
        report_id=begun.report_id,
        answers={"own_kind": "romance-fraud", "left_over": "kept"},
        by=reporter(begun.report_id),
        at=at(),
    )
    reference = sent(begun)
    tell_other_number(report_id=begun.report_id, number="RF 99", by=reporter(begun.report_id), at=at())
    write_to_staff(
        report_id=begun.report_id, text="From me", send_key="1", by=reporter(begun.report_id), at=at()
    )
    page = officer().go(url(begun.report_id))
    shown = (
        reference,
        STORY,
        "My money has just gone",
        "Me",
        "Ann Other",
        "My bank, The site or app",
        "kept",
        "RF 99",
        "From me",
        "The reporter",
    )
    assert [words for words in shown if words not in page.text] == []


def test_a_report_without_a_story_says_so() -> None:
    page = officer().go(url(a_report(story="", please_call_me="yes")))
    assert "They told no story." in page.text


def test_an_analyst_reads_and_has_no_box_to_write_in() -> None:
    page = officer(Role.ANALYST).go(url(a_report()))
    assert (STORY in page.text, "Write to the reporter" in page.text) == (True, False)


@pytest.mark.parametrize(
    ("text", "words"),
    [(" ", "Write your message in the box."), ("x" * (MESSAGE_LIMIT + 3), "3 letters shorter")],
)
def test_a_message_that_cannot_be_sent_stays_in_its_box(text: str, words: str) -> None:
    page = officer().go(url(a_report())).press("Send message", {"Write to the reporter": text})
    assert (page.status, words in page.text, page.written_in("Write to the reporter")) == (422, True, text)
    assert "message.from-staff" not in deeds()


def test_a_message_is_shown_once_sent() -> None:
    page = (
        officer()
        .go(url(a_report()))
        .press("Send message", {"Write to the reporter": "Which bank?\nPlease say."})
    )
    assert (page.status, "Which bank? Please say." in page.text) == (200, True)


def test_the_queue_has_pages() -> None:
    like = Report.objects.get(id=a_report())
    values = {field.attname: getattr(like, field.attname) for field in Report._meta.concrete_fields}  # noqa: SLF001 - Django's documented model API
    Report.objects.bulk_create(
        Report(
            **{
                **values,
                "id": UUID(int=number),
                "code_hash": f"c{number}",
                "reference": f"R{number}",
                "submit_key": None,
            }
        )
        for number in range(1, 61)
    )
    page = officer().go("/staff/")
    assert ("61 reports" in page.text, "Page 1 of 2" in page.text) == (True, True)
    page.follow("Next page")
    assert ("Page 2 of 2" in page.text, page.url) == (True, "/staff/?view=all&page=2")
    page.follow("Previous page")
    assert page.url == "/staff/?view=all"


@pytest.mark.parametrize(
    "query",
    [
        "?page=x",
        "?page=-1",
        "?page=99999999999999999999",
        "?page=²",
        "?page=٣",
        "?state=draft",
        "?state='",
        "?state=%00",
        "?channel=%00&area=%00&urgency=%00&group=%00&age=%00",
        "?page=",
    ],
)
def test_a_queue_asked_for_in_nonsense_is_still_a_queue(query: str) -> None:
    assert officer().go(f"/staff/{query}").heading == "Reports that wait"


def test_the_state_of_the_content_is_shown() -> None:
    page = officer(Role.ADMINISTRATOR).go("/staff/content/")
    assert (page.heading, page.status) == ("State of the content", 200)


def test_the_second_factor_page_counts_recovery_codes() -> None:
    assert "Recovery codes left: 0." in officer().go("/staff/account/").text
