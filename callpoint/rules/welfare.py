"""What staff are warned of, when a break is offered, and where they find somebody to talk to."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from callpoint.rules.content.layout import COMMON
from callpoint.rules.content.model import Service
from callpoint.rules.content.welfare_model import Breaks, DistressSort, WelfareRules
from callpoint.rules.knowledge import Knowledge
from callpoint.rules.triage.facts import Facts


def welfare_rules(known: Knowledge) -> WelfareRules:
    """Give the rules of this deployment's jurisdiction, else of the one around it, else those of all."""
    home = known.jurisdiction
    places = (place for place in (home.id, home.part_of, COMMON) if place)
    return next(known.content.welfare[place] for place in places if place in known.content.welfare)


def sorts_by_facts(rules: WelfareRules, facts: Facts) -> tuple[str, ...]:
    """Give the ids of the sorts of distress that the facts of a report tell of."""
    return tuple(
        sort.id
        for sort in rules.distress
        if any(getattr(facts, name) in values for name, values in sort.facts)
    )


def distress_of(rules: WelfareRules, *, kind: str, told: Collection[str]) -> tuple[DistressSort, ...]:
    """Give what is hard about a report, by its kind and by what its facts told; nothing for most reports."""
    return tuple(sort for sort in rules.distress if kind in sort.kinds or sort.id in told)


def hard_kinds(rules: WelfareRules) -> tuple[str, ...]:
    """Give the kinds that are hard to read by themselves."""
    return tuple(sorted({kind for sort in rules.distress for kind in sort.kinds}))


def help_for_staff(known: Knowledge) -> tuple[Service, ...]:
    """Give the services that staff here may turn to."""
    services = (known.content.services[service] for service in welfare_rules(known).help)
    here = known.jurisdiction.country
    return tuple(each for each in services if here in each.serves.countries)


class Due(StrEnum):
    """Why a break is offered."""

    HARD_REPORTS = "hard reports"
    LONG_TIME = "a long time"


@dataclass(frozen=True, kw_only=True)
class Sitting:
    """What one session knows of how long somebody sits there; it is kept with the session and nowhere else."""

    began_at: datetime
    seen_at: datetime
    hard: int = 0
    """Hard reports opened since it began."""

    def seen(self, at: datetime, breaks: Breaks) -> "Sitting":
        """Note that a page was opened; after a time away a new sitting begins."""
        if at - self.seen_at >= timedelta(minutes=breaks.away_minutes):
            return Sitting(began_at=at, seen_at=at)
        return replace(self, seen_at=at)

    def opened_hard(self) -> "Sitting":
        """Note that a hard report was opened."""
        return replace(self, hard=self.hard + 1)

    def due(self, breaks: Breaks) -> Due | None:
        """Say why a break is offered now; None where none is."""
        if self.hard >= breaks.after_reports:
            return Due.HARD_REPORTS
        if self.seen_at - self.began_at >= timedelta(minutes=breaks.after_minutes):
            return Due.LONG_TIME
        return None
