"""Papers as PDF: what people and screen readers get, and that text stays text whatever it is."""

# ruff: noqa: RUF001 - letters that look like others are the point

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import BoundedSemaphore

import pytest
from pdfua import validate

from callpoint.formats import pdf as module
from callpoint.formats.paper import Fact, Facts, NewPage, Text, Words
from callpoint.formats.pdf import LONGEST_WAIT, PaperNotMadeError, pdf
from tests.formats.makers import MADE_AT, Seen, a_paper, a_story, places_of, read, set_and_read, words_of
from tests.naughty import NAUGHTY

URDU = "ایک آدمی نے فون کیا۔"
GOLDEN_TEXT = """\
Your copy
All that you told us.
Report reference
CP 7GH4 K2QX 3
This is not yet a crime number.
What you told us
Question Answer
How much was it? 900 pounds
Your name Not given
First line
second line
New paragraph
1. Ring your bank.
2. Write down the name.
Made at 9:00 am 1/1"""
GOLDEN_TAGS = (
    *("Document", "H1", "P", "P", "P", "P", "H2"),
    *("Table", "THead", "TR", "TH", "TH", "TBody", "TR", "TD", "TD", "P", "TR", "TD", "TD", "P"),
    *("P", "P", "L", "LI", "Lbl", "LBody", "LI", "Lbl", "LBody"),
)


def test_a_paper_is_read_in_order_with_its_headings_tables_lists_title_and_language() -> None:
    seen = set_and_read(a_paper())
    assert seen == Seen(
        text=GOLDEN_TEXT,
        tags=GOLDEN_TAGS,
        title="Your copy",
        language="en-GB",
        standards=("1", "2"),
    )


def test_words_are_numbered_down_three_columns_and_a_new_page_has_a_title_of_its_own(tmp_path: Path) -> None:
    made = pdf(
        a_paper(Words(words=tuple("abcdefg")), NewPage(title="Next"), Text(text="End"), lead=""),
        made_at=MADE_AT,
    )
    file = tmp_path / "paper.pdf"
    file.write_bytes(made)
    seen = read(made)
    assert (validate(str(file)).findings, seen.text, seen.tags) == (
        (),
        "Your copy\n1. a\n2. b\n3. c\n4. d\n5. e\n6. f\n7. g\nMade at 9:00 am 1/2\nNext\nEnd\nMade at 9:00 am 2/2",
        (
            *("Document", "H1", "Div"),
            *("Div", "L", *(("LI", "Lbl", "LBody") * 3)) * 2,
            *("Div", "L", "LI", "Lbl", "LBody"),
            *("H1", "P"),
        ),
    )


def test_the_same_paper_and_time_give_the_same_bytes() -> None:
    assert pdf(a_paper(), made_at=MADE_AT) == pdf(a_paper(), made_at=MADE_AT)


@pytest.mark.parametrize(
    ("language", "direction", "text"),
    [
        ("en", "ltr", "It’s £900 – “gone”."),
        ("cy", "ltr", "Llŷr â’i dŷ ŵyn, ẁ ẃ ẅ"),
        ("pl", "ltr", "Zażółć gęślą jaźń"),
        ("uk", "ltr", "Щастя, ґанок, їжак, єдність"),
        ("ur", "rtl", URDU),
    ],
)
def test_a_paper_in_each_language_of_the_pages_has_its_letters_and_keeps_the_standards(
    tmp_path: Path, language: str, direction: str, text: str
) -> None:
    made = pdf(a_story(text, language=language, direction=direction, lead=""), made_at=MADE_AT)
    file = tmp_path / "paper.pdf"
    file.write_bytes(made)
    report = validate(str(file))
    assert ([finding.rule_id for finding in report.findings], read(made).standards) == ([], ("1", "2"))
    assert (letters(text) - letters(words_of(made)), read(made).language) == (set(), language)


@pytest.mark.parametrize(
    "text",
    [
        '#read("/etc/passwd")',
        '#import "@preview/cetz:0.3.4"',
        "*bold* _thin_ `code` $x^2$ = heading",
        "#panic()] } ) \\ // /* <label> @label",
        '"}], "kind": "heading',
        "https://example.org/a?b=c&d=e",
        "- list + list / term: x ~ -- ---",
    ],
)
def test_markup_and_code_in_a_story_come_out_as_they_were_typed(text: str) -> None:
    assert words_of(pdf(a_story(text), made_at=MADE_AT)).count(text) == 2


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a\0b\x07c\x1bd", "abcd"),
        (
            "gone \N{LOUDLY CRYING FACE}" + "\N{LOUDLY CRYING FACE}" * 2,
            "gone [loudly crying face \N{MULTIPLICATION SIGN}3]",
        ),
        ("ok \N{THUMBS UP SIGN}\N{EMOJI MODIFIER FITZPATRICK TYPE-4}", "ok [thumbs up sign]"),
        ("safe\N{RIGHT-TO-LEFT OVERRIDE}gpj.exe", "safegpj.exe"),
        ("one\r\ntwo\rthree\N{LINE SEPARATOR}four", "one\ntwo\nthree\nfour"),
        ("a\tb\N{NO-BREAK SPACE}c", "a b c"),
        ("lone \ud800 surrogate", "lone \N{REPLACEMENT CHARACTER} surrogate"),
    ],
)
def test_letters_that_cannot_be_seen_are_named_or_left_out(text: str, expected: str) -> None:
    seen = words_of(pdf(a_story(text), made_at=MADE_AT)).replace("\N{NO-BREAK SPACE}", " ")
    assert seen.count(expected) == 2


def test_a_paper_says_where_letters_of_another_script_could_not_be_shown() -> None:
    told = pdf(a_story("我被骗了", unshown="Some letters are missing."), made_at=MADE_AT)
    whole = pdf(a_story(URDU, unshown="Some letters are missing."), made_at=MADE_AT)
    assert ["Some letters are missing." in words_of(made) for made in (told, whole)] == [True, False]
    assert read(told).standards == ("1", "2")


def test_every_naughty_text_becomes_a_paper() -> None:
    rows = tuple(Fact(term=f"{number}?", value=text) for number, text in enumerate(NAUGHTY))
    seen = set_and_read(a_paper(Facts(term="Question", value="Answer", rows=rows)))
    assert [row.term for row in rows if row.term not in seen.text] == []


def test_a_mark_that_no_font_can_set_there_still_gives_a_tagged_paper_that_promises_nothing() -> None:
    seen = set_and_read(a_story("\n\N{HEBREW ACCENT GERSHAYIM}"))
    assert (seen.tags[:2], seen.standards) == (("Document", "H1"), ("", ""))


def test_a_story_as_long_as_can_be_told_is_whole_on_its_paper() -> None:
    story = " ".join(f"word{number}" for number in range(2100))[:20_000]
    seen = words_of(pdf(a_story(story), made_at=MADE_AT)).split()
    assert [word for word in story.split() if seen.count(word) < 2] == []


def test_a_word_longer_than_a_line_is_broken_and_still_copied_whole() -> None:
    wallet = "0x" + "0123456789abcdef" * 20
    assert wallet in words_of(pdf(a_story(wallet), made_at=MADE_AT)).replace("\n", "")


def test_an_account_number_keeps_its_order_on_a_paper_that_runs_from_the_right() -> None:
    paper = a_story("12-34-56 12345678", language="ur", direction="rtl", lead="")
    made = pdf(paper, made_at=MADE_AT)
    assert places_of(made, "-")[0] < places_of(made, "8")[0]


def test_papers_that_are_made_at_once_do_not_disturb_each_other() -> None:
    with ThreadPoolExecutor(4) as pool:
        made = list(pool.map(lambda text: pdf(a_story(text), made_at=MADE_AT), map(str, range(1000, 1008))))
    assert [str(number) in words_of(each) for number, each in zip(range(1000, 1008), made, strict=True)] == [
        True
    ] * 8


def test_a_typesetter_that_fails_says_so_without_a_word_of_the_paper(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "typesetter.py").write_text("import sys; sys.exit(7)\n", encoding="utf-8")
    pdf(a_paper(), made_at=MADE_AT)
    monkeypatch.setattr(module, "HERE", tmp_path)
    with pytest.raises(PaperNotMadeError, match=r"^the typesetter ended with status 7$"):
        pdf(a_story("secret"), made_at=MADE_AT)


def test_a_paper_that_cannot_be_set_at_all_is_not_tried_for_ever(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "typesetter.py").write_text("import sys; sys.exit(3)\n", encoding="utf-8")
    pdf(a_paper(), made_at=MADE_AT)
    monkeypatch.setattr(module, "HERE", tmp_path)
    with pytest.raises(PaperNotMadeError, match="status 3"):
        pdf(a_paper(), made_at=MADE_AT)


def test_a_typesetter_that_hangs_is_ended(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "typesetter.py").write_text("import time; time.sleep(60)\n", encoding="utf-8")
    pdf(a_paper(), made_at=MADE_AT)
    monkeypatch.setattr(module, "HERE", tmp_path)
    monkeypatch.setattr(module, "LONGEST_WAIT", 0.2)
    with pytest.raises(PaperNotMadeError):
        pdf(a_paper(), made_at=MADE_AT)
    assert LONGEST_WAIT > 20


def test_a_paper_that_never_gets_its_turn_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "AT_ONCE", BoundedSemaphore(1))
    monkeypatch.setattr(module, "LONGEST_WAIT", 0.05)
    with module.AT_ONCE, pytest.raises(PaperNotMadeError):
        pdf(a_paper(), made_at=MADE_AT)


def letters(text: str) -> set[str]:
    """The letters of a text, without those that only set it."""
    return {letter for letter in text if letter.isalnum()}
