"""Handing over parts of a report at the desk: choose, black out, make, download."""

import io
import threading
import zipfile
from collections.abc import Callable
from uuid import UUID, uuid4

import pytest
from django.test import Client
from django.urls import reverse

from callpoint.records.models import Disclosure
from callpoint.rules.access import Role
from callpoint.vault import previewing
from callpoint.vault.models import Exhibit, ExhibitState, ScanState
from tests.actions.disclosure import STORY, a_case, a_png, with_file
from tests.makers import OTHER_DESK, a_report, deeds, signed_in_client

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def page_of(client: Client, report_id: UUID, **told: str | list[str]) -> tuple[int, str]:
    url = reverse("staff_disclose", args=[report_id])
    answer = client.post(url, told, follow=True) if told else client.get(url)
    return answer.status_code, answer.content.decode()


def test_what_was_chosen_is_downloaded_as_one_file_and_each_download_is_a_leaf() -> None:
    report_id, client = a_case(), signed_in_client(role=Role.SUPERVISOR)
    told = {"do": "make", "authority": "Crown Court", "purpose": "Trial", "phrases": "zanzibar quint\n"}
    status, page = page_of(client, report_id, items=["answers", "exhibit:1"], **told)
    url = reverse("staff_bundle", args=[report_id, Disclosure.objects.get().id])
    assert (status, url in page, "Crown Court" in page) == (200, True, True)
    answer = client.get(url)
    whole = b"".join(answer.streaming_content)  # type: ignore[attr-defined]  # it streams
    names = zipfile.ZipFile(io.BytesIO(whole)).namelist()
    assert names[1:3] == ["report/answers-blacked-out.json", "exhibits/1.png"]
    assert (answer["Content-Type"], deeds()[-1]) == ("application/octet-stream", "bundle.hand-out")


def test_a_picture_is_blacked_out_into_an_exhibit_of_its_own() -> None:
    report_id, client = a_case(), signed_in_client(role=Role.SUPERVISOR)
    status, page = page_of(client, report_id, do="black-out", exhibit="1", boxes="1 0 0 100 100")
    assert (status, "Exhibit 2: exhibit 1, blacked out" in page, Exhibit.objects.count()) == (200, True, 2)


@pytest.mark.parametrize(
    ("told", "words"),
    [
        ({"do": "make"}, "Choose what to hand over."),
        ({"do": "make", "items": "exhibit:9", "authority": "a", "purpose": "b"}, "is not there any more"),
        (
            {"do": "make", "items": "answers", "authority": "a", "purpose": "b", "phrases": "Quintus"},
            "These words are in nothing you chose: Quintus.",
        ),
        (
            {"do": "make", "items": "exhibit:3", "authority": "a", "purpose": "b"},
            "A file you chose is dangerous.",
        ),
        ({"do": "black-out", "exhibit": "3", "boxes": "1 0 0 1 1"}, "A scanner calls this file dangerous."),
        ({"do": "black-out"}, "Choose a picture or a PDF."),
        ({"do": "black-out", "exhibit": "1"}, "Type at least one box."),
        ({"do": "black-out", "exhibit": "1", "boxes": "1 0 0 1 1\n1 99 0 2 1"}, "Look at line 2."),
        ({"do": "black-out", "exhibit": "1", "boxes": "1 0 0 1"}, "Look at line 1."),
        ({"do": "black-out", "exhibit": "1", "boxes": "2 0 0 1 1"}, "The file has no such page."),
        ({"do": "black-out", "exhibit": "2", "boxes": "1 0 0 1 1"}, "This file cannot be blacked out."),
    ],
)
def test_what_does_not_fit_is_said_and_nothing_is_made(told: dict[str, str], words: str) -> None:
    report_id, client = a_case(), signed_in_client(role=Role.SUPERVISOR)
    with_file(report_id, b"words only", "a.txt")
    number = with_file(report_id, a_png(), "b.png")
    Exhibit.objects.filter(number=number).update(scan=ScanState.DANGEROUS)
    status, page = page_of(client, report_id, **told)
    assert (status, words in page, Exhibit.objects.count(), Disclosure.objects.count()) == (422, True, 3, 0)


def test_a_dangerous_file_is_marked_and_goes_along_after_one_more_tick() -> None:
    report_id, client = a_case(), signed_in_client(role=Role.SUPERVISOR)
    pages = [page_of(client, report_id)[1]]
    Exhibit.objects.update(scan=ScanState.DANGEROUS)
    pages.append(page_of(client, report_id)[1])
    told = {"do": "make", "items": "exhibit:1", "authority": "a", "purpose": "b", "dangerous": "yes"}
    made = page_of(client, report_id, **told)[0], Disclosure.objects.count()
    marks = [("(dangerous, a scanner says)" in page, 'name="dangerous"' in page) for page in pages]
    assert (marks, made) == ([(False, False), (True, True)], (200, 1))


def scanned_as_dangerous() -> None:
    Exhibit.objects.update(scan=ScanState.DANGEROUS)


def salted_anew() -> None:
    Exhibit.objects.update(salt=b"x" * 32)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (scanned_as_dangerous, "A scanner has called a file in it dangerous since."),
        (salted_anew, "The log and the report do not fit."),
    ],
)
def test_a_bundle_that_cannot_be_given_any_more_says_why(change: Callable[[], None], words: str) -> None:
    report_id, client = a_case(), signed_in_client(role=Role.SUPERVISOR)
    page_of(client, report_id, do="make", items="exhibit:1", authority="a", purpose="b")
    change()
    answer = client.get(reverse("staff_bundle", args=[report_id, Disclosure.objects.get().id]))
    assert (answer.status_code, words in answer.content.decode(), "bundle.hand-out" in deeds()) == (
        422,
        True,
        False,
    )


def test_where_all_places_are_taken_the_page_asks_to_try_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(previewing, "LONGEST_WAIT_SECONDS", 0.01)
    monkeypatch.setattr(previewing, "_places", threading.BoundedSemaphore(1))
    report_id, client = a_case(), signed_in_client(role=Role.SUPERVISOR)
    with previewing.one_of_few():
        status, page = page_of(client, report_id, do="black-out", exhibit="1", boxes="1 0 0 1 1")
    assert (status, "Others are looking at files now." in page) == (422, True)


def test_what_is_not_there_is_not_found_and_what_stays_shut_is_refused() -> None:
    report_id, client = a_case(), signed_in_client(role=Role.SUPERVISOR)
    assert page_of(client, uuid4())[0] == 404
    assert page_of(client, report_id, do="black-out", exhibit="9", boxes="1 0 0 1 1")[0] == 404
    page_of(client, report_id, do="make", items="exhibit:1", authority="a", purpose="b")
    url = reverse("staff_bundle", args=[report_id, Disclosure.objects.get().id])
    Exhibit.objects.update(state=ExhibitState.QUARANTINED)
    assert client.get(url).status_code == 403
    assert client.get(reverse("staff_bundle", args=[report_id, uuid4()])).status_code == 404
    assert page_of(client, report_id, do="black-out", exhibit="1", boxes="1 0 0 1 1")[0] == 403


@pytest.mark.parametrize(
    ("role", "status"), [(Role.SUPERVISOR, 200), (Role.INVESTIGATOR, 403), (Role.ASSESSOR, 403)]
)
def test_who_may_hand_over_is_led_there_from_the_report(role: Role, status: int) -> None:
    report_id, own = a_report(unit=OTHER_DESK, story=STORY), a_report(story=STORY)
    client = signed_in_client(role=role)
    link = reverse("staff_disclose", args=[own])
    page = client.get(reverse("staff_report", args=[own])).content.decode()
    assert (client.get(reverse("staff_disclose", args=[report_id])).status_code, link in page) == (
        status,
        role is not Role.ASSESSOR,
    )
