"""A table as a CSV file (RFC 4180): UTF-8, a header, lines that end in CR LF."""

import csv
import io
from collections.abc import Iterable, Sequence


def csv_file(header: Sequence[str], rows: Iterable[Sequence[str | int]]) -> bytes:
    """
    Write a table; a cell is quoted where it must be.

    It is for words and numbers of our own: what people typed could be a formula to a spreadsheet.
    """
    text = io.StringIO(newline="")
    written = csv.writer(text)
    written.writerow(header)
    written.writerows(rows)
    return text.getvalue().encode()


FORMULA_STARTS = (
    *("=", "+", "-", "@", "\t", "\r", "\n"),
    *("\N{FULLWIDTH EQUALS SIGN}", "\N{FULLWIDTH PLUS SIGN}"),
    *("\N{FULLWIDTH HYPHEN-MINUS}", "\N{FULLWIDTH COMMERCIAL AT}"),
)
"""What a spreadsheet may take for the beginning of a formula, also in its wide form."""


def typed_csv_file(header: Sequence[str], rows: Iterable[Sequence[str | int]]) -> bytes:
    """
    Write a table that holds what people typed: a cell that could be a formula is led by an apostrophe.

    Leading spaces do not hide one: a spreadsheet may drop them.
    """
    return csv_file(
        [str(_harmless(each)) for each in header], ([_harmless(each) for each in row] for row in rows)
    )


def _harmless(cell: str | int) -> str | int:
    is_formula = isinstance(cell, str) and (
        cell.startswith(FORMULA_STARTS) or cell.lstrip().startswith(FORMULA_STARTS)
    )
    return f"'{cell}" if is_formula else cell
