"""A real browser for the journeys: Debian's Chromium through Playwright."""

import os
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page

from tests.journeys.windows import DESK, PHONE, PHONE_WITHOUT_SCRIPTS, Windows

# Playwright's loop makes Django think that it runs inside async code; the test thread is an ordinary one.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"


@pytest.fixture(params=[True, False], ids=["with-scripts", "without-scripts"])
def phone(windows: Windows, request: pytest.FixtureRequest) -> Iterator[Page]:
    """Open a window as wide as a phone, with and without JavaScript."""
    with windows.window(PHONE if request.param else PHONE_WITHOUT_SCRIPTS) as page:
        yield page


@pytest.fixture
def desk(windows: Windows) -> Iterator[Page]:
    """Open a window as wide as a desk's screen."""
    with windows.window(DESK) as page:
        yield page
