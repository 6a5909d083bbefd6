"""Files in parts: begun, counted, finished with the exhibit's leaf, dropped, expired, and gone with their draft."""

import secrets
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from pytest_django import DjangoCaptureOnCommitCallbacks, Settings

from callpoint.actions.acting import NotTheReporterError, reporter, system
from callpoint.actions.exhibits import NoFilesHereError, exhibit_lines
from callpoint.actions.reporting import answer, discard_draft
from callpoint.actions.upkeep import discard_old_drafts
from callpoint.actions.uploading import (
    MOST_PARTS,
    NewUpload,
    NoSuchUploadError,
    OffsetMismatchError,
    TooManyPartsError,
    UploadExpiredError,
    Whole,
    begin_upload,
    discard_old_uploads,
    drop_lost_upload,
    drop_upload,
    finish_upload,
    keep_upload_parts,
    open_upload,
    unfinished_uploads,
)
from callpoint.records.opened import NoSuchReportError
from callpoint.sealing.envelope import NotOpenedError
from callpoint.vault import folder
from callpoint.vault.exhibits import ExhibitWords
from callpoint.vault.models import Exhibit, Upload
from callpoint.vault.uploads import OpenUpload, Said, SealedPart, seal_part, seal_whole
from tests.makers import a_draft, a_report, all_kept, at, deeds, posted

pytestmark = [pytest.mark.django_db, pytest.mark.database]

WORDS = ExhibitWords(name="film.mp4", shows="The film")


@pytest.fixture(autouse=True)
def _own_folder(tmp_path: Path, settings: Settings) -> None:
    settings.CALLPOINT_EXHIBITS = tmp_path / "exhibits"


def begun(report_id: UUID, *, length: int = 9, key: str = "") -> OpenUpload:
    """An upload of a report, opened."""
    new = NewUpload(length=length, said=Said(words=WORDS, metadata="filename eA=="), send_key=key)
    upload_id = begin_upload(report_id=report_id, new=new, by=reporter(report_id), at=at())
    return again(report_id, upload_id)


def again(report_id: UUID, upload_id: UUID) -> OpenUpload:
    """The upload as it is now."""
    return open_upload(report_id=report_id, upload_id=upload_id, at=at())


def part_of(upload: OpenUpload, raw: bytes, *before: SealedPart) -> SealedPart:
    return seal_part(upload, raw, before=before, chance=secrets.token_bytes)


def counted(report_id: UUID, upload: OpenUpload, raw: bytes) -> OpenUpload:
    """The upload with one part more."""
    keep_upload_parts(
        report_id=report_id,
        upload_id=upload.id,
        parts=[part_of(upload, raw)],
        by=reporter(report_id),
        at=at(minutes=1),
    )
    return again(report_id, upload.id)


def finished(report_id: UUID, upload: OpenUpload, tail: bytes) -> int:
    """Send the last bytes."""
    file = seal_whole(upload, tail, exhibit_id=uuid4())
    whole = Whole(file=file, offset=upload.received)
    return finish_upload(
        report_id=report_id, upload_id=upload.id, whole=whole, by=reporter(report_id), at=at(minutes=2)
    )


def lying() -> list[str]:
    top = folder.folder()
    return sorted(str(file.relative_to(top)) for file in top.rglob("*") if file.is_file())


def test_the_parts_of_a_file_become_one_exhibit_with_one_leaf_and_then_go(
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    report_id = a_draft().report_id
    before = deeds()
    upload = counted(report_id, counted(report_id, begun(report_id), b"abc"), b"def")
    with django_capture_on_commit_callbacks(execute=True):
        number = finished(report_id, upload, b"ghi")
    line, now_whole = exhibit_lines(report_id=report_id)[0], again(report_id, upload.id)
    assert (number, line.name, line.shows, line.size) == (1, "film.mp4", "The film", 9)
    assert deeds() == [*before, "upload.begin", "exhibit.take-in"]
    assert (now_whole.is_whole, now_whole.parts, upload.is_whole) == (True, 0, False)
    assert (lying(), ("exhibit.taken-in", str(line.id)) in posted()) == ([f"{line.id}.age"], True)
    assert unfinished_uploads(report_id=report_id, at=at()) == ()


def test_unfinished_uploads_are_listed_in_order_with_their_words() -> None:
    report_id = a_draft().report_id
    first, second = begun(report_id, key="1"), begun(report_id, key="2")
    begun(a_draft().report_id)
    Upload.objects.filter(id=second.id).update(created_at=at(hours=1))
    listed = unfinished_uploads(report_id=report_id, at=at())
    assert [(each.id, each.said) for each in listed] == [
        (each.id, Said(words=WORDS, metadata="filename eA==")) for each in (first, second)
    ]
    assert unfinished_uploads(report_id=report_id, at=at(hours=49)) == ()


def test_parts_count_only_where_the_upload_goes_on() -> None:
    report_id = a_draft().report_id
    upload = begun(report_id)
    first, twin = part_of(upload, b"abc"), part_of(upload, b"xyz")
    later = part_of(upload, b"def", first)
    me = reporter(report_id)
    for parts in ([later], [first], [twin]):
        try:
            keep_upload_parts(report_id=report_id, upload_id=upload.id, parts=parts, by=me, at=at())
        except OffsetMismatchError:
            continue
    with pytest.raises(OffsetMismatchError):
        finished(report_id, upload, b"abcdefghi")
    now_there = again(report_id, upload.id)
    assert (now_there.received, now_there.parts, Exhibit.objects.count()) == (3, 1, 0)
    assert finished(report_id, now_there, b"defghi") == 1


def test_there_is_an_end_to_the_number_of_parts() -> None:
    report_id = a_draft().report_id
    upload = begun(report_id)
    Upload.objects.update(parts=MOST_PARTS)
    upload = again(report_id, upload.id)
    with pytest.raises(TooManyPartsError):
        counted(report_id, upload, b"abc")


def test_an_upload_of_another_report_is_not_there_and_only_its_reporter_may_do_anything() -> None:
    report_id, other = a_draft().report_id, a_draft().report_id
    upload = begun(report_id)
    part, before = part_of(upload, b"abc"), all_kept()
    for owner, actor, error in (
        (other, reporter(other), NoSuchUploadError),
        (report_id, reporter(other), NotTheReporterError),
    ):
        with pytest.raises(error):
            keep_upload_parts(report_id=owner, upload_id=upload.id, parts=[part], by=actor, at=at())
    with pytest.raises(NoSuchUploadError):
        open_upload(report_id=other, upload_id=upload.id, at=at())
    drop_upload(report_id=other, upload_id=upload.id, by=reporter(other), at=at())
    assert all_kept() == before


def test_an_upload_of_a_report_that_is_gone_is_not_there() -> None:
    gone = uuid4()
    Upload.objects.create(
        id=gone,
        report_id=gone,
        length=1,
        words=b"",
        part_key=b"",
        send_key="1",
        created_at=at(),
        changed_at=at(),
    )
    with pytest.raises(NoSuchReportError):
        open_upload(report_id=gone, upload_id=gone, at=at())


def test_what_is_sealed_of_an_upload_opens_in_no_other_row() -> None:
    report_id = a_draft().report_id
    first, second = begun(report_id, key="1"), begun(report_id, key="2")
    for column in ("words", "part_key"):
        held = Upload.objects.values_list(column, flat=True)
        Upload.objects.filter(id=second.id).update(**{column: held.get(id=first.id)})
        with pytest.raises(NotOpenedError):
            again(report_id, second.id)


def test_where_the_door_shuts_before_the_last_bytes_no_exhibit_is_made() -> None:
    report_id = a_draft().report_id
    upload = counted(report_id, begun(report_id), b"abc")
    answer(report_id=report_id, answers={"age": "16-17"}, by=reporter(report_id), at=at())
    with pytest.raises(NoFilesHereError):
        finished(report_id, upload, b"defghi")
    assert (again(report_id, upload.id).received, Exhibit.objects.count()) == (3, 0)


def test_an_upload_goes_on_after_the_report_is_sent() -> None:
    report_id = a_report()
    upload = counted(report_id, begun(report_id), b"abc")
    finished(report_id, upload, b"defghi")
    assert {"exhibit.taken-in", "exhibit.added"} <= {name for name, _ in posted()}


def test_an_upload_past_its_time_goes_with_a_leaf_and_a_whole_one_without(
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    report_id = a_draft().report_id
    upload = counted(report_id, begun(report_id, key="1"), b"abc")
    finished(report_id, begun(report_id, key="2"), b"abcdefghi")
    with pytest.raises(UploadExpiredError):
        open_upload(report_id=report_id, upload_id=upload.id, at=at(hours=49))
    before = deeds()
    with django_capture_on_commit_callbacks(execute=True):
        gone = [
            discard_old_uploads(before=at(minutes=minutes), by=system("worker"), at=at())
            for minutes in (0, 9, 9)
        ]
    assert (gone, deeds()) == ([0, 2, 0], [*before, "upload.expire"])
    assert lying() == [f"{Exhibit.objects.get().id}.age"]


@pytest.mark.parametrize("way", ["by its reporter", "by time"])
def test_what_is_on_its_way_goes_with_a_draft_that_is_thrown_away(
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks, way: str
) -> None:
    report_id = a_draft().report_id
    counted(report_id, begun(report_id), b"abc")
    with django_capture_on_commit_callbacks(execute=True):
        if way == "by time":
            discard_old_drafts(before=at(days=1), by=system("worker"), at=at(days=31))
        else:
            discard_draft(report_id=report_id, by=reporter(report_id), at=at())
    assert (lying(), Upload.objects.count()) == ([], 0)


def test_an_upload_that_moved_on_while_its_parts_were_missed_is_not_dropped() -> None:
    report_id = a_draft().report_id
    seen, before = begun(report_id), deeds()
    now = counted(report_id, seen, b"abc")
    with pytest.raises(OffsetMismatchError):
        drop_lost_upload(report_id=report_id, seen=seen, by=reporter(report_id), at=at())
    kept = Upload.objects.count()
    drop_lost_upload(report_id=report_id, seen=now, by=reporter(report_id), at=at())
    assert (kept, Upload.objects.count(), deeds()[len(before) :]) == (1, 0, ["upload.drop"])


def test_a_drop_is_told_by_a_leaf_once() -> None:
    report_id = a_draft().report_id
    upload, before = begun(report_id), deeds()
    for _ in range(2):
        drop_upload(report_id=report_id, upload_id=upload.id, by=reporter(report_id), at=at())
    assert (deeds()[len(before) :], str(Upload(id=upload.id))) == (["upload.drop"], f"upload {upload.id}")
