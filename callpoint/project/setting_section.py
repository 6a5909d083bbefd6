"""What every part of the settings file has in common."""

from pydantic import BaseModel, ConfigDict


class Section(BaseModel):
    """What all parts of the settings file share: read once, never changed, nothing unknown."""

    model_config = ConfigDict(frozen=True, extra="forbid", validate_default=True)
