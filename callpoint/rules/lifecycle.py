"""The states of a report and the table of moves between them.

LifecycleError
└── MoveNotAllowedError   the table has no such move
"""

from enum import StrEnum


class ReportState(StrEnum):
    """Where a report stands; the reporter sees five of these in plain words."""

    DRAFT = "draft"
    RECEIVED = "received"
    READING = "reading"
    WAITING = "waiting"
    WITH_OFFICER = "with-officer"
    CLOSED = "closed"


MOVES: dict[ReportState, frozenset[ReportState]] = {
    ReportState.DRAFT: frozenset({ReportState.RECEIVED}),
    ReportState.RECEIVED: frozenset({ReportState.READING}),
    ReportState.READING: frozenset({ReportState.WAITING, ReportState.WITH_OFFICER, ReportState.CLOSED}),
    ReportState.WAITING: frozenset({ReportState.READING, ReportState.WITH_OFFICER, ReportState.CLOSED}),
    ReportState.WITH_OFFICER: frozenset({ReportState.READING, ReportState.WAITING, ReportState.CLOSED}),
    ReportState.CLOSED: frozenset({ReportState.READING}),
}
"""From a state to the states it may move to. A closed report can be opened again, and what was accepted can be
undone."""


class LifecycleError(Exception):
    """A report cannot go where it was sent."""


class MoveNotAllowedError(LifecycleError):
    """The table has no such move."""

    def __init__(self, held: ReportState, wanted: ReportState) -> None:
        super().__init__(f"A report that is {held} cannot become {wanted}.")
        self.held = held
        self.wanted = wanted


def check_move(held: ReportState, wanted: ReportState) -> None:
    """
    Let a move pass that the table allows.

    :raises MoveNotAllowedError: if the table has no such move.
    """
    if wanted not in MOVES[held]:
        raise MoveNotAllowedError(held, wanted)
