"""Files of many kinds, made by the tests: pictures, PDFs, mails, zips, good ones and hostile ones."""

import base64
import io
import random  # noqa: TID251 - broken files that are the same again for the same seed
import struct
import zipfile
import zlib
from collections.abc import Iterator
from email.message import EmailMessage

from PIL import ExifTags, Image

HEIC = base64.b64decode(
    "AAAAHGZ0eXBoZWljAAAAAG1pZjFoZWljbWlhZgAAAX1tZXRhAAAAAAAAACFoZGxyAAAAAAAAAABwaWN0AAAAAAAAAAAAAAAAAAAAACJpbG9jAAAAAERAAAEAAQAAAAABoQABAAAAAAAAACUAAAAjaWluZgAAAAAAAQAAABVpbmZlAgAAAAABAABodmMxAAAAAA5waXRtAAAAAAABAAAA/WlwcnAAAADdaXBjbwAAAHZodmNDAQNwAAAAkAAAAAAAHvAA/P34+AAADwNgAAEAGEABDAH//wNwAAADAJAAAAMAAAMAHroCQGEAAQAqQgEBA3AAAAMAkAAAAwAAAwAeoCCBBZbq5Ka5uAhoMCAAAAMDIAAAAwAhYgABAAZEAcFzwIkAAAATY29scm5jbHgAAQANAAaAAAAAFGlzcGUAAAAAAAAAQAAAAEAAAAAoY2xhcAAAAEAAAAABAAAAMAAAAAEAAAAAAAAAAv////AAAAACAAAAEHBpeGkAAAAAAwgICAAAABhpcG1hAAAAAAAAAAEAAQWBAgMFhAAAAC1tZGF0AAAAISgBrxmA70mlv//f4x/19q/4pshf/8QknfYNh/vP6NtbwA=="
)
"""64 by 48 points, red on the left and blue on the right; made by us with x265, as Pillow makes none."""
RED, BLUE = (200, 30, 30), (20, 20, 220)


def an_image(size: tuple[int, int] = (64, 48), mode: str = "RGB") -> Image.Image:
    """Red on the left, blue on the right."""
    image = Image.new("RGB", size, RED)
    image.paste(BLUE, (size[0] // 2, 0, *size))
    return image.convert(mode)


def a_picture(kind: str = "PNG", *, size: tuple[int, int] = (64, 48), mode: str = "RGB") -> bytes:
    """A picture in a format that Pillow writes."""
    made = io.BytesIO()
    an_image(size, mode).save(made, kind)
    return made.getvalue()


def a_photo(*, turned: int = 1) -> bytes:
    """A JPEG with all that a phone writes into it: when, with what, where (53.2 north, 1.5 west)."""
    exif = Image.Exif()
    exif[ExifTags.Base.Make], exif[ExifTags.Base.Model] = "Quincunx", "Phone 5"
    exif[ExifTags.Base.Orientation] = turned
    exif.get_ifd(ExifTags.IFD.Exif)[ExifTags.Base.DateTimeOriginal] = "2026:11:21 09:15:02"
    place = exif.get_ifd(ExifTags.IFD.GPSInfo)
    place[ExifTags.GPS.GPSLatitudeRef], place[ExifTags.GPS.GPSLatitude] = "N", (53.0, 12.0, 0.0)
    place[ExifTags.GPS.GPSLongitudeRef], place[ExifTags.GPS.GPSLongitude] = "W", (1.0, 30.0, 0.0)
    made = io.BytesIO()
    an_image().save(made, "JPEG", exif=exif, comment=b"Quincunx words")
    return made.getvalue()


def a_pdf(pages: int = 1, *, size: tuple[float, float] = (200, 100)) -> bytes:
    """A PDF whose pages hold a red square each."""
    body = b"0.8 0.1 0.1 rg 10 10 80 80 re f"
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>"]
    kids = " ".join(f"{4 + number} 0 R" for number in range(pages)).encode()
    objects.append(b"<< /Type /Pages /Count %d /Kids [%s] >>" % (pages, kids))
    objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(body), body))
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 %d %d] /Contents 3 0 R >>" % size
    objects += [page] * pages
    made, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, start=1):
        places.append(len(made))
        made += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    ends = b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, len(made))
    return made + b"xref\n0 %d\n0000000000 65535 f \n%s" % (len(objects) + 1, table) + ends


def a_mail(**headers: str) -> bytes:
    """A mail with words in plain and in HTML, and a picture attached."""
    mail = EmailMessage()
    given = {"From": "Bank <bank@example.org>", "To": "ann@example.org", "Subject": "Café bill", **headers}
    for name, value in given.items():
        mail[name] = value
    mail.set_content("Pay now.\n")
    mail.add_alternative("<p>Pay <b>now</b>.</p><script>steal()</script>", subtype="html")
    mail.add_attachment(a_picture(), maintype="image", subtype="png", filename="bill.png")
    return mail.as_bytes()


def a_zip(entries: dict[str, bytes], *, sort: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip with these entries."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", sort) as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
    return made.getvalue()


def a_zip_with_a_link() -> bytes:
    """A zip whose one entry points out of it."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        entry = zipfile.ZipInfo("../../etc/passwd")
        entry.external_attr = 0o120777 << 16
        archive.writestr(entry, "/etc/passwd")
    return made.getvalue()


def a_flood(width: int, height: int) -> bytes:
    """A PNG of a few bytes that says it is this large."""
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))
        for name, content in ((b"IHDR", head), (b"IDAT", zlib.compress(b"\0" * 1000)), (b"IEND", b""))
    )


def floods() -> Iterator[tuple[str, bytes]]:
    """Pictures that say they are far larger than they are."""
    yield "PNG of 60,000 by 60,000", a_flood(60_000, 60_000)
    yield "PNG of 7,000 by 7,000 with no pixels", a_flood(7_000, 7_000)
    gif = bytearray(a_picture("GIF"))
    gif[6:10] = struct.pack("<HH", 65_535, 65_535)
    yield "GIF", bytes(gif)
    webp = bytearray(a_picture("WEBP"))
    webp[26:30] = struct.pack("<HH", 16_383, 16_383)
    yield "WebP", bytes(webp)
    bitmap = bytearray(a_picture("BMP"))
    bitmap[18:26] = struct.pack("<ii", 100_000, 100_000)
    yield "BMP", bytes(bitmap)


def archive_bombs(many: int) -> Iterator[tuple[str, bytes]]:
    """Zips that hurt whoever unpacks them, or believes their lists."""
    inner = a_zip({"zeros": b"\0" * 5_000_000})
    yield "a bomb", inner
    nested = inner
    for _ in range(5):
        nested = a_zip({f"{number}.zip": nested for number in range(5)})
    yield "nested", nested
    yield "many entries", a_zip({f"{number}": b"" for number in range(many)}, sort=zipfile.ZIP_STORED)
    yield "a link out of it", a_zip_with_a_link()
    wrong = bytearray(a_zip({"a": b"words" * 50}))
    wrong[14:18] = b"\xff\xff\xff\xff"
    yield "a wrong checksum", bytes(wrong)
    end = wrong.rfind(b"PK\x05\x06")
    wrong[end + 12 : end + 20] = b"\xff\xff\xff\x7f\xff\xff\xff\x7f"
    yield "a list before its beginning", bytes(wrong)
    overlapping = bytearray(a_zip({"a": b"x" * 90, "b": b"y" * 90}))
    first = overlapping.find(b"PK\x01\x02")
    second = overlapping.find(b"PK\x01\x02", first + 1)
    overlapping[second + 42 : second + 46] = overlapping[first + 42 : first + 46]
    yield "entries that overlap", bytes(overlapping)


def mail_bombs() -> Iterator[tuple[str, bytes]]:
    """Mails that are slow to read, or break their reader (the table of section 7, at its sizes)."""
    head = b"From: a@example.org\nSubject: x\nMIME-Version: 1.0\n"
    parts = b'Content-Type: multipart/mixed; boundary="b"\n\n' + b"--b\n\n\n" * 20_000 + b"--b--\n"
    yield "20,000 empty parts", head + parts
    nested = b"".join(
        b'Content-Type: multipart/mixed; boundary="%d"\n\n--%d\n' % (number, number) for number in range(900)
    )
    yield "900 parts in each other", head + nested
    yield "5,000 comments in each other", head + b"To: " + b"(" * 5_000 + b"a" + b")" * 5_000 + b"\n\nhi"
    yield "20,000 encoded words", head + b"Cc: " + b" =?utf-8?q?a?=" * 20_000 + b"\n\nhi"
    yield "8,000 addresses", head + b"To: " + b",\n ".join([b"a@example.org"] * 8_000) + b"\n\nhi"
    yield "a group", head + b"To: a:b;@c\nCc: undisclosed:;\n\nhi"
    yield "a header of a megabyte", head + b"X-A: " + b"a" * 1_000_000 + b"\n\nhi"
    yield "a charset nobody knows", head + b'Content-Type: text/plain; charset="\xff\xfe"\n\nhi'


def polyglots() -> Iterator[tuple[str, bytes]]:
    """Files that are two things at once."""
    archive = a_zip({"a.html": b"<script>alert(1)</script>"})
    yield "a picture and a zip", a_picture("GIF") + archive
    yield "a PDF and a zip", a_pdf() + archive
    yield "a picture and a PDF", a_picture("JPEG") + a_pdf()
    yield "a picture and a page", a_picture("GIF")[:13] + b"<script>alert(1)</script>"
    yield "a program in a picture's clothes", b"MZ" + a_picture("PNG")


def broken(many: int, *, seed: int = 1) -> Iterator[tuple[str, bytes]]:
    """Good files with some bytes changed, or cut: the same for the same seed."""
    chance = random.Random(seed)  # noqa: S311 - to be the same again
    good = {
        "jpeg": a_photo(),
        "png": a_picture("PNG"),
        "gif": a_picture("GIF"),
        "webp": a_picture("WEBP"),
        "tiff": a_picture("TIFF"),
        "bmp": a_picture("BMP"),
        "avif": a_picture("AVIF"),
        "heic": HEIC,
        "pdf": a_pdf(3),
        "mail": a_mail(),
        "zip": a_zip({"a": b"a" * 500, "b/c": b"c"}),
    }
    for number in range(many):
        name = list(good)[number % len(good)]
        content = bytearray(good[name])
        for _ in range(chance.randint(1, 12)):
            content[chance.randrange(8, len(content))] = chance.randrange(256)
        if number % 3 == 0:
            del content[chance.randrange(16, len(content)) :]
        yield f"{name} {number}", bytes(content)
