"""Brings reading, kinds and routes together into one result for one person."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache

from callpoint.rules.content.triage_model import TriageTable
from callpoint.rules.content.whole import Content
from callpoint.rules.triage.facts import Facts
from callpoint.rules.triage.kinds import KindModel, KindScore, declared, spoken_for
from callpoint.rules.triage.leading import Evidence, guarded_kinds, led_by_what_is_said
from callpoint.rules.triage.reading import Reading, Signs, read_story
from callpoint.rules.triage.routes import Offer, Person, Routed, table_for, walk
from callpoint.rules.triage.settle import Settled, settle
from callpoint.rules.triage.where import Atlas, Gazetteer, Where, where_is

_SHOWN_KINDS = 3


@dataclass(frozen=True, slots=True)
class Reason:
    """Why the result is as it is, in plain words; `words` are the person's own."""

    id: str
    text: str
    words: str = ""


@dataclass(frozen=True)
class TriageResult:
    """Where to send a person: one first service, further offers, and why."""

    first: str
    offers: tuple[Offer, ...]
    kinds: tuple[KindScore, ...]
    critical: bool
    support: bool
    reasons: tuple[Reason, ...]
    facts: Facts
    blocks_upload: bool
    reading: Reading = field(repr=False)
    """What was read in the story, for whoever says why."""
    language: str = ""
    """The language most signals were read in, 'en' or another; a guess."""


@dataclass(frozen=True)
class _Engine:
    signs: Signs
    kinds: KindModel
    guarded: frozenset[str]
    """Kinds that must not lead by a few learnt words."""

    def rank(self, settled: Settled, reading: Reading) -> tuple[KindScore, ...]:
        """Give every kind, the one that leads first."""
        met = self.kinds.met(settled.conditions)
        said = Evidence(conditions=settled.conditions, spoken_for=spoken_for(met), declared=declared(met))
        return led_by_what_is_said(self.kinds.rank(met, reading), reading, guarded=self.guarded, said=said)


@dataclass(frozen=True)
class _Versioned:
    """Content that is compiled once a version."""

    version: str
    content: Content = field(compare=False)


@lru_cache(maxsize=2)
def _engine(versioned: _Versioned) -> _Engine:
    content = versioned.content
    signs = Signs(content.signs[name] for name in sorted(content.signs))
    return _Engine(signs, KindModel(signs, content.kinds), guarded_kinds(content))


def signs_of(content: Content) -> Signs:
    """Return the compiled signs of a content, made once a version."""
    return _engine(_Versioned(content.version, content)).signs


def triage(
    *,
    story: str,
    facts: Facts,
    at: datetime,
    content: Content,
    places: Gazetteer | None = None,
    own_kind: str = "",
    here: str = "",
) -> TriageResult:
    """Return the right help first, read from the story and the quick facts together.

    Where both disagree the safer reading wins. `at` is when the story was told. Without
    `places` only the letters of a postcode are read. `own_kind` is what the person says it is:
    it counts as the kind, but never takes an urgent route away. `here` is the country to take where
    none is told, '' = the home of the tables. The same input gives the same result.
    """
    engine = _engine(_Versioned(content.version, content))
    reading = read_story(story, engine.signs)
    settled = settle(facts, reading, at, stated=_stated(facts, content))
    where = where_is(facts, reading, Atlas.of(content.triage_tables, places, here=here))
    ranked = engine.rank(settled, reading)
    kinds = _led_by(own_kind, ranked)
    person = _person(settled, where, _told_conditions(content, kinds[0].id, ranked[0].id))
    table = table_for(where.country, content.triage_tables)
    routed = walk(table, person, kind=content.kinds[kinds[0].id], services=content.services)
    offered = {offer.service_id for offer in routed.offers}
    return TriageResult(
        first=routed.offers[0].service_id,
        offers=routed.offers,
        kinds=kinds[:_SHOWN_KINDS],
        critical=any(route.critical for route in routed.routes),
        support=not offered.isdisjoint(table.support),
        reasons=tuple(_reasons((engine.signs, reading), settled, (where, routed, table))),
        facts=settled.facts,
        blocks_upload=any(route.blocks_upload for route in routed.routes),
        reading=reading,
        language=_language(reading),
    )


def _stated(facts: Facts, content: Content) -> frozenset[str]:
    """Give the names of the facts that the chosen situation states: the person said none of them in so many words."""
    situation = content.situations.get(facts.situation)
    told = situation.facts.items() if situation else ()
    return frozenset(name for name, value in told if getattr(facts, name) == value)


def _led_by(own_kind: str, kinds: tuple[KindScore, ...]) -> tuple[KindScore, ...]:
    """Put the kind that the person named before the others; an unknown one changes nothing."""
    return tuple(sorted(kinds, key=lambda each: each.id != own_kind))


def _language(reading: Reading) -> str:
    counted = Counter(signal.language for signal in reading.signals)
    return counted.most_common(1)[0][0] if counted else ""


def _told_conditions(content: Content, named: str, read: str) -> Iterator[str]:
    """Give what the kind brings; harm to a person that the story tells counts beside the person's own word."""
    yield from _kind_conditions(content, named)
    if content.kinds[read].group == "harm-to-person":
        yield f"kind:{read}"


def _kind_conditions(content: Content, kind_id: str) -> Iterator[str]:
    kind = content.kinds[kind_id]
    yield f"kind:{kind_id}"
    yield f"group:{kind.group}"
    if kind.support_offered:
        yield "supported"


def _person(settled: Settled, where: Where, kind: Iterable[str]) -> Person:
    conditions = {
        *settled.conditions,
        *kind,
        f"country:{where.country}",
        f"nation:{where.nation}",
        *(f"area:{area}" for area in where.areas),
    }
    return Person(
        settled.facts,
        where.country,
        where.nation,
        where.areas,
        frozenset(conditions),
    )


def _reasons(
    read: tuple[Signs, Reading], settled: Settled, placed: tuple[Where, Routed, TriageTable]
) -> Iterator[Reason]:
    signs, reading = read
    where, routed, table = placed
    first = routed.offers[0]
    yield Reason(first.reason_id, first.reason)
    for sign, text in signs.says.items():
        if sign in settled.conditions:
            yield Reason(sign, text, reading.text_of(sign))
    if where.assumed:
        said = table.reasons.get("country-assumed") or signs.says["country-assumed"]
        yield Reason("country-assumed", said)
