"""Says whether everything that is kept is whole: the database, the journal, each row, each file, each key.

It looks at all there is, whatever was done: what belongs to one write path alone stands in that path's deeds.
"""

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any, Final
from uuid import UUID

import pyrage
from django.apps import apps
from django.conf import settings
from django.db import connection
from django.db.models import Model

from callpoint.actions.exhibits import exhibit_lines
from callpoint.actions.journalling import digest_of
from callpoint.records.opened import own_report
from callpoint.records.sealed import ReportSeal
from callpoint.rules.journal import leaf_hash
from callpoint.vault import folder
from callpoint.vault.exhibits import identity_of
from callpoint.vault.folder import KEPT, PART

OURS: Final = ("records", "vault")


@dataclass(frozen=True, kw_only=True)
class Standing:
    """What is kept at one moment, counted."""

    leaves: tuple[tuple[str, str], ...]
    """What each leaf says was done, and its hash."""
    posted: Counter[str]
    rows: Counter[str]

    def done(self, what: str) -> int:
        """Say how many leaves say so."""
        return sum(name == what for name, _ in self.leaves)


def standing(*, since: int = 0) -> Standing:
    """Count what is kept now; of the leaves only those from `since` on."""
    return Standing(
        leaves=tuple((json.loads(body)["what"], kept.hex()) for _, body, kept in _leaves(since)),
        posted=Counter(dict(_rows("SELECT name, count(*) FROM records_outbox GROUP BY name"))),
        rows=Counter(_counted()),
    )


def problems(before: Standing) -> list[str]:
    """Give everything that is not whole, a sentence each; `before` stood when all began."""
    return [
        *_problems_of_database(),
        *_problems_of_journal(before),
        *_problems_of_rows(),
        *_problems_of_reports(),
        *_problems_of_files(),
        *_problems_of_uploads(),
    ]


def orphans() -> int:
    """Count the files, and the folders of parts, without a row, which the sweep takes away."""
    known = {str(row.pk) for name in ("Exhibit", "Upload") for row in _all("vault", name)}
    return sum(path.stem not in known for path in (*_files(), *_folders_of_parts()))


def _rows(query: str) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(query)
        return list(cursor.fetchall())


def _counted() -> dict[str, int]:
    """Count the rows of every table of ours."""
    tables = [model._meta.db_table for model in _models()]  # noqa: SLF001 - Django's documented model API
    return dict(_rows(" UNION ALL ".join(map(_count_of, tables))))


def _count_of(table: str) -> str:
    return f"SELECT '{table}', count(*) FROM {table}"  # noqa: S608 - the names of our own tables


def _models() -> list[type[Model]]:
    return [model for app in OURS for model in apps.get_app_config(app).get_models()]


def _all(app: str, name: str) -> Iterator[Any]:
    return iter(apps.get_model(app, name)._default_manager.all())  # noqa: SLF001 - Django's documented model API


def leaf_count() -> int:
    """Say how many leaves the journal has."""
    [(count,)] = _rows("SELECT count(*) FROM vault_journalleaf")
    return int(count)


def _leaves(since: int = 0) -> list[tuple[int, bytes, bytes]]:
    columns = 'SELECT "index", body, leaf_hash FROM vault_journalleaf'
    found = _rows(f'{columns} WHERE "index" >= {int(since)} ORDER BY "index"')
    return [(index, bytes(body), bytes(kept)) for index, body, kept in found]


def _problems_of_database() -> Iterator[str]:
    if connection.vendor != "sqlite":
        return
    for (said,) in _rows("PRAGMA integrity_check"):
        if said != "ok":
            yield f"the database is damaged: {said}"
    for table, *_ in _rows("PRAGMA foreign_key_check"):
        yield f"a row of {table} points to none"


def _problems_of_journal(before: Standing) -> Iterator[str]:
    leaves = _leaves()
    for place, (index, body, kept) in enumerate(leaves):
        if index != place:
            yield f"the journal has leaf {index} at place {place}"
        if leaf_hash(body) != kept:
            yield f"leaf {index} has another hash"
    known = [kept for _, kept in before.leaves]
    if [kept.hex() for _, _, kept in leaves[: len(known)]] != known:
        yield "the journal does not begin as it did"


def _problems_of_rows() -> Iterator[str]:
    """Hold every row that leaves speak of against the last leaf that does."""
    said = {
        (row["table"], row["id"]): row["digest"]
        for _, body, _ in _leaves()
        for row in json.loads(body)["rows"]
    }
    counted = _counted()
    for model in _models():
        # Most tables are empty: not to ask for their rows is most of what judging costs.
        if not counted[model._meta.db_table]:  # noqa: SLF001 - Django's documented model API
            continue
        if all(field.name != "salt" for field in model._meta.get_fields()):  # noqa: SLF001 - Django's documented model API
            continue
        for row in model._default_manager.all():  # noqa: SLF001 - as above
            found = digest_of(row)
            if (found.table, found.id) not in said:
                yield f"a row of {found.table} has no leaf"
            elif said[found.table, found.id] != found.digest:
                yield f"a row of {found.table} is not what its last leaf says"


def _problems_of_reports() -> Iterator[str]:
    """Open all that is sealed of every report."""
    for report in _all("records", "Report"):
        try:
            own_report(report.pk)
            exhibit_lines(report_id=report.pk)
        except Exception as error:  # noqa: BLE001 - whatever keeps a report from opening is the finding
            yield f"a report does not open: {type(error).__name__}"


def _problems_of_files() -> Iterator[str]:
    for exhibit in _all("vault", "Exhibit"):
        file = Path(settings.CALLPOINT_EXHIBITS) / f"{exhibit.pk}{KEPT}"
        if not file.exists():
            yield "an exhibit has no file"
            continue
        sealed = file.read_bytes()
        if sha256(sealed).hexdigest() != exhibit.sealed_sha256:
            yield "the sealed file of an exhibit is another"
        elif sha256(_opened(exhibit, sealed)).hexdigest() != exhibit.sha256:
            yield "the file of an exhibit opens to something else"
    for path in _files():
        if path.suffix not in {KEPT, PART} or not _is_id(path.stem):
            yield f"the vault holds {path.suffix or path.name}, which no sweep takes away"


def _problems_of_uploads() -> Iterator[str]:
    """Look for every part that counts, and for what no sweep takes away."""
    for upload in _all("vault", "Upload"):
        lying = {path.name for path in folder.parts_of(upload.pk).glob("*.sealed")}
        if not {f"{number}.sealed" for number in range(upload.parts)} <= lying:
            yield "a part of an upload that counts is not there"
    for path in _folders_of_parts():
        if not _is_id(path.name):
            yield f"the folder of parts holds {path.name}, which no sweep takes away"


def _opened(exhibit: Any, sealed: bytes) -> bytes:
    report = apps.get_model("records", "Report").objects.get(pk=exhibit.report_id)
    identity = pyrage.x25519.Identity.from_str(identity_of(ReportSeal.of(report).key, exhibit))
    return bytes(pyrage.decrypt(sealed, [identity]))


def _files() -> list[Path]:
    place = Path(settings.CALLPOINT_EXHIBITS)
    return [path for path in place.iterdir() if path.is_file()] if place.exists() else []


def _folders_of_parts() -> list[Path]:
    place = Path(settings.CALLPOINT_EXHIBITS) / folder.UPLOADS
    return list(place.iterdir()) if place.exists() else []


def _is_id(stem: str) -> bool:
    try:
        UUID(stem)
    except ValueError:
        return False
    return True
