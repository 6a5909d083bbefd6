"""A reporter's receipt, made on demand from the rows and their leaves; reading one's own report writes no leaf.

NoReceiptError
├── OlderThanReceiptsError   the report was sent before leaves committed to what a receipt names
└── NotAsTakenInError        a row is not what its leaf took in: somebody changed the one or the other
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from django.conf import settings

from callpoint.actions.acting import Actor, check_is_reporter
from callpoint.actions.committing import (
    ADD,
    SUBMIT,
    TAKE_IN,
    WRITE,
    committed,
    items_of_addition,
    items_of_exhibit,
    items_of_message,
    items_of_report,
)
from callpoint.records.as_sent import own_messages
from callpoint.records.keys import keyring
from callpoint.records.models import Addition, Report
from callpoint.records.opened import NoSuchReportError
from callpoint.records.sealed import ReportSeal
from callpoint.rules.journal import LeafNotReadError
from callpoint.rules.receipt import (
    Entry,
    Item,
    Proof,
    Receipt,
    ReceiptFile,
    SignedReceipt,
    file_name_of,
    own_signature_only,
    time_value,
)
from callpoint.sealing.signing import sign_statement, verifier_keys
from callpoint.vault.checkpoints import Inclusion, inclusion
from callpoint.vault.exhibits import words_of
from callpoint.vault.leaves import KeptLeaf, leaves_about
from callpoint.vault.models import Exhibit


class NoReceiptError(Exception):
    """No receipt can be given for a report."""


class OlderThanReceiptsError(NoReceiptError):
    """The report was sent before leaves committed to what a receipt names."""


class NotAsTakenInError(NoReceiptError):
    """A row is not what its leaf took in: somebody changed the one or the other. Names the deed, never a word."""

    def __init__(self, what: str) -> None:
        super().__init__(f"What the leaf of {what} took in is not what is there.")
        self.what = what


@dataclass(frozen=True)
class _Taken:
    """Something that was taken in: the deed, its time, and what its leaf should commit to."""

    what: str
    at: datetime
    items: tuple[Item, ...]


def make_receipt(*, report_id: UUID, by: Actor) -> SignedReceipt:
    """
    Sign what we hold of a report that was sent, for its own reporter.

    The same report gives the same receipt, to the last byte, until something is added to it.

    :raises NoSuchReportError: none with this id was sent.
    :raises OlderThanReceiptsError, NotAsTakenInError: there can be none.
    """
    check_is_reporter(by, report_id)
    report = Report.objects.filter(id=report_id).first()
    if report is None or report.submitted_at is None:
        raise NoSuchReportError
    seal = ReportSeal.of(report)
    exhibits = list(Exhibit.objects.filter(report_id=report.id, made_from_id=None).order_by("number"))
    entries = _entries(report, seal, exhibits)
    receipt = Receipt(
        reference=report.reference or "",
        received_at=time_value(report.submitted_at),
        text=next(str(item.value) for item in entries[0].items if item.name == "text"),
        files=tuple(
            ReceiptFile(
                number=each.number, name=words_of(seal.key, each).name, bytes=each.size, sha256=each.sha256
            )
            for each in exhibits
        ),
        entries=entries,
        key=verifier_keys(keyring(), origin=settings.CALLPOINT.journal_origin)[0].line(),
    )
    return SignedReceipt(receipt=receipt, signature=sign_statement(keyring(), receipt.signed_bytes()))


def with_proof(*, signed: SignedReceipt) -> SignedReceipt:
    """
    Add the proof that every leaf of a receipt stands in the journal; as it was where no checkpoint covers them yet.

    A checkpoint comes within a minute of a leaf.

    :raises callpoint.vault.checkpoints.NotConsistentError: the journal was changed.
    """
    found = [inclusion(entry.index) for entry in signed.receipt.entries]
    return replace(signed, proof=_proof([each for each in found if each], of=signed.receipt))


def _proof(found: Sequence[Inclusion], *, of: Receipt) -> Proof | None:
    """Give the proof, where all leaves were proved against one checkpoint, signed by the key of the receipt."""
    notes = {bytes(each.checkpoint.note).decode() for each in found}
    if len(found) < len(of.entries) or len(notes) > 1:
        return None
    own = own_signature_only(notes.pop(), key=of.key)
    paths = tuple(tuple(each.hex() for each in one.hashes) for one in found)
    return Proof(note=own, paths=paths) if own else None


def _entries(report: Report, seal: ReportSeal, exhibits: Sequence[Exhibit]) -> tuple[Entry, ...]:
    """
    Find the leaf of everything that was taken in, oldest first, and hold the one against the other.

    :raises OlderThanReceiptsError, NotAsTakenInError: as above.
    """
    later = list(_later(report, seal))
    at = report.submitted_at or report.created_at
    times = [at, *(each.at for each in later), *(each.created_at for each in exhibits)]
    try:
        leaves = leaves_about(report.id, times=times)
    except LeafNotReadError as error:
        raise NotAsTakenInError(SUBMIT) from error
    sent = next((leaf for leaf in leaves if leaf.leaf.what == SUBMIT), None)
    if sent is None:
        raise NotAsTakenInError(SUBMIT)
    if not sent.leaf.commitments:
        raise OlderThanReceiptsError
    names = {each.name for each in sent.leaf.commitments}
    first = tuple(item for item in items_of_report(report, seal.answers(report)) if item.name in names)
    taken = [
        _Taken(SUBMIT, at, first),
        *later,
        *(
            _Taken(TAKE_IN, each.created_at, items_of_exhibit(report, each))
            for each in exhibits
            if file_name_of(each.number) not in names
        ),
    ]
    return tuple(sorted((_entry(each, leaves) for each in taken), key=lambda entry: entry.index))


def _later(report: Report, seal: ReportSeal) -> Iterator[_Taken]:
    """Give what the reporter told after sending."""
    for addition in Addition.objects.filter(report=report):
        items = items_of_addition(report, addition, seal.addition(addition))
        yield _Taken(ADD, addition.added_at, items)
    for message in own_messages(report):
        yield _Taken(WRITE, message.sent_at, items_of_message(report, message, seal.message(message)))


def _entry(taken: _Taken, leaves: Sequence[KeptLeaf]) -> Entry:
    """
    Find the leaf that took something in.

    :raises NotAsTakenInError: no leaf of this deed commits to just what is there.
    """
    wanted = set(committed(taken.items))
    for kept in leaves:
        if kept.leaf.what == taken.what and set(kept.leaf.commitments) == wanted:
            return Entry(index=kept.index, body=kept.body.decode(), items=taken.items)
    raise NotAsTakenInError(taken.what)
