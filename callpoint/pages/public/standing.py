"""What stands in the fields of a step: what was answered, or typed too late; and what of a form can be kept."""

from collections.abc import Mapping
from urllib.parse import parse_qs

from django.http import HttpRequest

from callpoint.pages.filters import translated
from callpoint.pages.kept import typed_before
from callpoint.rules.content.model import Question
from callpoint.rules.questionnaire import AnswerNotAcceptedError, check_answer
from callpoint.rules.rows import Answers, key_of, split_key

Given = dict[str, str | list[str]]
Typed = Mapping[str, tuple[str, ...]]


def read_typed(questions: tuple[Question, ...], typed: Typed) -> tuple[Given, dict[str, str]]:
    """Give what can be kept of each answer, and in words what cannot."""
    read: Given = {}
    errors: dict[str, str] = {}
    for one in questions:
        try:
            read[one.id] = check_answer(one, typed[one.id] or "").as_stored()
        except AnswerNotAcceptedError as refused:
            errors[one.id] = translated(refused.template).format(**refused.values)
    return read, errors


def standing(request: HttpRequest, questions: tuple[Question, ...], answers: Answers, *, step: str) -> Typed:
    """Give what stands in each field: what came too late and waits, else what was saved."""
    waiting = typed_before(request, request.path_info)
    if waiting and len(questions) == 1:
        return {questions[0].id: (waiting,)}
    if waiting:
        late = parse_qs(waiting)
        return {one.id: tuple(late.get(one.id, ())) for one in questions}
    return {one.id: _kept(answers, key_of(one.id, split_key(step)[1])) for one in questions}


def _kept(answers: Answers, key: str) -> tuple[str, ...]:
    said = answers.get(key, "")
    return ((said,) if said else ()) if isinstance(said, str) else tuple(said)
