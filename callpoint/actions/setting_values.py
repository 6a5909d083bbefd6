"""Puts values into the columns of a report; the action that does it saves the row and writes the leaf."""

from collections.abc import Mapping
from datetime import datetime

from callpoint.records.models import Report


def set_values(report: Report, values: Mapping[str, object], *, at: datetime) -> list[str]:
    """Put values into columns and name those that changed; a new urgency is one since now."""
    changed = [name for name, value in values.items() if getattr(report, name) != value]
    for name in changed:
        setattr(report, name, values[name])
    if "urgency" not in changed:
        return changed
    report.urgent_since = at
    return [*changed, "urgent_since"]
