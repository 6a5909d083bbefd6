"""`callpoint identifiers`: one line out for one in, a table for labelled lines, and bad lines by their number."""

import io
import json
import sys
from pathlib import Path

import pytest

from callpoint.project.command import main

LINE = {"id": "a", "text": "he rang from 07700 900123", "region": "GB"}
FOUND = {
    "kind": "phone",
    "value": "+447700900123",
    "text": "07700 900123",
    "start": 13,
    "end": 25,
    "whose": "suspect",
}


def given(monkeypatch: pytest.MonkeyPatch, lines: bytes) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(lines)))


def labelled(folder: Path, *lines: object) -> str:
    path = folder / "labelled.jsonl"
    path.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    return str(path)


def test_one_line_out_for_one_in(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    given(monkeypatch, json.dumps(LINE).encode() + b'\n\n{"id": "b", "text": "nothing \\ud800"}\n')
    assert main(["identifiers", "--json"]) == 0
    assert [json.loads(line) for line in capsys.readouterr().out.splitlines()] == [
        {"id": "a", "found": [FOUND]},
        {"id": "b", "found": []},
    ]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (b"no JSON", "line 1: not a text to search"),
        (b'{"id": "a"}', "line 1: text is missing"),
        (b'{"id": "a", "text": 7}', "line 1: text and region must be strings"),
        (b"[]", "line 1: not a text to search"),
        (b'{"id": "a", "text": "a", "region": "XX"}', "line 1: no country 'XX'"),
        (b'{"id": ' + b"7" * 5_000 + b', "text": "a"}', "line 1: not a text to search"),
        (b'{"id": 1e999, "text": "a"}', "line 1: not a text to search"),
        (b'{"id": ' + b"[" * 100_000, "line 1: not a text to search"),
        (b"\xff", "line 1: not text in UTF-8"),
    ],
)
def test_a_bad_line_is_named(
    line: bytes, said: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    given(monkeypatch, line)
    assert main(["identifiers", "--json"]) == 2
    assert capsys.readouterr().err.startswith(said)


def test_a_perfect_score_ends_well(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = labelled(tmp_path, {**LINE, "found": [FOUND]}, {"id": "b", "text": "nothing", "found": []})
    assert main(["identifiers", "--score", path]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "kind            there  precision  recall      F1",
        "phone               1      1.000   1.000   1.000",
        "hits in lines that hold nothing: 0 in 1",
        "whose it is: 1.000 right of 1",
    ]


def test_each_mistake_has_its_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = labelled(
        tmp_path,
        {**LINE, "found": []},
        {**LINE, "id": "b", "found": [{**FOUND, "whose": "reporter"}]},
        {"id": "c", "text": "nothing", "found": [{**FOUND, "kind": "email"}]},
    )
    assert main(["identifiers", "--score", path]) == 1
    assert capsys.readouterr().out.splitlines()[-5:] == [
        "hits in lines that hold nothing: 1 in 1",
        "whose it is: 0.000 right of 1",
        "a: phone +447700900123 at 13 to 25 is not there",
        "b: phone +447700900123 at 13 to 25 is reporter's, not suspect's",
        "c: email +447700900123 at 13 to 25 was missed",
    ]


def test_a_label_that_lacks_a_part_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["identifiers", "--score", labelled(tmp_path, {**LINE, "found": [{"kind": "phone"}]})]) == 2
    assert capsys.readouterr().err == "line 1: a label lacks 'value'\n"


def test_a_file_that_is_not_there_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["identifiers", "--score", "/nowhere/lines.jsonl"]) == 2
    assert capsys.readouterr().err.startswith("/nowhere/lines.jsonl cannot be read")


def test_the_id_comes_back_as_it_was(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    ids = [7, 1.5, None, True, "7", ["a", {"b": 1}]]
    given(
        monkeypatch,
        b"\xef\xbb\xbf" + "".join(json.dumps({"id": each, "text": ""}) + "\n" for each in ids).encode(),
    )
    assert main(["identifiers", "--json"]) == 0
    assert [json.loads(line)["id"] for line in capsys.readouterr().out.splitlines()] == ids


def test_a_region_may_be_in_small_letters(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    given(monkeypatch, json.dumps({**LINE, "region": "gb"}).encode())
    assert main(["identifiers", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["found"] == [FOUND]


def test_a_file_without_lines_or_labels_is_no_score(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["identifiers", "--score", labelled(tmp_path)]) == 2
    path = labelled(tmp_path, {**LINE, "found": [FOUND]}, LINE)
    assert main(["identifiers", "--score", path]) == 2
    assert capsys.readouterr().err.splitlines() == [
        f"{path} holds no line to score. Name a file of labelled lines.",
        "line 2: found is missing",
    ]
