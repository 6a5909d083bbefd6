"""Made-up reports that belong together, for a demonstration: two waves, and a value that all name and that links nothing."""

from typing import Final

Told = dict[str, str | list[str]]

CALLER: Final = "07700 900415"
SECOND_CALLER: Final = "020 7946 0742"
ACCOUNT: Final = "12-34-56 12345670"
SECOND_ACCOUNT: Final = "12-34-56 76543210"
PARCEL_SITE: Final = "parcel-fee-due.example"
PARCEL_PHONE: Final = "07700 900738"
HELPLINE: Final = "0808 157 0199"
"""The number of a bank, as the reporters say: whoever was cheated may name it, so it links nothing."""

BANK_WAVE: Final[tuple[tuple[int, str, str, str], ...]] = (
    (
        6,
        "S41 7TB",
        "4200",
        f"A woman rang from {CALLER} and said she was from my bank. I moved 4,200 pounds to {ACCOUNT}.",
    ),
    (
        11,
        "DE11 0AA",
        "1850",
        f"The call came from {CALLER}. They said somebody used my card. I paid 1,850 pounds to sort code 12-34-56, account 12345670. The real number of my bank is {HELPLINE}, and they never rang.",
    ),
    (
        20,
        "NG9 2AA",
        "7600",
        f"My bank's fraud team rang, I thought. They gave me {ACCOUNT} as my new safe account. Later {SECOND_CALLER} rang and asked for more.",
    ),
    (
        28,
        "SK17 6BD",
        "950",
        f"{SECOND_CALLER} rang twice. A polite man. I sent 950 pounds to {SECOND_ACCOUNT}. My daughter stopped me then.",
    ),
    (
        44,
        "S18 1PD",
        "",
        f"Missed calls from {CALLER}. I rang back and they knew my name and my bank. I hung up.",
    ),
)
"""Hours ago, where, how much in pounds, and the story."""

PARCEL_WAVE: Final[tuple[tuple[int, str, str, str], ...]] = (
    (
        4,
        "DE23 6UJ",
        "",
        f"Text about a parcel, a fee of 1.99. The link went to {PARCEL_SITE}. I rang the real number of my bank, {HELPLINE}, and they stopped my card.",
    ),
    (
        15,
        "S43 3UT",
        "340",
        f"I typed my card into {PARCEL_SITE} for a parcel fee. Next day 340 pounds were gone. The text was from {PARCEL_PHONE}.",
    ),
    (33, "DE55 7BQ", "", f"{PARCEL_PHONE} texts me each day that a parcel waits. I did not press the link."),
    (
        57,
        "NG16 4AA",
        "",
        f"The page at {PARCEL_SITE} wanted my date of birth and my card. I closed it.",
    ),
)

HELPLINE_ONLY: Final[tuple[tuple[int, str, str, str], ...]] = (
    (
        80,
        "DE7 8AA",
        "",
        f"I bought boots from a seller online. Nothing ever came. My bank has told me to wait, on its real number {HELPLINE}.",
    ),
)
"""Names what others name and belongs to no series."""


def series_stories() -> tuple[tuple[int, Told], ...]:
    """Give all of them as hours ago and answers."""
    return tuple(
        (hours, _told(postcode, amount, story))
        for hours, postcode, amount, story in (*BANK_WAVE, *PARCEL_WAVE, *HELPLINE_ONLY)
    )


def _told(postcode: str, amount: str, story: str) -> Told:
    paid: Told = {"pay_amount": f"£{amount}", "money_left": "last-72h"} if amount else {"money_left": "no"}
    return {"who": "self", "postcode": postcode, "story": story, **paid}
