"""Read the common content straight from its files, each through its model."""

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from callpoint.rules.content.model import GuidancePage, GuidanceSection, Kind, Question, Situation
from callpoint.rules.content.now_model import GuidanceLocal, NowGuide, NowLocal, NowParts

PROJECT = Path(__file__).resolve().parents[2]
COMMON = PROJECT / "callpoint" / "content" / "common"
FACTS = PROJECT.parent / "shared" / "facts"
"""The texts the project was written from; a plain checkout does not have them."""


def read(path: Path) -> Any:
    """Give what a YAML file says."""
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def files(folder: str) -> Iterator[Path]:
    """Give the YAML files of a folder of the common content, by name."""
    return iter(sorted((COMMON / folder).glob("*.yaml")))


@cache
def kinds() -> Mapping[str, Kind]:
    """Give the kinds by file name; who owns each lies with the jurisdictions."""
    return {path.stem: Kind.model_validate({**read(path), "owners": {}}) for path in files("kinds")}


@cache
def sections() -> Mapping[str, Mapping[str, Any]]:
    """Give the section files by name, in the order in which they are asked."""
    said = {path.stem: read(path) for path in files("questions")}
    return dict(sorted(said.items(), key=lambda item: item[1]["order"]))


@cache
def questions() -> Mapping[str, Question]:
    """Give the questions by id, in the order in which they are asked."""
    made = [
        Question.model_validate({**section["each"], **said})
        for section in sections().values()
        for said in section["questions"]
    ]
    return {question.id: question for question in made}


@cache
def kind_sets() -> Mapping[str, list[str]]:
    """Give the sets of kinds by name."""
    return dict(read(COMMON / "kind_sets.yaml")["kind_sets"])


@cache
def situations() -> tuple[Situation, ...]:
    """Give the situations in the order of their file."""
    said = read(COMMON / "situations.yaml")["situations"]
    return tuple(map(Situation.model_validate, said))


@cache
def guidance() -> Mapping[str, GuidancePage]:
    """Give the guidance pages by file name."""
    return {path.stem: GuidancePage.model_validate(read(path)) for path in files("guidance")}


@cache
def guidance_added() -> Mapping[str, GuidanceLocal]:
    """Give what the jurisdictions add to the guidance pages, by path."""
    return {path: GuidanceLocal.model_validate(said) for path, said in _added("guidance")}


@cache
def guides() -> Mapping[str, NowGuide]:
    """Give the guides of what to do now by file name."""
    return {path.stem: NowGuide.model_validate(read(path)) for path in files("now")}


@cache
def guides_added() -> Mapping[str, NowLocal]:
    """Give what the jurisdictions add to the guides, by path."""
    return {path: NowLocal.model_validate(said) for path, said in _added("now")}


def _added(folder: str) -> Iterator[tuple[str, Any]]:
    for path in sorted(COMMON.parent.glob(f"**/{folder}/*.yaml")):
        said = read(path)
        if "adds_to" in said:
            yield path.relative_to(COMMON.parent).as_posix(), said


def every_section() -> Iterator[GuidanceSection]:
    """Give the sections of all guidance pages, with those that jurisdictions add."""
    for page in guidance().values():
        yield from page.sections
    for added in guidance_added().values():
        yield from added.sections


def words_of_parts(parts: NowParts) -> list[str]:
    """Give every text of what a guide and an addition to it may hold."""
    clock = parts.clock
    shown = [
        *(text for each in parts.say for text in (each.to, *each.words)),
        *parts.do_not,
        *parts.keep,
        *(fact.text for fact in parts.facts),
        *(time.text for time in parts.since),
        *(text for each in parts.ways_on for text in (each.label, *each.text)),
    ]
    return [*shown, clock.heading, clock.ask, clock.event, clock.note] if clock else shown


def words_of_guide(guide: NowGuide) -> list[str]:
    """Give every text that a guide shows."""
    steps = [text for step in guide.steps for text in (step.text, step.detail) if text]
    return [guide.title, guide.lead, *steps, *(each.label for each in guide.choose), *words_of_parts(guide)]


def words_of_page(page: GuidancePage) -> list[str]:
    """Give every text that a guidance page shows."""
    return [page.title, page.lead, *words_of_sections(page.sections)]


def words_of_sections(sections: Iterable[GuidanceSection]) -> list[str]:
    """Give every text that the sections of guidance show."""
    shown: list[str] = []
    for section in sections:
        shown += [
            section.heading,
            section.lead,
            *(point.text for point in section.points),
        ]
    return [text for text in shown if text]


def words_of_kind(kind: Kind) -> list[str]:
    """Give every text of a kind that a page may show."""
    return [
        kind.label,
        kind.definition,
        *kind.keep,
        *kind.advice_now,
        *kind.advice_prevent,
    ]


def words_of_question(question: Question) -> list[str]:
    """Give every text of a question's page besides its choices."""
    return [text for text in (question.ask, question.hint, question.why) if text]
