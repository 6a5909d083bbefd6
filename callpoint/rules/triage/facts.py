"""The quick facts of a person, and which of two answers is the safer one."""

from dataclasses import dataclass, fields

_SAFEST_FIRST = {
    "age": ("under-13", "13-15", "16-17", "adult", "unknown", ""),
    "danger_now": ("yes", "unsure", "no", ""),
    "money_left": (
        "last-24h",
        "unsure",
        "last-72h",
        "last-13-months",
        "earlier",
        "no",
        "",
    ),
    "attack_running": ("yes", "no", ""),
    "remote_access_on": ("yes", "no", ""),
    "image_threat": ("yes", "no", ""),
    "self_harm": ("yes", "no", ""),
    "gave_details": ("yes", "do-not-know", "no", ""),
}
UNDER_18 = frozenset({"under-13", "13-15", "16-17"})


@dataclass(frozen=True, slots=True)
class Facts:
    """Quick answers given before the story; '' is not said. Values as in the content model."""

    country: str = ""
    nation: str = ""
    postcode: str = ""
    who: str = ""
    age: str = ""
    danger_now: str = ""
    money_left: str = ""
    attack_running: str = ""
    remote_access_on: str = ""
    image_threat: str = ""
    suspect_known: str = ""
    self_harm: str = ""
    clicked: str = ""
    gave_details: str = ""
    situation: str = ""
    """Which card or line of the first page was chosen; an id of the situations."""


FACT_NAMES = tuple(each.name for each in fields(Facts))


def safer(name: str, said: str, read: str) -> str:
    """Return the safer of what was answered and what the story says, '' being neither."""
    if not read or not said:
        return said or read
    order = _SAFEST_FIRST[name]
    return min(said, read, key=order.index)
