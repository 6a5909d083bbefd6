"""What a reporter does with files: add one, say what it shows, take it back before sending.

ExhibitError
├── NoSuchExhibitError   the report has no such exhibit
├── TooManyFilesError    a report has as many exhibits as it may have
├── NoFilesHereError     no file may be added to this report: a child, or pictures that are threatened
├── StaysError           the report was sent, and its exhibits stay as they are
├── WithheldError        the exhibit stays shut: the report tells of a child, or of pictures that are threatened
└── DangerousError       the scanner calls the exhibit dangerous, and nobody pressed once more to open it
"""

import secrets
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db.models import Max

from callpoint.actions.acting import Actor, check_is_reporter
from callpoint.actions.blocking_words import check_may_say
from callpoint.actions.committing import committed, items_of_exhibit
from callpoint.actions.custody import write_exhibit_leaf
from callpoint.actions.journalling import tombstone_of
from callpoint.actions.opening_again import open_again
from callpoint.actions.posting import once_key, post
from callpoint.actions.reporting import held_report
from callpoint.records.additions import told_by_now
from callpoint.records.knowledge import knowledge
from callpoint.records.models import Report
from callpoint.records.opened import NoSuchReportError
from callpoint.records.sealed import ReportSeal
from callpoint.records.transaction import writing
from callpoint.rules.chance import Chance
from callpoint.rules.custody import ExhibitDeed
from callpoint.rules.exhibits import NOT_INTIMATE, Door, door_for
from callpoint.rules.file_names import shown_name
from callpoint.rules.journal import SALT_SIZE
from callpoint.rules.lifecycle import ReportState
from callpoint.rules.suggesting import suggest
from callpoint.sealing.envelope import RecordKey
from callpoint.vault import folder
from callpoint.vault.exhibits import ExhibitWords, let_go, seal_identity, seal_words, words_of
from callpoint.vault.intake import SealedFile
from callpoint.vault.models import Exhibit, ExhibitState, ScanState

WORDS_LIMIT = 500
"""Characters of each thing that is said of a file; its name is cut to as many."""


class ExhibitError(Exception):
    """Something about exhibits that a caller may meet."""


class NoSuchExhibitError(ExhibitError):
    """The report has no such exhibit."""


class TooManyFilesError(ExhibitError):
    """A report has as many exhibits as it may have."""

    def __init__(self, most: int) -> None:
        super().__init__(f"more than {most} files")
        self.most = most


class NoFilesHereError(ExhibitError):
    """No file may be added to this report: a child, or pictures that are threatened."""


class StaysError(ExhibitError):
    """The report was sent, and its exhibits stay as they are."""


class WithheldError(ExhibitError):
    """The exhibit stays shut: the report tells of a child, or of pictures that are threatened."""


class DangerousError(ExhibitError):
    """The scanner calls the exhibit dangerous, and nobody pressed once more to open it."""


@dataclass(frozen=True, kw_only=True)
class NewExhibit:
    """A sealed file that is to become an exhibit, and what came with it."""

    file: SealedFile
    words: ExhibitWords
    send_key: str
    """From the form, so that a form sent twice adds its files once."""
    word: str = ""
    """The answer to `not_intimate` where it was given beside the answers, as after sending."""
    source: str = "web"


@dataclass(frozen=True, kw_only=True)
class Scan:
    """What a scanner said of an exhibit, for staff only."""

    state: str = ScanState.NOT_SCANNED
    """A name of `vault.models.ScanState`."""
    at: datetime | None = None
    by: str = ""
    """The scanner, its version, and what it found."""


@dataclass(frozen=True, kw_only=True)
class ExhibitLine:
    """One exhibit as its reporter sees it; `size` counts bytes, `sha256` is that of the file as it was sent."""

    id: UUID
    number: int
    name: str
    size: int
    sha256: str
    shows: str
    taken: str = ""
    original: str = ""
    is_withheld: bool = False
    """Whether nobody may open it."""
    media_type: str = ""
    """As the vault writes it (`rules.file_kinds.read_kind`)."""
    scan: Scan = field(default_factory=Scan)


@writing
def take_in_exhibit(
    *, report_id: UUID, new: NewExhibit, by: Actor, at: datetime, chance: Chance = secrets.token_bytes
) -> int:
    """
    Make a sealed, durable file an exhibit of a draft or a sent report, and return its number in the report.

    The same file sent again with the same key gives the number it has already, and the second copy goes.

    :raises NoSuchReportError: no report with this id.
    :raises NoFilesHereError: the report may have none (stories, B).
    :raises TooManyFilesError: it has as many as it may have.
    """
    check_is_reporter(by, report_id)
    report = held_report(report_id)
    send_key = once_key(report.id, "exhibit", new.send_key, new.words.name, new.file.sha256)
    known = Exhibit.objects.filter(send_key=send_key).values_list("number", flat=True).first()
    if known is not None:
        folder.remove_files(new.file.id)
        return known
    seal = ReportSeal.of(report)
    check_may_add(report=report, seal=seal, word=new.word, at=at)
    exhibit = _made(report, new, key=seal.key, send_key=send_key, at=at, chance=chance)
    report.changed_at = at
    report.save(update_fields=["changed_at"])
    write_exhibit_leaf(
        what=ExhibitDeed.TAKE_IN,
        exhibits=[exhibit.id],
        about=report.id,
        by=by,
        at=at,
        wrote=[exhibit, report],
        commitments=committed(items_of_exhibit(report, exhibit)),
    )
    post(name="exhibit.taken-in", about=exhibit.id, at=at)
    post(name="exhibit.to-scan", about=exhibit.id, at=at)
    if report.reference:
        post(name="exhibit.added", about=exhibit.id, at=at)
        open_again(report, by=by, at=at, chance=chance)
    return exhibit.number


def _made(
    report: Report, new: NewExhibit, *, key: RecordKey, send_key: str, at: datetime, chance: Chance
) -> Exhibit:
    """Write the row of an exhibit, with what is sealed of it."""
    file = new.file
    return Exhibit.objects.create(
        id=file.id,
        report_id=report.id,
        number=_last_number(report.id) + 1,
        salt=chance(SALT_SIZE),
        state=ExhibitState.KEPT,
        source=new.source,
        media_type=file.media_type,
        size=file.size,
        sha256=file.sha256,
        sealed_sha256=file.sealed_sha256,
        words=seal_words(key, file.id, _cut(new.words), chance=chance),
        identity=seal_identity(key, file.id, file.identity, chance=chance),
        send_key=send_key,
        created_at=at,
    )


def check_may_add(*, report: Report, seal: ReportSeal, word: str, at: datetime, coming: int = 0) -> None:
    """
    Let a file pass that may be added now: the answers may have changed since its page was shown.

    `coming` files are on their way and will need a place too.

    :raises callpoint.rules.abuse.ReporterBlockedError: two people stopped their new words for now.
    :raises NoFilesHereError: the report may have none (stories, B).
    :raises TooManyFilesError: it has as many as it may have.
    """
    check_may_say(report.id, at=at)
    answers = told_by_now(report, seal).answers
    told = answers | {NOT_INTIMATE: word} if word else answers
    if door_for(suggest(answers, at=at, known=knowledge()), told) is not Door.OPEN:
        raise NoFilesHereError
    most = settings.CALLPOINT.exhibits.most_files
    if Exhibit.objects.filter(report_id=report.id).count() + coming >= most:
        raise TooManyFilesError(most)


def _last_number(report_id: UUID) -> int:
    last = Exhibit.objects.filter(report_id=report_id).aggregate(last=Max("number"))["last"]
    return last or 0


def _cut(words: ExhibitWords) -> ExhibitWords:
    """Cut what is too long, and replace what no text can hold: no file is lost for its words."""
    return ExhibitWords(**{name: _plain(text)[:WORDS_LIMIT] for name, text in asdict(words).items()})


def _plain(text: str) -> str:
    return text.replace("\0", "\N{REPLACEMENT CHARACTER}").encode(errors="replace").decode()


@writing
def describe_exhibit(
    *,
    report_id: UUID,
    exhibit_id: UUID,
    words: ExhibitWords,
    by: Actor,
    at: datetime,
    chance: Chance = secrets.token_bytes,
) -> None:
    """
    Say what an exhibit shows, when it was taken and where the original is; its name stays as it was given.

    It is named by its id: a number that was taken back may be another file's by now.

    :raises NoSuchReportError, NoSuchExhibitError: there is none.
    :raises StaysError: the report was sent.
    """
    check_is_reporter(by, report_id)
    report = _draft(report_id)
    key = ReportSeal.of(report).key
    exhibit = Exhibit.objects.filter(report_id=report_id, id=exhibit_id).first()
    if exhibit is None:
        raise NoSuchExhibitError
    kept = words_of(key, exhibit)
    wanted = _cut(replace(words, name=kept.name))
    if wanted == kept:
        return
    exhibit.words = seal_words(key, exhibit.id, wanted, chance=chance)
    exhibit.save(update_fields=["words"])
    write_exhibit_leaf(
        what=ExhibitDeed.DESCRIBE, exhibits=[exhibit.id], about=report_id, by=by, at=at, wrote=[exhibit]
    )


@writing
def take_back_exhibit(*, report_id: UUID, exhibit_id: UUID, by: Actor, at: datetime) -> None:
    """
    Remove a file from a draft; a repeat removes nothing more.

    :raises NoSuchReportError: no report with this id.
    :raises StaysError: the report was sent.
    """
    check_is_reporter(by, report_id)
    _draft(report_id)
    exhibit = Exhibit.objects.filter(report_id=report_id, id=exhibit_id).first()
    if exhibit is None:
        return
    write_exhibit_leaf(
        what=ExhibitDeed.TAKE_BACK,
        exhibits=[exhibit.id],
        about=report_id,
        by=by,
        at=at,
        gone=[tombstone_of(exhibit)],
    )
    let_go(exhibit)


def exhibit_lines(*, report_id: UUID) -> tuple[ExhibitLine, ...]:
    """
    Open what was said of the exhibits of a report, for its own reporter, in the order in which they came.

    No leaf: as with the rest of a reporter's own report.

    :raises NoSuchReportError: it was thrown away.
    """
    report = Report.objects.filter(id=report_id).first()
    if report is None:
        raise NoSuchReportError
    exhibits = list(Exhibit.objects.filter(report_id=report_id, made_from_id=None).order_by("number"))
    if not exhibits:
        return ()
    key = ReportSeal.of(report).key
    return tuple(exhibit_line(key=key, exhibit=exhibit) for exhibit in exhibits)


def exhibit_line(*, key: RecordKey, exhibit: Exhibit) -> ExhibitLine:
    """Open the words of one exhibit; its name as it is shown."""
    words = words_of(key, exhibit)
    return ExhibitLine(
        id=exhibit.id,
        number=exhibit.number,
        name=shown_name(words.name),
        size=exhibit.size,
        sha256=exhibit.sha256,
        shows=words.shows,
        taken=words.taken,
        original=words.original,
        is_withheld=exhibit.state != ExhibitState.KEPT,
        media_type=exhibit.media_type,
        scan=Scan(state=exhibit.scan, at=exhibit.scanned_at, by=exhibit.scanner),
    )


def _draft(report_id: UUID) -> Report:
    """
    Lock and return a report that was not sent.

    :raises StaysError: it was.
    """
    report = held_report(report_id)
    if report.state != ReportState.DRAFT:
        raise StaysError
    return report
