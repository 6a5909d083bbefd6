"""The report of this session: its answers and what the rules make of them."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import blake2b
from typing import Final, NamedTuple

from django.http import HttpRequest

from callpoint.clock import now
from callpoint.pages.public.session import end_report, has_old_code, held_report_id, shown_code
from callpoint.pages.public.steps import Way, told_of, way_at
from callpoint.records.knowledge import knowledge
from callpoint.records.opened import NoSuchReportError, OwnReport, own_report
from callpoint.records.sealed import Answers
from callpoint.rules.reference import show_code
from callpoint.rules.suggesting import FACT_NAMES, Suggestion, suggest

MATTERS = (*FACT_NAMES, "story", "situation", "own_kind")
"""Answers that a suggestion is made from: see `rules.suggesting`."""
MOST_KEPT = 64
_KEY = secrets.token_bytes(32)


class _Key(NamedTuple):
    """What a suggestion depends on, without the words."""

    mark: bytes
    minute: datetime
    content: str
    jurisdiction: str


_kept: Final[dict[_Key, Suggestion]] = {}


@dataclass(frozen=True, kw_only=True)
class Held:
    """The report a session holds, open for its own reporter."""

    report: OwnReport
    suggestion: Suggestion
    way: Way
    code_groups: tuple[str, ...]


def held(request: HttpRequest) -> Held | None:
    """Open the report of this session; None where it holds none, it was thrown away, or it got a new code."""
    report_id = held_report_id(request)
    if report_id is None:
        return None
    try:
        report = own_report(report_id)
    except NoSuchReportError:
        end_report(request)
        return None
    if has_old_code(request, report.code_mark):
        end_report(request)
        return None
    suggestion = suggestion_for(report.answers)
    code = shown_code(request)
    return Held(
        report=report,
        suggestion=suggestion,
        way=way_at(told_of(report.answers, suggestion)),
        code_groups=tuple(show_code(code).split()) if code else (),
    )


def held_with(mine: Held, answers: Answers) -> Held:
    """Give a report as it looks with these answers, which were just saved."""
    suggestion = suggestion_for(answers)
    return replace(
        mine,
        report=replace(mine.report, answers=answers),
        suggestion=suggestion,
        way=way_at(told_of(answers, suggestion)),
    )


def suggestion_for(answers: Mapping[str, str | list[str]]) -> Suggestion:
    """
    Give what the rules make of some answers at this minute.

    Most pages of a report change nothing of it, so the last ones are kept in memory for a minute,
    under a keyed hash of the answers that matter; no answer itself is kept.
    """
    matters = {name: answers[name] for name in MATTERS if name in answers}
    mark = blake2b(repr(matters).encode(), key=_KEY, digest_size=16).digest()
    minute = now().replace(second=0, microsecond=0)
    key = _Key(mark, minute, knowledge().content.version, knowledge().jurisdiction.id)
    found = _kept.get(key)
    if found is None:
        found = suggest(matters, at=minute, known=knowledge())
        _make_room(minute)
        _kept[key] = found
    return found


def _make_room(minute: datetime) -> None:
    """Drop what was made in another minute, and the oldest where there is too much."""
    made = list(_kept)
    too_many = made[: max(0, len(made) - MOST_KEPT + 1)]
    for key in {*too_many, *(one for one in made if one.minute != minute)}:
        _kept.pop(key, None)
