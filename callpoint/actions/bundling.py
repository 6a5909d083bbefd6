"""What stands in a disclosure bundle: its files, the lines of the log that commit to them, and their proof.

What is blacked out must not be guessed either: where a text was changed, neither its hash nor the salt of it is in the
bundle, and of a file that was drawn anew only the new one is.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import TypedDict, Unpack

from django.conf import settings

from callpoint.actions.acting import reporter
from callpoint.actions.committing import committed
from callpoint.actions.entering import REDACT, items_of_redaction
from callpoint.actions.receipts import NotAsTakenInError, OlderThanReceiptsError, make_receipt
from callpoint.formats.bundle import BundleFile, Facts, bundle
from callpoint.records.keys import keyring
from callpoint.records.models import Addition, Disclosure, Message, Report, StaffMember
from callpoint.records.questionnaires import questions_asked
from callpoint.records.sealed import Answers, ReportSeal
from callpoint.rules.asked import AskedQuestion
from callpoint.rules.disclosing import ADDITION, ANSWERS, EXHIBIT, MESSAGE, Terms, blacked_out, not_found
from callpoint.rules.file_endings import ending_of
from callpoint.rules.file_names import plain_stem
from callpoint.rules.journal import Json, canonical_json
from callpoint.rules.receipt import (
    Entry,
    Item,
    Proof,
    file_name_of,
    item,
    own_signature_only,
    text_digest,
    time_value,
    told,
    written,
)
from callpoint.sealing.signing import sign_statement, verifier_keys
from callpoint.vault.checkpoints import inclusion
from callpoint.vault.exhibits import identity_of, words_of
from callpoint.vault.leaves import leaves_about
from callpoint.vault.models import CustodyEntry, Exhibit
from callpoint.vault.opening import opened_pieces

OPENS, HANDS_OUT = "bundle.make", "bundle.hand-out"
PAPER = "to-read-"
"""How the name of the paper begins; the reference follows."""
VERIFIER = Path(__file__).parents[1] / "verifier" / "callpoint_verify.py"
"""A program that shares no code with us: it is handed on as a file, never imported."""
NEVER_LEFT_OUT = frozenset({"reference", "time"})
README = """This is what was handed over of one report.

to-read-....pdf all of it to be read and printed; made by the service from the files below, which count
manifest.json   lists every file here with its size and SHA-256, and is signed
report/         answers, additions and messages, as JSON; "blacked-out" in a name says that words were taken out
exhibits/       the files, as they came in, or drawn anew with black boxes where custody.json says so
custody.json    what was done to each file, by whom and when, and what a scanner said: take care where it is dangerous
proofs/         the proof that the log took these things in; where it is missing, ask for the bundle again
verify.py       a program that checks all this, without a network

To check it: install Python 3.11 and its package "cryptography". Then run

    python verify.py THIS-FILE.zip --key KEY

with the key that the service or a witness gives out. It says in words what it proved and what it cannot prove.
"""


@dataclass(frozen=True, kw_only=True)
class HandedText:
    """One text that is handed over: what it is, its name in the bundle, and what of it is shown."""

    name: str
    what: str
    """`answers`, `addition` or `message`."""
    number: int
    """Among its kind, from 1; what was not chosen is counted too."""
    at: datetime
    who: str
    """Who of the staff wrote a message; '' for the reporter and the service."""
    is_from_service: bool
    questions: Mapping[str, AskedQuestion]
    """As they were asked; empty for a message."""
    content: Json
    """As it came."""
    digest: str
    """Of the text as it came; the log commits to that."""
    shown: Json
    is_whole: bool


class _Said(TypedDict):
    """What is known of a text before it is blacked out."""

    name: str
    what: str
    number: int
    at: datetime
    who: str
    is_from_service: bool
    questions: Mapping[str, AskedQuestion]


@dataclass(frozen=True, kw_only=True)
class Contents:
    """What a bundle holds, as its readable paper says it: all that is to be blacked out is so, but for the questions."""

    reference: str
    made_at: datetime
    terms: Terms
    texts: tuple[HandedText, ...]
    chains: Json
    """The chain of custody of each file, as `custody.json` has it."""


PaperOf = Callable[[Contents], bytes]
"""Puts the contents of a bundle on a paper; asked for while the bundle is made, outside any transaction."""


def items_of_disclosure(report: Report, made: Disclosure, terms: Terms) -> tuple[Item, ...]:
    """Give what making a bundle commits to: to whom, what for, when, and each item by its id."""
    values: dict[str, Json] = {
        "authority": terms.authority,
        "purpose": terms.purpose,
        "reference": report.reference,
        "time": time_value(made.made_at),
    }
    values |= {f"item.{each}": each for each in terms.items}
    salt = bytes(made.salt)
    return tuple(item(salt, deed=OPENS, name=name, value=value) for name, value in values.items())


def items_of_hand_out(made: Disclosure) -> tuple[Item, ...]:
    """Give what handing out a bundle commits to: which one it is."""
    return (item(bytes(made.salt), deed=HANDS_OUT, name="disclosure", value=str(made.id)),)


def phrases_not_there(report: Report, terms: Terms) -> tuple[str, ...]:
    """Give the words to be blacked out that stand in nothing that was chosen."""
    if not terms.phrases:
        return ()
    seal = ReportSeal.of(report)
    texts = [each.content for each in _texts(report, seal, terms)]
    return not_found([*texts, *_chains(chosen_exhibits(report, terms), seal)], terms.phrases)


def chosen_exhibits(report: Report, terms: Terms) -> list[Exhibit]:
    """Give the files of a report that were chosen."""
    exhibits = Exhibit.objects.filter(report_id=report.id).order_by("number")
    return [each for each in exhibits if f"{EXHIBIT}:{each.number}" in terms.items]


def bundle_of(report: Report, made: Disclosure, *, paper: PaperOf) -> Iterator[bytes]:
    """
    Give the bytes of a bundle, piece by piece; everything but the files themselves is read now.

    The first piece needs the paper, so that whoever takes one piece knows that it could be made.

    :raises NotAsTakenInError: a row is not what its leaf took in.
    :raises callpoint.vault.checkpoints.NotConsistentError: the journal was changed.
    """
    seal = ReportSeal.of(report)
    terms = seal.terms(made)
    exhibits = chosen_exhibits(report, terms)
    texts = list(_texts(report, seal, terms))
    entries = _entries(report, made, terms, texts=texts, exhibits=exhibits)
    key = verifier_keys(keyring(), origin=settings.CALLPOINT.journal_origin)[0].line()
    chains = blacked_out(_chains(exhibits, seal), terms.phrases)
    contents = Contents(
        reference=report.reference or "",
        made_at=made.made_at,
        terms=terms,
        texts=tuple(texts),
        chains=chains,
    )
    files = [
        BundleFile(path=f"{PAPER}{report.reference}.pdf", pieces=_later(lambda: paper(contents))),
        *(_text_file(each, entries) for each in texts),
        *(_exhibit_file(each, seal, entries, terms=terms) for each in exhibits),
        BundleFile(
            path="custody.json",
            pieces=[canonical_json(chains) + b"\n"],
        ),
        BundleFile(path="README.txt", pieces=[README.encode()]),
        BundleFile(path="verify.py", pieces=[VERIFIER.read_bytes()]),
    ]
    proof = proof_of(entries, key=key)
    if proof:
        files.append(BundleFile(path="proofs/proof.json", pieces=[canonical_json(asdict(proof)) + b"\n"]))
    return bundle(
        files, _facts(report, made, entries, key=key), sign=lambda said: sign_statement(keyring(), said)
    )


def _facts(report: Report, made: Disclosure, entries: Sequence[Entry], *, key: str) -> Facts:
    return Facts(
        reference=report.reference or "",
        made_at=time_value(made.made_at),
        entries=[asdict(entry) for entry in entries],
        key=key,
    )


def _later(made: Callable[[], bytes]) -> Iterator[bytes]:
    yield made()


def _texts(report: Report, seal: ReportSeal, terms: Terms) -> Iterator[HandedText]:
    """Give the texts that were chosen, each with what was blacked out in it."""
    if ANSWERS in terms.items:
        yield _told(report, seal.answers(report), terms, what=ANSWERS)
    additions = Addition.objects.filter(report=report).order_by("added_at", "id")
    for number, addition in enumerate(additions, start=1):
        if f"{ADDITION}:{addition.id}" in terms.items:
            yield _told(addition, seal.addition(addition), terms, what=ADDITION, number=number)
    messages = Message.objects.filter(report=report).select_related("staff").order_by("sent_at", "id")
    for number, message in enumerate(messages, start=1):
        if f"{MESSAGE}:{message.id}" in terms.items:
            yield _text(
                written(seal.message(message)),
                terms,
                name=f"{MESSAGE}-{number}",
                what=MESSAGE,
                number=number,
                at=message.sent_at,
                who=message.staff.display_name if message.staff else "",
                is_from_service=message.is_from_service,
                questions={},
            )


def _told(
    row: Report | Addition, answers: Answers, terms: Terms, *, what: str, number: int = 1
) -> HandedText:
    """Give answers, of the report or added to it, with the questions in the words they were asked in."""
    at = row.added_at if isinstance(row, Addition) else row.submitted_at or row.created_at
    return _text(
        told(answers, questions_version=row.questions_version),
        terms,
        name=what if what == ANSWERS else f"{what}-{number}",
        what=what,
        number=number,
        at=at,
        who="",
        is_from_service=False,
        questions=questions_asked(row.questions_version),
    )


def _text(content: Json, terms: Terms, **said: Unpack[_Said]) -> HandedText:
    shown = blacked_out(content, terms.phrases)
    is_whole = canonical_json(shown) == canonical_json(content)
    return HandedText(content=content, digest=text_digest(content), shown=shown, is_whole=is_whole, **said)


def _entries(
    report: Report,
    made: Disclosure,
    terms: Terms,
    *,
    texts: Sequence[HandedText],
    exhibits: Sequence[Exhibit],
) -> tuple[Entry, ...]:
    """Give the lines of the log about what is handed over, oldest first, opened no further than that."""
    shown = {each.digest for each in texts if each.is_whole} | {
        file_name_of(each.number) for each in exhibits
    }
    own = [
        *(
            entry_of(report, REDACT, items_of_redaction(report, each), at=each.created_at)
            for each in exhibits
            if each.made_from_id
        ),
        entry_of(report, OPENS, items_of_disclosure(report, made, terms), at=made.made_at),
    ]
    found = (*(_opened_to(entry, shown) for entry in _taken_in(report)), *own)
    kept = [entry for entry in found if {each.name for each in entry.items} - NEVER_LEFT_OUT]
    return tuple(sorted(kept, key=lambda entry: entry.index))


def _taken_in(report: Report) -> tuple[Entry, ...]:
    """Give the lines of all that the reporter sent; none where it was sent before lines committed to anything."""
    try:
        return make_receipt(report_id=report.id, by=reporter(report.id)).receipt.entries
    except OlderThanReceiptsError:
        return ()


def _opened_to(entry: Entry, shown: set[str]) -> Entry:
    """Leave out of a line all that is not handed over: a hash with its salt lets what it hides be guessed."""
    items = (each for each in entry.items if each.name in NEVER_LEFT_OUT | shown or str(each.value) in shown)
    return replace(entry, items=tuple(items))


def entry_of(report: Report, what: str, items: tuple[Item, ...], *, at: datetime) -> Entry:
    """
    Find the line that took something in.

    :raises NotAsTakenInError: none commits to just what is there.
    """
    wanted = set(committed(items))
    for kept in leaves_about(report.id, times=[at]):
        if kept.leaf.what == what and set(kept.leaf.commitments) == wanted:
            return Entry(index=kept.index, body=kept.body.decode(), items=items)
    raise NotAsTakenInError(what)


def _text_file(text: HandedText, entries: Sequence[Entry]) -> BundleFile:
    name = text.name if text.is_whole else f"{text.name}-blacked-out"
    place = (
        _place(entries, lambda each: each.name == "text" and each.value == text.digest)
        if text.is_whole
        else None
    )
    return BundleFile(
        path=f"report/{name}.json",
        pieces=[canonical_json(text.shown)],
        entry=place,
        item="text" if place is not None else "",
    )


def _exhibit_file_name(exhibit: Exhibit, seal: ReportSeal, terms: Terms) -> str:
    """Name a file by its number and what it was called; by its number alone where that has words to black out."""
    name = words_of(seal.key, exhibit).name
    called = plain_stem(name) if blacked_out(name, terms.phrases) == name else ""
    return f"{exhibit.number}{f'-{called}' if called else ''}{ending_of(exhibit.media_type)}"


def _exhibit_file(
    exhibit: Exhibit, seal: ReportSeal, entries: Sequence[Entry], *, terms: Terms
) -> BundleFile:
    name = file_name_of(exhibit.number)
    place = _place(entries, lambda each: each.name == name)
    return BundleFile(
        path=f"exhibits/{_exhibit_file_name(exhibit, seal, terms)}",
        pieces=opened_pieces(exhibit, identity=identity_of(seal.key, exhibit)),
        entry=place,
        item=name if place is not None else "",
    )


def _place(entries: Sequence[Entry], fits: Callable[[Item], bool]) -> int | None:
    for place, entry in enumerate(entries):
        if any(fits(each) for each in entry.items):
            return place
    return None


def _chains(exhibits: Iterable[Exhibit], seal: ReportSeal) -> list[Json]:
    """Give the chain of custody of each file that is handed over."""
    chains: list[Json] = []
    for exhibit in exhibits:
        entries = CustodyEntry.objects.filter(exhibit_id=exhibit.id).order_by("id")
        names = dict(StaffMember.objects.values_list("id", "display_name"))
        origin = exhibit.made_from_id
        made_from = Exhibit.objects.filter(id=origin).first() if origin else None
        chains.append(
            {
                "number": exhibit.number,
                "name": words_of(seal.key, exhibit).name,
                "sha256": exhibit.sha256,
                "bytes": exhibit.size,
                "taken_in_at": time_value(exhibit.created_at),
                "scan": {
                    "state": exhibit.scan,
                    "at": time_value(exhibit.scanned_at) if exhibit.scanned_at else None,
                    "by": exhibit.scanner,
                },
                "drawn_anew_from": made_from.number if made_from else None,
                "done": [
                    {
                        "what": each.what,
                        "by": names.get(each.staff_id or 0, each.by_kind),
                        "at": time_value(each.at),
                        "line_of_the_log": each.leaf,
                    }
                    for each in entries
                ],
            }
        )
    return chains


def proof_of(entries: Sequence[Entry], *, key: str) -> Proof | None:
    """Prove every line against one checkpoint; None while no checkpoint counts them all, which takes a minute."""
    found = [one for entry in entries if (one := inclusion(entry.index))]
    notes = {bytes(one.checkpoint.note).decode() for one in found}
    if len(found) < len(entries) or len(notes) != 1:
        return None
    own = own_signature_only(notes.pop(), key=key)
    return (
        Proof(note=own, paths=tuple(tuple(each.hex() for each in one.hashes) for one in found))
        if own
        else None
    )
