"""The shape of staff welfare: what is hard to read, when a break is offered, and where staff find help."""

from typing import Annotated

from pydantic import Field

from callpoint.rules.content.closing_model import SensitiveFacts
from callpoint.rules.content.model import ContentModel, Identifier


class DistressSort(ContentModel):
    """One way in which a report is hard to read; its kind or a fact that it tells is enough."""

    id: Identifier
    words: str
    """For staff, before they open it: what it is about, and nothing of what it says."""
    kinds: tuple[str, ...] = ()
    facts: SensitiveFacts = SensitiveFacts()


class Breaks(ContentModel):
    """When a break is offered."""

    after_reports: Annotated[int, Field(ge=1)]
    """So many hard reports opened since the last break."""
    after_minutes: Annotated[int, Field(ge=1)]
    """So long at the desk since the last break."""
    away_minutes: Annotated[int, Field(ge=1)]
    """So long without a page counts as a break."""


class WelfareRules(ContentModel):
    """`welfare.yaml` of a jurisdiction, or of all."""

    distress: tuple[DistressSort, ...]
    breaks: Breaks
    help: tuple[str, ...] = ()
    """Services that staff may turn to; those that do not serve the jurisdiction are left out."""
