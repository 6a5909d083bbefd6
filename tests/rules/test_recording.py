"""Who records a crime, and whether that is us."""

from datetime import UTC, datetime

import pytest

from callpoint.rules.recording import body_for, recorder_of, stands_for
from callpoint.rules.suggesting import suggest
from tests.rules.known import known

AT = datetime(2026, 11, 21, 12, tzinfo=UTC)
ROWS = [
    ("shopping-fraud", "GB", "england", "report-fraud"),
    ("shopping-fraud", "GB", "", "report-fraud"),
    ("shopping-fraud", "GB", "scotland", "police-scotland"),
    ("ransomware", "GB", "northern-ireland", "report-fraud"),
    ("stalking", "GB", "england", "police-101"),
    ("stalking", "GB", "northern-ireland", "psni"),
    ("shopping-fraud", "US", "", "ic3"),
]


@pytest.mark.parametrize(("kind", "country", "nation", "service"), ROWS)
def test_each_kind_is_recorded_where_the_rules_say(
    kind: str, country: str, nation: str, service: str
) -> None:
    body = body_for(known(), kind=known().content.kinds[kind], country=country, nation=nation)
    assert body is not None
    assert body.service == service


def test_a_country_we_know_nothing_of_has_no_body() -> None:
    kind = known().content.kinds["shopping-fraud"]
    assert body_for(known(), kind=kind, country="FR", nation="") is None


SHOP = {
    "story": "I paid for shoes online and they never came",
    "postcode": "DE4 3QE",
    "money_left": "last-13-months",
}
STALKED = {"story": "My ex follows me and watches my house", "postcode": "DE4 3QE"}
WHO_ELSE = [
    ("police-force", SHOP, "report-fraud"),
    ("police-force", STALKED, ""),
    ("recording-body", SHOP, ""),
    ("recording-body", STALKED, "police-101"),
    ("support-service", SHOP, "report-fraud"),
    ("guide", SHOP, "report-fraud"),
]


@pytest.mark.parametrize(("role", "answers", "service"), WHO_ELSE)
def test_we_name_the_other_body_only_where_it_is_another(
    role: str, answers: dict[str, str | list[str]], service: str
) -> None:
    suggestion = suggest(answers, at=AT, known=known())
    body = recorder_of(known(), suggestion, role=role)
    assert (body.service if body else "") == service


def test_a_role_of_the_country_counts_where_the_overlay_names_none() -> None:
    assert (stands_for(known(), role="recording-body"), stands_for(known("us"), role="police-force")) == (
        ("report-fraud",),
        (),
    )


def test_a_deployment_abroad_names_the_body_of_its_own_country() -> None:
    suggestion = suggest({"story": SHOP["story"]}, at=AT, known=known("us"))
    body = recorder_of(known("us"), suggestion, role="guide")
    assert body is not None
    assert body.service == "ic3"
