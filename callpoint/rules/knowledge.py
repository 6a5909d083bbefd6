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

    @property
    def exit_url(self) -> str:
        """Give the page of everyday use to leave to at once: our own, else that of the place around us; '' for none."""
        around = self.content.jurisdictions.get(self.jurisdiction.part_of)
        return self.jurisdiction.exit_url or (around.exit_url if around else "")
