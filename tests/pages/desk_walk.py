"""A walk through what staff see beside reports: requests, exhibits, handing over, and erasing."""

from datetime import datetime, timedelta
from typing import Protocol
from uuid import UUID

import pytest
from django.test import Client
from pytest_django import Settings

from callpoint.actions.acting import reporter, system
from callpoint.actions.adding import add_to_report
from callpoint.actions.exhibits import NewExhibit, take_in_exhibit
from callpoint.actions.scanning import note_scan
from callpoint.actions.shredding import cancel_erasure, confirm_erasure, propose_erasure
from callpoint.clock import now
from callpoint.records.models import StaffMember, SupportRequest
from callpoint.rules.access import Role
from callpoint.rules.support_requests import RequestState
from callpoint.vault import folder
from callpoint.vault.exhibits import ExhibitWords
from callpoint.vault.models import CustodyEntry, Exhibit, ScanState
from callpoint.vault.scanning import Scanned
from tests.actions.retention import a_due_report, a_month, a_supervisor, carry_out
from tests.actions.support import a_request
from tests.makers import a_report, with_section
from tests.vault.files import a_mail, a_pdf, a_photo, a_picture, a_zip, a_zip_with_a_link
from tests.vault.makers import a_sealed_file

FILES = (
    a_photo(),
    a_pdf(4),
    a_mail(Subject="zzz"),
    b"zzz",
    a_zip({"zzz": b"zzz"}),
    a_zip_with_a_link(),
    b"\0\0\0\x18ftypisom" + b"\0" * 60,
    b"MZ" + b"\0" * 90,
    a_picture()[:50],
    a_picture("GIF") + a_zip({"zzz": b"a"}),
)
"""A file of each sort that is seen, seen in part, or not seen."""
IN_FILES = (
    *("Quincunx", "Phone 5", "Bank <bank@example.org>", "Pay now.", "bill.png", "../../etc/passwd"),
    *("image/jpeg", "image/png", "image/gif", "application/pdf", "application/zip", "message/rfc822"),
    *("text/plain", "video/mp4", "application/vnd.microsoft.portable-executable"),
)
"""What these files say, and the names of their types, the same in each language."""


class Pages(Protocol):
    """Whoever opens pages of a deployment and sends forms by the names of their addresses."""

    settings: Settings

    def get(self, name: str, /, *args: object, of: Client | None = None, query: str = "") -> object:
        """Open a page."""

    def post(self, name: str, /, *args: object, of: Client | None = None, **told: object) -> object:
        """Send a form."""


def walk_desk(walk: Pages, desk: Client) -> None:
    """Walk all of them."""
    walk_exhibits(walk, desk)
    walk_disclosing(walk, desk)
    walk_erasing(walk, desk)
    walk_people(walk, desk)


def walk_requests(walk: Pages, desk: Client, worker: Client) -> None:
    """The list of requests as police and as a support service see it, and one in each state."""
    for state in RequestState:
        walk.get("staff_requests", of=desk, query=f"?state={state}")
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("callpoint.records.queries.requests.PAGE_SIZE", 1)
        a_request({"way": "text", "contact": "zzz 000", "care": "zzz"}, send_key="a")
        a_request({"way": "email", "contact": "zzz@example.org"}, when=now() - timedelta(days=30))
        walk.get("staff_requests", of=desk, query="?page=2")
        walk.get("staff_requests", of=worker)
    gone = SupportRequest.objects.filter(state=RequestState.WITHDRAWN)
    walk.post("staff_request", gone[0].id, of=worker, outcome="reached", message="zzz")
    for request in SupportRequest.objects.exclude(id__in=gone):
        walk.get("staff_request", request.id, of=worker)
        walk.post("staff_request", request.id, of=worker, outcome="zzz")
        walk.post("staff_request", request.id, of=worker, outcome="reached", message="zzz" * 1000)


def walk_exhibits(walk: Pages, desk: Client) -> None:
    """The preview and the chain of custody of each sort of file; one that is dangerous, changed, or shut."""
    with_section(walk.settings, "exhibits", most_files=len(FILES))
    report_id = a_report(story="zzz")
    numbers = [_with_file(report_id, content) for content in FILES]
    for number in numbers:
        walk.get("staff_preview", report_id, number, of=desk)
    for number, state in zip(numbers, ScanState, strict=False):
        exhibit = Exhibit.objects.get(report_id=report_id, number=number)
        note_scan(exhibit_id=exhibit.id, scanned=Scanned(state=state, said="zzz"), by=system("t"), at=now())
        for name in ("staff_preview", "staff_custody"):
            walk.get(name, report_id, number, of=desk)
    CustodyEntry.objects.filter(what="exhibit.take-in").update(at=now() - timedelta(days=1))
    walk.get("staff_custody", report_id, numbers[0], of=desk)
    last = folder.file_of(Exhibit.objects.get(report_id=report_id, number=numbers[3]).id)
    last.write_bytes(last.read_bytes()[:-3])
    walk.get("staff_preview", report_id, numbers[3], of=desk)
    walk.get("staff_report", report_id, of=desk)
    mine = reporter(report_id)
    add_to_report(report_id=report_id, answers={"age": "13-15"}, send_key="1", by=mine, at=now())
    for name in ("staff_report", "staff_preview", "staff_exhibit"):
        walk.get(name, report_id, *([numbers[0]] if name != "staff_report" else []), of=desk)


def walk_disclosing(walk: Pages, desk: Client) -> None:
    """Handing over: with nothing, with what is refused, blacked out, and made."""
    report_id = a_report(story="zzz")
    walk.get("staff_disclose", report_id, of=desk)
    for content in (a_picture(), b"zzz"):
        _with_file(report_id, content)
    for told in (
        {"do": "make", "phrases": "zzz" * 500},
        {"do": "make", "items": "exhibit:9", "authority": "zzz", "purpose": "zzz"},
        {"do": "black-out"},
        {"do": "black-out", "exhibit": "1"},
        {"do": "black-out", "exhibit": "1", "boxes": "1 0 0 1"},
        {"do": "black-out", "exhibit": "1", "boxes": "2 0 0 1 1"},
        {"do": "black-out", "exhibit": "2", "boxes": "1 0 0 1 1"},
        {"do": "black-out", "exhibit": "1", "boxes": "1 0 0 1 1"},
        {"do": "make", "items": "answers", "authority": "zzz", "purpose": "zzz"},
    ):
        walk.post("staff_disclose", report_id, of=desk, **told)
    walk.get("staff_disclose", report_id, of=desk)
    for content in (a_pdf(4), a_picture()[:50]):
        walk.get("staff_black_out", report_id, _with_file(report_id, content), of=desk)
    walk_handing_over(walk, desk, report_id)


def walk_handing_over(walk: Pages, desk: Client, report_id: UUID) -> None:
    """One sealed file: asked for, refused, and its key shown once."""
    walk.get("staff_hand_over", report_id, 1, of=desk)
    exhibit = Exhibit.objects.get(report_id=report_id, number=2)
    found = Scanned(state=ScanState.DANGEROUS, said="zzz")
    note_scan(exhibit_id=exhibit.id, scanned=found, by=system("t"), at=now())
    told = {"authority": "zzz", "purpose": "zzz", "send_key": "1"}
    walk.post("staff_hand_over", report_id, 1, of=desk)
    walk.post("staff_hand_over", report_id, 2, of=desk, **told)
    for _ in range(2):
        walk.post("staff_hand_over", report_id, 1, of=desk, **told)
    walk.get("staff_hand_over", report_id, 1, of=desk)


def walk_erasing(walk: Pages, desk: Client) -> None:
    """Months that are not due, due, proposed, confirmed and erased; a report that is held, and one no more."""
    walk.get("staff_retention", of=desk)
    due = a_month()
    report_id = a_due_report(due, story="zzz")
    for reason in (" ", "zzz"):
        walk.post("staff_report", report_id, of=desk, do="hold", reason=reason)
        walk.get("staff_report", report_id, of=desk)
        walk.get("staff_retention", of=desk)
    walk.post("staff_retention", of=desk, do="propose", month=due.month)
    walk.get("staff_retention", of=desk)
    order_id = _confirmed(walk, desk, at=now())
    walk.get("staff_retention", of=desk)
    walk.post("staff_retention", of=desk, do="propose", month="2999-01")
    carry_out(_confirmed(walk, desk, at=now() - timedelta(days=2)), when=now())
    walk.get("staff_retention", of=desk)
    cancel_erasure(order_id=order_id, by=a_supervisor(), at=now())
    walk.post("staff_retention", of=desk, do="stop", order=order_id)


def _confirmed(walk: Pages, desk: Client, *, at: datetime) -> UUID:
    """Let two supervisors have said that a month goes; the page is seen between their words."""
    due = a_month()
    a_due_report(due, story="zzz")
    order_id = propose_erasure(month=due.month, by=a_supervisor(), at=at)
    walk.get("staff_retention", of=desk)
    confirm_erasure(order_id=order_id, by=a_supervisor(), at=at)
    return order_id


def _with_file(report_id: UUID, content: bytes) -> int:
    """Let the reporter have added a file."""
    words = ExhibitWords(name="zzz", shows="zzz", taken="zzz", original="zzz")
    new = NewExhibit(file=a_sealed_file(content), words=words, send_key=str(hash(content)))
    return take_in_exhibit(report_id=report_id, new=new, by=reporter(report_id), at=now())


def walk_people(walk: Pages, desk: Client) -> None:
    """The accounts of others, one in each state, and where one is signed in."""
    walk.get("staff_people", of=desk)
    walk.get("staff_person_new", of=desk)
    for username, name, role, unit in (
        ("", "zzz", "", ""),
        ("zzz", "", "", ""),
        ("zzz", "zzz", "zzz", ""),
        ("zzz", "zzz", Role.AUDITOR, "zzz"),
        ("zzz", "zzz", Role.AUDITOR, ""),
        ("zzz", "zzz", Role.AUDITOR, ""),
    ):
        walk.post("staff_person_new", of=desk, username=username, name=name, role=role, unit=unit)
    made = StaffMember.objects.get(username="zzz")
    for do in ("", "told", "set-back", "close", "open-again"):
        walk.post("staff_person", made.pk, of=desk, do=do, hand_to="0" if do == "close" else "")
        walk.get("staff_person", made.pk, of=desk)
    walk.post("staff_person", made.pk, of=desk, do="close")
    walk.get("staff_person", made.pk, of=desk)
    walk.get("staff_people", of=desk)
    walk.get("staff_sessions", of=desk)
    walk.post("staff_sessions", of=desk)
