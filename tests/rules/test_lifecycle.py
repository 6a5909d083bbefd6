"""The states of a report: every move that is allowed, and every one that is not."""

from itertools import product

import pytest

from callpoint.rules.lifecycle import MOVES, MoveNotAllowedError, ReportState, check_move


@pytest.mark.parametrize(("held", "wanted"), list(product(ReportState, ReportState)))
def test_a_move_passes_only_where_the_table_has_it(held: ReportState, wanted: ReportState) -> None:
    if wanted in MOVES[held]:
        check_move(held, wanted)
        return
    with pytest.raises(MoveNotAllowedError) as refused:
        check_move(held, wanted)
    assert (refused.value.held, refused.value.wanted) == (held, wanted)


def test_every_state_can_be_reached_and_left() -> None:
    reached = {ReportState.DRAFT}
    for _ in ReportState:
        reached |= {state for held in reached for state in MOVES[held]}
    assert (reached, all(MOVES.values())) == (set(ReportState), True)


def test_nothing_becomes_a_draft_again() -> None:
    assert not any(ReportState.DRAFT in wanted for wanted in MOVES.values())
