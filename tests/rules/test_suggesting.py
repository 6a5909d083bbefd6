"""What the rules make of the answers of a report."""

from datetime import UTC, datetime

import pytest

from callpoint.rules.dates import promised
from callpoint.rules.retention import erasure_month
from callpoint.rules.suggesting import facts_of, place_told, suggest, text_of
from callpoint.rules.triage.facts import Facts
from tests.rules.known import known

AT = datetime(2026, 11, 21, 12, tzinfo=UTC)
STORY = "I paid for shoes online in spring and they never came"
PLACES = [
    ("DE4 3QE", "GB", "england"),
    ("Leith", "GB", "scotland"),
    ("France", "FR", ""),
    ("france ", "FR", ""),
    ("73301", "US", ""),
    ("73301-0001", "US", ""),
    ("not sure", "GB", ""),
    ("", "GB", ""),
]


@pytest.mark.parametrize(("said", "country", "nation"), PLACES)
def test_a_place_is_understood_as_people_say_it(said: str, country: str, nation: str) -> None:
    place = place_told({"postcode": said}, known())
    assert (place.country, place.nation) == (country, nation)


def test_what_a_situation_states_fills_what_was_not_said() -> None:
    facts = facts_of({"situation": "organisation-attacked-now", "postcode": "S1 2HH"}, known())
    assert facts == Facts(
        country="GB",
        nation="england",
        postcode="S1 2HH",
        who="organisation",
        attack_running="yes",
        situation="organisation-attacked-now",
    )


def test_an_answer_wins_over_its_situation() -> None:
    assert facts_of({"situation": "a-child", "who": "self"}, known()).who == "self"


def test_a_place_nobody_knows_states_no_country() -> None:
    assert facts_of({"postcode": "not sure"}, known()) == Facts(postcode="not sure")


def test_the_person_s_own_word_for_it_wins() -> None:
    corrected = suggest({"story": STORY, "own_kind": "ticket-fraud"}, at=AT, known=known())
    unknown = suggest({"story": STORY, "own_kind": "no-such-kind"}, at=AT, known=known())
    assert (corrected.kind, unknown.kind) == ("ticket-fraud", unknown.result.kinds[0].id)


READABLE = [
    ("DE4 3QE", {"country": "GB", "outcode": "DE4", "police_area": "E23000018"}),
    ("de43qe", {"country": "GB", "outcode": "DE4", "police_area": "E23000018"}),
    ("Chesterfield", {"country": "GB", "outcode": "", "police_area": "E23000018"}),
    ("73301", {"country": "US", "outcode": "", "police_area": ""}),
]


@pytest.mark.parametrize(("said", "columns"), READABLE)
def test_only_the_outward_half_of_a_postcode_is_readable(said: str, columns: dict[str, str]) -> None:
    readable = suggest({"story": STORY, "postcode": said}, at=AT, known=known()).readable_columns()
    assert {name: readable[name] for name in columns} == columns


def test_several_answers_are_read_as_one_text() -> None:
    assert (text_of({"a": ["x", "y"]}, "a"), text_of({}, "a")) == ("x, y", "")


def test_a_promise_is_a_date_in_the_hours_of_its_unit() -> None:
    desk = known().content.units["cyber-and-fraud-desk"]
    saturday = promised(known(), "first-update", unit=desk, role="police-force", at=AT)
    assert saturday is not None
    assert saturday.strftime("%A %H:%M") == "Monday 17:00"
    assert promised(known(), "no-such", unit=None, role="police-force", at=AT) is None


@pytest.mark.parametrize(
    ("role", "made"),
    [
        ("police-force", ["first-read", "first-update", "ack-web"]),
        ("recording-body", ["first-read", "first-update", "ack-web"]),
        ("support-service", ["ack-web"]),
        ("guide", []),
    ],
)
def test_only_who_has_the_units_promises_what_units_do(role: str, made: list[str]) -> None:
    names = ("first-read", "first-update", "ack-web")
    assert [name for name in names if promised(known(), name, unit=None, role=role, at=AT)] == made


def test_a_record_is_sealed_under_the_month_of_its_erasure() -> None:
    assert erasure_month(datetime(2026, 3, 9, tzinfo=UTC)) == "2033-03"


SITUATIONS = {
    "danger-now": "emergency-999 critical",
    "money-just-gone": "bank-159 critical",
    "pictures-threatened": "revenge-porn-helpline critical no-pictures",
    "organisation-attacked-now": "report-fraud-live-attack critical",
    "money-or-shopping-lost": "report-fraud",
    "account-or-device-entered": "report-fraud",
    "someone-pretends": "report-fraud",
    "threatened-or-stalked": "police-101",
    "a-child": "ceop critical no-pictures",
    "suspicious-message": "sms-7726",
    "worried-about-someone": "police-101",
    "saw-something-online": "report-harmful-content",
    "talk": "samaritans",
}


@pytest.mark.parametrize("situation", SITUATIONS)
def test_a_situation_alone_leads_to_its_help(situation: str) -> None:
    result = suggest({"situation": situation}, at=AT, known=known()).result
    marks = (" critical" * result.critical) + (" no-pictures" * result.blocks_upload)
    assert result.first + marks == SITUATIONS[situation]


AMERICAN = {
    "danger-now": "emergency-911",
    "money-just-gone": "ic3",
    "pictures-threatened": "ic3",
    "talk": "lifeline-988-us",
}


@pytest.mark.parametrize("situation", AMERICAN)
def test_a_deployment_abroad_takes_its_own_country_where_none_is_told(situation: str) -> None:
    result = suggest({"situation": situation}, at=AT, known=known("us")).result
    services = known().content.services
    british = [
        offer.service_id for offer in result.offers if services[offer.service_id].serves.countries == ("GB",)
    ]
    assumed = [reason.text for reason in result.reasons if reason.id == "country-assumed"]
    assert (result.first, british, assumed) == (
        AMERICAN[situation],
        [],
        ["We took it that you are in the US. Tell us if you are not."],
    )


@pytest.mark.parametrize(
    ("answers", "first"),
    [
        ({"postcode": "90210"}, "ic3"),
        ({"postcode": "somewhere"}, "ic3"),
        ({"nation": "scotland"}, "police-scotland"),
        ({"country": "GB", "postcode": "DE4 3QE"}, "report-fraud"),
    ],
)
def test_what_is_told_of_the_place_wins_over_the_country_of_the_deployment(
    answers: dict[str, str | list[str]], first: str
) -> None:
    story = "I paid for shoes online and they never came"
    result = suggest({"story": story, "money_left": "earlier", **answers}, at=AT, known=known("us")).result
    assert result.first == first


def test_threatened_pictures_with_no_age_told_bring_help_for_both_ages() -> None:
    told = {"situation": "pictures-threatened"}
    shown = {
        age: [offer.service_id for offer in suggest({**told, "age": age}, at=AT, known=known()).result.offers]
        for age in ("", "unknown", "adult")
    }
    young = ["childline", "report-remove", "ceop"]
    assert (shown[""][:4], shown["unknown"][:4], set(young) & set(shown["adult"])) == (
        ["revenge-porn-helpline", *young],
        ["revenge-porn-helpline", *young],
        set(),
    )


@pytest.mark.parametrize(
    ("said", "country", "certain"),
    [
        ("Austin, Texas", "US", True),
        ("Texas", "US", True),
        ("TX 78701", "US", True),
        ("S40 1TB", "GB", True),
        ("ok", "GB", False),
        ("nowhere at all", "GB", False),
    ],
)
def test_a_state_of_the_us_is_understood_where_no_place_at_home_is(
    said: str, country: str, *, certain: bool
) -> None:
    place = place_told({"postcode": said}, known())
    assert (place.country, place.certainty != "unknown") == (country, certain)
