"""The words in which a reporter is asked for facts and reminded of it, in their own language."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from babel.dates import format_date
from django.utils import translation
from django.utils.translation import gettext_noop

from callpoint.records.knowledge import knowledge
from callpoint.rules.missing_facts import Wanted

ENGLISH = "en"
LEAD = gettext_noop("To help us with your report, please tell us:")
ENDING = gettext_noop(
    "Please answer by %(day)s. Come back with your code. The questions wait at the top of your report. "
    "It is fine to say that you do not know. We read your report without an answer too."
)


@dataclass(frozen=True, kw_only=True)
class AskWords:
    """A message that asks for facts, as the reporter reads it, and what of it stands in English only."""

    text: str
    in_english: tuple[str, ...]


def ask_words(wanted: Wanted, *, due: datetime, language: str) -> AskWords:
    """
    Write the message that asks for facts in a language.

    The own sentence of a member of staff stands as it was typed. A question without a translation is asked in English,
    and one that the content does not know is left out.
    """
    known = knowledge().content.questions
    questions = [known[key] for key in wanted.keys if key in known]
    asked = [one.ask for one in questions]
    with translation.override(language):
        said = [translation.gettext(text) for text in (LEAD, *asked, ENDING)]
    lines = "\n".join(f"- {one}" for one in said[1:-1])
    ending = said[-1] % {"day": _day(due, language)}
    text = "\n\n".join(part for part in (f"{said[0]}\n{lines}", wanted.sentence, ending) if part)
    return AskWords(text=text, in_english=_untranslated((LEAD, *asked, ENDING), said, language))


def reminder_words(*, due: datetime, language: str) -> str:
    """Write the one reminder of what was asked."""
    with translation.override(language):
        text = translation.gettext(
            "We asked you something about your report. There is still time. Please answer by %(day)s. "
            "It is fine to say that you do not know. We read your report without an answer too."
        )
        return text % {"day": _day(due, language)}


def _untranslated(texts: Sequence[str], said: Sequence[str], language: str) -> tuple[str, ...]:
    if translation.to_locale(language).split("_")[0] == ENGLISH:
        return ()
    return tuple(
        text % {"day": "…"} if text == ENDING else text
        for text, words in zip(texts, said, strict=True)
        if words == text
    )


def _day(at: datetime, language: str) -> str:
    zone = ZoneInfo(knowledge().jurisdiction.timezone)
    locale = "en_GB" if language == ENGLISH else translation.to_locale(language)
    pattern = "EEEE d MMMM y" if locale == "en_GB" else "full"
    return format_date(at.astimezone(zone).date(), pattern, locale=locale)
