"""Keeps every page of docs/ that is written from the code equal to the code."""

import pytest

from tools.documents import DOCS, PAGES


@pytest.mark.parametrize("name", PAGES)
def test_a_page_written_from_the_code_is_up_to_date(name: str) -> None:
    written = (DOCS / name).read_text(encoding="utf-8")
    assert written == PAGES[name](), f"docs/{name} is behind the code: run python -m tools.documents"
