"""Support of one report as police see it: asked, noted, passed on, given back; and nothing of the service's own file."""

from uuid import UUID

import pytest
from django.urls import reverse
from pytest_django import Settings

from callpoint.actions.caseload import return_referral
from callpoint.actions.caseload_file import write_note
from callpoint.actions.disclosing import hand_out_bundle, items_there, make_disclosure
from callpoint.clock import now
from callpoint.records.models import Report
from callpoint.rules.access import Role
from callpoint.rules.disclosing import Terms
from callpoint.rules.support_service import TEXT_LIMIT, Basis, ReturnReason
from tests.actions.caseload import a_safe_report, an_accepted_entry, an_entry
from tests.actions.disclosure import a_plain_paper
from tests.actions.support import a_supporter
from tests.makers import an_actor, at, signed_in_client, with_service
from tests.pages.public.browsing import Browser, NotSeenError

pytestmark = [pytest.mark.django_db, pytest.mark.database]

NOTE = "She hides a zanzibarine lamp."


@pytest.fixture(autouse=True)
def _police(settings: Settings) -> None:
    with_service(settings, role="police-force")


def officer(report_id: UUID | None, role: Role = Role.SUPERVISOR) -> Browser:
    """Somebody of police with a report open."""
    browser = Browser()
    browser.client = signed_in_client(role=role)
    return browser.go(reverse("staff_report", args=[report_id]))


def sent(report_id: UUID, **fields: str) -> tuple[int, str]:
    """The status and the page of a form sent by itself."""
    client = signed_in_client(role=Role.SUPERVISOR)
    answered = client.post(reverse("staff_support", args=[report_id]), fields)
    return answered.status_code, answered.content.decode()


def test_the_report_says_what_they_need_and_what_follows_and_that_nobody_asked() -> None:
    page = officer(a_safe_report(support_wanted="yes", financial_effect="no-food-or-heat", when=now())).text
    assert [
        words in page
        for words in (
            "Needs: 3 of 3. Support is offered first.",
            "Call them today.",
            "In the report they wished for a call from victim support.",
            "Nobody has asked them yet.",
        )
    ] == [True] * 4


def test_an_officer_asks_and_the_report_says_that_they_were_asked() -> None:
    browser = officer(a_safe_report(when=now())).follow("Ask, note or pass on").press("Send the question", {})
    assert "They were asked, and have not answered." in browser.text
    assert "Would you like help from Derbyshire Victim Services?" in browser.text


def test_an_officer_notes_a_yes_with_the_story() -> None:
    report_id = a_safe_report(when=now())
    told = {
        "They said yes": "",
        "They agree that the service reads their story too": "",
        "When and how did they say it?": "On the phone.",
    }
    browser = officer(report_id).follow("Ask, note or pass on").press("Note it", told)
    found = (browser.url, "Passed on, not taken on yet" in browser.text)
    history = browser.follow("Ask, note or pass on").text
    assert found == (
        f"/staff/report/{report_id}/#support",
        True,
    )
    assert "Yes, with their story: Derbyshire Victim Services" in history
    assert "On the phone." in history


def test_in_danger_somebody_is_passed_on_with_the_reason() -> None:
    browser = officer(a_safe_report(when=now())).follow("Ask, note or pass on")
    browser.press(
        "Pass on without a yes",
        {"Without a yes: a child is in danger.": "", "Why can it not wait for a yes?": "He is back."},
    )
    assert "Without a yes: a child is in danger. He is back." in browser.text


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"do": "note"}, "Choose what they said."),
        ({"do": "note", "said": "yes"}, "Say when and how they said it."),
        ({"do": "note", "said": "yes", "words": "x" * (TEXT_LIMIT + 1)}, "Make it 1 letter shorter."),
        ({"do": "note", "said": "yes", "words": "x", "service": "zzz"}, "No service takes them from here."),
        ({"do": "danger"}, "Choose who is in danger."),
        ({"do": "danger", "basis": Basis.LIFE}, "Say why it cannot wait for a yes."),
        (
            {"do": "danger", "basis": Basis.LIFE, "reason": "x" * (TEXT_LIMIT + 2)},
            "Make it 2 letters shorter.",
        ),
    ],
)
def test_what_is_not_taken_says_what_to_do_and_keeps_what_was_typed(
    fields: dict[str, str], words: str
) -> None:
    status, page = sent(a_safe_report(when=now()), **fields)
    assert (status, words in page, fields.get("words", "") in page) == (422, True, True)


def test_where_no_service_takes_them_the_page_says_so() -> None:
    browser = officer(a_safe_report(when=now(), country="FR", postcode="75001"))
    text = browser.follow("Ask, note or pass on").text
    assert "No support service that calls takes people from where they live." in text
    assert "Send the question" not in text


def test_what_came_back_is_something_to_do_on_the_report() -> None:
    entry = an_entry(when=now())
    return_referral(
        referral_id=entry.id,
        reason=ReturnReason.UNSAFE,
        words="Ask for a number.",
        by=a_supporter(),
        at=now(),
    )
    browser = officer(entry.report_id)
    assert "A service gave this back. Ask the person again, or choose another service." in browser.text
    assert "No way to reach them is safe: Ask for a number." in browser.text
    assert "Victim Support" in browser.follow("Ask, note or pass on").text


def test_who_may_only_read_sees_where_it_stands_and_no_way_to_change_it() -> None:
    browser = officer(an_entry(when=now()).report_id, role=Role.ANALYST)
    assert "Passed on, not taken on yet" in browser.text
    with pytest.raises(NotSeenError):
        browser.follow("Ask, note or pass on")


@pytest.mark.parametrize("name", ["staff_report", "staff_support", "staff_peek", "staff_disclose"])
def test_police_see_no_word_of_the_services_own_file(name: str) -> None:
    by = a_supporter()
    entry = an_accepted_entry(by, when=now())
    write_note(referral_id=entry.id, words=NOTE, send_key="1", by=by, at=now())
    page = signed_in_client(role=Role.SUPERVISOR).get(reverse(name, args=[entry.report_id]))
    assert (page.status_code, "zanzibarine" in page.content.decode()) == (200, False)


def test_no_word_of_the_services_own_file_is_in_a_disclosure_bundle() -> None:
    by, police = a_supporter(), an_actor(role=Role.SUPERVISOR)
    entry = an_accepted_entry(by)
    report_id = UUID(str(entry.report_id))
    write_note(referral_id=entry.id, words=NOTE, send_key="1", by=by, at=at())
    items = tuple(items_there(report=Report.objects.get(id=report_id)))
    terms = Terms(authority="A court", purpose="A trial", items=items, phrases=())
    made = make_disclosure(report_id=report_id, terms=terms, by=police, at=at())
    bundle = hand_out_bundle(
        report_id=report_id, disclosure_id=made, paper=a_plain_paper, by=police, at=at(minutes=1)
    )
    whole = b"".join(bundle.pieces)
    assert (b"zanzibarine" in whole, b"Ann Lee" in whole) == (False, True)
