"""A reporter's receipt on a page, on paper and as a file, and the program and the key that check it."""

import logging
from dataclasses import replace
from pathlib import Path

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from callpoint.actions.acting import reporter
from callpoint.actions.receipts import (
    NotAsTakenInError,
    OlderThanReceiptsError,
    make_receipt,
    with_proof,
)
from callpoint.clock import now
from callpoint.formats.paper import Block, Fact, Facts, Heading, Text
from callpoint.pages.access import Audience, opens_to
from callpoint.pages.attachments import attachment
from callpoint.pages.filters import moment
from callpoint.pages.public.reporting import Held, held
from callpoint.pages.shown import HashLine, ReceiptView
from callpoint.pages.sizes import size_words
from callpoint.rules.receipt import SignedReceipt, in_groups
from callpoint.vault.checkpoints import JournalNotWholeError

log = logging.getLogger(__name__)
CHECKER = Path(__file__).resolve().parents[2] / "verifier" / "callpoint_verify.py"
"""Handed out as it lies there; nothing of ours imports it."""
RECEIPT_NAME, CHECKER_NAME = "my-receipt.json", "checker.py"
"""Neutral: others may see what lies on a device."""


def receipt_view(mine: Held) -> ReceiptView | None:
    """Give the receipt as a page shows it; None for a draft, and for a report that is older than receipts."""
    if not mine.report.reference:
        return None
    empty = ReceiptView(
        received_at=mine.report.submitted_at or now(),
        file_url=reverse("receipt"),
        checker_url=reverse("checker"),
        key_url=reverse("checkpoint_key"),
        command=("python3", CHECKER_NAME, RECEIPT_NAME),
        key_option="--key",
    )
    try:
        signed = _made(mine)
    except OlderThanReceiptsError:
        return None
    except NotAsTakenInError:
        return replace(empty, problem=_("We could not make your receipt. Please tell us so in a message."))
    return replace(
        empty,
        lines=_lines(signed),
        count=len(signed.receipt.entries),
        first_line=signed.receipt.entries[0].index,
        fingerprint=in_groups(signed.fingerprint),
    )


def _made(mine: Held) -> SignedReceipt:
    try:
        return make_receipt(report_id=mine.report.id, by=reporter(mine.report.id))
    except NotAsTakenInError as error:
        log.exception("A row is not what its leaf took in: %s", error.what)
        raise


def _lines(signed: SignedReceipt) -> tuple[HashLine, ...]:
    """Give the files and the text with their hashes, in groups that can be compared by eye."""
    files = (
        HashLine(name=file.name, size=size_words(file.bytes), groups=in_groups(file.sha256))
        for file in signed.receipt.files
    )
    text = HashLine(name=_("The text of your report"), groups=in_groups(signed.receipt.text))
    return (*files, text)


def receipt_blocks(mine: Held) -> tuple[Block, ...]:
    """Give the receipt as part of a paper; nothing where there is none."""
    seen = receipt_view(mine)
    if seen is None or seen.problem:
        return ()
    rows = [
        Fact(
            term=f"{line.name}\n{line.size}" if line.size else line.name,
            value=_("SHA-256:") + " " + " ".join(line.groups),
        )
        for line in seen.lines
    ]
    rows.insert(0, Fact(term=_("We got it at"), value=moment(seen.received_at)))
    rows.append(Fact(term=_("First line in our log"), value=str(seen.first_line)))
    rows.append(Fact(term=_("Our signature, in short"), value=" ".join(seen.fingerprint)))
    return (
        Heading(text=_("Your receipt")),
        Text(
            text=_(
                "It says what you sent and when. With it, anyone can check later that nothing was changed."
            )
        ),
        Facts(term=_("What we got"), value=_("What belongs to it only"), rows=tuple(rows)),
    )


@opens_to(Audience.REPORTER)
@require_safe
def receipt(request: HttpRequest) -> HttpResponse:
    """
    Give the receipt as a file, with the proof where a checkpoint covers it.

    Where the journal does not lead to its checkpoint there is none, and the receipt holds by its signature alone.
    """
    mine = held(request)
    if mine is None:
        return redirect("begin")
    if not mine.report.reference:
        return redirect("check")
    try:
        signed = _made(mine)
    except (OlderThanReceiptsError, NotAsTakenInError):
        return redirect("own_report")
    return attachment(_proved(signed).file(), name=RECEIPT_NAME, kind="application/json")


def _proved(signed: SignedReceipt) -> SignedReceipt:
    try:
        return with_proof(signed=signed)
    except JournalNotWholeError as error:
        log.exception("The journal does not lead to its checkpoint: leaf %s", error.index)
        return signed


@opens_to(Audience.ANYONE)
@require_safe
def checker(_request: HttpRequest) -> HttpResponse:
    """Give the program that checks a receipt: the same for everybody."""
    return attachment(CHECKER.read_bytes(), name=CHECKER_NAME, kind="text/x-python; charset=utf-8")
