"""A question in the words it was asked in, and an answer in the words it was chosen by, for pages and papers of staff."""

from collections.abc import Mapping

from django.utils.translation import gettext as _

from callpoint.pages.filters import translated
from callpoint.records.knowledge import knowledge
from callpoint.rules.asked import AskedQuestion
from callpoint.rules.rows import split_key


def asked_as(questions: Mapping[str, AskedQuestion], key: str) -> str:
    """Give the question of a key as it was asked, with its row where it is not the first."""
    question, row = split_key(key)
    asked = questions.get(question)
    ask = translated(asked.ask) if asked else question
    return f"{ask} ({row})" if row > 1 else ask


def answer_words(questions: Mapping[str, AskedQuestion], key: str, value: str | list[str]) -> str:
    """Give an answer in words; what was typed stays as typed."""
    question = split_key(key)[0]
    asked = questions.get(question)
    return ", ".join(
        _in_words(question, asked, each) for each in ([value] if isinstance(value, str) else value)
    )


def _in_words(name: str, asked: AskedQuestion | None, given: str) -> str:
    if asked and given in asked.choices:
        return translated(asked.choices[given])
    found = knowledge().content.questions.get(name)
    is_yes_or_no = found is not None and found.type == "bool" and not found.choices
    return {"yes": _("Yes"), "no": _("No")}.get(given, given) if is_yes_or_no else given
