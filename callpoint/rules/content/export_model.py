"""The shape of a mapping of our fields to the columns of a records system."""

from typing import Annotated

from pydantic import Field

from callpoint.rules.content.model import ContentModel, Identifier


class ExportColumn(ContentModel):
    """One column: its name there, and the field of ours that goes into it."""

    name: Annotated[str, Field(min_length=1, max_length=80, pattern=r"^[^.]+(\.[^.]+)*$")]
    """A dot parts an element from one inside it, in files of elements."""
    field: str
    """See `export_fields`."""


class ExportMapping(ContentModel):
    """One records system."""

    id: Identifier
    title: str
    """For staff."""
    note: str = ""
    columns: Annotated[tuple[ExportColumn, ...], Field(min_length=1)]
