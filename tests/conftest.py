"""What every test shares: assets served from where they lie, and limits that start afresh."""

import shutil
from collections.abc import Iterator

import pytest
from django.conf import settings
from django.db import connection
from django.test import override_settings
from playwright.sync_api import Browser, sync_playwright

from tests.tampering import guards


@pytest.fixture(autouse=True, scope="session")
def _assets_without_a_manifest() -> Iterator[None]:
    """Serve assets from where they lie: collecting them is the set-up's business, and tested there."""
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    with override_settings(STORAGES={**settings.STORAGES, "staticfiles": plain}):
        yield


@pytest.fixture(autouse=True)
def _limits_start_afresh() -> None:
    """Let no test use up the tries of another."""
    from callpoint.pages.public.limits import forget_all  # noqa: PLC0415 - Django is set up by now

    forget_all()


@pytest.fixture(autouse=True)
def _journal_can_be_emptied_after_a_test(request: pytest.FixtureRequest) -> Iterator[None]:
    """
    Take the journal's triggers away when a test that really commits is over, and put them back before the next.

    The test database is emptied between such tests, which the triggers rightly forbid.
    """
    marker = request.node.get_closest_marker("django_db")
    if marker is None:
        yield
        return
    really_commits = bool(marker.kwargs.get("transaction"))
    request.getfixturevalue("transactional_db" if really_commits else "db")
    if not _has_triggers():
        guards("forbid")
    yield
    if really_commits:
        guards("allow")


def _has_triggers() -> bool:
    tables = {
        "sqlite": "sqlite_master WHERE type = 'trigger' AND name",
        "postgresql": "pg_trigger WHERE tgname",
    }
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {tables[connection.vendor]} LIKE 'journal_no_%'")  # noqa: S608 - our own words
        return bool(cursor.fetchone()[0])


QUIET = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Start the browser once a run."""
    chromium = shutil.which("chromium")
    if chromium is None:
        pytest.skip("No chromium on this machine. Install it: apt-get install chromium")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium, args=QUIET)
        yield started
        started.close()
