"""Drafts a statement in the first person out of a report: the reporter's own story, their answers, their files."""

from collections.abc import Iterator
from typing import Final

from django.utils import translation
from django.utils.translation import gettext as _

from callpoint.actions.reading import OpenedReport
from callpoint.pages.staff.asked_words import answer_words, asked_as
from callpoint.records.knowledge import knowledge
from callpoint.rules.questionnaire import DO_NOT_KNOW
from callpoint.rules.restricting import COVER
from callpoint.rules.rows import split_key

ABOUT_WHAT_HAPPENED: Final = frozenset({"happened", "money", "suspect"})
"""Sections of the questions that a statement draws on: never needs, safety or how to reach a person."""
NAME, STORY = "name", "story"


def draft_of(report: OpenedReport) -> str:
    """Write the draft in the reporter's language; every word of theirs stands as they told it."""
    with translation.override(report.language):
        return "\n\n".join(_parts(report))


def _parts(report: OpenedReport) -> Iterator[str]:
    name = report.answers.get(NAME, "")
    if name and name != COVER:
        yield _("My name is %(name)s.") % {"name": name}
    story = report.answers.get(STORY, "")
    if story:
        yield _("This is what happened, in my own words.")
        yield str(story)
    if lines := [f"- {line}" for line in _answered(report)]:
        yield "\n".join([_("I was asked some questions. These are my answers."), *lines])
    if files := [f"- {each.number}: {each.name}" for each in report.exhibits if not each.is_withheld]:
        yield "\n".join([_("I gave these files."), *files])


def _answered(report: OpenedReport) -> Iterator[str]:
    questions = knowledge().content.questions
    for key, value in report.answers.items():
        found = questions.get(split_key(key)[0])
        is_about_it = found is not None and found.section in ABOUT_WHAT_HAPPENED and found.id != STORY
        if is_about_it and value and value not in {DO_NOT_KNOW, COVER}:
            answer = answer_words(report.questions, key, value)
            yield f"{asked_as(report.questions, key)} {answer}"
