"""Names are met by two of their words, whatever stands between and however they are written."""

import pytest

from callpoint.rules.own_names import Side, name_key, name_keys, names_told


@pytest.mark.parametrize(
    ("name", "told", "is_met"),
    [
        ("Asha Patel", "asha patel", True),
        ("Asha Patel", "Patel, Asha", True),
        ("Asha Patel", "Mrs Asha J. Patel", True),
        ("Asha Patel", "ASHA MARY PATEL", True),
        ("José Núñez", "Jose Nunez", True),
        ("Asha Mary Patel", "Asha Patel", True),
        ("Patel", "Asha Patel", True),
        ("Asha Patel", "Patel", False),
        ("Asha Patel", "Asha Petal", False),
        ("Asha Patel", "", False),
        ("Dr J", "J", False),
    ],
)
def test_a_name_is_met_by_its_first_and_last_word(name: str, told: str, *, is_met: bool) -> None:
    key = name_key(name)
    assert (bool(key) and key in name_keys(told)) is is_met


def test_a_long_text_is_read_no_further_than_a_name_is_long() -> None:
    assert len(name_keys(" ".join(f"w{letter}" * 2 for letter in "abcdefghijklmnopqrstuvwxyz"))) == 12 + 66


def test_names_are_told_on_two_sides_and_by_no_other_answer() -> None:
    told = names_told(
        {
            "name": "Jo Vale",
            "suspect_name.2": "Bo Dunn",
            "story": "Asha Patel did it.",
            "claimed_name": ["not a text"],
        }
    )
    assert told == {
        Side.REPORTER: frozenset({"jo", "vale", "jo vale"}),
        Side.SUSPECT: frozenset({"bo", "dunn", "bo dunn"}),
    }
