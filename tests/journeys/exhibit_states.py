"""How to reach what staff see of one exhibit: its preview, its chain of custody, what stays shut, what is dangerous."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from uuid import UUID

from playwright.sync_api import expect

from callpoint.actions.acting import reporter, system
from callpoint.actions.adding import add_to_report
from callpoint.actions.exhibits import NewExhibit, take_in_exhibit
from callpoint.actions.opening import open_exhibit, preview_exhibit
from callpoint.actions.scanning import note_scan
from callpoint.clock import now
from callpoint.vault import folder
from callpoint.vault.exhibits import ExhibitWords
from callpoint.vault.models import CustodyEntry, Exhibit, ScanState
from callpoint.vault.scanning import Scanned
from tests.actions.retention import a_supervisor
from tests.journeys.visiting import BANK_STORY, State, Visitor, held, staff
from tests.makers import a_report
from tests.vault.files import a_mail, a_pdf, a_photo, a_picture, a_zip
from tests.vault.makers import a_sealed_file

LONG_NAME = "Screenshot_20261121-091502_WhatsApp-chat-with-the-man-from-the-bank-and-the-rest-of-it"
CHAT = "21/11/2026, 09:15 - Ann: Who is this?\n" * 60
ADDRESS = "https://bank.example/" + "secure" * 40
ARCHIVE = {f"{LONG_NAME}/{number}.jpg": b"x" * 900 for number in range(40)}
"""What a phone makes: names and lines that no phone is wide enough for."""
SEEN: dict[str, tuple[bytes, str]] = {
    "a picture": (a_photo(), f"{LONG_NAME}.jpg"),
    "a PDF": (a_pdf(4), "bill.pdf"),
    "a mail": (a_mail(Subject=f"Pay {ADDRESS}"), "bill.eml"),
    "a text": (f"{CHAT}{ADDRESS}".encode(), "chat.txt"),
    "an archive": (a_zip(ARCHIVE), "chat with the bank.zip"),
    "a video": (b"\0\0\0\x18ftypisom" + b"\0" * 60, "screen.mp4"),
    "a broken picture": (a_picture()[:50], "me.png"),
    "a program in disguise": (b"MZ" + b"\0" * 90, "me.jpg"),
    "two things at once": (a_picture("GIF") + a_zip({"a": b"a"}), "a.gif"),
}


def preview_states() -> Iterator[State]:
    """The preview of each sort of file, of one that was changed on the disk, and of one that stays shut."""
    for name, (content, called) in SEEN.items():
        yield State(
            name=f"preview of {name}", address="staff_preview", reach=_at("staff_preview", content, called)
        )
    yield State(name="preview, the picture shown", address="staff_preview", reach=_uncovered)
    yield State(name="preview of a file that was changed", address="staff_preview", reach=_changed)
    yield State(
        name="preview of a shut file", address="staff_preview", status=403, reach=_shut("staff_preview")
    )


def custody_states() -> Iterator[State]:
    """The chain of custody, what is dangerous or shut, and how both stand on the page of the report."""
    text = (CHAT.encode(), f"{LONG_NAME}.txt")
    yield State(name="custody", address="staff_custody", reach=_at("staff_custody", *text))
    yield State(name="custody of what many saw", address="staff_custody", reach=_seen_by_many)
    yield State(name="custody that was changed", address="staff_custody", reach=_other_custody)
    yield State(name="custody without an entry", address="staff_custody", reach=_no_custody)
    yield State(name="custody of a shut file", address="staff_custody", reach=_shut("staff_custody"))
    yield State(
        name="original of a shut file", address="staff_exhibit", status=403, reach=_shut("staff_exhibit")
    )
    for name, address in (("original", "staff_exhibit"), ("preview", "staff_preview")):
        yield State(name=f"dangerous {name}", address=address, reach=_dangerous(address))
    yield State(name="report with files of each sort", address="staff_report", reach=_all_on_a_report)


def an_exhibit_of(content: bytes, name: str, *, report_id: UUID | None = None) -> Exhibit:
    """One exhibit, of a new report where none is told."""
    report_id = report_id or a_report(story=BANK_STORY)
    words = ExhibitWords(name=name, shows="What he wrote", taken="May", original="On my phone")
    new = NewExhibit(file=a_sealed_file(content), words=words, send_key=name)
    number = take_in_exhibit(report_id=report_id, new=new, by=reporter(report_id), at=now())
    return Exhibit.objects.get(report_id=report_id, number=number)


def found(exhibit: Exhibit, state: ScanState) -> None:
    """Let a scanner have looked at an exhibit."""
    said = (
        "ClamAV 1.4.3/27820 | Win.Test.EICAR_HDB-1" if state is ScanState.DANGEROUS else "ClamAV 1.4.3/27820"
    )
    note_scan(exhibit_id=exhibit.id, scanned=Scanned(state=state, said=said), by=system("worker"), at=now())


def shut(exhibit: Exhibit) -> None:
    """Let its reporter say an age at which the files of a report stay shut."""
    mine = reporter(exhibit.report_id)
    add_to_report(report_id=exhibit.report_id, answers={"age": "13-15"}, send_key="shut", by=mine, at=now())


def _open(visitor: Visitor, address: str, exhibit: Exhibit) -> None:
    held(address, exhibit.report_id, exhibit.number, as_=staff)(visitor)


def _at(address: str, content: bytes, name: str) -> Callable[[Visitor], None]:
    return lambda visitor: _open(visitor, address, an_exhibit_of(content, name))


def _uncovered(visitor: Visitor) -> None:
    _open(visitor, "staff_preview", an_exhibit_of(a_picture(size=(1600, 900)), "screen.png"))
    visitor.page.locator("main details summary").first.click()
    expect(visitor.page.locator("img.app-preview")).to_have_js_property("complete", True)
    expect(visitor.page.locator("img.app-preview")).not_to_have_js_property("naturalWidth", 0)


def _changed(visitor: Visitor) -> None:
    exhibit = an_exhibit_of(b"hello", "a.txt")
    path = folder.file_of(exhibit.id)
    path.write_bytes(path.read_bytes()[:-3])
    _open(visitor, "staff_preview", exhibit)


def _shut(address: str) -> Callable[[Visitor], None]:
    def reach(visitor: Visitor) -> None:
        exhibit = an_exhibit_of(a_photo(), "me.jpg")
        shut(exhibit)
        _open(visitor, address, exhibit)

    return reach


def _dangerous(address: str) -> Callable[[Visitor], None]:
    def reach(visitor: Visitor) -> None:
        exhibit = an_exhibit_of(a_photo(), "me.jpg")
        found(exhibit, ScanState.DANGEROUS)
        _open(visitor, address, exhibit)

    return reach


def _seen_by_many(visitor: Visitor) -> None:
    exhibit = an_exhibit_of(a_photo(), "me.jpg")
    found(exhibit, ScanState.CLEAN)
    for deed in (preview_exhibit, open_exhibit, open_exhibit):
        deed(report_id=exhibit.report_id, number=1, by=a_supervisor(), at=now())
    _open(visitor, "staff_custody", exhibit)


def _other_custody(visitor: Visitor) -> None:
    """Somebody with the database in their hands wrote another time."""
    exhibit = an_exhibit_of(a_photo(), "me.jpg")
    CustodyEntry.objects.filter(exhibit_id=exhibit.id).update(at=now() - timedelta(days=1))
    _open(visitor, "staff_custody", exhibit)


def _no_custody(visitor: Visitor) -> None:
    """Somebody with the database in their hands took all entries away; only this look is left."""
    exhibit = an_exhibit_of(a_photo(), "me.jpg")
    CustodyEntry.objects.filter(exhibit_id=exhibit.id).delete()
    _open(visitor, "staff_custody", exhibit)


def _all_on_a_report(visitor: Visitor) -> None:
    report_id = a_report(story=BANK_STORY)
    states = (ScanState.DANGEROUS, ScanState.CLEAN, ScanState.FAILED)
    exhibits = [an_exhibit_of(*file, report_id=report_id) for file in SEEN.values()]
    for exhibit, state in zip(exhibits, states, strict=False):
        found(exhibit, state)
    held("staff_report", report_id, as_=staff)(visitor)
