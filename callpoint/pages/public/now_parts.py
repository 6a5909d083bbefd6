"""How a guide becomes the parts of a page: steps with numbers, words to say, facts, clocks, ways on."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from callpoint.clock import now
from callpoint.pages.filters import moment, translated
from callpoint.pages.page import Link
from callpoint.pages.public.help_pages import (
    ClockForm,
    FactLine,
    GuideView,
    PaidForm,
    SayLine,
    StepLine,
    WayLine,
)
from callpoint.pages.services_shown import first_way, view_for_country, view_of
from callpoint.records.knowledge import knowledge
from callpoint.rules.content.now_model import FIRST, NowClock, NowFact, NowGuide, NowStep, NowTime, NowWay
from callpoint.rules.dates import calendar_of
from callpoint.rules.directory import Seeker
from callpoint.rules.now import Said, due_of, first_in_reach, guide_named, times_that_hold
from callpoint.rules.reading.when import order_in, read_when
from callpoint.rules.suggesting import Suggestion

PAID, AWARE = "paid", "aware"
"""The fields of the two forms."""
LONGEST = 120
"""Of what is typed as a time, in characters."""
PAID_ANSWERS, AWARE_ANSWERS = ("pay_when",), ("aware_at", "discovered")
"""Questions of a report that say the same, the surest first."""
_HOUR, _DAY = timedelta(hours=1), timedelta(days=1)


@dataclass(frozen=True, kw_only=True)
class Told:
    """What was told of times: typed on the page, or answered in a report."""

    typed: Mapping[str, str] = field(default_factory=dict)
    """The fields of the form that was sent."""
    answers: Mapping[str, str | list[str]] = field(default_factory=dict)
    """The answers of the report that is held."""
    path: str = ""
    """The address of the page, to which its forms are sent."""
    held: bool = False


def guide_view(guide: NowGuide, suggestion: Suggestion, told: Told, *, place: str, first: str) -> GuideView:
    """Show a guide to a person; `place` is the jurisdiction whose facts hold for them, `first` the service that leads."""
    return GuideView(
        steps=tuple(_step(step, suggestion, first) for step in guide.steps),
        say=tuple(
            SayLine(to=translated(each.to), words=tuple(translated(line) for line in each.words))
            for each in guide.say
        ),
        do_not=tuple(translated(line) for line in guide.do_not),
        keep=tuple(translated(line) for line in guide.keep),
        facts=tuple(_fact(fact) for fact in guide.facts),
        choose=tuple(
            Link(text=translated(each.label), url=reverse("now", args=[each.guide]))
            for each in guide.choose
            if not told.held
        ),
        ways_on=tuple(_way(way, place) for way in guide.ways_on),
        paid=_paid(guide, told) if guide.since else None,
        clock=clock_form(guide, guide.clock, told) if guide.clock else None,
        hold_url=reverse("hold") if "hold-request" in guide.tools and _money_moved(suggestion, told) else "",
    )


def _money_moved(suggestion: Suggestion, told: Told) -> bool:
    """Say whether a report is held that tells of a payment."""
    moved = suggestion.result.facts.money_left not in {"", "no"}
    return told.held and (moved or any(name.startswith("pay_") for name in told.answers))


def _step(step: NowStep, suggestion: Suggestion, first: str) -> StepLine:
    """Show a step with the first way to reach whom it names, where they serve the person's country."""
    seeker = seeker_of(suggestion)
    named = [first if name == FIRST else name for name in step.call]
    service = first_in_reach(knowledge().content, named, seeker, at=now())
    view = view_for_country(service, seeker.country, at=now()) if service else None
    return StepLine(
        text=translated(step.text),
        detail=translated(step.detail),
        whom=view.name if view else "",
        call=first_way(view) if view else None,
        beside=tuple(line.text for line in view.lines if line.label == _("Or") and not line.url)
        if view
        else (),
    )


def seeker_of(suggestion: Suggestion) -> Seeker:
    """Say what is known of the person, for whom services are sought."""
    facts = suggestion.result.facts
    return Seeker(
        country=facts.country or knowledge().jurisdiction.country,
        nation=facts.nation,
        areas=suggestion.place.area_ids or None,
        age=facts.age,
        who=facts.who,
    )


def _fact(fact: NowFact) -> FactLine:
    """Show a fact, never as certain where nobody read it in a source, or a person has to confirm it anew."""
    doubts = {"from_memory": _("We have not checked this yet."), "conflict": _("Sources differ on this.")}
    return FactLine(
        text=translated(fact.text), doubt="" if fact.confirmed_by else doubts.get(fact.confidence, "")
    )


def _way(way: NowWay, place: str) -> WayLine:
    content = knowledge().content
    onward = guide_named(content, way.guide, jurisdiction=place) if way.guide else None
    return WayLine(
        label=translated(way.label),
        text=tuple(translated(line) for line in way.text),
        services=tuple(view_of(content.services[name], at=now()) for name in way.services),
        link=Link(text=translated(onward.title), url=reverse("now", args=[onward.id])) if onward else None,
    )


def _paid(guide: NowGuide, told: Told) -> PaidForm:
    """Say how long ago the money was sent and what that means, or ask."""
    answered = _answer_of(PAID_ANSWERS, told)
    typed = told.typed.get(PAID, "") if PAID in told.typed else answered
    said = time_said(typed)
    action = "" if told.held else told.path
    if said is None:
        return PaidForm(value=typed, error=_error(PAID, told), action=action)
    return PaidForm(
        value=typed, action=action, passed=_passed(said), means=tuple(_meanings(guide.since, said))
    )


def _meanings(times: tuple[NowTime, ...], paid: Said) -> list[str]:
    """Say what the time means, with the last day of what can still be claimed."""
    known = knowledge()
    calendar = calendar_of(known, None)
    lines = []
    for time in times_that_hold(times, paid=paid, at=now(), calendar=calendar):
        due = due_of(known.content, time.promise, starts_at=paid.earliest, calendar=calendar)
        lines.append(translated(time.text) % {"by": moment(due) if due else ""})
    return lines


def clock_form(guide: NowGuide, clock: NowClock, told: Told) -> ClockForm:
    """Say by when the clock of a guide runs out, or ask when it began."""
    typed = told.typed.get(AWARE, "") if AWARE in told.typed else _answer_of(AWARE_ANSWERS, told)
    said = time_said(typed)
    asked = ClockForm(
        heading=translated(clock.heading),
        ask=translated(clock.ask),
        value=typed,
        error=_error(AWARE, told),
        action="" if told.held else told.path,
        guide=guide.id,
    )
    due = due_at_clock(clock, said.earliest) if said else None
    if said is None or due is None:
        return asked
    return replace(
        asked,
        due_at=due,
        left=_left(due),
        file_url=reverse("now_clock"),
        began=said.earliest.isoformat(),
    )


def due_at_clock(clock: NowClock, began: datetime) -> datetime | None:
    """Give the time by which a clock that began then runs out."""
    known = knowledge()
    return due_of(known.content, clock.promise, starts_at=began, calendar=calendar_of(known, None))


def time_said(typed: str) -> Said | None:
    """Read a time as people type it, in the zone of the deployment; None where it is none."""
    home = knowledge().jurisdiction
    order = order_in(home.country)
    found = read_when(typed, at=now().astimezone(ZoneInfo(home.timezone)), order=order) if typed else None
    return Said(earliest=found.earliest, latest=found.latest) if found else None


def _answer_of(names: tuple[str, ...], told: Told) -> str:
    """Give the first answer of a report that is a time."""
    said = (told.answers.get(name, "") for name in names)
    return next((each for each in said if isinstance(each, str) and time_said(each)), "")


def _error(name: str, told: Told) -> str:
    """Say what to write, where a form was sent that could not be read."""
    if name not in told.typed or time_said(told.typed[name]):
        return ""
    return _("Please write when it was. For example: 20 minutes ago, today at 2 pm, or 3 November.")


def _passed(said: Said) -> str:
    """Say how long ago it was: about, or at most."""
    at = now()
    exact = said.latest - said.earliest < _HOUR
    long_ago = _length(at - (said.latest if exact else said.earliest), hours_below=2 * _DAY)
    return (_("That was about %(time)s ago.") if exact else _("That was %(time)s ago at most.")) % {
        "time": long_ago
    }


def _left(due: datetime) -> str:
    at = now()
    if due <= at:
        return _("The time is over. Tell them all the same, and say why it is late.")
    return _("You have %(time)s left. Nights and weekends count.") % {
        "time": _length(due - at, hours_below=4 * _DAY)
    }


def _length(time: timedelta, *, hours_below: timedelta) -> str:
    """Write a length of time in one unit: minutes below two hours, then hours, then days."""
    if time < 2 * _HOUR:
        minutes = max(int(time / timedelta(minutes=1)), 1)
        return ngettext("%(count)s minute", "%(count)s minutes", minutes) % {"count": minutes}
    if time < hours_below:
        hours = int(time / _HOUR)
        return ngettext("%(count)s hour", "%(count)s hours", hours) % {"count": hours}
    days = time.days
    return ngettext("%(count)s day", "%(count)s days", days) % {"count": days}
