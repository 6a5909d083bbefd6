"""What people decide of a suggestion: what may be chosen, how it is kept, and what a later suggestion changes."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from typing import Any, Final

from callpoint.rules.assessment.model import VALUE_NAMES, Assessment, Values
from callpoint.rules.content.criteria_model import AXES, HIGHEST
from callpoint.rules.content.whole import Content
from callpoint.rules.urgency import ORDER

Kept = dict[str, Any]
"""A JSON object as it is sealed."""
Value = str | int | None
Chosen = Mapping[str, Value]
"""Name of a value to what was chosen; None says that it is not known."""

DECIDED: Final = tuple(name for name in VALUE_NAMES if name != "unit")
"""What a person decides on this page. The unit is moved, not assessed: it goes by an action of its own."""
NOT_KNOWN: Final = "not-known"


class Step(StrEnum):
    """What one row says."""

    SUGGESTED = "suggested"
    ACCEPTED = "accepted"
    CHANGED = "changed"


@dataclass(frozen=True, kw_only=True)
class Decision:
    """What one step of a person made of a report: what it set, and what stood there before."""

    set: Chosen = field(default_factory=dict)
    before: Chosen = field(default_factory=dict)
    state_before: str = ""
    state_after: str = ""
    assessed_before: bool = False

    def as_json(self) -> Kept:
        """Give it as it is sealed."""
        return asdict(self)

    @classmethod
    def read(cls, kept: Kept) -> "Decision":
        """Read what was sealed; nothing where nothing was."""
        return cls(**kept)


def choices_of(name: str, content: Content) -> tuple[str, ...]:
    """Give what may be chosen for a value, as a form sends it; nothing for what nobody decides here."""
    if name not in DECIDED:
        return ()
    if name == "kind":
        return tuple(content.kinds)
    if name == "urgency":
        return ORDER
    if name == "call_for_service":
        return ("1", "0", NOT_KNOWN)
    return (*(str(score) for score in range(HIGHEST, -1, -1)), NOT_KNOWN)


def read_choice(name: str, said: str) -> Value:
    """Read one of `choices_of` as it is kept."""
    if name not in AXES:
        return said
    return None if said == NOT_KNOWN else int(said)


def written_choice(value: Value) -> str:
    """Give a value as a form sends it."""
    return NOT_KNOWN if value is None else str(value)


def in_force(decisions: Sequence[Decision]) -> Chosen:
    """Give what people decided, given the decisions that stand, the oldest first."""
    decided: dict[str, Value] = {}
    for each in decisions:
        decided |= each.set
    return decided


def suggestion_json(assessment: Assessment) -> Kept:
    """Give a suggestion as it is sealed: its values, and each reason with where it was read."""
    return {
        "version": assessment.version,
        "values": asdict(assessment.values),
        "reasons": {
            scored.axis: [
                [
                    reason.id,
                    reason.gives,
                    reason.says,
                    [list(map(str, _parts(source))) for source in reason.sources],
                ]
                for reason in scored.reasons
            ]
            for scored in assessment
        },
        "urgency": [reason.id for reason in assessment.urgency_reasons],
    }


def _parts(source: object) -> tuple[object, ...]:
    return tuple(getattr(source, name) for name in ("sort", "key", "words"))


def values_in(kept: Kept) -> Values:
    """Read the values of a suggestion that was sealed."""
    return Values(**kept["values"])
