"""Files with scripts on a phone: progress, a line that breaks, pausing, taking off, and going on after a reload."""

import hashlib
import os
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Dialog, Locator, Page, Route, expect
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from callpoint.actions.exhibits import exhibit_lines
from callpoint.records.models import Report
from callpoint.vault.models import Upload
from tests.journeys.seeing import scrolls_sideways
from tests.journeys.visiting import Visitor, a_teller

pytestmark = [
    pytest.mark.browser,
    pytest.mark.database,
    pytest.mark.django_db(transaction=True),
    pytest.mark.parametrize("phone", [True], indirect=True, ids=["with-scripts"]),
]

SHOP = "I paid 60 pounds for shoes in a web shop three weeks ago. They never came."
PARTS = "**/report/uploads/*/"


@pytest.fixture
def page(phone: Page, live_server: LiveServer, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Page:
    """The page of files, of somebody with a report and a phone."""
    person = Visitor(phone, live_server.url, settings, monkeypatch)
    person.begin_anew()
    person.become(a_teller(story=SHOP))
    person.open("evidence")
    return phone


def a_file(folder: Path, name: str, size: int) -> Path:
    """A file on the phone."""
    path = folder / name
    path.write_bytes(os.urandom(size))
    return path


def choose(page: Page, *files: Path) -> None:
    page.get_by_label("Add files").set_input_files(list(files))


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name).click()


def words(page: Page) -> Locator:
    return page.locator(".app-uploads__words")


def kept() -> list[tuple[str, str, str]]:
    """Name, SHA-256 and words of what is kept of the newest report."""
    report_id = Report.objects.order_by("-created_at").values_list("id", flat=True)[0]
    return [(each.name, each.sha256, each.shows) for each in exhibit_lines(report_id=report_id)]


def as_kept(*files: Path, shows: str = "") -> list[tuple[str, str, str]]:
    return [(file.name, hashlib.sha256(file.read_bytes()).hexdigest(), shows) for file in files]


def all_are_added(page: Page) -> None:
    expect(page.get_by_role("heading", name="Your files")).to_be_visible(timeout=20_000)


def slow(page: Page, *, bytes_a_second: int) -> None:
    """Slow the line of a page's browser down; -1 lets it go."""
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    session.send(
        "Network.emulateNetworkConditions",
        {"offline": False, "latency": 0, "downloadThroughput": -1, "uploadThroughput": bytes_a_second},
    )


def each_in_turn(*deeds: Callable[[Route], None]) -> Callable[[Route], None]:
    """Treat the first part as the first deed says, and so on; all after the last go through."""
    waiting = list(deeds)

    def treat(route: Route) -> None:
        is_part = route.request.method == "PATCH"
        deed = waiting.pop(0) if is_part and waiting else goes_through
        deed(route)

    return treat


def breaks(route: Route) -> None:
    """The line breaks before a byte is there."""
    route.abort()


def loses_the_answer(route: Route) -> None:
    """The bytes arrive, and the line breaks before the answer does."""
    route.fetch()
    route.abort()


def goes_through(route: Route) -> None:
    route.continue_()


def test_a_slow_line_shows_percent_size_and_time_left(page: Page, tmp_path: Path) -> None:
    film = a_file(tmp_path, "film.mp4", 2_000_000)
    choose(page, film)
    expect(words(page)).to_have_text("Not sent yet.")
    slow(page, bytes_a_second=400_000)
    press(page, "Add these files")
    expect(words(page)).to_have_text(re.compile(r"^\d+%\. .+ of 2\s?MB sent\. About \d+ (s|min) left\.$"))
    assert not scrolls_sideways(page)
    all_are_added(page)
    assert kept() == as_kept(film)


def test_nobody_who_leaves_is_held_back_by_a_file_on_its_way(page: Page, tmp_path: Path) -> None:
    asked: list[str] = []

    def ask(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.dismiss()

    page.on("dialog", ask)
    choose(page, a_file(tmp_path, "film.mp4", 3_000_000))
    slow(page, bytes_a_second=100_000)
    press(page, "Add these files")
    expect(words(page)).to_have_text(re.compile(r"^\d+%"))
    page.get_by_role("link", name="Who can help", exact=True).click()
    expect(page).to_have_url(re.compile("/who-can-help/$|/directory/$|/help/$|/services/$"))
    assert asked == []


def test_a_line_that_breaks_again_and_again_loses_no_byte(page: Page, tmp_path: Path) -> None:
    film = a_file(tmp_path, "film.mp4", 5_000_000)
    page.route(
        PARTS,
        each_in_turn(goes_through, breaks, loses_the_answer, breaks, loses_the_answer, loses_the_answer),
    )
    choose(page, film)
    page.get_by_label("What does it show?").fill("The film")
    press(page, "Add these files")
    expect(words(page)).to_have_text("Waiting for the line. It goes on by itself.")
    all_are_added(page)
    assert kept() == as_kept(film, shows="The film")


def test_a_file_pauses_and_goes_on_and_others_overtake_it(page: Page, tmp_path: Path) -> None:
    film, chat = a_file(tmp_path, "film.mp4", 4_000_000), a_file(tmp_path, "chat.zip", 1000)
    slow(page, bytes_a_second=300_000)
    choose(page, film)
    choose(page, chat)
    press(page, "Add these files")
    expect(words(page).first).to_have_text(re.compile("sent"))
    press(page, "Pause film.mp4")
    expect(words(page)).to_have_text(["Paused. It waits for you.", "Added."])
    slow(page, bytes_a_second=-1)
    page.get_by_role("button", name="Continue film.mp4").press("Enter")
    all_are_added(page)
    assert kept() == as_kept(chat, film)


def test_a_file_that_was_taken_off_can_be_put_back_and_else_is_forgotten(page: Page, tmp_path: Path) -> None:
    film, note, chat = (a_file(tmp_path, name, 2_000_000) for name in ("film.mp4", "note.txt", "chat.zip"))
    slow(page, bytes_a_second=300_000)
    choose(page, film, note, chat)
    press(page, "Cancel note.txt")
    expect(words(page).nth(1)).to_have_text("Taken off the list.")
    press(page, "Undo note.txt")
    press(page, "Cancel chat.zip")
    press(page, "Add these files")
    expect(words(page).first).to_have_text(re.compile("sent"))
    press(page, "Cancel film.mp4")
    expect(words(page).nth(1)).to_have_text(re.compile("sent"))
    slow(page, bytes_a_second=-1)
    all_are_added(page)
    assert kept() == as_kept(note)
    expect(page.get_by_text("Not all here yet")).to_have_count(0)


def test_after_a_reload_the_same_file_goes_on_and_nothing_is_stored_in_the_browser(
    page: Page, tmp_path: Path
) -> None:
    film, other = a_file(tmp_path, "film.mp4", 3_000_000), a_file(tmp_path, "other.mp4", 3_000_000)
    page.route(PARTS, each_in_turn(goes_through, *[breaks] * 9))
    choose(page, film, other)
    press(page, "Add these files")
    expect(words(page).first).to_have_text("Waiting for the line. It goes on by itself.")
    page.once("dialog", lambda dialog: dialog.accept())
    page.reload()
    page.unroute_all()
    expect(page.get_by_role("heading", name="Not all here yet")).to_be_visible()
    expect(page.get_by_text("34% of it is here. Choose the same file to go on.")).to_be_visible()
    stored = page.evaluate(
        "async () => [localStorage.length, sessionStorage.length, (await caches.keys()).length]"
    )
    choose(page, film)
    expect(words(page)).to_have_text("34% of it is here already. It goes on from there.")
    offsets: list[str | None] = []
    page.on(
        "request",
        lambda sent: offsets.append(sent.headers.get("upload-offset")) if sent.method == "PATCH" else None,
    )
    press(page, "Add these files")
    all_are_added(page)
    assert (stored, kept(), offsets[0] != "0") == ([0, 0, 0], as_kept(film), True)
    assert Upload.objects.count() == 1


def test_a_part_of_a_file_can_be_removed(page: Page, tmp_path: Path) -> None:
    film = a_file(tmp_path, "film.mp4", 3_000_000)
    page.route(PARTS, each_in_turn(goes_through, *[breaks] * 9))
    choose(page, film)
    press(page, "Add these files")
    expect(words(page)).to_have_text("Waiting for the line. It goes on by itself.")
    page.once("dialog", lambda dialog: dialog.accept())
    page.reload()
    press(page, "Remove film.mp4")
    expect(page.get_by_text("Not all here yet")).to_have_count(0)
    assert (Upload.objects.count(), kept()) == (0, [])


def test_what_is_refused_says_why_and_more_words_than_fit_go_by_the_plain_form(
    page: Page, tmp_path: Path
) -> None:
    film = a_file(tmp_path, "film.mp4", 1000)
    empty = a_file(tmp_path, "none.txt", 0)
    choose(page, empty)
    press(page, "Add these files")
    expect(words(page)).to_have_text("This file is empty. Please look at it and choose it again.")
    press(page, "Cancel none.txt")
    choose(page, film)
    long = "\N{GRINNING FACE}" * 250
    for name in ("What does it show?", "When was it taken?", "Where is the original now?"):
        page.get_by_label(name).fill(long * 2)
    press(page, "Add these files")
    all_are_added(page)
    assert [(name, len(shows)) for name, _, shows in kept()] == [("film.mp4", 250)]
