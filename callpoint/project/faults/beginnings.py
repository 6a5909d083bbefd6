"""What write paths begin from: drafts, reports that were sent, files, people; and the deeds that several paths share."""

import secrets
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Final
from uuid import UUID

from django.apps import apps

from callpoint.actions.acting import Actor, ActorKind, newcomer, reporter, system
from callpoint.actions.exhibits import NewExhibit, exhibit_lines, take_in_exhibit
from callpoint.actions.reporting import begin_report, submit
from callpoint.actions.staffing import add_staff_member, password_was_changed
from callpoint.project.faults.paths import Deed, Facts, Tell
from callpoint.records.opened import NoSuchReportError, own_report
from callpoint.rules.access import Badge, Role
from callpoint.rules.way import DECLARATION
from callpoint.vault.errors import VaultError
from callpoint.vault.exhibits import ExhibitWords
from callpoint.vault.intake import Intake, SealedFile
from callpoint.vault.opening import is_kept

NOON: Final = datetime(2026, 11, 21, 12, tzinfo=UTC)
LATER: Final = NOON + timedelta(days=40)
"""In another month: the first draft of a month makes its cohort key."""
STORY: Final = "A man rang and said he was from my bank. I sent him 900 pounds."
FILE: Final = bytes(range(256)) * 600
FILE_SHA256: Final = sha256(FILE).hexdigest()
WORDS: Final = "He rang again this morning from another number."
UNIT: Final = "cyber-and-fraud-desk"


def a_draft() -> Facts:
    """Begin a report."""
    begun = begin_report(
        answers={"story": STORY, "postcode": "S40 1TB"}, language="en", channel="web", by=newcomer(), at=NOON
    )
    return {"report": str(begun.report_id)}


def a_sent_report() -> Facts:
    """Begin a report and send it."""
    facts = a_draft()
    send(facts, silent)
    return facts


def a_draft_with_a_file() -> Facts:
    """Begin a report with an exhibit."""
    facts = a_draft()
    upload(facts, silent)
    facts["exhibit"] = str(exhibit_lines(report_id=id_of(facts))[0].id)
    return facts


def silent(deed: str, value: str) -> None:
    """Tell nobody."""
    del deed, value


def id_of(facts: Facts) -> UUID:
    """Give the report that was prepared."""
    return UUID(facts["report"])


def who(facts: Facts) -> Actor:
    """Give its reporter."""
    return reporter(id_of(facts))


def send(facts: Facts, tell: Tell, *, at: datetime = NOON) -> None:
    """Send a report."""
    reference = submit(
        report_id=id_of(facts),
        answers={DECLARATION: "yes"},
        submit_key="k",
        by=who(facts),
        at=at,
    )
    tell("submit", reference)


def upload(facts: Facts, tell: Tell) -> None:
    """Take a file in by the plain form."""
    with_a_file(facts, FILE, name="call.png")
    tell("upload", FILE_SHA256)


def with_a_file(facts: Facts, content: bytes, *, name: str) -> None:
    """Take a file in and make it an exhibit."""
    take_in_exhibit(
        report_id=id_of(facts),
        new=NewExhibit(file=sealed_file(content), words=ExhibitWords(name=name), send_key="k"),
        by=who(facts),
        at=NOON,
    )


def sealed_file(content: bytes) -> SealedFile:
    """Seal what comes piece by piece as a new file; nothing is left where that fails."""
    # A browser that sends the form once more sends a new file with the old key.
    intake = Intake(UUID(bytes=secrets.token_bytes(16), version=4), most_bytes=10**6)
    try:
        for place in range(0, len(content), 65536):
            intake.write(content[place : place + 65536])
        return intake.finish()
    except VaultError:
        intake.abandon()
        raise


def is_uploaded(facts: Facts, told: str) -> bool:
    """Answer whether the report has the file, and its sealed bytes are those that were kept."""
    [line] = exhibit_lines(report_id=id_of(facts))
    return line.sha256 == told and is_kept(line.id)


def says(facts: Facts, told: str) -> bool:
    """Answer whether a message with these words is among those of the report."""
    return any(told in one.text for one in own_report(id_of(facts)).messages)


def is_gone(facts: Facts, told: str) -> bool:
    """Answer whether the report is not there any more."""
    del told
    try:
        own_report(id_of(facts))
    except NoSuchReportError:
        return True
    return False


def with_an_officer(facts: Facts, *, role: Role, username: str = "asha") -> Facts:
    """Make a member of staff; the newest is the one whom `officer` gives."""
    add_staff_member(
        username=username,
        display_name=username.title(),
        role=role,
        unit=UNIT,
        by=system("faults"),
        at=NOON,
    )
    member = apps.get_model("records", "StaffMember").objects.get(username=username)
    made = facts | {"staff": str(member.pk), "role": role}
    password_was_changed(staff_id=member.pk, by=officer(made), at=NOON)
    return made


def officer(facts: Facts) -> Actor:
    """Give the member of staff."""
    badge = Badge(role=Role(facts["role"]), unit=UNIT)
    return Actor(kind=ActorKind.STAFF, id=facts["staff"], badge=badge)


def a_message(leaf: str) -> Deed:
    """Give what a message leaves behind, whoever wrote it."""
    return Deed(leaf=leaf, posted="message.sent", table="records_message", stands=says)


EXHIBIT: Final = Deed(
    leaf="exhibit.take-in", posted="exhibit.taken-in", table="vault_exhibit", stands=is_uploaded
)
"""What a file leaves behind, on whichever way it came."""
