"""A report written out: every question put so far with its answer in words, part by part."""

from collections.abc import Iterator
from dataclasses import replace

from django.urls import reverse
from django.utils.translation import gettext as _

from callpoint.clock import now
from callpoint.pages.filters import translated
from callpoint.pages.public.fields import choice_lines
from callpoint.pages.public.reporting import Held
from callpoint.pages.public.steps import CHECK, HELP, SITUATION, STORY, address_of, question_of
from callpoint.pages.read_back import read_back
from callpoint.pages.shown import AdditionPart, AnswerLine, AnswerPart, ChangeLine
from callpoint.records.knowledge import knowledge
from callpoint.rules.content.model import Question
from callpoint.rules.questionnaire import DO_NOT_KNOW
from callpoint.rules.rows import key_of, split_key
from callpoint.rules.way import DECLARATION, questions_in, run_of

NOT_SHOWN = frozenset({"own_kind", DECLARATION, "files", "not_intimate", "file_shows", "file_captured"})
"""Answers that have a place of their own on the pages that show these parts."""


def answer_lines(mine: Held) -> tuple[AnswerLine, ...]:
    """Give every question put so far with its answer; what was left out is said to be so."""
    return tuple(line for part in answer_parts(mine) for line in part.lines)


def answer_parts(mine: Held) -> tuple[AnswerPart, ...]:
    """Give the questions of the way, and whatever was answered besides, part by part."""
    steps = [step for step in mine.way.steps if step not in (HELP, CHECK)]
    steps += [step for beside in mine.way.more() for step in _answered_rows(mine, beside)]
    parts: list[AnswerPart] = []
    shown: set[str] = set()
    for step in steps:
        keys = [key_of(one.id, split_key(step)[1]) for one in mine.way.questions(step)]
        shown.update(keys)
        part = AnswerPart(
            heading=heading_of(step),
            lines=tuple(_line(mine, key, step) for key in keys if key not in NOT_SHOWN),
            remove_url=_remove_url(mine, step),
        )
        _add(parts, part)
    _add(parts, AnswerPart(heading=_("Also told"), lines=tuple(_left_over(mine, shown))))
    return tuple(parts)


def told_lines(mine: Held) -> tuple[AnswerLine, ...]:
    """Give all that was told but the story, which stays hidden until it is asked for by itself."""
    story = question_of(STORY)
    ask = translated(story.ask) if story else ""
    return tuple(line for line in answer_lines(mine) if not line.is_blank and line.question != ask)


def addition_parts(mine: Held) -> tuple[AdditionPart, ...]:
    """Give what was added since the report was sent, newest first."""
    parts = (
        AdditionPart(
            added_at=addition.added_at,
            lines=tuple(
                ChangeLine(
                    question=_asked_as(change.key),
                    before=_in_words(change.key, change.before),
                    after=_in_words(change.key, change.after),
                )
                for change in addition.changes
            ),
        )
        for addition in mine.report.additions
    )
    return tuple(reversed(tuple(parts)))


def _asked_as(key: str) -> str:
    """Give the words of an answer's question, with the number of its row from the second on."""
    question, row = question_of(key), split_key(key)[1]
    ask = translated(question.ask) if question else key
    return f"{ask} ({row})" if row > 1 else ask


def _in_words(key: str, given: str | list[str]) -> str:
    """Give an answer in the words it was chosen by; what was typed stays as it is."""
    question = question_of(key)
    labels = {line.value: line.label for line in choice_lines(question, "")} if question else {}
    labels.setdefault(DO_NOT_KNOW, _("I do not know"))
    return ", ".join(labels.get(value, value) for value in ([given] if isinstance(given, str) else given))


def lines_in_order(mine: Held, order: tuple[str, ...]) -> tuple[AnswerLine, ...]:
    """Give what was told in the order of another body's form (question ids); what that form lacks comes last."""
    places = {name: place for place, name in enumerate(order)}

    def place_of(key: str) -> tuple[int, int, int]:
        # A row stands together, where its first question has its place in the form.
        name, row = split_key(key)
        own, run = places.get(name, len(places)), questions_in(run_of(knowledge().content, _sheet_of(name)))
        return min((places.get(one, len(places)) for one in run), default=own), row, own

    told = [key for key, value in mine.report.answers.items() if value and split_key(key)[0] not in NOT_SHOWN]
    told = [key for key in told if key != SITUATION and question_of(key)]
    return tuple(_line(mine, key, "") for key in sorted(told, key=place_of))


def _sheet_of(question: str) -> str:
    """Give the sheet a question stands on; '' for one with a page of its own."""
    return next((one.id for one in knowledge().content.sheets.values() if question in one.questions), "")


def heading_of(step: str) -> str:
    """Give the heading of a step's part, with the number of its row; '' where it joins the part before."""
    name, row = split_key(step)
    sheet = knowledge().content.sheets.get(name)
    if sheet is None or not sheet.heading:
        return ""
    heading = translated(sheet.heading)
    return _("%(heading)s (number %(row)s)") % {"heading": heading, "row": row} if row > 1 else heading


def _add(parts: list[AnswerPart], part: AnswerPart) -> None:
    """Add a part; one without a heading of its own joins the one before."""
    if not part.lines:
        return
    if parts and not part.heading:
        parts[-1] = replace(parts[-1], lines=(*parts[-1].lines, *part.lines))
    else:
        parts.append(part if part.heading else replace(part, heading=_("What happened")))


def _answered_rows(mine: Held, beside: str) -> Iterator[str]:
    """Give the rows of a sheet beside the way in which something was answered."""
    names = knowledge().content.sheets[beside].questions
    rows = sorted(
        {
            split_key(key)[1]
            for key, value in mine.report.answers.items()
            if value and split_key(key)[0] in names
        }
    )
    return (key_of(beside, row) for row in rows)


def _left_over(mine: Held, shown: set[str]) -> Iterator[AnswerLine]:
    """Give what was answered on a sheet that does not fit any more: nothing told is hidden."""
    for key in mine.report.answers:
        if key not in shown and split_key(key)[0] not in NOT_SHOWN and question_of(key):
            yield _line(mine, key, "")


def _line(mine: Held, key: str, step: str) -> AnswerLine:
    question = question_of(key)
    if question is None:
        message = f"No question has the key {key}."
        raise LookupError(message)
    given = mine.report.answers.get(key, "")
    text = _in_words(key, given)
    is_draft = not mine.report.reference
    return AnswerLine(
        question=_asked(mine, question, key) if not step else translated(question.ask),
        answer=text or _("Not given"),
        is_blank=not text,
        # An answer is read as on the day it was told: "yesterday" stays that day.
        read_as=read_back(question.type, text, at=mine.report.told_at(key) or now()) if text else "",
        change_url=f"{address_of(step)}?from={CHECK}" if is_draft and step else "",
    )


def _asked(mine: Held, question: Question, key: str) -> str:
    """Give the words of a question, with the number of its row where there are several in one list."""
    name, row = split_key(key)
    several = any(
        split_key(each) != (name, row) and split_key(each)[0] == name for each in mine.report.answers
    )
    ask = translated(question.ask)
    return f"{ask} ({row})" if several else ask


def _remove_url(mine: Held, step: str) -> str:
    """Give where a further row can be taken out; only its first sheet offers it, and only before sending."""
    name, row = split_key(step)
    run = run_of(knowledge().content, step)
    if row == 1 or mine.report.reference or not run or run[0].id != name:
        return ""
    return reverse("remove_row", args=[step])
