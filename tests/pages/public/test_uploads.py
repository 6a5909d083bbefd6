"""No page takes a file unasked: on every address one is dropped unread, and nothing of it is kept."""

from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from callpoint.records.models import Report
from callpoint.records.sealed import ReportSeal
from tests.deployment import VAR
from tests.makers import all_kept, signed_in_client
from tests.pages.public.addresses import Address, addresses
from tests.pages.public.journeys import checked

pytestmark = [pytest.mark.django_db, pytest.mark.database]

MARK = b"quincunx of a picture" * 50_000
ADDRESSES = addresses()


def a_file() -> SimpleUploadedFile:
    return SimpleUploadedFile("../../picture.png", MARK, content_type="image/png")


def files_with_mark(folder: Path) -> list[str]:
    """Every file below a folder that holds the mark in clear."""
    files = (file for file in folder.rglob("*") if file.is_file())
    return [str(file) for file in files if MARK[:40] in file.read_bytes()]


def kept_answers() -> list[list[str]]:
    """Which questions are answered, of every report."""
    return [list(ReportSeal.of(report).answers(report)) for report in Report.objects.all()]


@pytest.fixture(autouse=True)
def _own_folder_for_temporary_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Look for files where Django would put them."""
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))


@pytest.mark.parametrize("address", ADDRESSES, ids=lambda address: address.name)
def test_a_file_for_any_address_is_dropped_and_leaves_nothing(address: Address, tmp_path: Path) -> None:
    before = all_kept()
    response = Client().post(
        address.url, {"answer": a_file(), "message": a_file(), "code": a_file(), "file": a_file()}
    )
    assert response.status_code < 500
    # The chosen situation is an answer by itself; of the file nothing is there.
    assert all_kept() == before or address.name == "begin_with"
    assert (files_with_mark(tmp_path), files_with_mark(VAR), kept_answers()) in (
        ([], [], []),
        ([], [], [["situation"]]),
    )


def test_a_file_beside_words_is_dropped_and_the_words_are_kept(tmp_path: Path) -> None:
    person = checked()
    report_id = Report.objects.get().id
    client = Client()
    client.cookies = person.client.cookies
    client.post("/report/question/postcode/", {"answer": "S40 1TB", "file": a_file()})
    report = Report.objects.get(id=report_id)
    assert ReportSeal.of(report).answers(report)["postcode"] == "S40 1TB"
    assert (files_with_mark(tmp_path), files_with_mark(VAR)) == ([], [])


def test_a_file_in_place_of_an_answer_is_no_answer() -> None:
    person = checked()
    client = Client()
    client.cookies = person.client.cookies
    assert client.post("/report/question/name/", {"answer": a_file()}).status_code == 302
    report = Report.objects.get()
    assert "name" not in ReportSeal.of(report).answers(report)


def test_staff_cannot_send_a_file_either(tmp_path: Path) -> None:
    client = signed_in_client()
    before = all_kept()
    statuses = [
        client.post(each.url, {"file": a_file(), "message": "x"}).status_code
        for each in ADDRESSES
        if each.opens_to and each.is_staff and "report" in each.name
    ]
    assert (statuses, all_kept(), files_with_mark(tmp_path)) == ([404], before, [])


def test_a_form_that_is_far_too_large_is_refused_with_words() -> None:
    response = Client().post("/report/question/story/", {"answer": "x" * 1_100_000})
    assert (response.status_code, "We could not read that" in response.content.decode()) == (400, True)


def test_a_form_with_far_too_many_fields_is_refused_with_words() -> None:
    response = Client().post("/report/question/story/", {f"f{number}": "x" for number in range(300)})
    assert (response.status_code, "We could not read that" in response.content.decode()) == (400, True)
