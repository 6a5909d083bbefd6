"""Every text goes through translation: shown by a made-up language, from left to right and from right to left."""

import re
from collections.abc import Iterator, Mapping
from importlib.resources import files
from pathlib import Path

import pytest
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from django.conf import settings as django_settings
from django.test import override_settings
from django.urls import get_resolver
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import Settings

from callpoint.pages.charts import NOTICE
from callpoint.project.messages import (
    ACCENTED,
    HEBREW,
    LIBRARY_TEXTS,
    PLACEHOLDER,
    TEMPLATE,
    is_current,
    pseudo,
    pseudo_catalogue,
    template,
)
from callpoint.records.knowledge import knowledge
from callpoint.rules.areas import police_areas
from tests.actions.trends import WORDS
from tests.pages.seen_text import loose_numbers, untranslated
from tests.pages.walk import TYPED, Walk, walk_everywhere

GREEK, ARABIC = "el", "ar"
"""Languages whose place the made-up ones take: neither writes dates in Latin letters."""
LEADING_ON = {
    "begin",
    "device",
    "language",
    "leave",
    "talk_report",
    "exit",
    "account_reset_password",
    "account_set_password",
    "account_signup",
    "staff_next",
    "openid_connect_login",
    "openid_connect_callback",
    "staff_provider_remove",
    "staff_take_request",
    "staff_break",
}
"""Addresses that lead on to another."""
FILES = {
    "copy_pdf",
    "copy_json",
    "dates",
    "address_code",
    "hold_pdf",
    "letter_pdf",
    "hold_json",
    "own_statement_paper",
    "staff_request_paper",
    "staff_request_bundle",
    "staff_statement_paper",
    "receipt",
    "checker",
    "figures_csv",
    "area_feed",
    "staff_trends_csv",
    "staff_promises_csv",
    "staff_support_csv",
    "staff_overview_csv",
    "staff_bundle",
    "staff_case_pack",
    "staff_case_schedule_csv",
    "staff_dangerous",
    "staff_picture",
    "staff_sealed",
}
FOR_PROGRAMS = {"checkpoint", "checkpoint_key", "health", "robots", "theme", "upload", "uploads"} | {
    "stay",
    "staff_presence",
    "staff_queue_news",
}
NO_PAGES = FILES | FOR_PROGRAMS
SAME_PAGE = {"mfa_deactivate_totp", "mfa_list_webauthn"}
"""Addresses that the library of the sign-in asks for, and that show the page of another."""

with_database = [pytest.mark.database, pytest.mark.words, pytest.mark.django_db]


@pytest.fixture(scope="session")
def catalogues(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("locale")
    letters: Mapping[str, dict[int, int]] = {GREEK: ACCENTED, ARABIC: HEBREW}
    texts = template()
    for language, alphabet in letters.items():
        compiled = folder / language / "LC_MESSAGES" / "django.mo"
        compiled.parent.mkdir(parents=True)
        with compiled.open("wb") as written:
            write_mo(written, pseudo_catalogue(language, alphabet, texts))
    return folder


@pytest.fixture
def speaking(catalogues: Path, settings: Settings) -> Iterator[Settings]:
    languages = [(code, code) for code in ("en", GREEK, ARABIC)]
    with override_settings(LOCALE_PATHS=[catalogues], LANGUAGES=languages):
        yield settings


class TestOnEveryPage:
    pytestmark = with_database

    def test_no_text_escapes_translation_and_numbers_stay_whole_from_right_to_left(
        self, speaking: Settings
    ) -> None:
        walk = walk_everywhere(speaking, ARABIC)
        found = {
            wrong: f"{name}: {why}"
            for name, html in walk.shown.items()
            for why, wrongs in problems(html, 'lang="ar" dir="rtl"').items()
            for wrong in wrongs
        }
        assert found == {}
        assert every_address() - walk.visited == LEADING_ON | NO_PAGES | SAME_PAGE
        assert {name.split()[0] for name in walk.shown} == {
            "200",
            "400",
            "403",
            "404",
            "409",
            "422",
            "429",
            "500",
        }

    def test_a_language_from_left_to_right_is_shown_as_one(self, speaking: Settings) -> None:
        walk = Walk(speaking, GREEK)
        walk.open_pages()
        walk.a_report("talk")
        found = {name: problems(html, 'lang="el" dir="ltr"') for name, html in walk.shown.items()}
        assert [(name, wrongs) for name, wrongs in found.items() if any(wrongs.values())] == []


def problems(html: str, declared: str) -> dict[str, list[str]]:
    typed = (*TYPED, *machine_words(), django_settings.CALLPOINT.service.name)
    return {
        "escapes translation": list(untranslated(html, typed=typed)),
        "may be turned round": list(loose_numbers(html)),
        "is missing": [] if f"<html {declared}" in html else [declared],
    }


def machine_words() -> set[str]:
    """Words that are the same in each language: what is texted to a number, names, a licence, and what staff wrote."""
    content = knowledge().content
    words = {channel.keyword for service in content.services.values() for channel in service.channels}
    names = {brand.name for brand in content.brands.values()}
    places = {area.name for area in police_areas(knowledge().places).values()}
    written = [line for part in WORDS.all_words() for line in part.splitlines()]
    return {*words, *names, *places, NOTICE, *written} - {""}


def every_address() -> set[str]:
    return {
        str(pattern.name)
        for included in get_resolver().url_patterns
        for pattern in getattr(included, "url_patterns", [included])
    }


def test_the_template_holds_the_texts_of_today() -> None:
    assert is_current(), "run callpoint messages --extract"


def test_a_translation_can_begin_from_the_template() -> None:
    with TEMPLATE.open("rb") as template:
        read = read_po(template, locale="cy")
    labels = {kind.label for kind in knowledge().content.kinds.values()}
    assert labels <= {message.id for message in read}


def test_the_texts_of_the_libraries_are_still_theirs() -> None:
    sources = [*files("django").rglob("*.py"), *files("allauth").rglob("*.py")]  # type: ignore[attr-defined]  # a folder on disk
    texts = [re.sub(r'"\s*"', "", source.read_text(encoding="utf-8")) for source in sources]
    told = [text if isinstance(text, str) else text[1] for text in LIBRARY_TEXTS]
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
        ('<button aria-label="Close">-</button>', ["Close"]),
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
