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
