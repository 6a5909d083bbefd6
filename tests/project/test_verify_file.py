"""`callpoint verify FILE`: the same program as reporters get, by the command."""

from pathlib import Path

import pytest

from callpoint.project.commands import run
from tests.verifier.makers import FIRST_FILES, Log, a_bundle, a_copy, a_receipt, written_to


def test_a_receipt_is_checked_with_all_that_is_given_beside_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    log = Log()
    receipt = written_to(tmp_path, "r.json", a_receipt(log).file())
    photo = written_to(tmp_path, "photo.jpg", FIRST_FILES["photo.jpg"])
    copy, note = written_to(tmp_path, "c.json", a_copy()), written_to(tmp_path, "note", log.note(12))
    beside = ["--copy", copy, "--key", log.key.line(), "--checkpoint", note]
    code, said = run(["verify", receipt, photo, *beside]), capsys.readouterr()
    wanted = ("It holds.\n", "photo.jpg, byte for byte", "The copy holds 3 text(s)", "of the same history")
    assert (code, [words for words in wanted if words not in said.out], said.err) == (0, [], "")


def test_a_changed_bundle_ends_with_1(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    bundle = a_bundle()
    bundle.files["custody.txt"] = b"never opened, I swear it was so\n"
    code, said = run(["verify", written_to(tmp_path, "b.zip", bundle.packed())]), capsys.readouterr()
    words = "DOES NOT HOLD. custody.txt is not the file that the manifest lists.\n"
    assert (code, said.out) == (1, words)


def test_a_file_that_is_none_ends_with_2(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, said = run(["verify", written_to(tmp_path, "-x.txt", b"hello")]), capsys.readouterr()
    assert (code, said.out, said.err.startswith("This is no receipt")) == (2, "", True)
