"""Nothing that was typed is lost: two tabs, a server that dies in mid-answer, a page that is about to close."""

from collections.abc import Iterator
from socketserver import ThreadingMixIn
from threading import Thread
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import pytest
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.core.wsgi import get_wsgi_application
from playwright.sync_api import Browser, Error, Page, expect
from pytest_django.live_server_helper import LiveServer

from tests.journeys.seeing import Watch
from tests.journeys.telling import Teller

pytestmark = [pytest.mark.browser, pytest.mark.database, pytest.mark.django_db(transaction=True)]

STORY = "A man rang and said he was my bank. I moved 400 pounds an hour ago."


class Quiet(WSGIRequestHandler):
    """Says nothing of requests."""

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the library's name
        """Say nothing."""


class Threaded(ThreadingMixIn, WSGIServer):
    """Answers several requests at once."""

    daemon_threads = True


class Mortal:
    """A server of ours at one address that can die and come back."""

    def __init__(self) -> None:
        self.port = 0
        self.rise()

    @property
    def url(self) -> str:
        """Its address."""
        return f"http://127.0.0.1:{self.port}"

    def rise(self) -> None:
        """Begin to answer."""
        application = StaticFilesHandler(get_wsgi_application())
        self.server = make_server("127.0.0.1", self.port, application, Threaded, Quiet)
        self.port = self.server.server_port
        Thread(target=self.server.serve_forever, daemon=True).start()

    def die(self) -> None:
        """Answer nobody any more."""
        self.server.shutdown()
        self.server.server_close()


@pytest.fixture
def mortal(live_server: LiveServer) -> Iterator[Mortal]:
    """A server that a test may stop; the live one shares its database with it."""
    del live_server
    server = Mortal()
    yield server
    server.die()


def at_the_story(phone: Page, url: str) -> None:
    phone.goto(url + "/report/question/story/")
    phone.get_by_role("textbox").fill(STORY)


def test_a_server_that_is_back_takes_the_answer_when_the_browser_tries_again(
    phone: Page, mortal: Mortal
) -> None:
    at_the_story(phone, mortal.url)
    mortal.die()
    with pytest.raises(Error, match="ERR_CONNECTION_REFUSED"), phone.expect_navigation():
        phone.get_by_role("button", name="Continue").click()
    expect(phone).to_have_url("chrome-error://chromewebdata/")
    mortal.rise()
    phone.reload()
    expect(phone.get_by_text("Your private code").first).to_be_visible()


@pytest.fixture
def patient(browser: Browser, live_server: LiveServer) -> Iterator[Teller]:
    """Somebody whose clock a test may turn on."""
    context = browser.new_context(viewport={"width": 360, "height": 640})
    context.set_default_timeout(8000)
    page = context.new_page()
    page.clock.install()
    yield Teller(page, live_server.url, Watch(page, live_server.url))
    context.close()


def test_a_page_warns_before_it_closes_stays_when_asked_and_keeps_what_was_typed(patient: Teller) -> None:
    at_the_story(patient.page, patient.url)
    patient.press("Continue")
    patient.page.goto(patient.url + "/report/question/story/")
    warning = patient.page.get_by_role("status").get_by_text("This page closes in 20 minutes")
    expect(warning).to_be_hidden()
    patient.page.clock.fast_forward("01:39:30")
    expect(warning).to_be_visible()
    with patient.page.expect_response("**/stay/") as answered:
        patient.page.get_by_role("button", name="Stay here").click()
    expect(warning).to_be_hidden()
    patient.page.get_by_role("textbox").fill("More words")
    patient.page.clock.fast_forward("02:00:00")
    expect(patient.page.get_by_text("We closed your report here to keep you safe.")).to_be_visible()
    expect(patient.page.get_by_role("textbox")).to_have_value("More words")
    assert answered.value.status == 200


def test_a_shared_device_shows_the_first_page_when_its_time_is_over(patient: Teller) -> None:
    patient.page.goto(patient.url + "/report/question/story/")
    patient.page.get_by_text("Do others use this device too?").click()
    patient.press("I share this device")
    patient.write(STORY)
    patient.page.clock.fast_forward("00:15:30")
    expect(patient.page.get_by_role("heading", level=1)).to_have_text("Report cybercrime and fraud")
