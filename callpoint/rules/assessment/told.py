"""The conditions that hold for a report, each with where it was read. Criteria ask for no others.

| Condition | Holds where |
|---|---|
| `<question>:<value>` | that was answered, or triage settled that fact so from the story |
| `age-guessed:<value>` | triage took that age from words such as "at school", and no number says it |
| `said:<question>` | it was answered at all, and not by "no" or "none" |
| `says:<sign>` | the story has words of this sign, of triage or of the criteria |
| `kind:<id>`, `group:<id>` | that is the kind |
| `lost:some`, `lost:middle`, `lost:high`; `tried:…` | so much went, or was tried |
| `paid:24h`, `paid:72h`, `paid:later`, `paid:unknown` | the last payment or visit was then |
| `last:year` | the last event was more than a year ago |
| `people:<n>` | so many independent people name the same |
| `people-hit:1`, `people-hit:100` | details of so many people were taken |
| `upset:5`, `upset:8` | the person put it so high |
| `value:followable`, `value:home-account`, `value:shared-only` | what it names leads somewhere, or not |
| `place:here`, `place:uk`, `place:channel`, `place:abroad`, `place:unknown` | there the person is |
| `suspect:channel`, `suspect:abroad`, `money:channel` | there the trail leads |
| `recorder:ours`, `recorder:<service>` | that body records it |
| `exhibits` | files came with it |
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from callpoint.rules.assessment.losses import Loss
from callpoint.rules.assessment.model import Basis, Seen, Source, SourceSort
from callpoint.rules.assessment.places import Found as FoundPlace
from callpoint.rules.content.criteria_model import BoundsFile, CriteriaFile
from callpoint.rules.content.whole import Content
from callpoint.rules.identifiers.model import IdentifierKind
from callpoint.rules.knowledge import Knowledge
from callpoint.rules.reading.when import order_in, read_when
from callpoint.rules.rows import split_key
from callpoint.rules.suggesting import FACT_NAMES, text_of
from callpoint.rules.triage.facts import Facts

Condition = str
Evidence = dict[Condition, Source]

NOTHING_SAID: Final = frozenset({"", "no", "none", "nobody", "no one", "nothing", "n/a", "do-not-know"})
HOME_LANGUAGES: Final = ("en", "english")
"""How an answer begins that names no need of another language."""
FOLLOWED: Final = frozenset(
    {
        IdentifierKind.PHONE,
        IdentifierKind.EMAIL,
        IdentifierKind.URL,
        IdentifierKind.DOMAIN,
        IdentifierKind.WALLET,
        IdentifierKind.HANDLE,
        IdentifierKind.IP,
        IdentifierKind.REMOTE_ID,
    }
)
SIGNS_OF_FACTS: Final[Mapping[str, tuple[str, ...]]] = {
    "danger_now": ("danger-now", "attack-planned", "child-missing"),
    "self_harm": ("self-harm-now", "self-harm"),
    "image_threat": ("or-they-see", "image-threatened", "image-threat"),
    "remote_access_on": ("remote-on",),
    "attack_running": ("ransomware", "ddos", "org-hacked", "scale-attack"),
    "gave_details": ("gave-details",),
    "money_left": ("time-24h", "time-72h", "time-13m", "time-earlier", "i-paid", "paid"),
    "who": ("org-voice",),
    "age": ("kin-child", "child-words"),
}
"""The words by which triage settles a fact from the story, the surest first."""
DATED: Final = ("pay_when", "collection_time", "visit_time")
"""Answers that say when money or things went."""
LAST_EVENTS: Final = ("last_event_date", "collection_time", "visit_time", "discovered")
DAY: Final = timedelta(hours=24)
THREE_DAYS: Final = timedelta(hours=72)
YEAR: Final = timedelta(days=365)
LONG_AGO: Final = "last:year"
TIMES: Final[Mapping[str, tuple[str, ...]]] = {
    "last-24h": ("paid:24h", "paid:72h"),
    "last-72h": ("paid:72h",),
    "last-13-months": ("paid:later",),
    "earlier": ("paid:later", "last:year"),
}
"""What the fact of when money left says of the time."""


def answered(basis: Basis) -> Iterator[tuple[Condition, Source]]:
    """Give what was answered, and what triage settled from the story."""
    for key, value in basis.answers.items():
        name = split_key(key)[0]
        parts = value if isinstance(value, list) else [value]
        for part in parts:
            if part and len(part) <= _LONGEST_CHOICE:
                yield f"{name}:{part}", Source(SourceSort.ANSWER, key, part)
        if _is_said(name, parts):
            yield f"said:{name}", Source(SourceSort.ANSWER, key, ", ".join(parts))
    yield from _settled(basis)


_LONGEST_CHOICE: Final = 40
"""Characters of an answer that may be a choice; longer ones are nobody's condition."""


def _is_said(name: str, parts: Iterable[str]) -> bool:
    told = [part.strip().casefold() for part in parts]
    if name == "language":
        return any(told) and not any(part.startswith(HOME_LANGUAGES) for part in told)
    return any(part not in NOTHING_SAID for part in told)


def _settled(basis: Basis) -> Iterator[tuple[Condition, Source]]:
    facts: Facts = basis.suggestion.result.facts
    reading = basis.suggestion.result.reading
    for name in FACT_NAMES:
        value = getattr(facts, name)
        if value and text_of(basis.answers, name) != value:
            words = next(
                (text for sign in SIGNS_OF_FACTS.get(name, ()) if (text := reading.text_of(sign))), ""
            )
            is_guess = name == "age" and value not in (reading.self_age, reading.child_age)
            said = f"{name}-guessed:{value}" if is_guess else f"{name}:{value}"
            yield said, Source(SourceSort.STORY if words else SourceSort.RULES, "story", words)


def spoken(signs: Mapping[str, str]) -> Iterator[tuple[Condition, Source]]:
    """Give what the story says."""
    for sign, words in signs.items():
        yield f"says:{sign}", Source(SourceSort.STORY, "story", words)


def of_kind(basis: Basis, content: Content) -> Iterator[tuple[Condition, Source]]:
    """Give the kind and its group."""
    kind = basis.suggestion.kind
    source = (
        Source(SourceSort.ANSWER, "own_kind", kind)
        if basis.suggestion.own_kind
        else Source(SourceSort.KIND, "kind", kind)
    )
    yield f"kind:{kind}", source
    yield f"group:{content.kinds[kind].group}", source


def of_money(loss: Loss, bounds: BoundsFile) -> Iterator[tuple[Condition, Source]]:
    """Give how much went and how much was tried."""
    levels = (("some", 1), ("middle", bounds.middle), ("high", bounds.high))
    for name, source, amount in (
        ("lost", loss.lost, loss.estimate.lost),
        ("tried", loss.tried, loss.estimate.tried),
    ):
        if source is None:
            continue
        yield f"{name}:some", source
        for level, least in levels[1:]:
            if amount is not None and least and amount >= least:
                yield f"{name}:{level}", source


def of_time(basis: Basis, known: Knowledge, loss: Loss) -> Iterator[tuple[Condition, Source]]:
    """Give how long ago the last payment or visit was, and whether anything was within a year."""
    told, source = _last_payment(basis, known)
    by_fact = TIMES.get(basis.suggestion.result.facts.money_left, ())
    if told is not None and source is not None:
        ago = basis.at - told
        yield from ((name, source) for name in _times(ago))
        if ago > YEAR:
            yield LONG_AGO, source
    if by_fact and (told is None or by_fact[0] == "paid:24h"):
        where = dict(answered(basis)).get(f"money_left:{basis.suggestion.result.facts.money_left}")
        yield from ((name, where) for name in by_fact if where is not None)
    elif told is None and loss.lost is not None:
        yield "paid:unknown", loss.lost
    if told is None and not by_fact:
        yield from _long_ago(basis, known)


def _times(ago: timedelta) -> tuple[str, ...]:
    if ago <= DAY:
        return ("paid:24h", "paid:72h")
    return ("paid:72h",) if ago <= THREE_DAYS else ("paid:later",)


def _last_payment(basis: Basis, known: Knowledge) -> tuple[datetime | None, Source | None]:
    found = [
        (at, Source(SourceSort.ANSWER, name, said)) for name, said, at in _dated(basis, known, DATED[1:])
    ]
    if basis.paid_at is not None:
        key, said = next(
            ((key, str(value)) for key, value in basis.answers.items() if split_key(key)[0] == DATED[0]),
            (DATED[0], ""),
        )
        found.append((basis.paid_at, Source(SourceSort.ANSWER, key, said)))
    latest = max(found, key=lambda each: each[0], default=None)
    return latest or (None, None)


def _long_ago(basis: Basis, known: Knowledge) -> Iterator[tuple[Condition, Source]]:
    found = list(_dated(basis, known, LAST_EVENTS))
    if found:
        name, said, at = max(found, key=lambda each: each[2])
        if basis.at - at > YEAR:
            yield LONG_AGO, Source(SourceSort.ANSWER, name, said)


def _dated(basis: Basis, known: Knowledge, names: Iterable[str]) -> Iterator[tuple[str, str, datetime]]:
    zone, order = ZoneInfo(known.jurisdiction.timezone), order_in(known.jurisdiction.country)
    for name in names:
        said = text_of(basis.answers, name)
        when = read_when(said, at=basis.at.astimezone(zone), order=order) if said else None
        if when is not None:
            yield name, said, when.latest


def of_values(seen: Iterable[Seen], bounds: BoundsFile, *, home: str) -> Iterator[tuple[Condition, Source]]:
    """Give whether what a report names leads somewhere; the reporter's own never does."""
    theirs = [one for one in seen if not one.is_own]
    for one in theirs:
        source = Source(SourceSort.VALUE, one.key, one.shown)
        if is_home_account(one, bounds, home=home):
            yield "value:home-account", source
        elif one.country in bounds.channel_countries:
            yield "money:channel", source
        if one.kind in FOLLOWED and not one.is_shared:
            yield "value:followable", source
    if theirs and all(one.is_shared for one in theirs):
        yield "value:shared-only", Source(SourceSort.VALUE, theirs[0].key, theirs[0].shown)


def is_home_account(one: Seen, bounds: BoundsFile, *, home: str) -> bool:
    """Say whether an identifier is an account of this country."""
    is_iban = one.kind is IdentifierKind.IBAN and one.country == home
    return not one.is_shared and (is_iban or one.kind.value in bounds.home_account_kinds)


def of_places(places: Iterable[FoundPlace]) -> Iterator[tuple[Condition, Source]]:
    """Give where the person and the trail are."""
    return ((each.condition, each.source) for each in places)


def of_numbers(basis: Basis, file: CriteriaFile) -> Iterator[tuple[Condition, Source]]:
    """Give what is counted: people who report the same, people hit, how upset somebody is, files."""
    for least in file.people:
        if basis.people >= least:
            yield f"people:{least}", Source(SourceSort.LINKS, "links", str(basis.people))
    for name, key, levels in (
        ("upset", "emotional_effect", (5, 8)),
        ("people-hit", "people_count", (1, 100)),
    ):
        said = text_of(basis.answers, key)
        if said.isdecimal():
            for least in levels:
                if int(said) >= least:
                    yield f"{name}:{least}", Source(SourceSort.ANSWER, key, said)
    if basis.exhibits:
        yield "exhibits", Source(SourceSort.EXHIBITS, "exhibits", str(basis.exhibits))
