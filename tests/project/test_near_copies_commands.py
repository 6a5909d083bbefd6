"""The command `near-copies`: every report gets its series, and a bad line is named."""

import json
from pathlib import Path

import pytest

from callpoint.project.command import main

TEXT = "Your parcel is held at our depot, pay the fee of {} pounds at the link to have it brought home"


def written(path: Path, reports: list[dict[str, str]]) -> Path:
    """A file of JSON Lines."""
    path.write_text("".join(json.dumps(report) + "\n" for report in reports), encoding="utf-8")
    return path


def test_every_report_gets_the_first_report_like_it(tmp_path: Path) -> None:
    source = written(
        tmp_path / "texts.jsonl",
        [
            {"id": "one, with a comma", "text": TEXT.format(2)},
            {"id": "b", "text": "something else"},
            {"id": "c", "text": TEXT.format(13)},
        ],
    )
    assert main(["near-copies", "--from", str(source), "--to", str(tmp_path / "series.csv")]) == 0
    assert (tmp_path / "series.csv").read_text(encoding="utf-8").splitlines() == [
        "report,series",
        '"one, with a comma","one, with a comma"',
        "b,b",
        'c,"one, with a comma"',
    ]


@pytest.mark.parametrize(
    "line",
    [
        b"{",
        b"\xff",
        b"[]",
        b'{"id": "b"}',
        b'{"text": "b"}',
        b'{"id": true, "text": "b"}',
        b'{"id": 1, "text": 2}',
        b'{"id": "a", "text": "b"}',
        b'{"id": "\\ud800", "text": "b"}',
        b'{"id": "b", "text": null}',
        b"[" * 100_000,
    ],
)
def test_a_bad_line_is_named(line: bytes, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source = tmp_path / "texts.jsonl"
    source.write_bytes(b'{"id": "a", "text": "a"}\n\n' + line + b"\n")
    ended = main(["near-copies", "--from", str(source), "--to", str(tmp_path / "series.csv")])
    out, err = capsys.readouterr()
    assert (ended, out, "Line 3" in err, (tmp_path / "series.csv").exists()) == (2, "", True, False)


def test_a_file_that_is_not_there_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    missing = tmp_path / "missing.jsonl"
    ended = main(["near-copies", "--from", str(missing), "--to", str(tmp_path / "series.csv")])
    assert (ended, str(missing) in capsys.readouterr().err) == (2, True)


def test_numbers_are_ids_as_they_were_written_and_a_mark_at_the_start_is_none(tmp_path: Path) -> None:
    source = tmp_path / "texts.jsonl"
    source.write_bytes(b'\xef\xbb\xbf{"id": 1.10, "text": "a"}\n{"id": ' + b"7" * 5_000 + b', "text": "b"}\n')
    assert main(["near-copies", "--from", str(source), "--to", str(tmp_path / "series.csv")]) == 0
    assert (tmp_path / "series.csv").read_text(encoding="utf-8").splitlines() == [
        "report,series",
        "1.10,1.10",
        f"{'7' * 5_000},{'7' * 5_000}",
    ]
