"""The shape of what to do now: guides everybody may read, and what a jurisdiction adds to a guide or a page."""

from typing import Literal

from callpoint.rules.content.model import ContentModel, GuidanceSection, Identifier, Sourced

FIRST = "first"
"""In a step: the service that triage leads with."""

Tool = Literal["hold-request"]
"""Papers that a guide offers where a report is held."""


class NowFit(ContentModel):
    """When a guide fits: everything said here must hold. Of several guides the lowest rank wins."""

    rank: int
    situations: tuple[str, ...] = ()
    """Situations of which one was chosen; empty = any."""
    kinds: tuple[str, ...] = ()
    """Kind ids or 'group:<group>'; empty = any."""
    when: dict[str, tuple[str, ...]] = {}
    """Names of quick facts to the values of which one must hold; '' = not said."""


class NowStep(ContentModel):
    """One thing to do, as a short command."""

    text: str
    detail: str = ""
    call: tuple[str, ...] = ()
    """Services of which the first that serves the person's country shows its number here; `first` is whom triage leads with."""


class NowWords(ContentModel):
    """Words to say aloud, and to whom."""

    to: str
    words: tuple[str, ...]


class NowFact(Sourced):
    """One fact that helps to decide; never shown as certain unless it was seen in a source."""

    text: str
    promise: str = ""
    """The clock it tells of; it is then no surer than that."""


class NowTime(ContentModel):
    """What the time since a payment means."""

    text: str
    """`%(by)s` stands for the day on which the promise falls due."""
    after: str = ""
    """ISO 8601: holds once this much time has passed; '' = from the start."""
    until: str = ""
    """ISO 8601: holds until this much time has passed; '' = for ever."""
    promise: str = ""


class NowClock(ContentModel):
    """A clock that the person can start by saying when it began, with a calendar file."""

    promise: str
    heading: str
    ask: str
    event: str
    """The title of the entry in the calendar: neutral, since others may see it."""
    note: str
    """What stands in the entry."""


class NowWay(ContentModel):
    """What a person may say next, and the short answer to it; nobody is left standing."""

    id: Identifier
    label: str
    text: tuple[str, ...]
    services: tuple[str, ...] = ()
    guide: str = ""
    """Another guide that takes it from there."""


class NowChoice(ContentModel):
    """A guide that fits better, chosen by a link."""

    guide: str
    label: str


class NowParts(ContentModel):
    """What both a guide and an addition to it may hold."""

    say: tuple[NowWords, ...] = ()
    do_not: tuple[str, ...] = ()
    keep: tuple[str, ...] = ()
    """What may prove it later."""
    facts: tuple[NowFact, ...] = ()
    since: tuple[NowTime, ...] = ()
    """Where it holds any, the page asks when the money was sent."""
    clock: NowClock | None = None
    services: tuple[str, ...] = ()
    """Shown after those that triage gives."""
    ways_on: tuple[NowWay, ...] = ()
    tools: tuple[Tool, ...] = ()


class NowGuide(NowParts):
    """What to do now in one sort of trouble."""

    id: Identifier
    title: str
    lead: str
    order: int
    """Its place in lists of guides."""
    situation: str
    """What opening it by its own address states, and where "tell us what happened" begins."""
    answers: dict[str, str] = {}
    """Further answers that opening it by its own address states; nothing is kept of them."""
    fits: tuple[NowFit, ...]
    steps: tuple[NowStep, ...]
    choose: tuple[NowChoice, ...] = ()
    follows_loss: bool = False
    """Money may be gone: the page warns of people who sell its return."""


class NowLocal(NowParts):
    """What a jurisdiction adds to a guide of everybody."""

    adds_to: str


class GuidanceLocal(ContentModel):
    """What a jurisdiction adds to a page of guidance: points to a section of the same heading, or a new one."""

    adds_to: str
    sections: tuple[GuidanceSection, ...]
