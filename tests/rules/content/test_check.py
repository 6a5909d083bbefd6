"""The check of a day: problems, stale rows, and rows that nobody verified."""

from datetime import date
from pathlib import Path

from callpoint.rules.content.check import check_content, report_lines
from tests.rules.content.makers import FILES, REAL, write_files

CHECKED = date(2026, 11, 21)


def test_a_fresh_sure_content_reports_nothing(tmp_path: Path) -> None:
    root = write_files(tmp_path / "content", FILES)
    lines = list(report_lines(check_content(root, None, CHECKED)))
    assert lines[1:] == ["problems: 0", "stale: 0", "unsure: 0"]


def test_rows_go_stale_after_ninety_days_each_with_its_place(tmp_path: Path) -> None:
    root = write_files(tmp_path / "content", FILES)
    check = check_content(root, None, date(2027, 2, 19))
    assert [str(row) for row in check.stale] == [
        f"content/{file}:1: {name}: stale since 2027-02-19; read the source again"
        for file, name in (
            ("uk/promises/first-read.yaml", "first-read"),
            ("uk/services/fraud-line.yaml", "fraud-line"),
            ("uk/services/rescue.yaml", "rescue"),
            ("world/services/rescue-112.yaml", "rescue-112"),
        )
    ]


def test_what_nobody_verified_is_listed_with_its_line(tmp_path: Path) -> None:
    root = write_files(
        tmp_path / "content",
        {
            **FILES,
            "uk/jurisdiction.yaml": FILES["uk/jurisdiction.yaml"] + "holidays: [2026-12-25]\n",
            "uk/services/rescue.yaml": FILES["uk/services/rescue.yaml"]
            .replace("status: current", "status: unconfirmed")
            .replace("    confidence: seen", "    hours_confidence: conflict\n    confidence: from_memory"),
            "world/countries.yaml": FILES["world/countries.yaml"].replace(
                "'112']}",
                "'112'], reporting: {web: 'https://example.org', source: a list, confidence: from_memory}}",
            ),
        },
    )
    check = check_content(root, None, CHECKED)
    assert [str(row).removeprefix("content/") for row in check.unsure] == [
        "uk/jurisdiction.yaml:7: uk: holidays: from memory, read in no source",
        "uk/services/rescue.yaml:3: rescue: could not confirm that it is still open",
        "uk/services/rescue.yaml:11: rescue: hours of phone 999: sources disagree",
        "uk/services/rescue.yaml:12: rescue: phone 999: from memory, read in no source",
        "world/countries.yaml:5: FR: reporting page: from memory, read in no source",
    ]


def test_problems_are_listed_first_with_their_remedy(tmp_path: Path) -> None:
    root = write_files(tmp_path / "content", {**FILES, "uk/units/desk.yaml": "id: desk\nname: Desk\n"})
    lines = list(report_lines(check_content(root, None, CHECKED)))
    assert lines[1:3] == [
        "problems: 1",
        "  content/uk/units/desk.yaml:1: `duty_hours` is missing. Add a line `duty_hours: …`.",
    ]


def test_a_row_of_a_home_without_jurisdiction_still_goes_stale(tmp_path: Path) -> None:
    root = write_files(
        tmp_path / "content",
        {
            **FILES,
            "common/promises.yaml": "promises:\n"
            "  - {id: later, title: Later, nature: proposed, bound: us, starts: now,\n"
            "     days: calendar, told: A day., stops: It came., source: a test,\n"
            "     checked: 2020-01-01, confidence: seen}\n",
        },
    )
    check = check_content(root, None, CHECKED)
    assert [row.id for row in check.stale] == ["later"]


def test_our_own_content_says_how_little_was_verified() -> None:
    check = check_content(REAL, None, CHECKED)
    assert (check.problems, check.stale, len(check.unsure) > 100) == ((), (), True)
