"""What is done while writes are traced: all that takes in, opens, shows or hands out what people sent, as they do it.

Each deed looks at what came of it: a preview that failed, or a bundle without its file, would trace nothing.
"""

import base64
import io
import zipfile
from argparse import ArgumentParser
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from email.message import EmailMessage
from itertools import count
from pathlib import Path
from typing import Any, Final
from uuid import UUID

import pyrage
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.apps import apps
from django.conf import settings
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image, PngImagePlugin

from callpoint.actions.acting import reporter
from callpoint.actions.corresponding import write_to_reporter, write_to_staff
from callpoint.clock import now
from callpoint.project.backup_commands import run_backup
from callpoint.project.backup_options import add_backup_options
from callpoint.project.faults.beginnings import officer, with_an_officer
from callpoint.project.faults.paths import Facts
from callpoint.project.faults.traces import MARKER
from callpoint.project.worker import work
from callpoint.rules.access import Role

PICTURE, PDF, MAIL, TEXT = "a.png", "b.pdf", "c.eml", "d.txt"
PARTS: Final = 3


class NotDoneError(Exception):
    """A deed did not go as it has to, so that its trace would show nothing."""


@dataclass
class Marked:
    """Gives markers, each once."""

    given: list[str] = field(default_factory=list)

    def one(self) -> str:
        """Give the next marker."""
        self.given.append(f"{MARKER}{len(self.given):04}x")
        return self.given[-1]


@dataclass
class Case:
    """One report on its way, and who works on it."""

    marked: Marked
    staff: Facts
    desk: Client
    person: Client = field(default_factory=Client)
    numbers: dict[str, int] = field(default_factory=dict)
    """The number of each file in the report, by the end of its name."""
    texts: dict[str, str] = field(default_factory=dict)
    """The marker in the content of each."""

    @property
    def id(self) -> UUID:
        """The newest report."""
        newest = apps.get_model("records", "Report").objects.order_by("-created_at")
        return UUID(str(newest.values_list("id", flat=True)[0]))


def check(answer: Any, *, holds: bytes = b"") -> bytes:
    """Give the whole body of an answer that is no refusal and holds what it has to."""
    body = b"".join(answer.streaming_content) if answer.streaming else bytes(answer.content)
    if answer.status_code >= 400 or holds not in body:
        message = f"{answer.status_code} {answer.request.get('PATH_INFO')}"
        raise NotDoneError(message)
    return body


def tell(case: Case) -> None:
    """Begin a report: a story, and a name."""
    for step in ("story", "name"):
        words = f"A man rang me and said {case.marked.one()}."
        check(case.person.post(reverse("question", args=[step]), {"answer": words, step: words}))


def upload(case: Case) -> None:
    """Send files of four kinds by the form."""
    for number, (name, make) in enumerate(FILES.items(), start=1):
        content, called = case.marked.one(), case.marked.one()
        file = SimpleUploadedFile(f"{called}{name}", make(content))
        sent = {"do": "add", "send_key": name, "files": [file], "shows": f"It shows {case.marked.one()}"}
        check(case.person.post(reverse("evidence"), sent))
        case.numbers[name], case.texts[name] = number, content


def upload_in_parts(case: Case) -> None:
    """Send a file in parts by tus."""
    parts = [f"part with {case.marked.one()} and no more\n".encode() * 100 for _ in range(PARTS)]
    usual = {"Tus-Resumable": "1.0.0"}
    called = _base64(f"{case.marked.one()}.txt")
    begun = case.person.post(
        reverse("uploads"),
        content_type="application/x-none",
        headers={
            **usual,
            "Upload-Length": str(sum(map(len, parts))),
            "Upload-Metadata": f"filename {called}",
        },
    )
    check(begun)
    offset = 0
    for part in parts:
        sent = case.person.patch(
            begun["Location"],
            part,
            content_type="application/offset+octet-stream",
            headers={**usual, "Upload-Offset": str(offset)},
        )
        check(sent)
        offset += len(part)


def send(case: Case) -> None:
    """Send the report; messages go both ways."""
    check(case.person.post(reverse("check"), {"submit_key": "k", "true_as_known": "yes"}))
    if not apps.get_model("records", "Report").objects.get(id=case.id).reference:
        message = "the report was not sent"
        raise NotDoneError(message)
    write_to_staff(report_id=case.id, text=case.marked.one(), send_key="k", by=reporter(case.id), at=now())
    write_to_reporter(
        report_id=case.id, text=case.marked.one(), send_key="k", by=officer(case.staff), at=now()
    )


def take_copy(case: Case) -> None:
    """Take a copy of one's own report as a PDF, and its receipt."""
    check(case.person.get(reverse("copy_pdf")), holds=b"%PDF")
    check(case.person.get(reverse("copy_json")), holds=MARKER.encode())
    check(case.person.get(reverse("receipt")))


def preview(case: Case) -> None:
    """Look at each file as staff, and open it."""
    for name in FILES:
        seen = b"" if name == PICTURE else case.texts[name].encode()
        place = [case.id, case.numbers[name]]
        if name == PDF:
            seen = b""  # a PDF is shown as pictures of its pages
        check(case.desk.get(reverse("staff_preview", args=place)), holds=seen)
        if name in {PICTURE, PDF}:
            check(case.desk.get(reverse("staff_picture", args=[*place, 1])), holds=b"PNG")
        check(case.desk.get(reverse("staff_exhibit", args=place)), holds=case.texts[name].encode())


def black_out(case: Case) -> None:
    """Black out a part of the picture and of the PDF."""
    for name in (PICTURE, PDF):
        sent = {"do": "black-out", "exhibit": str(case.numbers[name]), "boxes": "1 0 0 50 50"}
        check(case.desk.post(reverse("staff_disclose", args=[case.id]), sent))


def hand_over(case: Case) -> None:
    """Make a bundle with every file, and take it along."""
    address = reverse("staff_disclose", args=[case.id])
    items = ["answers", *(f"exhibit:{number}" for number in case.numbers.values())]
    terms = {"authority": case.marked.one(), "purpose": case.marked.one(), "phrases": "rang me"}
    check(case.desk.post(address, {"do": "make", "items": items, **terms}))
    made = apps.get_model("records", "Disclosure").objects.get(report_id=case.id)
    whole = check(case.desk.get(reverse("staff_bundle", args=[case.id, made.id])))
    with zipfile.ZipFile(io.BytesIO(whole)) as bundle:
        texts = [bundle.read(name) for name in bundle.namelist() if name.startswith("exhibits/")]
    if not any(case.texts[TEXT].encode() in text for text in texts):
        message = "the bundle does not hold its files"
        raise NotDoneError(message)


def scan(case: Case) -> None:
    """Let the worker do what waits: check and scan new files, tell who is to be told."""
    work(once=True)
    waiting = apps.get_model("vault", "Exhibit").objects.filter(report_id=case.id).exclude(scan="clean")
    if waiting.exists():
        message = "a file was not scanned"
        raise NotDoneError(message)


DEEDS: Final[dict[str, Callable[[Case], None]]] = {
    "tell": tell,
    "upload": upload,
    "upload in parts": upload_in_parts,
    "send": send,
    "own copy": take_copy,
    "scan": scan,
    "preview": preview,
    "black out": black_out,
    "bundle": hand_over,
}


def done(marked: Marked, *, many: int, only: Sequence[str], backups: Path) -> dict[str, int]:
    """Do all deeds, case after case, until so many markers were sent, and then a backup; give how often each was done."""
    staff = with_an_officer({}, role=Role.SUPERVISOR)
    desk, counted = _signed_in(staff), Counter[str]()
    chosen = {name: deed for name, deed in DEEDS.items() if not only or name in only}
    for _ in count():
        if len(marked.given) >= many:
            break
        case = Case(marked=marked, staff=staff, desk=desk)
        for name, deed in chosen.items():
            cache.clear()  # or the limits for one network would stop us
            deed(case)
            counted[name] += 1
    if not only:
        _back_up(backups)
        counted["backup"] += 1
    return dict(counted)


def _back_up(to: Path) -> None:
    recipient = str(pyrage.x25519.Identity.generate().to_public())
    asked = ArgumentParser()
    add_backup_options(asked)
    if run_backup(asked.parse_args(["--to", str(to), "--recipient", recipient])):
        message = "no backup was made"
        raise NotDoneError(message)


def _signed_in(staff: Facts) -> Client:
    member = apps.get_model("records", "StaffMember").objects.get(pk=staff["staff"])
    TOTP.activate(member, generate_totp_secret())
    client = Client()
    client.force_login(member, backend=settings.AUTHENTICATION_BACKENDS[0])
    return client


def _base64(text: str) -> str:
    return base64.b64encode(text.encode()).decode()


def _picture(words: str) -> bytes:
    said, out = PngImagePlugin.PngInfo(), io.BytesIO()
    said.add_text("Comment", words)
    Image.new("RGB", (40, 20), "red").save(out, "PNG", pnginfo=said)
    return out.getvalue()


def _pdf(words: str) -> bytes:
    page = f"BT /F1 12 Tf 20 100 Td ({words}) Tj ET".encode()
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        (
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 200] /Contents 4 0 R"
            b" /Resources << /Font << /F1 5 0 R >> >> >>"
        ),
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(page), page),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    out, places = bytearray(b"%PDF-1.4\n"), []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start)
    return bytes(out)


def _mail(words: str) -> bytes:
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = "bank@example.org", "ann@example.org", words
    mail.set_content(f"Pay now. {words}\n")
    mail.add_attachment(words.encode(), maintype="application", subtype="octet-stream", filename=words)
    return mail.as_bytes()


def _text(words: str) -> bytes:
    return f"Hello. {words}\n".encode() * 50


FILES: Final[dict[str, Callable[[str], bytes]]] = {PICTURE: _picture, PDF: _pdf, MAIL: _mail, TEXT: _text}
