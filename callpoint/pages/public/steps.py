"""Where each step of a report stands: its address, and what it asks of one person."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext_noop

from callpoint.records.knowledge import knowledge
from callpoint.rules import way as rules
from callpoint.rules.content.model import Choice, Question
from callpoint.rules.rows import split_key
from callpoint.rules.suggesting import FACT_NAMES, Suggestion
from callpoint.rules.way import CHECK, EVIDENCE, HELP, SITUATION, STORY, Told, questions_at, way_of

__all__ = [
    "CHECK",
    "EVIDENCE",
    "HELP",
    "SITUATION",
    "STORY",
    "Way",
    "address_of",
    "question_of",
    "told_of",
    "way_at",
]

Answers = Mapping[str, str | list[str]]


@dataclass(frozen=True, kw_only=True)
class Way:
    """The pages of one report in order, as addresses."""

    told: Told | None
    laid: rules.Way

    @property
    def steps(self) -> tuple[str, ...]:
        """Give the steps in order."""
        return self.laid.steps

    def after(self, step: str) -> str:
        """Give the address of the page after a step; a step that no longer fits leads to the check."""
        return address_of(self.laid.after(step))

    def before(self, step: str) -> str:
        """Give the address of the page before a step."""
        before = self.laid.before(step)
        return address_of(before) if before else reverse("start")

    def place(self, step: str) -> tuple[int, int]:
        """Say which page this is, of how many."""
        return self.laid.place(step)

    def questions(self, step: str) -> tuple[Question, ...]:
        """Give the questions to put at a step; none where there is no such step."""
        if step == SITUATION:
            return (_situations(),)
        return questions_at(knowledge().content, self.told, step)

    def more(self) -> tuple[str, ...]:
        """Give the sheets that are offered besides the way."""
        return rules.offered_besides(knowledge().content, self.told, self.laid) if self.told else ()


def told_of(answers: Answers, suggestion: Suggestion) -> Told:
    """Put together what is known of a report."""
    facts = suggestion.result.facts
    return Told(
        answers=answers,
        read={name: getattr(facts, name) for name in FACT_NAMES},
        kind=knowledge().content.kinds[suggestion.kind],
        critical=suggestion.result.critical,
    )


def way_at(told: Told | None, *, here: str = "") -> Way:
    """Lay out the way of a report as it looks from a step."""
    return Way(told=told, laid=way_of(knowledge().content, told, here=here))


def address_of(step: str) -> str:
    """Give the address of a step."""
    if step in (HELP, CHECK, EVIDENCE):
        return reverse(step)
    return reverse("question", args=[step])


def question_of(key: str) -> Question | None:
    """Find the question of an answer's key, whatever its row; the choice of situation is one too."""
    name = split_key(key)[0]
    return _situations() if name == SITUATION else knowledge().content.questions.get(name)


def _situations() -> Question:
    """Make the first question from the list of situations."""
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
