"""The service's own side: its caseload, an entry from first to last, who asked themselves, and the figures."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from django.urls import reverse
from pytest_django import Settings

from callpoint.actions.acting import reporter
from callpoint.actions.caseload import accept_referral, look_again_on, take_request
from callpoint.actions.support_consent import withdraw_consent
from callpoint.clock import now
from callpoint.pages.staff.caseload_view import colour_of_entry
from callpoint.records.knowledge import _shelf, knowledge
from callpoint.records.models import Referral
from callpoint.records.queries import caseload
from callpoint.rules.access import Badge, Role
from callpoint.rules.support_service import ReferralState
from tests.actions.caseload import ELSEWHERE, LIAISON, PHONE, an_accepted_entry, an_entry
from tests.actions.support import a_request, a_supporter
from tests.makers import STORY, at, deeds, signed_in_client, with_service
from tests.pages.public.browsing import Browser, NotSeenError, text_of

pytestmark = [pytest.mark.django_db, pytest.mark.database]

NO_WAY_LEFT = "They did not call this way safe, and no other is left. Nothing was kept."


@pytest.fixture(autouse=True)
def _police(settings: Settings) -> None:
    with_service(settings, role="police-force")


def a_worker(unit: str = LIAISON, role: Role = Role.SUPPORT_WORKER) -> Browser:
    """Somebody of a support service at a browser."""
    browser = Browser()
    browser.client = signed_in_client(role=role, unit=unit)
    return browser


def with_entry(entry: Referral) -> Browser:
    """Somebody of the service with an entry open."""
    return a_worker().go(reverse("staff_referral", args=[entry.id]))


def sent(entry: Referral, **fields: str) -> tuple[int, str]:
    """The status and the page of a form sent by itself."""
    answered = signed_in_client(role=Role.SUPPORT_WORKER, unit=LIAISON).post(
        reverse("staff_referral", args=[entry.id]), fields
    )
    return answered.status_code, answered.content.decode()


def test_the_list_names_nobody_and_writes_no_leaf() -> None:
    entry = an_entry(when=now())
    browser = a_worker()
    before = len(deeds())
    text = browser.go("/staff/caseload/").text
    assert (entry.reference in text, "From police" in text, "In time" in text) == (True, True, True)
    assert ("Ann Lee" in text, PHONE in text, len(deeds()) - before) == (False, False, 0)


def test_a_unit_lists_its_own_and_nothing_of_another() -> None:
    entry = an_entry(when=now())
    assert [
        entry.reference in a_worker(unit).go("/staff/caseload/").text for unit in (LIAISON, ELSEWHERE)
    ] == [
        True,
        False,
    ]


def test_an_entry_goes_from_new_to_its_end() -> None:
    entry = an_entry(when=now(), story=True)
    browser = with_entry(entry)
    assert (PHONE in browser.text, STORY in browser.text, "They live alone." in browser.text) == (True,) * 3
    browser.press("Take on", {})
    browser.press("Keep the try", {"Call": "", "No answer": ""})
    browser.press("Keep the list", {"At the start": "", "They are afraid of the person.": ""})
    browser.press("Keep the note", {"Note": "She is well."})
    browser.press("Set the day", {"Look again on": "2031-01-02"})
    text = browser.text
    assert [
        words in text
        for words in ("Call: No answer", "Needs at the start, 2 of 3", "She is well.", "2 January 2031")
    ] == [True] * 4
    browser.press("End the work", {"They have had the help they wanted": ""})
    assert browser.url == "/staff/caseload/"
    assert entry.reference in browser.go("/staff/caseload/?state=closed").text
    assert "They have had the help they wanted" in with_entry(entry).text


def test_needs_before_and_after_are_compared() -> None:
    entry = an_accepted_entry(a_supporter(), when=now())
    for kind, needs in (("needs-before", "fear"), ("needs-after", "upset")):
        assert sent(entry, do="needs", needs_kind=kind, needs=needs, send_key=kind)[0] == 302
    text = with_entry(entry).text
    assert "Needs were 2 of 3 at the start and are 1 of 3 now. 1 need is gone." in text


def test_an_entry_is_given_back_and_passed_on() -> None:
    back, on = an_entry(when=now()), an_accepted_entry(a_supporter(), when=now())
    with_entry(back).press("Give back", {"Another reason": "", "What should police do?": "Ask again."})
    with_entry(on).press("Pass on", {"Victim Support": "", "How did they agree?": "On the phone."})
    assert [Referral.objects.get(id=one.id).state for one in (back, on)] == ["returned", "closed"]
    assert "From another service" in a_worker(ELSEWHERE).go("/staff/caseload/").text


def test_where_consent_was_withdrawn_that_is_all_there_is_to_see() -> None:
    entry = an_accepted_entry(a_supporter(), when=now(), story=True)
    report_id = UUID(str(entry.report_id))
    withdraw_consent(report_id=report_id, by=reporter(report_id), at=now())
    listed = a_worker().go("/staff/caseload/?state=withdrawn").text
    page = with_entry(entry)
    status, posted = sent(entry, do="note", note_words="x")
    assert (page.heading, "Do not contact them." in page.text, status) == ("Consent was withdrawn", True, 409)
    assert entry.reference in listed
    for text in (listed, page.text, posted):
        assert [word for word in ("Ann Lee", PHONE, STORY, "bank") if word in text] == []


def test_outside_safe_hours_the_page_says_when_and_shows_no_number() -> None:
    day = f"{now() + timedelta(days=3):%A}"
    page = with_entry(an_entry(when=now(), safe_contact="certain-times", safe_times=day)).text
    assert (f"Not now. It is safe from 8:00 am on {day}" in page, PHONE in page) == (True, False)


def test_where_no_way_is_safe_the_page_says_so() -> None:
    entry = an_accepted_entry(a_supporter(), when=now(), safe_contact="no")
    page = with_entry(entry).text
    assert ("They called no way safe." in page, "there is no try to note" in page, PHONE in page) == (
        True,
        True,
        False,
    )


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"do": "note"}, "Write a few words first."),
        ({"do": "note", "note_words": "x" * 2001}, "Make it 1 letter shorter."),
        ({"do": "contact", "way": "zzz"}, "Choose one of the list."),
        ({"do": "contact", "way": "text", "outcome": "reached"}, "They did not call this way safe."),
        ({"do": "look-again", "next_on": "zzz"}, "Choose one of the list."),
        ({"do": "close"}, "Choose one of the list."),
    ],
)
def test_what_is_not_taken_says_what_to_do(fields: dict[str, str], words: str) -> None:
    status, page = sent(an_accepted_entry(a_supporter(), when=now()), **fields)
    assert (status, words in page) == (422, True)


def test_a_form_about_an_entry_that_changed_meanwhile_keeps_nothing_and_says_so() -> None:
    status, page = sent(an_entry(when=now()), do="note", note_words="Typed before.")
    assert (status, "This entry was changed meanwhile." in page) == (409, True)


@pytest.mark.parametrize(
    "told", [{"way": "call", "outcome": "reached", "answer": "Ring me."}, {"way": ""}, {"way": "call"}]
)
def test_a_try_is_shown_again_where_no_safe_way_is_left_meanwhile(told: dict[str, str]) -> None:
    page = with_entry(an_accepted_entry(a_supporter(), when=now(), safe_contact="no"))
    typed = {"do": "contact", "contact_words": "She was glad.", **told}
    page.shown(page.client.post(page.url, typed), page.url)
    led = [link.get("href") for link in page.tree.iter("a") if text_of(link) == NO_WAY_LEFT]
    words = [each for each in ("She was glad.", told.get("answer", "")) if each not in page.text]
    assert (page.status, led, words) == (409, ["#typed"], [])


def test_words_to_pass_on_are_shown_again_where_no_other_service_is_left(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    entry = an_accepted_entry(a_supporter(), when=now())
    known = knowledge()
    only = {one.id: one for one in known.content.services.values() if one.id == entry.service}
    monkeypatch.setattr(_shelf, "held", replace(known, content=replace(known.content, services=only)))
    status, page = sent(entry, do="pass-on", service="zzz", pass_words="She said yes.")
    said = ("No other service is left", "She said yes.", 'href="#typed"')
    assert (status, [words for words in said if words not in page]) == (409, [])


def test_a_press_without_a_deed_shows_the_entry() -> None:
    assert sent(an_entry(when=now()))[0] == 200


def test_what_is_not_there_and_what_is_anothers() -> None:
    entry = an_entry(when=now())
    client = signed_in_client(role=Role.SUPPORT_WORKER, unit=ELSEWHERE)
    found = [
        client.get(reverse("staff_referral", args=[uuid4()])).status_code,
        client.get(reverse("staff_referral", args=[entry.id])).status_code,
        client.post(reverse("staff_take_request", args=[uuid4()])).status_code,
        client.post(reverse("staff_take_request", args=[a_request().request_id])).status_code,
    ]
    assert found == [404, 403, 404, 403]


def test_who_asked_themselves_is_taken_on_from_their_request_and_worked_on_in_one_place() -> None:
    request_id = a_request(when=now()).request_id
    browser = a_worker().go("/staff/caseload/")
    assert "1 person waits to be taken on." in browser.text
    browser.go(reverse("staff_request", args=[request_id])).press("Take it into your caseload", {})
    entry = browser.url
    browser.go(reverse("staff_request", args=[request_id]))
    with pytest.raises(NotSeenError):
        browser.press("Reached", {})
    assert browser.follow("It is in your caseload").url == entry
    assert "A line for the person" in browser.text
    assert "waits to be taken on" not in browser.go("/staff/caseload/").text


def test_a_request_that_was_closed_meanwhile_is_not_taken_on() -> None:
    request_id = a_request(when=now()).request_id
    by = a_supporter()
    entry = take_request(request_id=request_id, by=by, at=now())
    Referral.objects.filter(id=entry).delete()
    client = signed_in_client(role=Role.SUPPORT_WORKER, unit=LIAISON)
    client.post(reverse("staff_request", args=[request_id]), {"outcome": "closed", "send_key": "1"})
    answered = client.post(reverse("staff_take_request", args=[request_id]))
    assert (answered.status_code, answered["Location"]) == (302, "/staff/requests/")


def test_a_list_has_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(caseload, "PAGE_SIZE", 1)
    first, second = (an_entry(when=now() - timedelta(days=days)) for days in (2, 1))
    browser = a_worker().go("/staff/caseload/")
    assert (first.reference in browser.text, second.reference in browser.text) == (True, False)
    browser.follow("Next page")
    assert (first.reference in browser.text, second.reference in browser.text) == (False, True)
    assert browser.follow("Previous page").url == "/staff/caseload/"


@pytest.mark.parametrize(
    ("state", "days", "wanted"),
    [
        (ReferralState.ACCEPTED, -1, "late"),
        (ReferralState.ACCEPTED, 0, "amber"),
        (ReferralState.ACCEPTED, 1, "in time"),
        (ReferralState.CLOSED, 1, ""),
    ],
)
def test_the_day_to_look_again_has_a_colour(state: ReferralState, days: int, wanted: str) -> None:
    found = colour_of_entry(state, referred_at=at(), due_at=at(), next_on=at(days=days).date(), at=at())
    assert found == wanted


def test_without_a_date_there_is_no_colour() -> None:
    found = [
        colour_of_entry(state, referred_at=at(), due_at=None, next_on=None, at=at())
        for state in (ReferralState.NEW, ReferralState.ACCEPTED)
    ]
    assert found == ["", ""]


def test_what_is_looked_at_again_first_stands_first() -> None:
    by = a_supporter()
    later, sooner = (an_accepted_entry(by, when=now()) for _ in range(2))
    for entry, days in ((later, 9), (sooner, 1)):
        look_again_on(referral_id=entry.id, day=(now() + timedelta(days=days)).date(), by=by, at=now())
    found = caseload.caseload_of(
        badge=Badge(role=Role.SUPPORT_WORKER, unit=LIAISON), state=ReferralState.ACCEPTED
    )
    assert [row.id for row in found.rows] == [sooner.id, later.id]


def test_the_figures_count_a_quarter_and_hold_back_what_is_small() -> None:
    by = a_supporter()
    for number in range(5):
        entry = an_entry(when=now())
        if number < 4:
            accept_referral(referral_id=entry.id, by=by, at=now())
    browser = a_worker().go("/staff/caseload/").follow("Figures for the commissioner")
    file = browser.client.get(reverse("staff_support_csv")).content.decode()
    quarter = file.splitlines()[1].split(",")[0]
    assert ("Referred to a service 5" in browser.text, "Taken on fewer than 5" in browser.text) == (
        True,
        True,
    )
    assert (f"{quarter},referred,,5" in file, f"{quarter},accepted,,under 5" in file) == (True, True)
    other = browser.client.get(reverse("staff_support_csv") + "?quarter=zzz").content.decode()
    assert other == file


def test_police_see_the_counts_of_every_unit_and_no_caseload() -> None:
    for _ in range(5):
        an_entry(when=now())
    browser = a_worker(unit="", role=Role.SUPERVISOR).go("/staff/caseload/figures/")
    assert "Referred to a service 5" in browser.text
    assert browser.client.get("/staff/caseload/").status_code == 403
