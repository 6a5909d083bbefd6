"""One report as a line of a list: what its readable columns say, in the words of the staff's pages."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol, TypedDict

from django.utils.translation import gettext as _

from callpoint.pages.filters import translated
from callpoint.pages.staff.words import state_words, urgency_words
from callpoint.records.knowledge import knowledge
from callpoint.rules.lifecycle import ReportState


class Readable(Protocol):
    """What every list has of a report; `state` and all else as its columns say it."""

    @property
    def reference(self) -> str: ...  # noqa: D102 - named as the column
    @property
    def kind(self) -> str: ...  # noqa: D102 - as above
    @property
    def unit(self) -> str: ...  # noqa: D102 - as above
    @property
    def outcode(self) -> str: ...  # noqa: D102 - as above
    @property
    def state(self) -> str: ...  # noqa: D102 - as above
    @property
    def submitted_at(self) -> datetime: ...  # noqa: D102 - as above


@dataclass(frozen=True, kw_only=True)
class ReportLine:
    """One report in a list."""

    reference: str
    url: str
    """'' where whoever looks may not open it."""
    kind: str
    state: str
    unit: str
    place: str
    sent_at: datetime


@dataclass(frozen=True, kw_only=True)
class UrgentLine(ReportLine):
    """One report in a list that says how soon it needs a person."""

    urgency: str
    urgency_words: str
    is_critical: bool = False
    marks: tuple[str, ...] = ()
    """What came of its reporter that a person should see, in words."""
    numbers: str = ""
    """The numbers of the values of its series that it names."""


class LineWords(TypedDict):
    """What the columns say, as a line takes it."""

    reference: str
    kind: str
    state: str
    unit: str
    place: str
    sent_at: datetime


class UrgentWords(LineWords):
    """The same, with how soon it needs a person."""

    urgency: str
    urgency_words: str


def said(row: Readable) -> LineWords:
    """Put the columns of a report into words; what the content does not know any more stays as it is."""
    kinds, units = knowledge().content.kinds, knowledge().content.units
    return LineWords(
        reference=row.reference,
        kind=translated(kinds[row.kind].label) if row.kind in kinds else row.kind,
        state=state_words(ReportState(row.state)),
        unit=translated(units[row.unit].name) if row.unit in units else row.unit,
        place=row.outcode or _("not known"),
        sent_at=row.submitted_at,
    )


def said_urgently(row: Readable, urgency: str) -> UrgentWords:
    """Put the columns into words, with the urgency."""
    return UrgentWords(**said(row), urgency=urgency, urgency_words=urgency_words(urgency))
