"""Files that were added by form: taken back, and described anew, until the report is sent."""

import pytest
from django.urls import reverse
from pytest_django import DjangoCaptureOnCommitCallbacks

from callpoint.actions.exhibits import exhibit_lines
from callpoint.vault.models import Exhibit
from tests.makers import deeds
from tests.pages.public.filing import ADDRESS, Filer, a_file, nothing_left, said

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def newest_id() -> str:
    """The id of the file that came last, as its forms name it."""
    return str(Exhibit.objects.order_by("-number").values_list("id", flat=True)[0])


def shown_names(filer: Filer) -> list[str]:
    return [each.name for each in exhibit_lines(report_id=filer.report_id)]


class TestRemoving:
    """A person may take a file back until the report is sent."""

    def test_before_sending_a_file_can_be_removed(
        self, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
    ) -> None:
        filer = Filer()
        with nothing_left():
            filer.add(a_file())
            exhibit = newest_id()
            with django_capture_on_commit_callbacks(execute=True):
                led = filer.post(do="remove", exhibit=exhibit)
            filer.post(do="remove", exhibit=exhibit)
        assert (led["Location"], Exhibit.objects.count(), deeds().count("exhibit.take-back")) == (
            ADDRESS,
            0,
            1,
        )

    def test_a_press_that_is_repeated_hits_no_other_file(self) -> None:
        filer = Filer()
        filer.add(a_file("a.txt", b"one"), a_file("b.txt", b"two"))
        stale = {"exhibit": newest_id()}
        assert filer.client.get(ADDRESS).content.decode().count(f'value="{newest_id()}"') == 2
        filer.post(do="remove", **stale)
        filer.add(a_file("c.txt", b"precious"), shows="Precious")
        filer.post(do="remove", **stale)
        refused = filer.post(do="describe", **stale, shows="Other words")
        lines = [(each.number, each.name, each.shows) for each in exhibit_lines(report_id=filer.report_id)]
        assert (lines, refused.status_code) == ([(1, "a.txt", ""), (2, "c.txt", "Precious")], 422)

    def test_after_sending_files_stay_and_more_can_be_added(self) -> None:
        filer = Filer()
        filer.add(a_file())
        filer.send()
        refused = filer.post(do="remove", exhibit=newest_id())
        led = filer.add(a_file("more.txt", b"more"), go="on")
        own = filer.client.get(reverse("own_report")).content.decode()
        assert (refused.status_code, "Its files stay with it" in said(refused)) == (422, True)
        assert "Remove" not in filer.page()
        assert (led["Location"], ADDRESS in own) == (reverse("own_report"), True)
        assert shown_names(filer) == ["chat.txt", "more.txt"]


def test_words_can_be_added_and_changed_later() -> None:
    filer = Filer()
    filer.add(a_file())
    led = filer.post(do="describe", exhibit=newest_id(), shows="The chat", taken="May", original="At home")
    (line,) = exhibit_lines(report_id=filer.report_id)
    assert (led["Location"], line.name, line.shows, line.taken, line.original) == (
        ADDRESS,
        "chat.txt",
        "The chat",
        "May",
        "At home",
    )


@pytest.mark.parametrize("exhibit", ["1", "x", "", "00000000-0000-0000-0000-000000000000"])
def test_words_for_no_file_are_refused(exhibit: str) -> None:
    filer = Filer()
    filer.add(a_file())
    answered = filer.post(do="describe", exhibit=exhibit, shows="x")
    assert (answered.status_code, "no longer here" in said(answered)) == (422, True)


def test_words_about_a_file_stay_as_they_were_sent() -> None:
    filer = Filer()
    filer.add(a_file(), shows="first words")
    filer.send()
    answered = filer.post(do="describe", exhibit=newest_id(), shows="other words")
    (line,) = exhibit_lines(report_id=filer.report_id)
    assert (answered.status_code, "What you sent stays as it is." in said(answered)) == (422, True)
    assert (line.shows, "Save these words" in filer.page()) == ("first words", False)
