"""Handing over one exhibit as it lies sealed, and apart from it the key that opens it with the standard `age` program.

callpoint.rules.disclosing.DisclosingError
├── KeyAlreadyShownError     this was sent before: its key was shown then, and is not shown again
└── callpoint.actions.disclosing.NoSuchDisclosureError   this exhibit was not handed over so

The key of an exhibit opens this one file, for ever: a blacked-out exhibit has a key of its own.
"""

import secrets
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from uuid import UUID

from callpoint.actions.acting import Actor
from callpoint.actions.admitting import check_may_about
from callpoint.actions.committing import committed
from callpoint.actions.custody import write_exhibit_leaf
from callpoint.actions.disclosing import DangerousItemError, NoSuchDisclosureError
from callpoint.actions.entering import items_of_hand_over
from callpoint.actions.exhibits import NoSuchExhibitError, WithheldError
from callpoint.actions.posting import once_key
from callpoint.actions.reporting import held_report
from callpoint.records.models import Disclosure, Report
from callpoint.records.opened import NoSuchReportError
from callpoint.records.sealed import ReportSeal
from callpoint.records.transaction import writing
from callpoint.rules.access import Deed
from callpoint.rules.chance import Chance
from callpoint.rules.custody import ExhibitDeed
from callpoint.rules.disclosing import EXHIBIT, SEALED, DisclosingError, Terms, check_terms
from callpoint.rules.file_endings import ending_of
from callpoint.rules.file_names import shown_name
from callpoint.rules.journal import SALT_SIZE
from callpoint.rules.lifecycle import ReportState
from callpoint.vault.exhibits import identity_of, words_of
from callpoint.vault.folder import KEPT
from callpoint.vault.models import Exhibit, ExhibitState, ScanState
from callpoint.vault.opening import check_is_there, sealed_pieces


class KeyAlreadyShownError(DisclosingError):
    """This was sent before: its key was shown then, and is not shown again."""


@dataclass(frozen=True, kw_only=True)
class HandedOver:
    """The key of one exhibit, with what whoever gets both has to know."""

    id: UUID
    file_name: str
    """Of the file once it is opened; the sealed one has `.age` behind it."""
    sha256: str
    """Of the file once it is opened."""
    identity: str = field(repr=False)
    """The secret: `AGE-SECRET-KEY-1` and 58 letters."""


@dataclass(frozen=True, kw_only=True)
class SealedExhibit:
    """An exhibit as it lies sealed: the name and size of that file, and its bytes in pieces."""

    name: str
    size: int
    pieces: Iterator[bytes]


@dataclass(frozen=True, kw_only=True)
class HandOver:
    """One time that an exhibit was handed over with its key, as staff see it."""

    id: UUID
    terms: Terms
    made_by: str
    made_at: datetime


@dataclass(frozen=True, kw_only=True)
class HandOverOf:
    """An exhibit that may be handed over, with the times that it was, the newest first."""

    number: int
    name: str
    is_dangerous: bool
    made: tuple[HandOver, ...]


@writing
def hand_over_exhibit(
    *,
    report_id: UUID,
    number: int,
    terms: Terms,
    send_key: str,
    by: Actor,
    at: datetime,
    chance: Chance = secrets.token_bytes,
) -> HandedOver:
    """
    Give the key of an exhibit once, with one leaf that names the exhibit and commits to whom and what for.

    `terms` says authority, purpose, and whether a dangerous file goes all the same; the item is the exhibit.

    :raises NoSuchReportError, NoSuchExhibitError: there is none.
    :raises WithheldError: nobody may open it.
    :raises callpoint.rules.disclosing.TermsNotCompleteError: something is missing or too long.
    :raises DangerousItemError: a scanner calls it dangerous, and the terms do not take it along.
    :raises KeyAlreadyShownError: this was sent before.
    :raises callpoint.rules.access.NotAllowedError: this role or unit may not.
    :raises callpoint.vault.errors.ExhibitMissingError: its file is gone.
    """
    report, exhibit = _found(report_id, number, by=by, at=at)
    checked = check_terms(replace(terms, items=(f"{EXHIBIT}:{number}",), phrases=(), way=SEALED))
    _check_may_go(exhibit, checked)
    check_is_there(exhibit.id)
    hand_over_id = UUID(hex=once_key(report.id, "hand-over", send_key)[:32], version=4)
    made = _noted(report, hand_over_id, checked, by=by, at=at, chance=chance)
    write_exhibit_leaf(
        what=ExhibitDeed.HAND_OVER,
        exhibits=[exhibit.id],
        about=report.id,
        by=by,
        at=at,
        wrote=[made],
        commitments=committed(items_of_hand_over(exhibit, made, checked)),
    )
    return _with_key(report, exhibit, made)


@writing
def get_sealed_exhibit(
    *, report_id: UUID, number: int, hand_over_id: UUID, by: Actor, at: datetime
) -> SealedExhibit:
    """
    Give the bytes of an exhibit as it lies sealed, where it was handed over; each time is one leaf.

    :raises NoSuchReportError, NoSuchExhibitError, NoSuchDisclosureError: there is none.
    :raises WithheldError, DangerousItemError: it is so since it was handed over.
    :raises callpoint.rules.access.NotAllowedError: this role or unit may not.
    :raises callpoint.vault.errors.ExhibitMissingError: its file is gone; its pieces raise where it was changed.
    """
    report, exhibit = _found(report_id, number, by=by, at=at)
    made = Disclosure.objects.filter(id=hand_over_id, report=report).first()
    terms = ReportSeal.of(report).terms(made) if made else None
    if terms is None or not _is_of(terms, number):
        raise NoSuchDisclosureError
    _check_may_go(exhibit, terms)
    size = check_is_there(exhibit.id).stat().st_size
    write_exhibit_leaf(what=ExhibitDeed.GET_SEALED, exhibits=[exhibit.id], about=exhibit.id, by=by, at=at)
    return SealedExhibit(
        name=f"{_file_name(report, exhibit)}{KEPT}", size=size, pieces=sealed_pieces(exhibit)
    )


def hand_overs(*, report_id: UUID, number: int) -> HandOverOf:
    """
    Show to whom an exhibit was handed over so; call it beside `reading.open_report`, which asks and notes who.

    :raises NoSuchExhibitError, WithheldError: as above.
    """
    report = Report.objects.get(id=report_id)
    exhibit, seal = _kept(report, number), ReportSeal.of(report)
    rows = Disclosure.objects.filter(report=report).select_related("made_by").order_by("-made_at", "id")
    opened = ((row, seal.terms(row)) for row in rows)
    return HandOverOf(
        number=number,
        name=shown_name(words_of(seal.key, exhibit).name),
        is_dangerous=exhibit.scan == ScanState.DANGEROUS,
        made=tuple(
            HandOver(id=row.id, terms=terms, made_by=row.made_by.display_name, made_at=row.made_at)
            for row, terms in opened
            if _is_of(terms, number)
        ),
    )


def _with_key(report: Report, exhibit: Exhibit, made: Disclosure) -> HandedOver:
    return HandedOver(
        id=made.id,
        file_name=_file_name(report, exhibit),
        sha256=exhibit.sha256,
        identity=identity_of(ReportSeal.of(report).key, exhibit),
    )


def _noted(
    report: Report, hand_over_id: UUID, terms: Terms, *, by: Actor, at: datetime, chance: Chance
) -> Disclosure:
    """Write the row, once."""
    if Disclosure.objects.filter(id=hand_over_id).exists():
        raise KeyAlreadyShownError
    return Disclosure.objects.create(
        id=hand_over_id,
        report=report,
        salt=chance(SALT_SIZE),
        terms=ReportSeal.of(report).seal_terms(hand_over_id, terms, chance),
        made_by_id=int(by.id),
        made_at=at,
    )


def _check_may_go(exhibit: Exhibit, terms: Terms) -> None:
    if exhibit.scan == ScanState.DANGEROUS and not terms.with_dangerous:
        raise DangerousItemError


def _is_of(terms: Terms, number: int) -> bool:
    return (terms.way, terms.items) == (SEALED, (f"{EXHIBIT}:{number}",))


def _file_name(report: Report, exhibit: Exhibit) -> str:
    """Name a file by what we gave out ourselves, so that it can be typed after any command."""
    return f"{report.reference}-exhibit-{exhibit.number}{ending_of(exhibit.media_type)}"


def _found(report_id: UUID, number: int, *, by: Actor, at: datetime) -> tuple[Report, Exhibit]:
    report = held_report(report_id)
    if report.state == ReportState.DRAFT:
        raise NoSuchReportError
    check_may_about(report, Deed.HAND_OVER, by=by, at=at)
    return report, _kept(report, number)


def _kept(report: Report, number: int) -> Exhibit:
    exhibit = Exhibit.objects.filter(report_id=report.id, number=number).first()
    if exhibit is None:
        raise NoSuchExhibitError
    if exhibit.state != ExhibitState.KEPT:
        raise WithheldError
    return exhibit
