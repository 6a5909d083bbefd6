"""`callpoint series` on files."""

import csv
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

from callpoint.project.commands import run

ROWS = "report,kind,value\nb,phone,1\nc,phone,1\na,phone,2\nlone,,\n"


def series(tmp_path: Path, text: str | bytes, name: str = "rows.csv") -> tuple[int, str]:
    source = tmp_path / name
    source.write_bytes(text if isinstance(text, bytes) else text.encode())
    target = tmp_path / "series.csv"
    code = run(["series", "--from", str(source), "--to", str(target), "--hubs", str(tmp_path / "hubs.csv")])
    return code, target.read_text(encoding="utf-8") if target.exists() else ""


def joined(text: str) -> list[set[str]]:
    """Return the series of two reports or more."""
    groups: dict[str, set[str]] = {}
    for line in text.splitlines()[1:]:
        report, name = line.split(",")
        groups.setdefault(name, set()).add(report)
    return [group for group in groups.values() if len(group) > 1]


def test_every_report_comes_out_once_in_its_series(tmp_path: Path) -> None:
    code, text = series(tmp_path, ROWS)
    assert (code, [line.split(",")[0] for line in text.splitlines()], joined(text)) == (
        0,
        ["report", "a", "b", "c", "lone"],
        [{"b", "c"}],
    )


def test_the_order_of_the_lines_changes_nothing(tmp_path: Path) -> None:
    head, *lines = ROWS.splitlines(keepends=True)
    assert series(tmp_path, ROWS) == series(tmp_path, head + "".join(reversed(lines)))


def test_the_same_value_of_another_kind_is_another_value(tmp_path: Path) -> None:
    assert joined(series(tmp_path, "report,kind,value\na,phone,1\nb,card,1\n")[1]) == []


def test_parquet_gives_the_same(tmp_path: Path) -> None:
    expected = series(tmp_path, ROWS)
    parquet = tmp_path / "rows.parquet"
    duckdb.connect().read_csv(str(tmp_path / "rows.csv"), all_varchar=True).write_parquet(str(parquet))
    assert series(tmp_path, parquet.read_bytes(), name="rows.parquet") == expected


def test_another_engine_gives_the_same(tmp_path: Path) -> None:
    lines = [f"r{number},phone,{number % 7 + 7 * (number % 3)}\n" for number in range(120)]
    lines += [f"r{number},email,{number % 7}\n" for number in range(120)]
    expected = series(tmp_path, "report,kind,value\n" + "".join(lines))
    hubs = (tmp_path / "hubs.csv").read_bytes()
    again = [str(tmp_path / name) for name in ("rows.csv", "other.csv", "other-hubs.csv")]
    words = ["series", "--engine", "duckdb", "--from", again[0], "--to", again[1], "--hubs", again[2]]
    assert (run(words), Path(again[1]).read_text(encoding="utf-8"), Path(again[2]).read_bytes()) == (
        *expected,
        hubs,
    )


def test_without_its_library_an_engine_is_refused_in_words_and_nothing_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("pyspark", "pyspark.errors", "pyspark.sql"):
        monkeypatch.setitem(sys.modules, name, None)
    source, target = tmp_path / "rows.csv", tmp_path / "series.csv"
    source.write_text(ROWS, encoding="utf-8")
    code = run(["series", "--engine", "spark", "--from", str(source), "--to", str(target)])
    said = capsys.readouterr().err.splitlines()[-1]
    assert (code, said, target.exists()) == (
        2,
        "callpoint series: --engine spark needs pyspark: install callpoint[spark]",
        False,
    )


def test_a_hub_is_listed_with_its_reason(tmp_path: Path) -> None:
    series(tmp_path, "report,kind,value\n" + "".join(f"r{number},phone,1\n" for number in range(60)))
    assert (tmp_path / "hubs.csv").read_text(encoding="utf-8") == (
        "kind,value,reports,why\n"
        "phone,1,60,These 60 reports share nothing else. So many are not joined by one value alone.\n"
    )


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("report,kind\na,phone\n", "line 1: no column value"),
        ("report,kind,value\na,phone,1\n,phone,1\n", "line 3: no report"),
        ("report,kind,value\na,phone,1\nb,1\n", "line 3: 2 fields where the first line has 3"),
        (b"report,kind,value\na,phone,\xff\n", "line 2 is not UTF-8"),
        ('report,kind,value\na,"phone,1\n', "line 2: unexpected end of data"),
        (
            "report,kind,value\na,phone,1\nb,phone,1,2\nc,phone,1\n",
            "line 3: 4 fields where the first line has 3",
        ),
        ("report,kind,value\na,phone,1,2\nc,phone,1,2\n", "line 2: 4 fields where the first line has 3"),
        ("report,kind,value,value\na,phone,1,2\n", "line 1: 2 columns are named value"),
        ("", "line 1: no column report"),
    ],
)
def test_bad_input_is_named_by_its_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str | bytes, said: str
) -> None:
    code, _ = series(tmp_path, text)
    assert (code, said in capsys.readouterr().err) == (2, True)


def test_no_line_is_taken_for_a_comment(tmp_path: Path) -> None:
    text = (
        "report,kind,value\n#a,handle,#scam\n#b,handle,#scam\nc,handle,x#y\n# d,handle,x#y\n#,#,#\n\n"
        '"e ""one""",handle,"#,\n#"\nf,handle,"#,\n#"\n'
    )
    assert every_series(series(tmp_path, text)[1]) == {
        frozenset({"#a", "#b"}),
        frozenset({"c", "# d"}),
        frozenset({"#"}),
        frozenset({'e "one"', "f"}),
    }


def every_series(text: str) -> set[frozenset[str]]:
    """Return all series of a file whose names may hold anything."""
    groups: dict[str, set[str]] = {}
    for report, name in list(csv.reader(text.splitlines()))[1:]:
        groups.setdefault(name, set()).add(report)
    return {frozenset(group) for group in groups.values()}


def test_columns_stand_in_any_order_beside_others(tmp_path: Path) -> None:
    text = "\ufeffnote,value,Report,report,kind\nx,1,y,a,phone\n#,1,z,b,phone\n"
    assert joined(series(tmp_path, text)[1]) == [{"a", "b"}]


def test_a_long_value_is_read(tmp_path: Path) -> None:
    text = f"report,kind,value\na,url,{'x' * 3_000_000}\nb,url,{'x' * 3_000_000}\n"
    assert joined(series(tmp_path, text)[1]) == [{"a", "b"}]


def test_the_name_of_a_file_is_no_pattern(tmp_path: Path) -> None:
    (tmp_path / "okay.csv").write_text("report,kind,value\nother,phone,1\n", encoding="utf-8")
    assert [
        series(tmp_path, "report,kind,value\na,phone,1\n", name=name)[1] for name in ("ok*.csv", "[o]k?y.csv")
    ] == ["report,series\na,a\n"] * 2


def test_a_pattern_of_names_is_no_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "okay.csv").write_text("report,kind,value\na,phone,1\n", encoding="utf-8")
    code = run(["series", "--from", str(tmp_path / "ok*.csv"), "--to", str(tmp_path / "to.csv")])
    assert (code, "there is no such file" in capsys.readouterr().err) == (2, True)


def test_a_row_of_parquet_without_a_report_is_said_so(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    values = "select * from (values ('a', 'phone', '1'), (null, 'phone', '1')) as t(report, kind, value)"
    duckdb.sql(f"copy ({values}) to '{tmp_path / 'made.parquet'}' (format parquet)")
    code, _ = series(tmp_path, (tmp_path / "made.parquet").read_bytes(), name="rows.parquet")
    assert (code, "a row names no report" in capsys.readouterr().err) == (2, True)


def test_a_small_file_is_answered_without_numba(tmp_path: Path) -> None:
    (tmp_path / "rows.csv").write_text(ROWS, encoding="utf-8")
    asked = ["series", "--from", str(tmp_path / "rows.csv"), "--to", str(tmp_path / "series.csv")]
    code = f"import sys; from callpoint.project.command import main; print(main({asked!r}), 'numba' in sys.modules)"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout == "0 False\n"


def test_a_file_that_is_not_there_is_bad_input(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code = run(["series", "--from", str(tmp_path / "none.csv"), "--to", str(tmp_path / "to.csv")])
    assert (code, "there is no such file" in capsys.readouterr().err) == (2, True)


def test_what_is_on_a_list_joins_nothing_and_is_listed_with_it(tmp_path: Path) -> None:
    text = (
        "report,kind,value\na,domain,bit.ly\nb,domain,bit.ly\nb,url,https://bit.ly/3xYz\nc,url,https://bit.ly/3xYz\n"
        "c,phone,+443001232040\nd,phone,+443001232040\nd,domain,gmail.com\n"
    )
    assert joined(series(tmp_path, text)[1]) == [{"b", "c"}]
    assert (tmp_path / "hubs.csv").read_text(encoding="utf-8").splitlines()[1:] == [
        "domain,bit.ly,2,On the list shorteners: anybody may name it.",
        "phone,+443001232040,2,On the list services: anybody may name it.",
    ]
