"""The pack of a case for another force: a paper to read, the same as JSON, every SHA-256, and a signature over it all.

NoSuchPackError   the case was not offered to another force under this id, or it was refused or taken back
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, replace
from datetime import datetime
from hashlib import sha256
from typing import Final
from uuid import UUID

from django.conf import settings

from callpoint.actions.acting import Actor
from callpoint.actions.bundling import OPENS, VERIFIER
from callpoint.actions.case_basis import CaseError, held_case, open_to, reports_of
from callpoint.actions.case_facts import facts_of
from callpoint.actions.case_opened import OpenedCase, opened_case
from callpoint.actions.case_told import Pack, told_in_full
from callpoint.actions.committing import committed
from callpoint.actions.custody import write_exhibit_leaf
from callpoint.actions.disclosing import OpenedBundle
from callpoint.actions.journalling import write_reads
from callpoint.formats.bundle import BundleFile, Facts, bundle
from callpoint.formats.plain_json import plain_json
from callpoint.records.additions import answers_by_now
from callpoint.records.keys import keyring
from callpoint.records.models import CaseHandOver
from callpoint.records.sealed_cases import CaseSeal, CaseText
from callpoint.records.transaction import writing
from callpoint.rules.access import Deed, check_may
from callpoint.rules.cases import HandOverKind
from callpoint.rules.custody import ExhibitDeed
from callpoint.rules.receipt import Entry, Item, item, time_value
from callpoint.sealing.signing import sign_statement, verifier_keys
from callpoint.vault.leaves import leaves_about

PAPER: Final = "to-read.pdf"
README: Final = """This is one case, handed over.

to-read.pdf     all of it to be read and printed
case.json       the same for a program: the case, its log, tasks, timeline, and each report with answers and messages
exhibits.txt    the SHA-256, number and report of each file; the files come in a bundle of their own report, with proofs
SHA256SUMS      the SHA-256 of every file here, as sha256sum writes it
manifest.json   the same with sizes, signed, with the line of the log that commits to this pack
verify.py       a program that checks all this, without a network

To check it: install Python 3.11 and its package "cryptography". Then run

    python verify.py THIS-FILE.zip --key KEY

with the key that the service or a witness gives out. Nothing here says what was left out.
"""


class NoSuchPackError(CaseError):
    """The case was not offered to another force under this id, or that was refused or taken back."""


PaperOf = Callable[[Pack], bytes]
"""Puts a pack on a paper."""


@writing
def hand_out_pack(*, case_id: UUID, offer_id: UUID, paper: PaperOf, by: Actor, at: datetime) -> OpenedBundle:
    """
    Give the bytes of a pack as the case now stands: one leaf that commits to each file of it, and one for each report.

    Of the reports it holds those that this person may open.

    :raises callpoint.actions.case_basis.NoSuchCaseError, NoSuchPackError: there is none.
    :raises callpoint.rules.access.NotAllowedError: this person may not work on the case, or disclose nothing.
    """
    case = held_case(case_id, by=by, at=at)
    check_may(by.badge, Deed.DISCLOSE, unit=case.unit)
    offer = CaseHandOver.objects.filter(case=case, id=offer_id, kind=HandOverKind.FORCE).first()
    if offer is None or (offer.answered_at is not None and not offer.is_accepted):
        raise NoSuchPackError
    seal, reports = CaseSeal.of(case), reports_of(case)
    readable = open_to(reports, by=by, at=at)
    told = answers_by_now(readable)
    write_reads(what="report.pack", reports=[each.id for each in readable], by=by, at=at, told=told)
    pack = Pack(
        made_at=at,
        made_by=offer.offered_by.display_name,
        body=seal.open(CaseText.BODY, offer),
        purpose=seal.open(CaseText.NOTE, offer),
        case=_to_go(opened_case(case, reports, readable, told=told, by=by, at=at)),
        reports=tuple(facts_of(report, by=by, at=at) for report in readable),
    )
    files = _files(pack)
    items = _items(pack, files, salt=bytes(offer.salt))
    write_exhibit_leaf(
        what=ExhibitDeed.DISCLOSE, exhibits=(), about=case.id, by=by, at=at, commitments=committed(items)
    )
    name = f"{case.reference}-{at:%Y-%m-%d}.zip"
    return OpenedBundle(name=name, pieces=_packed(pack, files, items, paper=paper))


def _to_go(case: OpenedCase) -> OpenedCase:
    """Leave out that there are restricted reports, which no other force learns of from a pack."""
    shut = {each.report_id for each in case.shut}
    shut |= {each.report_id for each in case.taken_out if each.is_shut}
    return replace(
        case,
        shut=(),
        taken_out=tuple(each for each in case.taken_out if not each.is_shut),
        timeline=tuple(line for line in case.timeline if line.report_id not in shut),
    )


def _files(pack: Pack) -> dict[str, bytes]:
    """Make every file of a pack to which the log commits."""
    return {
        "case.json": plain_json(told_in_full(pack)),
        "exhibits.txt": "".join(f"{line}\n" for line in _hashes(pack)).encode(),
        "README.txt": README.encode(),
        "verify.py": VERIFIER.read_bytes(),
    }


def _hashes(pack: Pack) -> list[str]:
    references = {each.report_id: each.reference for each in pack.case.reports}
    return [
        f"{each.sha256}  {references[each.report_id]} exhibit {each.number}" for each in pack.case.exhibits
    ]


def _items(pack: Pack, files: dict[str, bytes], *, salt: bytes) -> tuple[Item, ...]:
    """Give what making a pack commits to: to whom, what for, when, and each file."""
    values = {
        "authority": pack.body,
        "purpose": pack.purpose,
        "reference": pack.case.reference,
        "time": time_value(pack.made_at),
        **{f"file.{name}": sha256(content).hexdigest() for name, content in files.items()},
    }
    deed = f"{OPENS} {time_value(pack.made_at)}"
    return tuple(item(salt, deed=deed, name=name, value=value) for name, value in values.items())


def _packed(pack: Pack, files: dict[str, bytes], items: Sequence[Item], *, paper: PaperOf) -> Iterator[bytes]:
    """Give the bytes, piece by piece; the paper is set as the first piece is asked for, outside any transaction."""
    wanted = set(committed(items))
    kept = next(
        each
        for each in leaves_about(pack.case.id, times=[pack.made_at])
        if each.leaf.what == OPENS and set(each.leaf.commitments) == wanted
    )
    entry = Entry(index=kept.index, body=kept.body.decode(), items=tuple(items))
    facts = Facts(
        reference=pack.case.reference,
        made_at=time_value(pack.made_at),
        entries=[asdict(entry)],
        key=verifier_keys(keyring(), origin=settings.CALLPOINT.journal_origin)[0].line(),
    )
    made = dict(files)
    listed = [
        BundleFile(path=PAPER, pieces=_read(pack, made, paper)),
        *(
            BundleFile(path=name, pieces=[content], entry=0, item=f"file.{name}")
            for name, content in files.items()
        ),
        BundleFile(path="SHA256SUMS", pieces=_sums(made)),
    ]
    return bundle(listed, facts, sign=lambda said: sign_statement(keyring(), said))


def _read(pack: Pack, made: dict[str, bytes], paper: PaperOf) -> Iterator[bytes]:
    made[PAPER] = paper(pack)
    yield made[PAPER]


def _sums(made: dict[str, bytes]) -> Iterator[bytes]:
    yield "".join(f"{sha256(content).hexdigest()}  {name}\n" for name, content in made.items()).encode()
