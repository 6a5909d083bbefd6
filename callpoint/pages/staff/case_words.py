"""How the pages of cases name what happened, what is wrong in a form, and where a thing stands."""

from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from callpoint.actions.case_basis import (
    MOST_REPORTS,
    CaseClosedError,
    CaseError,
    CaseFullError,
    NotAColleagueError,
)
from callpoint.actions.case_times import Happened, TimeLine
from callpoint.rules.cases import (
    CaseRuleError,
    DayNotTakenError,
    EntryKind,
    Relevance,
    TextMissingError,
    TextTooLongError,
)

Wrong = dict[str, str]
"""The id of a field to what is wrong with it."""


class NotGivenError(CaseError):
    """A task was to be given to somebody who may not work on the case; `field` is where they were chosen."""

    def __init__(self, task_id: UUID) -> None:
        super().__init__(str(task_id))
        self.field = f"give-{task_id}"


def happened_words(line: TimeLine) -> str:
    """Say what happened."""
    words = {
        Happened.PAID: _("Money left the reporter, as they say"),
        Happened.SENT: _("The report came in"),
        Happened.FIRST_READ: _("Read for the first time"),
        Happened.ADDED_TO: _("The reporter added answers"),
        Happened.EXHIBIT_CAME: _("Exhibit %(number)s came in") % {"number": line.number},
        Happened.MESSAGE_CAME: _("The reporter wrote"),
        Happened.MESSAGE_SENT: _("We wrote to the reporter"),
        Happened.ASKED: _("We asked the reporter for facts"),
        Happened.RECORDED: _("Recorded, as a crime or not"),
        Happened.MOVED: _("Moved to another unit"),
        Happened.CLOSED: _("Closed, with a letter"),
        Happened.ASKED_AGAIN: _("The reporter asked to look again"),
        Happened.DISCLOSED: _("Parts of it were handed over"),
        Happened.STATEMENT_SIGNED: _("The reporter signed a statement"),
        Happened.OTHERS_ASKED: _("A request went out to another body"),
        Happened.OTHERS_ANSWERED: _("An answer of another body was noted"),
        Happened.PUT_IN: _("Put into this case"),
        Happened.TAKEN_OUT: _("Taken out of this case"),
        Happened.DECIDED: _("Decision in the log"),
        Happened.REVIEWED: _("The case was reviewed"),
        Happened.CASE_CLOSED: _("The case was closed"),
        Happened.CASE_OPENED_AGAIN: _("The case was opened again"),
        Happened.TASK_MADE: _("Task given out"),
        Happened.TASK_DONE: _("Task done"),
        Happened.OFFERED: _("Hand-over offered"),
        Happened.ACCEPTED: _("Hand-over accepted"),
        Happened.REFUSED: _("Hand-over not accepted"),
    }
    return words[line.what]


def entry_words(kind: EntryKind) -> str:
    """Name a line of the log."""
    return {
        EntryKind.DECISION: _("Decision"),
        EntryKind.REVIEW: _("Review"),
        EntryKind.CLOSING: _("Closed"),
        EntryKind.OPENING: _("Opened again"),
    }[kind]


def relevance_words(relevance: Relevance) -> str:
    """Name what a thing is to the prosecution."""
    return {
        Relevance.USED: _("Used"),
        Relevance.UNUSED: _("Unused"),
        Relevance.SENSITIVE: _("Unused and sensitive"),
    }[relevance]


def wrong_with(refused: CaseRuleError | CaseError) -> Wrong:
    """Say what is wrong, by the field it is wrong in."""
    if isinstance(refused, CaseError):
        return _not_possible(refused)
    match refused:
        case TextMissingError(field=field):
            return {field: _missing(field)}
        case TextTooLongError(field=field, over=over):
            words = ngettext(
                "Make this %(over)s letter shorter.", "Make this %(over)s letters shorter.", over
            )
            return {field: words % {"over": over}}
        case DayNotTakenError(field=field):
            return {field: _("Choose a day from today on.")}
        case _:
            return {"reason": _("Say why it is sensitive.")}


def _not_possible(refused: CaseError) -> Wrong:
    if isinstance(refused, NotGivenError):
        return {refused.field: _("Choose somebody who may work on this case.")}
    full = _("A case holds at most %(most)s reports. Begin another one for the rest.")
    words: dict[type[CaseError], Wrong] = {
        NotAColleagueError: {
            "task-who": _("Choose somebody who may work on this case."),
            "to": _("Choose a colleague."),
        },
        CaseClosedError: {"": _("This case was closed meanwhile. Open it again first.")},
        CaseFullError: {"": full % {"most": MOST_REPORTS}},
    }
    return words.get(type(refused), {"": _("Somebody changed this meanwhile. Look again.")})


def _missing(field: str) -> str:
    words = {
        "title": _("Give the case a title."),
        "aim": _("Say what the case is to find out."),
        "task": _("Say what is to be done."),
        "decision": _("Write down what was decided."),
        "decision-why": _("Say why, in a sentence or two."),
        "review": _("Say what came of the review."),
        "out-reason": _("Say why the report leaves the case."),
        "close-reason": _("Say why, in a sentence or two."),
        "note": _("Say what your colleague must know first."),
        "body": _("Name the force, and who there gets it."),
        "purpose": _("Say what it is for."),
        "answer": _("Say who answered there and what they said, or why it is refused."),
        "description": _("Describe it, so that somebody who never saw it knows what it is."),
    }
    return words[field]
