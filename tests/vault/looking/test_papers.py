"""What is seen of PDFs, texts, mails and archives."""

import codecs
import io
import struct
from dataclasses import replace

import pikepdf
import pytest
from PIL import Image

from callpoint.vault.looking import archives, mails, pdfs, texts
from callpoint.vault.looking.seen import MOST_CHARACTERS, Entry, NotSeenError, Seen, Why, short, visible
from tests.vault.files import a_mail, a_pdf, a_picture, a_zip, a_zip_with_a_link


class TestPdf:
    @pytest.mark.parametrize(("pages", "pictures", "is_cut"), [(1, 1, False), (3, 3, False), (7, 3, True)])
    def test_its_first_pages_can_be_asked_for(self, pages: int, pictures: int, *, is_cut: bool) -> None:
        seen = pdfs.look(a_pdf(pages))
        assert replace(seen, veils=()) == Seen(
            facts=(("pages", str(pages)),), pictures=pictures, is_cut=is_cut
        )
        assert len(seen.veils) == pictures

    def test_a_page_is_drawn(self) -> None:
        image = Image.open(io.BytesIO(pdfs.draw(a_pdf(2), 2)))
        assert (image.size, image.getpixel((300, 300)), image.getpixel((1100, 300))) == (
            (1200, 600),
            (204, 26, 26),
            (255, 255, 255),
        )

    def test_a_page_of_any_size_is_drawn_small(self) -> None:
        assert max(Image.open(io.BytesIO(pdfs.draw(a_pdf(size=(14_400, 14_400)), 1))).size) <= 1201

    def test_one_that_asks_for_a_password_says_so(self) -> None:
        made = io.BytesIO()
        with pikepdf.open(io.BytesIO(a_pdf())) as paper:
            paper.save(made, encryption=pikepdf.Encryption(user="secret", owner="secret"))
        with pytest.raises(NotSeenError) as refused:
            pdfs.look(made.getvalue())
        assert refused.value.why is Why.LOCKED

    @pytest.mark.parametrize(
        ("content", "page"), [(b"%PDF-1.4", 1), (a_pdf(), 9)], ids=["none", "no such page"]
    )
    def test_what_is_no_page_says_so(self, content: bytes, page: int) -> None:
        with pytest.raises(NotSeenError) as refused:
            pdfs.draw(content, page)
        assert refused.value.why is Why.DAMAGED


class TestText:
    @pytest.mark.parametrize(
        ("content", "text"),
        [
            ("Grüße\r\nan\rAnn".encode(), "Grüße\nan\nAnn"),
            (codecs.BOM_UTF8 + "für".encode(), "für"),
            ("für".encode("utf-16"), "für"),
            ("für €5".encode("cp1252"), "für €5"),
            ("fü".encode()[:-1], "f"),
            (b"a\0\x1b[31mb", "a[U+0000][U+001B][31mb"),
            ("bill\u202egpj.exe".encode(), "bill[U+202E]gpj.exe"),
        ],
    )
    def test_letters_are_shown_as_they_are_and_tricks_as_codes(self, content: bytes, text: str) -> None:
        assert texts.look(content) == Seen(text=text)

    def test_a_long_text_is_cut_and_says_so(self) -> None:
        seen = texts.look(b"a" * (MOST_CHARACTERS + 1))
        assert (len(seen.text), seen.is_cut) == (MOST_CHARACTERS, True)

    def test_a_fact_is_one_short_line(self) -> None:
        assert (short(" a\n b"), len(short("a" * 9999)), visible("\ud800")) == ("a b", 500, "[U+D800]")


class TestMail:
    def test_headers_words_and_attachments_are_seen(self) -> None:
        seen = mails.look(a_mail(Received="from x by y"))
        assert seen == Seen(
            facts=(
                ("From", "Bank <bank@example.org>"),
                ("To", "ann@example.org"),
                ("Subject", "Café bill"),
                ("Received", "from x by y"),
            ),
            text="Pay now.\n",
            entries=(Entry(name="bill.png", size=len(a_picture())),),
        )

    @pytest.mark.parametrize(
        ("head", "body", "text"),
        [
            (
                b"Content-Type: text/html",
                b"<style>p{}</style><p>Pay\n\n &amp; go</p><script>x</script></script>",
                "Pay\n& go",
            ),
            (b"Content-Type: text/plain; charset=latin-1", b"f\xfcr", "für"),
            (b"Content-Type: text/plain; charset=nonesuch", "für".encode(), "für"),
            (b"Content-Type: application/pdf", b"%PDF", ""),
            (b"X: y", b"hi", "hi"),
        ],
        ids=["only HTML", "a charset", "an unknown charset", "no words", "no type"],
    )
    def test_its_words_are_letters_and_never_a_page(self, head: bytes, body: bytes, text: str) -> None:
        assert mails.look(b"From: a@example.org\n" + head + b"\n\n" + body).text == text

    def test_a_mail_within_a_mail_stays_shut(self) -> None:
        mail = b"From: a@example.org\nContent-Type: message/rfc822\n\nFrom: b@example.org\n\nhidden"
        seen = mails.look(mail)
        assert (seen.text, [entry.name for entry in seen.entries]) == ("", ["message/rfc822"])

    def test_a_header_that_cannot_be_decoded_is_shown_as_it_stands(self) -> None:
        mail = b"From: a@example.org\nSubject: =?utf-8?b?a?=\n\nhi"
        assert ("Subject", "=?utf-8?b?a?=") in mails.look(mail).facts

    @pytest.mark.parametrize(
        ("mail", "why"),
        [
            (b"From: a\n\n" + b"a" * mails.MOST_BYTES, Why.TOO_LARGE),
            (b"From: a\n\n" + b"\n--b" * 2_001, Why.TOO_MANY_PARTS),
            (b"X: " + b"a" * 300_000, Why.TOO_MANY_PARTS),
        ],
        ids=["too large", "too many parts", "too long a header"],
    )
    def test_a_mail_made_to_hurt_its_reader_is_not_read(self, mail: bytes, why: Why) -> None:
        with pytest.raises(NotSeenError) as refused:
            mails.look(mail)
        assert refused.value.why is why

    def test_parts_too_deep_in_each_other_are_not_read(self) -> None:
        mail = b"From: a@example.org\n" + b"".join(
            b'Content-Type: multipart/mixed; boundary="%d"\n\n--%d\n' % (number, number)
            for number in range(30)
        )
        with pytest.raises(NotSeenError) as refused:
            mails.look(mail)
        assert refused.value.why is Why.TOO_MANY_PARTS

    def test_parts_so_deep_that_the_reader_gives_up_are_damage(self) -> None:
        mail = b"From: a@example.org\n" + b"".join(
            b'Content-Type: multipart/mixed; boundary="%d"\n\n--%d\n' % (number, number)
            for number in range(1_990)
        )
        with pytest.raises(NotSeenError) as refused:
            mails.look(mail)
        assert refused.value.why is Why.DAMAGED


class TestArchive:
    def test_its_list_is_read_and_nothing_unpacked(self) -> None:
        seen = archives.look(a_zip({"a.txt": b"a" * 5000, "für/b": b"b"}))
        assert seen == Seen(
            facts=(("entries", "2"), ("unpacked", "5001")),
            entries=(Entry(name="a.txt", size=5000), Entry(name="für/b", size=1)),
        )

    def test_a_link_is_called_one(self) -> None:
        assert archives.look(a_zip_with_a_link()).entries[0].note == "link"

    def test_a_locked_entry_is_called_so(self) -> None:
        made = bytearray(a_zip({"a": b"a"}))
        made[made.find(b"PK\x01\x02") + 8] |= 1
        assert archives.look(bytes(made)).entries[0].note == "locked"

    def test_of_many_entries_the_first_are_shown_and_all_are_counted(self) -> None:
        seen = archives.look(a_zip({str(number): b"" for number in range(501)}))
        assert (len(seen.entries), seen.is_cut, seen.facts[0]) == (500, True, ("entries", "501"))

    def test_the_list_of_a_very_large_zip_is_found_too(self) -> None:
        made = a_zip({"a": b"a"})
        first, end = made.find(b"PK\x01\x02"), made.rfind(b"PK\x05\x06")
        listed = end - first
        long_end = struct.pack("<4sQHHLLQQQQ", b"PK\x06\x06", 44, 45, 45, 0, 0, 1, 1, listed, first)
        short_end = struct.pack("<4sHHHHLLH", b"PK\x05\x06", 0, 0, 1, 1, 0xFFFFFFFF, 0xFFFFFFFF, 0)
        assert archives.look(made[:end] + long_end + short_end).entries == (Entry(name="a", size=1),)

    @pytest.mark.parametrize(
        ("content", "why"),
        [
            (b"PK\x03\x04", Why.DAMAGED),
            (b"PK\x05\x06", Why.DAMAGED),
            (struct.pack("<4sHHHHLLH", b"PK\x05\x06", 0, 0, 1, 1, 99, 0, 0), Why.TOO_LARGE),
            (struct.pack("<4sHHHHLLH", b"PK\x05\x06", 0, 0, 1, 1, 0xFFFFFFFF, 0, 0), Why.DAMAGED),
            (b"x" * 60 + struct.pack("<4sHHHHLLH", b"PK\x05\x06", 0, 0, 1, 1, 60, 0, 0), Why.DAMAGED),
        ],
    )
    def test_a_list_that_is_none_says_why(self, content: bytes, why: Why) -> None:
        with pytest.raises(NotSeenError) as refused:
            archives.look(content)
        assert refused.value.why is why
