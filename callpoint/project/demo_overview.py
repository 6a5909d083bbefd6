"""Made-up reports of the last five weeks, for a demonstration: so that a week has something to be counted."""

from typing import Final

Told = dict[str, str | list[str]]

A_DAY: Final = 24
DAYS: Final = 35
SORTS: Final[tuple[Told, ...]] = (
    {
        "postcode": "S40 1TB",
        "money_left": "last-13-months",
        "pay_amount": "420",
        "recovered": "420",
        "story": "I paid 420 pounds for a phone on a web shop. It never came. My bank gave it back to me.",
    },
    {
        "postcode": "DE1 2FS",
        "money_left": "last-72h",
        "pay_amount": "1300",
        "recovered": "500",
        "story": "A man said he was from my bank. I moved 1,300 pounds to a safe account. A part of it came back.",
    },
    {
        "postcode": "SK13 8AR",
        "money_left": "no",
        "story": "Somebody got into my mail account and wrote to all my friends. I have it back now.",
    },
    {
        "postcode": "DE24 8UX",
        "money_left": "last-13-months",
        "pay_amount": "75",
        "story": "I bought two concert tickets from a stranger for 75 pounds. They do not answer any more.",
    },
    {
        "image_threat": "yes",
        "story": "Somebody has pictures of me and wants 200 pounds. I did not pay. I am afraid.",
    },
)


def stories_of_weeks() -> tuple[tuple[int, Told], ...]:
    """Give hours ago and answers: one report a day, two on every third, the sorts one after another."""
    hours = [day * A_DAY + hour for day in range(5, DAYS) for hour in ((6, 11) if day % 3 == 0 else (6,))]
    return tuple((each, {"who": "self", **SORTS[number % len(SORTS)]}) for number, each in enumerate(hours))
