"""Sweeping the vault's folder: what has no row waits aside, comes back or goes, and nothing where the rows look wrong."""

import os
from datetime import timedelta
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from pytest_django import Settings

from callpoint.vault import folder, sweeping
from callpoint.vault.errors import TooMuchUnownedError
from callpoint.vault.models import Exhibit, ExhibitState, Upload
from callpoint.vault.sweeping import FEW, Swept
from tests.makers import at

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture(autouse=True)
def _own_folder(tmp_path: Path, settings: Settings) -> None:
    settings.CALLPOINT_EXHIBITS = tmp_path / "exhibits"


def left(name: str, *, days_old: float, place: Path | None = None) -> Path:
    """Leave a file that was last written some days before noon."""
    path = (place or folder.folder()) / name
    path.write_bytes(b"x")
    written = (at() - timedelta(days=days_old)).timestamp()
    os.utime(path, (written, written))
    return path


def owned(exhibit_id: UUID | None = None) -> UUID:
    """Make the row of an exhibit."""
    made = Exhibit.objects.create(
        id=exhibit_id or uuid4(),
        report_id=uuid4(),
        number=1,
        salt=b"s",
        state=ExhibitState.KEPT,
        size=1,
        words=b"w",
        identity=b"i",
        send_key=uuid4().hex,
        created_at=at(),
    )
    return made.id


def looked() -> Swept:
    return sweeping.look(before=at(days=-1), out_before=at(days=-28))


def lying() -> set[str]:
    top = folder.folder()
    return {str(file.relative_to(top)) for file in top.rglob("*") if file.is_file()}


def test_old_files_without_a_row_are_found_and_no_others() -> None:
    whole, part, young = (UUID(int=number) for number in (1, 2, 3))
    left(f"{owned()}.age", days_old=9)
    left(f"{whole}.age", days_old=1.1)
    left(f"{part}.part", days_old=1.1)
    left(f"{young}.part", days_old=0.9)
    left("notes.age", days_old=9)
    left(f"{uuid4()}.bak", days_old=9)
    assert looked() == Swept(aside=(whole, part))


def test_a_whole_file_is_set_aside_and_a_part_goes() -> None:
    whole, part, gone = uuid4(), uuid4(), uuid4()
    left(f"{whole}.age", days_old=40)
    left(f"{part}.part", days_old=40)
    sweeping.carry_out(Swept(aside=(whole, part, gone)), at=at())
    assert lying() == {f"swept/{whole}.age"}


def test_what_was_set_aside_waits_for_weeks_from_then_on() -> None:
    owned()
    lost = uuid4()
    left(f"{lost}.age", days_old=400)
    sweeping.carry_out(looked(), at=at(days=-27))
    before = looked()
    sweeping.carry_out(Swept(aside=(lost,)), at=at())
    later = sweeping.look(before=at(), out_before=at(seconds=1))
    sweeping.carry_out(later, at=at())
    assert (before, later, lying()) == (Swept(), Swept(out=(lost,)), set())


def test_what_was_set_aside_comes_back_where_its_row_is_there_again() -> None:
    lost = uuid4()
    left(f"{lost}.age", days_old=99, place=sweeping.swept_folder())
    owned(lost)
    found = looked()
    sweeping.carry_out(found, at=at())
    assert (found, lying()) == (Swept(back=(lost,)), {f"{lost}.age"})


@pytest.mark.parametrize("place", ["", "swept"])
def test_without_any_row_no_whole_file_is_swept(place: str) -> None:
    left(f"{uuid4()}.age", days_old=99, place=sweeping.swept_folder().parent / place)
    with pytest.raises(TooMuchUnownedError) as refused:
        looked()
    assert (refused.value.unowned, refused.value.lying) == (1, 1)


def test_a_part_is_an_exhibit_of_no_database_and_goes_in_any() -> None:
    part = uuid4()
    left(f"{part}.part", days_old=2)
    assert looked() == Swept(aside=(part,))


def left_many(*, lost: int, kept: int) -> None:
    """Leave some files without a row, and some that have one."""
    for exhibit_id in (*(uuid4() for _ in range(lost)), *(owned() for _ in range(kept))):
        left(f"{exhibit_id}.age", days_old=2)


@pytest.mark.parametrize(("lost", "kept"), [(FEW, 1), (FEW + 1, 99)], ids=["a few", "a small share"])
def test_a_few_or_a_small_share_are_swept(lost: int, kept: int) -> None:
    left_many(lost=lost, kept=kept)
    assert len(looked().aside) == lost


def test_more_than_a_few_and_a_notable_share_are_not_swept() -> None:
    left_many(lost=FEW + 1, kept=3)
    with pytest.raises(TooMuchUnownedError) as refused:
        looked()
    assert (refused.value.unowned, refused.value.lying) == (FEW + 1, FEW + 4)


def a_folder_of_parts(upload_id: UUID, *, days_old: float) -> None:
    """Leave the parts of an upload."""
    place = folder.parts_of(upload_id)
    place.mkdir()
    (place / "0.sealed").write_bytes(b"x")
    written = (at() - timedelta(days=days_old)).timestamp()
    os.utime(place, (written, written))


def an_upload_row() -> UUID:
    """Make the row of an upload."""
    upload_id = uuid4()
    Upload.objects.create(
        id=upload_id,
        report_id=uuid4(),
        length=9,
        words=b"w",
        part_key=b"k",
        send_key=upload_id.hex,
        created_at=at(),
        changed_at=at(),
    )
    return upload_id


def test_parts_of_an_upload_without_a_row_go_and_no_others() -> None:
    kept, lost, young = an_upload_row(), uuid4(), uuid4()
    for upload_id, days_old in ((kept, 9), (lost, 1.1), (young, 0.9)):
        a_folder_of_parts(upload_id, days_old=days_old)
    found = looked()
    sweeping.carry_out(found, at=at())
    left_over = {f"uploads/{each}/0.sealed" for each in (kept, young)}
    assert (found, lying()) == (Swept(uploads=(lost,)), left_over)


def test_where_many_uploads_have_no_row_none_is_swept() -> None:
    for _ in range(FEW + 1):
        a_folder_of_parts(uuid4(), days_old=2)
    with pytest.raises(TooMuchUnownedError) as refused:
        looked()
    assert (refused.value.unowned, refused.value.lying) == (FEW + 1, FEW + 1)
