"""Looking up where a text lies: postcodes, towns, ZIP codes, states; never an error."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from callpoint.rules.places.american import american_place
from callpoint.rules.places.answers import Reading, place_from, without_area
from callpoint.rules.places.model import Place, Reason, TownMention
from callpoint.rules.places.names import NameEntry, NameIndex, name_index, plain
from callpoint.rules.places.spelling import Postcode, postcode_inside, read_postcode
from callpoint.rules.places.tables import (
    NO_AREA,
    PoliceAreaNotFoundError,
    UkTables,
    UsTables,
    town_rows,
    uk_tables,
    us_tables,
)

_NOT_SAID = frozenset(
    (
        *("", "?", "not sure", "unsure", "unknown", "dont know", "i dont know"),
        *("not known", "na", "n/a", "none", "no", "prefer not to say", "rather not say"),
    )
)
_NOT_GEOGRAPHIC = re.compile(r"\s*(?:BFPO ?\d|BF1|BX\d|XX\d)", re.IGNORECASE)
"""Forces mail, banks and large senders: Royal Mail gives these postcodes no area."""
_BRITISH = frozenset(("GB", "JE", "GG", "IM"))


@dataclass(frozen=True, slots=True)
class Places:
    """All tables of places, read once; look-ups need no network and no lock."""

    uk: UkTables
    us: UsTables
    names: NameIndex

    @classmethod
    def load(cls, root: Path) -> "Places":
        """Read `uk/places` and `us/places` under the content folder `root`.

        Raises BrokenPlacesError when towns.csv names an authority that does not exist.
        """
        folder = root / "uk" / "places"
        uk = uk_tables(folder)
        towns = town_rows(folder / "towns.csv", uk.authorities)
        return cls(
            uk=uk,
            us=us_tables(root / "us" / "places"),
            names=name_index(uk.authorities, towns),
        )

    def place_of(self, text: str, *, country: str = "GB") -> Place:
        """Return where a text lies: the answer to "where do you live?".

        Takes a postcode in any spelling, a sector, an outward code, a ZIP code, a state,
        or a name ("Chesterfield", "Newport, Wales"). What is not understood, or lies in a
        country without tables, is an unknown place with its reason; nothing is raised.
        """
        if plain(text) in _NOT_SAID:
            return Place(country=country, reason="not-said")
        if country == "US":
            return american_place(text, self.us)
        if country not in _BRITISH:
            return Place(country=country, reason="country-not-covered")
        return self._british(text) or Place(country=country, reason="not-found")

    def find_towns(self, text: str) -> tuple[TownMention, ...]:
        """Return the British places that a story names, in the order of the story.

        Common words count only in a phrase of place: "in Reading", never "I was reading".
        """
        return tuple(
            TownMention(
                name=text[found.start : found.end],
                start=found.start,
                end=found.end,
                place=self._of_entries([found.entry], text[found.start : found.end]),
            )
            for found in self.names.mentions(text)
        )

    def force_label(self, police_area: str) -> str:
        """Return the ONS name of the police force area with this ONS code.

        ONS names areas, not forces: "Derbyshire" is policed by Derbyshire Constabulary,
        "London, City of" by City of London Police. Raises PoliceAreaNotFoundError.
        """
        for authority in self.uk.authorities.values():
            if authority.police_area.code == police_area:
                return authority.police_area.name
        raise PoliceAreaNotFoundError(police_area)

    def _british(self, text: str) -> Place | None:
        outcodes = self.uk.outcodes
        if postcode := read_postcode(text, outcodes) or postcode_inside(text, outcodes):
            return self._at_postcode(postcode)
        if _NOT_GEOGRAPHIC.match(text):
            return Place(country="GB", reason="no-area")
        return self._named(text)

    def _at_postcode(self, postcode: Postcode) -> Place:
        if not self.uk.outcode_weights(postcode.outcode):
            return Place(country="GB", form=postcode.form, reason="no-area", read_as=postcode.spelled)
        return self._at_unit(postcode) if postcode.unit else self._at_sector(postcode)

    def _at_unit(self, postcode: Postcode) -> Place:
        code = self.uk.unit_authority(postcode.sector, postcode.unit)
        if code in self.uk.authorities:
            return self._place(Reading({code: 1}, "unit", postcode.spelled))
        return self._near(postcode, "no-area" if code == NO_AREA else "sector-not-found")

    def _at_sector(self, postcode: Postcode) -> Place:
        """Return what a sector settles, or its outward code when no sector was given."""
        if not postcode.sector:
            weights = self.uk.outcode_weights(postcode.outcode)
            return self._place(Reading(weights, "outcode", postcode.spelled))
        if weights := self.uk.sector_weights(postcode.sector):
            return self._place(Reading(weights, "sector", postcode.spelled, postcode.reason))
        return self._near(postcode, "sector-not-found")

    def _near(self, postcode: Postcode, reason: Reason) -> Place:
        """Return an unknown place with what is known of the whole outward code."""
        weights = self.uk.outcode_weights(postcode.outcode)
        nearby = Reading(weights, "outcode", postcode.spelled, reason)
        return replace(without_area(self._place(nearby)), form=postcode.form)

    def _place(self, reading: Reading) -> Place:
        return place_from(reading, self.uk.authorities)

    def _named(self, text: str) -> Place | None:
        """Return the place of a name, of names between commas, or of names in a sentence."""
        parts = [part for part in re.split(r"[,;/\n()]", text) if part.strip()]
        for candidates in ([text], parts):
            known = [(part.strip(), self.names.entry(part)) for part in candidates]
            entries = [(part, entry) for part, entry in known if entry]
            if entries:
                return self._of_entries([e for _, e in entries], entries[0][0])
        mentions = list(self.names.mentions(text))
        if not mentions:
            return None
        return self._of_entries([m.entry for m in mentions], text[mentions[0].start : mentions[0].end])

    def _of_entries(self, entries: Iterable[NameEntry], name: str) -> Place:
        """Return the place that all names share; of names apart, all of their places."""
        sets = [frozenset(entry.authorities) for entry in entries]
        codes = frozenset.intersection(*sets) or frozenset.union(*sets)
        weights = {code: self.uk.authorities[code].postcodes for code in codes}
        ordered = dict(sorted(weights.items(), key=lambda item: (-item[1], item[0])))
        return self._place(Reading(ordered, "name", name))
