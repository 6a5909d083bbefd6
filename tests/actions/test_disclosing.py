"""Disclosure bundles: the verifier accepts them, every changed byte is found, and what was blacked out is nowhere in them."""

import io
import json
import zipfile
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pypdfium2
import pytest
from django.conf import settings
from PIL import Image

from callpoint.actions.acting import Actor, system
from callpoint.actions.checkpointing import make_checkpoint
from callpoint.actions.disclosing import (
    ItemNotThereError,
    NoSuchDisclosureError,
    bundles_made,
    hand_out_bundle,
    items_there,
    make_disclosure,
)
from callpoint.actions.exhibits import (
    NoSuchExhibitError,
    WithheldError,
    exhibit_lines,
)
from callpoint.actions.opening import open_exhibit
from callpoint.actions.redacting import NotRedactableError, keep_redaction, open_for_redaction
from callpoint.records.models import Disclosure, Message, Report
from callpoint.records.opened import NoSuchReportError
from callpoint.rules.access import Deed, NotAllowedError, Role, may
from callpoint.rules.disclosing import ANSWERS, Box, PhrasesNotFoundError, Terms, TermsNotCompleteError
from callpoint.rules.journal import read_leaf
from callpoint.rules.receipt import item
from callpoint.vault.checkpoints import CheckedTree
from callpoint.vault.models import CustodyEntry, Exhibit, ExhibitState, JournalLeaf
from callpoint.vault.redacting import NoSuchPageError, NotRedactedError, redacted
from tests.actions.disclosure import STORY, a_case, a_jpeg, a_pdf, a_plain_paper, a_png, with_file
from tests.actions.retention import a_supervisor
from tests.makers import OTHER_DESK, a_draft, a_report, all_kept, an_actor, at, deeds
from tests.verifier.running import lines_of, verify

pytestmark = [pytest.mark.django_db, pytest.mark.database]

PHOTO = "exhibits/1-zanzibar-quint.png"
TERMS = Terms(authority="Crown Court", purpose="Trial of 1 March", items=(ANSWERS,))


def everything(report_id: UUID) -> tuple[str, ...]:
    return tuple(sorted(items_there(report=Report.objects.get(id=report_id))))


def handed_out(report_id: UUID, terms: Terms, by: Actor, *, proved: str = "yes") -> bytes:
    made = make_disclosure(report_id=report_id, terms=terms, by=by, at=at(minutes=30))
    if proved == "yes":
        with_origin()
    opened = hand_out_bundle(
        report_id=report_id, disclosure_id=made, paper=a_plain_paper, by=by, at=at(hours=2)
    )
    return b"".join(opened.pieces)


def with_origin() -> None:
    make_checkpoint(
        tree=CheckedTree(), origin=settings.CALLPOINT.journal_origin, by=system("test"), at=at(hours=1)
    )


def checked(folder: Path, whole: bytes) -> tuple[int, str]:
    path = folder / "bundle.zip"
    path.write_bytes(whole)
    said = verify(path)
    return said.code, said.answer + said.besides


def test_a_bundle_of_everything_holds_and_each_thing_in_it_is_what_the_log_took_in(tmp_path: Path) -> None:
    report_id, by = a_case(), a_supervisor()
    terms = Terms(authority="Crown Court", purpose="Trial", items=everything(report_id))
    code, said = checked(tmp_path, handed_out(report_id, terms, by))
    assert code == 0, said
    proved = "\n".join(lines_of(said, after="Proved:"))
    for path in ("report/answers.json", "report/addition-1.json", "report/message-1.json", PHOTO):
        assert f"{path}: what the log took in." in proved
    assert "All these lines stand in the log" in proved
    names = zipfile.ZipFile(tmp_path / "bundle.zip").namelist()
    assert names == [
        f"to-read-{Report.objects.get(id=report_id).reference}.pdf",
        "report/answers.json",
        "report/addition-1.json",
        "report/message-1.json",
        "report/message-2.json",
        PHOTO,
        "custody.json",
        "README.txt",
        "verify.py",
        "proofs/proof.json",
        "manifest.json",
    ]


def test_a_bundle_says_to_whom_and_what_for_and_one_leaf_commits_to_it(tmp_path: Path) -> None:
    report_id, by = a_case(), a_supervisor()
    whole = handed_out(report_id, TERMS, by)
    manifest = json.loads(zipfile.ZipFile(io.BytesIO(whole)).read("manifest.json"))["manifest"]
    opened = {item["name"]: item["value"] for item in manifest["entries"][-1]["items"]}
    assert {name: opened[name] for name in ("authority", "purpose", "item.answers")} == {
        "authority": "Crown Court",
        "purpose": "Trial of 1 March",
        "item.answers": "answers",
    }
    assert (deeds().count("bundle.make"), deeds()[-1], checked(tmp_path, whole)[0]) == (
        1,
        "bundle.hand-out",
        0,
    )
    assert "Crown" not in str(all_kept())


def test_without_a_checkpoint_yet_the_bundle_holds_and_says_what_is_open(tmp_path: Path) -> None:
    code, said = checked(tmp_path, handed_out(a_case(), TERMS, a_supervisor(), proved="no"))
    assert (code, "no checkpoint yet" in said) == (0, True)


def test_what_was_not_chosen_is_nowhere_in_the_bundle_and_cannot_be_guessed_from_it(tmp_path: Path) -> None:
    report_id = a_case()
    whole = handed_out(report_id, TERMS, a_supervisor())
    files = zipfile.ZipFile(io.BytesIO(whole))
    manifest = json.loads(files.read("manifest.json"))["manifest"]
    opened = {item["name"] for entry in manifest["entries"] for item in entry["items"]}
    exhibit = Exhibit.objects.get(report_id=report_id)
    assert opened == {"reference", "time", "text", "authority", "purpose", "item.answers"}
    assert (exhibit.sha256.encode() in whole, b"rang again" in whole, checked(tmp_path, whole)[0]) == (
        False,
        False,
        0,
    )


def test_words_that_are_blacked_out_are_gone_in_every_spelling_with_the_hash_that_would_tell_them(
    tmp_path: Path,
) -> None:
    report_id = a_case()
    items = everything(report_id)
    terms = Terms(authority="a", purpose="b", items=items, phrases=(" zanzibar  QUINT ", ""))
    whole = handed_out(report_id, terms, a_supervisor())
    files = zipfile.ZipFile(io.BytesIO(whole))
    report = json.loads(files.read("report/answers-blacked-out.json"))
    manifest = files.read("manifest.json").decode()
    assert report["answers"]["story"] == "A man called █████ rang me. I sent him 900 pounds."
    assert (
        "zanzibar"
        not in b"".join(files.read(name) for name in files.namelist()).decode(errors="ignore").lower()
    )
    assert "report/message-1-blacked-out.json" in files.namelist()
    texts = [
        i["value"]
        for e in json.loads(manifest)["manifest"]["entries"]
        for i in e["items"]
        if i["name"] == "text"
    ]
    assert len(texts) == 1
    assert texts == [sha256(files.read("report/addition-1.json")).hexdigest()]
    assert checked(tmp_path, whole)[0] == 0


def black(report_id: UUID, number: int, by: Actor, *boxes: Box) -> int:
    pieces, media_type = open_for_redaction(report_id=report_id, number=number, by=by, at=at(minutes=5))
    file = redacted(pieces, media_type=media_type, boxes=boxes, as_id=uuid4())
    return keep_redaction(report_id=report_id, number=number, file=file, by=by, at=at(minutes=6))


RIGHT_HALF = Box(page=1, left=50, top=0, width=50, height=100)


@pytest.mark.parametrize("original", [a_png, a_jpeg])
def test_a_picture_drawn_anew_is_an_exhibit_of_its_own_without_what_was_under_the_box(
    tmp_path: Path, original: Callable[[], bytes]
) -> None:
    report_id, by = a_report(story=STORY), a_supervisor()
    number = with_file(report_id, original())
    new = black(report_id, number, by, RIGHT_HALF)
    terms = Terms(authority="a", purpose="b", items=(f"exhibit:{new}",))
    whole = handed_out(report_id, terms, by)
    code, said = checked(tmp_path, whole)
    drawn = zipfile.ZipFile(io.BytesIO(whole)).read("exhibits/2-blacked-out-1.png")
    picture = Image.open(io.BytesIO(drawn))
    left: Any = picture.getpixel((5, 10))
    assert (code, "exhibits/2-blacked-out-1.png: what the log took in." in said) == (0, True)
    assert (picture.getpixel((30, 10)), left[0] > 200, picture.info) == (
        (0, 0, 0),
        True,
        {},
    )
    assert (b"quinquereme" in whole, original()[-60:] in whole) == (False, False)
    old, made = Exhibit.objects.filter(report_id=report_id).order_by("number")
    assert (made.made_from_id, made.source, old.sha256 == sha256(original()).hexdigest()) == (
        old.id,
        "redaction",
        True,
    )


def test_a_pdf_drawn_anew_has_no_text_no_title_and_only_pixels_outside_the_box(tmp_path: Path) -> None:
    report_id, by = a_report(story=STORY), a_supervisor()
    number = with_file(report_id, a_pdf(), "letter.pdf")
    new = black(report_id, number, by, Box(page=2, left=0, top=0, width=100, height=100))
    whole = handed_out(report_id, Terms(authority="a", purpose="b", items=(f"exhibit:{new}",)), by)
    drawn = zipfile.ZipFile(io.BytesIO(whole)).read("exhibits/2-blacked-out-1.pdf")
    document = pypdfium2.PdfDocument(drawn)
    words = [page.get_textpage().get_text_bounded() for page in document]
    colours = [len(page.render().to_pil().convert("L").getcolors()) for page in document]
    document.close()
    assert (words, colours[0] > 1, colours[1]) == (["", ""], True, 1)
    assert (b"quinquereme" in drawn, checked(tmp_path, whole)[0]) == (False, 0)


def test_the_reporters_own_list_does_not_show_what_was_drawn_for_others() -> None:
    report_id, by = a_case(), a_supervisor()
    black(report_id, 1, by, RIGHT_HALF)
    assert [line.number for line in exhibit_lines(report_id=report_id)] == [1]
    assert open_exhibit(report_id=report_id, number=2, by=by, at=at(days=1)).name == "blacked-out-1.png"


def test_everything_done_to_an_exhibit_stands_in_its_chain_of_custody() -> None:
    report_id, by = a_case(), a_supervisor()
    black(report_id, 1, by, RIGHT_HALF)
    handed_out(report_id, Terms(authority="a", purpose="b", items=("exhibit:1",)), by)
    first, second = Exhibit.objects.filter(report_id=report_id).order_by("number")
    done = [
        list(CustodyEntry.objects.filter(exhibit_id=each.id).order_by("id").values_list("what", flat=True))
        for each in (first, second)
    ]
    assert done == [
        ["exhibit.take-in", "exhibit.open", "exhibit.redact", "bundle.make", "bundle.hand-out"],
        ["exhibit.redact"],
    ]


def test_the_leaf_of_handing_out_commits_to_which_bundle_it_was() -> None:
    report_id, by = a_case(), a_supervisor()
    made = make_disclosure(report_id=report_id, terms=TERMS, by=by, at=at())
    hand_out_bundle(report_id=report_id, disclosure_id=made, paper=a_plain_paper, by=by, at=at(days=1))
    leaf = read_leaf(bytes(JournalLeaf.objects.latest("index").body))
    salt = bytes(Disclosure.objects.get(id=made).salt)
    right = item(salt, deed="bundle.hand-out", name="disclosure", value=str(made)).commitment()
    assert (leaf.what, leaf.commitments) == ("bundle.hand-out", (right,))


@pytest.mark.parametrize(
    ("items", "missing"),
    [
        (("answers",), ("zanzibar quint.png", "Quintus")),
        (("exhibit:1",), ("900 pounds", "Quintus")),
        (("answers", "exhibit:1"), ("Quintus",)),
    ],
)
def test_words_that_stand_in_nothing_that_was_chosen_are_named_before_a_bundle_is_made(
    items: tuple[str, ...], missing: tuple[str, ...]
) -> None:
    report_id, by = a_case(), a_supervisor()
    phrases = ("900 pounds", "zanzibar quint.png", "Quintus")
    terms = Terms(authority="a", purpose="b", items=items, phrases=phrases)
    before = all_kept()
    with pytest.raises(PhrasesNotFoundError) as refused:
        make_disclosure(report_id=report_id, terms=terms, by=by, at=at())
    assert (refused.value.phrases, all_kept() == before) == (missing, True)


@pytest.mark.parametrize(
    ("content", "box", "refused"),
    [
        (a_png(), Box(page=2, left=0, top=0, width=1, height=1), NoSuchPageError),
        (a_png()[:60], RIGHT_HALF, NotRedactedError),
        (a_pdf()[:300], RIGHT_HALF, NotRedactedError),
    ],
)
def test_what_cannot_be_drawn_leaves_nothing(content: bytes, box: Box, refused: type[Exception]) -> None:
    report_id, by = a_report(story=STORY), a_supervisor()
    number = with_file(report_id, content)
    before = Exhibit.objects.count()
    with pytest.raises(refused):
        black(report_id, number, by, box)
    assert Exhibit.objects.count() == before


def test_only_pictures_and_pdfs_that_may_be_opened_are_drawn_anew() -> None:
    report_id, by = a_report(story=STORY), a_supervisor()
    number = with_file(report_id, b"words only")
    with pytest.raises(NotRedactableError):
        black(report_id, number, by, RIGHT_HALF)
    with pytest.raises(NoSuchExhibitError):
        black(report_id, 9, by, RIGHT_HALF)
    Exhibit.objects.update(state=ExhibitState.QUARANTINED)
    with pytest.raises(WithheldError):
        black(report_id, number, by, RIGHT_HALF)
    with pytest.raises(NoSuchReportError):
        black(a_draft().report_id, 1, by, RIGHT_HALF)


@pytest.mark.parametrize(
    ("terms", "fields"),
    [
        (Terms(authority=" ", purpose="b", items=(ANSWERS,)), ("authority",)),
        (Terms(authority="a", purpose="", items=()), ("purpose", "items")),
        (Terms(authority="a", purpose="x" * 501, items=(ANSWERS,)), ("purpose",)),
        (Terms(authority="a", purpose="b", items=(ANSWERS,), phrases=("x" * 501,)), ("phrases",)),
    ],
)
def test_without_authority_purpose_and_items_nothing_is_handed_over(
    terms: Terms, fields: tuple[str, ...]
) -> None:
    report_id, by = a_case(), a_supervisor()
    before = all_kept()
    with pytest.raises(TermsNotCompleteError) as refused:
        make_disclosure(report_id=report_id, terms=terms, by=by, at=at())
    assert (refused.value.fields, all_kept() == before) == (fields, True)


def test_only_what_is_there_and_open_is_handed_over() -> None:
    report_id, by = a_case(), a_supervisor()
    other = Message.objects.filter(report_id=report_id).first()
    for wrong in ("exhibit:9", "message:x", f"addition:{other.id if other else ''}"):
        with pytest.raises(ItemNotThereError):
            make_disclosure(
                report_id=report_id, terms=Terms(authority="a", purpose="b", items=(wrong,)), by=by, at=at()
            )
    terms = Terms(authority="a", purpose="b", items=("exhibit:1",))
    made = make_disclosure(report_id=report_id, terms=terms, by=by, at=at())
    Exhibit.objects.update(state=ExhibitState.QUARANTINED)
    with pytest.raises(ItemNotThereError):
        hand_out_bundle(report_id=report_id, disclosure_id=made, paper=a_plain_paper, by=by, at=at())
    with pytest.raises(NoSuchDisclosureError):
        hand_out_bundle(report_id=report_id, disclosure_id=uuid4(), paper=a_plain_paper, by=by, at=at())
    with pytest.raises(NoSuchReportError):
        hand_out_bundle(
            report_id=a_draft().report_id, disclosure_id=made, paper=a_plain_paper, by=by, at=at()
        )
    assert [each.terms for each in bundles_made(report_id=report_id)] == [terms]


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize("unit", ["", OTHER_DESK])
def test_handing_over_follows_the_table_of_access(role: Role, unit: str) -> None:
    report_id, by = a_report(unit=unit), an_actor(role=role)
    if may(by.badge, Deed.DISCLOSE, unit=unit or by.badge.unit):
        make_disclosure(report_id=report_id, terms=TERMS, by=by, at=at())
        assert deeds()[-1] == "bundle.make"
        return
    before = all_kept()
    with pytest.raises(NotAllowedError):
        make_disclosure(report_id=report_id, terms=TERMS, by=by, at=at())
    assert all_kept() == before


def test_every_changed_byte_of_a_bundle_is_found(tmp_path: Path) -> None:
    """One byte in each sixteen is changed here, each at another bit; the verifier's own tests change every one."""
    whole = handed_out(
        a_case(), Terms(authority="a", purpose="b", items=(ANSWERS, "exhibit:1")), a_supervisor()
    )
    assert checked(tmp_path, whole)[0] == 0
    missed = []
    for place in range(0, len(whole), max(1, len(whole) // 400)):
        changed = bytearray(whole)
        changed[place] ^= 1 << place % 8
        if checked(tmp_path, bytes(changed))[0] == 0:
            missed.append(place)
    cut = [checked(tmp_path, whole[: len(whole) * part // 8])[0] for part in range(8)]
    assert (missed, 0 in cut) == ([], False)
