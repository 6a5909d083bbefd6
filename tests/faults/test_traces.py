"""Nothing that people send is ever written in clear: each write of the service and its children is looked at."""

import re

import pytest

from callpoint.project.faults.disk import Record
from callpoint.project.faults.shim import Kind
from callpoint.project.faults.traced_deeds import DEEDS
from callpoint.project.faults.traces import MARKER, Judge, trace
from tests.faults import planted

pytestmark = pytest.mark.faults

FOLDER = "/dev/shm/t"  # noqa: S108 - a name; nothing is written there
ID = "145756b1-a5b6-47a8-905c-ac27e9655a3c"


def test_a_planted_copy_in_clear_is_seen_and_nothing_else_is_written_in_clear() -> None:
    """One run shows both: the tracer sees what is planted, and all other deeds leave nothing to see."""
    traced = trace(markers=12, plant=f"{planted.__name__}:{planted.a_copy_in_clear.__name__}")
    seen = {re.sub(r"/\S*/planted", "PLANTED", sentence) for sentence in traced.found}
    assert {re.sub(r" \(\d+ times\)", "", sentence) for sentence in seen} == {
        "open: nobody knows of a file PLANTED",
        "create: nobody knows of a file PLANTED",
        "write: nobody knows of a file PLANTED",
        "a marker (as it is) written to PLANTED",
        "a marker (base64 0) written to PLANTED",
    }
    assert (traced.markers >= 12, set(traced.deeds)) == (True, {*DEEDS, "backup"})


def judged(path: str, content: bytes, *, kind: Kind = Kind.WRITE, before: bytes = b"") -> list[str]:
    """What is found where these bytes are written, after those before."""
    judge, place = Judge(FOLDER), 0
    for piece in filter(None, (before, content)):
        judge.look_at(
            Record(kind=kind, number=1, inode=1, offset=place, path=FOLDER + path, second="", content=piece)
        )
        place += len(piece)
    return list(judge.found)


FORMS = {
    "as it is": f"..{MARKER}0001x".encode(),
    "in capitals": f"..{MARKER}0001x".upper().encode(),
    "UTF-16": f"..{MARKER}0001x".encode("utf-16-be"),
    "hexadecimal": f"..{MARKER}0001x".encode().hex().upper().encode(),
    "base64": b"Li5xemFuemliYXJxdXV4MDAwMXg=",
    "base64 further on": b"Li4ucXphbnppYmFycXV1eDAwMDF4",
}


@pytest.mark.parametrize("form", FORMS)
def test_a_marker_is_found_in_every_form(form: str) -> None:
    assert len(judged(f"/var/exhibits/{ID}.part", FORMS[form])) == 1


def test_a_marker_that_lies_across_two_writes_is_found() -> None:
    mark = MARKER.encode()
    assert judged("/var/callpoint.sqlite3-wal", mark[5:], before=b"x" * 99 + mark[:5]) == [
        f"a marker (as it is) written to {FOLDER}/var/callpoint.sqlite3-wal"
    ]


def test_a_file_nobody_knows_and_a_way_nobody_can_follow_are_findings() -> None:
    known = f"/var/exhibits/{ID}.age"
    found = [judged("/spilled", b"pixels"), judged(known, b"", kind=Kind.WRITE), judged(known, b"pixels")]
    streams = [judged(known, b"-", kind=kind) for kind in (Kind.STREAM, Kind.MAP)]
    assert (found, [len(each) for each in streams]) == (
        [[f"write: nobody knows of a file {FOLDER}/spilled"], [], []],
        [1, 1],
    )
