"""A disclosure bundle: what of a report is handed over, to whom and what for; and its bytes, made at each download.

callpoint.rules.disclosing.DisclosingError
├── ItemNotThereError       the report has no such item, or its file stays shut
├── DangerousItemError      a scanner calls a file dangerous, and nobody said that it goes along all the same
└── NoSuchDisclosureError   no bundle with this id was made
"""

import secrets
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from callpoint.actions.acting import Actor
from callpoint.actions.admitting import check_all_open
from callpoint.actions.bundling import (
    PaperOf,
    bundle_of,
    chosen_exhibits,
    items_of_disclosure,
    items_of_hand_out,
    phrases_not_there,
)
from callpoint.actions.committing import committed
from callpoint.actions.custody import write_exhibit_leaf
from callpoint.actions.reporting import held_report
from callpoint.records.models import Addition, Disclosure, Message, Report
from callpoint.records.opened import NoSuchReportError
from callpoint.records.sealed import ReportSeal
from callpoint.records.transaction import writing
from callpoint.rules.access import Deed
from callpoint.rules.chance import Chance
from callpoint.rules.custody import ExhibitDeed
from callpoint.rules.disclosing import (
    ADDITION,
    ANSWERS,
    BUNDLE,
    EXHIBIT,
    MESSAGE,
    REDACTABLE,
    DisclosingError,
    PhrasesNotFoundError,
    Terms,
    check_terms,
)
from callpoint.rules.file_names import shown_name
from callpoint.rules.journal import SALT_SIZE
from callpoint.rules.lifecycle import ReportState
from callpoint.vault.exhibits import words_of
from callpoint.vault.models import Exhibit, ExhibitState, ScanState


class ItemNotThereError(DisclosingError):
    """The report has no such item, or its file stays shut."""


class DangerousItemError(DisclosingError):
    """A scanner calls a file dangerous, and nobody said that it goes along all the same."""


class NoSuchDisclosureError(DisclosingError):
    """No bundle with this id was made."""


@dataclass(frozen=True, kw_only=True)
class OpenedBundle:
    """A bundle that may be handed out: its name and its bytes in pieces."""

    name: str
    pieces: Iterator[bytes]


@dataclass(frozen=True, kw_only=True)
class MadeBundle:
    """One bundle that was made of a report, as staff see it."""

    id: UUID
    terms: Terms
    made_by: str
    made_at: datetime


@dataclass(frozen=True, kw_only=True)
class ItemLine:
    """One thing that may be handed over, with what tells a person which it is."""

    item: str
    what: str
    """`answers`, `addition`, `message` or `exhibit`."""
    at: datetime
    who: str
    """Who of the staff wrote a message; '' for the reporter and the service."""
    number: int
    """Of an exhibit; 0 for all else."""
    name: str
    """Of an exhibit, as given."""
    made_from: int
    """The number of the exhibit that this one was drawn from; 0 for none."""
    can_be_drawn: bool
    is_from_service: bool = False
    is_dangerous: bool = False
    """Whether a scanner calls it so."""


@writing
def make_disclosure(
    *, report_id: UUID, terms: Terms, by: Actor, at: datetime, chance: Chance = secrets.token_bytes
) -> UUID:
    """
    Write down what is handed over, with one leaf that names each item and commits to authority and purpose.

    :raises NoSuchReportError: none with this id was sent.
    :raises callpoint.rules.disclosing.TermsNotCompleteError: something is missing or too long.
    :raises ItemNotThereError: an item is not of this report, or its file stays shut.
    :raises DangerousItemError: a file is called dangerous, and the terms do not take it along.
    :raises callpoint.rules.disclosing.PhrasesNotFoundError: words to black out stand in nothing that was chosen.
    :raises callpoint.rules.access.NotAllowedError: this role or unit may not.
    """
    report = _sent(report_id, by=by, at=at)
    checked = check_terms(terms)
    exhibits = _checked_exhibits(report, checked)
    if missing := phrases_not_there(report, checked):
        raise PhrasesNotFoundError(missing)
    disclosure_id = UUID(bytes=chance(16), version=4)
    made = Disclosure.objects.create(
        id=disclosure_id,
        report=report,
        salt=chance(SALT_SIZE),
        terms=ReportSeal.of(report).seal_terms(disclosure_id, checked, chance),
        made_by_id=int(by.id),
        made_at=at,
    )
    items = committed(items_of_disclosure(report, made, checked))
    write_exhibit_leaf(
        what=ExhibitDeed.DISCLOSE,
        exhibits=[each.id for each in exhibits],
        about=report.id,
        by=by,
        at=at,
        wrote=[made],
        commitments=items,
    )
    return made.id


@writing
def hand_out_bundle(
    *, report_id: UUID, disclosure_id: UUID, paper: PaperOf, by: Actor, at: datetime
) -> OpenedBundle:
    """
    Give the bytes of a bundle; each handing out is one leaf, which commits to its id, and an entry for each file.

    `paper` puts what stands in it on a paper to be read; it is asked as the first piece is.

    :raises NoSuchReportError, NoSuchDisclosureError: there is none.
    :raises ItemNotThereError: a file of it stays shut since it was made.
    :raises DangerousItemError: a file of it is called dangerous since, and the terms do not take it along.
    :raises callpoint.actions.receipts.NotAsTakenInError: a row is not what its leaf took in.
    :raises callpoint.vault.checkpoints.NotConsistentError: the journal was changed.
    :raises callpoint.rules.access.NotAllowedError: this role or unit may not.
    """
    report = _sent(report_id, by=by, at=at)
    made = Disclosure.objects.filter(id=disclosure_id, report=report).first()
    terms = ReportSeal.of(report).terms(made) if made else None
    if made is None or terms is None or terms.way != BUNDLE:
        raise NoSuchDisclosureError
    exhibits = _checked_exhibits(report, terms)
    pieces = bundle_of(report, made, paper=paper)
    write_exhibit_leaf(
        what=ExhibitDeed.HAND_OUT,
        exhibits=[each.id for each in exhibits],
        about=report.id,
        by=by,
        at=at,
        commitments=committed(items_of_hand_out(made)),
    )
    return OpenedBundle(name=f"{report.reference}-{made.made_at:%Y-%m-%d}.zip", pieces=pieces)


def _checked_exhibits(report: Report, terms: Terms) -> list[Exhibit]:
    """Give the chosen files, where every item is there and may go along."""
    if not set(terms.items) <= items_there(report=report):
        raise ItemNotThereError
    exhibits = chosen_exhibits(report, terms)
    if not terms.with_dangerous and any(each.scan == ScanState.DANGEROUS for each in exhibits):
        raise DangerousItemError
    return exhibits


def items_there(*, report: Report) -> set[str]:
    """Name every item of a report that may be handed over."""
    kept = Exhibit.objects.filter(report_id=report.id, state=ExhibitState.KEPT)
    return {
        ANSWERS,
        *(
            f"{ADDITION}:{row_id}"
            for row_id in Addition.objects.filter(report=report).values_list("id", flat=True)
        ),
        *(
            f"{MESSAGE}:{row_id}"
            for row_id in Message.objects.filter(report=report).values_list("id", flat=True)
        ),
        *(f"{EXHIBIT}:{number}" for number in kept.values_list("number", flat=True)),
    }


def item_lines(*, report_id: UUID) -> tuple[ItemLine, ...]:
    """List what may be handed over of a report; call it beside `reading.open_report`, which asks and notes who."""
    report = Report.objects.get(id=report_id)
    blank = ItemLine(
        item=ANSWERS,
        what=ANSWERS,
        at=report.submitted_at or report.created_at,
        who="",
        number=0,
        name="",
        made_from=0,
        can_be_drawn=False,
    )
    additions = Addition.objects.filter(report=report).order_by("added_at", "id")
    messages = Message.objects.filter(report=report).select_related("staff").order_by("sent_at", "id")
    return (
        blank,
        *(replace(blank, item=f"{ADDITION}:{one.id}", what=ADDITION, at=one.added_at) for one in additions),
        *(
            replace(
                blank,
                item=f"{MESSAGE}:{one.id}",
                what=MESSAGE,
                at=one.sent_at,
                who=one.staff.display_name if one.staff else "",
                is_from_service=one.is_from_service,
            )
            for one in messages
        ),
        *_exhibits_listed(report, blank),
    )


def _exhibits_listed(report: Report, blank: ItemLine) -> Iterator[ItemLine]:
    key = ReportSeal.of(report).key
    exhibits = list(Exhibit.objects.filter(report_id=report.id, state=ExhibitState.KEPT).order_by("number"))
    numbers = {each.id: each.number for each in exhibits}
    for one in exhibits:
        yield replace(
            blank,
            item=f"{EXHIBIT}:{one.number}",
            what=EXHIBIT,
            at=one.created_at,
            number=one.number,
            name=shown_name(words_of(key, one).name),
            made_from=numbers.get(one.made_from_id, 0) if one.made_from_id else 0,
            can_be_drawn=one.media_type in REDACTABLE,
            is_dangerous=one.scan == ScanState.DANGEROUS,
        )


def bundles_made(*, report_id: UUID) -> tuple[MadeBundle, ...]:
    """Open the terms of the bundles of a report, the newest first; call it beside `reading.open_report`, which asks and notes who."""
    report = Report.objects.get(id=report_id)
    seal = ReportSeal.of(report)
    rows = Disclosure.objects.filter(report=report).select_related("made_by").order_by("-made_at")
    opened = ((row, seal.terms(row)) for row in rows)
    return tuple(
        MadeBundle(id=row.id, terms=terms, made_by=row.made_by.display_name, made_at=row.made_at)
        for row, terms in opened
        if terms.way == BUNDLE
    )


def _sent(report_id: UUID, *, by: Actor, at: datetime) -> Report:
    report = held_report(report_id)
    if report.state == ReportState.DRAFT:
        raise NoSuchReportError
    check_all_open(report, Deed.DISCLOSE, by=by, at=at)
    return report
