"""What the story already says is offered to be ticked, never asked again and never taken unseen."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import chain
from typing import Final

from django.http import HttpRequest
from django.utils.translation import gettext as _

from callpoint.pages.public.fields import OFFER, fields_of
from callpoint.pages.public.standing import Given, waiting_for
from callpoint.pages.public.steps import STORY
from callpoint.pages.shown import ChoiceLine
from callpoint.records.knowledge import knowledge
from callpoint.rules.content.model import Question
from callpoint.rules.reading.story import said_in
from callpoint.rules.rows import MOST_ROWS, Answers, key_of, rows_of, split_key
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
    wanted = [one.id for one in questions if one.id in OFFERED and not answers.get(one.id)]
    if split_key(step)[1] > 1 or not wanted:
        return {}
    told = {value for key, value in answers.items() if key != STORY and isinstance(value, str)}
    said = _said(answers, wanted)
    return {
        name: tuple(ChoiceLine(value=text, label=text) for text in texts if text not in told)[:MOST_OFFERED]
        for name, texts in said.items()
    }


def offers_shown(
    request: HttpRequest, step: str, answers: Answers, *, questions: tuple[Question, ...]
) -> Mapping[str, tuple[ChoiceLine, ...]]:
    """Give the offers of a page; in a form that comes again, with an error or late, what was ticked stays so."""
    waiting = waiting_for(request, questions, step=step)
    marked = {
        **{one.id: waiting.get(f"{one.id}{OFFER}", ()) for one in questions},
        **_marked(request, questions),
    }
    offers = offers_at(step, questions, answers)
    said = _said(answers, [one for one, texts in marked.items() if texts and one in OFFERED])
    shown: dict[str, tuple[ChoiceLine, ...]] = {}
    for name in {**offers, **said}:
        still = [text for text in said.get(name, ()) if text in marked[name]]
        texts = dict.fromkeys([*(line.value for line in offers.get(name, ())), *still])
        shown[name] = tuple(ChoiceLine(value=text, label=text, chosen=text in still) for text in texts)
    return shown


def _marked(request: HttpRequest, questions: tuple[Question, ...]) -> Mapping[str, Sequence[str]]:
    """Give what a form ticks, by question id."""
    return {
        one: request.POST.getlist(f"{name}{OFFER}") for one, name in fields_of(request, questions).items()
    }


def _said(answers: Answers, names: Collection[str]) -> Mapping[str, tuple[str, ...]]:
    """Give all that the story says for some questions, by question id."""
    story = answers.get(STORY, "")
    if not names or not isinstance(story, str):
        return {}
    home = knowledge().jurisdiction
    said = said_in(story, region=home.country, home=home.currency)
    return {
        name: tuple(dict.fromkeys(str(one.text) for one in getattr(said, OFFERED[name]))) for name in names
    }


def ticked(
    request: HttpRequest,
    step: str,
    answers: Answers,
    *,
    given: Given,
    questions: tuple[Question, ...],
) -> tuple[Given, dict[str, str]]:
    """
    Give the answers with what was ticked, and in words where more was ticked than there are rows for.

    The first fills an empty field, others begin rows of their own. Only what the story says can be
    ticked, and one thing never begins two rows.
    """
    whole, errors = dict(given), dict[str, str]()
    marked = {name: texts for name, texts in _marked(request, questions).items() if name in OFFERED and texts}
    if split_key(step)[1] > 1:
        return whole, errors
    run = run_of(knowledge().content, step)
    last = max(rows_of({**answers, **given}, questions_in(run)))
    for name, texts in _said(answers, marked).items():
        elsewhere = {answers.get(key_of(name, row)) for row in range(2, last + 1)} if run else set()
        right = [text for text in texts if text in marked[name] and text not in elsewhere]
        values = list(dict.fromkeys(text for text in (str(given.get(name, "")).strip(), *right) if text))
        if not right:
            continue
        if run and last + len(values) - 1 > MOST_ROWS:
            errors[name] = _("Please tick fewer of these. Your story keeps the rest.")
        elif run:
            whole |= {key_of(name, row): text for row, text in zip(_rows(last), values, strict=False)}
        else:
            whole[name] = "; ".join(values)
    return whole, errors


def _rows(last: int) -> Iterator[int]:
    """Give the rows that ticks fill: the first, then those after the last."""
    return chain((1,), range(last + 1, MOST_ROWS + 1))
