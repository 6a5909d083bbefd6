"""What the service writes to a reporter of itself: the promised news where no person wrote, and that a date was not kept.

Each line says something that happened, or a date. No line says what other reports tell, who works on it, or who is to
blame.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from callpoint.actions.said_times import moment
from callpoint.rules.lifecycle import ReportState


@dataclass(frozen=True, kw_only=True)
class Missed:
    """A promise whose date has passed: its id, the date that was told, and the new one."""

    promise: str
    due_at: datetime
    again_at: datetime


@dataclass(frozen=True, kw_only=True)
class Happened:
    """What happened to a report since its reporter last had news."""

    state: ReportState
    since: datetime
    first_read_at: datetime | None
    last_read_at: datetime | None
    taken_at: datetime | None
    recorded_at: datetime | None
    was_compared: bool
    """Whether it was looked at together with other reports; never what came of it."""
    answer_by: datetime | None
    """By when a message of theirs is answered; None where none waits."""
    is_asked: bool
    is_late: bool
    """Whether this news comes later than it was promised."""
    others_wait: bool
    """Whether other reports of the same unit wait to be read."""


def news_words(happened: Happened, missed: Sequence[Missed], *, next_at: datetime) -> str:
    """Write the promised news, even where there is none, in the language in force."""
    lines = [_("You get this because we said you would hear from us.")]
    if happened.is_late:
        lines.append(_("It comes later than we said. We are sorry."))
    lines += [line for one in missed for line in _missed_lines(one, others_wait=happened.others_wait)]
    did = list(_did(happened))
    lines += did or [_("There is no news. Your report is still open.")]
    lines += _owed(happened)
    lines.append(
        _("You hear from us again by %(when)s. This holds even if there is no news.")
        % {"when": moment(next_at)}
    )
    return "\n".join(lines)


def late_words(missed: Sequence[Missed], *, others_wait: bool) -> str:
    """Say that dates were not kept, why, and which dates hold now."""
    return "\n".join(line for one in missed for line in _missed_lines(one, others_wait=others_wait))


def _did(happened: Happened) -> Iterator[str]:
    """Say what we did since, one line each."""
    since = happened.since
    if happened.first_read_at is None:
        yield _("No person has read your report yet. It still waits to be read.")
    elif happened.first_read_at > since:
        yield _("A person first read it at %(when)s.") % {"when": moment(happened.first_read_at)}
    elif happened.last_read_at and happened.last_read_at > since:
        yield _("A person looked at it again at %(when)s.") % {"when": moment(happened.last_read_at)}
    if happened.was_compared:
        yield _("We compared it with other reports.")
    if happened.taken_at and happened.taken_at > since:
        yield _("The team took it on.")
    if happened.recorded_at and happened.recorded_at > since:
        yield _("We wrote down what kind of case it is.")
    if happened.state is ReportState.WITH_OFFICER:
        yield _("An officer has it.")


def _owed(happened: Happened) -> Iterator[str]:
    """Say what is still to come from either side."""
    if happened.is_asked:
        yield _("We asked you something. You can still answer. We read your report without it too.")
    if happened.answer_by:
        yield _("You wrote to us. We answer you by %(when)s.") % {"when": moment(happened.answer_by)}


def _missed_words(promise: str) -> tuple[str, str, str]:
    """Give what was said, that it was not done, and what holds now, of a promise that only people keep."""
    if promise == "answer-message":
        return (
            _("We said that we would answer your message by %(when)s."),
            _("We have not done that. We are sorry. No person has answered it yet."),
            _("We now answer it by %(when)s."),
        )
    if promise == "review-answer":
        return (
            _("You asked us to look again. We said that you would hear what came of it by %(when)s."),
            _("We have not done that. We are sorry. No person has decided it yet."),
            _("You now hear of it by %(when)s."),
        )
    return (
        _("We said that a person would read your report by %(when)s."),
        _("We have not done that. We are sorry. No person has read it yet."),
        _("A person now reads it by %(when)s."),
    )


def _missed_lines(one: Missed, *, others_wait: bool) -> Iterator[str]:
    said, sorry, new = _missed_words(one.promise)
    yield said % {"when": moment(one.due_at)}
    yield sorry
    if others_wait:
        yield _("Other reports wait too.")
    yield new % {"when": moment(one.again_at)}
    yield _("Do you need help now? Do not wait for us. The page “What happens next” says who is there.")
