"""A reporter's own copy of a report, and the dates they were promised, as typed values of the formats."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from uuid import NAMESPACE_URL, UUID, uuid5

from django.conf import settings
from django.utils.translation import gettext as _

from callpoint.formats.ics import Event
from callpoint.formats.own_copy import GivenAnswer, OwnCopy, SentText
from callpoint.formats.paper import Big, Block, Fact, Facts, Heading, Note, Paper, Text
from callpoint.pages.filters import moment
from callpoint.pages.languages import direction_of, language_in_force
from callpoint.pages.public.answers import answer_lines, answer_parts, lines_in_order
from callpoint.pages.public.copying import other_body
from callpoint.pages.public.dates_shown import NEWS, READS, date_of
from callpoint.pages.public.help_now import elsewhere
from callpoint.pages.public.holding import unshown
from callpoint.pages.public.receipts import receipt_blocks
from callpoint.pages.public.reporting import Held
from callpoint.pages.shown import AnswerLine, ServiceView
from callpoint.records.as_sent import parts_sent
from callpoint.records.knowledge import knowledge
from callpoint.records.queries.promises import clocks_of
from callpoint.rules.receipt import text_digest
from callpoint.rules.recording import recorder_of

NOTED_FOR = timedelta(minutes=15)
"""How long a date takes in the calendar."""


def own_copy(mine: Held, *, made_at: datetime) -> OwnCopy:
    """Give the report as a file for programs, every question and every blank."""
    body = other_body(mine)
    return OwnCopy(
        service=settings.CALLPOINT.service.name,
        language=language_in_force(),
        made_at=made_at,
        report_reference=mine.report.reference or None,
        sent_at=mine.report.submitted_at,
        recorded_by=body.name if body else None,
        other_reference=mine.report.other_number or None,
        answers=tuple(
            GivenAnswer(question=line.question, answer=None if is_blank(line) else line.answer)
            for line in answer_lines(mine)
        ),
        as_sent=tuple(
            SentText(
                what=part.what, sent_at=part.sent_at, content=part.content, sha256=text_digest(part.content)
            )
            for part in parts_sent(mine.report.id)
        ),
    )


def copy_paper(mine: Held, made_at: datetime) -> Paper:
    """Give the report as a paper to keep or to take along, in the order of the body that records it."""
    return Paper(
        title=_("Your copy"),
        language=language_in_force(),
        direction=direction_of(language_in_force()),
        lead=_("This is all that you told us. Keep it where only you can see it."),
        blocks=tuple(_blocks(mine)),
        footer=_("Made at %(time)s.") % {"time": moment(made_at)},
        unshown=unshown(),
    )


def _blocks(mine: Held) -> Iterator[Block]:
    yield from _standing(mine)
    if body := other_body(mine):
        yield from _for_body(body)
        yield from _in_their_order(mine)
    else:
        for part in answer_parts(mine):
            yield Heading(text=part.heading)
            yield _facts(part.lines)
    yield from receipt_blocks(mine)
    yield Heading(text=_("Take care"))
    yield Note(
        text=_(
            "Does someone say they can get your money back for a fee? That is most likely one more criminal. "
            "We never ask you for money."
        )
    )


def _standing(mine: Held) -> Iterator[Block]:
    """Say where the report stands: its reference and dates, or that it is not sent."""
    if not mine.report.reference:
        yield Note(text=_("This is not sent yet."))
        return
    yield Big(label=_("Report reference"), groups=tuple(mine.report.reference.split("-")))
    if mine.report.crime_number:
        yield Facts(
            term=_("Number"),
            value=_("As given"),
            rows=(Fact(term=_("Crime number"), value=mine.report.crime_number),),
        )
    else:
        yield Note(text=_("This is not yet a crime number."))
    dates = promised_dates(mine)
    if dates:
        rows = tuple(Fact(term=words, value=moment(at)) for words, at in dates.values())
        yield Facts(term=_("What happens next"), value=_("By when"), rows=rows)


def _for_body(body: ServiceView) -> Iterator[Block]:
    lines = tuple(Fact(term=line.label, value=line.text) for line in body.lines if line.text)
    yield Heading(text=_("Take it to: %(body)s") % {"body": body.name})
    if lines:
        yield Facts(term=_("How to reach them"), value=_("Number or address"), rows=lines)


def _in_their_order(mine: Held) -> Iterator[Block]:
    """Give what was told as that body asks it, then by part what was asked and left out."""
    recorder = recorder_of(knowledge(), mine.suggestion, role=settings.CALLPOINT.service.role)
    told = lines_in_order(mine, recorder.form_order if recorder else ())
    seen = {(line.question, line.answer) for line in told}
    besides = tuple(
        line for line in answer_lines(mine) if not is_blank(line) and (line.question, line.answer) not in seen
    )
    left_out = tuple(
        Fact(term=part.heading, value="\n".join(line.question for line in part.lines if is_blank(line)))
        for part in answer_parts(mine)
        if any(is_blank(line) for line in part.lines)
    )
    yield Note(text=elsewhere(mine.suggestion))
    yield Text(text=_("This is in the order they ask."))
    yield _facts((*told, *besides))
    if left_out:
        yield Heading(text=_("What you left out"))
        yield Facts(term=_("About"), value=_("Not given"), rows=left_out)


def is_blank(line: AnswerLine) -> bool:
    """Say whether a question was left out."""
    return line.answer == _("Not given")


def _facts(lines: tuple[AnswerLine, ...]) -> Facts:
    rows = tuple(
        Fact(term=line.question, value=f"{line.answer}\n{line.read_as}" if line.read_as else line.answer)
        for line in lines
    )
    return Facts(term=_("Question"), value=_("Answer"), rows=rows)


def promised_dates(mine: Held) -> dict[str, tuple[str, datetime]]:
    """Give what was promised of a report that is sent, in neutral words with its time, by the promise's name."""
    words = {**dict.fromkeys(READS, _("Someone has read it")), **dict.fromkeys(NEWS, _("You hear from us"))}
    return {
        clock.promise: (words[clock.promise], date_of(clock))
        for clock in clocks_of(mine.report.id)
        if clock.promise in words
    }


def reminders(mine: Held) -> tuple[Event, ...]:
    """Give the promised dates for a calendar that others may see: no word in it says what it is about."""
    return tuple(
        Event(
            uid=_uid(mine.report.id, name),
            title=_("Reminder"),
            starts_at=at,
            lasts=NOTED_FOR,
            description=_("Look at your page, if you want to."),
            alarm_before=timedelta(0),
        )
        for name, (_words, at) in promised_dates(mine).items()
    )


def _uid(report_id: UUID, name: str) -> str:
    """Give a name that stays the same, and from which nobody can find the report."""
    return str(uuid5(NAMESPACE_URL, f"callpoint:reminder:{report_id}:{name}"))
