"""Everything the rules decide by, in one value."""

from dataclasses import dataclass

from callpoint.rules.content.load import Content
from callpoint.rules.content.model import Jurisdiction
from callpoint.rules.places import Places


@dataclass(frozen=True, kw_only=True)
class Knowledge:
    """The content and the places in force, and the jurisdiction this deployment serves."""

    content: Content
    places: Places
    home: str
    """The id of the deployment's jurisdiction, for example uk/derbyshire."""

    @property
    def jurisdiction(self) -> Jurisdiction:
        """Give the deployment's own jurisdiction."""
        return self.content.jurisdictions[self.home.rpartition("/")[2]]
