"""A program that comes back to each report of a list with its reference and code, and says what it finds there."""

import hashlib
import json
import sys

from callpoint.actions.acting import newcomer
from callpoint.actions.returning import CodeNotKnownError, come_back
from callpoint.clock import now
from callpoint.records.models import Message, Report
from callpoint.records.sealed import ReportSeal
from callpoint.rules.reference import read_code
from callpoint.vault.exhibits import identity_of
from callpoint.vault.models import Exhibit
from callpoint.vault.opening import opened_pieces


def main() -> None:
    """Read what was acknowledged, a line each, and print what is there of it, with the moment left as it was."""
    for line in sys.stdin:
        told = json.loads(line)
        sys.stdout.write(json.dumps({**told, **_found(told)}) + "\n")


def _found(told: dict[str, str]) -> dict[str, str]:
    try:
        report_id = come_back(
            code=read_code(told["code"]), reference=told["reference"], by=newcomer(), at=now()
        )
    except CodeNotKnownError:
        return {"story": "", "message": "", "sha256": ""}
    report = Report.objects.get(id=report_id)
    seal = ReportSeal.of(report)
    messages = [
        seal.message(message) for message in Message.objects.filter(report=report).order_by("sent_at")
    ]
    exhibit = Exhibit.objects.filter(report_id=report_id).first()
    sha256 = ""
    if exhibit:
        content = b"".join(opened_pieces(exhibit, identity=identity_of(seal.key, exhibit)))
        sha256 = hashlib.sha256(content).hexdigest()
    return {"story": str(seal.answers(report)["story"]), "message": messages[0], "sha256": sha256}
