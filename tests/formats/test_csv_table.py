"""A table as a CSV file: quoted where it must be, and read back as it was."""

import csv
import io

from hypothesis import given
from hypothesis import strategies as st

from callpoint.formats.csv_table import FORMULA_STARTS, csv_file, typed_csv_file

cells = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"))


def test_a_table_is_a_header_and_lines_that_end_in_cr_lf() -> None:
    written = csv_file(("figure", "value"), [("sent", 160), ("a, b", 'c "d"'), ("e\nf", "")])
    assert written == b'figure,value\r\nsent,160\r\n"a, b","c ""d"""\r\n"e\nf",\r\n'


@given(st.lists(st.tuples(cells, cells)))
def test_a_table_is_read_back_as_it_was(rows: list[tuple[str, str]]) -> None:
    written = csv_file(("one", "two"), rows).decode()
    assert [tuple(row) for row in csv.reader(io.StringIO(written, newline=""))] == [("one", "two"), *rows]


def test_what_people_typed_is_no_formula_in_a_table() -> None:
    starts = (*FORMULA_STARTS, " =", "\u00a0@")
    written = typed_csv_file(("-head",), [(f"{start}1+1",) for start in starts]).decode()
    read = [row[0] for row in csv.reader(io.StringIO(written, newline=""))]
    assert read == ["'-head", *(f"'{start}1+1" for start in starts)]


def test_words_and_numbers_stay_as_they_are_in_a_table_of_typed_cells() -> None:
    assert typed_csv_file(("a",), [("1=2",), (-5,), ("",)]) == b'a\r\n1=2\r\n-5\r\n""\r\n'
