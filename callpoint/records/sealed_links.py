"""Seals and opens sightings, and what people say of links and series, under the key of the report they hang on."""

from uuid import UUID

from callpoint.records.models import Judgement, Ruling, SeriesName, Sighting
from callpoint.records.row_seal import OfReport, in_row
from callpoint.rules.chance import Chance
from callpoint.rules.identifiers.model import IdentifierKind, Whose
from callpoint.rules.journal import Json
from callpoint.rules.sighting import Mention, Sighted
from callpoint.rules.standing import Standing
from callpoint.sealing.envelope import seal_json, seal_text, unseal_json, unseal_text


class LinkSeal(OfReport):
    """Seals and opens with the key of one report."""

    def seal_value(self, sighting_id: UUID, value: str, chance: Chance) -> bytes:
        """Seal the canonical value of a sighting."""
        return seal_text(self.key, value, where=in_row("sighting", "value", sighting_id), chance=chance)

    def seal_mentions(self, sighting_id: UUID, mentions: tuple[Mention, ...], chance: Chance) -> bytes:
        """Seal where a value stands."""
        rows: Json = {"mentions": [[one.source, one.start, one.end, one.text] for one in mentions]}
        return seal_json(self.key, rows, where=in_row("sighting", "mentions", sighting_id), chance=chance)

    def sighted(self, sighting: Sighting) -> Sighted:
        """Open a sighting."""
        value = bytes(sighting.value)
        rows = unseal_json(
            self.key, bytes(sighting.mentions), where=in_row("sighting", "mentions", sighting.id)
        )
        return Sighted(
            kind=IdentifierKind(sighting.kind),
            value=unseal_text(self.key, value, where=in_row("sighting", "value", sighting.id)),
            whose=Whose(sighting.whose),
            standing=Standing(sighting.standing),
            mentions=tuple(
                Mention(source=source, start=start, end=end, text=text)
                for source, start, end, text in rows["mentions"]
            ),
            is_said=sighting.whose in (Whose.REPORTER, Whose.SUSPECT),
        )

    def seal_judgement(self, judgement_id: UUID, reason: str, chance: Chance) -> bytes:
        """Seal why two reports were judged as they were."""
        return seal_text(self.key, reason, where=in_row("judgement", "reason", judgement_id), chance=chance)

    def judgement(self, judgement: Judgement) -> str:
        """Open why two reports were judged as they were."""
        return unseal_text(
            self.key, bytes(judgement.reason), where=in_row("judgement", "reason", judgement.id)
        )

    def seal_ruling(self, ruling_id: UUID, reason: str, chance: Chance) -> bytes:
        """Seal why a value was ruled to link or not to."""
        return seal_text(self.key, reason, where=in_row("ruling", "reason", ruling_id), chance=chance)

    def ruling(self, ruling: Ruling) -> str:
        """Open why a value was ruled to link or not to."""
        return unseal_text(self.key, bytes(ruling.reason), where=in_row("ruling", "reason", ruling.id))

    def seal_name(self, name_id: UUID, name: str, chance: Chance) -> bytes:
        """Seal the name of a series."""
        return seal_text(self.key, name, where=in_row("seriesname", "name", name_id), chance=chance)

    def name(self, name: SeriesName) -> str:
        """Open the name of a series."""
        return unseal_text(self.key, bytes(name.name), where=in_row("seriesname", "name", name.id))
