"""A real browser for the journeys: Debian's Chromium through Playwright."""

import os
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.makers import light_passwords

__all__ = ["light_passwords"]

# Playwright's loop makes Django think that it runs inside async code; the test thread is an ordinary one.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"


@pytest.fixture(params=[True, False], ids=["with-scripts", "without-scripts"])
def phone(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    """Open a page as wide as a phone, with and without JavaScript."""
    context = browser.new_context(viewport={"width": 360, "height": 640}, java_script_enabled=request.param)
    context.set_default_timeout(8000)
    yield context.new_page()
    context.close()


@pytest.fixture
def desk(browser: Browser) -> Iterator[Page]:
    """Open a page as wide as a desk's screen."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    context.set_default_timeout(8000)
    yield context.new_page()
    context.close()
