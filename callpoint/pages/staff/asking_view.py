"""What staff see of what a reporter was asked: each fact and what became of it, and how the reporter hears of it."""

from collections.abc import Mapping
from datetime import datetime

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from callpoint.actions.acting import Actor
from callpoint.actions.reading import OpenedReport
from callpoint.clock import now
from callpoint.pages.filters import day, moment, translated
from callpoint.pages.staff.asking_pages import AskingPart, AskView, FactView
from callpoint.records.additions import OpenedAddition
from callpoint.records.knowledge import knowledge
from callpoint.records.opened_casework import OpenedAsk
from callpoint.rules.access import Deed, may
from callpoint.rules.lifecycle import ReportState
from callpoint.rules.missing_facts import AskStanding, FactStanding
from callpoint.rules.notices import Reach, plan_for
from callpoint.rules.rows import Answers


def asking_part(report: OpenedReport, by: Actor) -> AskingPart:
    """Make the part for the page of a report."""
    may_write = may(by.badge, Deed.WRITE_TO_REPORTER, unit=report.unit)
    return AskingPart(
        asks=tuple(_ask(each, may_settle=may_write) for each in report.asks),
        reach=reach_words(report.answers, at=now()) if report.asks else "",
        ask_url=ask_url(report, by),
    )


def ask_url(report: OpenedReport, by: Actor) -> str:
    """Give the address for asking; '' for who may not write to the reporter, or where the report is closed."""
    may_write = may(by.badge, Deed.WRITE_TO_REPORTER, unit=report.unit)
    is_open = report.state is not ReportState.CLOSED
    return reverse("staff_ask", args=[report.id]) if may_write and is_open else ""


def _ask(ask: OpenedAsk, **allowed: bool) -> AskView:
    standing = ask.standing(at=now())
    return AskView(
        id=str(ask.id),
        facts=tuple(
            FactView(question=question_words(fact.key), standing=fact_words(fact.standing))
            for fact in ask.facts
        ),
        standing=standing_words(standing),
        asked_by=ask.asked_by,
        asked_at=ask.asked_at,
        due_at=ask.due_at,
        reminded_at=ask.reminded_at,
        may_settle=allowed["may_settle"] and bool(ask.open_keys),
    )


def question_words(key: str) -> str:
    """Give the question of a fact; the content may have dropped it since."""
    question = knowledge().content.questions.get(key)
    return translated(question.ask) if question else key


def fact_words(standing: FactStanding) -> str:
    """Say what became of one fact."""
    return {
        FactStanding.OPEN: _("No answer yet"),
        FactStanding.ANSWERED: _("Answered"),
        FactStanding.NOT_KNOWN: _("They do not know"),
    }[standing]


def standing_words(standing: AskStanding) -> str:
    """Say what became of an ask."""
    return {
        AskStanding.OPEN: _("Waiting for an answer"),
        AskStanding.PARTLY: _("Answered in part"),
        AskStanding.OVERDUE: _("The day has passed. Go on without it."),
        AskStanding.ANSWERED: _("Answered"),
        AskStanding.DECLINED: _("They do not know"),
        AskStanding.SETTLED: _("Not needed any more"),
    }[standing]


def reach_words(answers: Answers, *, at: datetime) -> str:
    """Say how a reporter hears of a message that is written now: what `actions.noticing` does, in words."""
    plan = plan_for(knowledge(), answers, at=at)
    if plan.not_before is not None and not settings.CALLPOINT.mail.host:
        return _("No notice: this service sends no mail. They see it when they come back.")
    if plan.not_before is not None and plan.not_before > at:
        when = moment(plan.not_before)
        return _("A neutral notice goes to their mail at an hour they called safe: %(when)s.") % {
            "when": when
        }
    return {
        Reach.MAIL: _("A neutral notice goes to their mail now."),
        Reach.NO_ADDRESS: _("No notice: they gave no mail address. They see it when they come back."),
        Reach.NOT_SAFE: _("No notice: they did not call mail safe. They see it when they come back."),
        Reach.OTHER_WAY: _("No notice: they chose another way than mail. They see it when they come back."),
        Reach.HOURS_NOT_READ: _(
            "No notice: their safe hours are in words that only a person can read. They see it when they come back."
        ),
    }[plan.reach]


def asked_on(report: OpenedReport, addition: OpenedAddition) -> Mapping[str, str]:
    """Say of each answer of an addition that was asked for: on which day; the latest ask before it counts."""
    said: dict[str, str] = {}
    for ask in reversed(report.asks):
        if ask.asked_at < addition.added_at:
            words = _("You asked this on %(day)s") % {"day": day(ask.asked_at)}
            said |= {fact.key: words for fact in ask.facts}
    return said
