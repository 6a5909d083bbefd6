"""Read the common content straight from its files, each through its model."""

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from callpoint.rules.content.model import GuidancePage, Kind, Question, Situation

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


def words_of_page(page: GuidancePage) -> list[str]:
    """Give every text that a guidance page shows."""
    shown = [page.title, page.lead]
    for section in page.sections:
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
