"""Words that are blacked out: found however they are coded, and said where they stand nowhere."""

import unicodedata

import pytest

from callpoint.rules.disclosing import BLACK, blacked_out, not_found
from callpoint.rules.journal import Json

NAME = "Jos\u00e9 N\u00fa\u00f1ez"


@pytest.mark.parametrize(
    ("phrase", "spelled"),
    [
        (NAME, unicodedata.normalize("NFD", NAME)),
        (unicodedata.normalize("NFD", NAME), NAME.upper()),
        ("O'Brien", "O\u2019Brien"),
        ("O\u2019Brien", "o\u02bcbrien"),
        ("Anna-Maria", "Anna\u2011Maria"),
        ("Anna-Maria", "Anna\u2013maria"),
        ("Zanzibar", "Zan\u00adzi\u200bbar"),
        ("Zan\u200dzibar", "ZANZIBAR"),
        ("Ann Lee", "ann\u00a0\n LEE"),
        ("Stra\u00dfe", "STRASSE"),
        ("office", "o\ufb03ce"),
        ("Jose", "Jos\u00e9"),
        ("Jose", "Jose\u0301"),
        ("0207", "\uff10\uff12\uff10\uff17"),
    ],
)
def test_a_phrase_is_found_however_its_letters_are_coded_and_all_else_stays(
    phrase: str, spelled: str
) -> None:
    told: Json = {"a": [f"Caf\u00e9: {spelled}\u2019s {spelled}.", 7, None], spelled: "x"}
    black: Json = {"a": [f"Caf\u00e9: {BLACK}\u2019s {BLACK}.", 7, None], spelled: "x"}
    assert (blacked_out(told, [phrase]), not_found(told, [phrase])) == (black, ())


def test_phrases_that_stand_nowhere_are_named_also_those_within_others() -> None:
    told: Json = ["Ann Lee rang", {"x": "N\u00fa\u00f1ez"}, 7]
    phrases = ["Ann Lee", "Lee", "Nunezz", "\u200b", "ann  lee", "x"]
    assert not_found(told, phrases) == ("Nunezz", "\u200b", "x")


def test_without_words_that_are_seen_nothing_is_blacked_out() -> None:
    assert [blacked_out("a b", ()), blacked_out("a b", ["\u200b"])] == ["a b", "a b"]


def test_the_longest_phrase_goes_first_and_half_of_a_letter_takes_all_of_it() -> None:
    assert blacked_out("Ann Lee, \ufb01x", ["Ann", "Ann Lee", "i"]) == f"{BLACK}, {BLACK}x"
