"""A table is written whole, or what was there stays."""

import os
from pathlib import Path

import pytest

from callpoint.project.written_whole import UnwrittenError, table_at


def test_a_table_is_there_when_all_went_well(tmp_path: Path) -> None:
    with table_at(tmp_path / "made.csv") as table:
        table.writerow(("a", "b,c"))
    assert {each.name: each.read_text(encoding="utf-8") for each in tmp_path.iterdir()} == {
        "made.csv": 'a,"b,c"\n'
    }


def written_until_full(target: Path) -> None:
    with table_at(target) as table:
        table.writerow(("new",))
        raise OSError(28, "full")


def test_a_failed_run_keeps_the_old_answer_and_names_the_target(tmp_path: Path) -> None:
    target = tmp_path / "made.csv"
    target.write_text("old", encoding="utf-8")
    with pytest.raises(UnwrittenError, match=r"made\.csv cannot be written: full"):
        written_until_full(target)
    assert {each.name: each.read_text(encoding="utf-8") for each in tmp_path.iterdir()} == {"made.csv": "old"}


def test_a_pipe_is_written_as_it_is() -> None:
    reads, writes = os.pipe()
    with table_at(Path(f"/dev/fd/{writes}")) as table:
        table.writerow(("a",))
    os.close(writes)
    with os.fdopen(reads) as read:
        assert read.read() == "a\n"


def test_a_full_disk_names_the_target() -> None:
    with (
        pytest.raises(UnwrittenError, match="/dev/full cannot be written"),
        table_at(Path("/dev/full")) as table,
    ):
        table.writerow(("a",))


def test_a_folder_that_is_not_there_is_said_before_the_work(tmp_path: Path) -> None:
    target = tmp_path / "none" / "made.csv"
    with pytest.raises(UnwrittenError, match=r"made\.csv cannot be written: No such file"), table_at(target):
        pytest.fail("the block is not entered")
