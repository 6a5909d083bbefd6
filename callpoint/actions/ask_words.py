"""The words in which a reporter is asked for facts and reminded of it, in their own language."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from babel.dates import format_date
from django.utils import translation

from callpoint.rules.content.model import Question

ENGLISH = "en"


@dataclass(frozen=True, kw_only=True)
class AskWords:
    """A message that asks for facts, as the reporter reads it, and which questions it has in English only."""

    text: str
    in_english: tuple[str, ...]


def ask_words(
    questions: Sequence[Question], *, sentence: str, due: datetime, zone: ZoneInfo, language: str
) -> AskWords:
    """
    Write the message that asks for facts in a language.

    The own sentence of a member of staff stands as it was typed. A question without a translation is asked in English.
    """
    with translation.override(language):
        asked = [translation.gettext(one.ask) for one in questions]
        lead = translation.gettext("To help us with your report, please tell us:")
        ending = translation.gettext(
            "Please answer by %(day)s. Come back with your code. The questions wait at the top of your report. "
            "It is fine to say that you do not know. We read your report without an answer too."
        )
        ending %= {"day": _day(due, zone)}
    lines = "\n".join(f"- {one}" for one in asked)
    text = "\n\n".join(part for part in (f"{lead}\n{lines}", sentence, ending) if part)
    return AskWords(text=text, in_english=_untranslated(questions, asked, language))


def reminder_words(*, due: datetime, zone: ZoneInfo, language: str) -> str:
    """Write the one reminder of what was asked."""
    with translation.override(language):
        text = translation.gettext(
            "We asked you something about your report. There is still time. Please answer by %(day)s. "
            "It is fine to say that you do not know. We read your report without an answer too."
        )
        return text % {"day": _day(due, zone)}


def _untranslated(questions: Sequence[Question], asked: Sequence[str], language: str) -> tuple[str, ...]:
    if translation.to_locale(language).split("_")[0] == ENGLISH:
        return ()
    return tuple(one.ask for one, words in zip(questions, asked, strict=True) if words == one.ask)


def _day(at: datetime, zone: ZoneInfo) -> str:
    language = translation.get_language() or ENGLISH
    locale = "en_GB" if language == ENGLISH else translation.to_locale(language)
    pattern = "EEEE d MMMM y" if locale == "en_GB" else "full"
    return format_date(at.astimezone(zone).date(), pattern, locale=locale)
