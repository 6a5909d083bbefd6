"""The write paths of a file that comes in parts, as a client sends it: begin, part after part, the end; and to drop it."""

import secrets
from collections.abc import Mapping
from typing import Final
from uuid import UUID, uuid4

from django.apps import apps

from callpoint.actions.uploading import (
    NewUpload,
    Whole,
    begin_upload,
    drop_upload,
    finish_upload,
    keep_upload_parts,
    open_upload,
)
from callpoint.project.faults.beginnings import EXHIBIT, FILE, FILE_SHA256, NOON, a_draft, id_of, silent, who
from callpoint.project.faults.paths import Deed, Facts, Tell, WritePath
from callpoint.vault.exhibits import ExhibitWords
from callpoint.vault.uploads import Said, seal_part, seal_whole

PART: Final = len(FILE) // 3


def begin_parts(facts: Facts, tell: Tell) -> None:
    """Begin an upload, and send its first part."""
    said = Said(words=ExhibitWords(name="call.png"))
    begun = begin_upload(
        report_id=id_of(facts),
        new=NewUpload(length=len(FILE), said=said, send_key="k"),
        by=who(facts),
        at=NOON,
    )
    facts["upload"] = str(begun)
    tell("begin", str(begun))
    if not received(facts):
        send_part(facts, tell)


def received(facts: Facts) -> int:
    """Ask how far the upload is, as a client does that comes back."""
    return open_upload(report_id=id_of(facts), upload_id=UUID(facts["upload"]), at=NOON).received


def send_part(facts: Facts, tell: Tell) -> None:
    """Send the next part, from where the upload goes on."""
    found = open_upload(report_id=id_of(facts), upload_id=UUID(facts["upload"]), at=NOON)
    content = FILE[found.received : found.received + PART]
    if found.received + len(content) == len(FILE):
        whole = Whole(file=seal_whole(found, content, exhibit_id=uuid4()), offset=found.received)
        finish_upload(report_id=id_of(facts), upload_id=found.id, whole=whole, by=who(facts), at=NOON)
        tell("upload", FILE_SHA256)
        return
    part = seal_part(found, content, chance=secrets.token_bytes)
    told = keep_upload_parts(report_id=id_of(facts), upload_id=found.id, parts=[part], by=who(facts), at=NOON)
    tell(f"part to {told}", str(told))


def send_in_parts(facts: Facts, tell: Tell) -> None:
    """Send a file in three parts."""
    begin_parts(facts, tell)
    while received(facts) < len(FILE):
        send_part(facts, tell)


def go_on(facts: Facts, told: Mapping[str, str], tell: Tell) -> None:
    """Go on where the service says; a client that finds all of it there needs no answer to its last part."""
    del told
    send_in_parts(facts, tell)
    for end in (PART, 2 * PART):
        tell(f"part to {end}", str(end))
    tell("upload", FILE_SHA256)


def has_come_so_far(facts: Facts, told: str) -> bool:
    """Answer whether so much of the file is here, or all of it; that its parts are there is looked at for all uploads."""
    upload = apps.get_model("vault", "Upload").objects.get(report_id=id_of(facts))
    return bool(upload.received >= int(told))


def has_begun(facts: Facts, told: str) -> bool:
    """Answer whether the upload has the id that was told."""
    return str(apps.get_model("vault", "Upload").objects.get(report_id=id_of(facts)).id) == told


def a_draft_with_a_part() -> Facts:
    """Begin a report, and a file of which the first part comes."""
    facts = a_draft()
    begin_parts(facts, silent)
    return facts


def drop(facts: Facts, tell: Tell) -> None:
    """Drop an upload; one that is gone is dropped."""
    drop_upload(report_id=id_of(facts), upload_id=UUID(facts["upload"]), by=who(facts), at=NOON)
    tell("drop", "")


def is_dropped(facts: Facts, told: str) -> bool:
    """Answer whether there is no upload any more."""
    del told
    return not apps.get_model("vault", "Upload").objects.filter(report_id=id_of(facts)).exists()


PARTS: Final = (
    WritePath(
        name="parts",
        prepare=a_draft,
        run=send_in_parts,
        again=go_on,
        deeds={
            "begin": Deed(leaf="upload.begin", table="vault_upload", stands=has_begun),
            f"part to {PART}": Deed(stands=has_come_so_far),
            f"part to {2 * PART}": Deed(stands=has_come_so_far),
            "upload": EXHIBIT,
        },
    ),
    WritePath(
        name="drop",
        prepare=a_draft_with_a_part,
        run=drop,
        deeds={"drop": Deed(leaf="upload.drop", stands=is_dropped)},
    ),
)
