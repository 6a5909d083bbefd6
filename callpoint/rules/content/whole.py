"""The content as one read-only whole, under one version."""

from collections.abc import Mapping
from dataclasses import dataclass

from callpoint.rules.content.closing_model import ClosingRules, Outcome
from callpoint.rules.content.criteria_model import Criteria
from callpoint.rules.content.export_model import ExportMapping
from callpoint.rules.content.model import (
    Brand,
    Country,
    GuidancePage,
    Jurisdiction,
    Kind,
    Promise,
    Question,
    QuestionSection,
    RecordingBody,
    Service,
    Situation,
    Unit,
)
from callpoint.rules.content.now_model import GuidanceLocal, NowGuide, NowLocal
from callpoint.rules.content.request_model import RequestKind
from callpoint.rules.content.sheet_model import Sheet
from callpoint.rules.content.triage_model import SignFile, TriageTable
from callpoint.rules.content.welfare_model import WelfareRules


@dataclass(frozen=True, eq=False)
class Content:
    """
    Everything a deployment declares; each mapping is read-only, id to model.

    Two are the same only if they are one: what is laid out from a content is kept by it.
    """

    version: str
    """SHA-256, in hex, of the canonical JSON of everything below."""
    jurisdictions: Mapping[str, Jurisdiction]
    services: Mapping[str, Service]
    kinds: Mapping[str, Kind]
    questions: Mapping[str, Question]
    """In the order in which they are asked."""
    sections: Mapping[str, QuestionSection]
    """In the order in which they are asked."""
    sheets: Mapping[str, Sheet]
    """In the order in which they are asked."""
    kind_sets: Mapping[str, tuple[str, ...]]
    situations: Mapping[str, Situation]
    guidance: Mapping[str, GuidancePage]
    guidance_local: Mapping[str, GuidanceLocal]
    """'<home>/<file>' to what that jurisdiction adds to a page, the wider ones first."""
    now: Mapping[str, NowGuide]
    now_local: Mapping[str, NowLocal]
    """'<home>/<file>' to what that jurisdiction adds to a guide, the wider ones first."""
    promises: Mapping[str, Promise]
    units: Mapping[str, Unit]
    recording: tuple[RecordingBody, ...]
    countries: Mapping[str, Country]
    brands: Mapping[str, Brand]
    """The sites, apps and names that a report can be counted under; no other is ever kept readable."""
    criteria: Criteria | None
    """The published criteria with the amounts of each jurisdiction; None where none are declared."""
    outcomes: Mapping[str, Outcome]
    """Ways a report can end, in the order of their lists."""
    requests: Mapping[str, RequestKind]
    """What other bodies can be asked to do for a report, in the order of their lists."""
    closing: Mapping[str, ClosingRules]
    """Jurisdiction id, or 'common', to when a second person looks at a closing."""
    exports: Mapping[str, ExportMapping]
    """Records systems, and which of our fields goes into which column of each."""
    welfare: Mapping[str, WelfareRules]
    """Jurisdiction id, or 'common', to what staff are warned of."""
    triage_tables: Mapping[str, TriageTable]
    """Jurisdiction id to its table of routes."""
    signs: Mapping[str, SignFile]
    """Path below `common/signs/`, without ending, to the triage lexicon."""
    homes: Mapping[str, str]
    """'<sort>/<id>' to the jurisdiction (or 'common') whose folder holds it."""

    def jurisdiction_of(self, sort: str, thing: str) -> Jurisdiction:
        """Give the jurisdiction that declares a thing; KeyError for `common` ones."""
        return self.jurisdictions[self.homes[f"{sort}/{thing}"]]

    def timezone_of(self, service: str) -> str:
        """Give the IANA time zone in which a service's hours are written."""
        return self.jurisdiction_of("services", service).timezone

    def recorded_by(self, kind: str, *, nation: str, country: str) -> RecordingBody | None:
        """Give the body that records a kind in a place.

        A body that names the kind goes before one that names its group, and that before
        one that names neither.
        """
        here = [
            body
            for body in self.recording
            if (not body.nations or nation in body.nations)
            and (not body.countries or country in body.countries)
        ]
        group = self.kinds[kind].group
        for fits in (
            [body for body in here if kind in body.kinds],
            [body for body in here if group in body.groups and not body.kinds],
            [body for body in here if not body.groups and not body.kinds],
        ):
            if fits:
                return fits[0]
        return None
