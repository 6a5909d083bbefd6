"""A reason that somebody types for a step about a closing.

ReasonNotTakenError   no reason was given, or one that is too long
"""

from typing import Final

REASON_LIMIT: Final = 2000
"""Characters of a reason; a line end counts as one however a browser sends it."""


class ReasonNotTakenError(ValueError):
    """No reason was given (`over` is 0), or one that has `over` characters too many."""

    def __init__(self, over: int) -> None:
        super().__init__(f"{over} characters too many")
        self.over = over


def taken_reason(reason: str) -> str:
    """
    Take a reason as typed.

    :raises ReasonNotTakenError: there is none, or it is too long.
    """
    said = reason.replace("\r\n", "\n").strip()
    if not said or len(said) > REASON_LIMIT:
        raise ReasonNotTakenError(max(0, len(said) - REASON_LIMIT))
    return said
