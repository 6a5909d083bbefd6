"""The folder of sealed files: room is left for reports, and what is not there goes without a word."""

import shutil
from pathlib import Path
from uuid import uuid4

import pytest
from pytest_django import Settings

from callpoint.vault import folder
from tests.makers import with_section
from tests.vault.makers import Usage


@pytest.fixture(autouse=True)
def _own_folder(tmp_path: Path, settings: Settings) -> None:
    settings.CALLPOINT_EXHIBITS = tmp_path / "exhibits"


@pytest.mark.parametrize(("free", "fits"), [(100, True), (99, False)])
def test_room_is_left_for_reports(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, free: int, *, fits: bool
) -> None:
    with_section(settings, "exhibits", least_free_bytes=60)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: Usage(1000, 1000 - free, free))
    assert folder.has_room_for(40) is fits


def test_removing_what_is_not_there_is_no_error() -> None:
    folder.remove_files(uuid4())
    assert list(folder.folder().iterdir()) == []
