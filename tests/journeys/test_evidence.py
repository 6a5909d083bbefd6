"""Adding files on a phone, with and without scripts: the guide, progress, what is refused, and more after sending."""

import re

import pytest
from django.urls import reverse
from playwright.sync_api import FilePayload, Page, expect
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from callpoint.actions.exhibits import exhibit_lines
from callpoint.records.models import Report
from tests.journeys.seeing import scrolls_sideways
from tests.journeys.visiting import Visitor, a_teller
from tests.makers import with_section

pytestmark = [pytest.mark.browser, pytest.mark.database, pytest.mark.django_db(transaction=True)]

SHOP = "I paid 60 pounds for shoes in a web shop three weeks ago. They never came."
THREAT = "A girl online has naked pictures of me. She wants money or she sends them to my friends."


@pytest.fixture
def visitor(
    phone: Page, live_server: LiveServer, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> Visitor:
    """Somebody with a phone."""
    person = Visitor(phone, live_server.url, settings, monkeypatch)
    person.begin_anew()
    return person


def a_file(name: str = "receipt.jpg", size: int = 300_000) -> FilePayload:
    """A file on the phone."""
    return {"name": name, "mimeType": "image/jpeg", "buffer": b"\xff\xd8\xff\xe0" + b"x" * (size - 4)}


def choose(page: Page, *files: FilePayload) -> None:
    page.get_by_label("Add files").set_input_files(list(files))


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name).click()


def lines() -> list[tuple[str, int, str]]:
    """What is kept of the newest report."""
    report_id = Report.objects.order_by("-created_at").values_list("id", flat=True)[0]
    return [(each.name, each.size, each.shows) for each in exhibit_lines(report_id=report_id)]


def test_files_are_added_described_removed_and_the_way_leads_on(visitor: Visitor) -> None:
    page = visitor.page
    visitor.become(a_teller(story=SHOP))
    visitor.open("evidence")
    page.get_by_text("A whole WhatsApp chat").click()
    expect(page.get_by_text("Export chat").first).to_be_visible()
    choose(page, a_file(), a_file("chat.zip", 1000))
    page.get_by_label("What does it show?").last.fill("My receipt")
    press(page, "Add these files")
    expect(page.get_by_text("chat.zip").first).to_be_visible()
    expect(page.get_by_role("heading", name="Your files")).to_be_visible()
    assert lines() == [("receipt.jpg", 300_000, "My receipt"), ("chat.zip", 1000, "My receipt")]
    assert not scrolls_sideways(page)
    press(page, "Remove receipt.jpg")
    expect(page.get_by_role("button", name="Remove")).to_have_count(1)
    page.get_by_text("Say what it shows").click()
    page.get_by_label("What does it show?").first.fill("The whole chat")
    press(page, "Save these words")
    expect(page.get_by_text("The whole chat").first).to_be_visible()
    assert lines() == [("chat.zip", 1000, "The whole chat")]
    press(page, "Continue")
    expect(page).not_to_have_url(re.compile("/report/evidence/"))


def test_continue_brings_chosen_files_along_and_skip_leads_past(visitor: Visitor) -> None:
    page = visitor.page
    visitor.become(a_teller(story=SHOP))
    visitor.open("evidence")
    page.get_by_role("link", name="Skip this page").click()
    expect(page).not_to_have_url(re.compile("/report/evidence/"))
    visitor.open("evidence")
    choose(page, a_file())
    press(page, "Continue")
    expect(page).not_to_have_url(re.compile("/report/evidence/"))
    assert lines() == [("receipt.jpg", 300_000, "")]


def test_what_is_refused_is_said_and_the_words_stay(visitor: Visitor, settings: Settings) -> None:
    page = visitor.page
    with_section(settings, "exhibits", most_bytes=1_000_000)
    visitor.become(a_teller(story=SHOP))
    visitor.open("evidence")
    choose(page, a_file("small.txt", 4), a_file("film.mp4", 1_200_000))
    page.get_by_label("What does it show?").fill("My film")
    press(page, "Add these files")
    expect(page.get_by_text("too big").first).to_be_visible()
    expect(page.get_by_text(re.compile(r"^(Added\.|Your files)$"))).to_be_visible()
    expect(page.get_by_label("What does it show?").last).to_have_value("My film")
    visitor.open("evidence")
    assert lines() == [("small.txt", 4, "My film")]


def test_more_can_be_added_after_sending_and_nothing_removed(visitor: Visitor) -> None:
    page = visitor.page
    client = a_teller(story=SHOP)
    client.post(reverse("check"), {"submit_key": "k", "true_as_known": "yes"})
    visitor.become(client)
    visitor.open("own_report")
    page.get_by_role("link", name="Your files, and more to add").click()
    choose(page, a_file())
    press(page, "Back to your report")
    expect(page.get_by_role("heading", level=1)).to_have_text("Your report")
    visitor.open("evidence")
    expect(page.get_by_text("receipt.jpg").first).to_be_visible()
    expect(page.get_by_role("button", name="Remove")).to_have_count(0)


def test_an_adult_whose_pictures_are_threatened_gives_their_word_first(visitor: Visitor) -> None:
    page = visitor.page
    visitor.become(a_teller(story=THREAT, age="adult"))
    visitor.open("evidence")
    expect(page.locator("input[type=file]")).to_have_count(0)
    page.get_by_role("radio", name="Yes, it shows none").check()
    press(page, "Go on")
    expect(page.locator("input[type=file]")).to_have_count(1)


def test_who_is_under_18_is_asked_for_no_picture(visitor: Visitor) -> None:
    page = visitor.page
    visitor.become(a_teller(story=SHOP, age="13-15"))
    visitor.open("evidence")
    expect(page.locator("input[type=file]")).to_have_count(0)
    expect(page.get_by_text("Please send us no picture here.")).to_be_visible()
    press(page, "Continue")
    expect(page).not_to_have_url(re.compile("/report/evidence/"))
