"""Holds the whole database against its journal: every leaf and checkpoint, every journalled row, every sealed file."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256

from django.db import models

from callpoint.actions.custody import agrees
from callpoint.actions.journalling import JOURNALLED, digest_of
from callpoint.records.keys import keyring
from callpoint.records.models import Addition, AskedQuestionnaire, Report
from callpoint.records.transaction import one_moment
from callpoint.rules.journal import GONE, Leaf
from callpoint.vault.checking import EXHIBITS, JournalRead, Tell, read_journal
from callpoint.vault.errors import ExhibitChangedError, ExhibitMissingError, VaultError
from callpoint.vault.models import CustodyEntry, Exhibit
from callpoint.vault.opening import check_sealed
from callpoint.vault.problems import UNFIT, Problem, rows_of

FILE_SAYS: dict[type[Exception], str] = {
    ExhibitMissingError: "has no sealed file",
    ExhibitChangedError: "has a sealed file that is not what was taken in",
}


@dataclass(frozen=True, kw_only=True)
class Verified:
    """What was proved, what could not be, and what is wrong."""

    leaves: int
    signed: int
    """Leaves that a checkpoint counts."""
    checkpoints: int
    stamps: int
    """Time stamps that were checked."""
    rows: int
    """Rows that are as the journal last saw them."""
    gone: int
    """Rows that went, as the journal says."""
    files: int
    steps_back: int
    """Leaves whose time is before that of the leaf before them."""
    longest_step_back: timedelta
    problems: tuple[Problem, ...]


def verify_database(*, witnessed: Sequence[bytes] = (), stamp_root: bytes = b"", tell: Tell) -> Verified:
    """
    Read everything and compare it; nothing is written.

    The rows are read as they were at one moment; the files of exhibits after that, each with a second look.
    """
    with one_moment():
        journal = read_journal(keyring=keyring(), witnessed=witnessed, stamp_root=stamp_root, tell=tell)
        checking = _Rows(journal)
        problems = [*journal.problems, *checking.problems(tell), *_questionnaires()]
        exhibits = [row for row in rows_of(Exhibit) if isinstance(row, Exhibit)]
        problems += _custody(journal, {str(exhibit.id) for exhibit in exhibits})
    tell(f"Files to read: {len(exhibits)}")
    files = [problem for exhibit in exhibits for problem in _file_problems(exhibit)]
    return Verified(
        leaves=journal.leaves,
        signed=journal.signed,
        checkpoints=journal.checkpoints,
        stamps=journal.stamps,
        rows=checking.fit,
        gone=checking.gone,
        files=len(exhibits) - len(files),
        steps_back=journal.steps_back,
        longest_step_back=journal.longest_step_back,
        problems=(*problems, *files),
    )


class _Rows:
    """Compares every journalled row with the newest digest that a leaf has of it."""

    def __init__(self, journal: JournalRead) -> None:
        self._newest = journal.newest
        self.fit = self.gone = 0

    def problems(self, tell: Tell) -> Iterator[Problem]:
        """Give every row that is not as it was, that no leaf names, or that is missing; ask once."""
        for model in JOURNALLED:
            for row in rows_of(model):
                yield from self._of_row(row)
            tell(f"Rows read: {self.fit}")
        yield from self._missing()

    def _of_row(self, row: models.Model | Problem) -> Iterator[Problem]:
        if isinstance(row, Problem):
            yield row
            return
        place = (row._meta.db_table, str(row.pk))  # noqa: SLF001 - Django's documented model API
        says = self._wrong_with(row, self._newest.pop(place, None))
        if says:
            yield Problem(table=place[0], id=place[1], says=says)
        else:
            self.fit += 1

    @staticmethod
    def _wrong_with(row: models.Model, newest: str | None) -> str:
        if newest is None:
            return "is in no leaf of the journal"
        if newest == GONE:
            return "is there, although the journal says that it went"
        try:
            is_same = digest_of(row).digest == newest
        except UNFIT:
            is_same = False
        return "" if is_same else "is not as the journal last saw it"

    def _missing(self) -> Iterator[Problem]:
        tables = {model._meta.db_table for model in JOURNALLED}  # noqa: SLF001 - as above
        for (table, row_id), digest in self._newest.items():
            if digest == GONE:
                self.gone += 1
            elif table in tables:
                yield Problem(table=table, id=row_id, says="is missing, and no leaf says that it went")


def _custody(journal: JournalRead, exhibits: set[str]) -> Iterator[Problem]:
    """Give the entries of chains of custody that no leaf bears out, and the deeds that have no entry; ask once."""
    table = CustodyEntry._meta.db_table  # noqa: SLF001 - Django's documented model API
    for entry in rows_of(CustodyEntry):
        if isinstance(entry, Problem):
            yield entry
            continue
        leaf = journal.deeds.pop((str(entry.exhibit_id), entry.leaf), None)
        if leaf is None or not _is_borne_out(entry, leaf):
            yield Problem(table=table, id=str(entry.pk), says="is not what the journal says was done")
    for exhibit_id, index in journal.deeds:
        if exhibit_id in exhibits:
            says = f"has a chain of custody without the deed of leaf {index}"
            yield Problem(table=EXHIBITS, id=exhibit_id, says=says)


def _is_borne_out(entry: CustodyEntry, leaf: Leaf) -> bool:
    try:
        return agrees(entry, leaf)
    except UNFIT:
        return False


def _questionnaires() -> Iterator[Problem]:
    """Give the questionnaires that no longer are what their version is the hash of, and those that are missing."""
    table = AskedQuestionnaire._meta.db_table  # noqa: SLF001 - as above
    used = {version for model in (Report, Addition) for version in _versions_of(model)}
    for missing in sorted(used - _versions_of(AskedQuestionnaire, column="version")):
        yield Problem(table=table, id=missing, says="is missing, and answers were given to it")
    for row in rows_of(AskedQuestionnaire):
        if isinstance(row, Problem):
            yield row
        elif sha256(str(row.body).encode()).hexdigest() != row.version:
            yield Problem(table=table, id=str(row.version), says="are not the questions that were asked")


def _versions_of(model: type[models.Model], *, column: str = "questions_version") -> set[str]:
    found = model._base_manager.values_list(column, flat=True).distinct()  # noqa: SLF001 - as above
    return {str(version) for version in found}


def _file_problems(exhibit: Exhibit) -> Iterator[Problem]:
    """Give what is wrong with the file of an exhibit, unless the exhibit itself went meanwhile."""
    try:
        check_sealed(exhibit)
    except (VaultError, OSError) as wrong:
        if Exhibit.objects.filter(id=exhibit.id, sealed_sha256=exhibit.sealed_sha256).exists():
            says = FILE_SAYS.get(type(wrong), "has a sealed file that cannot be read")
            yield Problem(table=EXHIBITS, id=str(exhibit.id), says=says)
