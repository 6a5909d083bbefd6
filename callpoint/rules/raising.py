"""When a series is brought before an analyst: it is new, or twice as many people reported it as when it last was."""

from typing import Final

FEWEST_PEOPLE: Final = 3
"""Two people may have met by chance; from three on somebody should look. Our proposal."""


def may_be_worth_raising(reports: int, *, raised_at: int) -> bool:
    """Say whether so many reports could come from enough people; `raised_at` is how many it was last raised with."""
    return reports >= max(FEWEST_PEOPLE, 2 * raised_at)


def is_worth_raising(people: int, *, raised_at: int) -> bool:
    """Say whether a series of reports by so many independent people is brought before an analyst."""
    return may_be_worth_raising(people, raised_at=raised_at)
