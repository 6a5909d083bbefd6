"""Blacking out by a real child program: confined as a preview is, ended where it stands still, and only a few at once."""

import json
import os
import threading
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from uuid import uuid4

import pytest

from callpoint.rules.disclosing import Box
from callpoint.vault import previewing, redacting
from callpoint.vault.intake import SealedFile
from callpoint.vault.redacting import NotRedactedError, RedactorBusyError, redacted
from tests.vault.files import a_picture

BOX = Box(page=1, left=0, top=0, width=50, height=50)


def drawn(pieces: Iterator[bytes]) -> SealedFile:
    return redacted(pieces, media_type="image/png", boxes=[BOX], as_id=uuid4())


@pytest.fixture
def liar(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A program in the place of the child; the test writes what it does."""
    monkeypatch.setenv("PYTHONPATH", f"{tmp_path}:{os.environ.get('PYTHONPATH', '')}")
    monkeypatch.setattr("callpoint.vault.redacting.redactor.__name__", "lying_redactor")
    return tmp_path / "lying_redactor.py"


def test_the_child_is_confined_before_it_reads_a_byte_and_knows_little_of_the_environment(
    liar: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    liar.write_text(
        "import json, os, resource, sys\n"
        "from callpoint.vault import redactor\n"
        "def look(content):\n"
        "    limits = [resource.getrlimit(each)[1] for each in (resource.RLIMIT_NOFILE, resource.RLIMIT_FSIZE)]\n"
        "    told = {'limits': limits, 'spied': 'CALLPOINT_SPIED' in os.environ}\n"
        "    sys.stdout.write(json.dumps(told)); sys.stdout.flush(); os._exit(0)\n"
        "redactor._pixels = look\n"
        "redactor.main()\n"
    )
    monkeypatch.setenv("CALLPOINT_SPIED", "secret")
    said = json.dumps({"limits": [3, 0], "spied": False}).encode()
    assert drawn(iter([a_picture()])).sha256 == sha256(said).hexdigest()


def test_a_child_that_stands_still_is_ended(liar: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(redacting, "LONGEST_SECONDS", 0.2)
    liar.write_text("import threading\nthreading.Event().wait()")
    with pytest.raises(NotRedactedError):
        drawn(iter([b"x" * 1_000_000]))


def test_blacking_out_shares_its_places_with_previews(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(previewing, "LONGEST_WAIT_SECONDS", 0.01)
    monkeypatch.setattr(previewing, "_places", threading.BoundedSemaphore(1))
    with previewing.one_of_few(), pytest.raises(RedactorBusyError):
        drawn(iter([a_picture()]))
    assert drawn(iter([a_picture()])).media_type == "image/png"
