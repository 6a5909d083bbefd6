"""The worked examples of the criteria, A to J: what was told, and what must come out."""

from dataclasses import dataclass

from callpoint.rules.rows import Answers


@dataclass(frozen=True, kw_only=True)
class Worked:
    """One example; `call` names the questions of the call for service that are a yes, None where it is not asked."""

    answers: Answers
    axes: tuple[int | None, int | None, int | None, int | None]
    """Severity, jurisdiction, solvability, needs."""
    call: tuple[int, ...] | None
    urgency: str
    people: int = 1


ACCOUNT = "20-11-22 12345678"
WORKED = {
    "A": Worked(
        answers={
            "story": "I am 78 and I live alone in Chesterfield. A man from my bank told me to move my money. "
            "I sent £9,400 to a safe account 40 minutes ago.",
            "money_left": "last-24h",
            "postcode": "S40 1AA",
            "pay_to_account": ACCOUNT,
        },
        axes=(2, 3, 3, 1),
        call=(1, 4),
        urgency="now",
    ),
    "B": Worked(
        answers={
            "story": "I am 15. A girl on Snapchat has my pictures and says she will send them to everyone at my school "
            "if I do not pay. It is 1 am.",
            "image_threat": "yes",
            "age": "13-15",
            "suspect_handle": "snapchat: lucy.x44",
        },
        axes=(3, 3, 1, 3),
        call=(1, 3),
        urgency="now",
    ),
    "C": Worked(
        answers={
            "story": "We are a dental surgery in Derby. This morning all our files are locked and a note asks for bitcoin.",
            "who": "organisation",
            "attack_running": "yes",
            "postcode": "DE1 2RU",
            "demand_wallet": "bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq",
        },
        axes=(3, 2, 1, 0),
        call=(1,),
        urgency="now",
    ),
    "D": Worked(
        answers={
            "story": "I am 82. A man said he was from the police. A courier came and took my bank card yesterday. "
            "My door camera has kept the film.",
            "postcode": "DE4 3QE",
            "card_collected": ["card"],
            "collection_time": "19 Nov 2026 9am",
            "targeted": "yes",
        },
        axes=(2, 3, 3, 2),
        call=(3, 4),
        urgency="now",
    ),
    "E": Worked(
        answers={
            "story": "Our firm paid 61,000 pounds to a supplier whose bank details were changed, two days ago.",
            "who": "organisation",
            "money_left": "last-72h",
            "pay_to_account": ACCOUNT,
        },
        axes=(3, 2, 3, 0),
        call=(),
        urgency="today",
    ),
    "F": Worked(
        answers={
            "story": "I am a student and lost 300 pounds for a flat that does not exist, a month ago.",
            "money_left": "last-13-months",
            "pay_to_account": ACCOUNT,
        },
        axes=(1, 2, 3, 0),
        call=(),
        urgency="soon",
        people=4,
    ),
    "G": Worked(
        answers={
            "story": "I paid 60 pounds by card for trainers eight months ago. They never came and the seller's page is gone.",
            "money_left": "last-13-months",
        },
        axes=(1, 0, 0, 0),
        call=(),
        urgency="routine",
    ),
    "H": Worked(
        answers={
            "story": "I got an email about a parcel with a link. I clicked nothing and lost nothing. I forward it to you.",
            "money_left": "no",
            "clicked": "no",
        },
        axes=(0, None, 1, None),
        call=(),
        urgency="info",
        people=3,
    ),
    "I": Worked(
        answers={
            "story": "I fear for my neighbour. He met a woman online, he is still paying her and has no food left.",
            "who": "another-adult",
            "harmed_postcode": "S40 1AA",
        },
        axes=(3, 3, 1, 3),
        call=(3, 4),
        urgency="now",
    ),
    "J": Worked(
        answers={
            "story": "I live in Edinburgh. I paid £1,200 by bank transfer to a false shop three hours ago.",
            "postcode": "EH1 1YZ",
            "money_left": "last-24h",
            "pay_to_account": ACCOUNT,
        },
        axes=(1, 2, 3, 0),
        call=None,
        urgency="now",
    ),
}
