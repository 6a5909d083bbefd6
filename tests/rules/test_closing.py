"""Which outcomes may be used where, and when a second person looks first."""

import pytest

from callpoint.rules.closing import (
    Case,
    NoSuchOutcomeError,
    SamePersonError,
    Why,
    check_other_person,
    closing_rules,
    is_told,
    outcome_for,
    outcomes_for,
    rounded_down,
    second_person_because,
)
from callpoint.rules.content.closing_model import ClosingRules, Outcome, SecondPerson, SensitiveFacts
from callpoint.rules.triage.facts import FACT_NAMES, Facts
from tests.rules.known import known

LOCAL = {"no-crime-found", "civil-matter", "double-report", "sent-in-error", "no-answer-came"}
OF_BUREAU = {"outcome-18", "outcome-19", "outcome-20"}
OF_POLICE = {f"outcome-{number}" for number in range(1, 23)} - {"outcome-7", "outcome-19"}


def ids(home: str, role: str, recorded_as: str = "") -> set[str]:
    return {one.id for one in outcomes_for(known(home), role=role, recorded_as=recorded_as)}


def an_outcome(*, says_no: bool = False) -> Outcome:
    return Outcome(
        id="o",
        title="t",
        decision="d",
        reason="r",
        used_by=("police-force",),
        local=True,
        says_no=says_no,
        source="s",
        confidence="seen",
    )


def a_case(
    *, kind: str = "shopping-fraud", vulnerability: int | None = None, facts: Facts | None = None
) -> Case:
    return Case(kind=kind, facts=facts or Facts(), vulnerability=vulnerability, recorded_as="")


@pytest.mark.parametrize(
    ("home", "role", "recorded_as", "expected"),
    [
        ("uk/derbyshire", "police-force", "", OF_POLICE | LOCAL),
        ("uk/derbyshire", "police-force", "crime", OF_POLICE),
        ("uk/derbyshire", "police-force", "information", LOCAL),
        ("uk", "recording-body", "", OF_BUREAU | LOCAL),
        ("uk", "recording-body", "crime", OF_BUREAU),
        ("uk", "support-service", "", LOCAL),
        ("uk", "guide", "", set()),
        ("us", "recording-body", "", LOCAL),
        ("us", "police-force", "crime", set()),
    ],
)
def test_an_outcome_is_there_for_the_role_the_place_and_the_record(
    home: str, role: str, recorded_as: str, expected: set[str]
) -> None:
    assert ids(home, role, recorded_as) == expected


def test_every_number_of_the_list_is_there_once_and_none_is_said_to_be_sure() -> None:
    of_list = [one for one in known().content.outcomes.values() if not one.local]
    assert [one.number for one in of_list] == list(range(1, 23))
    assert {one.confidence for one in of_list} == {"from_memory"}


def test_an_outcome_that_may_not_be_used_is_refused() -> None:
    assert outcome_for(known(), "outcome-18", role="police-force", recorded_as="crime").number == 18
    with pytest.raises(NoSuchOutcomeError):
        outcome_for(known(), "outcome-18", role="police-force", recorded_as="information")


@pytest.mark.parametrize(
    ("case", "outcome", "expected"),
    [
        (a_case(), an_outcome(), ()),
        (a_case(), an_outcome(says_no=True), (Why.SAYS_NO,)),
        (a_case(kind="sextortion"), an_outcome(), (Why.KIND,)),
        (a_case(facts=Facts(danger_now="yes")), an_outcome(), (Why.FACT,)),
        (a_case(facts=Facts(age="13-15")), an_outcome(), (Why.FACT,)),
        (a_case(facts=Facts(image_threat="yes")), an_outcome(), (Why.FACT,)),
        (a_case(facts=Facts(danger_now="no", age="adult")), an_outcome(), ()),
        (a_case(vulnerability=2), an_outcome(), ()),
        (a_case(vulnerability=3), an_outcome(), (Why.VULNERABLE,)),
        (
            a_case(kind="stalking", vulnerability=3, facts=Facts(who="child")),
            an_outcome(says_no=True),
            (Why.KIND, Why.FACT, Why.VULNERABLE, Why.SAYS_NO),
        ),
    ],
)
def test_a_second_person_looks_where_the_content_says_so(
    case: Case, outcome: Outcome, expected: tuple[Why, ...]
) -> None:
    assert second_person_because(closing_rules(known()), case, outcome) == expected


def test_the_content_may_ask_for_less() -> None:
    rules = ClosingRules(second_person=SecondPerson(vulnerability=3, says_no=False))
    assert second_person_because(rules, a_case(kind="sextortion"), an_outcome(says_no=True)) == ()


def test_the_same_person_does_not_pass() -> None:
    check_other_person("2", than={"1"})
    with pytest.raises(SamePersonError):
        check_other_person("1", than={"1", "2"})


def test_a_count_is_told_in_tens_and_from_ten_on() -> None:
    assert [(is_told(number), rounded_down(number)) for number in (9, 10, 19, 20)] == [
        (False, 0),
        (True, 10),
        (True, 10),
        (True, 20),
    ]


def test_every_fact_that_may_ask_for_a_second_person_is_one() -> None:
    assert set(SensitiveFacts.model_fields) <= set(FACT_NAMES)
