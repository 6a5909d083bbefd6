"""Texts with the identifiers in them marked."""

from hypothesis import given
from hypothesis import strategies as st

from callpoint.pages.shown import MarkedPiece
from callpoint.pages.staff.marked import Mark, marked

marks = st.builds(
    lambda start, length, number: Mark(start=start, end=start + length, number=number, whose="suspect"),
    st.integers(0, 60),
    st.integers(-2, 20),
    st.integers(1, 5),
)


@given(st.text(max_size=60), st.lists(marks, max_size=6))
def test_no_letter_is_lost_or_doubled_whatever_the_marks(text: str, places: list[Mark]) -> None:
    assert "".join(piece.text for piece in marked(text, places)) == text


def test_a_mark_is_a_piece_of_its_own_with_its_number() -> None:
    found = marked("Ring 0123 now", [Mark(start=5, end=9, number=2, whose="suspect")])
    assert found == (
        MarkedPiece(text="Ring "),
        MarkedPiece(text="0123", number=2, whose="suspect"),
        MarkedPiece(text=" now"),
    )


def test_of_marks_that_overlap_the_first_and_longest_is_taken() -> None:
    places = [
        Mark(start=start, end=end, number=number, whose="")
        for start, end, number in ((2, 4, 1), (0, 3, 2), (0, 2, 3))
    ]
    assert [(piece.text, piece.number) for piece in marked("abcdef", places)] == [("abc", 2), ("def", 0)]
