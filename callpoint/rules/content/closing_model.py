"""The shape of what closing a report goes by: the ways it can end, and when a second person looks first."""

from typing import Annotated, Literal

from pydantic import Field

from callpoint.rules.content.model import ContentModel, Identifier, Sourced

ClosesReports = Literal["police-force", "recording-body", "support-service"]
"""Roles of a deployment that keep reports; a guide has none to close."""


class Outcome(Sourced):
    """One way in which a report can end, with the plain words for it in the letter."""

    id: Identifier
    number: int = 0
    """Of the official list; 0 = none, for a reason of this service's own."""
    title: str
    """For staff; a reporter never reads it alone."""
    decision: str
    """What was decided, in the reporter's words; `{gap}` stands for what the officer adds."""
    reason: str
    """Why, in a sentence or two."""
    gap: str = ""
    """For staff: what belongs into `{gap}`; '' = there is none."""
    used_by: tuple[ClosesReports, ...]
    local: bool = False
    """For a report that is no crime; it stands in no official list."""
    says_no: bool = False
    """The reporter may have hoped for more: a second person looks first."""
    opens: bool = False
    """Something came of it that the reporter will want to hear."""
    in_use: bool = True
    note: str = ""
    """For staff and writers; not shown to the public."""


class SensitiveFacts(ContentModel):
    """Facts of `rules.triage.facts` that are told, each with the values that ask for a second person."""

    danger_now: tuple[str, ...] = ()
    image_threat: tuple[str, ...] = ()
    self_harm: tuple[str, ...] = ()
    age: tuple[str, ...] = ()
    who: tuple[str, ...] = ()
    remote_access_on: tuple[str, ...] = ()
    attack_running: tuple[str, ...] = ()


class SecondPerson(ContentModel):
    """When two people close a report; any one is enough."""

    kinds: tuple[str, ...] = ()
    facts: SensitiveFacts = SensitiveFacts()
    vulnerability: Annotated[int, Field(ge=0, le=3)] = 3
    """From this score on."""
    says_no: bool = True
    """Whether outcomes that say no do."""


class ClosingRules(ContentModel):
    """`closing.yaml` of a jurisdiction, or of all."""

    second_person: SecondPerson
    follow_up_days: Annotated[int, Field(ge=1)] = 28
    """Days after the letter on which the reporter is asked, once, how it went."""
