"""The one question some weeks after a closing, how it went: asked once, answered once or never.

FollowUpError
├── NotAskedError       there is no question, or it was answered
└── NoAnswerError       what came is no answer
"""

import secrets
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from callpoint.actions.acting import Actor, check_is_reporter
from callpoint.actions.corresponding import MESSAGE_LIMIT, sent_report
from callpoint.actions.journalling import write_leaf
from callpoint.actions.telling_reporter import tell_reporter
from callpoint.records.models import Closing, FollowUp, Review
from callpoint.records.sealed_closings import ClosingSeal
from callpoint.records.transaction import writing
from callpoint.rules.chance import Chance
from callpoint.rules.closing import HowItWent, Result
from callpoint.rules.lifecycle import ReportState


class FollowUpError(Exception):
    """A question cannot be answered."""


class NotAskedError(FollowUpError):
    """There is no question, or it was answered."""


class NoAnswerError(FollowUpError):
    """What came is no answer: none of the choices was made, or the words have `over` characters too many."""

    def __init__(self, over: int = 0) -> None:
        super().__init__(f"{over} characters over")
        self.over = over


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What somebody says of how it went."""

    choice: str
    words: str


@writing
def ask_follow_up(
    *, follow_up_id: UUID, by: Actor, at: datetime, chance: Chance = secrets.token_bytes
) -> bool:
    """
    Ask how it went, by a message that is told of only by a way called safe; say whether it was asked.

    Not where the report is open again, its reporter asked that it stop, or it was asked before.
    """
    found = FollowUp.objects.filter(id=follow_up_id).values_list("report_id", flat=True).first()
    if found is None:
        return False
    report = sent_report(found)
    follow_up = FollowUp.objects.select_for_update().get(id=follow_up_id)
    is_over = report.state != ReportState.CLOSED or report.withdraw_asked_at is not None
    if is_over or follow_up.asked_at or _was_opened_for_good(follow_up.closing):
        return False
    follow_up.asked_at = at
    follow_up.save(update_fields=["asked_at"])
    message = tell_reporter(
        report,
        lambda: _("We would like to know how you are now. You find one short question on this page."),
        about=follow_up.id,
        by=by,
        at=at,
        chance=chance,
    )
    write_leaf(what="follow-up.ask", about=report.id, by=by, at=at, wrote=[follow_up, message])
    return True


def _was_opened_for_good(closing: Closing) -> bool:
    """Say whether a closing was opened again and does not stand; one that a review confirmed stands."""
    stands = Review.objects.filter(closing=closing, result=Result.STANDS).exists()
    later = Closing.objects.filter(report=closing.report_id, sent_at__gt=closing.sent_at).exists()
    return closing.opened_at is not None and (later or not stands)


@writing
def answer_follow_up(
    *, report_id: UUID, answer: Answer, by: Actor, at: datetime, chance: Chance = secrets.token_bytes
) -> None:
    """
    Keep how it went, as the reporter says; it opens nothing again by itself.

    :raises callpoint.records.opened.NoSuchReportError: none with this id was sent.
    :raises NotAskedError: nothing was asked, or it was answered.
    :raises NoAnswerError: no choice, or too many characters.
    """
    check_is_reporter(by, report_id)
    report = sent_report(report_id)
    asked = FollowUp.objects.select_for_update().filter(report=report, asked_at__isnull=False)
    follow_up = asked.filter(answered_at=None).order_by("-asked_at").first()
    if follow_up is None:
        raise NotAskedError
    said = answer.words.replace("\r\n", "\n").strip()
    if answer.choice not in set(HowItWent) or len(said) > MESSAGE_LIMIT:
        raise NoAnswerError(max(0, len(said) - MESSAGE_LIMIT))
    follow_up.choice, follow_up.answered_at = answer.choice, at
    follow_up.words = ClosingSeal.of(report).seal_answer(follow_up.id, said, chance)
    follow_up.save(update_fields=["choice", "answered_at", "words"])
    write_leaf(what="follow-up.answer", about=report.id, by=by, at=at, wrote=[follow_up])
