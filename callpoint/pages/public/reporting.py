"""The report of this session: its answers and what the rules make of them."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import lru_cache
from hashlib import blake2b

from django.http import HttpRequest

from callpoint.clock import now
from callpoint.pages.public.session import held_report_id, let_go, shown_code
from callpoint.pages.public.steps import Way, told_of, way_at
from callpoint.records.knowledge import knowledge
from callpoint.records.opened import NoSuchReportError, OwnReport, own_report
from callpoint.records.sealed import Answers
from callpoint.rules.reference import show_code
from callpoint.rules.suggesting import FACT_NAMES, Suggestion, suggest

MATTERS = (*FACT_NAMES, "story", "situation", "own_kind")
"""Answers that a suggestion is made from: see `rules.suggesting`."""
MOST_KEPT = 256
_KEY = secrets.token_bytes(32)


@dataclass(frozen=True, kw_only=True)
class Held:
    """The report a session holds, open for its own reporter."""

    report: OwnReport
    suggestion: Suggestion
    way: Way
    code_groups: tuple[str, ...]


def held(request: HttpRequest) -> Held | None:
    """Open the report of this session; None where it holds none, or it was thrown away meanwhile."""
    report_id = held_report_id(request)
    if report_id is None:
        return None
    try:
        report = own_report(report_id)
    except NoSuchReportError:
        let_go(request)
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


@dataclass(frozen=True)
class _Asked:
    """What a suggestion depends on; the words themselves are no part of what it is known by."""

    mark: bytes
    minute: datetime
    known: tuple[str, str]
    """The version of the content, and the jurisdiction."""
    answers: Mapping[str, str | list[str]] = field(compare=False)


def suggestion_for(answers: Mapping[str, str | list[str]]) -> Suggestion:
    """
    Give what the rules make of some answers at this minute.

    Most pages of a report change nothing of it, so the last ones are kept in memory for a minute,
    under a keyed hash of the answers that matter.
    """
    told = repr([answers.get(name, "") for name in MATTERS]).encode()
    mark = blake2b(told, key=_KEY, digest_size=16).digest()
    minute = now().replace(second=0, microsecond=0)
    known = (knowledge().content.version, knowledge().jurisdiction.id)
    return _suggested(_Asked(mark, minute, known, answers))


@lru_cache(maxsize=MOST_KEPT)
def _suggested(asked: _Asked) -> Suggestion:
    return suggest(asked.answers, at=asked.minute, known=knowledge())
