"""A program that reports, writes and sends files to a deployment until its input ends, and says what it was told is kept.

Each line is one report that was acknowledged, with the moment after its last commit.
"""

import json
import secrets
import sys
from dataclasses import asdict, dataclass
from itertools import count
from threading import Event, Thread
from uuid import uuid4

from callpoint.actions.acting import newcomer, reporter
from callpoint.actions.corresponding import write_to_staff
from callpoint.actions.exhibits import NewExhibit, take_in_exhibit
from callpoint.actions.reporting import begin_report, submit
from callpoint.clock import now
from callpoint.rules.way import DECLARATION
from callpoint.vault.exhibits import ExhibitWords
from callpoint.vault.intake import Intake

MARK = "q7mark"
"""Stands in every text that is typed, and in every file."""


PACE = 0.2
"""Seconds between two reports, so that the backup has some of the machine too."""


@dataclass(frozen=True)
class Acknowledged:
    """What one reporter was told is kept."""

    at: str
    reference: str
    code: str
    story: str
    message: str
    sha256: str
    """Of the file; empty where none was sent."""


def main() -> None:
    """Write until the input ends."""
    stop = Event()
    Thread(target=_wait_for_the_end, args=[stop], daemon=True).start()
    for number in count():
        if stop.wait(PACE):
            return
        sys.stdout.write(json.dumps(asdict(_report(number, has_file=number % 2 == 0))) + "\n")
        sys.stdout.flush()


def _wait_for_the_end(stop: Event) -> None:
    sys.stdin.read()
    stop.set()


def _report(number: int, *, has_file: bool) -> Acknowledged:
    story = f"Story {MARK} {number}: a man rang and I sent 900 pounds."
    told: dict[str, str | list[str]] = {"story": story, "postcode": "S40 1TB", "name": f"name {MARK}"}
    begun = begin_report(answers=told, language="en", channel="web", by=newcomer(), at=now())
    me, sha256 = reporter(begun.report_id), ""
    if has_file:
        intake = Intake(uuid4(), most_bytes=1_000_000)
        intake.write(f"file {MARK} {number} ".encode() + secrets.token_bytes(20_000))
        new = NewExhibit(file=intake.finish(), words=ExhibitWords(name=f"{MARK}.bin"), send_key="1")
        take_in_exhibit(report_id=begun.report_id, new=new, by=me, at=now())
        sha256 = new.file.sha256
    reference = submit(
        report_id=begun.report_id, answers={DECLARATION: "yes"}, submit_key="k", by=me, at=now()
    )
    message = f"Message {MARK} {number}"
    write_to_staff(report_id=begun.report_id, text=message, send_key="1", by=me, at=now())
    return Acknowledged(now().isoformat(), reference, begun.code, story, message, sha256)
