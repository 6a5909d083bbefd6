"""Made-up counts of a year for a demonstration: what is rising shows, and every page says that it is made up."""

import math
from collections.abc import Iterator, Mapping
from hashlib import sha256
from typing import Final

from callpoint.rules.trends import Line, Sum, folded

WEEKS: Final = 53
"""The week that runs, and a year before it."""

AREAS: Final[Mapping[str, float]] = {
    "E23000018": 1.0,  # Derbyshire
    "E23000019": 0.5,  # Nottinghamshire
    "E23000015": 0.4,  # Staffordshire
    "E23000021": 0.4,  # Leicestershire
    "E23000011": 0.4,  # South Yorkshire
    "E23000005": 0.7,  # Greater Manchester
    "E23000014": 0.7,  # West Midlands
    "E23000001": 1.0,  # Metropolitan Police
    "E23000029": 0.3,  # Thames Valley
    "E23000028": 0.3,  # Essex
    "W15000003": 0.2,  # South Wales
}
"""Police areas and how many reports come from them, as against Derbyshire."""

FEW: Final = 0.12
FEW_KINDS: Final = 4
OTHER_AREAS: Final = (
    *(f"E230000{number:02}" for number in range(1, 40)),
    *(f"W1500000{number}" for number in range(1, 5)),
    "N23000000",
    "S23000009",
)
"""All police areas; those not named above have a few reports of the first kinds."""

KINDS: Final[tuple[tuple[Line, float, int], ...]] = (
    (Line(kind="shopping-fraud", contact_by="marketplace", platform="facebook"), 6.0, 120),
    (Line(kind="shopping-fraud", contact_by="marketplace", platform="vinted"), 4.0, 60),
    (Line(kind="shopping-fraud", contact_by="social-post-or-ad", platform="instagram"), 4.0, 80),
    (Line(kind="phishing-text", contact_by="text", brand="royal-mail"), 5.0, 0),
    (Line(kind="phishing-text", contact_by="text", brand="evri"), 4.0, 0),
    (Line(kind="bank-impersonation", contact_by="call", brand="barclays"), 3.0, 4200),
    (Line(kind="bank-impersonation", contact_by="call"), 3.0, 5100),
    (Line(kind="courier-fraud", contact_by="call"), 2.0, 6500),
    (Line(kind="family-impersonation", contact_by="whatsapp", platform="whatsapp"), 3.0, 1900),
    (Line(kind="romance-fraud", contact_by="dating-app", platform="tinder"), 1.5, 8000),
    (Line(kind="investment-fraud", contact_by="social-post-or-ad", platform="facebook"), 2.5, 14000),
    (Line(kind="hacked-account", contact_by="email", platform="facebook"), 4.0, 0),
    (Line(kind="rental-fraud", contact_by="website", platform="rightmove"), 1.5, 900),
    (Line(kind="ticket-fraud", contact_by="social-post-or-ad", platform="x"), 1.5, 180),
)
"""What is reported, how often a week in Derbyshire, and about how much goes each time."""

RISING: Final = Line(kind="courier-fraud", area="E23000018")
RISE: Final = (4.5, 6.0)
"""How many times as many as usual in the week that runs, and in the one before."""


def modelled_trends(weeks_ago: int) -> Mapping[Line, Sum]:
    """Make up the counts of a week so many weeks ago; the same each time."""
    return folded(_cells(weeks_ago))


def _cells(weeks_ago: int) -> Iterator[tuple[Line, Sum]]:
    part = 0.6 if weeks_ago == 0 else 1.0
    few = {area: FEW for area in OTHER_AREAS if area not in AREAS}
    for area, size in {**AREAS, **few}.items():
        for line, usual, lost in KINDS[: FEW_KINDS if area in few else None]:
            cell = Line(line.kind, area, line.contact_by, line.platform, line.brand)
            is_risen = cell.is_within(RISING) and weeks_ago < len(RISE)
            mean = usual * size * part * (RISE[weeks_ago] if is_risen else 1.0)
            number = _drawn(f"{weeks_ago} {cell}", mean)
            if number:
                yield cell, Sum(number=number, lost=lost * number, losing=number if lost else 0)


def _drawn(seed: str, mean: float) -> int:
    """Draw from a Poisson; what is drawn hangs on the seed alone."""
    chance = int.from_bytes(sha256(seed.encode()).digest()[:8]) / 2**64
    number, term = 0, math.exp(-mean)
    total = term
    while total < chance:
        number += 1
        term *= mean / number
        total += term
    return number
