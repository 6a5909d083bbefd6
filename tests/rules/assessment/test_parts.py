"""The parts of a suggestion: amounts, times, words of a story, and what a person may choose."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from callpoint.rules.assessment.assess import assess
from callpoint.rules.assessment.losses import loss_of
from callpoint.rules.assessment.model import Estimate, columns_of
from callpoint.rules.assessment.stories import told_in
from callpoint.rules.content.criteria_model import BoundsFile, Rate
from callpoint.rules.deciding import (
    DECIDED,
    NOT_KNOWN,
    Decision,
    choices_of,
    in_force,
    read_choice,
    suggestion_json,
    values_in,
    written_choice,
)
from callpoint.rules.rows import Answers
from tests.rules.assessment.making import AT, assessed, basis_of
from tests.rules.known import known

BOUNDS = BoundsFile(
    high=50_000,
    middle=5_000,
    rates=(Rate(currency="EUR", worth=Decimal("0.5"), confidence="from_memory", as_of="2025"),),
)
STORY = "I paid for shoes and they never came."


def estimate(answers: Answers) -> Estimate:
    basis = basis_of({"story": STORY, **answers})
    signs = told_in(str(basis.answers["story"]), basis.suggestion.result.reading, known().content)
    return loss_of(basis, BOUNDS, home="GBP", signs=signs).estimate


def an_estimate(
    lost: int | None, tried: int = 0, *, converted: bool = False, no_rate: tuple[str, ...] = ()
) -> Estimate:
    return Estimate(lost, tried, "GBP", is_converted=converted, unconverted=no_rate)


MONEY: list[tuple[Answers, Estimate]] = [
    ({"pay_amount": "£100", "pay_amount.2": "250"}, an_estimate(350)),
    ({"pay_amount": "£99.50"}, an_estimate(100)),
    ({"pay_amount": "€100", "pay_amount.2": "£10"}, an_estimate(60, converted=True)),
    ({"pay_amount": "5 BTC"}, an_estimate(None, no_rate=("BTC",))),
    ({"pay_amount": "£100", "pay_amount.2": "5 BTC"}, an_estimate(100, no_rate=("BTC",))),
    ({"pay_amount": "£100", "pay_status": "attempted"}, an_estimate(None, 100)),
    ({"pay_amount": "€100", "pay_status": "stopped"}, an_estimate(None, 50, converted=True)),
    ({"pay_status": "completed"}, an_estimate(None)),
    ({"pay_status": "do-not-know"}, an_estimate(None)),
    ({"pay_amount": "a lot"}, an_estimate(None)),
    ({"pay_amount": "£0"}, an_estimate(None)),
    ({"story": "I paid £60 for shoes that never came. They asked for £900 more."}, an_estimate(60)),
    ({"story": "I paid for shoes and they never came. It was £60 in all, £60!"}, an_estimate(60)),
    ({"story": "They asked for £900. I paid nothing."}, an_estimate(None)),
]


@pytest.mark.parametrize(("answers", "wanted"), MONEY)
def test_what_went_is_added_up_and_labelled_as_an_estimate_where_it_was_converted(
    answers: Answers, wanted: Estimate
) -> None:
    assert estimate(answers) == wanted


LEVELS = [(1, 1), (4_999, 1), (5_000, 2), (49_999, 2), (50_000, 3)]


@pytest.mark.parametrize(("amount", "severity"), LEVELS)
def test_the_amounts_in_force_set_the_severity(amount: int, severity: int) -> None:
    assert assessed({"story": STORY, "pay_amount": str(amount)}).severity.score == severity


@pytest.mark.parametrize(("amount", "severity"), [(4_000, 0), (5_000, 1), (60_000, 2)])
def test_an_attempt_counts_one_step_lower(amount: int, severity: int) -> None:
    story = "I tried to pay a shop for shoes that never came. The bank stopped it."
    told = {"story": story, "pay_amount": str(amount), "pay_status": "stopped", "money_left": "no"}
    assert (assessed(told).severity.score or 0) == severity


TOLD: list[tuple[Answers, str, int]] = [
    ({"emotional_effect": "4"}, "vulnerability", 0),
    ({"emotional_effect": "5"}, "vulnerability", 1),
    ({"emotional_effect": "8"}, "vulnerability", 2),
    ({"emotional_effect": "awful"}, "vulnerability", 0),
    ({"language": "en"}, "vulnerability", 0),
    ({"language": "Polish"}, "vulnerability", 1),
    ({"access_needs": ["none"]}, "vulnerability", 0),
    ({"access_needs": ["bsl"]}, "vulnerability", 1),
    ({"witnesses": "No"}, "solvability", 0),
    ({"witnesses": "My neighbour"}, "solvability", 1),
    ({"suspect_known": "yes"}, "solvability", 3),
    ({"pay_way": "crypto-exchange"}, "solvability", 1),
    ({"last_event_date": "June 2024", "witnesses": "Ann"}, "solvability", 1),
    (
        {
            "money_left": "",
            "story": "I was paid nothing.",
            "last_event_date": "June 2024",
            "witnesses": "Ann",
        },
        "solvability",
        0,
    ),
    (
        {"money_left": "", "story": "Nothing new.", "last_event_date": "1 Nov 2026", "witnesses": "Ann"},
        "solvability",
        1,
    ),
    ({"money_left": "earlier", "witnesses": "Ann"}, "solvability", 0),
    ({"financial_effect": "no-food-or-heat"}, "severity", 3),
    ({"financial_effect": "cannot-pay-bills"}, "severity", 2),
]


@pytest.mark.parametrize(("answers", "axis", "score"), TOLD)
def test_an_answer_gives_what_is_published(answers: Answers, axis: str, score: int) -> None:
    told = {"story": "I paid £20 for shoes.", "money_left": "last-13-months", **answers}
    assert assessed({name: value for name, value in told.items() if value}).axis(axis).score == score


def test_details_of_many_people_are_serious() -> None:
    told: Answers = {"story": "Our client list was stolen.", "who": "organisation", "own_kind": "data-breach"}
    got = [assessed({**told, "people_count": number}).severity.score for number in ("12", "100", "many")]
    assert got == [1, 2, None]


SAID = [
    ("I live alone.", {"alone"}),
    ("I do not live alone.", set()),
    ("I don't know. Live alone though.", {"alone"}),
    ("He has no food left.", {"no-basics"}),
    ("We cannot pay the rent.", {"no-bills"}),
    ("There is CCTV over the door.", {"film"}),
    ("The bank has cancelled my card.", {"card-stopped"}),
]


@pytest.mark.parametrize(("story", "signs"), SAID)
def test_a_story_tells_of_needs_and_proof(story: str, signs: set[str]) -> None:
    criteria = known().content.criteria
    assert criteria is not None
    own = set(criteria.file.languages["en"])
    reading = basis_of({"story": story}).suggestion.result.reading
    assert own & set(told_in(story, reading, known().content)) >= signs
    assert bool(signs) or "alone" not in told_in(story, reading, known().content)


def test_without_criteria_a_story_tells_only_what_triage_reads() -> None:
    bare = replace(known().content, criteria=None)
    basis = basis_of({"story": "I live alone and fear for my life."})
    got = told_in("I live alone and fear for my life.", basis.suggestion.result.reading, bare)
    assert "alone" not in got


def test_a_payment_long_ago_takes_a_point_away() -> None:
    told = {"story": STORY, "pay_amount": "£60", "pay_when": "then", "witnesses": "Ann"}
    basis = replace(basis_of(told), paid_at=AT - timedelta(days=400))
    assert [reason.id for reason in assess(basis, known()).solvability.reasons] == ["witness", "long-ago"]


def test_of_two_times_the_one_that_is_more_urgent_counts() -> None:
    told = {"story": STORY, "pay_amount": "£60", "pay_when": "then", "money_left": "last-24h"}
    basis = replace(basis_of(told), paid_at=AT - timedelta(days=10))
    assert assess(basis, known()).urgency == "now"


def test_files_that_came_with_it_are_a_reason() -> None:
    basis = replace(basis_of({"story": STORY}), exhibits=2)
    assert "kept" in {reason.id for reason in assess(basis, known()).solvability.reasons}


def test_a_person_may_choose_what_is_there_and_nothing_else() -> None:
    content = known().content
    got = {name: choices_of(name, content) for name in (*DECIDED, "unit", "colour")}
    assert (got["severity"], got["call_for_service"], got["unit"], got["colour"], got["urgency"]) == (
        ("3", "2", "1", "0", NOT_KNOWN),
        ("1", "0", NOT_KNOWN),
        (),
        (),
        ("now", "today", "soon", "routine", "info"),
    )
    assert got["kind"] == tuple(content.kinds)


@pytest.mark.parametrize("name", DECIDED)
def test_a_choice_is_read_as_it_was_written(name: str) -> None:
    choices = choices_of(name, known().content)
    assert tuple(written_choice(read_choice(name, each)) for each in choices) == choices


def test_the_newest_decision_on_a_value_holds() -> None:
    first, second = Decision(set={"severity": 3, "kind": "stalking"}), Decision(set={"severity": None})
    assert in_force([first, second]) == {"severity": None, "kind": "stalking"}


def test_a_decision_and_a_suggestion_are_read_as_they_were_kept() -> None:
    decision = Decision(
        set={"severity": 3}, before={"severity": 1}, state_before="reading", state_after="closed"
    )
    one = assessed({"story": STORY, "money_left": "last-13-months"})
    assert (Decision.read(decision.as_json()), values_in(suggestion_json(one))) == (decision, one.values)


def test_what_differs_between_two_suggestions_is_named() -> None:
    less, more = (
        assessed({"story": STORY, "money_left": "last-13-months", **told}) for told in ({}, {"fear": "yes"})
    )
    assert less.values.differing(more.values) == ("urgency", "severity", "vulnerability", "call_for_service")


def test_a_call_for_service_is_a_yes_or_no_in_its_column() -> None:
    assert columns_of({"call_for_service": None, "severity": None}) == {
        "call_for_service": False,
        "severity": None,
    }
