"""Our directory and clocks say what the gathered facts say, value by value."""

import csv
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.rules.content.makers import real_content

FACTS = Path(__file__).parents[4] / "shared" / "facts"


def facts(name: str) -> dict[str, Any]:
    if not FACTS.is_dir():
        pytest.skip(
            "../shared/facts is not here, so our numbers, hours and clocks could NOT be"
            " compared with the facts they were copied from"
        )
    text = (FACTS / name).read_text(encoding="utf-8")
    loaded: dict[str, Any] = yaml.load(text, yaml.CSafeLoader)
    return loaded


def said(value: object) -> str:
    return "" if value is None else str(value)


def test_every_service_and_no_other_is_there() -> None:
    listed = {row["id"] for row in facts("services.yaml")["services"]}
    assert set(real_content().services) == listed


def test_every_channel_has_the_value_hours_and_confidence_of_the_facts() -> None:
    ours = real_content().services
    names = ("type", "value", "e164", "hours", "confidence", "menu_option", "keyword")
    expected = {
        row["id"]: [
            (
                *(said(channel.get(name)) for name in names),
                said(channel.get("lang")),
                channel.get("hours_confidence", channel["confidence"]) if said(channel.get("hours")) else "",
            )
            for channel in row["channels"]
        ]
        for row in facts("services.yaml")["services"]
    }
    found = {
        service.id: [
            (
                *(getattr(channel, name) for name in names),
                channel.lang,
                channel.hours_confidence if channel.hours else "",
            )
            for channel in service.channels
        ]
        for service in ours.values()
    }
    assert found == expected


def test_every_service_has_the_source_standing_and_reach_of_the_facts() -> None:
    every_age = ["under-13", "13-15", "16-17", "adult"]
    expected = {
        row["id"]: (
            row["status"],
            said(row.get("replaced_by")),
            row["source"],
            said(row.get("source_date")),
            said(row.get("checked")),
            row["confidence"],
            said(row.get("valid_from")),
            said(row.get("valid_to")),
            said(row.get("same_answer_as")),
            tuple(row.get("languages") or ()),
            () if row["for"]["harmed_ages"] == every_age else tuple(row["for"]["harmed_ages"]),
            *(tuple(row["for"].get(name, ())) for name in ("countries", "nations", "areas", "who")),
        )
        for row in facts("services.yaml")["services"]
    }
    found = {
        one.id: (
            one.status,
            one.replaced_by,
            one.source,
            one.source_date,
            one.checked.isoformat() if one.checked else "",
            one.confidence,
            one.valid_from,
            one.valid_to,
            one.same_answer_as,
            one.languages,
            one.serves.ages,
            one.serves.countries,
            one.serves.nations,
            one.serves.areas,
            one.serves.who,
        )
        for one in real_content().services.values()
    }
    assert found == expected


def test_every_conflict_shows_all_its_values_until_it_is_settled() -> None:
    expected = {
        row["id"]: [
            (
                one["field"],
                tuple(f"{each['value']} ({each['source']})" for each in one["values"]),
                one["use_until_settled"],
            )
            for one in row["conflict"]
        ]
        for row in facts("services.yaml")["services"]
        if "conflict" in row
    }
    found = {
        service.id: [(one.field, one.values, one.use_until_settled) for one in service.conflicts]
        for service in real_content().services.values()
        if service.conflicts
    }
    assert found == expected


def test_nobody_is_written_down_as_having_confirmed_anything() -> None:
    certified = [one.id for one in real_content().services.values() if one.confirmed_by]
    assert certified == []


def test_a_service_is_kept_where_it_serves() -> None:
    content = real_content()
    homes = {name: content.homes[f"services/{name}"] for name in content.services}
    local = {one.id for one in content.services.values() if one.serves.areas}
    assert {name for name, home in homes.items() if home == "derbyshire"} == local


def test_every_clock_runs_as_long_as_the_facts_say() -> None:
    expected = {
        row["id"]: (
            row["nature"],
            said(row.get("duration")),
            said(row.get("enhanced_rights_duration")),
            row["days"].split()[0],
            row["clock_confidence"],
            {key: said(value) for key, value in row.get("amounts", {}).items()},
        )
        for row in facts("promises.yaml")["promises"]
    }
    found = {
        one.id: (
            one.nature,
            one.duration,
            one.enhanced_duration,
            one.days,
            one.confidence,
            one.amounts,
        )
        for one in real_content().promises.values()
    }
    assert found == expected


def test_every_kind_has_the_owners_of_the_facts() -> None:
    expected = {
        row["id"]: (
            {key: tuple(ids) for key, ids in row["owners"].items()},
            tuple(row.get("owners_if_under_18", ())),
        )
        for row in facts("kinds.yaml")["kinds"]
    }
    found = {
        kind.id: (kind.owners, kind.owners_if_under_18.get("default", ()))
        for kind in real_content().kinds.values()
    }
    assert found == expected


def test_every_country_has_the_emergency_numbers_of_the_data() -> None:
    facts("services.yaml")
    path = FACTS.parent / "data" / "emergency_numbers" / "emergency_numbers.csv"
    with path.open(encoding="utf-8", newline="") as rows:
        expected = {
            row["iso2"]: (row["dial_code"], tuple(row["emergency_numbers"].split()))
            for row in csv.DictReader(rows)
            if not row["pattern_if_truncated"]
        }
    countries = real_content().countries
    found = {one.id: (one.dial_code, one.emergency) for one in countries.values()}
    assert (found.pop("GA"), found) == (("+241", ("18", "1730")), expected)


def test_no_reporting_page_abroad_counts_as_seen() -> None:
    countries = real_content().countries.values()
    pages = [one.reporting for one in countries if one.reporting is not None]
    assert {(page.confidence, page.checked) for page in pages} == {("from_memory", None)}
