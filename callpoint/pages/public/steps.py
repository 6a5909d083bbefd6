"""The way through a report: which page comes after which, from the answers alone."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext_noop

from callpoint.records.knowledge import knowledge
from callpoint.rules.content.model import Choice, Question
from callpoint.rules.followups import ABOUT_YOU, follow_ups
from callpoint.rules.suggesting import FACT_NAMES, Suggestion

SITUATION, STORY, HELP, CHECK = "situation", "story", "help", "check"
Answers = Mapping[str, str | list[str]]


@dataclass(frozen=True, kw_only=True)
class Way:
    """The pages of one report in order."""

    steps: tuple[str, ...]

    def after(self, step: str) -> str:
        """Give the address of the page after a step; a step that no longer fits leads to the check."""
        place = self.steps.index(step) + 1 if step in self.steps else len(self.steps) - 1
        return address_of(self.steps[min(place, len(self.steps) - 1)])

    def before(self, step: str) -> str:
        """Give the address of the page before a step."""
        place = self.steps.index(step) if step in self.steps else 0
        return address_of(self.steps[place - 1]) if place else reverse("start")

    def place(self, step: str) -> tuple[int, int]:
        """Say which page this is, of how many."""
        place = self.steps.index(step) + 1 if step in self.steps else len(self.steps)
        return place, len(self.steps)


def way_of(answers: Answers, suggestion: Suggestion | None) -> Way:
    """
    Lay out the way; before anything is told nobody knows which follow-ups fit.

    Where life, a child or money can still be saved, help comes before any further question.
    """
    if suggestion is None:
        return Way(steps=(SITUATION, STORY, "who", "postcode", HELP, *ABOUT_YOU, CHECK))
    kind = knowledge().content.kinds[suggestion.kind]
    facts = suggestion.result.facts
    read = {name: getattr(facts, name) for name in FACT_NAMES}
    asked = follow_ups(kind=kind, answers=answers, read=read)
    if not suggestion.result.critical:
        return Way(steps=(SITUATION, STORY, *asked, HELP, *ABOUT_YOU, CHECK))
    first = (STORY, HELP) if answers.get(STORY) else (HELP, STORY)
    return Way(steps=(SITUATION, *first, *asked, *ABOUT_YOU, CHECK))


def address_of(step: str) -> str:
    """Give the address of a step."""
    if step in (HELP, CHECK):
        return reverse(step)
    return reverse("question", args=[step])


def question_of(step: str) -> Question | None:
    """Find the question of a step; the choice of situation is made from the list of situations."""
    if step != SITUATION:
        return knowledge().content.questions.get(step)
    situations = sorted(knowledge().content.situations.values(), key=lambda each: each.order)
    return Question(
        id=SITUATION,
        section="safety",
        ask=gettext_noop("What is going on?"),
        hint=gettext_noop("Choose what fits best. You do not need to know the name of it."),
        why=gettext_noop("So that you see the right help first."),
        type="radio",
        choices=tuple(Choice(id=each.id, label=each.label, hint=each.hint) for each in situations),
    )
