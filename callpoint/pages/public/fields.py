"""One question as a field of a form: its name, its words, its choices, and what stands in it."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.http import HttpRequest
from django.utils.translation import gettext as _

from callpoint.pages.filters import country_name, translated
from callpoint.pages.shown import ChoiceLine
from callpoint.records.knowledge import knowledge
from callpoint.rules.content.model import Question
from callpoint.rules.questionnaire import LIMIT, LIMITS

ONLY = "answer"
"""The name of the field on a page that asks one question only."""
INPUT_TYPES = {"phone": "tel", "email": "email"}
"""Types with a keyboard of their own on a phone; `url` is not among them, since it refuses what people paste."""
KINDS_OF_FIELD = {
    "radio": "choices",
    "bool": "choices",
    "scale-0-10": "scale",
    "checks": "several",
    "long": "long",
    "address": "short-long",
    "country": "list",
}
"""The sort of field of a question's type; every other type is a line of text."""
STEPS_OF_SCALE = tuple(str(step) for step in range(11))


@dataclass(frozen=True, kw_only=True)
class FieldLine:
    """One question on a page."""

    id: str
    """The name of the field and its place on the page."""
    kind: str
    """choices | several | scale | list | long | short-long | text"""
    ask: str
    is_heading: bool
    hint: str
    why: str
    choices: tuple[ChoiceLine, ...]
    value: str
    limit: int
    autocomplete: str
    input_type: str
    error: str = ""
    offers: tuple[ChoiceLine, ...] = ()
    """What the story already says that may be the answer."""


def field_of(question: Question, given: tuple[str, ...], *, alone: bool, error: str = "") -> FieldLine:
    """Make the field of a question, with what was given."""
    return FieldLine(
        id=name_of(question, alone=alone),
        kind=KINDS_OF_FIELD.get(question.type, "text"),
        ask=translated(question.ask),
        is_heading=alone,
        hint=translated(question.hint),
        why=translated(question.why),
        choices=choice_lines(question, given),
        value="".join(given[:1]),
        limit=question.limit or LIMITS.get(question.type, LIMIT),
        autocomplete=question.autofill or "off",
        input_type=INPUT_TYPES.get(question.type, "text"),
        error=error,
    )


def name_of(question: Question, *, alone: bool) -> str:
    """Give the name of a question's field."""
    return ONLY if alone else question.id


def typed_in(request: HttpRequest, questions: tuple[Question, ...]) -> Mapping[str, tuple[str, ...]]:
    """Give what a form brings for each question, by the question's id."""
    alone = len(questions) == 1
    return {one.id: tuple(request.POST.getlist(name_of(one, alone=alone))) for one in questions}


def choice_lines(question: Question, given: tuple[str, ...] | str) -> tuple[ChoiceLine, ...]:
    """Give the choices of a question with those that were chosen."""
    chosen = {given} if isinstance(given, str) else set(given)
    return tuple(
        ChoiceLine(value=value, label=label, hint=hint, chosen=value in chosen)
        for value, label, hint in _choices(question)
    )


def _choices(question: Question) -> tuple[tuple[str, str, str], ...]:
    if question.type == "bool" and not question.choices:
        return ("yes", _("Yes"), ""), ("no", _("No"), "")
    if question.type == "scale-0-10":
        return tuple((step, step, "") for step in STEPS_OF_SCALE)
    if question.type == "country":
        named = (
            (one.id, country_name(one.id) or one.name, "") for one in knowledge().content.countries.values()
        )
        return tuple(sorted(named, key=lambda each: each[1]))
    return tuple(
        (choice.id, translated(choice.label), translated(choice.hint)) for choice in question.choices
    )
