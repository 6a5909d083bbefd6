"""The shape of what another body can be asked to do for a report: hold money, block a number, take a site down."""

from typing import Annotated, Literal

from pydantic import Field

from callpoint.rules.content.due_times import Days
from callpoint.rules.content.model import ContentModel, Identifier, Sourced

Target = Literal[
    "sending-bank",
    "receiving-bank",
    "account",
    "crypto",
    "gift-card",
    "phone",
    "site",
    "mail",
    "profile",
    "remote-tool",
    "firm",
    "image",
]
"""What of a report a request is about: `rules.offers` finds each in the facts."""


class RequestResult(ContentModel):
    """One answer that a body can give."""

    id: Identifier
    label: str
    """For staff."""
    sums: bool = False
    """It comes with a sum that is held or was returned."""
    reason: bool = False
    """It is noted with the reason that the body gave."""
    told: str = ""
    """All that the reporter hears of it where no sum came with it; '' = nothing. It says no more than the body did."""


class RequestKind(Sourced):
    """One thing that can be asked of another body, from what a report tells."""

    id: Identifier
    title: str
    """For staff and for the body that reads the request."""
    to: str
    """What sort of body it goes to, in words."""
    target: Target
    kinds: tuple[Identifier, ...] = ()
    """Kinds of reports that it is for; none for all."""
    money: bool = False
    """It is about money, which the reporter is told of."""
    shares_reporter: bool = False
    """The body is the reporter's own: their name and phone number go along."""
    asks: Annotated[tuple[str, ...], Field(min_length=1)]
    """What is asked, one sentence each."""
    confirm: tuple[str, ...] = ()
    """What an officer looks at before it goes out."""
    due: str
    """ISO 8601; by when an answer is wanted, counted from the sending."""
    days: Days
    due_now: str = ""
    """The same for a report of the class now, in hours of the clock; '' = as `due`."""
    results: Annotated[tuple[RequestResult, ...], Field(min_length=1)]
    services: tuple[Identifier, ...] = ()
    """Bodies of the directory that take it; none where the officer has to find the contact."""
    note: str = ""
    """For staff."""
