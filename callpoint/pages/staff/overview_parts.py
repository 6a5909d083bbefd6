"""Makes the parts of the supervisor's page from what was counted: bars, tables and sentences."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from callpoint.pages.page import Link
from callpoint.pages.staff.overview_counts import Overview
from callpoint.pages.staff.overview_pages import BarLine, BarPart, GridPart, TextPart
from callpoint.pages.staff.overview_words import (
    age_words,
    before_words,
    days_sentence,
    days_words,
    ending_words,
    endings_sentence,
    kept_sentence,
    kind_or_none,
    money_sentence,
    most_of,
    open_sentence,
    owed_sentence,
    read_sentence,
    said_words,
    step_words,
    steps_sentence,
    told_words,
    way_sentence,
)
from callpoint.pages.staff.queue_choices import unit_words
from callpoint.pages.staff.words import state_words
from callpoint.pages.trend_words import count_words, currency_sign, sum_words
from callpoint.records.queries.overview import Ending
from callpoint.rules.figures import LONGEST_COUNTED, Share
from callpoint.rules.lifecycle import ReportState
from callpoint.rules.overview import Age, Step, Told
from callpoint.rules.recording_codes import records_here

WHOLE = 100
"""The length of the longest bar."""


@dataclass(frozen=True, kw_only=True)
class Bar:
    """One line before it is put into words; None where the period before has no such number."""

    label: str
    number: int
    before: int | None = None


def steps_shown() -> tuple[Step, ...]:
    """Give the steps that there are here: a support service records no crime."""
    is_recording = records_here(settings.CALLPOINT.service.role)
    return tuple(step for step in Step if is_recording or step is not Step.RECORDED)


def in_short(overview: Overview) -> tuple[str, ...]:
    """Say the most important first, in sentences."""
    length = overview.period.length
    return (
        read_sentence(overview.now, length),
        open_sentence(overview),
        owed_sentence(overview),
        kept_sentence(overview.now.kept, overview.before.kept, length),
        money_sentence(overview.now.money, length),
        endings_sentence(overview.now.endings, length),
    )


def way_part(overview: Overview, csv_url: str) -> BarPart | None:
    """Show how far people come who begin a report on the web; an unsent report has no unit."""
    if overview.unit:
        return None
    told, before = overview.now.told, overview.before.told
    bars = [Bar(label=told_words(each), number=told[each], before=before[each]) for each in Told]
    return BarPart(
        anchor="way",
        sentence=way_sentence(overview.now, overview.period.length),
        caption=_("How far people come with a report"),
        head=(_("How far"), _("Reports"), before_words(overview.period.length)),
        lines=_lines(bars if told[Told.BEGUN] else []),
        notes=(
            _("Whether the help pages were of use is not counted: that would mean to follow people."),
            _("The kind is read from the story, so choosing it is no step of its own."),
            _("Where an unsent report stopped is counted when it is deleted, after %(days)s days.")
            % {"days": settings.CALLPOINT.drafts.keep_days},
        ),
        csv_url=csv_url,
        link=Link(text=_("Page by page, as published"), url=reverse("figures")),
    )


def steps_part(overview: Overview, csv_url: str) -> BarPart:
    """Show what became of the reports of the period."""
    steps, before = overview.now.steps, overview.before.steps
    bars = [Bar(label=step_words(each), number=steps[each], before=before[each]) for each in steps_shown()]
    return BarPart(
        anchor="steps",
        sentence=steps_sentence(overview.now, overview.period.length),
        caption=_("What became of the reports that were sent"),
        head=(_("Step"), _("Reports"), before_words(overview.period.length)),
        lines=_lines(bars if steps[Step.SENT] or before[Step.SENT] else []),
        notes=(
            _("The period before is counted as it stood at the same age, so that both had the same time."),
            _("A count does not say why a report got no further."),
        ),
        csv_url=csv_url,
    )


def days_part(overview: Overview, csv_url: str) -> BarPart:
    """Show how long it took until a person read the reports of the period."""
    now, before = overview.now, overview.before
    numbers, earlier = (_each_day(each.read, each.steps[Step.SENT]) for each in (now, before))
    labels = (*range(LONGEST_COUNTED + 1), LONGEST_COUNTED + 1)
    bars = [
        Bar(label=days_words(days)[:1].upper() + days_words(days)[1:], number=number, before=one_before)
        for days, number, one_before in zip(labels, numbers, earlier, strict=True)
        if number or one_before
    ]
    return BarPart(
        anchor="days",
        sentence=days_sentence(now),
        caption=_("Working days until a person read it"),
        head=(_("Working days"), _("Reports"), before_words(overview.period.length)),
        lines=_lines(bars),
        notes=(_("What is sent after 17:00 or on a day off counts from the next working day."),),
        csv_url=csv_url,
    )


def ages_part(overview: Overview, csv_url: str) -> BarPart:
    """Show how old the open reports are."""
    bars = [Bar(label=age_words(age), number=sum(each.ages[age] for each in overview.open)) for age in Age]
    return BarPart(
        anchor="ages",
        sentence=open_sentence(overview),
        caption=_("Age of the open reports"),
        head=(_("Age"), _("Reports"), ""),
        lines=_lines(bars if overview.open else []),
        csv_url=csv_url,
        link=Link(text=_("To the queue"), url=reverse("staff_queue")),
    )


def open_grid(overview: Overview) -> GridPart:
    """Show the open reports by unit and state."""
    return GridPart(
        caption=_("Open reports by unit and state"),
        head=(_("Unit and state"), *(age_words(age) for age in Age), _("All")),
        rows=tuple(
            (
                f"{unit_or_none(each.unit)}: {state_words(ReportState(each.state))}",
                *(count_words(each.ages[age]) for age in Age),
                count_words(each.number),
            )
            for each in overview.open
        ),
    )


def owed_part(overview: Overview, csv_url: str) -> TextPart:
    """Show what is late and what falls due soon, by unit."""
    return TextPart(
        anchor="owed",
        sentence=owed_sentence(overview),
        lines=(kept_sentence(overview.now.kept, overview.before.kept, overview.period.length),),
        grid=GridPart(
            caption=_("Promises by unit"),
            head=(_("Unit"), _("Late now"), _("Due in two days")),
            rows=tuple(
                (unit_or_none(each.unit), count_words(each.late), count_words(each.soon))
                for each in overview.owed
            ),
        ),
        csv_url=csv_url,
        link=Link(text=_("Promise by promise, report by report"), url=reverse("staff_promises")),
    )


def money_part(overview: Overview, csv_url: str) -> TextPart:
    """Show what went and what came back, as the reporters tell it."""
    earlier = {each.currency: each for each in overview.before.money}
    return TextPart(
        anchor="money",
        sentence=money_sentence(overview.now.money, overview.period.length),
        lines=(_("Sums are as the reporters tell them. Nobody has checked them."),),
        grid=GridPart(
            caption=_("Money by currency"),
            head=(
                _("Currency"),
                _("Went"),
                _("Reports"),
                _("Came back"),
                _("Reports"),
                _("Went, the period before"),
            ),
            rows=tuple(
                (
                    currency_sign(each.currency),
                    sum_words(each.lost, each.currency),
                    count_words(each.losing),
                    sum_words(each.returned, each.currency),
                    count_words(each.returning),
                    sum_words(earlier[each.currency].lost, each.currency)
                    if each.currency in earlier
                    else count_words(0),
                )
                for each in overview.now.money
            ),
        ),
        csv_url=csv_url,
    )


def endings_part(overview: Overview, csv_url: str) -> BarPart:
    """Show how the reports ended that were closed in the period."""
    now, before = _summed(overview.now.endings, "outcome"), _summed(overview.before.endings, "outcome")
    names = sorted({*now, *before}, key=lambda name: (-now.get(name, 0), name))
    bars = [
        Bar(label=ending_words(name), number=now.get(name, 0), before=before.get(name, 0)) for name in names
    ]
    return BarPart(
        anchor="outcomes",
        sentence=endings_sentence(overview.now.endings, overview.period.length),
        caption=_("Outcomes"),
        head=(_("Outcome"), _("Reports"), before_words(overview.period.length)),
        lines=_lines(bars),
        notes=(_("Reports closed in the period, whenever they were sent, and not opened again."),)
        if bars
        else (),
        csv_url=csv_url,
    )


def endings_grid(overview: Overview, name: str) -> GridPart:
    """Show the closed reports by `kind` or by `unit`, each with the outcome that most of them have."""
    caption, first, words = {
        "kind": (_("Outcomes by kind"), _("Kind"), kind_or_none),
        "unit": (_("Outcomes by unit"), _("Unit"), unit_or_none),
    }[name]
    numbers = _summed(overview.now.endings, name)
    return GridPart(
        caption=caption,
        head=(first, _("Closed"), _("Most often")),
        rows=tuple(
            (words(each), count_words(number), _most_often(overview.now.endings, name, each))
            for each, number in sorted(numbers.items(), key=lambda one: (-one[1], one[0]))
        ),
        ends_in_words=True,
    )


def said_part(overview: Overview) -> TextPart:
    """Show what people said of the service in the period; the public page has the rest."""
    answers = [said for said in overview.figures.said if said.answers is not None]
    return TextPart(
        anchor="said",
        sentence=_("What people said of the service")
        if answers
        else _("Too few people said how it went to tell anything."),
        lines=(),
        grid=GridPart(
            caption=_("What people said"),
            head=(_("Asked"), _("Answers, about"), _("Said yes")),
            rows=tuple(
                (said_words(said.question), count_words(said.answers or 0), _share(said.everybody))
                for said in answers
            ),
        ),
        link=Link(text=_("How we do, as everybody sees it"), url=reverse("figures")),
    )


def unit_or_none(unit: str) -> str:
    """Name a unit; a report may be with none."""
    return unit_words(unit) if unit else _("No unit")


def _share(share: Share | None) -> str:
    if share is None:
        return _("too few to say")
    return _("about %(about)s in 100") % {"about": share.about}


def _each_day(read: Sequence[int], sent: int) -> tuple[int, ...]:
    """Turn how many were read within so many days into how many took each, and how many took longer."""
    return tuple(more - less for less, more in zip((0, *read), (*read, sent), strict=True))


def _lines(bars: Sequence[Bar]) -> tuple[BarLine, ...]:
    most = max((bar.number for bar in bars), default=0) or 1
    return tuple(
        BarLine(
            label=bar.label,
            number=count_words(bar.number),
            before="" if bar.before is None else count_words(bar.before),
            length=bar.number * WHOLE // most,
        )
        for bar in bars
    )


def _summed(endings: Iterable[Ending], name: str) -> Mapping[str, int]:
    found: dict[str, int] = {}
    for each in endings:
        key = getattr(each, name)
        found[key] = found.get(key, 0) + each.number
    return found


def _most_often(endings: Iterable[Ending], name: str, value: str) -> str:
    outcome, number = most_of(each for each in endings if getattr(each, name) == value)
    return ngettext("%(outcome)s (%(number)s time)", "%(outcome)s (%(number)s times)", number) % {
        "outcome": ending_words(outcome),
        "number": count_words(number),
    }
