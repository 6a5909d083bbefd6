"""Made-up counts for a demonstration: they show what the page of figures looks like, and prove nothing."""

from typing import Final

from callpoint.rules.figures import Came, Counted, Counts

A_WEEK: Final = {
    (Counted.SENT, ""): 43,
    (Counted.OPEN, ""): 1,
    (Counted.LEFT, "situation"): 3,
    (Counted.LEFT, "story"): 4,
    (Counted.LEFT, "postcode"): 1,
    (Counted.LEFT, "payment"): 2,
    (Counted.RECEIVED, ""): 43,
    (Counted.READ, "0"): 22,
    (Counted.READ, "1"): 15,
    (Counted.READ, "2"): 4,
    (Counted.EASY, f"{Came.SENT}.5"): 12,
    (Counted.EASY, f"{Came.SENT}.4"): 3,
    (Counted.EASY, f"{Came.GAVE_UP}.4"): 5,
    (Counted.EASY, f"{Came.GAVE_UP}.2"): 4,
    (Counted.RESPECT, f"{Came.SENT}.5"): 14,
    (Counted.RESPECT, f"{Came.GAVE_UP}.4"): 8,
    (Counted.RESPECT, f"{Came.GAVE_UP}.3"): 1,
    (Counted.NEXT, f"{Came.SENT}.4"): 13,
    (Counted.NEXT, f"{Came.SENT}.3"): 2,
    (Counted.NEXT, f"{Came.GAVE_UP}.4"): 6,
    (Counted.NEXT, f"{Came.GAVE_UP}.1"): 3,
}
"""One week much like every other."""


def modelled(weeks_ago: int) -> Counts:
    """Make up the counts of a week so many weeks ago: a service that slowly finds its people."""
    more = max(0, 6 - weeks_ago // 2)
    return {
        key: number + (more if key[0] in {Counted.SENT, Counted.RECEIVED} else 0)
        for key, number in A_WEEK.items()
    }
