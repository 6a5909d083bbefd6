"""Settles quick facts and story into one set of conditions; the safer reading wins."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from callpoint.rules.triage.facts import UNDER_18, Facts, safer
from callpoint.rules.triage.reading import Reading

_NEAR = 14
"""How many words may lie between a payment and the time that dates it."""
_TIMES = (
    ("time-24h", "last-24h"),
    ("time-72h", "last-72h"),
    ("time-13m", "last-13-months"),
    ("time-earlier", "earlier"),
)
_LOST = frozenset({"last-24h", "last-72h", "last-13-months", "earlier"})
_GIVEN = frozenset({"gave-details", "gave-documents"})
_HARMED_CHILD = frozenset({"child-groom", "image-threat", "image-shared", "abuse-at-home", "child-missing"})


@dataclass(frozen=True)
class Settled:
    """What holds for this person: the safer facts, and every condition a table may ask."""

    facts: Facts
    conditions: frozenset[str]
    changed: tuple[str, ...]
    """Names of facts where the story made the answer safer."""


def settle(facts: Facts, reading: Reading, at: datetime) -> Settled:
    """Return facts and story as one; the order in which facts were given is no matter."""
    ids = reading.ids
    read = Facts(
        age=_age(facts, reading),
        danger_now=_danger(ids),
        money_left=_money(facts, reading),
        attack_running=_attack(facts, reading),
        remote_access_on="yes" if {"remote-on", "tech-support"} <= ids else "",
        image_threat="",
        self_harm="yes" if ids & {"self-harm", "self-harm-now"} else "",
        who=_who(facts, ids, reading),
    )
    changes = {}
    for name in ("age", "danger_now", "money_left", "attack_running"):
        changes[name] = safer(name, getattr(facts, name), getattr(read, name))
    for name in ("remote_access_on", "self_harm"):
        changes[name] = safer(name, getattr(facts, name), getattr(read, name))
    changes["who"] = facts.who or read.who
    settled = replace(facts, **changes)
    changed = tuple(name for name, value in sorted(changes.items()) if value != getattr(facts, name))
    return Settled(settled, frozenset(ids | set(_named(settled, reading))), changed)


def _age(facts: Facts, reading: Reading) -> str:
    if reading.self_age in UNDER_18:
        return reading.self_age
    of_child = reading.child_age if reading.child_age in UNDER_18 else ""
    if facts.who == "child" or reading.ids & _HARMED_CHILD:
        if of_child:
            return of_child
        if facts.age in {"", "unknown"} and _sounds_young(reading):
            return "13-15"
    return reading.self_age if not facts.age else ""


def _sounds_young(reading: Reading) -> bool:
    return bool(reading.ids & {"child-words", "kin-child"})


def _danger(ids: frozenset[str]) -> str:
    if ids & {"danger-now", "attack-planned"}:
        return "yes"
    return "yes" if "child-missing" in ids and ids & {"child-words", "kin-child"} else ""


def _who(facts: Facts, ids: frozenset[str], reading: Reading) -> str:
    if facts.who:
        return facts.who
    return "organisation" if "org-voice" in ids else ""


def _money(facts: Facts, reading: Reading) -> str:
    """Return when money last left by the story, '' where it says nothing of it."""
    paid = reading.spans.get("paid", ())
    if facts.money_left == "no" and "doubted-no" in reading.ids:
        return _earliest(reading, None) or "unsure"
    if facts.money_left in {"", "unsure"}:
        return (_earliest(reading, None) or "unsure") if paid else ""
    near = _earliest(reading, reading.spans.get("i-paid", ()))
    return near if near == "last-24h" else ""


def _earliest(reading: Reading, near: tuple[tuple[int, int], ...] | None) -> str:
    for sign, value in _TIMES:
        for start, end in reading.spans.get(sign, ()):
            if near is None or any(
                start - _NEAR <= other_end and other - _NEAR <= end for other, other_end in near
            ):
                return value
    return ""


def _attack(facts: Facts, reading: Reading) -> str:
    ids = reading.ids
    org = facts.who == "organisation" or (not facts.who and "org-voice" in ids)
    hit = ids & {"ransomware", "ddos", "org-hacked"}
    if not org or not hit or "attack-over" in ids or "nothing-lost" in ids:
        return ""
    return "yes" if "scale-attack" in ids else ""


def _named(facts: Facts, reading: Reading) -> Iterable[str]:
    ids = reading.ids
    yield "always"
    yield from _pairs(facts)
    young = facts.age in UNDER_18
    if young:
        yield "age:under-18"
    if young or facts.who == "child" or ids & {"child-words", "kin-child"}:
        yield "child"
    if facts.who == "organisation" or (facts.who in {""} and "org-voice" in ids):
        yield "org"
    gave = bool(ids & _GIVEN)
    if gave:
        yield "gave"
    lost = facts.money_left in _LOST or (
        facts.money_left in {"", "unsure"} and "paid" in ids and "nothing-lost" not in ids
    )
    if lost or (facts.money_left == "unsure" and "nothing-lost" not in ids):
        yield "lost"
    elif facts.money_left == "no" or "nothing-lost" in ids:
        yield "no-loss"
    if not ids - {"just-talk"} and len(reading.words) < 3:
        yield "empty"
    if reading.adult_age >= 70:
        yield "aged"
    if facts.self_harm == "yes":
        yield "self:yes"


def _pairs(facts: Facts) -> Iterable[str]:
    names: Mapping[str, str] = {
        "age": facts.age,
        "danger": facts.danger_now,
        "money": facts.money_left,
        "attack": facts.attack_running,
        "remote": facts.remote_access_on,
        "image": facts.image_threat,
        "suspect": facts.suspect_known,
        "who": facts.who,
    }
    for name, value in names.items():
        yield f"{name}:{value or 'unsaid'}"
