"""The file of a request to another body: signed, bound to the journal, checked by the same program as any bundle."""

from collections.abc import Callable, Iterator
from dataclasses import asdict
from datetime import datetime
from uuid import UUID

from django.conf import settings

from callpoint.actions.acting import Actor
from callpoint.actions.admitting import check_all_open, check_may_about
from callpoint.actions.bundling import OPENS, VERIFIER, entry_of, proof_of
from callpoint.actions.corresponding import sent_report
from callpoint.actions.disclosing import OpenedBundle
from callpoint.actions.intervening import NoSuchInterventionError
from callpoint.actions.journalling import write_leaf
from callpoint.actions.stated import REQUEST_ITEM, items_of_request, request_bytes
from callpoint.formats.bundle import BundleFile, Facts, bundle
from callpoint.records.additions import told_by_now
from callpoint.records.keys import keyring
from callpoint.records.models import Intervention, Report
from callpoint.records.sealed import ReportSeal
from callpoint.records.sealed_interventions import InterventionSeal
from callpoint.records.transaction import writing
from callpoint.rules.access import Deed
from callpoint.rules.journal import canonical_json
from callpoint.rules.naming import covered_letter
from callpoint.rules.receipt import time_value
from callpoint.rules.request_letter import RequestLetter
from callpoint.sealing.signing import sign_statement, verifier_keys

PaperOfRequest = Callable[[RequestLetter], bytes]
"""Puts a request on a paper."""
README = """This is a request from the service that is named in it. It asks; see "authority" for any power it claims.

request.pdf     the request, to be read and printed
request.json    the same for programs; a line of the service's log commits to it
manifest.json   lists every file here with its size and SHA-256, and is signed
proofs/         the proof that the log took the request in; where it is missing, ask for the file again
verify.py       a program that checks all this, without a network

To check it: install Python 3.11 and its package "cryptography". Then run

    python verify.py THIS-FILE.zip --key KEY

with the key that the service gives out. Please do not act on a request before you have checked who sent it.
"""


@writing
def open_request(*, report_id: UUID, intervention_id: UUID, by: Actor, at: datetime) -> RequestLetter:
    """
    Open one request to be printed; each time is one leaf.

    :raises callpoint.records.opened.NoSuchReportError, NoSuchInterventionError: there is none.
    :raises callpoint.rules.access.NotAllowedError: this role or unit may not.
    :raises callpoint.rules.restricting.DoorClosedError: it names a reporter whose identity is sealed to this person.
    """
    report, made = _kept(report_id, intervention_id, by=by, at=at)
    letter = _shown_letter(report, made, by=by, at=at)
    write_leaf(what="intervention.print", about=report.id, by=by, at=at)
    return letter


@writing
def hand_out_request(
    *, report_id: UUID, intervention_id: UUID, paper: PaperOfRequest, by: Actor, at: datetime
) -> OpenedBundle:
    """
    Give the signed file of a request; each time is one leaf. `paper` is asked as the first piece is.

    :raises callpoint.records.opened.NoSuchReportError, NoSuchInterventionError: there is none.
    :raises callpoint.actions.receipts.NotAsTakenInError: the row is not what its leaf took in.
    :raises callpoint.rules.access.NotAllowedError: this role or unit may not.
    :raises callpoint.rules.restricting.DoorClosedError: it names a reporter whose identity is sealed to this person.
    """
    report, made = _kept(report_id, intervention_id, by=by, at=at)
    letter = _shown_letter(report, made, by=by, at=at)
    pieces = _pieces(report, made, letter, paper=paper)
    write_leaf(what="intervention.hand-out", about=report.id, by=by, at=at)
    return OpenedBundle(name=f"{report.reference}-{made.kind}.zip", pieces=pieces)


def _kept(report_id: UUID, intervention_id: UUID, *, by: Actor, at: datetime) -> tuple[Report, Intervention]:
    report = sent_report(report_id)
    check_may_about(report, Deed.ASK_OTHERS, by=by, at=at)
    made = Intervention.objects.filter(id=intervention_id, report=report).first()
    if made is None:
        raise NoSuchInterventionError
    return report, made


def _shown_letter(report: Report, made: Intervention, *, by: Actor, at: datetime) -> RequestLetter:
    """Open a request for who may see all of it; one that does not name its reporter goes to anybody who may ask others."""
    letter = InterventionSeal.of(report).letter(made)
    answers = told_by_now(report, ReportSeal.of(report)).answers
    if covered_letter(letter, answers) != letter:
        check_all_open(report, Deed.ASK_OTHERS, by=by, at=at)
    return letter


def _pieces(
    report: Report, made: Intervention, letter: RequestLetter, *, paper: PaperOfRequest
) -> Iterator[bytes]:
    entries = [entry_of(report, OPENS, items_of_request(report, made, letter), at=made.made_at)]
    key = verifier_keys(keyring(), origin=settings.CALLPOINT.journal_origin)[0].line()
    files = [
        BundleFile(path="request.pdf", pieces=_later(lambda: paper(letter))),
        BundleFile(path="request.json", pieces=[request_bytes(letter)], entry=0, item=REQUEST_ITEM),
        BundleFile(path="README.txt", pieces=[README.encode()]),
        BundleFile(path="verify.py", pieces=[VERIFIER.read_bytes()]),
    ]
    if proof := proof_of(entries, key=key):
        files.append(BundleFile(path="proofs/proof.json", pieces=[canonical_json(asdict(proof)) + b"\n"]))
    facts = Facts(
        reference=report.reference or "",
        made_at=time_value(made.made_at),
        entries=[asdict(entry) for entry in entries],
        key=key,
    )
    return bundle(files, facts, sign=lambda said: sign_statement(keyring(), said))


def _later(made: Callable[[], bytes]) -> Iterator[bytes]:
    yield made()
