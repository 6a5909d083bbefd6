"""Who gets past a door: of a restricted report, and of the name of a reporter who chose to be without one.

NotAllowedError (rules.access)
└── DoorClosedError       the report, or its reporter's identity, is shut to this person until they are let in
RestrictingError
├── HoursNotTakenError    nobody is let in for so long
├── OwnRequestError       nobody decides on their own request
└── KeptOutError          this person is kept away from this report
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final
from uuid import UUID

from callpoint.rules.access import Deed, NotAllowedError
from callpoint.rules.identifiers import IdentifierKind
from callpoint.rules.links import Link, ReportLinks
from callpoint.rules.rows import Answers, split_key


class Why(StrEnum):
    """Why a report is restricted; what more there is to say stands in the reason."""

    COLLEAGUE = "colleague"
    CHILD = "child"
    PUBLIC_PERSON = "public-person"
    OTHER = "other"


class Behind(StrEnum):
    """What a person asks to be let in to."""

    REPORT = "report"
    IDENTITY = "identity"


class Answer(StrEnum):
    """What came of a request; `NAMED` where nobody needed to ask."""

    NAMED = "named"
    GRANTED = "granted"
    REFUSED = "refused"


HOURS: Final = (24, 72, 168)
"""For how long somebody may be let in: a day, three days, a week. Our own choice; who needs longer asks again."""
OWN_HOURS: Final = 24
"""For how long an identity is shown on a reason alone, where the unit asks for no second person."""

IDENTITY: Final = frozenset(
    {
        *("name", "date_of_birth", "address", "postcode", "phone", "email"),
        *("harmed_name", "harmed_postcode", "harmed_contact"),
    }
)
"""Answers that say who a reporter is, or the person they report for, and where to find them."""
COVER: Final = "\N{BULLET}" * 5
"""What staff see in place of an answer that says who the reporter is."""
CHOICE: Final = "anonymous"
"""The question by which a reporter chooses that their name is not for everybody."""


class DoorClosedError(NotAllowedError):
    """The report, or its reporter's identity, is shut to this person until they are let in."""

    def __init__(self, role: str, deed: Deed, *, report_id: UUID, behind: Behind) -> None:
        super().__init__(role, deed)
        self.report_id = report_id
        self.behind = behind


class RestrictingError(Exception):
    """A step about a restricted report cannot be taken."""


class HoursNotTakenError(RestrictingError):
    """Nobody is let in for so long."""


class OwnRequestError(RestrictingError):
    """Nobody decides on their own request."""


class KeptOutError(RestrictingError):
    """This person is kept away from this report, and decides nothing about who is let in."""


@dataclass(frozen=True, kw_only=True)
class Door:
    """What stands between one person and one report; `until` is None where nobody let them in."""

    is_restricted: bool = False
    is_kept_out: bool = False
    is_named: bool = False
    until: datetime | None = None

    def is_open(self, *, at: datetime) -> bool:
        """Say whether the person passes now."""
        if not self.is_restricted:
            return True
        is_let_in = self.is_named or (self.until is not None and at < self.until)
        return is_let_in and not self.is_kept_out


def taken_hours(hours: int) -> timedelta:
    """
    Take for how long somebody is let in.

    :raises HoursNotTakenError: it is none of `HOURS`.
    """
    if hours not in HOURS:
        raise HoursNotTakenError
    return timedelta(hours=hours)


def is_identity(key: str) -> bool:
    """Say whether an answer tells who the reporter is, also in a row of a list."""
    return split_key(key)[0] in IDENTITY


def is_sealed(answers: Answers) -> bool:
    """Say whether there is an identity that its reporter chose to keep from most."""
    return answers.get(CHOICE) == "yes" and any(is_identity(key) and said for key, said in answers.items())


def without_identity(answers: Answers) -> dict[str, str | list[str]]:
    """Give the answers without those that tell who the reporter is."""
    return {key: said for key, said in answers.items() if not is_identity(key)}


def covered(key: str, said: str | list[str]) -> str | list[str]:
    """Give what stands in place of an answer: `COVER` where it tells who the reporter is, else the answer."""
    return COVER if said and is_identity(key) else said


def linked_without(linked: ReportLinks, shut: Collection[UUID], named: Mapping[UUID, int]) -> ReportLinks:
    """
    Leave out what a report is linked to and cannot be opened: that they share a value tells what stands there.

    `named` says of each sighting how many of the shut reports name its value: they are not counted either.
    """
    less = {(each.kind, each.shown): named.get(each.sighting_id, 0) for each in linked.values}
    shown = replace(
        linked,
        values=tuple(
            replace(each, others=max(0, each.others - gone), people=0)
            if (gone := less[each.kind, each.shown])
            else each
            for each in linked.values
        ),
        people=0 if any(less.values()) else linked.people,
    )
    return replace(
        shown,
        links=tuple(_counted(each, less) for each in linked.links if each.report_id not in shut),
        near_copies=tuple(each for each in linked.near_copies if each.report_id not in shut),
        judgements=tuple(each for each in linked.judgements if each.other_id not in shut),
    )


def _counted(link: Link, less: Mapping[tuple[IdentifierKind, str], int]) -> Link:
    shared = (
        replace(each, reports=each.reports - less.get((each.kind, each.shown), 0)) for each in link.shared
    )
    return replace(link, shared=tuple(shared))


def linked_without_identity(linked: ReportLinks) -> ReportLinks:
    """Leave out the values that stand in answers about the reporter, the links by nothing else, and who sent both."""
    told = {
        value: tuple(one for one in value.mentions if not says_who(one.source)) for value in linked.values
    }
    gone = {(value.kind, value.shown) for value, mentions in told.items() if not mentions}
    links = (
        replace(each, shared=tuple(one for one in each.shared if (one.kind, one.shown) not in gone))
        for each in linked.links
    )
    kept = replace(
        linked,
        values=tuple(replace(value, mentions=mentions) for value, mentions in told.items() if mentions),
        links=tuple(each for each in links if each.shared),
    )
    return linked_without_persons(kept, [each.report_id for each in kept.links])


def linked_without_persons(linked: ReportLinks, hidden: Collection[UUID]) -> ReportLinks:
    """
    Say of no link to one of these reports that one person sent both; where there are any, count no people either.

    From how many people there are to how many reports, the same could be told.
    """
    if not hidden:
        return linked
    return replace(
        linked,
        values=tuple(replace(value, people=0) for value in linked.values),
        links=tuple(
            replace(each, same_person=each.same_person and each.report_id not in hidden)
            for each in linked.links
        ),
        people=0,
        series=replace(linked.series, people=0) if linked.series else None,
    )


def says_who(source: str) -> bool:
    """Say whether a source of `rules.sighting.Mention` is an answer that tells who the reporter is."""
    what, _, rest = source.partition(":")
    key = {"answer": rest, "addition": rest.partition(":")[2]}.get(what, "")
    return bool(key) and is_identity(key)
