"""Going live needs each critical service confirmed by a named person."""

from datetime import date
from pathlib import Path

import pytest

from callpoint.rules.content.load import load_content
from callpoint.rules.content.publish import Blocker, publish_blockers, report_lines
from tests.rules.content.makers import FILES, real_content, write_files

CONFIRMED = "confirmed_by: A. Person\nconfirmed_on: 2026-11-21\n"


def blockers_of(folder: Path, said: str, on: date) -> tuple[Blocker, ...]:
    root = write_files(
        folder / "content",
        {
            **FILES,
            "uk/services/rescue.yaml": FILES["uk/services/rescue.yaml"] + "critical: true\n" + said,
        },
    )
    return publish_blockers(load_content(root), on)


@pytest.mark.parametrize(
    ("said", "on", "why"),
    [
        ("", date(2026, 11, 21), "nobody has confirmed it"),
        (
            CONFIRMED,
            date(2026, 11, 20),
            "confirmed on 2026-11-21, a day yet to come",
        ),
        (CONFIRMED, date(2027, 2, 19), "last confirmed on 2026-11-21, too long ago"),
    ],
)
def test_a_critical_service_without_a_fresh_name_blocks(
    said: str, on: date, why: str, tmp_path: Path
) -> None:
    found = [(one.service, one.name, one.why) for one in blockers_of(tmp_path, said, on)]
    assert found == [("rescue", "Rescue", why)]


def test_a_fresh_name_lets_it_pass(tmp_path: Path) -> None:
    blockers = blockers_of(tmp_path, CONFIRMED, date(2027, 2, 18))
    assert list(report_lines(blockers)) == ["ready: every critical service was confirmed by a named person"]


def test_the_lines_name_each_service_and_what_to_do() -> None:
    lines = report_lines((Blocker("rescue", "Rescue", "nobody has confirmed it"),))
    assert list(lines) == [
        "not ready: 1 critical services must be confirmed",
        "  rescue (Rescue): nobody has confirmed it",
        "Ring or open each one, then write confirmed_by and confirmed_on in its file.",
    ]


def test_our_own_content_was_certified_by_nobody() -> None:
    content = real_content()
    critical = sorted(one.id for one in content.services.values() if one.critical)
    blocked = [one.service for one in publish_blockers(content, date(2026, 11, 21))]
    assert blocked == critical
