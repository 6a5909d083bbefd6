"""Near-copies: what counts as one, and what a signature tells."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from callpoint.rules.near_copies import alike, bands, is_near_copy, signature
from callpoint.rules.near_copies.wording import reading

SECRET = b"a secret of this test"
PARCEL = (
    "Your parcel could not be delivered today because the fee of 2.99 was not paid. "
    "Please pay it at the link below within 24 hours, or the parcel goes back to the sender."
)
BANK = (
    "Hello, this is the fraud team of your bank. Somebody tried to pay with your card in another town. "
    "Move your money to the safe account that we will read out to you now."
)


def signed(text: str) -> bytes:
    """The signature under the secret of this test."""
    return signature(text, secret=SECRET)


@pytest.mark.parametrize(
    "copy",
    [
        PARCEL.upper(),
        PARCEL.replace(" ", "\n\t"),
        PARCEL.replace(".", "!!").replace(",", " -"),
        PARCEL.replace("2!99", "2.99").replace("24", "48").replace("2.99", "13.50"),
        PARCEL.translate({ord(letter): chr(ord(letter) + 0xFEE0) for letter in "parcelfee"}),
        PARCEL.replace("a", "a\u200b").replace("e", "e\u0301"),
        unicodedata.normalize("NFKD", PARCEL),
    ],
    ids=["capitals", "spaces", "punctuation", "amounts", "wide letters", "unseen signs", "decomposed"],
)
def test_what_only_looks_different_is_the_same_text(copy: str) -> None:
    assert alike(signed(copy), signed(PARCEL)) >= 0.9


def test_a_text_with_some_words_changed_is_a_near_copy() -> None:
    changed = PARCEL.replace("delivered", "brought").replace("below", "here") + " Thank you"
    assert is_near_copy(signed(changed), signed(PARCEL))


def test_another_text_is_no_near_copy() -> None:
    assert not is_near_copy(signed(BANK), signed(PARCEL))


def test_short_texts_are_near_copies_only_if_their_words_are_equal() -> None:
    asked = "Please ring me back tonight"
    others = (
        "please RING me back, tonight!",
        "Please ring me back today",
        "Please ring me back tonight dear",
    )
    assert [is_near_copy(signed(asked), signed(other)) for other in others] == [True, False, False]


def test_short_texts_with_different_numbers_are_no_near_copies() -> None:
    assert not is_near_copy(signed("Your code is 123456"), signed("Your code is 654321"))


@pytest.mark.parametrize("text", ["", " ", "please call me", "!!! ... ???", "\ud800", "\N{PACKAGE}" * 50])
def test_a_text_of_hardly_any_words_has_no_signature(text: str) -> None:
    assert (signed(text), bands(signed(text)), is_near_copy(signed(text), signed(text))) == (b"", (), False)


def test_scripts_without_spaces_are_compared_letter_by_letter() -> None:
    one = "国际快递最后一次通知您 您有一个快件已派送两次无人签收"
    assert alike(signed(one), signed("FedEx " + one.replace(" ", "\uff0c"))) > 0.9


def test_digits_of_every_script_are_digits() -> None:
    assert reading("٤٢ and \N{FULLWIDTH DIGIT FOUR}\uff12") == b"42 and 42"


def test_under_another_secret_a_signature_is_another() -> None:
    other = signature(PARCEL, secret=b"another secret")
    assert alike(other, signed(PARCEL)) < 0.1
    assert not set(bands(other)) & set(bands(signed(PARCEL)))


def test_near_copies_share_a_band_and_other_texts_do_not() -> None:
    copy = PARCEL.replace("today", "yesterday")
    shared = [len(set(bands(signed(text))) & set(bands(signed(PARCEL)))) for text in (PARCEL, copy, BANK)]
    assert (shared[0], shared[1] > 0, shared[2]) == (16, True, 0)


def test_the_share_of_equal_pairs_is_estimated_closely() -> None:
    words = [f"word{chr(97 + place // 26)}{chr(97 + place % 26)}" for place in range(600)]
    one, other = " ".join(words[:400]), " ".join(words[200:])
    assert alike(signed(one), signed(other)) == pytest.approx(1 / 3, abs=0.1)


@given(st.text(st.characters(codec=None), max_size=300))
def test_every_text_has_a_reading_that_is_read_as_itself(text: str) -> None:
    read = reading(text).decode()
    assert reading(read).split() == read.encode().split()


@given(st.text(), st.text())
def test_being_alike_is_mutual_and_within_bounds(one: str, other: str) -> None:
    both = alike(signed(one), signed(other)), alike(signed(other), signed(one))
    assert both[0] == both[1]
    assert 0 <= both[0] <= 1
