"""Previews, the chain of custody and dangerous files as staff see them; and the second host name for files."""

import html
import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from pytest_django import Settings

from callpoint.actions.acting import reporter, system
from callpoint.actions.adding import add_to_report
from callpoint.actions.scanning import note_scan
from callpoint.clock import now
from callpoint.pages.passes import FilePass, NoSuchPassError, give_pass, use_pass
from callpoint.rules.access import Role
from callpoint.vault import folder
from callpoint.vault.models import CustodyEntry, Exhibit, ScanState
from callpoint.vault.scanning import Scanned
from tests.actions.makers import a_kept_exhibit
from tests.makers import OTHER_DESK, all_kept, at, deeds, signed_in_client, with_section
from tests.vault.files import a_mail, a_pdf, a_photo, a_picture, a_zip

pytestmark = [pytest.mark.django_db, pytest.mark.database]

FILES = "files.example.org"


@pytest.fixture(autouse=True)
def _own_folder(tmp_path: Path, settings: Settings) -> None:
    settings.CALLPOINT_EXHIBITS = tmp_path / "exhibits"


def seen_text(page: str) -> str:
    """The words of a page, its marks taken away."""
    return " ".join(html.unescape(re.sub(r"<[^>]*>", " ", page)).split())


def address_of(exhibit: Exhibit, part: str = "") -> str:
    return f"/staff/report/{exhibit.report_id}/exhibit/{exhibit.number}/{part}"


def page_of(content: bytes, name: str, part: str = "preview/") -> str:
    """What an officer reads on a page about an exhibit."""
    exhibit = a_kept_exhibit(content, name=name)
    return seen_text(signed_in_client().get(address_of(exhibit, part)).content.decode())


SHOWN = {
    "a photo": (
        a_photo(),
        "me.jpg",
        (
            "By its content: a picture (image/jpeg)",
            "2026:11:21 09:15:02",
            "53.20000, -1.50000",
            "Show the picture",
        ),
    ),
    "a PDF": (a_pdf(4), "bill.pdf", ("Show page 3.", "There is more. See the original.")),
    "a mail": (a_mail(), "m.eml", ("Café bill", "Pay now.", "Attached", "bill.png", "Nothing was unpacked.")),
    "a text": (b"<script>alert(1)</script> hello", "a.txt", ("<script>alert(1)</script> hello",)),
    "an archive": (a_zip({"a/b.txt": b"b" * 5000}), "a.zip", ("a/b.txt", "5 kB", "Files in it")),
    "a video": (
        b"\0\0\0\x18ftypisom" + b"\0" * 60,
        "v.mp4",
        ("There is no preview of a video.", "Get the original"),
    ),
    "a program in disguise": (
        b"MZ" + b"\0" * 90,
        "me.jpg",
        (
            "Its name says something else. It is a program.",
            "Do not start it.",
            "There is no preview of a program.",
        ),
    ),
    "a broken picture": (a_picture()[:50], "me.png", ("This file cannot be read.", "Get the original")),
    "two things": (
        a_picture("GIF") + a_zip({"a": b"a"}),
        "a.gif",
        ("more than one kind: also application/zip",),
    ),
}


@pytest.mark.parametrize("name", SHOWN)
def test_an_officer_reads_what_a_file_is_and_what_is_seen_of_it(name: str) -> None:
    content, called, words = SHOWN[name]
    page = page_of(content, called)
    assert [each for each in words if each not in page] == []


def test_a_preview_is_one_leaf_and_each_picture_another_and_both_stand_in_the_chain() -> None:
    exhibit, client = a_kept_exhibit(a_photo(), name="me.jpg"), signed_in_client()
    page = client.get(address_of(exhibit, "preview/")).content.decode()
    before = deeds().count("exhibit.show-picture")
    answered = client.get(address_of(exhibit, "picture/1/"))
    entered = [entry.what for entry in CustodyEntry.objects.order_by("id")]
    assert (f'src="{address_of(exhibit, "picture/1/")}" loading="lazy"' in page, before) == (True, 0)
    assert entered == ["exhibit.take-in", "exhibit.preview", "exhibit.show-picture"]
    headers = {
        "Content-Type": "image/png",
        "Content-Security-Policy": "sandbox; default-src 'none'",
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": "no-store",
    }
    assert ({name: answered[name] for name in headers}, answered.content[:4]) == (headers, b"\x89PNG")


def test_a_file_that_was_changed_is_not_shown_and_the_page_says_so() -> None:
    exhibit = a_kept_exhibit(b"hello")
    path = folder.file_of(exhibit.id)
    path.write_bytes(path.read_bytes()[:-3])
    page = seen_text(signed_in_client().get(address_of(exhibit, "preview/")).content.decode())
    assert ("This file was changed on our disk." in page, "hello" in page) == (True, False)


def test_a_picture_that_cannot_be_drawn_is_not_found() -> None:
    exhibit = a_kept_exhibit(b"only words")
    assert signed_in_client().get(address_of(exhibit, "picture/1/")).status_code == 404


PARTS = ("", "preview/", "picture/1/")


def test_what_is_withheld_gives_no_preview_no_picture_and_no_original() -> None:
    exhibit, client = a_kept_exhibit(a_photo(), name="me.jpg"), signed_in_client()
    mine = reporter(exhibit.report_id)
    add_to_report(report_id=exhibit.report_id, answers={"age": "13-15"}, send_key="1", by=mine, at=at())
    answers = [client.get(address_of(exhibit, part)).status_code for part in PARTS]
    posted = client.post(address_of(exhibit, "dangerous/")).status_code
    assert (answers, posted, client.get(address_of(exhibit, "custody/")).status_code) == ([403] * 3, 403, 200)
    refused = seen_text(client.get(address_of(exhibit)).content.decode())
    assert ("This file stays shut. Nobody opens it." in refused, "Your role" in refused) == (True, False)


@pytest.mark.parametrize("part", [*PARTS, "custody/"])
@pytest.mark.parametrize(("role", "unit"), [(Role.ASSESSOR, OTHER_DESK), (Role.AUDITOR, "")])
def test_who_may_not_open_the_report_sees_nothing_of_its_files(role: Role, unit: str, part: str) -> None:
    exhibit = a_kept_exhibit()
    client = signed_in_client(role=role, unit=unit)
    before = all_kept()
    assert (client.get(address_of(exhibit, part)).status_code, all_kept()["JournalLeaf"]) == (
        403,
        before["JournalLeaf"],
    )


def found_dangerous(exhibit: Exhibit) -> None:
    scanned = Scanned(state=ScanState.DANGEROUS, said="ClamAV 1.4 | Quincunx.Test")
    note_scan(exhibit_id=exhibit.id, scanned=scanned, by=system("worker"), at=at())


def test_a_dangerous_file_opens_only_after_one_more_press() -> None:
    exhibit, client = a_kept_exhibit(a_photo(), name="me.jpg"), signed_in_client()
    found_dangerous(exhibit)
    report = seen_text(client.get(address_of(exhibit).partition("exhibit")[0]).content.decode())
    asked = [seen_text(client.get(address_of(exhibit, part)).content.decode()) for part in ("", "preview/")]
    refused = client.get(address_of(exhibit, "picture/1/")).status_code
    before = deeds().count("exhibit.open-dangerous"), deeds().count("exhibit.open")
    answered = client.post(address_of(exhibit, "dangerous/"))
    opened = b"".join(answered.streaming_content)  # type: ignore[attr-defined]  # it streams
    assert ("Dangerous. Found at" in report, "Quincunx.Test" in report) == (True, True)
    assert (["This file is dangerous" in page for page in asked], refused, before) == (
        [True, True],
        403,
        (0, 0),
    )
    assert (opened, deeds().count("exhibit.open-dangerous")) == (a_photo(), 1)


@pytest.mark.parametrize(
    ("state", "words"),
    [
        (ScanState.CLEAN, "nothing found. ClamAV 1.4"),
        (ScanState.FAILED, "did not work. ClamAV 1.4"),
    ],
)
def test_the_report_page_says_what_the_scanner_said(state: ScanState, words: str) -> None:
    exhibit = a_kept_exhibit()
    scanned = Scanned(state=state, said="ClamAV 1.4")
    note_scan(exhibit_id=exhibit.id, scanned=scanned, by=system("worker"), at=at())
    page = signed_in_client().get(address_of(exhibit).partition("exhibit")[0]).content.decode()
    assert words in seen_text(page)


def test_the_chain_of_custody_names_who_did_what_when_and_where_in_the_journal() -> None:
    exhibit, client = a_kept_exhibit(), signed_in_client(name="Asha Patel")
    b"".join(client.get(address_of(exhibit)).streaming_content)  # type: ignore[attr-defined]  # it streams
    page = seen_text(client.get(address_of(exhibit, "custody/")).content.decode())
    leaf = CustodyEntry.objects.get(what="exhibit.open").leaf
    words = (
        "The reporter",
        "Took it in",
        "Asha Patel",
        "Got the original",
        "Looked at this list",
        exhibit.sha256,
        str(leaf),
    )
    assert [each for each in words if each not in page] == []
    assert "The journal says something else" not in page


def test_an_entry_that_was_changed_is_said_to_be() -> None:
    exhibit, client = a_kept_exhibit(), signed_in_client()
    CustodyEntry.objects.update(at=at(days=1))
    page = seen_text(client.get(address_of(exhibit, "custody/")).content.decode())
    assert "The journal says something else" in page


class TestSecondHost:
    @pytest.fixture(autouse=True)
    def _files_host(self, settings: Settings) -> None:
        with_section(settings, "exhibits", host=FILES)
        settings.ALLOWED_HOSTS = ["testserver", FILES]

    def test_the_original_comes_from_there_once(self) -> None:
        exhibit = a_kept_exhibit(b"hello")
        led = signed_in_client().get(address_of(exhibit))
        address = led["Location"]
        assert address.startswith(f"http://{FILES}/file/")
        path = address.removeprefix(f"http://{FILES}")
        answered, again = (Client().get(path, headers={"host": FILES}) for _ in range(2))
        assert b"".join(answered.streaming_content) == b"hello"  # type: ignore[attr-defined]  # it streams
        assert (again.status_code, again.content, answered["Cross-Origin-Resource-Policy"]) == (
            404,
            b"",
            "cross-origin",
        )

    def test_so_does_a_picture(self) -> None:
        exhibit = a_kept_exhibit(a_photo(), name="me.jpg")
        led = signed_in_client().get(address_of(exhibit, "picture/1/"))
        path = led["Location"].removeprefix(f"http://{FILES}")
        answered = Client().get(path, headers={"host": FILES})
        assert (answered["Content-Type"], answered.content[:4]) == ("image/png", b"\x89PNG")

    @pytest.mark.parametrize("host", [f"{FILES}:8443", f"{FILES}.", f"{FILES}.:443", FILES.upper()])
    def test_it_is_known_however_its_name_is_written(self, host: str) -> None:
        answered = [
            Client().get("/health/", headers={"host": each}).status_code for each in ("testserver", host)
        ]
        assert answered == [200, 404]

    @pytest.mark.parametrize(
        "path", ["/", "/staff/", "/health/", "/assets/callpoint/callpoint.css", "/robots.txt"]
    )
    def test_it_serves_nothing_else(self, path: str) -> None:
        answered = Client().get(path, headers={"host": FILES})
        assert (answered.status_code, answered.content, len(answered.cookies)) == (404, b"", 0)

    def test_the_main_name_hands_out_nothing_for_a_pass(self) -> None:
        led = signed_in_client().get(address_of(a_kept_exhibit()))
        assert Client().get(led["Location"].removeprefix(f"http://{FILES}")).status_code == 404

    def test_a_pass_ends_with_the_session_it_was_given_to(self) -> None:
        client = signed_in_client()
        led = client.get(address_of(a_kept_exhibit()))
        client.post("/staff/sign-out/")
        path = led["Location"].removeprefix(f"http://{FILES}")
        assert Client().get(path, headers={"host": FILES}).status_code == 404


def a_pass(session: str) -> FilePass:
    return FilePass(
        exhibit_id=str(a_kept_exhibit().id),
        name="a.txt",
        size=5,
        media_type="text/plain",
        sha256="0" * 64,
        identity="AGE-SECRET-KEY-1",
        session=session,
    )


def a_session() -> str:
    """The key of a session that lives."""
    return str(signed_in_client().session.session_key)


def test_a_pass_opens_once_within_its_minute_and_what_it_opens_lies_sealed() -> None:
    given = a_pass(a_session())
    token = give_pass(given, at=now())
    rows = [f"{row.session_key} {row.session_data} {row.get_decoded()}" for row in Session.objects.all()]
    held = [secret in row for row in rows for secret in (token, "AGE-SECRET-KEY-1")]
    assert (use_pass(token, at=now()), any(held), given.identity in repr(given)) == (given, False, False)
    with pytest.raises(NoSuchPassError):
        use_pass(token, at=now())


def test_a_pass_that_comes_too_late_opens_nothing() -> None:
    token = give_pass(a_pass(a_session()), at=now())
    with pytest.raises(NoSuchPassError):
        use_pass(token, at=now() + timedelta(seconds=61))


def test_a_row_that_holds_no_file_is_no_pass() -> None:
    token = "0" * 64
    give_pass(a_pass(""), at=now(), chance=lambda size: b"\0" * size)
    Session.objects.update(session_data="")
    with pytest.raises(NoSuchPassError):
        use_pass(token, at=now())
