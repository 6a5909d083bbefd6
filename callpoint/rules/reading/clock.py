"""The time of a day as people say it: 14:30, half past two, about 9pm, this morning, between 2 and 4pm."""

import re
from dataclasses import dataclass
from typing import Final, Literal

from callpoint.rules.reading.words import NUMBERS, either

ClockPrecision = Literal["minute", "hour", "range"]
HOUR: Final = 60
DAY: Final = 24 * HOUR


@dataclass(frozen=True, slots=True)
class Clock:
    """From when to when in a day, in minutes after its midnight; a night goes on past 24 hours."""

    first: int
    last: int
    precision: ClockPrecision
    needs_no_day: bool = False
    """Whether a day beside it would make it doubtful: midnight on Tuesday has two meanings."""


@dataclass(frozen=True, slots=True)
class _Part:
    """A part of the day: its bounds, and how its hours from 1 to 12 lie."""

    first: int
    last: int
    hours: tuple[int, ...]


_AFTER_NOON: Final = (*range(12, 24), 12)
_NIGHT: Final = (24, *range(25, 30), *range(18, 24), 24)
_PARTS: Final = {
    "smallhours": _Part(0, 6, (*range(12), 0)),
    "morning": _Part(6, 12, (*range(12), 0)),
    "lunchtime": _Part(12, 14, _AFTER_NOON),
    "afternoon": _Part(12, 18, _AFTER_NOON),
    "evening": _Part(18, 24, (*_AFTER_NOON[:12], 24)),
    "night": _Part(18, 30, _NIGHT),
}
"""Bounds in hours; no law or standard sets them: they are wide, and shown back."""
_WAKING: Final = (0, *range(13, 19), *range(7, 13))
"""How an hour without am or pm is read: from 7 in the morning until 6:59 in the evening."""

_NUMBER: Final = rf"(?:\d{{1,2}}|{either(NUMBERS)})"
_HALF: Final = r"(?: ?(?P<half>[ap]m)\b)?"
_FREE: Final = r"(?<![\w./:-])"
_END: Final = r"(?![\w/:-]|\.\d)"
_FORMS: Final = (
    re.compile(rf"(?:at )?{_FREE}(?P<hour>\d{{1,2}})[:h](?P<minute>[0-5]\d)(?::[0-5]\d)?{_HALF}{_END}"),
    re.compile(rf"(?:at )?{_FREE}(?P<hour>\d{{1,2}})\.(?P<minute>[0-5]\d) ?(?P<half>[ap]m){_END}"),
    re.compile(rf"at (?P<hour>\d{{1,2}})\.(?P<minute>[0-5]\d){_END}"),
    re.compile(rf"{_FREE}(?P<hour>\d{{1,2}})\.(?P<minute>[0-5]\d) (?=@)"),
    re.compile(
        rf"(?:at )?{_FREE}(?P<past>half|quarter|(?:{_NUMBER})(?: min(?:ute)?s?)?) past"
        rf" (?P<hour>{_NUMBER}){_HALF}{_END}"
    ),
    # Not "10 to 12" in digits: those are as likely days or hours from and to.
    re.compile(
        rf"(?:at )?{_FREE}(?P<to>quarter|{either(NUMBERS)}|{_NUMBER} min(?:ute)?s?) to"
        rf" (?P<hour>{_NUMBER}){_HALF}{_END}"
    ),
    re.compile(rf"(?:at )?{_FREE}(?P<past>half) (?P<hour>{_NUMBER}){_HALF}{_END}"),
    re.compile(rf"(?:at )?{_FREE}(?P<hour>{_NUMBER}) ?o'? ?clock(?: in)?{_HALF}{_END}"),
    re.compile(rf"(?:at )?{_FREE}(?P<hour>{_NUMBER}) ?(?P<half>[ap]m){_END}"),
    re.compile(rf"at (?P<hour>{_NUMBER}){_END}"),
    re.compile(rf"{_FREE}(?P<hour>{_NUMBER}) (?=@)"),
    re.compile(rf"(?<=@ ) ?(?P<hour>{_NUMBER})$"),
)
_TIME: Final = r"(?P<{0}>\d{{1,2}})(?:[:.](?P<{0}_minute>[0-5]\d))?(?: ?(?P<{0}_half>[ap]m)\b)?"
_RANGE: Final = re.compile(
    rf"(?:between |from )?{_FREE}{_TIME.format('a')} ?(?:-|to|and|until|till) ?{_TIME.format('b')}{_END}"
)
_PART: Final = re.compile(
    r"\b(?:(?P<which>this|last|at) )?(?P<part>smallhours|morning|lunchtime|afternoon|evening|night)\b"
)
_NAMED: Final = re.compile(r"(?:at )?\b(?:12 )?(?P<name>noon|midday|midnight)\b")
_SMALL_HOURS: Final = re.compile(r"\bearly hours(?: (?P<which>this) morning)?\b|\bearly (?=morning)")


def take_clock(text: str) -> tuple[Clock | None, str]:
    """
    Take the time of a day out of a phrase; gives it, or None, and what is left.

    `text` is in lower case. "Last night" leaves "yesterday" behind, "this morning" and "tonight" leave "today".
    """
    text = text.replace("tonight", "this night")
    text = _SMALL_HOURS.sub(lambda found: f"{found['which'] or ''} smallhours".strip(), text)
    text = text.replace("smallhours morning", "smallhours")
    part, text = _take_part(text)
    clock, rest = _take_range(text)
    if clock is None:
        clock, rest = _take_named(text, part)
    if clock is None:
        clock, rest = _take_form(text, part)
    if clock is None and part is not None:
        clock = Clock(part.first * HOUR, part.last * HOUR - 1, "range")
    return clock, " ".join(rest.replace("@", " ").split())


def _take_part(text: str) -> tuple[_Part | None, str]:
    """Leave an @ where the part stood, so that "2 in the afternoon" is still seen to be a time."""
    found = _PART.search(text)
    if found is None:
        return None, text
    day = {"this": "today", "last": "yesterday", "at": "", None: ""}[found["which"]]
    return _PARTS[found["part"]], f"{text[: found.start()]}@ {day}{text[found.end() :]}"


def _take_named(text: str, part: _Part | None) -> tuple[Clock | None, str]:
    found = _NAMED.search(text)
    if found is None:
        return None, text
    rest = text[: found.start()] + text[found.end() :]
    if found["name"] != "midnight":
        return Clock(12 * HOUR, 12 * HOUR, "hour"), rest
    if part is _PARTS["night"]:
        return Clock(DAY, DAY, "hour"), rest
    return Clock(0, 0, "hour", needs_no_day=True), rest


def _take_form(text: str, part: _Part | None) -> tuple[Clock | None, str]:
    for form in _FORMS:
        found = form.search(text)
        if found is None:
            continue
        groups = found.groupdict()
        hour = _hour_of(groups["hour"], half=groups.get("half"), part=part)
        if hour is None:
            continue
        past = _minutes_of(groups.get("past") or groups.get("minute") or "0")
        minutes = hour * HOUR + past - _minutes_of(groups.get("to") or "0")
        exact = groups.get("minute") or groups.get("past") or groups.get("to")
        clock = Clock(minutes, minutes, "minute" if exact else "hour")
        return clock, text[: found.start()] + " " + text[found.end() :]
    return None, text


def _take_range(text: str) -> tuple[Clock | None, str]:
    """Take "2-4pm" or "14:00 to 15:30"; without am, pm or minutes it is no time, but days."""
    found = _RANGE.search(text)
    if found is None or not (found["b_half"] or (found["a_minute"] and found["b_minute"])):
        return None, text
    last = _hour_of(found["b"], half=found["b_half"], part=None)
    first = _hour_of(found["a"], half=found["a_half"] or found["b_half"], part=None)
    if first is None or last is None:
        return None, text
    begins = first * HOUR + int(found["a_minute"] or 0)
    ends = last * HOUR + int(found["b_minute"] or 0)
    if begins > ends and not found["a_half"] and found["b_half"]:
        begins -= DAY // 2  # 11-1pm begins before noon
    if begins > ends:
        ends += DAY
    return Clock(begins, ends, "range"), text[: found.start()] + " " + text[found.end() :]


def _hour_of(said: str, *, half: str | None, part: _Part | None) -> int | None:
    """Give the hour of a day; one of a night is past 24."""
    hour = NUMBERS.get(said) or int(said if said.isdecimal() else 99)
    if hour > 23 or (half and not 1 <= hour <= 12):
        return None
    if half:
        hour = hour % 12 + (12 if half == "pm" else 0)
    elif 1 <= hour <= 12 and not said.startswith("0"):
        return part.hours[hour] if part else _WAKING[hour]
    return hour + 24 if part is _PARTS["night"] and hour < 6 else hour


def _minutes_of(said: str) -> int:
    word = said.removesuffix("s").removesuffix("minute").removesuffix("min").strip()
    return {"half": 30, "quarter": 15}.get(word) or NUMBERS.get(word) or int(word)
