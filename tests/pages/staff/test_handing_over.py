"""One exhibit handed over at the desk: the key on one page, once; the sealed file as a download of its own."""

import dataclasses
import logging
from html import unescape

import pytest
from django.http import HttpResponse, HttpResponseBase
from django.test import Client
from django.urls import reverse

from callpoint.records.models import Disclosure
from callpoint.rules.access import Role
from callpoint.vault import folder
from callpoint.vault.models import Exhibit, ExhibitState, ScanState
from tests.actions.disclosure import a_case
from tests.makers import OTHER_DESK, deeds, signed_in_client

pytestmark = [pytest.mark.django_db, pytest.mark.database]

TOLD = {"authority": "Crown Court", "purpose": "Trial", "send_key": "1"}
SECRET = "AGE-SECRET-KEY-1"


@dataclasses.dataclass(frozen=True)
class Desk:
    """A supervisor before one exhibit."""

    client: Client
    url: str

    def send(self, **told: str) -> HttpResponse:
        return self.client.post(self.url, {**TOLD, **told})  # type: ignore[return-value]  # the test client's answer is one


def a_desk() -> Desk:
    report_id = a_case()
    return Desk(
        client=signed_in_client(role=Role.SUPERVISOR), url=reverse("staff_hand_over", args=[report_id, 1])
    )


def words(answer: HttpResponseBase) -> str:
    return unescape(answer.content.decode())  # type: ignore[attr-defined]  # a page, not a stream


def test_the_key_stands_on_one_page_with_the_command_and_the_way_to_the_sealed_file() -> None:
    desk = a_desk()
    answer = desk.send()
    page, made = words(answer), Disclosure.objects.get()
    sealed, name = f"{desk.url}{made.id}/", f"{made.report.reference}-exhibit-1.png"
    expected = (SECRET, f"age -d -i key.txt -o {name} {name}.age", sealed, Exhibit.objects.get().sha256)
    assert [each in page for each in expected] == [True] * 4
    assert answer["Content-Encoding"] == "identity"
    assert (answer.status_code, answer["Cache-Control"], SECRET in page.partition("<title")[2][:200]) == (
        200,
        "no-store",
        False,
    )


def test_the_sealed_file_leaves_as_an_attachment_that_no_browser_shows() -> None:
    desk = a_desk()
    desk.send()
    made = Disclosure.objects.get()
    answer = desk.client.get(f"{desk.url}{made.id}/", headers={"accept-encoding": "gzip"})
    whole = b"".join(answer.streaming_content)  # type: ignore[attr-defined]  # it streams
    assert whole == folder.file_of(Exhibit.objects.get().id).read_bytes()
    headers = {
        "Content-Type": "application/octet-stream",
        "Content-Encoding": "identity",
        "Content-Length": str(len(whole)),
        "Content-Disposition": f'attachment; filename="{made.report.reference}-exhibit-1.png.age"',
        "Content-Security-Policy": "sandbox; default-src 'none'",
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": "no-store",
    }
    assert {name: answer[name] for name in headers} == headers


def test_the_key_is_in_no_address_no_header_no_log_and_not_shown_again(
    caplog: pytest.LogCaptureFixture,
) -> None:
    desk = a_desk()
    with caplog.at_level(logging.DEBUG):
        first = desk.send()
        second = desk.send()
    assert (first.status_code, second.status_code) == (200, 422)
    assert "This key was shown before." in words(second)
    later = [words(second), words(desk.client.get(desk.url)), *map(str, first.headers.items()), caplog.text]
    assert [each for each in later if SECRET in each] == []
    assert ("Crown Court" in later[1], deeds().count("exhibit.hand-over")) == (True, 1)


def test_the_form_says_what_is_missing() -> None:
    desk = a_desk()
    answer = desk.send(authority=" ", purpose="")
    page = words(answer)
    assert (answer.status_code, "Say who gets it" in page, "Say what it is for" in page) == (422, True, True)


def test_a_dangerous_file_asks_for_a_word_first() -> None:
    desk = a_desk()
    Exhibit.objects.update(scan=ScanState.DANGEROUS)
    refused = desk.send()
    assert (refused.status_code, "This file is dangerous. Tick this box." in words(refused)) == (422, True)
    assert SECRET in words(desk.send(dangerous="yes"))


def test_a_file_called_dangerous_or_shut_since_is_not_handed_out() -> None:
    desk = a_desk()
    desk.send()
    sealed = f"{desk.url}{Disclosure.objects.get().id}/"
    for changed in ({"scan": ScanState.DANGEROUS}, {"state": ExhibitState.QUARANTINED}):
        Exhibit.objects.update(**changed)
        assert desk.client.get(sealed).status_code == 403
    assert (desk.client.get(desk.url).status_code, desk.send(send_key="2").status_code) == (403, 403)


def test_what_is_not_there_is_not_found() -> None:
    desk = a_desk()
    desk.send()
    other = desk.url.replace("exhibit/1/", "exhibit/2/")
    statuses = [desk.client.get(other).status_code, desk.client.post(other, TOLD).status_code]
    statuses.append(desk.client.get(f"{other}{Disclosure.objects.get().id}/").status_code)
    folder.remove_files(Exhibit.objects.get().id)
    statuses.append(desk.send(send_key="2").status_code)
    assert statuses == [404] * 4


@pytest.mark.parametrize(("role", "unit"), [(Role.ASSESSOR, ""), (Role.INVESTIGATOR, OTHER_DESK)])
def test_who_may_not_gets_neither_key_nor_file(role: Role, unit: str) -> None:
    desk = a_desk()
    desk.send()
    other = signed_in_client(role=role, **({"unit": unit} if unit else {}))
    sealed = f"{desk.url}{Disclosure.objects.get().id}/"
    answers = [other.get(desk.url), other.post(desk.url, {**TOLD, "send_key": "2"}), other.get(sealed)]
    assert [each.status_code for each in answers] == [403] * 3
    report = other.get(desk.url.partition("exhibit/")[0])
    assert "Hand over sealed" not in words(report)


def test_the_page_of_the_report_leads_there() -> None:
    desk = a_desk()
    page = words(desk.client.get(desk.url.partition("exhibit/")[0]))
    assert (desk.url in page, "Hand over sealed" in page) == (True, True)
