"""Which words name a reporter, and what of a request is covered for who may not see the name."""

import pytest

from callpoint.rules.naming import covered_letter, names_reporter
from callpoint.rules.request_letter import RequestFact, RequestLetter
from callpoint.rules.restricting import COVER
from callpoint.rules.rows import Answers

TOLD: Answers = {
    "name": "Quill O. Larkspur",
    "phone": "07700 900461",
    "email": "quill@example.org",
    "address": "7 Elm Lane",
    "harmed_name": "山田太郎",
    "harmed_contact": ["07700 900462"],
    "postcode": "",
    "story": "A tall man",
}
"""What a reporter tells who chose to be without a name."""


@pytest.mark.parametrize(
    "text",
    [
        "My name is Quill Larkspur.",
        "LARKSPUR signed it",
        "Ring +44 7700 900461",
        "07700-900462 is hers",
        "Write to Quill@Example.org",
        "at 7, Elm  Lane",
        "これは山田太郎の口座です",
    ],
)
def test_a_part_of_a_name_or_a_way_to_find_somebody_names_them(text: str) -> None:
    assert names_reporter(text, TOLD) is True


@pytest.mark.parametrize("text", ["", "A tall man rang me.", "o.", "It cost 900461 pounds.", "quillwork"])
def test_other_words_name_nobody(text: str) -> None:
    assert names_reporter(text, TOLD) is False


def a_letter(*facts: tuple[str, str], words: str = "") -> RequestLetter:
    return RequestLetter(
        kind="stop-payment",
        title="Stop",
        to="Bank",
        reference="CP",
        made_at="2026-11-22T00:00:00Z",
        service="S",
        officer="O",
        asks=("Please.",),
        facts=tuple(RequestFact(name=name, value=value) for name, value in facts),
        words=words,
        authority="None",
    )


def test_name_and_number_of_the_reporter_are_covered_and_the_payment_is_not() -> None:
    letter = a_letter(
        ("pay_amount", "£5"), ("name", "Quill"), ("phone", "07700 900461"), words="For Larkspur"
    )
    wanted = a_letter(("pay_amount", "£5"), ("name", COVER), ("phone", COVER), words=COVER)
    assert covered_letter(letter, TOLD) == wanted


def test_a_number_that_a_request_is_about_is_covered_only_where_it_is_the_reporters() -> None:
    theirs, own = a_letter(("phone", "07700 900123")), a_letter(("phone", "+447700900461"))
    assert (covered_letter(theirs, TOLD), covered_letter(own, TOLD)) == (theirs, a_letter(("phone", COVER)))
