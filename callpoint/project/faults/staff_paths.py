"""The write paths of staff: reading, answering, handing over with a file that is blacked out."""

from collections.abc import Mapping
from datetime import datetime
from hashlib import sha256
from io import BytesIO
from typing import Final

from django.apps import apps
from PIL import Image

from callpoint.actions.corresponding import write_to_reporter
from callpoint.actions.disclosing import bundles_made, hand_out_bundle, item_lines, make_disclosure
from callpoint.actions.reading import open_report
from callpoint.actions.redacting import keep_redaction, open_for_redaction
from callpoint.project.faults.beginnings import (
    LATER,
    WORDS,
    a_draft,
    a_message,
    a_sent_report,
    id_of,
    officer,
    sealed_file,
    send,
    silent,
    with_a_file,
    with_an_officer,
)
from callpoint.project.faults.paths import Deed, Facts, Tell, WritePath
from callpoint.records.opened import own_report
from callpoint.rules.access import Role
from callpoint.rules.disclosing import Terms
from callpoint.vault.opening import is_kept


def a_picture(colour: str) -> bytes:
    """Give a small picture."""
    out = BytesIO()
    Image.new("RGB", (40, 20), colour).save(out, "PNG")
    return out.getvalue()


DRAWN: Final = a_picture("black")


def a_report_to_read() -> Facts:
    """Send a report, and make a member of staff who may read it."""
    return with_an_officer(a_sent_report(), role=Role.ASSESSOR)


def a_report_to_hand_over() -> Facts:
    """Send a report with a picture, and make a member of staff who may hand it over."""
    facts = a_draft()
    with_a_file(facts, a_picture("red"), name="screen.png")
    send(facts, silent)
    return with_an_officer(facts, role=Role.INVESTIGATOR)


def read(facts: Facts, tell: Tell) -> None:
    """Open a report as staff."""
    open_report(report_id=id_of(facts), by=officer(facts), at=LATER)
    tell("read", LATER.isoformat())


def is_read(facts: Facts, told: str) -> bool:
    """Answer whether the first reading is noted."""
    return own_report(id_of(facts)).first_read_at == datetime.fromisoformat(told)


def reply(facts: Facts, tell: Tell) -> None:
    """Write to the reporter as staff."""
    write_to_reporter(report_id=id_of(facts), text=WORDS, send_key="k", by=officer(facts), at=LATER)
    tell("reply", WORDS)


def hand_over(facts: Facts, tell: Tell) -> None:
    """Black a picture out, and make a bundle of that and of the answers."""
    black_out(facts, tell)
    make_bundle(facts, tell)


def go_on(facts: Facts, told: Mapping[str, str], tell: Tell) -> None:
    """Look at the page first, as a person does who was told nothing, and do what is not there yet."""
    del told
    drawn = [line.number for line in item_lines(report_id=id_of(facts)) if line.made_from]
    for number in drawn:
        tell("black-out", str(number))
    if not drawn:
        black_out(facts, tell)
    made = bundles_made(report_id=id_of(facts))
    for one in made:
        tell("bundle", str(one.id))
    if not made:
        make_bundle(facts, tell)


def black_out(facts: Facts, tell: Tell) -> None:
    """
    Black a picture out, as the page does.

    The child that draws writes nothing and takes most of the time: what it gives is sealed here, and drawn beforehand.
    """
    report_id, by = id_of(facts), officer(facts)
    open_for_redaction(report_id=report_id, number=1, by=by, at=LATER)
    file = sealed_file(DRAWN)
    number = keep_redaction(report_id=report_id, number=1, file=file, by=by, at=LATER)
    tell("black-out", str(number))


def is_blacked_out(facts: Facts, told: str) -> bool:
    """Answer whether the file that was drawn anew is there whole, beside the one it was drawn from."""
    exhibits = apps.get_model("vault", "Exhibit").objects.filter(report_id=id_of(facts)).order_by("number")
    original, drawn = exhibits
    return (str(drawn.number), drawn.made_from_id) == (told, original.id) and is_kept(drawn.id)


def a_bare_paper(contents: object) -> bytes:
    """Stand for the paper of a bundle: what is on it is written nowhere."""
    del contents
    return b"%PDF-1.4"


def make_bundle(facts: Facts, tell: Tell) -> None:
    """Make a bundle, and take it along."""
    terms = Terms(authority="Police", purpose="A case", items=("answers", "exhibit:2"), phrases=("my bank",))
    made = make_disclosure(report_id=id_of(facts), terms=terms, by=officer(facts), at=LATER)
    tell("bundle", str(made))
    opened = hand_out_bundle(
        report_id=id_of(facts), disclosure_id=made, paper=a_bare_paper, by=officer(facts), at=LATER
    )
    sha256(b"".join(opened.pieces))


def is_bundled(facts: Facts, told: str) -> bool:
    """Answer whether the bundle stands on the page, with its terms."""
    return [(str(one.id), one.terms.purpose) for one in bundles_made(report_id=id_of(facts))] == [
        (told, "A case")
    ]


STAFF: Final = (
    WritePath(
        name="read",
        prepare=a_report_to_read,
        run=read,
        deeds={"read": Deed(leaf="report.open", stands=is_read, most=3)},
    ),
    WritePath(
        name="reply",
        prepare=a_report_to_read,
        run=reply,
        deeds={"reply": a_message("message.from-staff")},
    ),
    WritePath(
        name="hand-over",
        prepare=a_report_to_hand_over,
        run=hand_over,
        again=go_on,
        deeds={
            "black-out": Deed(
                leaf="exhibit.redact", posted="exhibit.taken-in", table="vault_exhibit", stands=is_blacked_out
            ),
            "bundle": Deed(leaf="bundle.make", table="records_disclosure", stands=is_bundled),
        },
    ),
)
