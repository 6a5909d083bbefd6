"""What stands in the fields of a step: what was answered, or typed too late; and what of a form can be kept."""

from collections.abc import Mapping
from urllib.parse import parse_qs

from django.http import HttpRequest

from callpoint.pages.filters import translated
from callpoint.pages.kept import typed_before
from callpoint.pages.public.fields import ONLY, is_sheet
from callpoint.rules.content.model import Question
from callpoint.rules.questionnaire import AnswerNotAcceptedError, check_answer
from callpoint.rules.rows import Answers, key_of, split_key

Given = dict[str, str | list[str]]
Typed = Mapping[str, tuple[str, ...]]


def read_typed(questions: tuple[Question, ...], typed: Typed) -> tuple[Given, dict[str, str]]:
    """Give what can be kept of each answer, and in words what cannot; what was not asked is left out."""
    read: Given = {}
    errors: dict[str, str] = {}
    for one in questions:
        if one.id not in typed:
            continue
        try:
            read[one.id] = check_answer(one, typed[one.id] or "").as_stored()
        except AnswerNotAcceptedError as refused:
            errors[one.id] = translated(refused.template).format(**refused.values)
    return read, errors


def standing(request: HttpRequest, questions: tuple[Question, ...], answers: Answers, *, step: str) -> Typed:
    """Give what stands in each field: what came too late and waits, else what was saved."""
    waiting = waiting_for(request, questions, step=step)
    row = split_key(step)[1]
    return {one.id: waiting.get(one.id, _kept(answers, key_of(one.id, row))) for one in questions}


def waiting_for(request: HttpRequest, questions: tuple[Question, ...], *, step: str) -> Typed:
    """Give what came too late for the form at this address, by question id; offers by the name of their field."""
    waiting = typed_before(request, request.path_info)
    if not waiting:
        return {}
    if not is_sheet(step):
        return {questions[0].id: (waiting,)}
    late = {name: tuple(values) for name, values in parse_qs(waiting, keep_blank_values=True).items()}
    if ONLY in late and len(questions) == 1:
        # A form of before did not say which of its sheet's questions it asked.
        late[questions[0].id] = late[ONLY]
    return late


def _kept(answers: Answers, key: str) -> tuple[str, ...]:
    said = answers.get(key, "")
    return ((said,) if said else ()) if isinstance(said, str) else tuple(said)
