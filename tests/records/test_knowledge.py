"""Content in force: loaded once, swapped in whole when its files change, kept when the new one is broken."""

import logging
import os
from pathlib import Path

import pytest
from pytest_django import Settings

from callpoint.records import knowledge as shelf
from callpoint.records.knowledge import knowledge, refresh_knowledge
from callpoint.rules.knowledge import Knowledge
from tests.makers import at, with_service

UNIT = "id: night-desk\nname: {name}\nduty_hours: 24/7\nkinds: [group:fraud]\nareas: [derbyshire]\nnote: Made up for a test.\n"


@pytest.fixture
def overlay(tmp_path: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A deployment's own folder of content, on a shelf of its own."""
    (tmp_path / "uk" / "units").mkdir(parents=True)
    with_service(settings, content_overlay=tmp_path)
    monkeypatch.setattr(shelf, "_shelf", shelf._Shelf())  # noqa: SLF001 - a shelf as a new process has it
    return tmp_path / "uk" / "units" / "night-desk.yaml"


def written(file: Path, text: str, *, later: int) -> None:
    file.write_text(text, encoding="utf-8")
    moment = at(days=400, seconds=later).timestamp()
    os.utime(file, (moment, moment))


def test_changed_content_comes_into_force_within_ten_seconds(overlay: Path) -> None:
    written(overlay, UNIT.format(name="Night desk"), later=0)
    first = knowledge()
    refresh_knowledge(at=at())
    assert knowledge() is first
    written(overlay, UNIT.format(name="Late desk"), later=1)
    refresh_knowledge(at=at(seconds=9))
    assert knowledge() is first
    refresh_knowledge(at=at(seconds=10))
    assert knowledge().content.units["night-desk"].name == "Late desk"


def test_broken_content_changes_nothing_and_the_log_says_so_once(
    overlay: Path, caplog: pytest.LogCaptureFixture
) -> None:
    written(overlay, UNIT.format(name="Night desk"), later=0)
    first = knowledge()
    written(overlay, "id: [", later=1)
    with caplog.at_level(logging.WARNING):
        refresh_knowledge(at=at())
        refresh_knowledge(at=at(seconds=30))
    assert knowledge() is first
    assert len(caplog.messages) == 1
    assert "the old stays. Run: callpoint content --check" in caplog.messages[0]


def test_a_process_that_has_loaded_nothing_has_nothing_to_refresh(overlay: Path) -> None:
    written(overlay, "id: [", later=0)
    refresh_knowledge(at=at())
    assert shelf._shelf.held is None  # noqa: SLF001 - nothing was loaded


def test_a_file_that_vanishes_while_it_is_looked_at_changes_nothing(
    overlay: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    written(overlay, UNIT.format(name="Night desk"), later=0)
    first = knowledge()
    stat = Path.stat

    def vanishing(file: Path, *, follow_symlinks: bool = True) -> os.stat_result:
        if file == overlay and not overlay.with_name("gone").exists():
            overlay.rename(overlay.with_name("gone"))
            raise FileNotFoundError(file)
        return stat(file, follow_symlinks=follow_symlinks)

    with monkeypatch.context() as patched:
        patched.setattr(Path, "stat", vanishing)
        written(overlay, UNIT.format(name="Late desk"), later=1)
        refresh_knowledge(at=at())
    assert knowledge() is first
    assert len(caplog.messages) <= 1


def test_nobody_waits_while_changed_content_is_read(overlay: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    written(overlay, UNIT.format(name="Night desk"), later=0)
    first = knowledge()
    written(overlay, UNIT.format(name="Late desk"), later=1)
    load = shelf._load  # noqa: SLF001 - read as ever, but seen from beside it
    free: list[bool] = []

    def load_and_look() -> Knowledge:
        free.append(not shelf._shelf.guard.locked() and knowledge() is first)  # noqa: SLF001 - the lock is what is tested
        return load()

    monkeypatch.setattr(shelf, "_load", load_and_look)
    refresh_knowledge(at=at())
    assert (free, knowledge().content.units["night-desk"].name) == ([True], "Late desk")
