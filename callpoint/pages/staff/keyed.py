"""Choices that one key picks each, and reasons that stand ready: one is picked with a key, and own words may follow."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from itertools import zip_longest
from typing import Final

from django.http import QueryDict
from django.utils.translation import gettext as _

from callpoint.pages.shown import ChoiceLine

DIGITS: Final = "123456789"
HOME_ROW: Final = "sdfhjkl"
"""Keys of a second list on the same page, so that no choice shares one; `a` and `g` keep what was chosen."""


def with_keys(lines: Iterable[ChoiceLine], keys: str) -> tuple[ChoiceLine, ...]:
    """Give each line its key in order; what comes after the last key has none."""
    chosen = tuple(lines)
    return tuple(
        replace(line, key=key)
        for line, key in zip_longest(chosen, keys[: len(chosen)], fillvalue="")
        if isinstance(line, ChoiceLine)
    )


def move_reasons() -> Mapping[str, str]:
    """Give the reasons for another unit that stand ready."""
    return {
        "kind": _("This kind of report is theirs."),
        "place": _("It happened in their area."),
        "linked": _("They work on a linked report."),
        "harm": _("The harm is more than we deal with."),
        "by-mistake": _("It came to us by mistake."),
    }


def recording_reasons() -> Mapping[str, str]:
    """Give the reasons for how a report is recorded that stand ready."""
    return {
        "likely": _("What was told is more likely than not a crime. Nothing we know speaks against it."),
        "checked": _("We checked what was told, and it holds."),
        "no-victim": _("Nobody was harmed. What was told helps us see what is going on."),
        "no-crime": _("What was told is no crime, even if all of it is so."),
    }


def link_reasons() -> Mapping[str, str]:
    """Give the reasons for a judgement on a link that stand ready."""
    return {
        "own": _("What they share belongs to the suspect alone."),
        "story": _("They tell the same deed."),
        "common": _("Many people use what they share."),
        "stories-differ": _("They tell different deeds."),
    }


def reason_lines(ready: Mapping[str, str], chosen: str) -> tuple[ChoiceLine, ...]:
    """Give the reasons to pick from, each with its key."""
    return with_keys(
        (ChoiceLine(value=name, label=words, chosen=name == chosen) for name, words in ready.items()),
        HOME_ROW,
    )


def reason_in(said: QueryDict, ready: Mapping[str, str]) -> str:
    """Join the reason that was picked with the words that were typed after it."""
    picked, own = ready.get(said.get("ready", ""), ""), said.get("reason", "").strip()
    return " ".join(part for part in (picked, own) if part)
