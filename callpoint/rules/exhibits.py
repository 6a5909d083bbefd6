"""Whether a report takes files: never from or about a child, and with care where pictures are threatened."""

from collections.abc import Mapping
from enum import StrEnum

from callpoint.rules.suggesting import Suggestion
from callpoint.rules.triage.facts import UNDER_18

NOT_INTIMATE = "not_intimate"
"""The question whose yes opens the door where pictures are threatened."""

ABOUT_A_CHILD = frozenset({"child-abuse-images", "child-online-abuse"})
"""Kinds whose victim is a child, whatever age was told."""


class Door(StrEnum):
    """What stands between a person and the box for files (stories, B, hard rules)."""

    OPEN = "open"
    ASKS_FOR_WORD = "asks for their word"
    """An adult whose pictures are threatened says first that a screenshot shows none."""
    ASKS_AGE = "asks for the age"
    """Pictures are threatened and no age was told: it may be a child's."""
    SHUT = "shut"


def door_for(suggestion: Suggestion, answers: Mapping[str, str | list[str]]) -> Door:
    """Say whether files may be added to a report that leads to this suggestion."""
    result = suggestion.result
    if result.facts.age in UNDER_18 or suggestion.kind in ABOUT_A_CHILD:
        return Door.SHUT
    if not result.blocks_upload:
        return Door.OPEN
    if result.facts.age != "adult":
        return Door.ASKS_AGE
    return Door.OPEN if answers.get(NOT_INTIMATE) == "yes" else Door.ASKS_FOR_WORD
