"""Who records a crime, and whether that is the body that runs this deployment."""

from callpoint.rules.content.model import Kind, RecordingBody
from callpoint.rules.knowledge import Knowledge
from callpoint.rules.suggesting import Suggestion

NOT_RECORDED = frozenset({"messages"})
"""Groups in which nothing was lost: the body that content names for them takes forwards and records no crime."""


def body_for(known: Knowledge, *, kind: Kind, country: str, nation: str) -> RecordingBody | None:
    """
    Find the body that records a kind in a place; None where the content names none.

    A body that names the kind wins over one that names its group, and that over one that names neither.
    """
    fitting = [
        body for body in known.content.recording if _is_there(body, country, nation) and _takes(body, kind)
    ]
    return max(
        fitting, key=lambda body: (bool(body.kinds), bool(body.groups), bool(body.nations)), default=None
    )


def recorder_of(known: Knowledge, suggestion: Suggestion, *, role: str) -> RecordingBody | None:
    """
    Give the other body that records this report; None where this deployment itself does, or nobody does.

    Which services a deployment of a role stands for is content: see `Jurisdiction.stands_for`.
    """
    kind = known.content.kinds[suggestion.kind]
    facts = suggestion.result.facts
    body = body_for(
        known, kind=kind, country=facts.country or known.jurisdiction.country, nation=facts.nation
    )
    if body is None or kind.group in NOT_RECORDED or body.service in stands_for(known, role=role):
        return None
    return body


def stands_for(known: Knowledge, *, role: str) -> tuple[str, ...]:
    """Give the services that this deployment itself is, in its own jurisdiction and the one around it."""
    home = known.jurisdiction
    if role in home.stands_for:
        return home.stands_for[role]
    around = known.content.jurisdictions.get(home.part_of)
    return around.stands_for.get(role, ()) if around else ()


def _is_there(body: RecordingBody, country: str, nation: str) -> bool:
    if body.countries and country not in body.countries:
        return False
    return not body.nations or (nation or "england") in body.nations


def _takes(body: RecordingBody, kind: Kind) -> bool:
    if body.kinds:
        return kind.id in body.kinds
    return not body.groups or kind.group in body.groups
