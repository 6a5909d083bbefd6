"""A walk through the page of files: empty, with files, with each thing that is refused, and with no box at all."""

from functools import partial
from typing import Protocol
from uuid import UUID

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django import Settings

from callpoint.actions.acting import reporter
from callpoint.actions.uploading import NewUpload, begin_upload
from callpoint.clock import now
from callpoint.records.models import Report
from callpoint.vault.exhibits import ExhibitWords
from callpoint.vault.models import Upload
from callpoint.vault.uploads import Said
from tests.makers import with_section


class Pages(Protocol):
    """Whoever opens pages and sends forms by the names of their addresses."""

    def get(self, name: str, /, *args: object) -> object:
        """Open a page."""

    def post(self, name: str, /, *args: object, of: Client | None = None, **told: object) -> object:
        """Send a form."""


def walk_files(walk: Pages, settings: Settings, *, story: str, threat: str) -> None:
    """Begin a report with a story and walk its page of files; `threat` is a story about pictures."""
    walk.post("question", "story", answer=story)
    walk.post("question", "suspect.2", suspect_name="zzz")
    walk.get("remove_row", "suspect.2")
    walk.get("evidence")
    upload_id = _half_sent()
    walk.get("evidence")
    walk.post("evidence", do="forget", upload=upload_id)
    with_section(settings, "exhibits", most_bytes=1_000_000, most_files=2)
    named = partial(SimpleUploadedFile, "zzz")
    for content in (b"", b"x" * 1_000_001, b"one"):
        walk.post("evidence", files=named(content), shows="zzz", taken="zzz", original="zzz")
    walk.post("evidence", shows="zzz")
    walk.post("evidence", do="describe", exhibit="7")
    walk.post("evidence", files=[named(b"two"), named(b"three")])
    with_section(settings, "limits", files_per_source_per_hour=1)
    walk.post("evidence", files=named(b"four"))
    walk.post("question", "age", answer="13-15")
    walk.get("evidence")
    walk.post("evidence", files=named(b"five"))
    walk.post("question", "story", answer=threat)
    for age in ("unknown", "adult"):
        walk.post("question", "age", answer=age)
        walk.get("evidence")
    walk.post("evidence", do="word")


def _half_sent() -> UUID:
    """Let half of a file be here."""
    report_id = Report.objects.order_by("-created_at", "-pk")[0].id
    new = NewUpload(length=100, said=Said(words=ExhibitWords(name="zzz")))
    upload_id = begin_upload(report_id=report_id, new=new, by=reporter(report_id), at=now())
    Upload.objects.filter(id=upload_id).update(received=50)
    return upload_id
