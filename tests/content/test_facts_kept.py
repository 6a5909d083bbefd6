"""The common content holds the facts it was written from, under the same ids."""

import re
from pathlib import Path

import pytest

from tests.content import common

POINTS = {
    "feel": 6,
    "what": 4,
    "why": 4,
    "gather": 9,
    "ways": 9,
    "after": 8,
    "protect": 7,
}
"""How many points each page of guidance must make."""
OWN_QUESTIONS = {"please_call_me"}
"""Ours: the facts name this way to report, but give it no question."""
ASKED_OTHERWISE = frozenset({"category"})
"""Found questions that have another form here: the nearest category is the choice of situation."""


def _facts(name: str) -> Path:
    path = common.FACTS / name
    if not path.exists():
        pytest.skip(f"NOT CHECKED against {name}: the founding texts are not beside this checkout.")
    return path


def _covered() -> set[str]:
    return {
        covered for section in common.every_section() for point in section.points for covered in point.covers
    }


def test_every_point_of_guidance_is_made_on_a_page() -> None:
    wanted = {f"{name}-{number:02}" for name, count in POINTS.items() for number in range(1, count + 1)}
    assert _covered() == wanted


def test_every_point_of_the_founding_text_is_made_on_a_page() -> None:
    text = _facts("guidance.md").read_text(encoding="utf-8")
    wanted = set(re.findall(r"^- ([a-z]+-\d\d) ", text, re.MULTILINE))
    assert wanted
    assert _covered() == wanted


def test_every_service_a_point_of_the_founding_text_names_is_shown_with_it() -> None:
    text = _facts("guidance.md").read_text(encoding="utf-8")
    services = {row["id"] for row in common.read(_facts("services.yaml"))["services"]}
    points = re.split(r"^- (?=[a-z]+-\d\d )", text, flags=re.MULTILINE)[1:]
    named = {
        (point.split()[0], service)
        for point in points
        for service in re.findall(r"`([a-z0-9-]+)`", point.partition("\n##")[0])
        if service in services
    }
    shown = {
        (covered, service)
        for section in common.every_section()
        for point in section.points
        for covered in point.covers
        for service in point.services
    }
    assert named
    assert named - shown == set()


def test_what_is_code_in_a_kind_is_kept_as_it_was_found() -> None:
    found = common.read(_facts("kinds.yaml"))
    wanted = {
        row["id"]: {
            "group": row["group"],
            "codes": {
                "nfib": row["nfib"],
                "ic3": row["ic3"],
                "eu_common": [row["eu_common"]],
                "rsit": [row["rsit"]],
            },
            "codes_confidence": found["mapping_confidence"],
            "stop_first": row["stop_first"],
            "also": row["also"],
            "support_offered": row["support_offered"],
            "base": row["urgency"]["base"],
            "raises": [
                (one["to"], {name: tuple(values) for name, values in one["when"].items()})
                for one in row["urgency"]["raise"]
            ],
            "ask": row["ask"],
        }
        for row in found["kinds"]
    }
    assert {
        kind.id: {
            "group": kind.group,
            "codes": {scheme: list(codes) for scheme, codes in kind.codes.items()},
            "codes_confidence": kind.codes_confidence,
            "stop_first": list(kind.stop_first),
            "also": list(kind.also),
            "support_offered": kind.support_offered,
            "base": kind.urgency.base,
            "raises": [(one.to, one.when) for one in kind.urgency.raises],
            "ask": list(kind.ask),
        }
        for kind in common.kinds().values()
    } == wanted


def test_what_is_code_in_a_question_is_kept_as_it_was_found() -> None:
    found = common.read(_facts("questions.yaml"))
    wanted = {
        row["id"]: (
            section["id"],
            row["type"],
            [str(choice) for choice in row.get("choices", [])],
            [row["kinds"]] if isinstance(row["kinds"], str) else row["kinds"],
            row["serves"],
        )
        for section in found["sections"]
        for row in section["questions"]
        if row["id"] not in ASKED_OTHERWISE
    }
    assert {
        question.id: (
            question.section,
            question.type,
            [choice.id for choice in question.choices],
            list(question.kinds),
            list(question.serves),
        )
        for question in common.questions().values()
        if question.id not in OWN_QUESTIONS
    } == wanted


def test_the_sets_of_kinds_are_kept_as_they_were_found() -> None:
    wanted = common.read(_facts("questions.yaml"))["kind_sets"]
    assert common.kind_sets() == wanted


def test_no_sentence_of_a_kind_is_copied() -> None:
    found = common.read(_facts("kinds.yaml"))["kinds"]
    fields = ("words", "keep", "advice_now", "advice_prevent")
    copied = [
        (row["id"], text)
        for row in found
        for field in fields
        for text in getattr(common.kinds()[row["id"]], field)
        if len(text.split()) > 4 and text in row[field]
    ]
    assert copied == []
