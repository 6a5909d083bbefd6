"""The write paths of reporters, as their pages write: drafts, sending, files, messages, what is added."""

import secrets
from collections.abc import Mapping
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Final
from uuid import UUID

from django.apps import apps

from callpoint.actions.acting import Actor, newcomer, reporter
from callpoint.actions.adding import add_to_report
from callpoint.actions.corresponding import write_to_staff
from callpoint.actions.exhibits import NewExhibit, exhibit_lines, take_back_exhibit, take_in_exhibit
from callpoint.actions.reporting import answer, begin_report, discard_draft, submit
from callpoint.actions.support_requests import ask_for_support
from callpoint.actions.withdrawing import ask_to_withdraw
from callpoint.project.faults.paths import Deed, Facts, Tell, WritePath
from callpoint.records.keys import keyring
from callpoint.records.opened import NoSuchReportError, own_report
from callpoint.rules.way import DECLARATION
from callpoint.sealing.index import code_hash
from callpoint.vault import folder
from callpoint.vault.errors import VaultError
from callpoint.vault.exhibits import ExhibitWords
from callpoint.vault.intake import Intake
from callpoint.vault.opening import is_kept

NOON: Final = datetime(2026, 11, 21, 12, tzinfo=UTC)
LATER: Final = NOON + timedelta(days=40)
"""In another month: the first draft of a month makes its cohort key."""
STORY: Final = "A man rang and said he was from my bank. I sent him 900 pounds."
FILE: Final = bytes(range(256)) * 600
FILE_SHA256: Final = sha256(FILE).hexdigest()
WORDS: Final = "He rang again this morning from another number."
SUPPORT: Final = "derbyshire-victim-services"


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


def begin(facts: Facts, tell: Tell) -> None:
    """Begin a report, and change an answer of it."""
    begun = begin_report(answers={"story": STORY}, language="en", channel="web", by=newcomer(), at=LATER)
    facts["report"] = str(begun.report_id)
    tell("begin", f"{begun.report_id} {begun.code}")
    change(facts, tell)


def go_on(facts: Facts, told: Mapping[str, str], tell: Tell) -> None:
    """Go on with the draft whose code was shown; begin another where none was."""
    if "begin" in told:
        change(facts | {"report": told["begin"].partition(" ")[0]}, tell)
    else:
        begin(facts, tell)


def is_begun(facts: Facts, told: str) -> bool:
    """Answer whether the draft is there, its words whole, and the code that was shown is its code."""
    del facts
    report_id, _, code = told.partition(" ")
    mine = own_report(UUID(report_id))
    return mine.answers["story"] == STORY and is_code_of(UUID(report_id), code)


def is_code_of(report_id: UUID, code: str) -> bool:
    """Answer whether a code opens a report."""
    found = apps.get_model("records", "Report").objects.filter(code_hash=code_hash(keyring(), code)).first()
    return found is not None and found.pk == report_id


def change(facts: Facts, tell: Tell) -> None:
    """Answer one more question."""
    answer(report_id=id_of(facts), answers={"who": "self"}, by=who(facts), at=LATER)
    tell("answer", facts["report"])


def is_answered(facts: Facts, told: str) -> bool:
    """Answer whether the answer is kept."""
    del facts
    return own_report(UUID(told)).answers.get("who") == "self"


def send(facts: Facts, tell: Tell) -> None:
    """Send a report."""
    reference = submit(
        report_id=id_of(facts),
        answers={DECLARATION: "yes"},
        submit_key="k",
        by=who(facts),
        at=NOON,
    )
    tell("submit", reference)


def is_sent(facts: Facts, told: str) -> bool:
    """Answer whether the report has the reference that was shown."""
    mine = own_report(id_of(facts))
    return (mine.reference, mine.answers["story"]) == (told, STORY)


def upload(facts: Facts, tell: Tell) -> None:
    """Take a file in by the plain form."""
    # A browser that sends the form once more sends a new file with the old key.
    intake = Intake(UUID(bytes=secrets.token_bytes(16), version=4), most_bytes=10**6)
    try:
        for place in range(0, len(FILE), 65536):
            intake.write(FILE[place : place + 65536])
        file = intake.finish()
    except VaultError:
        intake.abandon()
        raise
    take_in_exhibit(
        report_id=id_of(facts),
        new=NewExhibit(file=file, words=ExhibitWords(name="call.png"), send_key="k"),
        by=who(facts),
        at=NOON,
    )
    tell("upload", FILE_SHA256)


def is_uploaded(facts: Facts, told: str) -> bool:
    """Answer whether the report has the file, and its sealed bytes are those that were kept."""
    [line] = exhibit_lines(report_id=id_of(facts))
    return line.sha256 == told and is_kept(line.id)


def a_draft_and_no_folder() -> Facts:
    """Begin a report where no file was ever taken in."""
    facts = a_draft()
    folder.folder().rmdir()
    return facts


def first_upload(facts: Facts, tell: Tell) -> None:
    """
    Take the first file of a service in, after an answer.

    The answer makes the database's log file, and with it SQLite syncs the folder of all: without it, the new folder
    of the vault would be made durable by chance.
    """
    change(facts, silent)
    upload(facts, tell)


def take_back(facts: Facts, tell: Tell) -> None:
    """Take a file back."""
    take_back_exhibit(report_id=id_of(facts), exhibit_id=UUID(facts["exhibit"]), by=who(facts), at=NOON)
    tell("take-back", "")


def is_taken_back(facts: Facts, told: str) -> bool:
    """Answer whether the report has no file."""
    del told
    return exhibit_lines(report_id=id_of(facts)) == ()


def discard(facts: Facts, tell: Tell) -> None:
    """Throw a draft away; one that is gone is thrown away."""
    with suppress(NoSuchReportError):
        discard_draft(report_id=id_of(facts), by=who(facts), at=NOON)
    tell("discard", "")


def is_discarded(facts: Facts, told: str) -> bool:
    """Answer whether the draft is gone."""
    del told
    try:
        own_report(id_of(facts))
    except NoSuchReportError:
        return True
    return False


def message(facts: Facts, tell: Tell) -> None:
    """Write to staff."""
    write_to_staff(report_id=id_of(facts), text=WORDS, send_key="k", by=who(facts), at=NOON)
    tell("message", WORDS)


def says(facts: Facts, told: str) -> bool:
    """Answer whether a message with these words is among those of the report."""
    return any(told in one.text for one in own_report(id_of(facts)).messages)


def withdraw(facts: Facts, tell: Tell) -> None:
    """Ask that it stops."""
    ask_to_withdraw(report_id=id_of(facts), words=WORDS, send_key="k", by=who(facts), at=NOON)
    tell("withdraw", WORDS)


def add(facts: Facts, tell: Tell) -> None:
    """Add an answer after sending."""
    add_to_report(report_id=id_of(facts), answers={"who": "self"}, send_key="k", by=who(facts), at=LATER)
    tell("add", facts["report"])


def support(facts: Facts, tell: Tell) -> None:
    """Ask to be called by a support service."""
    del facts
    taken = ask_for_support(
        told={"way": "call", "contact": "07700 900123", "place": "S40 1TB", "name": "Ann"},
        service=SUPPORT,
        send_key="k",
        language="en",
        by=newcomer(),
        at=NOON,
    )
    tell("support", str(taken.request_id))


REPORTS: Final = (
    WritePath(
        name="draft",
        prepare=a_sent_report,
        run=begin,
        again=go_on,
        deeds={
            "begin": Deed(leaf="report.begin", table="records_report", stands=is_begun, most=3),
            "answer": Deed(leaf="report.answer", stands=is_answered, most=3),
        },
    ),
    WritePath(
        name="answer",
        prepare=a_draft,
        run=change,
        deeds={"answer": Deed(leaf="report.answer", stands=is_answered)},
    ),
    WritePath(
        name="submit",
        prepare=a_draft,
        run=send,
        deeds={"submit": Deed(leaf="report.submit", posted="report.submitted", stands=is_sent)},
    ),
    WritePath(
        name="upload",
        prepare=a_draft,
        run=upload,
        deeds={
            "upload": Deed(
                leaf="exhibit.take-in", posted="exhibit.taken-in", table="vault_exhibit", stands=is_uploaded
            )
        },
    ),
    WritePath(
        name="first-upload",
        prepare=a_draft_and_no_folder,
        run=first_upload,
        deeds={
            "upload": Deed(
                leaf="exhibit.take-in", posted="exhibit.taken-in", table="vault_exhibit", stands=is_uploaded
            )
        },
    ),
    WritePath(
        name="take-back",
        prepare=a_draft_with_a_file,
        run=take_back,
        deeds={"take-back": Deed(leaf="exhibit.take-back", stands=is_taken_back)},
    ),
    WritePath(
        name="discard",
        prepare=a_draft_with_a_file,
        run=discard,
        deeds={"discard": Deed(leaf="report.discard", stands=is_discarded)},
    ),
    WritePath(
        name="message",
        prepare=a_sent_report,
        run=message,
        deeds={
            "message": Deed(
                leaf="message.from-reporter", posted="message.sent", table="records_message", stands=says
            )
        },
    ),
    WritePath(
        name="withdraw",
        prepare=a_sent_report,
        run=withdraw,
        deeds={
            "withdraw": Deed(
                leaf="report.ask-withdraw", posted="message.sent", table="records_message", stands=says
            )
        },
    ),
    WritePath(
        name="add",
        prepare=a_sent_report,
        run=add,
        deeds={
            "add": Deed(
                leaf="report.add", posted="report.added", table="records_addition", stands=is_answered
            )
        },
    ),
    WritePath(
        name="support",
        prepare=a_sent_report,
        run=support,
        deeds={"support": Deed(leaf="support.ask", posted="support.asked", table="records_supportrequest")},
    ),
)
