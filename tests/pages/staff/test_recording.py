"""Recording a report, as staff see it: its codes, what is refused, the history, and who records."""

from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from callpoint.records.models import Recording, Report
from callpoint.rules.access import Role
from tests.makers import DESK, OTHER_DESK, a_report, signed_in_client, with_service
from tests.pages.public.browsing import Browser, NotSeenError

pytestmark = [pytest.mark.django_db, pytest.mark.database]

WHOLE = {"as": "crime", "rule": "5B", "reason": "He paid by deceit.", "told": ""}


@pytest.fixture(autouse=True)
def _police(settings: Settings) -> None:
    with_service(settings, role="police-force")


def a_case(kind: str = "romance-fraud") -> UUID:
    report_id = a_report(unit=DESK)
    Report.objects.filter(id=report_id).update(kind=kind)
    return report_id


def officer(report_id: UUID, role: Role = Role.INVESTIGATOR) -> Browser:
    """Somebody of staff with a report open."""
    browser = Browser()
    browser.client = signed_in_client(role=role)
    return browser.go(reverse("staff_report", args=[report_id]))


def sent(report_id: UUID, **fields: str) -> tuple[int, str]:
    """The status and the page of a form sent by itself."""
    client = signed_in_client(role=Role.INVESTIGATOR)
    answered = client.post(reverse("staff_record", args=[report_id]), {**WHOLE, **fields})
    return answered.status_code, answered.content.decode()


def test_the_codes_of_the_kind_come_first_and_are_to_be_checked() -> None:
    browser = officer(a_case()).follow("Record it")
    assert "1D I met someone online and they took money from me" in browser.text
    assert "Check before publishing: it was written down from memory." in browser.text


def test_a_report_is_recorded_and_corrected_with_its_history() -> None:
    report_id = a_case()
    browser = officer(report_id).follow("Record it")
    code = "1D I met someone online and they took money from me"
    browser.press("Record it", {"A crime": "", code: "", "In your own words": "He paid by deceit."})
    first = (browser.url, "A crime 1D" in browser.text)
    browser.follow("Correct how it is recorded")
    told = {
        "Not a crime": "",
        "In your own words": "A civil matter.",
        "What the reporter reads": "It is about the sale.",
    }
    browser.press("Record it", told).follow("Correct how it is recorded")
    assert first == (f"/staff/report/{report_id}/#crime-number", True)
    assert browser.text.index("Not a crime A civil matter.") < browser.text.index(
        "A crime 1D He paid by deceit."
    )
    assert Recording.objects.count() == 2


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"as": ""}, "Choose one."),
        ({"rule": ""}, "Choose a code, or type the code that holds now."),
        ({"typed_code": "He paid her 900 pounds"}, "Type the code only: at most 20 letters and numbers."),
        ({"reason": " "}, "Say why. A court or another officer may ask."),
        ({"as": "not-crime"}, "Tell the reporter why, in plain words."),
        ({"told": "x" * 1001}, "Make it 1 letter shorter."),
    ],
)
def test_what_is_wrong_is_said_and_nothing_typed_is_lost(fields: dict[str, str], words: str) -> None:
    status, page = sent(a_case(), **{"reason": "zanzibar", **fields})
    assert (status, page.count(words) >= 2, Recording.objects.count()) == (422, True, 0)
    assert fields.get("reason", "zanzibar") in page


def test_a_code_is_found_by_word_and_the_form_keeps_what_was_typed() -> None:
    browser = officer(a_case()).follow("Record it")
    browser.press(
        "Look for codes", {"Look for other codes by word or number": "bank", "In your own words": "zanzibar"}
    )
    assert ("5A " in browser.text, browser.written_in("In your own words")) == (True, "zanzibar")
    browser.press("Look for codes", {"Look for other codes by word or number": "quokka"})
    assert "No other code was found." in browser.text


def test_a_kind_without_a_code_takes_the_one_that_is_typed() -> None:
    report_id = a_case("stalking")
    browser = officer(report_id).follow("Open the report").follow("Record it")
    assert "We hold no code for this kind." in browser.text
    assert sent(report_id, rule="")[0] == 422
    assert (sent(report_id, rule="", typed_code=" 8/72 ")[0], Report.objects.get().recorded_code) == (
        302,
        "8/72",
    )


def test_a_report_of_an_unknown_kind_is_recorded_too() -> None:
    assert "Suggested kind: Not known" in officer(a_case("")).follow("Record it").text


def test_where_another_body_records_it_staff_are_told(settings: Settings) -> None:
    report_id = a_case()
    here = officer(report_id)
    assert "Report Fraud usually records this kind." in here.text
    with_service(settings, role="support-service")
    there = officer(report_id)
    assert "No crime is recorded here. Report Fraud records this." in there.text
    with pytest.raises(NotSeenError):
        there.follow("Record it")
    assert sent(report_id)[0] == 403


def test_a_body_that_records_no_crime_says_so_where_nobody_is_named(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    with_service(settings, role="support-service")
    monkeypatch.setattr("callpoint.pages.staff.recording_view.recorder_of", lambda *_args, **_named: None)
    assert "No crime is recorded here." in officer(a_case()).text


@pytest.mark.parametrize(
    ("role", "status"), [(Role.ASSESSOR, 403), (Role.ANALYST, 403), (Role.SUPERVISOR, 200)]
)
def test_recording_opens_to_who_may_record(role: Role, status: int) -> None:
    client = signed_in_client(role=role)
    assert client.get(reverse("staff_record", args=[a_case()])).status_code == status


def test_a_report_of_another_unit_and_one_that_is_none() -> None:
    client = signed_in_client(role=Role.INVESTIGATOR)
    other = a_report(unit=OTHER_DESK)
    found = [client.get(reverse("staff_record", args=[each])).status_code for each in (other, UUID(int=1))]
    assert found == [403, 404]


@pytest.mark.parametrize(("name", "rest"), [("staff_record", []), ("staff_change", ["severity"])])
def test_what_was_chosen_comes_back_with_a_form_to_be_sent_once_more(name: str, rest: list[str]) -> None:
    browser = Browser()
    browser.client = signed_in_client(role=Role.SUPERVISOR)
    browser.go(reverse(name, args=[a_report(unit=DESK, situation="money-just-gone"), *rest]))
    offered = {each.get("name") for each in browser.tree.iter("input") if each.get("type") == "radio"}
    sent = dict.fromkeys(sorted(filter(None, offered)), "5B")
    again = Client(enforce_csrf_checks=True).post(browser.url, sent).text
    assert (len(sent) > 1, [each for each in sent if f'name="{each}"' not in again]) == (True, [])
