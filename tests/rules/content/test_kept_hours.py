"""What is promised must fit the hours of the unit: a promise that nobody is there to keep is refused, with what to do."""

from pathlib import Path

import pytest

from tests.rules.content.makers import FILES, problems_of, write_files

PROMISE, UNIT = "uk/promises/first-read.yaml", "uk/units/desk.yaml"


def faults(
    folder: Path,
    *,
    hours: str,
    duration: str = "P1D",
    days: str = "working",
    more: str = "",
    bound: str = "receiving unit",
) -> list[str]:
    promise = FILES[PROMISE].replace("bound: this service", f"bound: {bound}")
    promise = promise.replace("P1D", duration).replace("days: working", f"days: {days}")
    unit = FILES[UNIT].replace("Mo-Fr 09:00-17:00", hours) + more
    files = {**FILES, PROMISE: promise, UNIT: unit}
    files["uk/jurisdiction.yaml"] += "holidays: [2026-12-25, 2026-12-28]\n"
    return [
        str(problem) for problem in problems_of(write_files(folder, files)) if "can be shut" in str(problem)
    ]


REFUSED = (
    "content/uk/units/desk.yaml:3: `first-read` gives {} and this unit can be shut all that time. "
    "Give hours that open within it, or count duty time: `days: duty` in your own promises."
)


@pytest.mark.parametrize(
    ("hours", "duration", "days", "is_kept"),
    [
        ("24/7", "PT15M", "calendar", True),
        ("24/7", "PT15M", "duty", True),
        ("Mo-Fr 09:00-17:00; PH off", "PT15M", "calendar", False),
        ("Mo-Fr 09:00-17:00; PH off", "PT15M", "duty", True),
        ("Mo-Fr 09:00-17:00; PH off", "P1D", "working", True),
        ("Mo-Fr 09:00-17:00; PH off", "P3D", "calendar", False),
        ("Mo-Fr 09:00-17:00; PH off", "P5D", "calendar", True),
        ("Mo-Fr 09:00-17:00", "P3D", "calendar", True),
        ("Sa-Su 10:00-12:00", "P1D", "working", False),
        ("Sa-Su 10:00-12:00", "P5D", "working", True),
        ("Mo-Su off", "PT15M", "duty", False),
        ("Mo-Su off", "P28D", "calendar", False),
    ],
)
def test_a_unit_can_keep_what_its_hours_open_for(
    tmp_path: Path, hours: str, duration: str, days: str, *, is_kept: bool
) -> None:
    expected = [] if is_kept else [REFUSED.format(f"{duration} ({days}),")]
    assert faults(tmp_path / "content", hours=hours, duration=duration, days=days) == expected


def test_a_promise_of_another_body_and_a_unit_for_support_are_left_alone(tmp_path: Path) -> None:
    shut = "Mo-Su off"
    assert faults(tmp_path / "a", hours=shut, bound="bank") == []
    assert faults(tmp_path / "b", hours=shut, more="kinds: [group:support]\n") == []


def test_what_is_wrong_otherwise_is_said_there_and_not_here(tmp_path: Path) -> None:
    assert faults(tmp_path / "a", hours="whenever") == []
    assert faults(tmp_path / "b", hours="Mo-Su off", duration="soon") == []
