"""Short stories: a few words must not send anybody to the wrong help first."""

import pytest

from callpoint.rules.triage import Facts
from callpoint.rules.triage.kinds import KindScore
from callpoint.rules.triage.leading import Evidence, guarded_kinds, led_by_what_is_said
from callpoint.rules.triage.reading import Signs, read_story
from tests.rules.content.makers import real_content
from tests.rules.triage.makers import triaged

HOME = Facts(country="GB", nation="england")
MESSAGE = Facts(country="GB", nation="england", situation="suspicious-message", money_left="no")
OF_CHILDREN = frozenset({"iwf", "ceop", "childline", "nspcc"})
POLICE = frozenset({"police-101"})
MONEY_FIRST = frozenset({"police-101", "iwf", "ceop", "citizens-advice-consumer", "ncsc-sers", "sms-7726"})
RECORDERS = frozenset({"report-fraud", "ncsc-sers", "sms-7726"})


@pytest.mark.parametrize(
    ("story", "first", "never"),
    [
        ("I clicked the link and paid 3 pounds.", "bank-159", MONEY_FIRST),
        ("I sent them 50 pounds.", "bank-159", MONEY_FIRST),
        ("They took my money", "bank-159", MONEY_FIRST),
        ("He has my money", "bank-159", MONEY_FIRST),
        ("They got 20 quid off me", "bank-159", MONEY_FIRST),
        ("I was tricked into paying", "bank-159", MONEY_FIRST),
        ("I sent £400 to a stranger", "bank-159", MONEY_FIRST),
        ("I sent bitcoin", "bank-159", MONEY_FIRST),
        ("My card was charged", "bank-159", MONEY_FIRST),
        ("I paid on a fake site", "bank-159", MONEY_FIRST),
        ("He sent a link, I paid", "bank-159", MONEY_FIRST),
        ("she took 30 pounds from me", "bank-159", MONEY_FIRST),
        ("my mum sent money to a man", "bank-159", MONEY_FIRST),
        ("they emptied my account", "bank-159", MONEY_FIRST),
        ("They phoned. I gave my PIN.", "bank-159", MONEY_FIRST),
        ("bank on the phone now", "bank-159", MONEY_FIRST),
        ("I paid 40 pounds in a web shop", "bank-159", MONEY_FIRST),
        ("weird text about a parcel", "sms-7726", OF_CHILDREN | POLICE),
        ("odd email, did not click", "ncsc-sers", OF_CHILDREN | POLICE),
        ("I clicked on it", "ncsc-sers", OF_CHILDREN | POLICE),
        ("I clicked a link", "police-101", OF_CHILDREN),
        ("He wants more money", "police-101", OF_CHILDREN | {"revenge-porn-helpline"}),
        ("I am scared", "police-101", OF_CHILDREN | {"citizens-advice-consumer"}),
        ("he is outside with a knife", "emergency-999", RECORDERS),
        ("I want to die", "samaritans", RECORDERS),
        ("I am 13 and he wants pics", "ceop", RECORDERS),
        ("a man messages my daughter", "ceop", RECORDERS),
        ("I saw child abuse pictures", "iwf", RECORDERS),
        ("they will share my nudes", "police-101", RECORDERS | {"iwf"}),
        ("my boss has a camera on me", "police-101", RECORDERS | {"iwf"}),
        ("He threatens to hit me", "police-101", RECORDERS),
        ("My neighbour shouts at me each night", "police-101", RECORDERS),
        ("someone called me names", "police-101", RECORDERS),
        ("my facebook is hacked", "report-fraud", OF_CHILDREN | POLICE),
    ],
)
def test_a_short_story_leads_to_its_help(story: str, first: str, never: frozenset[str]) -> None:
    found = triaged(story, HOME).first
    assert (found, found in never) == (first, False)


@pytest.mark.parametrize(
    ("story", "first", "money_left"),
    [
        ("I clicked and paid 3 pounds with my card", "bank-159", "unsure"),
        ("They told me to pay. I paid 200 pounds today.", "bank-159", "last-24h"),
        ("text about a parcel. I did not pay", "sms-7726", "no"),
        ("I got a text asking 2 pounds for a parcel. I deleted it.", "sms-7726", "no"),
        ("odd email, did not click", "ncsc-sers", "no"),
    ],
)
def test_what_a_situation_states_is_weaker_than_the_story(story: str, first: str, money_left: str) -> None:
    result = triaged(story, MESSAGE)
    assert (result.first, result.facts.money_left) == (first, money_left)


def test_what_a_person_answers_is_not_taken_for_what_a_situation_states() -> None:
    said = Facts(country="GB", nation="england", money_left="no")
    assert triaged("I paid 3 pounds with my card last year", said).facts.money_left == "no"


def test_details_given_bring_the_bank_first() -> None:
    story = "odd text from my bank"
    given = Facts(country="GB", nation="england", gave_details="yes")
    assert (triaged(story, HOME).first == "bank-159", triaged(story, given).first) == (False, "bank-159")


@pytest.mark.parametrize(
    ("story", "who"),
    [
        ("I paid 40 pounds in a web shop", ""),
        ("I ordered boots from an online store", ""),
        ("I lost my bag in a betting shop", ""),
        ("An estate agent took my deposit", ""),
        ("Our web shop is down", "organisation"),
        ("I run a small online shop and it was attacked", "organisation"),
        ("We are estate agents and our files are locked", "organisation"),
    ],
)
def test_who_buys_in_a_shop_does_not_speak_for_it(story: str, who: str) -> None:
    assert triaged(story, HOME).facts.who == who


def test_kinds_with_help_of_their_own_are_guarded() -> None:
    guarded = guarded_kinds(real_content())
    some = {
        "sextortion",
        "child-abuse-images",
        "courier-fraud",
        "trader-dispute",
        "shopping-fraud",
        "something-else",
    }
    assert some & guarded == {"sextortion", "child-abuse-images", "courier-fraud", "trader-dispute"}


def led(top: float, *conditions: str, words: int = 4, spoken_for: str = "", backed: float = 0.0) -> str:
    """Name the kind that leads where a guarded one comes first, then three others."""
    ranked = (
        KindScore("stalking", top),
        KindScore("job-fraud", 0.05),
        KindScore("other-fraud", 0.01),
        KindScore("something-else", 0.01),
    )
    said = Evidence(
        conditions=frozenset(conditions),
        spoken_for=frozenset({spoken_for}),
        declared={
            "stalking": 0.0,
            "job-fraud": backed,
            "other-fraud": 0.0,
            "something-else": 0.0,
        },
    )
    story = read_story("word " * words, Signs(()))
    return led_by_what_is_said(ranked, story, guarded=frozenset({"stalking"}), said=said)[0].id


def test_a_guarded_kind_leads_only_by_a_sign_or_a_clear_share() -> None:
    assert {
        "few words": led(0.3),
        "clear": led(0.4),
        "long": led(0.3, words=40),
        "a sign": led(0.3, spoken_for="stalking"),
        "a child": led(0.3, "age:under-18"),
        "money gone": led(0.8, "lost"),
        "clear of a loss": led(0.9, "lost"),
        "another is spoken for": led(0.3, backed=2.0),
    } == {
        "few words": "something-else",
        "clear": "stalking",
        "long": "stalking",
        "a sign": "stalking",
        "a child": "stalking",
        "money gone": "other-fraud",
        "clear of a loss": "stalking",
        "another is spoken for": "job-fraud",
    }
