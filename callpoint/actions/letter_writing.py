"""Fills a letter with the facts of one report: counts, dates, and what still works for its reporter."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from django.conf import settings
from django.utils import timezone, translation
from django.utils.dateformat import format as date_words
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from callpoint.formats.letters import held_in_order
from callpoint.records.additions import told_by_now
from callpoint.records.knowledge import knowledge
from callpoint.records.models import LostAmount, Message, Report, SeriesMember
from callpoint.records.sealed import ReportSeal
from callpoint.rules.asking_support import services_to_ask
from callpoint.rules.closing import Case
from callpoint.rules.content.closing_model import Outcome
from callpoint.rules.content.model import Service
from callpoint.rules.dates import promised
from callpoint.rules.letters import Letter, filled
from callpoint.rules.suggesting import Suggestion, suggest
from callpoint.vault.models import Exhibit

DAY = "l j F Y"
"""How a letter writes a day: with its weekday, without a time."""
NOTHING_LEFT = frozenset({"", "no"})
"""What `money_left` says where no money is told to be gone."""
CLAIM_HERE = "GB"
"""Where the promise `app-claim-window` holds."""


@dataclass(frozen=True, kw_only=True)
class Writing:
    """A report opened to be written about: nothing of it is kept."""

    report: Report
    seal: ReportSeal
    suggestion: Suggestion
    """What the rules make of its answers as they stand now."""

    @property
    def case(self) -> Case:
        """Give what the rules of closing look at."""
        return Case(
            kind=self.report.kind,
            facts=self.suggestion.result.facts,
            vulnerability=self.report.vulnerability,
            recorded_as=self.report.recorded_as,
        )


def writing_about(report: Report) -> Writing:
    """Open a report to write about it; the caller writes the leaf."""
    seal = ReportSeal.of(report)
    answers = told_by_now(report, seal).answers
    at = report.submitted_at or report.created_at
    return Writing(report=report, seal=seal, suggestion=suggest(answers, at=at, known=knowledge()))


def letter_for(about: Writing, template: Letter, *, outcome: Outcome, at: datetime) -> Letter:
    """Fill a template with the facts of a report, in the language of its reporter."""
    with translation.override(about.report.language):
        return filled(in_this_language(template), _facts(about, outcome, at=at))


def in_this_language(template: Letter) -> Letter:
    """Translate what is our own of a template; what staff wrote has no translation and stays."""
    return replace(template, sorry=_(template.sorry)) if template.sorry else template


def review_by(report: Report, *, at: datetime) -> str:
    """Give the last date for a review of a letter that goes out `at`, in the reporter's language; '' for none."""
    with translation.override(report.language):
        return _day(_promised(report, "review-window", at=at))


def _facts(about: Writing, outcome: Outcome, *, at: datetime) -> dict[str, str]:
    report = about.report
    number = _in_order(about.seal.crime_number(report))
    return {
        "reference": report.reference or "",
        "sent_on": _day(report.submitted_at),
        "read_on": _day(report.first_read_at),
        "review_by": _day(_promised(report, "review-window", at=at)),
        "service": settings.CALLPOINT.service.name,
        "crime_number": number,
        "did": " ".join(_did(report, number)),
        "decision": _(outcome.decision),
        "reason": _(outcome.reason),
        "still": "\n\n".join(_still(about, at=at)),
    }


def _did(report: Report, number: str) -> Iterator[str]:
    """Say what was done, with counts and dates; never what was found, which an offender might read."""
    yield _("You sent us your report on %(day)s.") % {"day": _day(report.submitted_at)}
    if report.first_read_at:
        yield _("One of us read it on %(day)s.") % {"day": _day(report.first_read_at)}
    of_report = Message.objects.filter(report=report)
    ours = of_report.filter(staff__isnull=False).count()
    theirs = of_report.filter(staff__isnull=True, is_from_service=False).count()
    files = Exhibit.objects.filter(report_id=report.id).count()
    if ours:
        yield ngettext("We wrote to you %(num)s time.", "We wrote to you %(num)s times.", ours) % {
            "num": ours
        }
    if theirs:
        yield ngettext(
            "You wrote to us %(num)s time, and we read it.",
            "You wrote to us %(num)s times, and we read it all.",
            theirs,
        ) % {"num": theirs}
    if files:
        yield ngettext(
            "You gave us %(num)s file, and we keep it safe.",
            "You gave us %(num)s files, and we keep them safe.",
            files,
        ) % {"num": files}
    if SeriesMember.objects.filter(report=report).exists():
        yield _("We looked for more reports that name the same things.")
    if number:
        yield _("Police have a record of the crime. Your crime number is %(number)s.") % {"number": number}


def _still(about: Writing, *, at: datetime) -> Iterator[str]:
    """Say what still works: the bank, somebody to talk to, and another look with its last date."""
    report = about.report
    is_told = about.suggestion.result.facts.money_left not in NOTHING_LEFT
    if is_told or report.paid_at or LostAmount.objects.filter(report=report).exists():
        yield " ".join(_money(about, at=at))
    services = services_to_ask(knowledge(), about.suggestion.place)
    if services:
        # Where the place does not settle it, the last serves the most people.
        yield _support(services[-1])
    yield " ".join(_review(report, at=at))
    yield _("Do you know something new? Tell us, and we open it again.")


def _money(about: Writing, *, at: datetime) -> Iterator[str]:
    yield _("Ask your bank about your money, if you have not yet. It may still get some of it back.")
    paid_at = about.report.paid_at
    is_here = knowledge().jurisdiction.country == CLAIM_HERE
    last = _promised(about.report, "app-claim-window", at=paid_at) if paid_at and is_here else None
    if last and last > at:
        yield _("For most bank transfers in the UK, you can ask until %(day)s.") % {"day": _day(last)}


def _support(service: Service) -> str:
    phones = (channel.value for channel in service.channels if channel.type == "phone")
    who = ", ".join((_(service.name), *map(_in_order, tuple(phones)[:1])))
    return _("You can still talk to someone about this: %(who)s.") % {"who": who}


def _review(report: Report, *, at: datetime) -> Iterator[str]:
    last = _day(_promised(report, "review-window", at=at))
    if last:
        yield _("Do you think that this is wrong? You can ask us to look again by %(day)s.") % {"day": last}
        yield _("We read what comes late, too.")
    else:
        yield _("Do you think that this is wrong? You can ask us to look again.")
    yield _("Someone else will then look at it. Go to the page of your report to ask.")


def _promised(report: Report, promise: str, *, at: datetime) -> datetime | None:
    known = knowledge()
    unit = known.content.units.get(report.unit)
    return promised(known, promise, unit=unit, role=settings.CALLPOINT.service.role, at=at)


def _day(at: datetime | None) -> str:
    """Write a day in the language in force and the zone of the deployment; '' where there is none."""
    return date_words(at.astimezone(timezone.get_default_timezone()), DAY) if at else ""


def _in_order(number: str) -> str:
    """Keep a number in its own order in a letter that runs from the right; elsewhere nothing is put in."""
    return held_in_order(number) if translation.get_language_bidi() else number
