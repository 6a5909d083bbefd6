"""The words of a recovery sheet: some shares give the key back, fewer tell nothing, and a wrong word is named."""

from dataclasses import replace
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from shamir_mnemonic import combine_mnemonics, generate_mnemonics
from shamir_mnemonic.constants import CUSTOMIZATION_STRING_EXTENDABLE
from shamir_mnemonic.rs1024 import create_checksum
from shamir_mnemonic.share import Share as SlipShare
from shamir_mnemonic.wordlist import WORDLIST

from callpoint.sealing.shares import (
    WORDS,
    Share,
    ShareNotReadError,
    SharesDoNotMatchError,
    SharesNotFittingError,
    WrongWord,
    read_share,
    restore,
    split,
    words_in,
)

ROOT_KEY = bytes(range(32))
KEYS = st.binary(min_size=32, max_size=32)
SHEET = split(ROOT_KEY)
FEW = settings(max_examples=25, deadline=None)
PLACES = st.integers(0, WORDS - 1)


def of_the_list(place: int, word: str) -> list[str]:
    """The words of the first share with another word of the list at one place."""
    words = list(SHEET[0].words)
    words[place] = word
    return words


@FEW
@given(KEYS, st.integers(2, 5), st.data())
def test_any_shares_that_are_enough_give_the_key_back(
    root_key: bytes, needed: int, data: st.DataObject
) -> None:
    made = data.draw(st.integers(needed, 6))
    sheet = split(root_key, needed=needed, made=made)
    chosen = data.draw(st.permutations(sheet))[:needed]
    assert restore([read_share(list(share.words)) for share in chosen]) == root_key


def test_each_pair_of_three_gives_the_key_back_and_so_do_all_three() -> None:
    chosen = [*combinations(SHEET, 2), SHEET]
    assert [restore(list(shares)) for shares in chosen] == [ROOT_KEY] * 4


@pytest.mark.parametrize("count", [0, 1])
def test_fewer_shares_are_refused(count: int) -> None:
    with pytest.raises(SharesDoNotMatchError, match="2 shares are needed"):
        restore(list(SHEET[:count]))


@pytest.mark.parametrize("number", [1, 2, 3])
@pytest.mark.parametrize("root_key", [bytes(32), b"\xff" * 32, ROOT_KEY])
def test_one_share_alone_looks_like_chance_whatever_the_key(root_key: bytes, number: int) -> None:
    values = [value_of(split(root_key)[number - 1]) for _ in range(200)]
    ones = sum(value.bit_count() for value in values) / (200 * 256)
    # 51,200 fair coins lie outside of this once in 10^19 times.
    assert (len(set(values)), abs(ones - 0.5) < 0.02) == (200, True)


def value_of(share: Share) -> int:
    return int.from_bytes(SlipShare.from_mnemonic(" ".join(share.words)).value)


@FEW
@given(KEYS)
def test_one_share_and_a_guess_give_no_key(guess: bytes) -> None:
    made_up = replace(SlipShare.from_mnemonic(" ".join(SHEET[1].words)), value=guess)
    with pytest.raises(SharesNotFittingError):
        restore([SHEET[0], read_share(made_up.words())])


def test_two_sheets_of_one_key_share_no_word_but_by_chance_and_do_not_mix() -> None:
    first, second = split(ROOT_KEY), split(ROOT_KEY)
    while first[0].sheet == second[0].sheet:
        second = split(ROOT_KEY)
    with pytest.raises(SharesDoNotMatchError, match="different sheets"):
        restore([first[0], second[1]])


def test_the_same_share_twice_is_noticed() -> None:
    with pytest.raises(SharesDoNotMatchError, match="same share twice"):
        restore([SHEET[1], SHEET[1]])


def test_shares_of_two_keys_under_one_number_are_noticed_by_the_digest() -> None:
    foreign = SlipShare.from_mnemonic(" ".join(split(bytes(32))[1].words))
    planted = replace(foreign, identifier=SHEET[0].sheet)
    with pytest.raises(SharesNotFittingError):
        restore([SHEET[0], read_share(planted.words())])


@pytest.mark.parametrize(("size", "needed", "made"), [(31, 2, 3), (32, 1, 3), (32, 3, 2), (32, 2, 17)])
def test_what_cannot_be_shared_is_refused(size: int, needed: int, made: int) -> None:
    with pytest.raises(ValueError, match="are possible"):
        split(bytes(size), needed=needed, made=made)


def test_words_are_read_in_any_case_with_any_spacing_numbers_and_dots() -> None:
    typed = "\n".join(f" {place}. {word.upper()}\t" for place, word in enumerate(SHEET[2].words, start=1))
    assert read_share(words_in(typed)) == SHEET[2]


@FEW
@given(PLACES, st.sampled_from(WORDLIST))
def test_one_wrong_word_is_named_even_where_it_is_a_word_of_the_list(place: int, word: str) -> None:
    meant = SHEET[0].words[place]
    if word == meant:
        return
    with pytest.raises(ShareNotReadError) as refused:
        read_share(of_the_list(place, word))
    assert refused.value.wrong == (WrongWord(place + 1, word, meant),)


@pytest.mark.parametrize("place", range(WORDS))
def test_a_wrong_word_is_named_at_every_place(place: int) -> None:
    word = next(one for one in WORDLIST if one != SHEET[0].words[place])
    with pytest.raises(ShareNotReadError) as refused:
        read_share(of_the_list(place, word))
    assert refused.value.wrong == (WrongWord(place + 1, word, SHEET[0].words[place]),)


@FEW
@given(st.integers(0, WORDS - 2))
def test_two_neighbours_that_changed_places_are_named(place: int) -> None:
    one, other = SHEET[0].words[place : place + 2]
    words = list(SHEET[0].words)
    words[place], words[place + 1] = other, one
    if one == other:
        return
    with pytest.raises(ShareNotReadError) as refused:
        read_share(words)
    assert refused.value.wrong == (WrongWord(place + 1, other, one), WrongWord(place + 2, one, other))


@FEW
@given(st.dictionaries(PLACES, st.integers(1, 1023), min_size=2, max_size=3))
def test_two_or_three_wrong_words_never_pass(changes: dict[int, int]) -> None:
    words = list(SHEET[0].words)
    for place, change in changes.items():
        words[place] = WORDLIST[WORDLIST.index(words[place]) ^ change]
    with pytest.raises(ShareNotReadError):
        read_share(words)


def test_two_wrong_words_far_apart_are_not_blamed_on_one() -> None:
    words = of_the_list(2, "zero" if SHEET[0].words[2] != "zero" else "acid")
    words[20] = "zero" if words[20] != "zero" else "acid"
    with pytest.raises(ShareNotReadError, match="Two or more words") as refused:
        read_share(words)
    assert refused.value.wrong == ()


def test_words_that_are_in_no_list_are_named_with_what_was_probably_meant() -> None:
    words = list(SHEET[0].words)
    words[1], words[4], words[6] = "acadmxc", "xylophonist", "kernle"
    with pytest.raises(ShareNotReadError) as refused:
        read_share(words)
    assert refused.value.wrong == (
        WrongWord(2, "acadmxc", "academic"),
        WrongWord(5, "xylophonist", ""),
        WrongWord(7, "kernle", "kernel"),
    )
    assert str(refused.value) == (
        "These words are not on any sheet: word 2, acadmxc (perhaps academic), "
        "word 5, xylophonist, word 7, kernle (perhaps kernel)."
    )


@pytest.mark.parametrize("count", [0, 32, 34])
def test_too_few_or_too_many_words_are_counted(count: int) -> None:
    words = [*SHEET[0].words, "acid"][:count]
    with pytest.raises(ShareNotReadError, match=f"has 33 words; these are {count}"):
        read_share(words)


def test_a_whole_share_of_something_else_is_told_apart() -> None:
    # Two groups needed of one made: no program makes such a share, and the checksum is right all the same.
    indices = [0, 16, 4, 0, *[0] * 26]
    indices += create_checksum(indices, CUSTOMIZATION_STRING_EXTENDABLE)
    with pytest.raises(ShareNotReadError, match="no Callpoint sheet"):
        read_share([WORDLIST[index] for index in indices])


def test_other_programs_for_the_same_standard_read_our_sheets_and_we_read_theirs() -> None:
    theirs = generate_mnemonics(1, [(2, 3)], ROOT_KEY)[0]
    assert (
        combine_mnemonics([" ".join(share.words) for share in SHEET[1:]]),
        restore([read_share(text.split()) for text in theirs[:2]]),
    ) == (ROOT_KEY, ROOT_KEY)


def test_no_share_shows_its_words_by_accident() -> None:
    assert repr(SHEET[0]) == f"Share(sheet={SHEET[0].sheet}, number=1, needed=2)"
