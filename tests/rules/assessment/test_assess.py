"""What a suggestion looks at, and what it never does; its reasons and where they were read."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from callpoint.rules.assessment.assess import assess
from callpoint.rules.assessment.model import Completeness, Seen, Source, SourceSort
from callpoint.rules.content.criteria_model import AXES
from callpoint.rules.identifiers.model import IdentifierKind
from callpoint.rules.knowledge import Knowledge
from callpoint.rules.rows import Answers
from callpoint.rules.urgency import ORDER, urgency_of
from tests.rules.assessment.making import AT, assessed, basis_of
from tests.rules.assessment.worked import WORKED
from tests.rules.known import known

LOST: Answers = {"story": "I paid £300 for shoes that never came.", "money_left": "last-13-months"}


def test_every_reason_that_counts_says_where_it_was_read() -> None:
    every = [assessed(one.answers, people=one.people) for one in WORKED.values()]
    reasons = [reason for one in every for scored in one for reason in scored.reasons if reason.gives]
    assert [reason.id for reason in reasons if not reason.sources] == []


def test_a_reason_quotes_the_story_and_names_the_answer() -> None:
    one = assessed(WORKED["A"].answers)
    read = {reason.id: reason.sources for scored in one for reason in scored.reasons}
    assert (read["lives-alone"], read["home-account"], read["fresh"]) == (
        (Source(SourceSort.STORY, "story", "live alone"),),
        (Source(SourceSort.VALUE, "pay_to_account", "20-11-22 12345678"),),
        (Source(SourceSort.ANSWER, "money_left", "last-24h"),),
    )


NEVER: list[Answers] = [
    {"hate_ground": ["race", "religion"]},
    {"name": "Mohammed Khan", "date_of_birth": "1 May 1950"},
    {"org_size": "large"},
    {"product": "a yacht", "address": "1 Park Lane"},
]


@pytest.mark.parametrize("more", NEVER)
def test_who_somebody_is_changes_nothing(more: Answers) -> None:
    plain, told = assessed(LOST), assessed({**LOST, **more})
    assert (told.values, [each.reasons for each in told]) == (plain.values, [each.reasons for each in plain])


def test_how_a_story_is_written_changes_nothing() -> None:
    written = "I paid £300 for shoes that never came. I live alone."
    badly = "i PAID £300 for shoez that neva came!!! i live alone"
    assert [assessed({**LOST, "story": each}).vulnerability.score for each in (written, badly)] == [1, 1]


@pytest.mark.parametrize(("people", "points"), [(1, 0), (2, 1), (4, 1), (5, 2), (500, 2)])
def test_independent_people_count_and_reports_do_not(people: int, points: int) -> None:
    one = assessed(LOST, people=people)
    given_ = [reason.gives for reason in one.solvability.reasons if reason.id.endswith("others-too")]
    assert sum(given_) == points


def test_more_than_ten_people_make_it_serious() -> None:
    assert [assessed(LOST, people=people).severity.score for people in (10, 11)] == [1, 2]


def test_a_low_score_names_at_most_two_questions_that_could_change_it() -> None:
    one = assessed(LOST)
    assert {scored.axis: scored.asks for scored in one} == {
        "severity": ("pay_amount", "financial_effect"),
        "jurisdiction": ("postcode", "pay_to_account"),
        "solvability": ("pay_to_account", "pay_when"),
        "vulnerability": ("financial_effect", "emotional_effect"),
        "call_for_service": ("suspect_known",),
    }


def test_what_was_answered_or_fits_no_such_kind_is_not_asked_for() -> None:
    one = assessed({**LOST, "postcode": "S40 1AA", "financial_effect": "small"})
    assert (one.jurisdiction.asks, one.vulnerability.asks) == ((), ("emotional_effect", "lives_alone"))


def test_what_is_missing_is_counted_apart() -> None:
    less, more = assessed(LOST).completeness, assessed({**LOST, "postcode": "S40 1AA"}).completeness
    assert more == Completeness(told=less.told + 1, asked=less.asked)


@given(data=st.data())
def test_nothing_that_is_told_besides_lowers_the_class(data: st.DataObject) -> None:
    needs = {
        "lives_alone": ["yes", "no"],
        "fear": ["yes", "no", "unsure"],
        "targeted": ["yes", "no"],
        "emotional_effect": [str(number) for number in range(11)],
        "financial_effect": ["none", "small", "hard", "cannot-pay-bills", "no-food-or-heat"],
        "suspect_known": ["yes", "no", "unsure"],
        "cctv_near": ["yes", "no"],
    }
    more = {
        name: data.draw(st.sampled_from(values)) for name, values in needs.items() if data.draw(st.booleans())
    }
    before, after = assessed(LOST).urgency, assessed({**LOST, **more}).urgency
    assert ORDER.index(after) <= ORDER.index(before)


def test_the_class_is_never_below_what_the_facts_ask_for_unless_the_time_is_told() -> None:
    for one in WORKED.values():
        basis = basis_of(one.answers)
        got = assess(basis, known())
        kind = known().content.kinds[basis.suggestion.kind]
        facts = urgency_of(kind, basis.suggestion.result.facts, critical=False)
        may_wait = facts == "soon" and got.urgency == "routine"
        assert may_wait or ORDER.index(got.urgency) <= ORDER.index(facts)


def test_want_of_facts_never_delays() -> None:
    """A kind that is read within days waits only where the amount and the time were told."""
    said = [
        "I paid for shoes online and they never came.",
        "I paid £60 for shoes online and they never came.",
        "I paid for shoes online eight months ago and they never came.",
        "I paid £60 for shoes online eight months ago and they never came.",
    ]
    assert [assessed({"story": each}).urgency for each in said] == ["now", "now", "soon", "routine"]


def test_without_criteria_only_the_class_is_known() -> None:
    ours = known()
    bare = Knowledge(content=replace(ours.content, criteria=None), places=ours.places, home=ours.home)
    one = assess(basis_of(LOST, home=bare), bare)
    assert ([each.score for each in one], one.version, one.urgency) == ([None] * len(AXES), "", "soon")


def test_the_home_of_the_deployment_decides_who_may_act() -> None:
    answers = {name: value for name, value in WORKED["A"].answers.items() if name != "postcode"}
    homes = ("uk/derbyshire", "uk", "us")
    got = [assess(basis_of(answers, home=known(home)), known(home)).jurisdiction.score for home in homes]
    assert got == [3, 3, 1]


def test_an_account_abroad_counts_where_there_is_a_channel() -> None:
    basis = basis_of(LOST)
    seen = {
        country: Seen(kind=IdentifierKind.IBAN, is_own=False, is_shared=False, country=country)
        for country in ("DE", "GB", "KP")
    }
    got = {
        country: assess(replace(basis, seen=(one,)), known()).jurisdiction.score
        for country, one in seen.items()
    }
    assert got == {"DE": 1, "GB": 2, "KP": 0}


def test_what_many_share_leads_nowhere_and_the_reporter_s_own_is_not_looked_at() -> None:
    basis = basis_of(LOST)
    shared = Seen(kind=IdentifierKind.DOMAIN, is_own=False, is_shared=True)
    own = Seen(kind=IdentifierKind.PHONE, is_own=True, is_shared=False)
    ids = [
        tuple(reason.id for reason in assess(replace(basis, seen=seen), known()).solvability.reasons)
        for seen in ((shared,), (own,), (shared, own))
    ]
    assert ids == [("shared-only",), (), ("shared-only",)]


@pytest.mark.parametrize(
    ("told", "places"),
    [
        ({}, {"home": "", "suspect": "", "money": "", "owner": "report-fraud"}),
        (
            {"postcode": "S40 1AA"},
            {"home": "derbyshire", "suspect": "", "money": "", "owner": "report-fraud"},
        ),
        ({"country": "FR"}, {"home": "FR", "suspect": "", "money": "", "owner": ""}),
        (
            {"nation": "scotland"},
            {"home": "scotland", "suspect": "", "money": "", "owner": "police-scotland"},
        ),
        ({"suspect_country": "Nigeria"}, {"home": "", "suspect": "NG", "money": "", "owner": "report-fraud"}),
        ({"suspect_country": "us"}, {"home": "", "suspect": "US", "money": "", "owner": "report-fraud"}),
        ({"story": "I live in the United States and paid £300 for shoes."}, {"home": "US"}),
        (
            {"pay_to_account": "20-11-22 12345678"},
            {"home": "", "suspect": "", "money": "GB", "owner": "report-fraud"},
        ),
    ],
)
def test_each_place_is_recorded_apart(told: Answers, places: dict[str, str]) -> None:
    got = {each.what: each.place for each in assessed({**LOST, **told}).whereabouts}
    assert {name: got[name] for name in places} == places


def test_the_same_basis_gives_the_same_suggestion() -> None:
    assert assessed(LOST) == assessed(LOST)


TIMES = [(1, "now"), (30, "today"), (71, "today"), (80, "routine"), (24 * 400, "routine")]


@pytest.mark.parametrize(("hours", "urgency"), TIMES)
def test_the_class_follows_how_long_ago_the_last_payment_was(hours: int, urgency: str) -> None:
    answers = {"story": "I paid for shoes that never came.", "pay_amount": "£60", "pay_when": "then"}
    basis = replace(basis_of(answers), paid_at=AT - timedelta(hours=hours))
    assert assess(basis, known()).urgency == urgency
