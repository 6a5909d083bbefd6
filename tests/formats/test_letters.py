"""The fonts of our papers: that they are the ones written down, and what stands for letters they lack."""

# ruff: noqa: RUF001 - letters that look like others are the point

from hypothesis import given
from hypothesis import strategies as st

from callpoint.formats.letters import FONTS, MANIFEST, NO_SHAPE, has_shape, held_in_order, shown
from tools.fonts import manifest

LETTERS = {
    "en": "aZ09£€–“",
    "cy": "âêîôûŵŷẁẃỳ",
    "pl": "ąćęłńóśźż",
    "uk": "ґєіїщьюя",
    "ur": "آپٹچڈڑژکگںھہیے۔،؟",
}


def test_the_fonts_are_the_ones_that_the_manifest_names() -> None:
    assert MANIFEST.read_text(encoding="utf-8") == manifest(), (
        "run python -m tools.fonts, see the README there"
    )


def test_the_fonts_lie_there_with_their_licence_and_stay_small() -> None:
    licence = (FONTS / "OFL.txt").read_text(encoding="utf-8")
    size = sum(font.stat().st_size for font in FONTS.glob("*.ttf"))
    assert ("SIL OPEN FONT LICENSE Version 1.1" in licence, size < 2_000_000) == (True, True)


def test_every_letter_of_the_languages_of_the_pages_has_a_shape() -> None:
    assert {tag: [each for each in letters if not has_shape(each)] for tag, letters in LETTERS.items()} == {
        tag: [] for tag in LETTERS
    }


@given(st.text())
def test_what_is_shown_has_a_shape_and_is_shown_the_same_again(text: str) -> None:
    once = shown(text)
    assert shown(once.text) == once
    assert once.lost == (NO_SHAPE in once.text)


@given(st.text(alphabet=st.characters(codec="ascii", exclude_categories=["Cc"])))
def test_plain_text_is_shown_as_it_is(text: str) -> None:
    assert (shown(text).text, shown(text).lost) == (text, False)


def test_only_lines_without_a_letter_that_runs_from_the_right_are_held() -> None:
    lines = ("", "12-34-56", "HSBC", "بینک 12-34-56")
    assert [held_in_order(line) == line for line in lines] == [True, False, False, True]
