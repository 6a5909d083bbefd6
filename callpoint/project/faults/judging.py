"""Judges what is left after a fault: nothing that was told is lost, nothing is there twice, nothing is there in part."""

from collections.abc import Callable
from dataclasses import dataclass, field

from callpoint.project.faults.checking import Standing, orphans, problems, standing
from callpoint.project.faults.paths import Deed, Facts, WritePath


@dataclass(kw_only=True)
class Verdict:
    """What is wrong, a sentence each; empty lists where nothing is."""

    lost: list[str] = field(default_factory=list)
    duplicated: list[str] = field(default_factory=list)
    partial: list[str] = field(default_factory=list)
    dishonest: list[str] = field(default_factory=list)
    """An error that is no honest "it was not saved", or a service that does not recover by itself."""
    orphans: int = 0
    """Files without a row: harmless, swept later."""


@dataclass(frozen=True, kw_only=True)
class Prepared:
    """A write path with what was prepared for it, and what stood then."""

    path: WritePath
    facts: Facts
    before: Standing


def judge(prepared: Prepared, told: dict[str, str]) -> Verdict:
    """
    Judge what is there, then try again as a person does who was told no more than `told`, and judge once more.

    Called in a program of its own, as after a restart.
    """
    prepared.path.mend()
    verdict = Verdict()
    _look(prepared, told, verdict)
    verdict.orphans = orphans()
    try:
        prepared.path.try_again(dict(prepared.facts), dict(told), telling(told, verdict))
    except Exception as error:  # noqa: BLE001 - whatever keeps somebody from trying again is the finding
        verdict.partial.append(f"trying again fails: {type(error).__name__}: {error}")
    verdict.partial += [f"{name}: never told" for name in prepared.path.deeds if name not in told]
    _look(prepared, told, verdict)
    return verdict


def telling(told: dict[str, str], verdict: Verdict) -> Callable[[str, str], None]:
    """Remember what is told, and notice where somebody is told something else the second time."""

    def tell(deed: str, value: str) -> None:
        if told.setdefault(deed, value) != value:
            verdict.duplicated.append(f"{deed}: another answer the second time")

    return tell


def _look(prepared: Prepared, told: dict[str, str], verdict: Verdict) -> None:
    verdict.partial += problems(prepared.before)
    look_at_deeds(prepared, told, verdict=verdict, now=standing())


def look_at_deeds(prepared: Prepared, told: dict[str, str], *, verdict: Verdict, now: Standing) -> None:
    """Judge what the deeds of a write path left behind, and nothing else."""
    for name, deed in prepared.path.deeds.items():
        found = _counted(deed, prepared.before, now)
        if len(set(found.values())) > 1:
            verdict.partial.append(f"{name}: {found}")
        if max(found.values(), default=0) > deed.most:
            verdict.duplicated.append(f"{name}: {found}")
        if name in told and not (all(found.values()) and _stands(deed, prepared.facts, told[name])):
            verdict.lost.append(f"{name}: {found}")


def _counted(deed: Deed, before: Standing, now: Standing) -> dict[str, int]:
    """Count what came since: the leaves, outbox rows and rows that the deed names."""
    found = {}
    if deed.leaf:
        found["leaves"] = now.done(deed.leaf) - before.done(deed.leaf)
    if deed.posted:
        found["posted"] = now.posted[deed.posted] - before.posted[deed.posted]
    if deed.table:
        found["rows"] = now.rows[deed.table] - before.rows[deed.table]
    return found


def _stands(deed: Deed, facts: Facts, told: str) -> bool:
    try:
        return deed.stands(dict(facts), told)
    except Exception:  # noqa: BLE001 - what cannot be opened does not stand
        return False
