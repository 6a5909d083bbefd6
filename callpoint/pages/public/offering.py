"""What the story already says is offered to be ticked, never asked again and never taken unseen."""

from collections.abc import Mapping
from typing import Final

from django.http import HttpRequest

from callpoint.pages.public.fields import name_of
from callpoint.pages.public.steps import STORY
from callpoint.pages.shown import ChoiceLine
from callpoint.records.knowledge import knowledge
from callpoint.rules.content.model import Question
from callpoint.rules.reading.story import said_in
from callpoint.rules.rows import Answers, key_of, rows_of, split_key
from callpoint.rules.way import questions_in, run_of

THEN: Final = "then"
ANOTHER: Final = "another"
"""The value of the button that saves and begins another row."""
MOST_OFFERED: Final = 6
"""More than these would make a list nobody reads; what is left out still stands in the story."""
OFFERED: Final[Mapping[str, str]] = {
    "pay_amount": "amounts",
    "pay_to_account": "accounts",
    "suspect_phone": "phones",
    "number_shown": "phones",
    "suspect_email": "emails",
    "suspect_url": "addresses",
    "listing_url": "addresses",
    "page_address": "addresses",
}
"""Question id to what a story may say of it: a name of `rules.reading.story.Said`."""


def offers_at(
    step: str, questions: tuple[Question, ...], answers: Answers
) -> Mapping[str, tuple[ChoiceLine, ...]]:
    """Give what the story says for the questions of a step, as far as nobody told it elsewhere."""
    story = answers.get(STORY, "")
    wanted = [one.id for one in questions if one.id in OFFERED and not answers.get(one.id)]
    if split_key(step)[1] > 1 or not wanted or not isinstance(story, str):
        return {}
    home = knowledge().jurisdiction
    said = said_in(story, region=home.country, home=home.currency)
    told = {value for key, value in answers.items() if key != STORY and isinstance(value, str)}
    return {name: _lines(getattr(said, OFFERED[name]), told) for name in wanted}


def _lines(mentions: tuple[object, ...], told: set[str]) -> tuple[ChoiceLine, ...]:
    texts = dict.fromkeys(str(getattr(one, "text", "")) for one in mentions)
    return tuple(ChoiceLine(value=text, label=text) for text in texts if text not in told)[:MOST_OFFERED]


def ticked(
    request: HttpRequest, step: str, answers: Answers, *, given: Mapping[str, str | list[str]]
) -> dict[str, str | list[str]]:
    """
    Give the answers with what was ticked: the first fills an empty field, others begin rows of their own.

    Only what was offered can be ticked; anything else in the form is left alone.
    """
    questions = tuple(
        knowledge().content.questions[split_key(key)[0]] for key in given if split_key(key)[0] in OFFERED
    )
    offers = offers_at(step, questions, answers)
    run = run_of(knowledge().content, step)
    row = max(rows_of({**answers, **given}, questions_in(run)))
    whole = dict(given)
    for name, lines in offers.items():
        field = name_of(knowledge().content.questions[name], alone=len(given) == 1)
        chosen = [line.value for line in lines if line.value in request.POST.getlist(f"{field}-offer")]
        values = [text for text in (str(given.get(name, "")).strip(), *chosen) if text]
        if not run:
            whole[name] = "; ".join(values)
            continue
        places = (1, *range(row + 1, row + len(values)))
        whole |= {key_of(name, place): text for place, text in zip(places, values, strict=False)}
    return whole
