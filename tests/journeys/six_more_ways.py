"""Six more journeys: a shop, a taken account, work, a scam text, a visitor from abroad, a carer."""

from tests.journeys.telling import OFFER
from tests.journeys.whole_ways import (
    AGE,
    HARMED,
    MONEY_LEFT,
    NO_CONTACT,
    PAYMENT,
    PLACE,
    WHO,
    YOU,
    Journey,
)

SHOPPER = Journey(
    name="somebody whose shoes never came",
    begins=(("press", "Start here"), ("choose", "I lost money, or what I paid for never came")),
    story="I paid 60 pounds for shoes on a web site three weeks ago. They never came.",
    main="Report Fraud",
    answers={
        WHO: "Me",
        "What you paid for": {
            "What did you buy?": "Red running shoes",
            "What is the web address?": "cheap-shoes.example/red",
            "Did you pay inside the site, or outside it?": "Inside the site or app",
        },
        PAYMENT: {OFFER: ("60 pounds",), "How did you pay?": "Card"},
        YOU: NO_CONTACT,
    },
    most_pages=15,
)

HACKED = Journey(
    name="somebody locked out of an account",
    begins=(("press", "Start here"), ("choose", "Someone got into my account, phone or computer")),
    story="Someone got into my Instagram account and changed the password. I cannot get in.",
    main="Report Fraud",
    answers={
        WHO: "Me",
        MONEY_LEFT: "No money has gone",
        "The account": {"What is your user name there?": "ann.lee.bakes"},
        YOU: NO_CONTACT,
    },
    most_pages=15,
)

HARASSED = Journey(
    name="somebody harassed at work",
    begins=(("press", "Start here"), ("choose", "Someone threatens, stalks or harasses me")),
    story="A man at work sends me rude messages every day. He says he will make me lose my job.",
    main="101",
    answers={
        AGE: "18 or over",
        "Do you know who it is, or is the person near you?": "Yes",
        "Is anyone in danger right now?": "No",
        "What they do": {
            "About how many times has it happened?": "40",
            "When was the last time?": "yesterday",
        },
        YOU: NO_CONTACT,
    },
    most_pages=16,
    is_at_risk=True,
)

SCAM_TEXT = Journey(
    name="somebody with a scam text who lost nothing",
    begins=(("press", "Start here"), ("choose", "I got a message, call or link I do not trust")),
    story="I got a text about a parcel fee. I did not click and lost nothing.",
    main="7726",
    answers={
        WHO: "Me",
        "The message": {
            "Who was it from?": "07700 900321",
            "What did the message say?": "Your parcel waits. Pay 1.99 at parcel-fee.example now.",
            "Did you click or open anything?": "No",
            "Did you give any details?": "No",
        },
    },
    most_pages=11,
)

VISITOR = Journey(
    name="a visitor from the United States",
    begins=(("press", "Start here"), ("choose", "I lost money, or what I paid for never came")),
    story="I met a man online and sent him 5,000 dollars last month. He is gone.",
    main="IC3",
    answers={
        WHO: "Me",
        PLACE: "78701",
        PAYMENT: {
            "How much was it?": "5000 USD",
            "When did you pay?": "last month",
            "How did you pay?": "Wire to another country",
        },
        YOU: NO_CONTACT,
    },
    most_pages=15,
)

CARER = Journey(
    name="a carer for an adult",
    begins=(("press", "Start here"), ("choose", "I am worried about another adult")),
    story="I care for my uncle. He has dementia. A man came and took his card and his PIN.",
    main="159",
    answers={
        MONEY_LEFT: "Yes, one to three days ago",
        HARMED: {
            "What is their name?": "Tom Marsh",
            "About how old are they?": "81",
            "Do they know that you are telling us?": "Yes",
        },
        YOU: {"What is your name?": "Lee Marsh", **NO_CONTACT},
    },
    most_pages=16,
    is_at_risk=True,
)

SIX = (SHOPPER, HACKED, HARASSED, SCAM_TEXT, VISITOR, CARER)
