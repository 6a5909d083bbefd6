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
from callpoint.rules.rows import split_key
from callpoint.rules.way import run_of

ONLY = "answer"
"""The name of the field on a page that asks one question only."""
ASKED = "asked"
"""The hidden field with the ids of the questions that a form puts; what it does not ask, it never changes."""
OFFER = "-offer"
"""Ends the name of the field where what the story says can be ticked."""
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
    question: str
    """The id of the question."""
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
        id=name_of(question.id, alone=alone),
        question=question.id,
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


def name_of(question: str, *, alone: bool) -> str:
    """Give the name of a question's field, by the question's id."""
    return ONLY if alone else question


def is_sheet(step: str) -> bool:
    """Say whether a step is a sheet of questions, and no question by itself."""
    return split_key(step)[0] in knowledge().content.sheets


def with_asked(request: HttpRequest, step: str, questions: tuple[Question, ...]) -> tuple[Question, ...]:
    """Give the questions of a step with those that its form asked when it was opened, though they fit no more."""
    name, row = split_key(step)
    sheet = knowledge().content.sheets.get(name)
    asked = request.POST.get(ASKED, "").split()
    if sheet is None or not asked or (row > 1 and not run_of(knowledge().content, step)):
        return questions
    wanted = {*asked, *(one.id for one in questions)}
    return tuple(knowledge().content.questions[one] for one in sheet.questions if one in wanted)


def fields_of(request: HttpRequest, questions: tuple[Question, ...]) -> Mapping[str, str]:
    """
    Give the names of the fields of a form, by the id of the question that each one asks.

    Its hidden field says what it asked, so that a group with nothing chosen is an answer taken back.
    Of a form without one, only the fields that are there count.
    """
    asked = request.POST.get(ASKED, "").split()
    alone = len(asked or questions) == 1 and (asked or _is_there(request, ONLY))
    names = {one.id: name_of(one.id, alone=bool(alone)) for one in questions}
    return {one: name for one, name in names.items() if (one in asked if asked else _is_there(request, name))}


def _is_there(request: HttpRequest, name: str) -> bool:
    return name in request.POST or f"{name}{OFFER}" in request.POST


def typed_in(request: HttpRequest, questions: tuple[Question, ...]) -> Mapping[str, tuple[str, ...]]:
    """Give what a form brings for the questions that it asked, by the question's id."""
    return {one: tuple(request.POST.getlist(name)) for one, name in fields_of(request, questions).items()}


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
