"""Opening one exhibit for a member of staff: the original, a preview, a picture, its chain of custody; a leaf each."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from callpoint.actions.acting import Actor
from callpoint.actions.admitting import check_may_about
from callpoint.actions.custody import CustodyLine, custody_lines, write_exhibit_leaf
from callpoint.actions.exhibits import (
    DangerousError,
    ExhibitLine,
    NoSuchExhibitError,
    WithheldError,
    exhibit_line,
)
from callpoint.actions.reporting import held_report
from callpoint.records.models import Report
from callpoint.records.opened import NoSuchReportError
from callpoint.records.sealed import ReportSeal
from callpoint.records.transaction import writing
from callpoint.rules.access import Deed
from callpoint.rules.custody import ExhibitDeed
from callpoint.rules.file_names import shown_name
from callpoint.rules.lifecycle import ReportState
from callpoint.vault.exhibits import identity_of, words_of
from callpoint.vault.models import Exhibit, ExhibitState, ScanState
from callpoint.vault.opening import check_is_there, pieces_of


@dataclass(frozen=True, kw_only=True)
class OpenedExhibit:
    """An exhibit that may be handed out: its name as given, what opens it, and how many bytes there are."""

    id: UUID
    name: str
    size: int
    media_type: str
    sha256: str
    identity: str = field(repr=False)

    @property
    def pieces(self) -> Iterator[bytes]:
        """Its bytes in pieces; raises ExhibitMissingError, and while they come ExhibitChangedError."""
        return pieces_of(self.id, identity=self.identity, sha256=self.sha256)


@dataclass(frozen=True, kw_only=True)
class ExhibitCustody:
    """An exhibit with all that was done to it, oldest first."""

    reference: str
    line: ExhibitLine
    custody: tuple[CustodyLine, ...]


@writing
def open_exhibit(*, report_id: UUID, number: int, by: Actor, at: datetime) -> OpenedExhibit:
    """
    Open the file of an exhibit for a member of staff; each opening is one leaf, which names the exhibit.

    Whoever may open a report may open what belongs to it.

    :raises NoSuchReportError: none with this id was sent.
    :raises NoSuchExhibitError: it has no exhibit with this number.
    :raises WithheldError: the report tells of a child, or of pictures that are threatened.
    :raises DangerousError: a scanner calls it dangerous; `open_dangerous_exhibit` opens it.
    :raises callpoint.rules.access.NotAllowedError: this role or unit may not.
    :raises callpoint.vault.errors.ExhibitMissingError: its file is gone; its pieces raise where it was changed.
    """
    return _opened(_safe_exhibit(report_id, number, by, at=at), ExhibitDeed.OPEN, by=by, at=at)


@writing
def open_dangerous_exhibit(*, report_id: UUID, number: int, by: Actor, at: datetime) -> OpenedExhibit:
    """
    Open the file of an exhibit for somebody who was told that it is dangerous and pressed once more.

    :raises NoSuchReportError, NoSuchExhibitError, WithheldError: as `open_exhibit` does.
    """
    return _opened(_kept_exhibit(report_id, number, by, at=at), ExhibitDeed.OPEN_DANGEROUS, by=by, at=at)


@writing
def preview_exhibit(*, report_id: UUID, number: int, by: Actor, at: datetime) -> OpenedExhibit:
    """
    Open an exhibit for a preview of it: the pieces go to `vault.previewing` and nowhere else.

    :raises NoSuchReportError, NoSuchExhibitError, WithheldError, DangerousError: as `open_exhibit` does.
    """
    return _opened(_safe_exhibit(report_id, number, by, at=at), ExhibitDeed.PREVIEW, by=by, at=at)


@writing
def show_picture(*, report_id: UUID, number: int, by: Actor, at: datetime) -> OpenedExhibit:
    """
    Open an exhibit for one picture of its preview.

    :raises NoSuchReportError, NoSuchExhibitError, WithheldError, DangerousError: as `open_exhibit` does.
    """
    return _opened(_safe_exhibit(report_id, number, by, at=at), ExhibitDeed.SHOW_PICTURE, by=by, at=at)


@writing
def open_custody(*, report_id: UUID, number: int, by: Actor, at: datetime) -> ExhibitCustody:
    """
    Show what was done to an exhibit, withheld or not; the file stays shut, and the look is entered first.

    :raises NoSuchReportError, NoSuchExhibitError: as `open_exhibit` does.
    """
    report, exhibit = _exhibit_of(report_id, number, by, at=at)
    write_exhibit_leaf(what=ExhibitDeed.SEE_CUSTODY, exhibits=[exhibit.id], about=exhibit.id, by=by, at=at)
    return ExhibitCustody(
        reference=report.reference or "",
        line=exhibit_line(key=ReportSeal.of(report).key, exhibit=exhibit),
        custody=custody_lines(exhibit=exhibit),
    )


def _exhibit_of(report_id: UUID, number: int, by: Actor, *, at: datetime) -> tuple[Report, Exhibit]:
    report = held_report(report_id)
    if report.state == ReportState.DRAFT:
        raise NoSuchReportError
    check_may_about(report, Deed.OPEN_REPORT, by=by, at=at)
    exhibit = Exhibit.objects.filter(report_id=report_id, number=number).first()
    if exhibit is None:
        raise NoSuchExhibitError
    return report, exhibit


def _kept_exhibit(report_id: UUID, number: int, by: Actor, *, at: datetime) -> tuple[Report, Exhibit]:
    report, exhibit = _exhibit_of(report_id, number, by, at=at)
    if exhibit.state != ExhibitState.KEPT:
        raise WithheldError
    return report, exhibit


def _safe_exhibit(report_id: UUID, number: int, by: Actor, *, at: datetime) -> tuple[Report, Exhibit]:
    report, exhibit = _kept_exhibit(report_id, number, by, at=at)
    if exhibit.scan == ScanState.DANGEROUS:
        raise DangerousError
    return report, exhibit


def _opened(found: tuple[Report, Exhibit], what: ExhibitDeed, *, by: Actor, at: datetime) -> OpenedExhibit:
    report, exhibit = found
    key = ReportSeal.of(report).key
    check_is_there(exhibit.id)
    write_exhibit_leaf(what=what, exhibits=[exhibit.id], about=exhibit.id, by=by, at=at)
    return OpenedExhibit(
        id=exhibit.id,
        name=shown_name(words_of(key, exhibit).name),
        size=exhibit.size,
        media_type=exhibit.media_type,
        sha256=exhibit.sha256,
        identity=identity_of(key, exhibit),
    )
