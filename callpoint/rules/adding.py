"""What is told after a report was sent: it lies over what was sent and never changes it."""

from typing import Final

from callpoint.rules.rows import Answers, split_key
from callpoint.rules.urgency import ORDER
from callpoint.rules.way import DECLARATION, STORY

STAY_AS_SENT: Final = frozenset({STORY, DECLARATION})
"""Answers that nothing is laid over: more of a story is a message, and the declaration is about what was sent."""


ABOUT_CONTACT: Final = frozenset(
    {
        *("name", "safe_contact", "phone", "email", "safe_times", "leave_message"),
        *("update_way", "update_rhythm", "linked_news", "share_agree"),
        *("harmed_contact", "harmed_safe_contact", "access_needs", "language"),
    }
)
"""How to reach somebody and when it is safe, with what is asked on the same pages: nothing stops a change of it."""


def is_about_contact(key: str) -> bool:
    """Say whether the answer with this key tells how somebody is reached."""
    return split_key(key)[0] in ABOUT_CONTACT


def stays_as_sent(key: str) -> bool:
    """Say whether the answer with this key stands for good once it is sent."""
    return split_key(key)[0] in STAY_AS_SENT


def changed_by(told: Answers, given: Answers) -> dict[str, str | list[str]]:
    """Give of some answers those that say something else than what was told; '' takes an answer back."""
    return {key: value or "" for key, value in given.items() if (value or "") != (told.get(key) or "")}


def laid_over(told: Answers, added: Answers) -> dict[str, str | list[str]]:
    """Give what is told in all: what was added later counts, and an answer taken back is gone."""
    return {key: value for key, value in {**told, **added}.items() if value}


def higher(held: str, wanted: str) -> str:
    """Give the more urgent of two urgencies, so that nothing that is added makes a report wait longer."""
    return next(one for one in (*ORDER, wanted) if one in (held, wanted))
