"""What was typed into a form that is on the page no more: shown again, so that nobody types it twice."""

from collections.abc import Mapping

from django.http import HttpRequest

from callpoint.pages.shown import AnswerLine

TYPED_HERE = "#typed"
"""The place of those words on a page."""


def typed_words(request: HttpRequest, labels: Mapping[str, str]) -> tuple[AnswerLine, ...]:
    """Give the words of a form by the labels of its fields, those that are not empty."""
    typed = ((label, request.POST.get(name, "").strip()) for name, label in labels.items())
    return tuple(AnswerLine(question=label, answer=words) for label, words in typed if words)
