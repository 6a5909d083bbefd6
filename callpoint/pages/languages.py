"""The languages of the pages: which may be chosen, what each is called in itself, and whether one was checked."""

from dataclasses import dataclass
from pathlib import Path

from babel import Locale
from django.conf import settings
from django.urls import reverse
from django.utils import translation

SOURCE_LANGUAGE = "en"
RIGHT_TO_LEFT = frozenset({"ar", "fa", "he", "ps", "ur", "sd", "ug"})


@dataclass(frozen=True, kw_only=True)
class LanguageLine:
    """One language as it is offered."""

    code: str
    """Its BCP 47 tag."""
    name: str
    """What it is called in itself."""
    direction: str
    """The direction of its script: ltr or rtl."""
    url: str
    """The address that chooses it; `?next=` says where to go on."""
    current: bool


def languages_offered() -> tuple[LanguageLine, ...]:
    """Give the languages of this deployment whose translation is compiled; none where there is no choice."""
    spoken = [code for code, _ in settings.LANGUAGES if code == SOURCE_LANGUAGE or _is_compiled(code)]
    lines = tuple(
        LanguageLine(
            code=code,
            name=own_name(code),
            direction=direction_of(code),
            url=reverse("language", args=[code]),
            current=code == language_in_force(),
        )
        for code in spoken
    )
    return lines if len(lines) > 1 else ()


def language_in_force() -> str:
    """Give the language of the page as a BCP 47 tag."""
    return translation.get_language() or str(settings.LANGUAGE_CODE)


def own_name(code: str) -> str:
    """Give what a language is called in itself, as a word at the beginning of a line."""
    name = Locale.parse(translation.to_locale(code)).get_display_name() or code
    return name[0].upper() + name[1:]


def direction_of(code: str) -> str:
    """Give the direction of a language's script: ltr or rtl."""
    return "rtl" if code.partition("-")[0] in RIGHT_TO_LEFT else "ltr"


def is_checked(code: str) -> bool:
    """Say whether somebody who grew up with the language has checked its translation."""
    return code == SOURCE_LANGUAGE or code in settings.CALLPOINT.service.checked_languages


def _is_compiled(code: str) -> bool:
    place = Path(translation.to_locale(code)) / "LC_MESSAGES" / "django.mo"
    return any((Path(folder) / place).exists() for folder in settings.LOCALE_PATHS)
