"""Exhibits: taken in once, described, taken back, opened with a leaf, swept, and gone with their draft."""

import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from pytest_django import DjangoCaptureOnCommitCallbacks, Settings

from callpoint.actions.acting import NotTheReporterError, newcomer, reporter, system
from callpoint.actions.exhibits import (
    ExhibitLine,
    NewExhibit,
    NoFilesHereError,
    NoSuchExhibitError,
    StaysError,
    TooManyFilesError,
    describe_exhibit,
    exhibit_lines,
    take_back_exhibit,
    take_in_exhibit,
)
from callpoint.actions.opening import open_exhibit
from callpoint.actions.reading import open_report
from callpoint.actions.reporting import discard_draft
from callpoint.actions.upkeep import discard_old_drafts
from callpoint.records.models import Report
from callpoint.records.opened import NoSuchReportError
from callpoint.rules.access import NotAllowedError, Role
from callpoint.vault import folder
from callpoint.vault.errors import ExhibitChangedError, ExhibitMissingError
from callpoint.vault.exhibits import ExhibitWords
from callpoint.vault.models import Exhibit
from tests.makers import (
    OTHER_DESK,
    a_draft,
    a_report,
    all_kept,
    an_actor,
    at,
    deeds,
    leaves,
    posted,
    with_section,
)
from tests.vault.makers import a_sealed_file

pytestmark = [pytest.mark.django_db, pytest.mark.database]

THREAT_STORY = "They will send my naked pictures to my family if I do not pay."
WORDS = ExhibitWords(name="chat.txt", shows="The chat", taken="May", original="On my phone")


@pytest.fixture(autouse=True)
def _own_folder(tmp_path: Path, settings: Settings) -> None:
    settings.CALLPOINT_EXHIBITS = tmp_path / "exhibits"


def taken_in(
    report_id: UUID,
    content: bytes = b"Hello from the other side",
    *,
    words: ExhibitWords = WORDS,
    key: str = "1",
) -> int:
    new = NewExhibit(file=a_sealed_file(content), words=words, send_key=key)
    return take_in_exhibit(report_id=report_id, new=new, by=reporter(report_id), at=at())


def newest_id() -> UUID:
    """The id of the exhibit that came last."""
    return Exhibit.objects.order_by("-number").values_list("id", flat=True)[0]


def files() -> list[str]:
    return sorted(file.name for file in folder.folder().iterdir())


def a_line(
    *, name: str = "chat.txt", shows: str = "The chat", taken: str = "May", original: str = "On my phone"
) -> ExhibitLine:
    """The line of the file that `taken_in` makes."""
    (kept,) = Exhibit.objects.all()
    said = ExhibitLine(id=kept.id, number=1, name=name, size=25, sha256=kept.sha256, shows=shows)
    return replace(said, taken=taken, original=original, media_type="text/plain")


@pytest.mark.parametrize("is_sent", [False, True], ids=["draft", "sent"])
def test_a_file_becomes_an_exhibit_with_one_leaf_and_its_outbox_rows(*, is_sent: bool) -> None:
    report_id = a_report() if is_sent else a_draft().report_id
    before = len(leaves())
    assert taken_in(report_id) == 1
    (exhibit,) = Exhibit.objects.all()
    assert exhibit_lines(report_id=report_id) == (a_line(),)
    assert str(exhibit) == f"exhibit {exhibit.id}"
    assert (exhibit.state, exhibit.source, exhibit.media_type, exhibit.created_at) == (
        "kept",
        "web",
        "text/plain",
        at(),
    )
    leaf = leaves()[-1]
    assert (leaf.what, leaf.object_id, [row.table for row in leaf.rows]) == (
        "exhibit.take-in",
        str(report_id),
        ["vault_exhibit", "records_report"],
    )
    told = ("exhibit.taken-in", "exhibit.to-scan", *(["exhibit.added"] if is_sent else []))
    new = {row for row in posted() if row[1] == str(exhibit.id)}
    assert (len(leaves()), new) == (before + 1, {(name, str(exhibit.id)) for name in told})


def test_the_same_file_with_the_same_key_is_there_once() -> None:
    report_id = a_draft().report_id
    taken_in(report_id)
    before, lying = all_kept(), files()
    assert (taken_in(report_id), all_kept(), files()) == (1, before, lying)


def test_another_file_or_another_key_is_another_exhibit() -> None:
    report_id = a_draft().report_id
    assert [taken_in(report_id), taken_in(report_id, b"more"), taken_in(report_id, key="2")] == [1, 2, 3]


def test_adding_a_file_keeps_a_draft_alive() -> None:
    report_id = a_draft(when=at(days=-29)).report_id
    taken_in(report_id)
    assert Report.objects.get(id=report_id).changed_at == at()


@pytest.mark.parametrize(
    ("story", "age"),
    [
        ("I am 15. A boy online wants money or he sends my naked pictures around.", ""),
        (THREAT_STORY, "adult"),
    ],
)
def test_where_no_file_may_come_in_none_does(story: str, age: str) -> None:
    report_id = a_draft(story=story, age=age).report_id
    before = all_kept()
    with pytest.raises(NoFilesHereError):
        taken_in(report_id)
    assert all_kept() == before


def test_an_adults_word_given_beside_the_answers_lets_a_screenshot_in() -> None:
    report_id = a_report(story=THREAT_STORY, age="adult")
    new = NewExhibit(file=a_sealed_file(), words=WORDS, send_key="1", word="yes")
    assert take_in_exhibit(report_id=report_id, new=new, by=reporter(report_id), at=at()) == 1


def test_more_files_than_a_report_may_have_are_refused(settings: Settings) -> None:
    with_section(settings, "exhibits", most_files=1)
    report_id = a_draft().report_id
    taken_in(report_id)
    before = all_kept()
    with pytest.raises(TooManyFilesError) as refused:
        taken_in(report_id, b"more")
    assert (refused.value.most, all_kept()) == (1, before)


def test_nobody_adds_a_file_to_the_report_of_another() -> None:
    report_id = a_draft().report_id
    new = NewExhibit(file=a_sealed_file(), words=WORDS, send_key="1")
    with pytest.raises(NotTheReporterError):
        take_in_exhibit(report_id=report_id, new=new, by=newcomer(), at=at())
    with pytest.raises(NoSuchReportError):
        taken_in(uuid4())


def test_words_that_are_too_long_or_no_text_cost_nobody_a_file() -> None:
    report_id = a_draft().report_id
    taken_in(report_id, words=ExhibitWords(name="n" * 600, shows="a\0b\ud800c"))
    (line,) = exhibit_lines(report_id=report_id)
    assert (len(line.name), line.shows) == (500, "a\N{REPLACEMENT CHARACTER}b?c")


class TestDescribing:
    """What is said of a file can be said later, until the report is sent."""

    def test_words_change_and_the_name_stays(self) -> None:
        report_id = a_draft().report_id
        taken_in(report_id)
        words = ExhibitWords(name="another.txt", shows="Something else")
        describe_exhibit(
            report_id=report_id, exhibit_id=newest_id(), words=words, by=reporter(report_id), at=at()
        )
        assert exhibit_lines(report_id=report_id) == (a_line(shows="Something else", taken="", original=""),)
        assert deeds()[-1] == "exhibit.describe"

    def test_the_same_words_again_leave_no_trace(self) -> None:
        report_id = a_draft().report_id
        taken_in(report_id)
        before = all_kept()
        describe_exhibit(
            report_id=report_id, exhibit_id=newest_id(), words=WORDS, by=reporter(report_id), at=at()
        )
        assert all_kept() == before

    def test_what_is_not_there_cannot_be_described(self) -> None:
        report_id = a_draft().report_id
        with pytest.raises(NoSuchExhibitError):
            describe_exhibit(
                report_id=report_id, exhibit_id=uuid4(), words=WORDS, by=reporter(report_id), at=at()
            )

    def test_what_was_said_of_a_file_stays_as_it_was_sent(self) -> None:
        report_id = a_report()
        taken_in(report_id)
        before = all_kept()
        with pytest.raises(StaysError):
            describe_exhibit(
                report_id=report_id,
                exhibit_id=newest_id(),
                words=ExhibitWords(name="", shows="Something else"),
                by=reporter(report_id),
                at=at(),
            )
        assert all_kept() == before

    def test_nobody_describes_or_takes_back_the_file_of_another(self) -> None:
        mine, theirs = a_draft().report_id, a_draft().report_id
        taken_in(theirs)
        before, by = all_kept(), reporter(mine)
        take_back_exhibit(report_id=mine, exhibit_id=newest_id(), by=by, at=at())
        with pytest.raises(NoSuchExhibitError):
            describe_exhibit(report_id=mine, exhibit_id=newest_id(), words=WORDS, by=by, at=at())
        assert all_kept() == before


class TestGoing:
    """A draft's files go when a person says so, and with the draft; a sent report's stay."""

    def test_a_file_taken_back_is_gone_after_the_commit(
        self, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
    ) -> None:
        report_id = a_draft().report_id
        taken_in(report_id)
        with django_capture_on_commit_callbacks(execute=False) as later:
            take_back_exhibit(report_id=report_id, exhibit_id=newest_id(), by=reporter(report_id), at=at())
            lying = len(files())
        for callback in later:
            callback()
        assert (lying, files(), exhibit_lines(report_id=report_id), deeds()[-1]) == (
            1,
            [],
            (),
            "exhibit.take-back",
        )

    def test_taking_back_what_is_not_there_does_nothing(self) -> None:
        report_id = a_draft().report_id
        before = all_kept()
        take_back_exhibit(report_id=report_id, exhibit_id=uuid4(), by=reporter(report_id), at=at())
        assert all_kept() == before

    def test_taking_a_file_back_twice_takes_no_other_that_has_its_number_since(self) -> None:
        report_id = a_draft().report_id
        taken_in(report_id)
        first_id = newest_id()
        take_back_exhibit(report_id=report_id, exhibit_id=first_id, by=reporter(report_id), at=at())
        assert taken_in(report_id, b"precious") == 1
        take_back_exhibit(report_id=report_id, exhibit_id=first_id, by=reporter(report_id), at=at())
        assert [line.size for line in exhibit_lines(report_id=report_id)] == [len(b"precious")]

    def test_a_file_that_cannot_be_removed_from_the_disk_stops_nobody(
        self, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
    ) -> None:
        report_id = a_draft().report_id
        taken_in(report_id)
        exhibit_id = newest_id()
        folder.remove_files(exhibit_id)
        folder.file_of(exhibit_id).mkdir()
        with django_capture_on_commit_callbacks(execute=True):
            discard_draft(report_id=report_id, by=reporter(report_id), at=at())
        assert Exhibit.objects.count() == 0

    def test_a_sent_report_keeps_its_files(self) -> None:
        report_id = a_report()
        taken_in(report_id)
        with pytest.raises(StaysError):
            take_back_exhibit(report_id=report_id, exhibit_id=newest_id(), by=reporter(report_id), at=at())

    def test_a_discarded_draft_takes_its_files_along(
        self, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
    ) -> None:
        report_id = a_draft().report_id
        taken_in(report_id)
        with django_capture_on_commit_callbacks(execute=True):
            discard_draft(report_id=report_id, by=reporter(report_id), at=at())
        assert (Exhibit.objects.count(), files()) == (0, [])

    def test_an_expired_draft_takes_its_files_along(
        self, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
    ) -> None:
        taken_in(a_draft().report_id)
        with django_capture_on_commit_callbacks(execute=True):
            discard_old_drafts(before=at(days=1), by=system("worker"), at=at(days=2))
        assert (Exhibit.objects.count(), files()) == (0, [])


class TestOpening:
    """Staff open a file as it was sent, and each opening is one leaf."""

    def test_the_file_comes_back_to_the_last_byte(self) -> None:
        report_id = a_report()
        content = os.urandom(300_000)
        taken_in(report_id, content)
        opened = open_exhibit(report_id=report_id, number=1, by=an_actor(), at=at())
        pieces = list(opened.pieces)
        assert (opened.name, opened.size, b"".join(pieces)) == ("chat.txt", 300_000, content)
        assert len(pieces) > 1

    def test_each_opening_is_one_leaf_about_that_exhibit(self) -> None:
        report_id = a_report()
        taken_in(report_id)
        by = an_actor()
        before = len(leaves())
        for minute in (1, 2):
            open_exhibit(report_id=report_id, number=1, by=by, at=at(minutes=minute)).pieces.close()  # type: ignore[attr-defined]  # a generator
        found = [(leaf.what, leaf.object_id) for leaf in leaves()[before:]]
        assert found == [("exhibit.open", str(Exhibit.objects.get().id))] * 2

    def test_an_open_report_lists_its_exhibits(self) -> None:
        report_id = a_report()
        taken_in(report_id)
        assert open_report(report_id=report_id, by=an_actor(), at=at()).exhibits == (a_line(),)

    def test_who_may_not_open_the_report_may_not_open_its_files(self) -> None:
        report_id = a_report()
        taken_in(report_id)
        before_leaves = deeds().count("exhibit.open")
        for by in (an_actor(unit=OTHER_DESK), an_actor(role=Role.CALL_HANDLER)):
            with pytest.raises(NotAllowedError):
                open_exhibit(report_id=report_id, number=1, by=by, at=at())
        assert deeds().count("exhibit.open") == before_leaves

    def test_drafts_and_what_is_not_there_are_nobodys_to_open(self) -> None:
        draft_id, sent_id, by = a_draft().report_id, a_report(), an_actor(role=Role.SUPERVISOR)
        taken_in(draft_id)
        with pytest.raises(NoSuchReportError):
            open_exhibit(report_id=draft_id, number=1, by=by, at=at())
        with pytest.raises(NoSuchExhibitError):
            open_exhibit(report_id=sent_id, number=1, by=by, at=at())

    @pytest.mark.parametrize(
        "change", [lambda raw: raw[:-1], lambda raw: raw[:-1] + bytes([raw[-1] ^ 1]), lambda _: b""]
    )
    def test_a_changed_file_never_comes_back_whole(self, change: Callable[[bytes], bytes]) -> None:
        report_id = a_report()
        content = os.urandom(300_000)
        taken_in(report_id, content)
        path = folder.file_of(Exhibit.objects.get().id)
        path.write_bytes(change(path.read_bytes()))
        given: list[bytes] = []
        with pytest.raises(ExhibitChangedError):
            given.extend(open_exhibit(report_id=report_id, number=1, by=an_actor(), at=at()).pieces)
        assert len(b"".join(given)) < len(content)

    def test_a_file_put_in_the_place_of_another_is_noticed(self) -> None:
        report_id = a_report()
        taken_in(report_id)
        kept = Exhibit.objects.get()
        Exhibit.objects.update(sha256="0" * 64)
        with pytest.raises(ExhibitChangedError):
            list(open_exhibit(report_id=report_id, number=kept.number, by=an_actor(), at=at()).pieces)

    def test_a_file_that_is_gone_is_said(self) -> None:
        report_id = a_report()
        taken_in(report_id)
        folder.remove_files(Exhibit.objects.get().id)
        with pytest.raises(ExhibitMissingError):
            open_exhibit(report_id=report_id, number=1, by=an_actor(), at=at())


def test_a_report_that_is_gone_has_no_lines() -> None:
    with pytest.raises(NoSuchReportError):
        exhibit_lines(report_id=uuid4())
