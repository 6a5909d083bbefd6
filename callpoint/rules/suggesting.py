"""What the rules make of the answers: kind, urgency, place and unit. A person may change each."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import datetime

from callpoint.rules.content.model import Urgency
from callpoint.rules.followups import ON_BEHALF
from callpoint.rules.knowledge import Knowledge
from callpoint.rules.places import Place
from callpoint.rules.routing import unit_for
from callpoint.rules.triage.decide import TriageResult, triage
from callpoint.rules.triage.facts import Facts
from callpoint.rules.urgency import urgency_of

ZIP_CODE = re.compile(r"[0-9]{5}(?:-[0-9]{4})?")
"""A United States ZIP code; no UK postcode has digits only."""

STATE_LETTERS = 2
"""Letters of a state's short name in the United States."""

FACT_NAMES = tuple(field.name for field in fields(Facts))


@dataclass(frozen=True, kw_only=True)
class Suggestion:
    """The result of triage and routing, with what a queue may read in clear."""

    result: TriageResult
    place: Place
    urgency: Urgency
    unit: str
    outcode: str

    own_kind: str
    """What the person says it is; '' where they did not correct us."""

    @property
    def kind(self) -> str:
        """Give what the person says it is, else the kind that fits best."""
        return self.own_kind or self.result.kinds[0].id

    @property
    def who(self) -> str:
        """Give who was harmed: an answer of `who`, or what the story says; '' where neither does."""
        return self.result.facts.who

    def readable_columns(self) -> dict[str, str | bool]:
        """Give the columns of a report that are readable on purpose."""
        return {
            "kind": self.kind,
            "urgency": self.urgency,
            "critical": self.result.critical,
            "unit": self.unit,
            "country": self.place.country,
            "outcode": self.outcode,
            "police_area": self.place.police_area.code,
        }


def suggest(answers: Mapping[str, str | list[str]], *, at: datetime, known: Knowledge) -> Suggestion:
    """Read the answers as facts and story, and say where they lead."""
    facts = facts_of(answers, known)
    result = triage(
        story=text_of(answers, "story"),
        facts=facts,
        at=at,
        content=known.content,
        places=known.places,
        own_kind=text_of(answers, "own_kind"),
        here=known.jurisdiction.country,
    )
    place = place_told(answers, known)
    own_kind = text_of(answers, "own_kind") if text_of(answers, "own_kind") in known.content.kinds else ""
    kind = known.content.kinds[own_kind or result.kinds[0].id]
    unit = unit_for(known.content, kind=kind, area_ids=place.area_ids)
    return Suggestion(
        result=result,
        own_kind=own_kind,
        place=place,
        urgency=urgency_of(kind, result.facts, critical=result.critical),
        unit=unit.id,
        outcode=_outcode(place),
    )


def facts_of(answers: Mapping[str, str | list[str]], known: Knowledge) -> Facts:
    """Take the triage facts from the answers; what the chosen situation states fills the gaps."""
    situation = known.content.situations.get(text_of(answers, "situation"))
    stated = dict(situation.facts) if situation else {}
    told = {name: text_of(answers, name) for name in FACT_NAMES if text_of(answers, name)}
    if _place_said(answers):
        place = place_told(answers, known)
        if place.country != known.jurisdiction.country or place.certainty != "unknown":
            told.setdefault("country", place.country)
        if place.nation:
            told["nation"] = place.nation
    return Facts(**{**stated, **told})


def place_told(answers: Mapping[str, str | list[str]], known: Knowledge) -> Place:
    """
    Find the place a person named: a postcode, a town, a ZIP code, or a country by its name.

    Where somebody else was harmed it is their place, if it was told.
    """
    said = _place_said(answers)
    country = text_of(answers, "country") or country_named(said, known)
    if not country and ZIP_CODE.fullmatch(said.strip()):
        country = "US"
    place = known.places.place_of(said, country=country or known.jurisdiction.country)
    if country or place.certainty != "unknown":
        return place
    american = known.places.place_of(said, country="US")
    # Two small letters, such as "ok" or "me", are words before they are states.
    is_word = len(said.strip()) == STATE_LETTERS and said.strip().islower()
    return place if is_word or american.certainty == "unknown" else american


def _place_said(answers: Mapping[str, str | list[str]]) -> str:
    # Where the story says for whom it is, `who` has no answer; a changed answer leaves theirs behind.
    is_theirs = text_of(answers, "who") in ON_BEHALF | {""}
    return (text_of(answers, "harmed_postcode") if is_theirs else "") or text_of(answers, "postcode")


def country_named(said: str, known: Knowledge) -> str:
    """Give the ISO code of a country named in full; '' where the text names none."""
    wanted = said.strip().casefold()
    names = ((country.name.casefold(), country.id) for country in known.content.countries.values())
    return next((code for name, code in names if name == wanted), "")


def text_of(answers: Mapping[str, str | list[str]], name: str) -> str:
    """Give a single answer as text; '' where there is none."""
    value = answers.get(name, "")
    return value if isinstance(value, str) else ", ".join(value)


def _outcode(place: Place) -> str:
    """
    Give the outward half of a UK postcode, which is readable on purpose; '' for anything else.

    Taken from what was understood, never from what was typed: that may be a name or a number.
    """
    is_postcode = place.form in {"unit", "sector", "outcode"} and place.certainty != "unknown"
    return place.read_as.split()[0] if is_postcode else ""
