"""What to do now: which guide fits, what a place adds to it, and which help leads when."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final, TypeVar

from callpoint.rules.content.model import GuidancePage, GuidanceSection, Service
from callpoint.rules.content.now_model import GuidanceLocal, NowFit, NowGuide, NowLocal, NowParts, NowTime
from callpoint.rules.content.whole import Content
from callpoint.rules.directory import Seeker, fit_of, is_answering, open_state
from callpoint.rules.promises import Calendar, due_at, promise_due
from callpoint.rules.triage.facts import Facts

LISTENS: Final = "talk"
"""The situation of services that listen; they stand apart from those that act."""
_GROUP: Final = "group:"
_ADDED: Final = tuple(name for name in NowParts.model_fields if name != "clock")
_ANSWERED_BY_PEOPLE: Final = frozenset({"phone", "textphone", "in_person"})
DAY_DUE: Final = "%(by)s"
"""In the words of a time: the day on which its promise falls due."""
_Added = TypeVar("_Added", NowLocal, GuidanceLocal)


def guide_for(
    content: Content, *, jurisdiction: str, situation: str, kind: str, facts: Facts
) -> NowGuide | None:
    """
    Give the guide that fits best, with what the jurisdiction adds; None where nothing is urgent enough for one.

    `jurisdiction` is the path of the place, such as uk/derbyshire; '' = none, so that nothing local is added.
    """
    fitting = [
        (fit.rank, guide.id)
        for guide in content.now.values()
        if _is_here(content, guide.id, jurisdiction)
        for fit in guide.fits
        if _fits(content, fit, (situation, kind, facts))
    ]
    return guide_named(content, min(fitting)[1], jurisdiction=jurisdiction) if fitting else None


def guide_named(content: Content, name: str, *, jurisdiction: str) -> NowGuide | None:
    """Give a guide by its id, with what the jurisdiction adds; None where it has none of that name."""
    guide = content.now.get(name)
    if guide is None or not _is_here(content, name, jurisdiction):
        return None
    for local in _additions(content.now_local, name, jurisdiction):
        more = {part: (*getattr(guide, part), *getattr(local, part)) for part in _ADDED}
        guide = guide.model_copy(update={**more, "clock": local.clock or guide.clock})
    return guide


def guides_in(content: Content, *, jurisdiction: str) -> tuple[NowGuide, ...]:
    """Give every guide of a place, in the order of lists."""
    found = (guide_named(content, name, jurisdiction=jurisdiction) for name in content.now)
    return tuple(sorted((guide for guide in found if guide), key=lambda guide: guide.order))


def guidance_named(content: Content, name: str, *, jurisdiction: str) -> GuidancePage | None:
    """Give a page of guidance by its id, with what the jurisdiction adds to it; None where there is none."""
    page = content.guidance.get(name)
    if page is None:
        return None
    for local in _additions(content.guidance_local, name, jurisdiction):
        page = page.model_copy(update={"sections": tuple(_joined(page.sections, local.sections))})
    return page


def _joined(ours: Sequence[GuidanceSection], added: Sequence[GuidanceSection]) -> Iterator[GuidanceSection]:
    """Put added points at the end of the section of the same heading, and new sections at the end."""
    more = {section.heading: section for section in added}
    for section in ours:
        points = more.pop(section.heading).points if section.heading in more else ()
        yield section.model_copy(update={"points": (*section.points, *points)})
    yield from more.values()


def jurisdiction_at(content: Content, *, home: str, country: str) -> str:
    """Give the path whose facts hold for a person: our own at home, else that of their country; '' where none has it."""
    ours = content.jurisdictions[home.rpartition("/")[2]].country
    if not country or country == ours:
        return home
    abroad = (one.id for one in content.jurisdictions.values() if one.country == country and not one.part_of)
    return next(abroad, "")


def first_to_show(content: Content, offered: Sequence[str], *, at: datetime) -> str:
    """
    Give the service to show first: the first offered, unless nobody there can be reached now and another answers.

    One that only listens never takes the place of one that acts. Ids of services, the best first.
    """
    services = [content.services[name] for name in offered]
    if not _is_shut(content, services[0], at):
        return offered[0]
    may_listen = LISTENS in services[0].situations
    answering = (
        one.id
        for one in services[1:]
        if is_answering(content, one, at=at) and (may_listen or LISTENS not in one.situations)
    )
    return next(answering, offered[0])


def first_in_reach(content: Content, named: Sequence[str], seeker: Seeker, *, at: datetime) -> Service | None:
    """Give the first service named that may help a person and can be reached now, else the first that may help."""
    services = (content.services[name] for name in named)
    fitting = [one for one in services if fit_of(content, one, seeker) != "no"]
    return next((one for one in fitting if not _is_shut(content, one, at)), next(iter(fitting), None))


def _is_shut(content: Content, service: Service, at: datetime) -> bool:
    """Say whether every way to a service needs a person, and none of them is there now."""
    zone = content.timezone_of(service.id)
    return bool(service.channels) and all(
        channel.type in _ANSWERED_BY_PEOPLE and open_state(channel, at=at, timezone=zone).state == "closed"
        for channel in service.channels
    )


@dataclass(frozen=True, kw_only=True)
class Said:
    """A time as somebody told it: the first and the last moment it can have been, both aware."""

    earliest: datetime
    latest: datetime


def times_that_hold(
    times: Sequence[NowTime], *, paid: Said, at: datetime, calendar: Calendar
) -> tuple[NowTime, ...]:
    """
    Give what the time since a payment means at a moment.

    What can still be done is judged by the last moment it can have been, what names a last day by the first.
    """

    def has_come(time: NowTime, length: str) -> bool:
        start = paid.earliest if DAY_DUE in time.text else paid.latest
        return at >= due_at(length, days="calendar", starts_at=start, calendar=calendar)

    return tuple(
        time
        for time in times
        if (not time.after or has_come(time, time.after)) and not (time.until and has_come(time, time.until))
    )


def due_of(content: Content, promise: str, *, starts_at: datetime, calendar: Calendar) -> datetime | None:
    """Give the time by which a promise falls due; None where it has no single time, or there is no such promise."""
    found = content.promises.get(promise)
    return promise_due(found, starts_at=starts_at, calendar=calendar) if found else None


def _is_here(content: Content, name: str, jurisdiction: str) -> bool:
    """Say whether a guide belongs to everybody or to this place."""
    return content.homes[f"now/{name}"] in {"common", *jurisdiction.split("/")}


def _additions(added: Mapping[str, _Added], name: str, jurisdiction: str) -> Iterator[_Added]:
    """Give what the places of a path add to a thing, the wider ones first; keys are '<home>/<file>'."""
    for path, local in added.items():
        home = path.rpartition("/")[0]
        if local.adds_to == name and (jurisdiction == home or jurisdiction.startswith(f"{home}/")):
            yield local


def _fits(content: Content, fit: NowFit, told: tuple[str, str, Facts]) -> bool:
    situation, kind, facts = told
    return (
        (not fit.situations or situation in fit.situations)
        and (not fit.kinds or kind in fit.kinds or _GROUP + content.kinds[kind].group in fit.kinds)
        and all(getattr(facts, name) in values for name, values in fit.when.items())
    )
