"""Tells a member of staff by mail that something waits, where they asked for it, in words that name no report and nobody."""

from datetime import date, datetime
from uuid import UUID

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from callpoint.actions.acting import system
from callpoint.actions.desk import digest_was_sent, holder_was_told
from callpoint.delivery.errors import NotDeliveredError
from callpoint.delivery.mail.notice import post_letter
from callpoint.records.queries.desk import Awaited, wants_digest, wants_news_of
from callpoint.records.queries.due import Asker, DueSort, due_counts
from callpoint.records.queries.queue import Asked, queue
from callpoint.rules.access import Deed, may
from callpoint.rules.queue_order import View, first_view


def tell_holder(*, report_id: UUID, letter_id: str, at: datetime) -> None:
    """
    Tell who holds a report that there is more to read in it, where they want to know; else do nothing.

    :raises callpoint.delivery.errors.NotDeliveredError: the mail server did not take it.
    """
    wanted = wants_news_of(report_id) if settings.CALLPOINT.mail.host else None
    if wanted is None:
        return
    with translation.override(settings.LANGUAGE_CODE):
        post_letter(
            subject=_("There is more to read"),
            body=_("There is more to read in a report of yours. Sign in to see it."),
            to=wanted.mail,
            letter_id=f"{letter_id}:{wanted.staff_id}",
        )
    holder_was_told(report_id=report_id, by=system("worker"), at=at)


def send_digests(*, hour: int, today: date, at: datetime) -> int:
    """
    Send the digest to everybody who wants it at this hour and for whom something waits; returns how many went out.

    :raises callpoint.delivery.errors.NotDeliveredError: the mail server did not take one; all others went out.
    """
    if not settings.CALLPOINT.mail.host:
        return 0
    sent, refused = 0, None
    for each in wants_digest(hour=hour, today=today):
        try:
            sent += _send_digest(each, today=today, at=at)
        except NotDeliveredError as error:
            refused = error
    if refused:
        raise refused
    return sent


def _reports_that_wait(wanted: Awaited, *, at: datetime) -> tuple[str, ...]:
    view = first_view(wanted.badge)
    counts = queue(Asked(badge=wanted.badge, staff_id=wanted.staff_id, view=view, at=at)).counts
    mine, now = counts[View.MINE], counts[View.NOW]
    yours = ngettext("%(num)s report is yours.", "%(num)s reports are yours.", mine) % {"num": mine}
    urgent = ngettext("%(num)s is urgent now.", "%(num)s are urgent now.", now) % {"num": now}
    return (yours, urgent) if mine or now else ()


def _things_due(wanted: Awaited, *, today: date, at: datetime) -> tuple[str, ...]:
    """Count what of cases and of requests to others is due by today: numbers only."""
    found = due_counts(Asker(staff_id=wanted.staff_id, badge=wanted.badge, at=at, until=today))
    offers, answers = found[DueSort.OFFER], found[DueSort.ANSWER]
    tasks, reviews = found[DueSort.TASK], found[DueSort.REVIEW]
    said = (
        (offers, ngettext("%(num)s case is offered to you.", "%(num)s cases are offered to you.", offers)),
        (
            answers,
            ngettext("%(num)s answer to a request is due.", "%(num)s answers to requests are due.", answers),
        ),
        (tasks, ngettext("%(num)s task is due.", "%(num)s tasks are due.", tasks)),
        (
            reviews,
            ngettext("%(num)s case is due for review.", "%(num)s cases are due for review.", reviews),
        ),
    )
    return tuple(words % {"num": number} for number, words in said if number)


def _send_digest(wanted: Awaited, *, today: date, at: datetime) -> int:
    if not may(wanted.badge, Deed.SEE_QUEUE):
        return 0
    with translation.override(settings.LANGUAGE_CODE):
        lines = (*_reports_that_wait(wanted, at=at), *_things_due(wanted, today=today, at=at))
        if not lines:
            return 0
        where = _("Sign in to see them.")
        post_letter(
            subject=_("What waits today"),
            body="\n".join((*lines, "", where)),
            to=wanted.mail,
            letter_id=f"digest:{wanted.staff_id}:{today}",
        )
    digest_was_sent(staff_id=wanted.staff_id, today=today, by=system("worker"), at=at)
    return 1
