"""Where somebody stopped: the furthest page with an answer, whatever else they went past."""

import pytest

from callpoint.rules.stopping import NOTHING, UNKNOWN, last_page, page_of, pages_in_order
from callpoint.rules.way import CHECK, PAGES_OF_THEIR_OWN
from tests.rules.known import known

CONTENT = known().content


@pytest.mark.parametrize(
    ("answered", "page"),
    [
        ([], NOTHING),
        (["situation"], "situation"),
        (["story", "situation"], "story"),
        (["postcode", "story"], "postcode"),
        (["pay_amount.3", "story"], "payment"),
        (["name", "pay_amount", "story"], "you"),
        (["true_as_known", "story"], CHECK),
        (["gone-from-the-content"], UNKNOWN),
        (["gone-from-the-content", "story"], "story"),
    ],
)
def test_the_last_page_is_the_furthest_that_was_answered(answered: list[str], page: str) -> None:
    assert last_page(CONTENT, answered) == page


def test_every_question_has_its_page_and_every_page_its_place() -> None:
    pages = [page_of(CONTENT, name) for name in (*CONTENT.questions, *PAGES_OF_THEIR_OWN)]
    assert [page for page in pages if page not in pages_in_order(CONTENT)] == []
    assert len(set(pages_in_order(CONTENT))) == len(pages_in_order(CONTENT))
