"""A case in full as plain values, for a file that another force's programs read; docs/cases.md lists its names."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from callpoint.actions.case_facts import ReportFacts
from callpoint.actions.case_opened import OpenedCase
from callpoint.rules.rows import split_key

CASE_SCHEMA: Final = "callpoint-case/1"


@dataclass(frozen=True, kw_only=True)
class Pack:
    """What a pack holds, as its paper says it."""

    made_at: datetime
    made_by: str
    body: str
    """The force that gets it."""
    purpose: str
    case: OpenedCase
    reports: tuple[ReportFacts, ...]


def told_in_full(pack: Pack) -> dict[str, Any]:
    """Give a pack as names and plain values; reports are named by their references."""
    case, named = pack.case, {each.report_id: each.reference for each in pack.case.reports}
    held = {each.report_id for each in pack.reports}
    return {
        "schema": CASE_SCHEMA,
        "made_at": pack.made_at,
        "made_by": pack.made_by,
        "for": pack.body,
        "purpose": pack.purpose,
        "case": {
            "reference": case.reference,
            "title": case.title,
            "aim": case.aim,
            "unit": case.unit,
            "officer": case.officer,
            "opened_at": case.opened_at,
            "review_on": case.review_on,
        },
        **_written(case),
        **_seen(case, named),
        "reports": [_report(each, case) for each in pack.reports],
        "reports_not_held_here": [named[one] for one in named if one not in held],
    }


def _written(case: OpenedCase) -> dict[str, Any]:
    return {
        "log": [
            {
                "at": each.at,
                "by": each.by,
                "kind": each.kind,
                "words": each.words,
                "why": each.why,
                "next_review_on": each.next_review_on,
            }
            for each in case.log
        ],
        "tasks": [
            {
                "words": each.words,
                "who": each.who,
                "due_on": each.due_on,
                "done_by": each.done_by,
                "done_at": each.done_at,
            }
            for each in case.tasks
        ],
    }


def _seen(case: OpenedCase, named: Mapping[UUID, str]) -> dict[str, Any]:
    return {
        "timeline": [
            {
                "at": each.at,
                "what": each.what,
                "who": each.who,
                "report": named.get(each.report_id) if each.report_id else None,
                "exhibit": each.number or None,
            }
            for each in case.timeline
        ],
        "identifiers": [
            {
                "kind": each.kind,
                "value": each.shown,
                "whose": each.whose,
                "reports": [named[one] for one in each.reports],
            }
            for each in case.identifiers
        ],
        "exhibits": [
            {
                "report": named[each.report_id],
                "number": each.number,
                "media_type": each.media_type,
                "bytes": each.size,
                "sha256": each.sha256,
                "scan": each.scan,
                "taken_in_at": each.came_at,
                "last_deed": each.last_deed,
                "last_deed_at": each.last_at,
                "custody_agrees_with_the_log": each.agrees,
            }
            for each in case.exhibits
        ],
    }


def _report(told: ReportFacts, case: OpenedCase) -> dict[str, Any]:
    promise = next(each.promise for each in case.reports if each.report_id == told.report_id)
    return {
        **told.columns,
        "next_promise": promise.promise if promise else None,
        "next_promise_due_at": promise.due_at if promise else None,
        "answers": [
            {
                "question": asked.ask if (asked := told.questions.get(split_key(key)[0])) else key,
                "name": key,
                "answer": value,
            }
            for key, value in told.answers.items()
        ],
        "messages": [{"sent_at": each.sent_at, "who": each.who, "text": each.text} for each in told.messages],
    }
