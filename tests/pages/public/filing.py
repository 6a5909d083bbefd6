"""Somebody who adds files: a client with a report, and the form of files as a browser sends it."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from uuid import UUID

import html5lib
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from callpoint.records.models import Report
from tests.pages.public.browsing import text_of

ADDRESS = "/report/evidence/"
SHOP_STORY = "I paid 60 pounds for shoes in a web shop three weeks ago. They never came."
THREAT_STORY = "A girl online has naked pictures of me. She wants money or she sends them to my friends."


class Filer:
    """One person with a report and files."""

    def __init__(self, **answers: str) -> None:
        self.client = Client(enforce_csrf_checks=True)
        for step, given in (answers or {"story": SHOP_STORY}).items():
            self.post(reverse("question", args=[step]), answer=given)

    @property
    def report_id(self) -> UUID:
        """The newest report."""
        return Report.objects.order_by("-created_at").values_list("id", flat=True)[0]

    def page(self, address: str = ADDRESS) -> str:
        """All that a page says."""
        return said(self.client.get(address, follow=True))

    def token(self) -> str:
        """The token of the session's forms, as the page that asks for the story or the report itself holds it."""
        answered = self.client.get("/report/question/story/", follow=True)
        shown = html5lib.parse(answered.content.decode(), namespaceHTMLElements=False)
        fields = (each for each in shown.iter("input") if each.get("name") == "csrfmiddlewaretoken")
        return str(next(fields).get("value", ""))

    def send(self) -> None:
        """Send the report."""
        self.post(reverse("check"), submit_key="k", true_as_known="yes")

    def post(self, address: str = ADDRESS, **fields: Any) -> Any:
        """Send a form with its token."""
        return self.client.post(address, {"csrfmiddlewaretoken": self.token(), **fields})

    def add(self, *files: SimpleUploadedFile, **fields: str) -> Any:
        """Send the form of files."""
        return self.post(do="add", send_key="1", files=list(files), **fields)


def a_file(name: str = "chat.txt", content: bytes = b"Hello from the other side") -> SimpleUploadedFile:
    """A file as a browser sends it."""
    return SimpleUploadedFile(name, content, content_type="image/png")


def said(response: Any) -> str:
    """All that an answer says."""
    return text_of(html5lib.parse(response.content.decode(), namespaceHTMLElements=False))


def vault_files() -> list[Path]:
    """What lies in the vault's folder."""
    folder = Path(settings.CALLPOINT_EXHIBITS)
    return sorted(file for file in folder.iterdir() if file.is_file()) if folder.exists() else []


@contextmanager
def nothing_left() -> Iterator[None]:
    """Hold that the vault's folder has no more files after than before."""
    before = vault_files()
    yield
    assert vault_files() == before
