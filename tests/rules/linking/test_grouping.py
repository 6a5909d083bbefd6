"""Grouping by joints and by what people said."""

from random import Random  # noqa: TID251 - the type of what Hypothesis gives

import pytest
from hypothesis import given
from hypothesis import strategies as st

from callpoint.rules.linking.grouping import Grouped, Joint, grouped

FIVE = range(5)
CHAIN = [Joint("p", 3.0, (0, 1)), Joint("q", 1.0, (1, 2)), Joint("r", 2.0, (2, 3))]
PAIRS = st.tuples(st.integers(0, 7), st.integers(0, 7)).filter(lambda pair: pair[0] != pair[1])
JOINTS = st.builds(
    Joint,
    st.sampled_from("abcdef"),
    st.sampled_from([1.0, 2.0]),
    st.lists(st.integers(0, 7), min_size=1, max_size=4, unique=True).map(tuple),
)


def test_what_joints_join_is_one_group_known_by_its_smallest() -> None:
    assert grouped(FIVE, CHAIN) == Grouped({0: 0, 1: 0, 2: 0, 3: 0, 4: 4}, ())


def test_the_word_same_joins_what_nothing_else_does() -> None:
    assert grouped(FIVE, [], same=[(4, 2)]).group == {0: 0, 1: 1, 2: 2, 3: 3, 4: 2}


def test_the_word_different_breaks_the_weakest_joint_between_the_two() -> None:
    assert grouped(FIVE, CHAIN, different=[(3, 0)]).group == {0: 0, 1: 0, 2: 2, 3: 2, 4: 4}


def test_two_that_share_a_value_and_are_different_are_parted_and_the_rest_stays_with_the_first() -> None:
    joints = [Joint("p", 1.0, (0, 1, 2, 3))]
    assert grouped(range(4), joints, different=[(0, 2)]).group == {0: 0, 1: 0, 2: 2, 3: 0}


def test_where_people_contradict_each_other_same_holds_and_the_pair_is_told() -> None:
    found = grouped(FIVE, [], same=[(0, 1), (1, 2)], different=[(2, 0)])
    assert found == Grouped({0: 0, 1: 0, 2: 0, 3: 3, 4: 4}, ((0, 2),))


def test_other_groups_stay_as_they_are() -> None:
    joints = [*CHAIN, Joint("s", 1.0, (4, 5)), Joint("t", 1.0, (5, 6))]
    assert grouped(range(7), joints, different=[(0, 3)]).group[6] == 4


@given(st.lists(JOINTS), st.lists(PAIRS, max_size=4), st.lists(PAIRS, max_size=4), st.randoms())
def test_no_order_changes_the_groups_and_different_is_kept(
    joints: list[Joint[int]],
    same: list[tuple[int, int]],
    different: list[tuple[int, int]],
    chance: Random,
) -> None:
    found = grouped(range(8), joints, same=same, different=different)
    kept = [pair for pair in different if tuple(sorted(pair)) not in found.contradictions]
    for words in (joints, same, different):
        chance.shuffle(words)
    again = grouped(reversed(range(8)), joints, same=same, different=different)
    assert (again.group, [found.group[one] == found.group[other] for one, other in kept]) == (
        found.group,
        [False] * len(kept),
    )


@pytest.mark.parametrize("pair", [(0, 1), (1, 2), (2, 3)])
def test_each_joint_can_be_the_one_that_parts(pair: tuple[int, int]) -> None:
    found = grouped(FIVE, CHAIN, different=[pair])
    assert found.group[pair[0]] != found.group[pair[1]]
