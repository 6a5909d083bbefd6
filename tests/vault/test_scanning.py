"""Scanning by a real clamd: what does harm is found, what is too large is said, and no scanner is no answer."""

import socket
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from callpoint.vault.models import ScanState
from callpoint.vault.scanning import Scanned, ScannerAwayError, scan
from tests.vault.clamd import EICAR, MARK, MOST_STREAM, a_scanner


@pytest.fixture(scope="module")
def scanner(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    with a_scanner(tmp_path_factory.mktemp("clamd")) as place:
        yield place


@pytest.mark.parametrize(
    ("content", "state", "said"),
    [
        (b"a" * 100, ScanState.CLEAN, ""),
        (b"before " * 50_000 + MARK + b" after", ScanState.DANGEROUS, "Callpoint.Test.UNOFFICIAL"),
        (EICAR, ScanState.DANGEROUS, "Eicar-Test.UNOFFICIAL"),
        (b"a" * (MOST_STREAM + 500_000), ScanState.FAILED, "INSTREAM size limit exceeded."),
    ],
    ids=["harmless", "our own mark", "EICAR", "too large"],
)
def test_a_scanner_says_what_a_file_is(scanner: Path, content: bytes, state: ScanState, said: str) -> None:
    pieces = (content[start : start + 65_536] for start in range(0, len(content), 65_536))
    scanned = scan(pieces, at_socket=scanner)
    engine, _, found = scanned.said.partition(" | ")
    assert (scanned.state, engine.split()[0], found) == (state, "ClamAV", said)


def test_no_scanner_is_no_answer(tmp_path: Path) -> None:
    with pytest.raises(ScannerAwayError):
        scan(iter([b"x"]), at_socket=tmp_path / "none")


@pytest.mark.parametrize("answer", [b"", b"ClamAV 1\0", b"stream: odd words\0"])
def test_a_scanner_that_hangs_up_or_talks_nonsense_is_no_answer(tmp_path: Path, answer: bytes) -> None:
    place = tmp_path / "odd"
    with socket.socket(socket.AF_UNIX) as door:
        door.bind(str(place))
        door.listen()

        def answer_twice() -> None:
            for _ in range(2):
                line, _ = door.accept()
                line.recv(65_536)
                line.sendall(answer)
                line.close()

        thread = threading.Thread(target=answer_twice)
        thread.start()
        with pytest.raises(ScannerAwayError):
            scan(iter([b"x"]), at_socket=place)
        thread.join()


def test_what_a_scanner_says_is_cut_to_its_column() -> None:
    assert len(Scanned(state=ScanState.CLEAN, said="x" * 200).said) == 200
