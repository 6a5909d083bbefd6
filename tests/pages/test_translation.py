"""Every text goes through translation: shown by a made-up language, from left to right and from right to left."""

import re
from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path

import pytest
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from django.conf import settings as django_settings
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import Settings

from callpoint.project.messages import (
    ACCENTED,
    HEBREW,
    LIBRARY_TEXTS,
    PLACEHOLDER,
    TEMPLATE,
    pseudo,
    pseudo_catalogue,
    template_text,
)
from callpoint.records.knowledge import knowledge
from tests.pages.seen_text import loose_numbers, untranslated
from tests.pages.walk import TYPED, every_page

GREEK, ARABIC = "el", "ar"
"""Languages whose place the made-up ones take: neither writes dates in Latin letters."""

with_database = [pytest.mark.database, pytest.mark.django_db]


@pytest.fixture(scope="session")
def catalogues(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("locale")
    letters: Mapping[str, dict[int, int]] = {GREEK: ACCENTED, ARABIC: HEBREW}
    for language, alphabet in letters.items():
        compiled = folder / language / "LC_MESSAGES" / "django.mo"
        compiled.parent.mkdir(parents=True)
        with compiled.open("wb") as written:
            write_mo(written, pseudo_catalogue(language, alphabet))
    return folder


@pytest.fixture
def speaking(catalogues: Path, settings: Settings) -> Settings:
    settings.LOCALE_PATHS = [catalogues]
    settings.LANGUAGES = [(code, code) for code in ("en", GREEK, ARABIC)]
    return settings


class TestOnEveryPage:
    pytestmark = with_database

    def test_no_text_escapes_translation(self, speaking: Settings) -> None:
        typed = (*TYPED, django_settings.CALLPOINT.service.name)
        escaped = {
            text: name for name, html in every_page(speaking, GREEK) for text in untranslated(html, typed=typed)
        }
        assert escaped == {}

    def test_a_language_from_right_to_left_turns_the_page_and_keeps_numbers_whole(
        self, speaking: Settings
    ) -> None:
        wrong = [
            (name, loose)
            for name, html in every_page(speaking, ARABIC)
            for loose in (*loose_numbers(html), *([] if re.search(r'<html lang="ar" dir="rtl"', html) else ["dir"]))
        ]
        assert wrong == []


def test_the_template_holds_the_texts_of_today() -> None:
    assert TEMPLATE.read_text(encoding="utf-8") == template_text(), "run callpoint messages --extract"


def test_a_translation_can_begin_from_the_template() -> None:
    with TEMPLATE.open("rb") as template:
        read = read_po(template, locale="cy")
    labels = {kind.label for kind in knowledge().content.kinds.values()}
    assert labels <= {message.id for message in read}


def test_the_texts_of_the_libraries_are_still_theirs() -> None:
    sources = [*files("django").rglob("*.py"), *files("allauth").rglob("*.py")]  # type: ignore[attr-defined]  # a folder on disk
    texts = [re.sub(r'"\s*"', "", source.read_text(encoding="utf-8")) for source in sources]
    told = [text if isinstance(text, str) else text[0] for text in LIBRARY_TEXTS]
    assert [text for text in told if not any(f'"{text}"' in source for source in texts)] == []


@given(st.text())
def test_a_made_up_text_keeps_its_placeholders_and_no_plain_letter(text: str) -> None:
    made_up = pseudo(text)
    without = PLACEHOLDER.sub("", made_up)
    assert PLACEHOLDER.findall(made_up) == PLACEHOLDER.findall(text)
    assert not any(letter.isascii() and letter.isalpha() for letter in without)


@pytest.mark.parametrize(
    ("html", "found"),
    [
        ("<p>⟦Ñáɱé⟧</p>", []),
        ("<p>⟦Ñáɱé⟧: Name</p>", ["⟦Ñáɱé⟧: Name"]),
        ("<p>⟦Þļáçé: Derby⟧</p>", ["⟦Þļáçé: Derby⟧"]),
        ('<button aria-label="Close">×</button>', ["Close"]),
        ('<input type="submit" value="Send">', ["Send"]),
        ("<p>⟦Çáļļ⟧ 0300 123 2040, www.gov.uk, CP-7GH4-K2QX-3</p>", []),
        ("<p>typed words</p>", []),
        ("<script>let it = 1</script>", []),
    ],
)
def test_a_text_without_translation_is_noticed(html: str, found: list[str]) -> None:
    assert list(untranslated(html, typed=["typed words"])) == found


@pytest.mark.parametrize(
    ("html", "found"),
    [
        ("<p>0300 123 2040</p>", ["0300 123 2040"]),
        ('<p><bdi dir="ltr">0300 123 2040</bdi></p>', []),
        ('<p dir="ltr"><span>1234</span> <span>5678</span></p>', []),
        ("<p>159</p>", []),
    ],
)
def test_a_loose_number_is_noticed(html: str, found: list[str]) -> None:
    assert list(loose_numbers(html)) == found
