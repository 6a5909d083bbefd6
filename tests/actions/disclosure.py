"""Makers for tests of disclosure: a report with everything in it, and files whose words must not go along."""

import io
from uuid import UUID, uuid4

from PIL import Image, PngImagePlugin

from callpoint.actions.acting import reporter
from callpoint.actions.adding import add_to_report
from callpoint.actions.bundling import Contents
from callpoint.actions.corresponding import write_to_reporter, write_to_staff
from callpoint.actions.exhibits import NewExhibit, take_in_exhibit
from callpoint.vault.exhibits import ExhibitWords
from tests.actions.retention import a_supervisor
from tests.makers import a_report, at
from tests.vault.makers import a_sealed_file

STORY = "A man called Zanzibar Quint rang me. I sent him 900 pounds."


def a_png(*, text: str = "quinquereme") -> bytes:
    """A picture: left half red, right half green, with words in its metadata."""
    picture = Image.new("RGB", (40, 20), "red")
    picture.paste((0, 128, 0), (20, 0, 40, 20))
    said, out = PngImagePlugin.PngInfo(), io.BytesIO()
    said.add_text("Comment", text)
    picture.save(out, "PNG", pnginfo=said)
    return out.getvalue()


def a_jpeg() -> bytes:
    """The same as a JPEG with a thumbnail-bearing EXIF block."""
    picture, out, exif = Image.open(io.BytesIO(a_png())), io.BytesIO(), Image.Exif()
    exif[0x010E] = "quinquereme"
    picture.convert("RGB").save(out, "JPEG", exif=exif)
    return out.getvalue()


def a_pdf() -> bytes:
    """Two pages with a text layer and a title."""
    page = b"BT /F1 24 Tf 20 100 Td (quinquereme) Tj ET"
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R 4 0 R] /Count 2 >>",
        *(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 200] /Contents 5 0 R"
            b" /Resources << /Font << /F1 6 0 R >> >> >>"
            for _ in range(2)
        ),
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(page), page),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        b"<< /Title (quinquereme) >>",
    ]
    out, places = bytearray(b"%PDF-1.4\n"), []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer << /Size %d /Root 1 0 R /Info 7 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (
        len(objects) + 1,
        start,
    )
    return bytes(out)


def a_plain_paper(contents: Contents) -> bytes:
    """Stands for the paper of a bundle, whose words are the pages' business."""
    return repr(contents.chains).encode() + b"".join(repr(each.shown).encode() for each in contents.texts)


def with_file(report_id: UUID, content: bytes, name: str = "zanzibar quint.png") -> int:
    new = NewExhibit(file=a_sealed_file(content), words=ExhibitWords(name=name), send_key=uuid4().hex)
    return take_in_exhibit(report_id=report_id, new=new, by=reporter(report_id), at=at(minutes=3))


def a_case() -> UUID:
    """A report with a message each way, an addition, and a picture."""
    report_id = a_report(story=STORY, name="Ann Lee", age="adult")
    me = reporter(report_id)
    write_to_staff(
        report_id=report_id, text="Zanzibar quint rang again", send_key="1", by=me, at=at(minutes=1)
    )
    write_to_reporter(
        report_id=report_id, text="Thank you", send_key="2", by=a_supervisor(), at=at(minutes=2)
    )
    add_to_report(report_id=report_id, answers={"pay_reference": "X1"}, send_key="3", by=me, at=at(minutes=2))
    with_file(report_id, a_png())
    return report_id
