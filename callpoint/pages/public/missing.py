"""What is still missing from a report that was sent: each sheet with how much of it is there."""

from collections.abc import Iterator
from typing import Final

from django.urls import reverse
from django.utils.translation import gettext as _

from callpoint.pages.filters import translated
from callpoint.pages.public.answers import heading_of
from callpoint.pages.public.reporting import Held
from callpoint.pages.public.return_pages import TaskLine
from callpoint.pages.public.steps import CHECK, EVIDENCE, HELP, SITUATION, STORY
from callpoint.records.knowledge import knowledge
from callpoint.rules.rows import key_of, rows_of, split_key
from callpoint.rules.way import PAYMENT, keys_in_row, next_row, questions_in, run_of

BANK: Final = "bank_told"
"""The question whether the bank was reached, which is put first to whoever comes back."""
BANK_SAID: Final = "bank-said"
"""The sheet of what the bank answered."""
NOT_LISTED: Final = frozenset({SITUATION, STORY, HELP, EVIDENCE, CHECK, BANK_SAID})
"""Steps with a place of their own."""


def bank_lines(mine: Held) -> tuple[TaskLine, ...]:
    """Ask of each payment whether the bank was reached and what it said; none where no money moved."""
    content, answers = knowledge().content, mine.report.answers
    if PAYMENT not in mine.way.steps:
        return ()
    ask = translated(content.questions[BANK].ask)
    said = translated(content.sheets[BANK_SAID].heading)
    lines = []
    for row in rows_of(answers, questions_in(run_of(content, PAYMENT))):
        is_told = answers.get(key_of(BANK, row)) == "yes"
        step = key_of(BANK_SAID if is_told else BANK, row)
        lines.append(_line(mine, step, title=said if is_told else ask, hint=_payment(mine, row)))
    return tuple(lines)


def _payment(mine: Held, row: int) -> str:
    """Name a payment by its amount, as it was typed."""
    return str(mine.report.answers.get(key_of("pay_amount", row), ""))


def missing_lines(mine: Held) -> tuple[TaskLine, ...]:
    """Give each page of the way with how much of it is there, and a further row of each run that was begun."""
    lines: list[TaskLine] = []
    steps = [step for step in mine.way.steps if split_key(step)[0] not in NOT_LISTED]
    for place, step in enumerate(steps):
        lines.append(_line(mine, step))
        is_last = not any(_same_run(step, other) for other in steps[place + 1 :])
        lines.extend(_another(mine, step) if is_last else ())
    return tuple(lines)


def more_lines(mine: Held) -> tuple[TaskLine, ...]:
    """Give the pages beside the way, for whoever has more to tell."""
    return tuple(_line(mine, step) for step in mine.way.more())


def _same_run(step: str, other: str) -> bool:
    run = run_of(knowledge().content, step)
    return bool(run) and run == run_of(knowledge().content, other)


def _another(mine: Held, step: str) -> Iterator[TaskLine]:
    """Offer one more row where the run has rows and one of them was begun."""
    content, answers = knowledge().content, mine.report.answers
    run = run_of(content, step)
    row = next_row(content, answers, step) if run and keys_in_row(content, answers, step) else ""
    if not row:
        return
    titles = {"payment": _("Add another payment"), "identifier": _("Add more of theirs")}
    title = titles.get(run[0].rows) or _("Add one more: %(heading)s") % {"heading": heading_of(run[0].id)}
    yield TaskLine(
        title=title, hint="", url=reverse("add_step", args=[row]), status=_("If there is more"), is_open=False
    )


def _line(mine: Held, step: str, *, title: str = "", hint: str = "") -> TaskLine:
    """Make the line of one page with its state."""
    row = split_key(step)[1]
    questions = mine.way.questions(step) if step != key_of(BANK, row) else ()
    names = [one.id for one in questions] or [BANK]
    told = sum(bool(mine.report.answers.get(key_of(name, row))) for name in names)
    status = _("Not started") if not told else _("Done") if told == len(names) else _("Some")
    return TaskLine(
        title=title or heading_of(step) or translated(questions[0].ask),
        hint=hint,
        url=reverse("add_step", args=[step]),
        status=status,
        is_open=told < len(names),
    )
