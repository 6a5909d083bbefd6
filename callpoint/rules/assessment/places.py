"""Where the person, the suspect and the first hop of the money are, and which body records it: told apart, with sources."""

from collections.abc import Iterator
from dataclasses import dataclass

from callpoint.rules.assessment.model import Basis, Seen, Source, SourceSort, Whereabouts
from callpoint.rules.content.criteria_model import BoundsFile
from callpoint.rules.identifiers.model import IdentifierKind
from callpoint.rules.knowledge import Knowledge
from callpoint.rules.suggesting import country_named, text_of

UNKNOWN = "place:unknown"


@dataclass(frozen=True, slots=True)
class Found:
    """One condition of place, and where it was read."""

    condition: str
    source: Source


@dataclass(frozen=True, slots=True)
class Home:
    """Where the person is, as told or as the story says."""

    country: str
    nation: str
    areas: tuple[str, ...]
    source: Source | None
    """None where nothing says it."""


def home_of(basis: Basis, known: Knowledge) -> Home:
    """Give where the person is: their answer, else a place that the story names."""
    place = basis.suggestion.place
    key = next(
        (
            name
            for name in ("harmed_postcode", "postcode", "country", "nation")
            if text_of(basis.answers, name)
        ),
        "",
    )
    is_elsewhere = place.country != known.jurisdiction.country
    if key and (place.certainty != "unknown" or is_elsewhere or key == "nation"):
        nation = place.nation or text_of(basis.answers, "nation")
        return Home(
            place.country, nation, place.area_ids, Source(SourceSort.ANSWER, key, text_of(basis.answers, key))
        )
    return _home_in_story(basis, known)


def _home_in_story(basis: Basis, known: Knowledge) -> Home:
    reading = basis.suggestion.result.reading
    for table in known.content.triage_tables.values():
        for sign, code in table.country_signs.items():
            if sign in reading.ids:
                return Home(code, "", (), Source(SourceSort.STORY, "story", reading.text_of(sign)))
        for sign, nation in table.nation_signs.items():
            if sign in reading.ids:
                areas = tuple(filter(None, (table.area_signs.get(sign, ""),)))
                source = Source(SourceSort.STORY, "story", reading.text_of(sign))
                return Home(table.home, nation, areas, source)
    return Home(known.jurisdiction.country, "", (), None)


def places_of(
    basis: Basis, known: Knowledge, bounds: BoundsFile
) -> tuple[tuple[Found, ...], tuple[Whereabouts, ...]]:
    """Give the conditions of place, and each place recorded apart."""
    home, ours = home_of(basis, known), known.jurisdiction
    suspect = _suspect_country(basis, known)
    recorder = known.content.recorded_by(
        basis.suggestion.kind, nation=home.nation or _usual_nation(known, home), country=home.country
    )
    service = recorder.service if recorder else ""
    rules = Source(SourceSort.RULES, "kind", basis.suggestion.kind)
    found = [Found(_of_home(home, known, bounds), home.source or rules)]
    if service:
        found.append(Found(f"recorder:{service}", rules))
        if any(service in stood_for for stood_for in ours.stands_for.values()):
            found.append(Found("recorder:ours", rules))
    told = Source(SourceSort.ANSWER, "suspect_country", text_of(basis.answers, "suspect_country"))
    if suspect and suspect != ours.country:
        found.append(
            Found("suspect:channel" if suspect in bounds.channel_countries else "suspect:abroad", told)
        )
    recorded = (
        Whereabouts("home", _home_words(home), home.source),
        Whereabouts("suspect", suspect, told if suspect else None),
        *_money(basis.seen, bounds, ours.country),
        Whereabouts("owner", service, rules),
    )
    return tuple(found), recorded


def _suspect_country(basis: Basis, known: Knowledge) -> str:
    """Give the code of the country where the person thinks that the suspect is; '' where they do not say."""
    said = text_of(basis.answers, "suspect_country").strip()
    if not said:
        return ""
    return said.upper() if len(said) == _LETTERS and said.isalpha() else country_named(said, known)


_LETTERS = 2
"""Letters of a country's code (ISO 3166-1 alpha-2)."""


def _usual_nation(known: Knowledge, home: Home) -> str:
    for table in known.content.triage_tables.values():
        if table.home == home.country:
            return table.usual_nation
    return ""


def _of_home(home: Home, known: Knowledge, bounds: BoundsFile) -> str:
    ours = known.jurisdiction
    if home.source is None:
        return UNKNOWN
    if home.country != ours.country:
        return "place:channel" if home.country in bounds.channel_countries else "place:abroad"
    is_here = not ours.part_of or bool(set(home.areas) & _own_areas(known))
    return "place:here" if is_here else "place:uk"


def _own_areas(known: Knowledge) -> set[str]:
    """Give the areas of this deployment: those that its units name, and its own id."""
    ours = known.jurisdiction.id
    units = (unit for unit in known.content.units.values() if known.content.homes[f"units/{unit.id}"] == ours)
    return {ours, *(area for unit in units for area in unit.areas)}


def _home_words(home: Home) -> str:
    if home.source is None:
        return ""
    return (home.areas[0] if home.areas else "") or home.nation or home.country


def _money(seen: tuple[Seen, ...], bounds: BoundsFile, home: str) -> Iterator[Whereabouts]:
    kinds = {IdentifierKind.IBAN.value, *bounds.home_account_kinds}
    first = next((one for one in seen if not one.is_own and one.kind.value in kinds), None)
    country = (first.country or home) if first else ""
    yield Whereabouts("money", country, Source(SourceSort.VALUE, first.key, first.shown) if first else None)
