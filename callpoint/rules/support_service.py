"""A referral to a support service: on what it stands, where it may go, and the words people give with a step.

ReferralError
├── ReferralMoveNotAllowedError   the table has no such move
├── WordsLackingError             a step that needs words came without them
├── TooManyWordsError             a text has more characters than it may have
└── NotChosenError                a choice is missing, or is none of the list
"""

from enum import StrEnum
from typing import Final, TypeVar

TEXT_LIMIT: Final = 2000
"""Characters of each text; a line end counts as one however a browser sends it."""


Choice = TypeVar("Choice", bound=StrEnum)


class Said(StrEnum):
    """What is known of a person's yes to a support service; the newest holds."""

    ASKED = "asked"
    YES = "yes"
    NO = "no"
    WITHDRAWN = "withdrawn"


class Basis(StrEnum):
    """On what a referral stands: a yes, or the one exception (assessment criteria, section 5)."""

    CONSENT = "consent"
    LIFE = "life-in-danger"
    CHILD = "child-in-danger"


WITHOUT_A_YES: Final = (Basis.LIFE, Basis.CHILD)


class Way(StrEnum):
    """How an entry came into a caseload."""

    POLICE = "police"
    OWN = "own"
    """The person asked the service themselves."""
    PASSED_ON = "passed-on"


class ReferralState(StrEnum):
    """Where a referral stands."""

    NEW = "new"
    ACCEPTED = "accepted"
    RETURNED = "returned"
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"


MOVES: Final[dict[ReferralState, frozenset[ReferralState]]] = {
    ReferralState.NEW: frozenset({ReferralState.ACCEPTED, ReferralState.RETURNED, ReferralState.WITHDRAWN}),
    ReferralState.ACCEPTED: frozenset({ReferralState.CLOSED, ReferralState.WITHDRAWN}),
    ReferralState.RETURNED: frozenset({ReferralState.WITHDRAWN}),
    ReferralState.CLOSED: frozenset({ReferralState.WITHDRAWN}),
    ReferralState.WITHDRAWN: frozenset(),
}
"""Where a referral may go. The person's own withdrawal reaches it wherever it stands."""

OPEN: Final = frozenset({ReferralState.NEW, ReferralState.ACCEPTED})
SHOWN: Final = OPEN | {ReferralState.CLOSED}
"""States in which the service reads what it was told; what it gave back, or was withdrawn, it reads no more."""


class EntryKind(StrEnum):
    """What one line of a service's own file is."""

    NOTE = "note"
    CONTACT = "contact"
    BEFORE = "needs-before"
    AFTER = "needs-after"


class ContactOutcome(StrEnum):
    """What came of one try to reach the person."""

    REACHED = "reached"
    NO_ANSWER = "no-answer"
    WRONG_NUMBER = "wrong-number"


class ReturnReason(StrEnum):
    """Why a service gives a referral back."""

    LIVES_ELSEWHERE = "lives-elsewhere"
    OTHER_SERVICE = "other-service"
    TOO_LITTLE = "too-little"
    UNSAFE = "unsafe"
    OTHER = "other"


class CloseReason(StrEnum):
    """Why a service ends its work for somebody."""

    HELPED = "helped"
    NOT_WANTED = "not-wanted"
    NOT_REACHED = "not-reached"
    PASSED_ON = "passed-on"
    OTHER = "other"


class ReferralError(Exception):
    """A step about a referral cannot be taken."""


class ReferralMoveNotAllowedError(ReferralError):
    """The table has no such move."""

    def __init__(self, held: ReferralState, wanted: str) -> None:
        super().__init__(f"A referral that is {held} cannot become {wanted}.")
        self.held = held
        self.wanted = wanted


class WordsLackingError(ReferralError):
    """A step that needs words came without them."""


class TooManyWordsError(ReferralError):
    """A text has more characters than it may have."""

    def __init__(self, over: int) -> None:
        super().__init__(f"{over} characters over")
        self.over = over


class NotChosenError(ReferralError):
    """A choice is missing, or is none of the list."""


def check_move(held: ReferralState, wanted: ReferralState) -> None:
    """
    Let a move pass that the table has.

    :raises ReferralMoveNotAllowedError: otherwise.
    """
    if wanted not in MOVES[held]:
        raise ReferralMoveNotAllowedError(held, wanted)


def check_works(held: ReferralState) -> None:
    """
    Let a step of the service pass while it works for the person.

    :raises ReferralMoveNotAllowedError: it did not accept, or the work ended.
    """
    if held is not ReferralState.ACCEPTED:
        raise ReferralMoveNotAllowedError(held, "worked on")


def chosen(value: str, choices: type[Choice]) -> Choice:
    """
    Read a choice of a form.

    :raises NotChosenError: it is none of the list.
    """
    if value not in set(choices):
        raise NotChosenError
    return choices(value)


def tidied(words: str) -> str:
    """
    Give words as they are kept: without space around them, and with one kind of line end.

    :raises TooManyWordsError: there are too many.
    """
    kept = words.replace("\r\n", "\n").strip()
    if len(kept) > TEXT_LIMIT:
        raise TooManyWordsError(len(kept) - TEXT_LIMIT)
    return kept


def needed(words: str) -> str:
    """
    Give words that a step cannot go without.

    :raises WordsLackingError, TooManyWordsError: there are none, or too many.
    """
    kept = tidied(words)
    if not kept:
        raise WordsLackingError
    return kept
