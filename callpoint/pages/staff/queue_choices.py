"""What the forms of the queue offer to choose: filters, colleagues, units."""

from collections.abc import Iterable
from dataclasses import replace

from django.utils.translation import gettext as _

from callpoint.actions.acting import Actor
from callpoint.pages.filters import translated
from callpoint.pages.shown import ChoiceLine
from callpoint.pages.staff.queue_address import CHANNELS, Seen
from callpoint.pages.staff.queue_lines import channel_words
from callpoint.pages.staff.queue_pages import FilterField
from callpoint.pages.staff.words import state_words, urgency_words
from callpoint.records.knowledge import knowledge
from callpoint.records.queries.colleagues import colleagues_for
from callpoint.rules.access import EVERY_UNIT
from callpoint.rules.areas import police_areas
from callpoint.rules.lifecycle import ReportState
from callpoint.rules.urgency import ORDER


def filter_fields(seen: Seen, by: Actor) -> tuple[FilterField, ...]:
    """Give the filters that this person may use, with what is chosen."""
    content = knowledge().content
    fields = (
        ("state", _("State"), [(s.value, state_words(s)) for s in ReportState if s is not ReportState.DRAFT]),
        ("group", _("Group of kinds"), _groups()),
        ("urgency", _("Urgency"), [(each, urgency_words(each)) for each in ORDER]),
        ("unassigned", _("With whom"), [("yes", _("With nobody"))]),
        ("age", _("Age"), _ages()),
        ("channel", _("Came by"), [(each, channel_words(each)) for each in CHANNELS]),
        ("area", _("Police area"), [(a.code, a.name) for a in police_areas(knowledge().places).values()]),
        ("unit", _("Unit"), [(unit.id, translated(unit.name)) for unit in content.units.values()]),
    )
    return tuple(
        FilterField(name=name, label=label, choices=_choices(seen.said.get(name, ""), choices))
        for name, label, choices in fields
        if name != "unit" or by.badge.role in EVERY_UNIT
    )


def colleague_choices(unit: str) -> tuple[ChoiceLine, ...]:
    """Give who may take a report of a unit."""
    return tuple(ChoiceLine(value=str(each.id), label=each.name) for each in colleagues_for(unit))


def unit_choices(*, but: str = "") -> tuple[ChoiceLine, ...]:
    """Give the units that a report can be moved to."""
    units = sorted((translated(unit.name), unit.id) for unit in knowledge().content.units.values())
    return tuple(ChoiceLine(value=unit, label=name) for name, unit in units if unit != but)


def chosen_of(choices: Iterable[ChoiceLine], value: str) -> tuple[ChoiceLine, ...]:
    """Mark what was chosen, after an empty choice: nothing is done with what happens to stand first."""
    nothing = ChoiceLine(value="", label=_("Choose"), chosen=not value)
    return (nothing, *chosen_in(choices, value))


def chosen_in(choices: Iterable[ChoiceLine], value: str) -> tuple[ChoiceLine, ...]:
    """Mark what was chosen."""
    return tuple(replace(each, chosen=each.value == value) for each in choices)


def unit_words(unit: str) -> str:
    """Name a unit."""
    units = knowledge().content.units
    return translated(units[unit].name) if unit in units else unit


def _choices(chosen: str, choices: Iterable[tuple[str, str]]) -> tuple[ChoiceLine, ...]:
    every = (("", _("All")), *choices)
    return tuple(ChoiceLine(value=value, label=label, chosen=value == chosen) for value, label in every)


def _groups() -> list[tuple[str, str]]:
    words = {
        "fraud": _("Fraud"),
        "computer-misuse": _("Computer misuse"),
        "messages": _("Suspicious messages"),
        "harm-to-person": _("Harm to a person"),
        "other": _("Other kinds"),
    }
    used = {kind.group for kind in knowledge().content.kinds.values()}
    return [(group, name) for group, name in words.items() if group in used]


def _ages() -> list[tuple[str, str]]:
    return [
        ("day", _("Older than a day")),
        ("week", _("Older than a week")),
        ("month", _("Older than a month")),
    ]
