"""What the worker does about closings: the one question some weeks after."""

from datetime import datetime
from uuid import UUID

from callpoint.actions.acting import system
from callpoint.actions.following_up import ask_follow_up


def follow_up_is_due(follow_up_id: str, at: datetime) -> None:
    """Ask how it went, unless the report is open again or gone."""
    ask_follow_up(follow_up_id=UUID(follow_up_id), by=system("worker"), at=at)
