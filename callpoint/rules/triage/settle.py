"""Settles quick facts and story into one set of conditions; the safer reading wins."""

from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TypeAlias

from callpoint.rules.triage.facts import UNDER_18, Facts, safer
from callpoint.rules.triage.reading import Reading

_FEW_WORDS = 3
_NEAR = 14
"""How many words may lie between a payment and the time that dates it."""
_TIMES = (
    ("time-24h", "last-24h"),
    ("time-72h", "last-72h"),
    ("time-13m", "last-13-months"),
    ("time-earlier", "earlier"),
)
_LOST = frozenset({"last-24h", "last-72h", "last-13-months", "earlier"})
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_LONGEST_OF_72H = 3
_AGED = 70
_PAID_OR_SAFE = frozenset({"paid", "nothing-lost"})
_UNHARMED = frozenset({"nothing-lost", "no-harm"})
_CHILD_SIGNS = frozenset({"child-words", "kin-child"})
Places: TypeAlias = tuple[tuple[int, int], ...]
_SAYS_LITTLE = frozenset(
    {"just-talk", "asks-us", "advice-only", "time-24h", "time-72h", "time-13m", "time-earlier", "in-person"}
)
"""Signs that do not tell what happened."""
_OPEN_SITUATIONS = frozenset({"", "something-else", "talk", "worried-about-someone"})
_NO_PICTURES = frozenset({"mass-email", "ransomware", "no-demand"})
_GIVEN = frozenset({"gave-details", "gave-documents"})
_HARMED_CHILD = frozenset(
    {
        "child-groom",
        "image-threat",
        "image-shared",
        "abuse-at-home",
        "child-missing",
        "image-word",
        "harassment",
        "threat-hurt",
    }
)


@dataclass(frozen=True)
class Settled:
    """What holds for this person: the safer facts, and every condition a table may ask."""

    facts: Facts
    conditions: frozenset[str]
    changed: tuple[str, ...]
    """Names of facts where the story made the answer safer."""


def settle(
    facts: Facts, reading: Reading, at: datetime, *, stated: AbstractSet[str] = frozenset()
) -> Settled:
    """
    Return facts and story as one; the order in which facts were given is no matter.

    `stated` names facts that come with the chosen situation: the story outweighs them.
    """
    ids = reading.ids
    is_outweighed = "money_left" in stated and _tells_of_loss(ids)
    read = Facts(
        age=_age(facts, reading),
        danger_now=_danger(ids),
        money_left=_money(replace(facts, money_left="") if is_outweighed else facts, reading, at),
        attack_running=_attack(facts, reading),
        remote_access_on="yes" if {"remote-on", "tech-support"} <= ids else "",
        image_threat=_image_threat(ids),
        self_harm="yes" if ids & {"self-harm", "self-harm-now"} else "",
        who=_who(facts, ids),
        gave_details="yes" if "gave-details" in ids else "",
    )
    changes = {}
    for name in ("age", "danger_now", "money_left", "attack_running"):
        changes[name] = safer(name, getattr(facts, name), getattr(read, name))
    for name in ("remote_access_on", "self_harm", "image_threat", "gave_details"):
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
    return bool(reading.ids & _CHILD_SIGNS)


def _danger(ids: frozenset[str]) -> str:
    if ids & {"danger-now", "attack-planned"}:
        return "yes"
    return "yes" if "child-missing" in ids and ids & _CHILD_SIGNS else ""


def _image_threat(ids: frozenset[str]) -> str:
    """Return yes where someone says what they will do with pictures of a person."""
    pictured = ids & {"image-word", "image-threat", "image-shared", "image-posted", "share-threat"}
    threatened = "or-they-see" in ids or ("image-threatened" in ids and pictured)
    return "yes" if threatened and not ids & _NO_PICTURES else ""


def _who(facts: Facts, ids: frozenset[str]) -> str:
    if facts.who:
        return facts.who
    return "organisation" if "org-voice" in ids else ""


def _money(facts: Facts, reading: Reading, at: datetime) -> str:
    """Return when money last left by the story, '' where it says nothing of it."""
    anywhere = ((0, len(reading.words)),)
    if facts.money_left and "doubted-no" in reading.ids:
        return _earliest(reading, anywhere, at) or "unsure"
    if facts.money_left in {"", "unsure"}:
        paid = "i-paid" in reading.ids or reading.ids & _PAID_OR_SAFE == {"paid"}
        return (_earliest(reading, anywhere, at) or "unsure") if paid else ""
    near = _earliest(reading, reading.spans.get("i-paid", ()), at)
    return near if near == "last-24h" else ""


def _tells_of_loss(ids: frozenset[str]) -> bool:
    """Say whether the person paid, and nothing in the story says that no harm came of it."""
    return "i-paid" in ids and not ids & _UNHARMED


def _earliest(reading: Reading, near: Places, at: datetime) -> str:
    for sign, value in _TIMES:
        for span in reading.spans.get(sign, ()):
            if any(span[0] - _NEAR <= end and start - _NEAR <= span[1] for start, end in near):
                return _of_weekday(reading.words[slice(*span)], at) or value
    return ""


def _of_weekday(words: tuple[str, ...], at: datetime) -> str:
    """Return how long ago a day of the week was, '' where none is named."""
    for word in words:
        if word in _WEEKDAYS:
            days = (at.weekday() - _WEEKDAYS.index(word)) % 7
            return "last-72h" if days <= _LONGEST_OF_72H else "last-13-months"
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
    young = facts.age in UNDER_18
    said = {
        "always": True,
        "age:under-18": young,
        "child": young or facts.who == "child" or bool(ids & _CHILD_SIGNS),
        "org": facts.who == "organisation",
        "gave": bool(ids & _GIVEN),
        "empty": not ids - {"just-talk"} and len(reading.words) <= _FEW_WORDS,
        "vague": not ids - _SAYS_LITTLE,
        "groomed": "child-groom" in ids and bool(ids & _CHILD_SIGNS) and young,
        "situated": facts.situation not in _OPEN_SITUATIONS,
        "aged": reading.adult_age >= _AGED,
        "self:yes": facts.self_harm == "yes",
    }
    yield from (name for name, holds in said.items() if holds)
    yield from _pairs(facts)
    yield from _loss(facts, ids)


def _loss(facts: Facts, ids: frozenset[str]) -> Iterable[str]:
    safe = "nothing-lost" in ids
    open_question = facts.money_left == "unsure" or (not facts.money_left and "paid" in ids)
    if facts.money_left in _LOST or (open_question and not safe):
        yield "lost"
    elif facts.money_left == "no" or safe:
        yield "no-loss"


def _pairs(facts: Facts) -> Iterable[str]:
    names: Mapping[str, str] = {
        "age": facts.age,
        "danger": facts.danger_now,
        "money": facts.money_left,
        "attack": facts.attack_running,
        "remote": facts.remote_access_on,
        "image": facts.image_threat,
        "suspect": facts.suspect_known,
        "details": facts.gave_details,
        "who": facts.who,
        "situation": facts.situation,
    }
    for name, value in names.items():
        yield f"{name}:{value or 'unsaid'}"
