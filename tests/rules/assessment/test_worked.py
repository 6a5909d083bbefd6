"""The worked examples of the criteria, the same told in other words, and stories that only look like them."""

import pytest

from callpoint.rules.assessment.model import Assessment
from callpoint.rules.rows import Answers
from tests.rules.assessment.making import assessed
from tests.rules.assessment.worked import WORKED

AXES = ("severity", "jurisdiction", "solvability", "vulnerability")
Scores = tuple[int | None, int | None, int | None, int | None]


def scores(one: Assessment) -> Scores:
    return (one.severity.score, one.jurisdiction.score, one.solvability.score, one.vulnerability.score)


def called(one: Assessment) -> tuple[int, ...] | None:
    """Give which questions of a call for service are a yes; None where it is not asked."""
    if one.call_for_service.score is None:
        return None
    return tuple(reason.gives for reason in one.call_for_service.reasons)


@pytest.mark.parametrize("name", WORKED)
def test_a_worked_example_comes_out_as_published(name: str) -> None:
    worked = WORKED[name]
    one = assessed(worked.answers, people=worked.people)
    assert (scores(one), called(one), one.urgency) == (worked.axes, worked.call, worked.urgency)


RETOLD: list[tuple[Answers, Scores, tuple[int, ...] | None, str]] = [
    (
        {
            "story": "My mum is 81 and lives on her own in Chesterfield. An hour ago she moved 12 thousand pounds into "
            "the safe account that the man from the bank told her about."
        },
        (2, 3, 3, 1),
        (1, 4),
        "now",
    ),
    (
        {
            "story": "im 14 and a guy on insta says he will post my nudes unless i send him £50",
            "age": "13-15",
        },
        (3, 3, 0, 3),
        (1, 3),
        "now",
    ),
    (
        {
            "story": "We're a GP surgery in Buxton, all our computers are encrypted since 6am and we cannot see patients.",
            "who": "organisation",
        },
        (3, 2, 0, 0),
        (1,),
        "now",
    ),
    (
        {
            "story": "I am 82. A man phoned as the police, and a courier came to the house and took my bank card "
            "yesterday. We have a ring doorbell that filmed him.",
            "postcode": "S41 0AA",
        },
        (2, 3, 3, 2),
        (3, 4),
        "now",
    ),
    (
        {
            "story": "I'm in Edinburgh and paid £1,200 three hours ago to a fake shop, by bank transfer.",
        },
        (1, 2, 3, 0),
        None,
        "now",
    ),
]


@pytest.mark.parametrize(("answers", "axes", "call", "urgency"), RETOLD)
def test_the_same_told_in_other_words_comes_out_the_same(
    answers: Answers, axes: Scores, call: tuple[int, ...] | None, urgency: str
) -> None:
    one = assessed(answers)
    assert (scores(one), called(one), one.urgency) == (axes, call, urgency)


LOOKS_LIKE: list[tuple[Answers, Scores, str]] = [
    (
        {
            "story": "I ordered food from a site, £25, two months ago. It never came.",
            "money_left": "last-13-months",
        },
        (1, 0, 0, 0),
        "routine",
    ),
    (
        {"story": "A caller asked me for £80,000. I hung up and paid nothing.", "money_left": "no"},
        (0, None, 0, None),
        "info",
    ),
    (
        {
            "story": "My daughter is at school. I lost £40 for concert tickets four months ago, by card.",
            "money_left": "last-13-months",
        },
        (1, 0, 0, 0),
        "routine",
    ),
    (
        {"story": "I was in hospital when someone hacked my Facebook account."},
        (1, 0, 0, 0),
        "soon",
    ),
    (
        {
            "story": "I lost £200 half a year ago. My account is 20-11-22 12345678.",
            "pay_from_account": "20-11-22 12345678",
            "money_left": "last-13-months",
        },
        (1, 0, 0, 0),
        "routine",
    ),
    (
        {
            "story": "The phone died and I lost contact with the seller, £90 gone five months ago.",
            "money_left": "last-13-months",
        },
        (1, 0, 0, 0),
        "routine",
    ),
    (
        {"story": "A courier came with a parcel that I did not order. Is it a scam?"},
        (0, None, 0, None),
        "today",
    ),
    ({"story": "something bad happened please help"}, (None, None, 0, None), "soon"),
    ({"please_call_me": "yes"}, (None, None, 0, None), "soon"),
]


@pytest.mark.parametrize(("answers", "axes", "urgency"), LOOKS_LIKE)
def test_what_only_looks_like_one_of_them_does_not_come_out_so(
    answers: Answers, axes: Scores, urgency: str
) -> None:
    one = assessed(answers)
    assert (scores(one), one.urgency) == (axes, urgency)
