"""What somebody tells who lost their code: tidied, and what is lacking."""

from callpoint.rules.lost_codes import LIMITS, lacking, tidied, too_long


def test_what_nobody_asked_and_what_was_left_out_is_not_kept() -> None:
    assert tidied({"name": " Ann ", "postcode": "  ", "card": "4929"}) == {"name": "Ann"}


def test_a_name_and_a_safe_way_are_needed_and_nothing_else() -> None:
    told = [{}, {"name": "Ann"}, {"name": "Ann", "contact": "07700 900123"}]
    assert [lacking(each) for each in told] == [("name", "contact"), ("contact",), ()]


def test_a_text_may_be_as_long_as_its_limit_and_no_longer() -> None:
    longest = {name: "x" * limit for name, limit in LIMITS.items()}
    over = {name: text + "x" for name, text in longest.items()}
    assert (too_long(longest), too_long(over)) == ((), tuple(LIMITS))
