"""The way through a report: which pages a person meets and in which order, from what is known so far.

A *step* is one page: the story or a follow-up question by its own id, a sheet by its id, a sheet
of a further row by id and number (`payment.2`), or one of the pages that ask nothing (`HELP`, `CHECK`).
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Final

from callpoint.rules.content.model import Kind, Question
from callpoint.rules.content.sheet_model import Sheet
from callpoint.rules.content.whole import Content
from callpoint.rules.followups import FOLLOW_UPS, ON_BEHALF, follow_ups
from callpoint.rules.questionnaire import depends_hold, is_told_elsewhere, kind_tags
from callpoint.rules.rows import MOST_ROWS, Answers, in_row, key_of, rows_of, split_key

SITUATION: Final = "situation"
STORY: Final = "story"
HELP: Final = "help"
EVIDENCE: Final = "evidence"
"""A sheet like the others, on a page of its own since it takes files."""
PAYMENT: Final = "payment"
"""The sheet with which each payment begins."""
CHECK: Final = "check"
DECLARATION: Final = "true_as_known"
"""Asked on the check page itself."""
PAGES_OF_THEIR_OWN: Final = (STORY, *dict.fromkeys(step.question for step in FOLLOW_UPS), DECLARATION)
"""Questions that stand on no sheet."""
BEFORE_A_KIND: Final = (SITUATION, STORY, "who", "postcode", HELP, "suspect", EVIDENCE, "you", CHECK)
"""The way as it looks before anything is told; nobody knows yet which sheets fit."""
ANSWERED_AT_ONCE: Final = frozenset({"messages"})
"""Groups of kinds for which nothing more has to be asked before the answer (stories, section 4)."""
_KINDS_KEPT: Final = 256
"""Laid-out sheets kept in memory: one entry a kind and content version."""


@dataclass(frozen=True, kw_only=True)
class Way:
    """The pages of one report in order."""

    steps: tuple[str, ...]

    def after(self, step: str) -> str:
        """Give the step after one; a step that lies beside the way leads to the check."""
        place = self.steps.index(step) + 1 if step in self.steps else len(self.steps) - 1
        return self.steps[min(place, len(self.steps) - 1)]

    def before(self, step: str) -> str:
        """Give the step before one; '' before the first. From beside the way it is the check."""
        if step not in self.steps:
            return CHECK
        place = self.steps.index(step)
        return self.steps[place - 1] if place else ""

    def place(self, step: str) -> tuple[int, int]:
        """Say which page this is, of how many."""
        place = self.steps.index(step) + 1 if step in self.steps else len(self.steps)
        return place, len(self.steps)


@dataclass(frozen=True, eq=False)
class Laid:
    """A sheet as it concerns one kind of incident."""

    sheet: Sheet
    questions: tuple[Question, ...]
    """Those that may be asked of the kind at all."""
    repeated: frozenset[str]
    """The ids of all questions of its run of rows; empty where it is asked once."""
    suits_kind: bool
    """Whether it may lie on the way of the kind."""
    conditions: tuple[tuple[str, tuple[str, ...]], ...]
    """What must be known before it lies on the way of the kind."""


@dataclass(frozen=True, kw_only=True)
class Told:
    """What is known of an incident so far."""

    answers: Answers
    read: Mapping[str, str]
    """Facts that the story or the situation already says, by the id of their question."""
    kind: Kind
    critical: bool
    """Life, a child or money can still be saved: help comes before any further question."""

    @cached_property
    def known(self) -> Answers:
        """Give what is known as one mapping; what was answered counts before what was read."""
        return {
            **{key: value for key, value in self.read.items() if value},
            **{key: value for key, value in self.answers.items() if value},
        }


def way_of(content: Content, told: Told | None, *, here: str = "") -> Way:
    """
    Lay out the way. `here` is the step somebody is at: its row may be begun and not yet answered.

    Before anything is told nobody knows which sheets fit.
    """
    if told is None:
        return Way(steps=BEFORE_A_KIND)
    asked = follow_ups(kind=told.kind, answers=told.answers, read=told.read)
    sheets = tuple(_on_the_way(content, told, here))
    if told.critical and not told.answers.get(STORY):
        begin: tuple[str, ...] = (SITUATION, HELP, STORY, *_after_help(told, asked))
    elif told.critical or told.kind.group in ANSWERED_AT_ONCE:
        begin = (SITUATION, STORY, HELP, *_after_help(told, asked))
    else:
        begin = (SITUATION, STORY, *asked, HELP)
    return Way(steps=(*begin, *sheets, CHECK))


def _after_help(told: Told, asked: tuple[str, ...]) -> tuple[str, ...]:
    """Leave out one's own place once help was shown for somebody else: where they live is asked with their name."""
    if told.known.get("who") not in ON_BEHALF or told.answers.get("postcode"):
        return asked
    return tuple(name for name in asked if name != "postcode")


def offered_besides(content: Content, told: Told, way: Way) -> tuple[str, ...]:
    """Give the sheets that fit but do not lie on the way, for whoever has more to say."""
    return tuple(
        laid.sheet.id
        for laid in laid_for(content, told.kind.id)
        if laid.sheet.id not in way.steps and not laid.sheet.when and _fitting(laid, told, 1)
    )


def questions_at(content: Content, told: Told | None, step: str) -> tuple[Question, ...]:
    """Give the questions to put at a step, as far as they fit; none for a step that asks nothing."""
    name, row = split_key(step)
    if name not in content.sheets:
        is_page = row == 1 and name in PAGES_OF_THEIR_OWN and name != DECLARATION
        return (content.questions[name],) if is_page else ()
    if told is None:
        return tuple(content.questions[one] for one in content.sheets[name].questions)
    laid = next(one for one in laid_for(content, told.kind.id) if one.sheet.id == name)
    if row > 1 and not laid.repeated:
        return ()
    return _fitting(laid, told, row)


def next_row(content: Content, answers: Answers, step: str) -> str:
    """Give the first step of a new row in the run of a step; '' where the run has as many as it may."""
    run = run_of(content, step)
    row = max(rows_of(answers, questions_in(run))) + 1
    return key_of(run[0].id, row) if row <= MOST_ROWS else ""


def keys_in_row(content: Content, answers: Answers, step: str) -> tuple[str, ...]:
    """Give the keys of everything that was answered in the row of a step."""
    row = split_key(step)[1]
    keys = (key_of(name, row) for name in questions_in(run_of(content, step)))
    return tuple(key for key in keys if answers.get(key))


def run_of(content: Content, step: str) -> tuple[Sheet, ...]:
    """Give the sheets that are repeated together with the one of a step; none where it is asked once."""
    sheet = content.sheets.get(split_key(step)[0])
    if sheet is None or not sheet.rows:
        return ()
    return tuple(one for one in content.sheets.values() if one.rows == sheet.rows)


def questions_in(run: tuple[Sheet, ...]) -> tuple[str, ...]:
    """Give the ids of all questions of some sheets."""
    return tuple(name for sheet in run for name in sheet.questions)


@lru_cache(maxsize=_KINDS_KEPT)
def laid_for(content: Content, kind: str) -> tuple[Laid, ...]:
    """Lay out all sheets for a kind, in order: what of them never changes from person to person."""
    tags = kind_tags(content, (kind,))
    return tuple(
        Laid(
            sheet=sheet,
            questions=tuple(
                content.questions[one]
                for one in sheet.questions
                if not tags.isdisjoint(content.questions[one].kinds)
            ),
            repeated=frozenset(questions_in(run_of(content, sheet.id))),
            suits_kind=sheet.place == "way" and not tags.isdisjoint(sheet.kinds),
            conditions=tuple({**sheet.when, **sheet.kinds_when.get(kind, {})}.items()),
        )
        for sheet in content.sheets.values()
    )


def _on_the_way(content: Content, told: Told, here: str) -> Iterator[str]:
    """Give the steps of all sheets on the way; a run of rows comes where its first sheet stands."""
    every = laid_for(content, told.kind.id)
    done: set[str] = set()
    for laid in every:
        if not laid.sheet.rows:
            if _lies_on_the_way(laid, told, 1):
                yield laid.sheet.id
        elif laid.sheet.rows not in done:
            done.add(laid.sheet.rows)
            yield from _rows_on_the_way(
                [one for one in every if one.sheet.rows == laid.sheet.rows], told, here
            )


def _rows_on_the_way(run: list[Laid], told: Told, here: str) -> Iterator[str]:
    rows = {*rows_of(told.answers, run[0].repeated)}
    begun, row_here = split_key(here)
    if begun in {one.sheet.id for one in run}:
        rows.add(row_here)
    for row in sorted(rows):
        for laid in run:
            if _lies_on_the_way(laid, told, row):
                yield key_of(laid.sheet.id, row)


def _lies_on_the_way(laid: Laid, told: Told, row: int) -> bool:
    known = in_row(told.known, row, laid.repeated)
    sheet = laid.sheet
    brought = any(_says(known, name, values) for name, values in sheet.also_when.items())
    if not laid.questions or not (laid.suits_kind or brought):
        return False
    if not all(_says(known, name, values) for name, values in laid.conditions):
        return False
    if any(_says(known, name, values) for name, values in sheet.unless.items()):
        return False
    return any(_is_worth_asking(one, told, row=row, known=known) for one in laid.questions)


def _says(known: Answers, name: str, values: tuple[str, ...]) -> bool:
    said = known.get(name, "")
    return any(one in values for one in ((said,) if isinstance(said, str) else said))


def _fitting(laid: Laid, told: Told, row: int) -> tuple[Question, ...]:
    """Give the questions worth asking in a row; one that was answered already keeps its place."""
    known = in_row(told.known, row, laid.repeated)
    return tuple(one for one in laid.questions if _is_worth_asking(one, told, row=row, known=known))


def _is_worth_asking(question: Question, told: Told, *, row: int, known: Answers) -> bool:
    """Say whether a question fits; what another question tells of the first row is asked of the others."""
    if told.answers.get(key_of(question.id, row)):
        return True
    return depends_hold(question, known) and not (row == 1 and is_told_elsewhere(question, known))
