"""Receipts from the rows: what leaves commit to, what a receipt shows, and that a changed row gives none."""

import json
from collections.abc import Callable
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from django.conf import settings

from callpoint.actions.acting import NotTheReporterError, newcomer, reporter, system
from callpoint.actions.adding import add_to_report
from callpoint.actions.checkpointing import make_checkpoint
from callpoint.actions.corresponding import write_to_reporter, write_to_staff
from callpoint.actions.exhibits import NewExhibit, take_in_exhibit
from callpoint.actions.journalling import write_leaf
from callpoint.actions.receipts import (
    NotAsTakenInError,
    OlderThanReceiptsError,
    make_receipt,
    with_proof,
)
from callpoint.records.as_sent import Part, parts_sent
from callpoint.records.keys import keyring
from callpoint.records.models import Addition, Message, Report
from callpoint.records.opened import NoSuchReportError
from callpoint.records.sealed import ReportSeal
from callpoint.rules.access import Role
from callpoint.rules.lifecycle import ReportState
from callpoint.rules.receipt import SignedReceipt, text_digest
from callpoint.sealing.keyring import Purpose, rotate
from callpoint.vault.checkpoints import CheckedTree
from callpoint.vault.exhibits import ExhibitWords
from callpoint.vault.leaves import leaves_about
from callpoint.vault.models import Exhibit, JournalLeaf
from tests.makers import STORY, a_draft, an_actor, at, leaves, seeded, sent
from tests.tampering import without_triggers
from tests.vault.makers import a_sealed_file
from tests.verifier.makers import written_to
from tests.verifier.running import lines_of, verify

pytestmark = [pytest.mark.django_db, pytest.mark.database]

BEFORE, AFTER = b"before sending", b"after sending"


def a_file(report_id: UUID, content: bytes, *, when: float) -> None:
    new = NewExhibit(file=a_sealed_file(content), words=ExhibitWords(name=f"{when}.txt"), send_key="k")
    take_in_exhibit(report_id=report_id, new=new, by=reporter(report_id), at=at(minutes=when))


def a_whole_report() -> UUID:
    """A report with a file, sent, added to, written about, and given one more file."""
    begun = a_draft()
    report_id, me = begun.report_id, reporter(begun.report_id)
    a_file(report_id, BEFORE, when=1)
    sent(begun, when=at(minutes=2))
    add_to_report(report_id=report_id, answers={"postcode": "S40"}, send_key="a", by=me, at=at(minutes=3))
    write_to_staff(report_id=report_id, text="Hello?\r\n", send_key="b", by=me, at=at(minutes=4))
    officer = an_actor(role=Role.SUPERVISOR)
    write_to_reporter(report_id=report_id, text="Yes", send_key="c", by=officer, at=at(minutes=5))
    a_file(report_id, AFTER, when=6)
    return report_id


def receipt_of(report_id: UUID) -> SignedReceipt:
    return make_receipt(report_id=report_id, by=reporter(report_id))


def key_of(receipt: SignedReceipt) -> str:
    return receipt.receipt.key


def a_checkpoint() -> None:
    origin = settings.CALLPOINT.journal_origin
    make_checkpoint(tree=CheckedTree(), origin=origin, by=system("worker"), at=at(minutes=9))


def test_each_leaf_that_takes_something_in_commits_to_it_by_name() -> None:
    a_whole_report()
    said = {leaf.what: [each.name for each in leaf.commitments] for leaf in leaves() if leaf.commitments}
    assert said == {
        "report.submit": ["reference", "text", "time", "exhibit.1"],
        "report.add": ["reference", "text", "time"],
        "message.from-reporter": ["reference", "text", "time"],
        "exhibit.take-in": ["reference", "time", "exhibit.2"],
    }


def test_a_file_of_a_draft_is_committed_to_without_a_reference() -> None:
    a_file(a_draft().report_id, BEFORE, when=1)
    assert [each.name for each in leaves()[-1].commitments] == ["time", "exhibit.1"]


def test_a_receipt_names_all_that_was_taken_in() -> None:
    report_id = a_whole_report()
    made = receipt_of(report_id).receipt
    report = Report.objects.get(id=report_id)
    said = [json.loads(entry.body)["what"] for entry in made.entries]
    assert (made.reference, made.received_at, said, [(file.name, file.bytes) for file in made.files]) == (
        report.reference,
        "2026-11-21T12:02:00.000000+00:00",
        ["report.submit", "report.add", "message.from-reporter", "exhibit.take-in"],
        [("1.txt", len(BEFORE)), ("6.txt", len(AFTER))],
    )


def test_the_text_of_a_receipt_is_that_of_the_reporters_own_copy() -> None:
    report_id = a_whole_report()
    made = receipt_of(report_id).receipt
    texts = [item.value for entry in made.entries for item in entry.items if item.name == "text"]
    parts = parts_sent(report_id)
    assert (texts, [part.what for part in parts]) == (
        [text_digest(part.content) for part in parts],
        [Part.REPORT, Part.ADDITION, Part.MESSAGE],
    )


def test_the_copy_shows_each_word_as_it_was_sent() -> None:
    first, _, message = parts_sent(a_whole_report())
    assert (json.loads(json.dumps(first.content))["answers"]["story"], message.content) == (
        STORY,
        {"message": "Hello?\r\n"},
    )


def test_nothing_was_sent_of_a_draft_or_of_a_report_that_is_gone() -> None:
    assert (parts_sent(a_draft().report_id), parts_sent(uuid4())) == ((), ())


def test_the_same_report_gives_the_same_receipt_and_no_leaf() -> None:
    report_id = a_whole_report()
    before = len(leaves())
    first, second = (receipt_of(report_id).file() for _each in range(2))
    assert (first == second, len(leaves())) == (True, before)


def test_a_receipt_shows_no_salt_of_a_row() -> None:
    report_id = a_whole_report()
    file = receipt_of(report_id).file()
    tables = (Report, Message, Addition, Exhibit)
    salts = [bytes(salt) for table in tables for salt in table.objects.values_list("salt", flat=True)]
    assert (len(salts), [salt for salt in salts if salt.hex().encode() in file]) == (6, [])


def test_the_verifier_proves_a_receipt_before_and_after_a_checkpoint(tmp_path: Path) -> None:
    made = receipt_of(a_whole_report())
    before = with_proof(signed=made)
    a_checkpoint()
    after = with_proof(signed=made)
    mine = [written_to(tmp_path, "mine.txt", BEFORE), written_to(tmp_path, "more.txt", AFTER)]
    said = [
        verify(written_to(tmp_path, "r", each.file()), *mine, "--key", key_of(made))
        for each in (before, after)
    ]
    assert [(each.code, lines_of(each.answer, after="Proved:")[-3]) for each in said] == [
        (0, "Each of these, and the text, is what 4 line(s) of the log commit to."),
        (0, f"All these lines stand in the log of {len(leaves()) - 1} lines that the key signed."),
    ]


def test_a_checkpoint_that_covers_only_a_part_gives_no_proof_yet() -> None:
    report_id = a_whole_report()
    a_checkpoint()
    write_to_staff(report_id=report_id, text="More", send_key="d", by=reporter(report_id), at=at(minutes=10))
    assert with_proof(signed=receipt_of(report_id)).proof is None


def test_after_a_new_signing_key_there_is_no_proof_until_it_signs() -> None:
    report_id = a_whole_report()
    a_checkpoint()
    rotate(keyring(), purpose=Purpose.SIGNING, at=at(minutes=10), chance=seeded("5"))
    assert with_proof(signed=receipt_of(report_id)).proof is None


def test_a_receipt_is_for_the_reporter_of_a_report_that_was_sent() -> None:
    report_id, draft_id = a_whole_report(), a_draft().report_id
    with pytest.raises(NotTheReporterError):
        make_receipt(report_id=report_id, by=newcomer())
    with pytest.raises(NotTheReporterError):
        make_receipt(report_id=report_id, by=reporter(draft_id))
    for missing in (draft_id, uuid4()):
        with pytest.raises(NoSuchReportError):
            make_receipt(report_id=missing, by=reporter(missing))


def test_a_report_that_was_sent_before_there_were_receipts_has_none() -> None:
    report_id, when = a_draft().report_id, at(minutes=1)
    Report.objects.filter(id=report_id).update(
        state=ReportState.RECEIVED, reference="CP-7GH4-K2QX-3", submitted_at=when
    )
    write_leaf(what="report.submit", about=report_id, by=reporter(report_id), at=when)
    with pytest.raises(OlderThanReceiptsError):
        receipt_of(report_id)


def with_other_answers(report_id: UUID) -> None:
    report = Report.objects.get(id=report_id)
    told = {**ReportSeal.of(report).answers(report), "story": "Other words"}
    report.answers = ReportSeal.of(report).seal_answers(report_id, told, seeded("1"))
    report.save()


def with_another_message(report_id: UUID) -> None:
    message = Message.objects.get(report_id=report_id, staff=None)
    message.text = ReportSeal.of(message.report).seal_message(message.id, "Other words", seeded("1"))
    message.save()


def with_another_addition(report_id: UUID) -> None:
    addition = Addition.objects.get(report_id=report_id)
    addition.answers = ReportSeal.of(addition.report).seal_addition(
        addition.id, {"age": "adult"}, seeded("1")
    )
    addition.save()


def another(model: type[Report | Exhibit | Message | Addition], **values: object) -> Callable[[UUID], object]:
    """Change a column of the newest row of a table."""
    return lambda _report_id: model.objects.filter(pk=model.objects.latest(_LATEST[model]).pk).update(
        **values
    )


_LATEST: dict[type[Report | Exhibit | Message | Addition], str] = {
    Report: "created_at",
    Exhibit: "number",
    Message: "sent_at",
    Addition: "added_at",
}
TAMPERING: dict[str, tuple[Callable[[UUID], object], str]] = {
    "the story": (with_other_answers, "report.submit"),
    "the reference": (another(Report, reference="CP-2222-2222-2"), "report.submit"),
    "the time of sending": (another(Report, submitted_at=at(minutes=7)), "report.submit"),
    "the salt of a report": (another(Report, salt=bytes(32)), "report.submit"),
    "the version of the questions": (another(Report, questions_version="x"), "report.submit"),
    "a message": (with_another_message, "message.from-reporter"),
    "an addition": (with_another_addition, "report.add"),
    "the time of an addition": (another(Addition, added_at=at(minutes=2)), "report.add"),
    "the hash of a file": (another(Exhibit, sha256="0" * 64), "exhibit.take-in"),
    "the size of a file": (another(Exhibit, size=1), "exhibit.take-in"),
    "the number of a file": (another(Exhibit, number=7), "exhibit.take-in"),
    "a file that came with it": (
        lambda report_id: Exhibit.objects.filter(report_id=report_id, number=1).delete(),
        "report.submit",
    ),
}


@pytest.mark.parametrize("what", TAMPERING)
def test_a_row_that_was_changed_gives_no_receipt(what: str) -> None:
    change, named = TAMPERING[what]
    report_id = a_whole_report()
    change(report_id)
    with pytest.raises(NotAsTakenInError) as refused:
        receipt_of(report_id)
    assert refused.value.what == named


def test_a_leaf_that_was_changed_gives_no_receipt() -> None:
    report_id = a_whole_report()
    with without_triggers():
        JournalLeaf.objects.filter(at=at(minutes=2)).update(body=b"{}")
    with pytest.raises(NotAsTakenInError):
        receipt_of(report_id)


def test_leaves_are_found_by_what_they_are_about() -> None:
    report_id, other = a_whole_report(), a_whole_report()
    found = leaves_about(report_id, times=[at(minutes=2)])
    assert ([leaf.leaf.object_id for leaf in found], report_id == other) == ([str(report_id)], False)
