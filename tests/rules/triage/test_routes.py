"""Urgent routes over every nation and age, and what may never be offered."""

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from callpoint.rules.triage import Facts
from tests.rules.content.makers import real_content
from tests.rules.triage.makers import offered, places, someone, triaged

NATIONS = ("england", "wales", "scotland", "northern-ireland")
POLICE = {
    "england": "police-101",
    "wales": "police-101",
    "scotland": "police-scotland",
    "northern-ireland": "psni",
}
RECORDER = {nation: "police-scotland" if nation == "scotland" else "report-fraud" for nation in NATIONS}
YOUNG = ("under-13", "13-15", "16-17")
AGES = (*YOUNG, "adult")
PICTURES = "someone says they will share my pictures"
PAID = "i paid a fake shop online for trainers and they never came"
COUNTRIES = {"GB": "emergency-999", "IM": "emergency-999", "US": "emergency-911", "FR": "emergency-112"}

facts_strategy = st.builds(
    Facts,
    country=st.sampled_from(("", "GB", "US", "IE", "JE", "ES")),
    nation=st.sampled_from(("", *NATIONS)),
    postcode=st.sampled_from(("", "DE1", "DE4 3QE", "S40", "G12", "BT7", "CF5", "nonsense")),
    who=st.sampled_from(("", "self", "another-adult", "child", "organisation", "witness")),
    age=st.sampled_from(("", "unknown", *AGES)),
    danger_now=st.sampled_from(("", "yes", "no", "unsure")),
    money_left=st.sampled_from(("", "no", "last-24h", "last-72h", "last-13-months", "earlier", "unsure")),
    attack_running=st.sampled_from(("", "yes", "no")),
    remote_access_on=st.sampled_from(("", "yes", "no")),
    image_threat=st.sampled_from(("", "yes", "no")),
    suspect_known=st.sampled_from(("", "yes", "no", "unsure")),
    self_harm=st.sampled_from(("", "yes", "no")),
    gave_details=st.sampled_from(("", "yes", "no", "do-not-know")),
)
stories = st.sampled_from(
    (
        "",
        PAID,
        PICTURES,
        "my ex is outside my house with a knife",
        "all our files are encrypted and there is a ransom note",
        "i got a dodgy text and deleted it",
        "a man asks my daughter for pictures, she is 12",
        "somebody took out a loan in my name",
        "my bike was stolen",
        "dw i wedi colli £400",
    )
)


@pytest.mark.parametrize(("nation", "age"), list(product(NATIONS, AGES)))
def test_danger_is_first_for_everyone(nation: str, age: str) -> None:
    result = triaged(PAID, someone(nation=nation, age=age, danger_now="yes", money_left="last-24h"))
    assert (result.first, result.critical) == ("emergency-999", True)


@pytest.mark.parametrize(("country", "number"), list(COUNTRIES.items()))
def test_danger_brings_the_number_of_the_country(country: str, number: str) -> None:
    assert triaged("", Facts(country=country, danger_now="yes")).first == number


@pytest.mark.parametrize(("nation", "age"), list(product(NATIONS, AGES)))
def test_thoughts_of_self_harm_bring_someone_to_talk_to(nation: str, age: str) -> None:
    result = triaged("", someone(nation=nation, age=age, self_harm="yes"))
    expected = "childline" if age in YOUNG else "samaritans"
    assert (result.first, {"samaritans", "emergency-999"} <= set(offered(result))) == (expected, True)


@pytest.mark.parametrize(("nation", "age"), list(product(NATIONS, AGES)))
def test_threatened_pictures_go_by_age(nation: str, age: str) -> None:
    result = triaged(PICTURES, someone(nation=nation, age=age, image_threat="yes"))
    young = ("ceop", "report-remove", "childline")
    adult = (POLICE[nation], "revenge-porn-helpline", "stop-ncii")
    expected = young if age in YOUNG else adult
    assert (offered(result)[:3], result.blocks_upload) == (expected, True)


@pytest.mark.parametrize(("nation", "money"), list(product(NATIONS, ("last-24h", "last-72h", "unsure"))))
def test_money_just_gone_goes_to_the_bank_first(nation: str, money: str) -> None:
    result = triaged(PAID, someone(nation=nation, money_left=money))
    assert offered(result)[:2] == ("bank-159", RECORDER[nation])


@pytest.mark.parametrize(("nation", "money"), list(product(NATIONS, ("last-13-months", "earlier"))))
def test_money_long_gone_goes_to_the_recorder(nation: str, money: str) -> None:
    assert triaged(PAID, someone(nation=nation, money_left=money)).first == RECORDER[nation]


@pytest.mark.parametrize("nation", NATIONS)
def test_remote_access_goes_to_the_bank_first(nation: str) -> None:
    story = "microsoft rang and they are moving my mouse"
    result = triaged(story, someone(nation=nation, remote_access_on="yes", money_left="no"))
    assert (result.first, result.critical) == ("bank-159", True)


@pytest.mark.parametrize("nation", NATIONS)
def test_a_live_attack_on_an_organisation_gets_the_line_for_it(nation: str) -> None:
    facts = someone(nation=nation, who="organisation", attack_running="yes")
    first = "police-scotland" if nation == "scotland" else "report-fraud-live-attack"
    assert triaged("all our files are encrypted", facts).first == first


@settings(max_examples=150, deadline=None)
@given(story=stories, facts=facts_strategy)
def test_nobody_is_sent_where_they_may_not_go(story: str, facts: Facts) -> None:
    result = triaged(story, facts, places())
    shown = set(offered(result))
    banned = set()
    if facts.country == "GB" and facts.nation == "scotland" and not facts.postcode:
        banned |= {"report-fraud", "report-fraud-live-attack", "police-101", "psni"}
    if facts.country in {"US", "ES", "JE"}:
        banned |= {"report-fraud", "police-101", "ceop", "childline", "derby-city-social-care"}
    if result.facts.age in YOUNG:
        banned |= {"stop-ncii", "revenge-porn-helpline", "cifas"}
    if result.facts.age == "adult":
        banned |= {"report-remove", "childline"} & {result.first}
    if facts.postcode in {"G12", "BT7", "CF5"}:
        banned |= {"derbyshire-victim-services", "call-derbyshire", "derby-city-social-care"}
    assert (shown & banned, shown <= set(real_content().services)) == (set(), True)


@settings(max_examples=100, deadline=None)
@given(story=stories, facts=facts_strategy)
def test_a_danger_fact_always_puts_the_emergency_number_first(story: str, facts: Facts) -> None:
    assert triaged(story, _with_danger(facts)).first.startswith("emergency-")


@settings(max_examples=50, deadline=None)
@given(story=stories, facts=facts_strategy)
def test_the_same_case_always_gives_the_same_result(story: str, facts: Facts) -> None:
    assert triaged(story, facts) == triaged(story, facts)


@settings(max_examples=100, deadline=None)
@given(story=stories, facts=facts_strategy)
def test_every_result_has_one_first_service_three_kinds_and_reasons(story: str, facts: Facts) -> None:
    result = triaged(story, facts)
    shown = offered(result)
    seen = (shown[0], len(set(shown)), len(result.kinds), all(offer.reason for offer in result.offers))
    assert seen == (result.first, len(shown), 3, True)


@pytest.mark.parametrize(
    ("place", "expected"),
    [
        (someone(postcode="DE1"), "derby-city-social-care"),
        (someone(postcode="S40"), "call-derbyshire"),
    ],
)
def test_social_care_is_that_of_the_area(place: Facts, expected: str) -> None:
    story = "my neighbour, 84, has dementia and her nephew is taking her money"
    shown = offered(triaged(story, _for_another(place), places()))
    both = {"derby-city-social-care", "call-derbyshire"}
    assert both & set(shown) == {expected}


def test_every_reason_is_short() -> None:
    tables = real_content().triage_tables.values()
    long = [text for table in tables for text in table.reasons.values() if len(text.split()) > 25]
    assert long == []


def _with_danger(facts: Facts) -> Facts:
    return Facts(**{**{name: getattr(facts, name) for name in facts.__slots__}, "danger_now": "yes"})


def _for_another(facts: Facts) -> Facts:
    return Facts(**{**{name: getattr(facts, name) for name in facts.__slots__}, "who": "another-adult"})
