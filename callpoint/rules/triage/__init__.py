"""From a person's own words and a few quick facts to the right help first."""

from callpoint.rules.triage.cases import (
    BadInputError,
    Score,
    score,
    score_lines,
    triage_lines,
)
from callpoint.rules.triage.decide import Reason, TriageResult, signs_of, triage
from callpoint.rules.triage.facts import Facts
from callpoint.rules.triage.kinds import KindScore
from callpoint.rules.triage.reading import Reading, Signal, Signs, read_story
from callpoint.rules.triage.routes import Offer

__all__ = [
    "BadInputError",
    "Facts",
    "KindScore",
    "Offer",
    "Reading",
    "Reason",
    "Score",
    "Signal",
    "Signs",
    "TriageResult",
    "read_story",
    "score",
    "score_lines",
    "signs_of",
    "triage",
    "triage_lines",
]
