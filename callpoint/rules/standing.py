"""Whether one sighting of a value, and the value itself, may link reports."""

from enum import StrEnum


class Standing(StrEnum):
    """Whether a sighting may link its report to others."""

    LINKING = "linking"
    OWN = "own"
    """The reporter's own: it says that two reports came from one person, and links nothing."""
    KIND = "kind"
    """Values of this kind never link, such as the last four digits of a card."""
    COMMON = "common"
    """A genuine organisation's, or on a list of what anybody may name (`rules.linking.common`), such as a bank's site."""


RULED = frozenset({Standing.LINKING, Standing.COMMON})
"""The sightings that link where a person ruled that their value does; the reporter's own never do."""


class ValueStanding(StrEnum):
    """Whether a value that several reports name links them."""

    LINKS = "links"
    HUB = "hub"
    """Its reports share nothing else: many name it, and it says little."""


class RulingVerdict(StrEnum):
    """What a person ruled of a value, against what was computed."""

    LINKS = "links"
    LINKS_NOT = "links-not"


class Verdict(StrEnum):
    """What a person judged of two reports."""

    SAME = "same"
    DIFFERENT = "different"
    UNSURE = "unsure"
