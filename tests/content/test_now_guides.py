"""The guides of what to do now: short, surely said, and never a dead end."""

import re
from collections.abc import Iterator

import pytest

from callpoint.rules.content.model import Promise
from callpoint.rules.content.now_model import NowFact, NowGuide
from callpoint.rules.now import guides_in
from tests.content import common
from tests.rules.content.makers import real_content

SUREST_FIRST = ("seen", "conflict", "from_memory")
FIGURE = re.compile(r"[£$]?\d[\d,]*")
MOST_STEPS = 8
PLACES = ("", "uk", "uk/derbyshire", "us")
PROMISES_MONEY = re.compile(
    r"\b(?:you will get|get (?:all )?your money back|we (?:will|can) get)\b", re.IGNORECASE
)
ON_A_LANDLINE = re.compile(r"landline|wait (?:\d+|ten|five) minutes", re.IGNORECASE)


def facts() -> Iterator[tuple[str, NowFact]]:
    content = real_content()
    for name, guide in (*content.now.items(), *content.now_local.items()):
        for fact in guide.facts:
            yield name, fact


def figures_of(promise: Promise) -> str:
    """Everything a promise says with figures in it."""
    said = (promise.duration, promise.told, promise.test, promise.note)
    return " ".join([*said, *promise.amounts.values()])


def test_a_fact_is_no_surer_than_the_promise_it_tells_of() -> None:
    promises = real_content().promises
    assert [
        (name, fact.text)
        for name, fact in facts()
        if fact.promise
        and SUREST_FIRST.index(fact.confidence) < SUREST_FIRST.index(promises[fact.promise].confidence)
    ] == []


def test_each_figure_of_a_fact_stands_in_its_promise() -> None:
    promises = real_content().promises
    wrong = []
    for name, fact in facts():
        if fact.promise:
            known = re.sub(r"[,.]", "", figures_of(promises[fact.promise]))
            wrong += [
                (name, figure)
                for figure in FIGURE.findall(fact.text)
                if re.sub(r"[£$,]", "", figure) not in known
            ]
    assert wrong == []


def test_a_fact_read_in_a_source_says_when() -> None:
    assert [
        (name, fact.text) for name, fact in facts() if (fact.confidence == "seen") != bool(fact.checked)
    ] == []


@pytest.mark.parametrize("guide", real_content().now.values(), ids=lambda guide: guide.id)
def test_a_guide_is_short_and_leads_on(guide: NowGuide) -> None:
    ways = [way for way in guide.ways_on if way.text]
    assert (
        1 <= len(guide.steps) <= MOST_STEPS,
        len(ways) >= 2,
        guide.id not in {way.guide for way in ways},
    ) == (
        True,
        True,
        True,
    )


def test_nothing_promises_money_or_sends_anybody_to_wait_on_a_landline() -> None:
    said = [
        *(text for guide in common.guides().values() for text in common.words_of_guide(guide)),
        *(text for added in common.guides_added().values() for text in common.words_of_parts(added)),
    ]
    assert [text for text in said if PROMISES_MONEY.search(text) or ON_A_LANDLINE.search(text)] == []


@pytest.mark.parametrize("place", PLACES)
def test_every_place_has_every_guide_of_everybody(place: str) -> None:
    content = real_content()
    assert {guide.id for guide in guides_in(content, jurisdiction=place)} == set(content.now)


def test_no_guide_of_everybody_names_a_country_or_a_body() -> None:
    named = re.compile(r"\b(?:UK|US|England|Scotland|Wales|Derby\w*|ICO|IC3|FBI|Childline|Report Fraud)\b")
    assert [
        (guide.id, text)
        for guide in common.guides().values()
        for text in common.words_of_guide(guide)
        if named.search(text)
    ] == []


def test_no_page_of_guidance_of_everybody_names_a_place() -> None:
    named = re.compile(r"\b(?:Derby\w*|England|Scotland|Wales|999|911)\b")
    assert [
        (page.id, text)
        for page in common.guidance().values()
        for text in common.words_of_page(page)
        if named.search(text)
    ] == []
