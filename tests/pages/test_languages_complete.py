"""Start, what to do now and the results speak each language of the deployment whole, placeholders included."""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from django.test import Client
from django.utils.translation import trans_real

from callpoint.actions.acting import newcomer
from callpoint.actions.reporting import begin_report
from callpoint.pages.public.limits import forget_all
from callpoint.project.settings import PACKAGE
from callpoint.records.knowledge import knowledge
from tests.makers import NOON

pytestmark = [pytest.mark.django_db, pytest.mark.database, pytest.mark.words]

LANGUAGES = ("cy", "pl", "uk", "ur")
PLACEHOLDER = re.compile(r"%\([a-z_]+\)[sd]|%%\{[a-z_]+\}|\{[a-z_]*\}")
PEOPLE: tuple[dict[str, str], ...] = (
    {"postcode": "S40 1TB", "who": "self", "age": "adult"},
    {"postcode": "EH1 1YZ", "who": "child", "age": "13-15", "image_threat": "yes"},
    {"postcode": "Belfast", "who": "organisation", "attack_running": "yes"},
    {"postcode": "CF10 1EP", "who": "another-adult", "danger_now": "yes"},
    {"country": "US", "who": "self", "money_left": "last-24h"},
)


@cache
def translated_in(language: str) -> dict[str, tuple[str, ...]]:
    file = Path(PACKAGE) / "locale" / language / "LC_MESSAGES" / "django.po"
    with file.open("rb") as opened:
        return {
            each.id if isinstance(each.id, str) else each.id[0]: (
                (each.string,) if isinstance(each.string, str) else tuple(each.string or ())
            )
            for each in read_po(opened)
            if each.id
        }


@pytest.fixture
def asked_for(monkeypatch: pytest.MonkeyPatch) -> set[str]:
    """Every text that a page asks a translation of, as it asks."""
    seen: set[str] = set()
    one, several = trans_real.gettext, trans_real.ngettext

    def gettext(text: str) -> str:
        seen.add(str(text))
        return str(one(text))

    def ngettext(single: str, plural: str, number: int) -> str:
        seen.add(str(single))
        return str(several(single, plural, number))

    monkeypatch.setattr(trans_real, "gettext", gettext)
    monkeypatch.setattr(trans_real, "ngettext", ngettext)
    return seen


def shown() -> Iterator[int]:
    """Open Start, every page of what to do now, and the result of several people and kinds."""
    visitor = Client()
    yield visitor.get("/").status_code
    for name in {*knowledge().content.situations, *knowledge().content.now}:
        yield visitor.get(f"/now/{name.split('/')[-1]}/").status_code
    for kind in knowledge().content.kinds:
        for told in PEOPLE:
            forget_all()
            answers: dict[str, str | list[str]] = {"story": "x", "own_kind": kind, **told}
            begun = begin_report(answers=answers, language="en", channel="web", by=newcomer(), at=NOON)
            person = Client()
            person.post("/return/", {"code": begun.code})
            yield person.get("/report/help/").status_code


def test_start_now_and_results_are_whole_in_each_language(asked_for: set[str]) -> None:
    assert set(shown()) == {200}
    own = texts_of_ours()
    assert {language: sorted((asked_for & own) - set(translated_in(language))) for language in LANGUAGES} == {
        language: [] for language in LANGUAGES
    }


def texts_of_ours() -> set[str]:
    with (Path(PACKAGE) / "locale" / "callpoint.pot").open("rb") as opened:
        return {each.id if isinstance(each.id, str) else each.id[0] for each in read_po(opened) if each.id}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_translation_keeps_every_placeholder(language: str) -> None:
    wrong = [
        text
        for text, forms in translated_in(language).items()
        for form in forms
        if not set(PLACEHOLDER.findall(form)) <= set(PLACEHOLDER.findall(text)) | {"%(num)s", "%(count)s"}
    ]
    assert wrong == []
