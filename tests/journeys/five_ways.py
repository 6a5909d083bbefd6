"""The five journeys of the stories: a pensioner, a teenager, a firm, a mail that is sent on, a neighbour."""

from tests.journeys.telling import OFFER, PRESS
from tests.journeys.whole_ways import (
    AGE,
    HARMED,
    MONEY_LEFT,
    NO_CONTACT,
    PAYMENT,
    PAYMENT_TO,
    PLACE,
    REACH,
    SUPPORT,
    TELL_US,
    THEM,
    WHO,
    YOU,
    Journey,
)

PENSIONER = Journey(
    name="a pensioner after a false call from the bank",
    begins=(("follow", "Money just gone"), ("press", TELL_US)),
    story=(
        "A man rang me. He said he was from my bank and that my account was not safe. "
        "He told me to move my money to a safe account. I did. His number was 07700 900123."
    ),
    main="159",
    answers={
        WHO: "Me",
        PLACE: "S40 1TB",
        "Can someone still see or control your device?": "No",
        "Did they use a program to see or control your device?": "No",
        PAYMENT: {
            "How much was it?": "1.2k",
            "When did you pay?": "last Tuesday",
            "Did the payment go through?": "Yes",
            "How did you pay?": "Bank transfer",
        },
        PAYMENT_TO: {
            "Which bank or firm did it leave?": "Peak Savings Bank",
            "What name did the money go to?": "J Miller",
            "Which account did it go to?": "20-00-00 55779911",
            "What reference was on the payment?": "SAFE1",
            "Have you told your bank?": "No",
            PRESS: "Save, and add another payment",
        },
        f"{PAYMENT} Number 2": {"How much was it?": "350 pounds", "When did you pay?": "3 November"},
        f"{PAYMENT_TO} Number 2": {"What name did the money go to?": "K Brown"},
        THEM: {OFFER: ("07700 900123",), "What name did they use?": "Mr Green of the fraud team"},
        SUPPORT: {"Would you like someone from victim support to call you?": "Yes"},
        YOU: {
            "What is your name?": "Ann Lee",
            "Is it safe for us to contact you?": "Yes, but only at some times",
        },
        REACH: {
            "What phone number can we use?": "07700 900555",
            "When is it safe?": "after 6 pm",
            "May we leave a message?": "No",
        },
    },
    at_once=("Hang up", "159"),
    read_back=(r"We read this as: £1,200\.", r"We read this as: Tuesday \d+ \w+ \d{4}\.", r"£350"),
    parts={
        "One payment": ("1.2k", "last Tuesday", "Bank transfer"),
        "One payment (number 2)": ("350 pounds", "3 November"),
        "What do you know of them?": ("07700 900123", "Mr Green of the fraud team"),
    },
    for_the_bank=(
        "1.2k",
        "last Tuesday",
        "Peak Savings Bank",
        "J Miller",
        "55779911",
        "SAFE1",
        "350 pounds",
        "K Brown",
        "Ann Lee",
        "07700 900555",
    ),
    at_the_end=("We never ask for money.", "Derbyshire Victim Services"),
    most_pages=19,
    target=11,
)

TEENAGER = Journey(
    name="a teenager whose pictures are threatened, at night",
    begins=(
        ("follow", "Threats to share pictures"),
        ("follow", "I am under 18"),
        ("press", TELL_US),
    ),
    at_once=("Report Remove", "Childline", "Open now", "CEOP"),
    story="She says she will send my pictures to all my friends.",
    main="Do not send us the pictures.",
    answers={
        AGE: "13 to 15",
        "Is everyone safe?": {"Is anyone in danger right now?": "No"},
        "What they ask for": {"What do they want?": ("Money", "More pictures"), "Have you paid them?": "No"},
        "Their account": {"What is their account name or link?": "lisa.k.2009 on Snapchat"},
        YOU: NO_CONTACT,
    },
    most_pages=18,
    target=9,
    may_add_files=False,
    is_at_risk=True,
    at_the_end=("Childline", "Victim Support", "Open now"),
)

FIRM = Journey(
    name="a small firm with locked files",
    begins=(("follow", "Your organisation is under attack"), ("press", TELL_US)),
    story="All files of our firm are locked since this morning. A note asks for bitcoin.",
    main="0300 123 2040",
    answers={
        PLACE: "Chesterfield",
        "What is hit": {
            "Which systems are hit?": "Mail, tills and the files of the office",
            "When did you become aware?": "yesterday at 8 am",
            "Do you have clean backups?": "In part",
            "Did they take details about people?": "I do not know",
        },
        "What they ask for": {
            "What does the note say?": "Your files are ours. Write to us.",
            "How much do they ask for?": "0.5 BTC",
            "Have you paid them?": "No",
        },
        "Your organisation": {
            "What is the organisation called?": "Hope Valley Bakers Ltd",
            "What does it do?": "Shops",
            "How many people work there?": "10 to 49",
            "What is your role there?": "Owner",
        },
        YOU: {"What is your name?": "Sam Field", "Is it safe for us to contact you?": "Yes"},
        REACH: {"What phone number can we use?": "01246 555 010"},
    },
    at_once=("Cut the network", "Do not answer the note.", "0300 123 2040"),
    more={
        "Who to ask at your organisation": {
            "Who looks after your IT, and who stands in for them?": "Jo 01246 555 011, then Kim"
        }
    },
    read_back=(r"We read this as: 8 am on \w+ \d+ \w+ \d{4}\.", r"0\.5 BTC"),
    parts={
        "Your organisation": ("Hope Valley Bakers Ltd", "10 to 49"),
        "What they ask for": ("0.5 BTC",),
    },
    most_pages=17,
    target=11,
)

NEIGHBOUR = Journey(
    name="a neighbour of an older person in love with a fraud",
    begins=(("press", "Start here"), ("choose", "I am worried about another adult")),
    story=(
        "My neighbour is 78. She sends money to a man she met online and never saw. "
        "He says he is a doctor on an oil rig."
    ),
    main="Report Fraud",
    answers={
        MONEY_LEFT: "I am not sure",
        "The person you met": {"Have you ever met them face to face?": "No"},
        PAYMENT: {"How much was it?": "about 4000 pounds in all"},
        THEM: {
            "What name did they use?": "Dr Mark Stone",
            "What account name did they use, and on which app?": "dr.mark.stone on Facebook",
        },
        HARMED: {
            "What is their name?": "Edith Marsh",
            "About how old are they?": "78",
            "Where do they live?": "S41 7TD",
            "Do they know that you are telling us?": "No",
            "When and how is it safe to reach them?": "He reads her mail. Do not say fraud on the phone.",
        },
        YOU: {"What is your name?": "Priya Nair", **NO_CONTACT},
    },
    more={
        "Who is filling this in": {"Who is filling this in?": "Someone acting for another person"},
        "Acting for somebody else": {"Have they agreed to this report?": "They do not know"},
    },
    parts={
        "The person it happened to": ("Edith Marsh", "78", "S41 7TD"),
        "You": ("Priya Nair",),
    },
    most_pages=16,
    target=10,
    is_at_risk=True,
)

MAIL = Journey(
    name="somebody who pastes a mail they do not trust",
    begins=(("press", "Start here"), ("choose", "I got a message, call or link I do not trust")),
    story="I got this email today. I did not open anything.",
    main="report@phishing.gov.uk",
    answers={
        WHO: "Me",
        "The message": {
            "Who was it from?": "parcels@post-fee.example",
            "What did the message say?": "Dear customer, your parcel waits. Pay 2.99 at http://post-fee.example/pay",
            "Did you click or open anything?": "No",
            "Did you give any details?": "No",
        },
    },
    most_pages=11,
)

FIVE = (PENSIONER, TEENAGER, FIRM, MAIL, NEIGHBOUR)
