"""The directory: open or closed, how sure, for whom, under which name."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from types import MappingProxyType
from zoneinfo import ZoneInfo

import pytest

from callpoint.rules.content.load import load_content
from callpoint.rules.content.model import ContentModel, Service
from callpoint.rules.content.whole import Content
from callpoint.rules.directory import (
    Fit,
    Listed,
    Match,
    OpenState,
    Seeker,
    Standing,
    channel_standing,
    emergency_numbers,
    find,
    fit_of,
    is_answering,
    numbers_to_show,
    open_instead,
    open_state,
    services_for,
    standing,
)
from tests.rules.content.makers import REAL, a_channel, a_service, real_content

LONDON = ZoneInfo("Europe/London")
DERBYSHIRE = Seeker("GB", "england", ("derbyshire",), "adult", "self")
OFFICE = "Mo-Fr 08:00-20:00"
NIGHT = "Mo-Su 22:00-06:00"


def at(text: str, *, fold: int = 0) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=LONDON, fold=fold)


def with_service(content: Content, service: Service) -> Content:
    """Give the content with one more service in the UK's home."""
    return replace(
        content,
        services=MappingProxyType({**content.services, service.id: service}),
        homes=MappingProxyType({**content.homes, f"services/{service.id}": "uk"}),
    )


@pytest.mark.parametrize(
    ("hours", "moment", "state", "turn"),
    [
        ("24/7", "2026-11-21 03:00", "open", None),
        # an ordinary day and its edges
        (OFFICE, "2026-11-20 07:59", "closed", "2026-11-20 08:00"),
        (OFFICE, "2026-11-20 08:00", "open", "2026-11-20 20:00"),
        (OFFICE, "2026-11-20 19:59", "open", "2026-11-20 20:00"),
        # the weekend
        (OFFICE, "2026-11-20 20:00", "closed", "2026-11-23 08:00"),
        (OFFICE, "2026-11-22 23:59", "closed", "2026-11-23 08:00"),
        # over midnight
        (NIGHT, "2026-11-20 23:30", "open", "2026-11-21 06:00"),
        (NIGHT, "2026-11-21 00:30", "open", "2026-11-21 06:00"),
        (NIGHT, "2026-11-21 06:00", "closed", "2026-11-21 22:00"),
        # the clocks go forward: 1 am to 2 am on 29 March does not exist
        (NIGHT, "2026-03-29 00:59", "open", "2026-03-29 06:00"),
        (OFFICE, "2026-03-28 12:00", "closed", "2026-03-30 08:00"),
        # the clocks go back: 1 am to 2 am on 25 October comes twice
        (NIGHT, "2026-10-25 01:30", "open", "2026-10-25 06:00"),
        (OFFICE, "2026-10-24 12:00", "closed", "2026-10-26 08:00"),
        # hours that never come
        ("Mo-Su off", "2026-11-20 12:00", "closed", None),
    ],
)
def test_a_channel_is_open_or_says_when_it_opens(
    hours: str, moment: str, state: str, turn: str | None
) -> None:
    found = open_state(a_channel(hours=hours), at=at(moment), timezone="Europe/London")
    turns = {"open": found.until, "closed": found.opens}[found.state]
    assert (found.state, turns, found.sure) == (state, at(turn) if turn else None, True)


def test_the_second_of_two_equal_hours_is_told_apart() -> None:
    channel = a_channel(hours="Su 01:30-02:00")
    found = [
        open_state(channel, at=at(text, fold=fold), timezone="Europe/London").state
        for text, fold in (
            ("2026-10-25 01:15", 0),
            ("2026-10-25 01:45", 1),
            ("2026-10-25 02:00", 0),
        )
    ]
    assert found == ["closed", "open", "closed"]


def test_a_time_in_another_zone_is_read_in_the_zone_of_the_hours() -> None:
    moment = datetime(2026, 7, 1, 7, 30, tzinfo=UTC)
    found = open_state(a_channel(hours=OFFICE), at=moment, timezone="Europe/London")
    assert found == OpenState("open", until=at("2026-07-01 20:00"), sure=True)


def test_unknown_hours_stay_unknown() -> None:
    found = [
        open_state(a_channel(hours=hours), at=at("2026-11-20 12:00"), timezone="UTC")
        for hours in ("", "Mo-Su 00:00-24:00 unknown")
    ]
    assert found == [OpenState("unknown"), OpenState("unknown")]


def test_a_closed_line_looks_past_hours_that_are_not_known() -> None:
    channel = a_channel(hours="Mo-Fr 08:00-09:00 unknown, Mo-Fr 10:00-12:00")
    found = open_state(channel, at=at("2026-11-21 12:00"), timezone="Europe/London")
    assert found == OpenState("closed", opens=at("2026-11-23 10:00"), sure=True)


def test_a_line_whose_next_hours_stay_unknown_never_surely_opens() -> None:
    channel = a_channel(hours="Mo-Su 08:00-09:00 unknown")
    found = open_state(channel, at=at("2026-11-21 12:00"), timezone="Europe/London")
    assert found == OpenState("closed", sure=True)


def test_hours_from_memory_are_not_sure() -> None:
    channel = a_channel(hours="24/7", hours_confidence="from_memory")
    assert open_state(channel, at=at("2026-11-20 12:00"), timezone="UTC").sure is False


EXPIRES = date(2027, 2, 19)


@pytest.mark.parametrize(
    ("said", "on", "standing_found"),
    [
        ({}, date(2026, 11, 21), Standing(("checked",), EXPIRES)),
        ({}, date(2027, 2, 18), Standing(("checked",), EXPIRES)),
        ({}, date(2027, 2, 19), Standing(("stale",), EXPIRES)),
        (
            {"expires": date(2026, 12, 1)},
            date(2026, 12, 1),
            Standing(("stale",), date(2026, 12, 1)),
        ),
        (
            {"checked": None, "confidence": "from_memory"},
            date(2026, 11, 21),
            Standing(("check-before-publishing",), None),
        ),
        (
            {"confidence": "conflict"},
            date(2026, 11, 21),
            Standing(("sources-disagree",), EXPIRES),
        ),
        (
            {"status": "unconfirmed", "confidence": "conflict"},
            date(2027, 3, 1),
            Standing(("could-not-confirm-still-open", "sources-disagree", "stale"), EXPIRES),
        ),
        (
            {
                "status": "unconfirmed",
                "confidence": "from_memory",
                "confirmed_by": "A. Person",
                "confirmed_on": date(2026, 12, 1),
            },
            date(2026, 12, 2),
            Standing(("confirmed",), date(2027, 3, 1)),
        ),
        (
            {"confirmed_by": "A. Person", "confirmed_on": date(2026, 12, 1)},
            date(2027, 3, 1),
            Standing(("stale",), date(2027, 3, 1)),
        ),
    ],
)
def test_a_row_stands_as_its_sources_do(said: dict[str, object], on: date, standing_found: Standing) -> None:
    service = a_service(**said)
    assert standing(service, on=on, stale_after_days=90) == standing_found


def test_a_channel_has_a_standing_of_its_own() -> None:
    service = a_service(confidence="conflict")
    found = [
        channel_standing(
            service,
            a_channel(confidence=confidence),
            on=date(2026, 11, 21),
            stale_after_days=90,
        ).words
        for confidence in ("seen", "from_memory", "conflict")
    ]
    assert found == [("checked",), ("check-before-publishing",), ("sources-disagree",)]


@pytest.mark.parametrize(
    ("country", "numbers"),
    [
        ("GB", ["999", "112", "18000", "999"]),
        ("US", ["911", "911"]),
        ("FR", ["112", "15", "17", "18"]),
        ("IM", ["999"]),
        ("QQ", ["112"]),
    ],
)
def test_each_country_has_its_emergency_numbers(country: str, numbers: list[str]) -> None:
    found = emergency_numbers(real_content(), country)
    assert [one.channel.value for one in found] == numbers


@pytest.mark.parametrize(
    ("service", "numbers"),
    [
        # sources agree on the number: only its hours are in dispute
        ("report-fraud", ["0300 123 2040", "0300 123 2050"]),
        # a child: both numbers, then the emergency numbers
        (
            "call-derbyshire",
            ["01629 533190", "01629 532600", "999", "112", "18000", "999"],
        ),
        # money and systems: every disputed number, but no life in danger
        ("report-fraud-live-attack", ["0300 123 2040"]),
        # the emergency service itself is not repeated
        ("emergency-999", ["999", "112", "18000", "999"]),
    ],
)
def test_disputed_numbers_are_all_shown_where_it_matters(service: str, numbers: list[str]) -> None:
    content = real_content()
    found = numbers_to_show(content, content.services[service], country="GB")
    assert [one.channel.value for one in found] == numbers


@pytest.mark.parametrize(
    ("confidences", "shown"),
    [(("conflict", "seen"), ["2"]), (("conflict", "conflict"), ["1", "2"])],
)
def test_other_services_show_a_disputed_number_only_for_want_of_a_better(
    confidences: tuple[str, str], shown: list[str]
) -> None:
    channels = [
        a_channel(value=str(at_), confidence=confidence) for at_, confidence in enumerate(confidences, 1)
    ]
    found = numbers_to_show(real_content(), a_service(channels=channels), country="GB")
    assert [one.channel.value for one in found] == shown


@pytest.mark.parametrize(
    ("service", "seeker", "fit"),
    [
        ("report-fraud", DERBYSHIRE, "fits"),
        ("report-fraud", Seeker("GB", "scotland"), "no"),
        ("report-fraud", Seeker("GB"), "may-fit"),
        ("report-fraud", Seeker("IM"), "no"),
        ("report-fraud", Seeker(), "may-fit"),
        ("police-scotland", Seeker("GB", "scotland"), "fits"),
        ("call-derbyshire", DERBYSHIRE, "fits"),
        ("call-derbyshire", Seeker("GB", "england", ("derby",)), "no"),
        ("call-derbyshire", Seeker("GB", "england", ()), "no"),
        ("call-derbyshire", Seeker("GB", "england"), "may-fit"),
        ("childline", Seeker("GB", "wales", age="16-17"), "fits"),
        ("childline", Seeker("GB", "wales", age="adult"), "no"),
        ("childline", Seeker("GB", "wales", age="unknown"), "may-fit"),
        ("stop-ncii", Seeker("FR", age="adult"), "fits"),
        ("stop-ncii", Seeker("GB", "wales", age="13-15"), "no"),
        ("report-fraud-live-attack", Seeker("GB", "wales", who="organisation"), "fits"),
        ("report-fraud-live-attack", Seeker("GB", "wales", who="self"), "no"),
        ("report-fraud-live-attack", Seeker("GB", "wales"), "may-fit"),
        ("samaritans", Seeker("IE"), "fits"),
        ("emergency-112", Seeker("FR"), "fits"),
        ("emergency-112", Seeker("US"), "no"),
        ("emergency-112", Seeker(), "may-fit"),
        ("platform-report-tool", Seeker("GB", "wales"), "fits"),
        ("action-fraud", DERBYSHIRE, "no"),
    ],
)
def test_a_service_is_offered_only_to_those_it_serves(service: str, seeker: Seeker, fit: Fit) -> None:
    content = real_content()
    assert fit_of(content, content.services[service], seeker) == fit


def listed(situation: str, seeker: Seeker) -> list[str]:
    return [one.service.id for one in services_for(real_content(), situation, seeker)]


def test_a_child_in_derbyshire_finds_the_local_doors_emergency_first() -> None:
    seeker = replace(DERBYSHIRE, age="13-15")
    found = listed("a-child", seeker)
    assert (found[0], {"childline", "call-derbyshire", "derbyshire-police"} <= set(found)) == (
        "emergency-999",
        True,
    )


def test_only_the_nearer_of_two_equal_answers_is_shown() -> None:
    police = {"police-101", "derbyshire-police"}
    found = [
        police & set(listed("threatened-or-stalked", seeker))
        for seeker in (DERBYSHIRE, Seeker("GB", "england"), Seeker("GB", "england", ()))
    ]
    assert found == [{"derbyshire-police"}, {"police-101"}, {"police-101"}]


def test_nobody_in_scotland_is_sent_to_report_fraud() -> None:
    assert "report-fraud" not in listed("", Seeker("GB", "scotland", ()))


def test_the_age_rule_is_said_where_the_age_is_not_known() -> None:
    content = real_content()
    found = services_for(content, "a-child", Seeker("GB", "wales", (), "", "self"))
    childline = [one for one in found if one.service.id == "childline"]
    assert childline == [
        Listed(content.services["childline"], "may-fit", "For people under 19 (not checked).")
    ]


def test_a_closed_service_names_those_that_answer_now() -> None:
    content = real_content()
    service = content.services["derbyshire-victim-services"]
    night, day = at("2026-11-22 03:00"), at("2026-11-20 12:00")
    found = [one.id for one in open_instead(content, service, DERBYSHIRE, at=night)]
    assert (
        [is_answering(content, service, at=moment) for moment in (night, day)],
        "derbyshire-police" in found,
        "report-fraud" in found,
        service.id in found,
    ) == ([False, True], True, False, False)


@pytest.mark.parametrize(
    ("name", "services"),
    [
        ("Report Fraud", [("report-fraud", None)]),
        ("report-fraud", [("report-fraud", None)]),
        ("action fraud", [("report-fraud", "action-fraud")]),
        ("ActionFraud", [("report-fraud", "action-fraud")]),
        ("NFIB", [("national-crime-analysis-service", "nfib")]),
        ("NECVCU", [("report-fraud-victim-service", "necvcu")]),
        ("Cyber Streetwise", [("cyber-aware", "cyber-streetwise")]),
        ("159", [("bank-159", None)]),
        ("0300 123 2040", [("report-fraud", None), ("report-fraud-live-attack", None)]),
        ("+44 300 123 2050", [("report-fraud", None)]),
        ("stalking", [("national-stalking-helpline", None)]),
        ("zzz", []),
        ("zzzzz", []),
        (" - ", []),
    ],
)
def test_a_service_is_found_by_any_name_it_bore(name: str, services: list[tuple[str, str | None]]) -> None:
    found = find(real_content(), name)
    assert [(one.service.id, one.instead_of.id if one.instead_of else None) for one in found] == services


def test_changing_one_number_changes_it_everywhere(tmp_path: Path) -> None:
    file = "uk/services/childline.yaml"
    old, new = "0800 1111", "0800 2222"
    path = tmp_path / "overlay" / file
    path.parent.mkdir(parents=True)
    text = (REAL / file).read_text(encoding="utf-8")
    path.write_text(text.replace(old, new).replace("8001111", "8002222"), encoding="utf-8")
    content = load_content(REAL, overlay=tmp_path / "overlay")
    places: tuple[Mapping[str, ContentModel], ...] = (
        content.services,
        content.kinds,
        content.guidance,
        content.questions,
        content.situations,
        content.promises,
    )
    mentions = [
        (name, number)
        for place in places
        for name, one in place.items()
        for number in (old, new)
        if number in one.model_dump_json()
    ]
    assert mentions == [("childline", new)]


def test_a_new_local_line_takes_the_place_of_the_wider_one_where_it_serves() -> None:
    local = a_service(
        id="kent-police",
        same_answer_as="police-101",
        situations=["something-else"],
        serves={"countries": ["GB"], "areas": ["kent"]},
    )
    content = with_service(real_content(), local)
    kent = replace(DERBYSHIRE, areas=("kent",))
    found = [one.service.id for one in services_for(content, "something-else", kent)]
    assert ("kent-police" in found, "police-101" in found) == (True, False)


def test_a_match_remembers_what_was_asked_for() -> None:
    content = real_content()
    assert find(content, "Action Fraud") == (
        Match(content.services["report-fraud"], content.services["action-fraud"]),
    )
