"""The write paths of reporters, as their pages write: drafts, sending, files, messages, what is added."""

from collections.abc import Mapping
from contextlib import suppress
from typing import Final
from uuid import UUID

from django.apps import apps

from callpoint.actions.acting import newcomer
from callpoint.actions.adding import add_to_report
from callpoint.actions.corresponding import write_to_staff
from callpoint.actions.exhibits import exhibit_lines, take_back_exhibit
from callpoint.actions.reporting import answer, begin_report, discard_draft
from callpoint.actions.support_requests import ask_for_support
from callpoint.actions.withdrawing import ask_to_withdraw
from callpoint.project.faults.beginnings import (
    EXHIBIT,
    LATER,
    NOON,
    STORY,
    WORDS,
    a_draft,
    a_draft_with_a_file,
    a_message,
    a_sent_report,
    id_of,
    is_gone,
    send,
    silent,
    upload,
    who,
)
from callpoint.project.faults.paths import Deed, Facts, Tell, WritePath
from callpoint.records.keys import keyring
from callpoint.records.opened import NoSuchReportError, own_report
from callpoint.sealing.index import code_hash
from callpoint.vault import folder

SUPPORT: Final = "derbyshire-victim-services"


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


def is_sent(facts: Facts, told: str) -> bool:
    """Answer whether the report has the reference that was shown."""
    mine = own_report(id_of(facts))
    return (mine.reference, mine.answers["story"]) == (told, STORY)


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


def message(facts: Facts, tell: Tell) -> None:
    """Write to staff."""
    write_to_staff(report_id=id_of(facts), text=WORDS, send_key="k", by=who(facts), at=NOON)
    tell("message", WORDS)


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
        deeds={"upload": EXHIBIT},
    ),
    WritePath(
        name="first-upload",
        prepare=a_draft_and_no_folder,
        run=first_upload,
        deeds={"upload": EXHIBIT},
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
        deeds={"discard": Deed(leaf="report.discard", stands=is_gone)},
    ),
    WritePath(
        name="message",
        prepare=a_sent_report,
        run=message,
        deeds={"message": a_message("message.from-reporter")},
    ),
    WritePath(
        name="withdraw",
        prepare=a_sent_report,
        run=withdraw,
        deeds={"withdraw": a_message("report.ask-withdraw")},
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
