"""What a person who searches may mean, and how words are found whatever their spelling."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from callpoint.rules import searching
from callpoint.rules.reference import make_reference
from callpoint.rules.searching import (
    MOST_LETTERS,
    MOST_WORDS,
    NothingToFindError,
    Piece,
    Query,
    TooMuchTypedError,
    quickly_even,
    read_query,
    snippet_of,
)
from tests.sealing.makers import seeded

REFERENCE = make_reference(prefix="CP", chance=seeded("search"))


def reading(text: str) -> Query:
    return read_query(text, prefix="CP", region="GB")


def shown(text: str, *typed: str) -> str:
    """The snippet with what was found in brackets; '' for none."""
    words = [word for each in typed for word in reading(each).words]
    pieces = snippet_of([text], words)
    return "".join(f"[{piece.text}]" if piece.is_found else piece.text for piece in pieces or ())


def test_a_reference_is_read_in_any_case_and_without_its_dashes() -> None:
    assert {reading(text).reference for text in (REFERENCE, REFERENCE.lower().replace("-", " "))} == {
        REFERENCE
    }


@pytest.mark.parametrize("text", ["series 12", "Series #12", "s12", "S-12"])
def test_the_number_of_a_series_is_read(text: str) -> None:
    assert reading(text).series == 12


def test_a_number_is_read_as_the_identifier_it_is_in_any_spelling() -> None:
    spellings = ("07700 900123", "+44 7700 900 123", "(0)7700-900123")
    assert {("phone", "+447700900123") in reading(text).values for text in spellings} == {True}


def test_a_name_is_no_reference_no_series_and_no_identifier() -> None:
    query = reading("Zdenka Novotná")
    assert (query.reference, query.series, query.values, len(query.words)) == ("", None, (), 2)


@pytest.mark.parametrize("text", ["", "  ", "?!", '""'])
def test_nothing_but_signs_is_nothing_to_find(text: str) -> None:
    with pytest.raises(NothingToFindError):
        reading(text)


@pytest.mark.parametrize(
    ("text", "over"), [("a" * (MOST_LETTERS + 3), 3), (" ".join(["word"] * (MOST_WORDS + 2)), 2)]
)
def test_too_much_says_how_much_is_over(text: str, over: int) -> None:
    with pytest.raises(TooMuchTypedError) as refused:
        reading(text)
    assert refused.value.over == over


@pytest.mark.parametrize(
    ("text", "typed", "found"),
    [
        ("He said Jos\u00e9 sent him.", "jose", "He said [Jos\u00e9] sent him."),
        ("He said Jose\u0301 sent him.", "Jos\u00e9", "He said [Jose\u0301] sent him."),
        ("O\u2019Brien rang.", "o'brien", "[O\u2019Brien] rang."),
        ("Smithson paid.", "smith", "[Smith]son paid."),
        ("A blacksmith paid.", "smith", ""),
        ("one two\n three", '"two three"', "one [two\n three]"),
        ("two and three", '"two three"', ""),
        ("red and blue", "blue red", "[red] and [blue]"),
        ("red alone", "blue red", ""),
        ("Stra\u00dfe 5", "strasse", "[Stra\u00dfe] 5"),
    ],
)
def test_words_are_found_however_they_are_coded_and_every_one_of_them(
    text: str, typed: str, found: str
) -> None:
    assert shown(text, typed) == found


def test_words_may_stand_in_different_texts_of_a_report() -> None:
    pieces = snippet_of(["nothing here", "the blue car", "a red van"], reading("red blue").words)
    assert pieces == (
        Piece(text="the ", is_found=False),
        Piece(text="blue", is_found=True),
        Piece(text=" car", is_found=False),
    )


def test_a_long_text_is_cut_around_what_was_found() -> None:
    text = "a " * 200 + "needle" + " b" * 200
    found = shown(text, "needle")
    assert (found.startswith("…"), found.endswith("…"), "[needle]" in found, len(found) < 160) == (True,) * 4


def test_no_words_find_nothing() -> None:
    assert snippet_of(["text"], ()) is None


@given(st.text())
def test_the_quick_way_of_making_a_text_even_gives_the_same_letters(text: str) -> None:
    assert quickly_even(text) == searching._even(text)[0]  # noqa: SLF001 - two ways to one thing, held to each other


@given(st.text(min_size=1, max_size=40), st.text(max_size=200))
def test_no_text_and_no_search_breaks_it(typed: str, text: str) -> None:
    try:
        words = reading(typed).words
    except searching.SearchError:
        return
    pieces = snippet_of([text], words)
    assert pieces is None or all(piece.text for piece in pieces)
