"""Looking for values and for words in reports: each search by value is a leaf, and so is each report that is shown."""

import secrets
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from callpoint.actions.acting import Actor
from callpoint.actions.admitting import shows_identity, shut_to
from callpoint.actions.journalling import write_leaf, write_reads
from callpoint.records.additions import told_by_now
from callpoint.records.keys import keyring
from callpoint.records.models import Addition, Message, Report
from callpoint.records.queries.searching import FoundRow, Narrowed, Place, row_of, sharing, to_look_at
from callpoint.records.sealed import UNREADABLE, Answers, ReportSeal
from callpoint.records.transaction import writing
from callpoint.rules.access import Deed, check_may
from callpoint.rules.chance import Chance
from callpoint.rules.identifiers import IdentifierKind, Whose
from callpoint.rules.restricting import CHOICE, without_identity
from callpoint.rules.searching import Snippet, snippet_of
from callpoint.sealing.index import blind_indexes

MOST_LOOKED_AT: Final = 2_000
"""Reports opened in one look; the person sees how far it came and may look further back."""
MOST_HITS: Final = 20
PIECE: Final = 100


@dataclass(frozen=True, kw_only=True)
class Hit:
    """A report whose words were found, and the place where they stand."""

    row: FoundRow
    snippet: Snippet


@dataclass(frozen=True, kw_only=True)
class Looked:
    """What one look through the words of reports found, and how far it came."""

    hits: tuple[Hit, ...]
    looked_at: int
    left: int
    """Reports that are still to be looked at."""
    place: Place | None
    """The report looked at last; None where there was none."""


@dataclass(frozen=True, kw_only=True)
class Sharing:
    """The reports that name a value, and how many more name it that are not listed."""

    rows: tuple[tuple[FoundRow, Whose], ...]
    """Each report with whose the value is there."""
    more: int


NOBODY_SHARES: Final = Sharing(rows=(), more=0)


@writing
def search_values(
    *,
    values: Sequence[tuple[IdentifierKind, str]],
    by: Actor,
    at: datetime,
    chance: Chance = secrets.token_bytes,
) -> Sharing:
    """
    Look which reports name a value; the search is one leaf, without the value, and so is each report that is listed.

    The leaf is about an id that means nothing else: even a keyed mark would show that one value is looked for again.

    :raises callpoint.rules.access.NotAllowedError: this role may not.
    """
    check_may(by.badge, Deed.SEARCH)
    if not values:
        return NOBODY_SHARES
    write_leaf(what="search.value", about=UUID(bytes=chance(16), version=4), by=by, at=at)
    marks = [mark for kind, value in values for mark in blind_indexes(keyring(), kind=kind, value=value)]
    rows, more = sharing(marks, badge=by.badge, shut=shut_to(by, at=at))
    rows = [row for row in rows if not _is_own_secret(row, by=by, at=at)]
    write_reads(what="report.peek", reports=dict.fromkeys(row.id for row, _ in rows), by=by, at=at)
    return Sharing(rows=tuple(rows), more=more)


def _is_own_secret(row: tuple[FoundRow, Whose], *, by: Actor, at: datetime) -> bool:
    """Say whether listing a report under a value would tell who reported, who chose that this is sealed."""
    found, whose = row
    if whose is not Whose.REPORTER:
        return False
    report = Report.objects.get(id=found.id)
    return not shows_identity(report, told_by_now(report, ReportSeal.of(report)).answers, by=by, at=at)


def search_words(
    *, words: Sequence[str], narrowed: Narrowed, after: Place | None, by: Actor, at: datetime
) -> Looked:
    """
    Look for words in reports, newest first, until enough are found or read; each that is shown is one leaf.

    The reading takes long and holds nobody up: only the leaves are written in a transaction.

    :raises callpoint.rules.access.NotAllowedError: this role may not.
    """
    check_may(by.badge, Deed.SEARCH)
    hits: list[Hit] = []
    looked_at, place, shut = 0, after, shut_to(by, at=at)
    reports = to_look_at(badge=by.badge, narrowed=narrowed, after=after, shut=shut)
    for report, texts in _opened(list(reports[:MOST_LOOKED_AT])):
        looked_at += 1
        row = row_of(report)
        place = Place(sent_at=row.submitted_at, report_id=row.id)
        snippet = snippet_of(texts, words)
        if snippet:
            hits.append(Hit(row=row, snippet=snippet))
        if len(hits) == MOST_HITS:
            break
    note_peeks(report_ids=[hit.row.id for hit in hits], by=by, at=at)
    rest = to_look_at(badge=by.badge, narrowed=narrowed, after=place, shut=shut)
    left = rest.count() if looked_at else 0
    return Looked(hits=tuple(hits), looked_at=looked_at, left=left, place=place)


@writing
def note_peeks(*, report_ids: Sequence[UUID], by: Actor, at: datetime) -> None:
    """Write down that somebody saw a line of these reports: one leaf each, and one more where it names them."""
    write_reads(what="report.peek", reports=report_ids, by=by, at=at)


def _opened(reports: Sequence[Report]) -> Iterator[tuple[Report, list[str]]]:
    """Open reports one after another, each with all that was written in it; one that cannot be opened says nothing."""
    for begin in range(0, len(reports), PIECE):
        piece = reports[begin : begin + PIECE]
        ids = [report.id for report in piece]
        additions, messages = defaultdict(list), defaultdict(list)
        for addition in Addition.objects.filter(report_id__in=ids).order_by("added_at", "id"):
            additions[addition.report_id].append(addition)
        for message in Message.objects.filter(report_id__in=ids):
            messages[message.report_id].append(message)
        for report in piece:
            try:
                texts = _texts(report, additions[report.id], messages[report.id])
            except UNREADABLE:
                texts = []
            yield report, texts


def _texts(report: Report, additions: Sequence[Addition], messages: Sequence[Message]) -> list[str]:
    """Give all that was written in a report; of one whose reporter is sealed, nothing that says who they are."""
    seal = ReportSeal.of(report)
    told = [seal.answers(report), *(seal.addition(one) for one in additions)]
    if _choice(told) == "yes":
        told = [without_identity(one) for one in told]
    return [
        *(text for one in told for text in _written(one)),
        *(seal.message(one) for one in messages),
        seal.crime_number(report),
        seal.other_number(report),
    ]


def _choice(told: Sequence[Answers]) -> str | list[str]:
    """Give what the reporter chose last about their name."""
    return next((one[CHOICE] for one in reversed(told) if CHOICE in one), "")


def _written(answers: Answers) -> list[str]:
    """Give what was typed; what was chosen from a list has no words of the reporter's."""
    return [value for value in answers.values() if isinstance(value, str)]
