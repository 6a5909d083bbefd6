"""Makes a suggestion from answers, as a report's are, with what it names read as at its sending."""

from collections.abc import Iterable
from datetime import UTC, datetime

from callpoint.rules.assessment.assess import assess
from callpoint.rules.assessment.model import Assessment, Basis, Seen
from callpoint.rules.assessment.seeing import seen_of
from callpoint.rules.identifiers import Own
from callpoint.rules.knowledge import Knowledge
from callpoint.rules.linking.common import common_values
from callpoint.rules.measures import Told, measures_of
from callpoint.rules.rows import Answers
from callpoint.rules.sighting import own_among, sight, written_in_answers
from callpoint.rules.suggesting import suggest
from tests.rules.known import known

AT = datetime(2026, 11, 20, 14, tzinfo=UTC)


def basis_of(
    answers: Answers, *, people: int = 1, exhibits: int = 0, at: datetime = AT, home: Knowledge | None = None
) -> Basis:
    """Read answers as a submit does."""
    ours = home or known()
    suggestion = suggest(answers, at=at, known=ours)
    told = Told(answers=answers, at=at, added_at={}, kind=suggestion.kind, who=suggestion.who)
    return Basis(
        answers=answers,
        at=at,
        suggestion=suggestion,
        paid_at=measures_of(told, ours).paid_at,
        seen=tuple(seen_in(answers, ours)),
        people=people,
        exhibits=exhibits,
    )


def seen_in(answers: Answers, ours: Knowledge) -> Iterable[Seen]:
    """Give what answers name."""
    texts = tuple(written_in_answers(answers, ours.content))
    region, common = ours.jurisdiction.country, common_values(ours.content)
    own = Own(values=own_among(texts, region=region), names=frozenset())
    return [seen_of(one, shown="") for one in sight(texts, own=own, region=region, common=common)]


def assessed(answers: Answers, *, people: int = 1, exhibits: int = 0) -> Assessment:
    """Suggest for the home of the tests."""
    return assess(basis_of(answers, people=people, exhibits=exhibits), known())
