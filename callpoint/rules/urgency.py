"""How soon a report needs a person: a kind's base urgency, raised by the facts."""

from callpoint.rules.content.model import Kind, Urgency
from callpoint.rules.triage.facts import Facts

ORDER: tuple[Urgency, ...] = ("now", "today", "soon", "routine", "info")
"""Most urgent first, as in `kinds.yaml` and section 7 of the assessment criteria."""

URGENT_FACTS = {
    "danger_now": ("yes",),
    "self_harm": ("yes",),
    "image_threat": ("yes",),
    "remote_access_on": ("yes",),
    "attack_running": ("yes",),
}
"""Facts that make any kind urgent now (assessment criteria, section 7)."""


def urgency_of(kind: Kind, facts: Facts, *, critical: bool) -> Urgency:
    """Give the highest urgency that the kind, the facts or the triage result ask for."""
    reached: list[Urgency] = [kind.urgency.base]
    reached += [
        step.to
        for step in kind.urgency.raises
        if all(getattr(facts, name, "") in values for name, values in step.when.items())
    ]
    if critical or any(getattr(facts, name) in values for name, values in URGENT_FACTS.items()):
        reached.append("now")
    return min(reached, key=ORDER.index)
