"""Handing exhibits out to staff: as a file to keep, to those who may, with one leaf each."""

import os

import pytest
from django.test import Client

from callpoint.actions.acting import reporter
from callpoint.actions.adding import add_to_report
from callpoint.actions.exhibits import NewExhibit, take_in_exhibit
from callpoint.rules.access import Role
from callpoint.vault import folder
from callpoint.vault.errors import ExhibitChangedError
from callpoint.vault.exhibits import ExhibitWords
from callpoint.vault.models import Exhibit
from tests.makers import OTHER_DESK, a_report, at, deeds, signed_in_client
from tests.vault.makers import a_sealed_file

pytestmark = [pytest.mark.django_db, pytest.mark.database]

CONTENT = b"<script>alert(1)</script>" + os.urandom(200_000)
NAME = 'what "they" said \N{EN DASH} Ωmega.html'


def an_address(name: str = NAME) -> str:
    """The address of an exhibit of a sent report."""
    report_id = a_report()
    new = NewExhibit(file=a_sealed_file(CONTENT), words=ExhibitWords(name=name, shows="A page"), send_key="1")
    take_in_exhibit(report_id=report_id, new=new, by=reporter(report_id), at=at())
    return f"/staff/report/{report_id}/exhibit/1/"


def test_the_file_comes_as_it_was_sent_and_no_browser_shows_it() -> None:
    address = an_address()
    answered = signed_in_client().get(address)
    assert b"".join(answered.streaming_content) == CONTENT  # type: ignore[attr-defined]  # it streams
    headers = {
        "Content-Type": "application/octet-stream",
        "Content-Length": str(len(CONTENT)),
        "Content-Disposition": "attachment; filename*=utf-8''what%20%22they%22%20said%20%E2%80%93%20%CE%A9mega.html",
        "Content-Security-Policy": "sandbox; default-src 'none'",
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": "no-store",
    }
    assert {name: answered[name] for name in headers} == headers


def test_to_a_browser_that_asks_for_compressed_answers_it_comes_as_it_is_with_its_length() -> None:
    answered = signed_in_client().get(an_address(), headers={"accept-encoding": "gzip"})
    found = (answered["Content-Encoding"], answered["Content-Length"])
    assert (found, b"".join(answered.streaming_content)) == (("identity", str(len(CONTENT))), CONTENT)  # type: ignore[attr-defined]  # it streams


def test_a_file_that_is_withheld_is_not_handed_out_and_the_report_page_says_so() -> None:
    address, client = an_address("me.jpg"), signed_in_client()
    report_id = Exhibit.objects.get().report_id
    add_to_report(
        report_id=report_id, answers={"age": "13-15"}, send_key="1", by=reporter(report_id), at=at()
    )
    page = client.get(address.partition("exhibit")[0]).content.decode()
    assert (
        "This file stays shut. Nobody opens it." in page,
        "me.jpg" in page,
        f'href="{address}"' in page,
    ) == (
        True,
        True,
        False,
    )
    assert (client.get(address).status_code, deeds().count("exhibit.open")) == (403, 0)


def test_each_opening_is_one_leaf() -> None:
    address, client = an_address(), signed_in_client()
    before = deeds().count("exhibit.open")
    for _ in range(2):
        b"".join(client.get(address).streaming_content)  # type: ignore[attr-defined]  # it streams
    assert deeds().count("exhibit.open") == before + 2


def test_the_report_page_lists_the_file_with_its_words_and_its_fingerprint() -> None:
    address = an_address("chat.txt")
    page = signed_in_client().get(address.partition("exhibit")[0]).content.decode()
    shown = [
        words in page
        for words in ("chat.txt", "A page", Exhibit.objects.get().sha256, address, "Not scanned")
    ]
    assert all(shown)


@pytest.mark.parametrize(
    ("role", "unit"), [(Role.ASSESSOR, OTHER_DESK), (Role.AUDITOR, ""), (Role.CALL_HANDLER, "")]
)
def test_who_may_not_open_the_report_gets_no_file(role: Role, unit: str) -> None:
    address, client = an_address(), signed_in_client(role=role, unit=unit)
    assert (client.get(address).status_code, deeds().count("exhibit.open")) == (403, 0)


def test_nobody_gets_a_file_without_signing_in_or_by_another_method() -> None:
    address = an_address()
    assert Client().get(address).status_code == 302
    assert signed_in_client().post(address).status_code == 405


def test_what_is_not_there_is_not_found() -> None:
    address, client = an_address(), signed_in_client()
    other = address.replace("exhibit/1/", "exhibit/2/")
    folder.remove_files(Exhibit.objects.get().id)
    statuses = [client.get(each).status_code for each in (address, other, other.replace("0", "a"))]
    assert statuses == [404, 404, 404]


def test_a_changed_file_breaks_off() -> None:
    address = an_address()
    path = folder.file_of(Exhibit.objects.get().id)
    path.write_bytes(path.read_bytes()[:-5])
    with pytest.raises(ExhibitChangedError):
        b"".join(signed_in_client().get(address).streaming_content)  # type: ignore[attr-defined]  # it streams
