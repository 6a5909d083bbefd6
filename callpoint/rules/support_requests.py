"""The states of a request for a call from a support service, and the tables of moves between them.

SupportRequestError
└── RequestMoveNotAllowedError   the table has no such move
"""

from enum import StrEnum

from callpoint.rules.reference import Problem, ReferenceNotReadError, read_reference

OWN_LETTER = "T"
"""What follows the deployment's prefix in the reference of a request: never taken for that of a report."""


class RequestState(StrEnum):
    """Where a request stands."""

    WAITING = "waiting"
    CALLED = "called"
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"


class CallOutcome(StrEnum):
    """What came of one try to reach the person."""

    REACHED = "reached"
    NO_ANSWER = "no-answer"
    CLOSED = "closed"


AFTER_CALL: dict[RequestState, dict[CallOutcome, RequestState]] = {
    RequestState.WAITING: {
        CallOutcome.REACHED: RequestState.CALLED,
        CallOutcome.NO_ANSWER: RequestState.WAITING,
        CallOutcome.CLOSED: RequestState.CLOSED,
    },
    RequestState.CALLED: {
        CallOutcome.REACHED: RequestState.CALLED,
        CallOutcome.NO_ANSWER: RequestState.CALLED,
        CallOutcome.CLOSED: RequestState.CLOSED,
    },
    RequestState.CLOSED: {},
    RequestState.WITHDRAWN: {},
}
"""Where a request stands after a try; one that is closed or was taken back is called by nobody."""

OPEN = frozenset({RequestState.WAITING, RequestState.CALLED})
"""States in which the person may still change the request or take it back."""


class SupportRequestError(Exception):
    """A request cannot go where it was sent."""


class RequestMoveNotAllowedError(SupportRequestError):
    """The table has no such move."""

    def __init__(self, held: RequestState, wanted: str) -> None:
        super().__init__(f"A request that is {held} cannot become {wanted}.")
        self.held = held
        self.wanted = wanted


def after_call(held: RequestState, outcome: CallOutcome) -> RequestState:
    """
    Give the state after one try to reach the person.

    :raises RequestMoveNotAllowedError: nobody may be called about this request any more.
    """
    if outcome not in AFTER_CALL[held]:
        raise RequestMoveNotAllowedError(held, outcome)
    return AFTER_CALL[held][outcome]


def check_is_open(held: RequestState, wanted: str) -> None:
    """
    Let a step of the person's own pass while their request is open.

    :raises RequestMoveNotAllowedError: it is closed or was taken back.
    """
    if held not in OPEN:
        raise RequestMoveNotAllowedError(held, wanted)


def read_any_reference(text: str, *, prefix: str) -> str:
    """
    Return the reference of a report or of a request that a person meant.

    One without its prefix is read as that of a report; `same_draw` then tells whether it may be a request's.

    :raises callpoint.rules.reference.ReferenceNotReadError: it is neither.
    """
    try:
        return read_reference(text, prefix=prefix)
    except ReferenceNotReadError as refused:
        if refused.problem is not Problem.LENGTH:
            raise
        try:
            return read_reference(text, prefix=request_prefix(prefix))
        except ReferenceNotReadError:
            raise refused from None


def same_draw(one: str, other: str) -> bool:
    """Say whether two references were drawn alike, whatever their prefix."""
    return one.partition("-")[2] == other.partition("-")[2]


def request_prefix(prefix: str) -> str:
    """Give the letters at the head of every reference of a request, from those of a report."""
    return prefix + OWN_LETTER
