"""The paper in a bundle: read whole, in words; tagged for screen readers; and nothing on it that was blacked out."""

import io
import zipfile
from dataclasses import replace
from pathlib import Path
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse

from callpoint.actions.bundling import Contents
from callpoint.actions.disclosing import hand_out_bundle, items_there, make_disclosure
from callpoint.formats import pdf as pdf_format
from callpoint.pages.staff.bundle_paper import bundle_paper, bundle_pdf
from callpoint.records.models import Disclosure, Report
from callpoint.rules.access import Role
from callpoint.rules.disclosing import Terms
from tests.actions.disclosure import a_case
from tests.actions.retention import a_supervisor
from tests.formats.makers import read
from tests.makers import at, signed_in_client

pytestmark = [pytest.mark.django_db, pytest.mark.database]

HERE = Path(__file__).parent


def contents_of(report_id: UUID, *phrases: str) -> Contents:
    """What the paper is told of a bundle with everything in it."""
    items = tuple(sorted(items_there(report=Report.objects.get(id=report_id))))
    terms = Terms(authority="Crown Court", purpose="Trial of 1 March", items=items, phrases=phrases)
    by = a_supervisor()
    made = make_disclosure(report_id=report_id, terms=terms, by=by, at=at(minutes=30))
    told: list[Contents] = []

    def keep(contents: Contents) -> bytes:
        told.append(contents)
        return b"x"

    opened = hand_out_bundle(report_id=report_id, disclosure_id=made, paper=keep, by=by, at=at(minutes=31))
    next(opened.pieces)
    return told[0]


def test_it_says_in_words_what_the_files_hold() -> None:
    report_id = a_case()
    told = contents_of(report_id)
    # The bytes of the picture are another library's business.
    chains = [{**chain, "sha256": "ab" * 32, "bytes": 1234} for chain in told.chains]  # type: ignore[union-attr,dict-item]  # it is a list of objects
    contents = replace(told, reference="CP-7GH4-K2QX-3", chains=chains)
    seen = read(bundle_pdf(contents))
    assert seen.text == (HERE / "bundle_paper.txt").read_text(encoding="utf-8")
    assert (seen.title, seen.standards, {"H1", "Table", "TH"} <= set(seen.tags)) == (
        "Handed over from report CP-7GH4-K2QX-3",
        ("1", "2"),
        True,
    )


def test_what_was_blacked_out_is_not_on_it_not_even_in_the_words_of_a_choice() -> None:
    report_id = a_case()
    contents = contents_of(report_id, "zanzibar quint", "Adult", "900")
    seen = read(bundle_pdf(contents)).text.casefold().replace("\n", " ")
    assert [word for word in ("zanzibar", "quint", "adult", "900") if word in seen] == []
    assert seen.count("[blacked out]") >= 5


def test_the_same_contents_give_the_same_bytes() -> None:
    contents = contents_of(a_case())
    assert bundle_paper(contents) == bundle_paper(contents)
    assert bundle_pdf(contents) == bundle_pdf(contents)


def downloaded(report_id: UUID, client: Client) -> tuple[int, bytes]:
    told = {"do": "make", "authority": "Crown Court", "purpose": "Trial", "items": ["answers"]}
    client.post(reverse("staff_disclose", args=[report_id]), told)
    url = reverse("staff_bundle", args=[report_id, Disclosure.objects.get().id])
    answer = client.get(url)
    return answer.status_code, b"".join(answer) if answer.streaming else answer.content


def test_the_downloaded_bundle_begins_with_it() -> None:
    report_id = a_case()
    status, whole = downloaded(report_id, signed_in_client(role=Role.SUPERVISOR))
    packed = zipfile.ZipFile(io.BytesIO(whole))
    first = packed.namelist()[0]
    assert (status, first) == (200, f"to-read-{Report.objects.get(id=report_id).reference}.pdf")
    assert "Crown Court" in read(packed.read(first)).text


def test_where_the_paper_cannot_be_made_the_page_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf_format, "_template", lambda: "#let broken = (")
    status, page = downloaded(a_case(), signed_in_client(role=Role.SUPERVISOR))
    assert (status, b"The paper in it could not be made. Try again." in page) == (422, True)
