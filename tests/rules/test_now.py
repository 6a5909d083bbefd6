"""What to do now: a truth table of situations, kinds and facts; what places add; who leads when."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import product
from types import MappingProxyType

import pytest

from callpoint.rules.content.model import GuidanceSection
from callpoint.rules.content.now_model import GuidanceLocal, NowTime
from callpoint.rules.directory import Seeker
from callpoint.rules.now import (
    Said,
    due_of,
    first_in_reach,
    first_to_show,
    guidance_named,
    guide_for,
    guide_named,
    guides_in,
    jurisdiction_at,
    times_that_hold,
)
from callpoint.rules.promises import Calendar
from callpoint.rules.triage.facts import Facts
from callpoint.rules.urgency import urgency_of
from tests.rules.content.makers import real_content

NIGHT = datetime(2026, 11, 21, 22, 30, tzinfo=UTC)
NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
LONDON = Calendar(timezone="Europe/London")
HOME = "uk/derbyshire"
YOUNG = ("under-13", "13-15", "16-17")


def chosen(situation: str = "", kind: str = "something-else", **facts: str) -> str:
    """Name the guide that fits; '' where none does."""
    guide = guide_for(real_content(), jurisdiction=HOME, situation=situation, kind=kind, facts=Facts(**facts))
    return guide.id if guide else ""


def every_fact() -> Iterator[Facts]:
    """Every mix of the facts that the urgency of a kind, or a guide, asks for."""
    for age, who, money, danger in product(
        ("", "unknown", "16-17", "adult"),
        ("", "self", "another-adult", "child", "organisation"),
        ("", "no", "last-24h", "last-72h", "unsure", "earlier"),
        ("", "no", "unsure", "yes"),
    ):
        yield Facts(age=age, who=who, money_left=money, danger_now=danger)


ALONE = (
    Facts(self_harm="yes"),
    Facts(image_threat="yes"),
    Facts(image_threat="yes", age="adult"),
    Facts(image_threat="yes", age="13-15"),
    Facts(remote_access_on="yes"),
    Facts(attack_running="yes", who="organisation"),
    Facts(danger_now="yes"),
    Facts(suspect_known="yes"),
)
"""Facts that make anything urgent, each by itself."""


def test_no_urgent_kind_is_without_a_guide() -> None:
    content = real_content()
    missing = {
        (situation, kind.id)
        for situation, kind in product(("", *content.situations), content.kinds.values())
        for facts in (*(every_fact() if not situation else ()), Facts(), *ALONE[:5], ALONE[6])
        if urgency_of(kind, facts, critical=False) in {"now", "today"}
        and guide_for(content, jurisdiction=HOME, situation=situation, kind=kind.id, facts=facts) is None
    }
    assert missing == set()


def test_an_attack_on_an_organisation_has_its_guide_whatever_the_system() -> None:
    kinds = [kind.id for kind in real_content().kinds.values() if kind.group == "computer-misuse"]
    attacked = {chosen(kind=kind, attack_running="yes", who="organisation") for kind in kinds}
    assert attacked == {"ransomware"}


@pytest.mark.parametrize(
    ("situation", "guide"),
    [
        ("danger-now", "danger-now"),
        ("money-just-gone", "money-just-sent"),
        ("pictures-threatened", "sextortion"),
        ("organisation-attacked-now", "ransomware"),
        ("money-or-shopping-lost", "money-lost"),
        ("account-or-device-entered", "hacked-account"),
        ("someone-pretends", "about-to-meet-or-pay"),
        ("threatened-or-stalked", "threats-and-stalking"),
        ("a-child", "child-contacted"),
        ("suspicious-message", "suspicious-message"),
        ("worried-about-someone", "worried-about-someone"),
        ("saw-something-online", "bad-content-seen"),
        ("talk", "talk-now"),
        ("something-else", ""),
    ],
)
def test_a_situation_alone_leads_to_its_guide(situation: str, guide: str) -> None:
    content = real_content()
    assert set(content.situations) >= {situation}
    assert chosen(situation, **content.situations[situation].facts) == guide


@pytest.mark.parametrize(
    ("kind", "facts", "guide"),
    [
        ("sextortion", {}, "sextortion"),
        ("sextortion", {"age": "unknown"}, "sextortion"),
        *(("sextortion", {"age": age}, "sextortion-under-18") for age in YOUNG),
        ("sextortion", {"age": "adult"}, "sextortion-adult"),
        ("sextortion", {"who": "child"}, "sextortion-under-18"),
        ("intimate-image-abuse", {"age": "adult"}, "sextortion-adult"),
        ("sextortion", {"money_left": "last-24h", "age": "adult"}, "sextortion-adult"),
        ("sextortion", {"self_harm": "yes"}, "talk-now"),
        ("sextortion", {"danger_now": "yes"}, "danger-now"),
        ("romance-fraud", {"money_left": "last-24h"}, "money-just-sent"),
        ("romance-fraud", {"money_left": "earlier"}, "money-lost"),
        ("romance-fraud", {"money_left": "no"}, "about-to-meet-or-pay"),
        ("romance-fraud", {"who": "another-adult"}, "worried-about-someone"),
        ("bank-impersonation", {}, "money-just-sent"),
        ("tech-support-fraud", {}, "remote-access-on"),
        ("bank-impersonation", {"remote_access_on": "yes", "money_left": "last-24h"}, "remote-access-on"),
        ("card-or-account-misuse", {"money_left": "last-24h"}, "card-used"),
        ("ransomware", {}, "ransomware"),
        ("ransomware", {"who": "self"}, "remote-access-on"),
        ("data-breach", {"who": "organisation"}, "organisation-data-lost"),
        ("data-breach", {"who": "organisation", "attack_running": "yes"}, "ransomware"),
        ("data-breach", {"who": "self"}, "details-given"),
        ("hacked-account", {}, "hacked-account"),
        ("stalking", {}, "threats-and-stalking"),
        ("child-abuse-images", {}, "child-images-found"),
        ("child-online-abuse", {}, "child-contacted"),
        ("phishing-email", {"money_left": "no"}, "suspicious-message"),
        ("phishing-text", {"clicked": "yes"}, "details-given"),
        ("phishing-text", {"clicked": "no", "gave_details": "no"}, "suspicious-message"),
        ("phishing-email", {"money_left": "no", "gave_details": "yes"}, "details-given"),
        ("phishing-call", {"gave_details": "do-not-know"}, "details-given"),
        ("phishing-text", {"money_left": "last-24h", "gave_details": "yes"}, "money-just-sent"),
        ("shopping-fraud", {"gave_details": "yes"}, "details-given"),
        ("bank-impersonation", {"gave_details": "yes"}, "money-just-sent"),
        ("phishing-text", {"money_left": "last-24h"}, "money-just-sent"),
        ("terrorism-content", {}, "bad-content-seen"),
        ("trader-dispute", {}, ""),
        ("intellectual-property", {}, ""),
    ],
)
def test_a_kind_with_its_facts_leads_to_its_guide(kind: str, facts: dict[str, str], guide: str) -> None:
    assert chosen(kind=kind, **facts) == guide


def test_opening_a_guide_by_its_address_states_what_leads_to_it() -> None:
    content = real_content()
    told = {
        guide.id: chosen(
            guide.situation,
            guide.answers.get("own_kind", "something-else"),
            **{
                **content.situations[guide.situation].facts,
                **{name: value for name, value in guide.answers.items() if name != "own_kind"},
            },
        )
        for guide in content.now.values()
    }
    other = {name: found for name, found in told.items() if found != name}
    # Who is about to pay is shown the bank first, as if the money were gone.
    assert other == {"about-to-meet-or-pay": "money-just-sent"}


def test_who_typed_a_password_into_a_message_is_told_what_stops_the_harm() -> None:
    stated = {"money_left": "no"}
    assert [
        chosen("suspicious-message", "hacked-account", **stated, gave_details=given) for given in ("yes", "")
    ] == ["details-given", "hacked-account"]


def test_a_name_of_both_a_situation_and_a_guide_means_the_same() -> None:
    content = real_content()
    both = set(content.now) & set(content.situations)
    assert {name: chosen(name, **content.situations[name].facts) for name in both} == {
        name: name for name in both
    }


@pytest.mark.parametrize(
    ("place", "facts", "has_clock"),
    [("", 0, False), ("uk", 4, True), ("uk/derbyshire", 4, True), ("us", 0, False), ("world", 0, False)],
)
def test_only_the_place_itself_adds_its_facts_and_clocks(place: str, facts: int, *, has_clock: bool) -> None:
    guide = guide_named(real_content(), "ransomware", jurisdiction=place)
    assert guide is not None
    assert (len(guide.facts), guide.clock is not None) == (facts, has_clock)


def test_the_nearer_place_adds_after_the_wider_one() -> None:
    guide = guide_named(real_content(), "worried-about-someone", jurisdiction=HOME)
    assert guide is not None
    assert guide.services == (
        "bank-159",
        "call-derbyshire",
        "derby-city-social-care",
        "derbyshire-victim-services",
    )


def test_a_guide_of_another_place_is_not_there() -> None:
    content = real_content()
    homes = MappingProxyType({**content.homes, "now/ransomware": "us"})
    moved = replace(content, homes=homes)
    assert (
        guide_named(moved, "ransomware", jurisdiction="uk"),
        "ransomware" in {guide.id for guide in guides_in(moved, jurisdiction="uk")},
        guide_named(moved, "none", jurisdiction="uk"),
        guide_for(
            moved, jurisdiction="uk", situation="", kind="denial-of-service", facts=Facts(who="organisation")
        ),
    ) == (None, False, None, None)
    assert guide_named(moved, "ransomware", jurisdiction="us") is not None


@pytest.mark.parametrize(
    ("country", "place"), [("", HOME), ("GB", HOME), ("US", "us"), ("JP", ""), ("IM", "")]
)
def test_the_facts_of_a_place_hold_for_who_lives_there(country: str, place: str) -> None:
    assert jurisdiction_at(real_content(), home=HOME, country=country) == place


def test_a_place_adds_points_to_a_section_and_sections_to_a_page() -> None:
    content = real_content()
    page = guidance_named(content, "ways", jurisdiction=HOME)
    plain = guidance_named(content, "ways", jurisdiction="")
    assert page is not None
    assert plain == content.guidance["ways"]
    assert [section.heading for section in page.sections[len(plain.sections) :]] == [
        "Who helps with what in the UK",
        "Who helps in Derbyshire and Derby",
    ]
    assert "emergency-999" in page.sections[0].points[-1].services
    assert guidance_named(content, "none", jurisdiction=HOME) is None


def test_what_a_place_adds_to_one_page_leaves_the_others_alone() -> None:
    content = real_content()
    added = GuidanceLocal(adds_to="after", sections=(GuidanceSection(heading="Here", points=()),))
    more = replace(content, guidance_local=MappingProxyType({"uk/after": added}))
    assert [
        guidance_named(more, name, jurisdiction="uk") == content.guidance[name] for name in ("after", "ways")
    ] == [False, True]


@pytest.mark.parametrize(
    ("offered", "at", "first"),
    [
        (("revenge-porn-helpline", "childline", "police-101"), NIGHT, "childline"),
        (("revenge-porn-helpline", "childline", "police-101"), NOON, "revenge-porn-helpline"),
        (("revenge-porn-helpline", "stop-ncii", "police-101"), NIGHT, "police-101"),
        (("revenge-porn-helpline", "stop-ncii"), NIGHT, "revenge-porn-helpline"),
        (("report-fraud", "police-101"), NIGHT, "report-fraud"),
        (("bank-159", "police-101"), NIGHT, "bank-159"),
        (("ceop", "childline"), NIGHT, "ceop"),
    ],
)
def test_who_cannot_be_reached_now_lets_another_lead(
    offered: tuple[str, ...], at: datetime, first: str
) -> None:
    assert first_to_show(real_content(), offered, at=at) == first


def test_one_that_listens_never_leads_for_one_that_acts() -> None:
    content = real_content()
    shut = content.services["revenge-porn-helpline"].model_copy(
        update={"situations": ("pictures-threatened",)}
    )
    changed = replace(content, services=MappingProxyType({**content.services, shut.id: shut}))
    offered = [shut.id, "childline", "samaritans"]
    assert first_to_show(changed, offered, at=NIGHT) == shut.id


@pytest.mark.parametrize(
    ("named", "seeker", "at", "found"),
    [
        (("revenge-porn-helpline", "police-101"), Seeker(country="GB"), NIGHT, "police-101"),
        (("revenge-porn-helpline", "police-101"), Seeker(country="GB"), NOON, "revenge-porn-helpline"),
        (("revenge-porn-helpline",), Seeker(country="GB"), NIGHT, "revenge-porn-helpline"),
        (("police-101", "police-scotland"), Seeker(country="GB", nation="scotland"), NOON, "police-scotland"),
        (("childline", "lifeline-988-us"), Seeker(country="US"), NIGHT, "lifeline-988-us"),
        (("bank-159",), Seeker(country="US"), NOON, None),
        ((), Seeker(), NOON, None),
    ],
)
def test_a_step_names_who_may_help_and_can_be_reached(
    named: tuple[str, ...], seeker: Seeker, at: datetime, found: str | None
) -> None:
    service = first_in_reach(real_content(), named, seeker, at=at)
    assert (service.id if service else None) == found


SOON = NowTime(text="Call now.", until="PT24H")
LATER = NowTime(text="Ask.", after="PT24H", until="P13M", promise="app-claim-window")
BY = NowTime(text="Claim by %(by)s.", until="P13M", promise="app-claim-window")
ALWAYS = NowTime(text="Tell us.")


@pytest.mark.parametrize(
    ("ago", "holding"),
    [
        (timedelta(minutes=20), (SOON, BY, ALWAYS)),
        (timedelta(hours=23, minutes=59), (SOON, BY, ALWAYS)),
        (timedelta(hours=24), (LATER, BY, ALWAYS)),
        (timedelta(days=300), (LATER, BY, ALWAYS)),
        (timedelta(days=500), (ALWAYS,)),
    ],
)
def test_what_a_payment_means_changes_with_the_time(ago: timedelta, holding: tuple[NowTime, ...]) -> None:
    paid = Said(earliest=NOON - ago, latest=NOON - ago)
    assert times_that_hold((SOON, LATER, BY, ALWAYS), paid=paid, at=NOON, calendar=LONDON) == holding


def test_hope_is_judged_by_the_last_moment_and_a_last_day_by_the_first() -> None:
    paid = Said(earliest=NOON - timedelta(days=500), latest=NOON - timedelta(hours=1))
    assert times_that_hold((SOON, LATER, BY), paid=paid, at=NOON, calendar=LONDON) == (SOON,)


def test_a_clock_of_72_hours_counts_nights_and_weekends() -> None:
    friday = datetime(2026, 11, 20, 17, 30, tzinfo=UTC)
    content = real_content()
    assert (
        due_of(content, "ico-72h", starts_at=friday, calendar=LONDON),
        due_of(content, "app-cap", starts_at=friday, calendar=LONDON),
        due_of(content, "none", starts_at=friday, calendar=LONDON),
    ) == (friday + timedelta(hours=72), None, None)
