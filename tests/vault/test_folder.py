"""The folder of sealed files: what nobody owns is found by age, and room is left for reports."""

import os
import shutil
from datetime import timedelta
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from pytest_django import Settings

from callpoint.vault import folder
from tests.makers import at, with_section
from tests.vault.makers import Usage


@pytest.fixture(autouse=True)
def _own_folder(tmp_path: Path, settings: Settings) -> None:
    settings.CALLPOINT_EXHIBITS = tmp_path / "exhibits"


def left(name: str, *, hours_old: float) -> None:
    """Leave a file that was last written some hours before noon."""
    path = folder.folder() / name
    path.write_bytes(b"x")
    written = (at() - timedelta(hours=hours_old)).timestamp()
    os.utime(path, (written, written))


@pytest.mark.django_db
@pytest.mark.database
def test_old_files_without_a_row_are_found_and_no_others() -> None:
    whole, part, young = (UUID(int=number) for number in (1, 2, 3))
    left(f"{whole}.age", hours_old=25)
    left(f"{part}.part", hours_old=25)
    left(f"{young}.part", hours_old=23)
    left("notes.txt", hours_old=25)
    left(f"{uuid4()}.bak", hours_old=25)
    assert list(folder.unowned(before=at(hours=-24))) == [whole, part]


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
